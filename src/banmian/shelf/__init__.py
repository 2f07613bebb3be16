"""The shelf: the one place that knows the output, and the only one that replaces or removes a file."""
