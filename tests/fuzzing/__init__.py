"""Hostile inputs by the thousand: a module for each kind of input, one that runs them, one that judges, one that shrinks."""
