"""`python -m banmian`."""

from .cli import main

main(prog_name="banmian")
