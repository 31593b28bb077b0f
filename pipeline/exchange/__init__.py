"""Work with agencies: the formats that their tools read, read again as from strangers."""
