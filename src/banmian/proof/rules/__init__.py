"""Rules of proofreading, each a function on the facts of `proof/facts.py`; every module here is found by itself.

Those about pictures are told where the pictures are read (`rules/pictures.py`).
"""
