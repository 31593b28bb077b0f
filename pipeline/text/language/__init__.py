"""What language and script a text is in, and whether it says what another text says: data and counting, no model."""
