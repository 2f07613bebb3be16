"""The archive: a store of deposits (OCFL 1.1) and the index of their words. docs/archive.md tells how."""
