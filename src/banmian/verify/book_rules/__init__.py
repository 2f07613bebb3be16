"""Rules of finished books, each a function on the facts of `verify/book_facts.py`; every module here is found by itself.

What a book shows while it is opened, or is refused for, is declared in `rules/books.py`.
"""
