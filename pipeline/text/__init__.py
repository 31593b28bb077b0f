"""What a text says, read without the page around it: codes, quantities, polarity, names, languages, differences."""
