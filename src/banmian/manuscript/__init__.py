"""Stage "parse": the text files of an issue become an `Issue` and diagnostics."""
