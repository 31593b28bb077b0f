"""What the machine gives: files, processes, XML from strangers, the clock."""
