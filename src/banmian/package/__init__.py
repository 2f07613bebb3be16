"""Stage "package": the issue as EPUB."""
