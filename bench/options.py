"""The options of every program of the bench: its own, and `--smallest`."""

from __future__ import annotations

import argparse


def options(about: str | None, smallest: str) -> argparse.ArgumentParser:
    """A parser with `--smallest`: does the program still run, on the least input that goes all its way.

    What it then prints says nothing about speed. `smallest`: what is left of the input.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--smallest", action="store_true", help=f"only see that it runs: {smallest}")
    return parser
