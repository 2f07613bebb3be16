"""Preflight: any press PDF read into typed events, judged by the rules of a printing plant, its ink measured."""
