"""Which engine it is: the one version that the wall is built for. Nothing of the engine is imported here."""

from __future__ import annotations

import ctypes
import importlib.util
from functools import cache

NAME, VERSION = "WeasyPrint", "70.0"
INSTALL = f"pip install {NAME.lower()}=={VERSION}"
"""The command that brings it."""


def is_there() -> bool:
    """Whether it is installed, in whatever version."""
    return importlib.util.find_spec(NAME.lower()) is not None


PANGO = ("libpango-1.0.so.0", "libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.dylib")
"""What systems call the library that sets the furniture's text."""


@cache
def libraries() -> str:
    """The version of the system's library by which the engine sets text: with another one furniture may stand elsewhere.

    It is asked without loading the engine; "" where it goes by another name, or is not there.
    """
    for name in PANGO:
        try:
            return str(ctypes.CDLL(name).pango_version())
        except (OSError, AttributeError):
            continue
    return ""
