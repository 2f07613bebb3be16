"""What goes into a deposit: the writers of its files."""
