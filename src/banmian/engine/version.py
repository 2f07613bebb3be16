"""Which engine it is: the one version that the wall is built for. Nothing of the engine is imported here."""

from __future__ import annotations

import importlib.util

NAME, VERSION = "WeasyPrint", "70.0"
INSTALL = f"pip install {NAME.lower()}=={VERSION}"
"""The command that brings it."""


def is_there() -> bool:
    """Whether it is installed, in whatever version."""
    return importlib.util.find_spec(NAME.lower()) is not None
