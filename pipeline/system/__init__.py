"""The machine: files, processes, databases, XML from strangers, the clock."""
