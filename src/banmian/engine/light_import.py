"""Importing the engine without what we never let it use, and without the detours it takes."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

# fontTools' subsetter and its instancer of variable fonts: our faces are static and are cut by HarfBuzz
# (`Face.cut`). They cost a seventh of a second at start.
UNUSED = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}


def _refuse(*arguments: Any) -> None:
    raise RuntimeError("the engine tried to use fontTools on a face: engine/engine.py cuts every face itself")


@contextmanager
def without_unused() -> Iterator[None]:
    """Import the engine inside; what it would import in vain is a stand-in there and its own self afterwards."""
    added = [name for name in UNUSED if name not in sys.modules]
    find_library = ctypes.util.find_library
    if _loads_by_name():
        ctypes.util.find_library = lambda name: None
    for name in added:
        module = ModuleType(name)
        for attribute in UNUSED[name]:
            setattr(module, attribute, _refuse)
        sys.modules[name] = module
    try:
        yield
    finally:
        ctypes.util.find_library = find_library
        for name in added:
            del sys.modules[name]


def _loads_by_name() -> bool:
    """Whether libraries open by their Linux names, which the engine tries next.

    `find_library` starts 86 programs (ldconfig, gcc, ld) for the engine's libraries: a fifth of a cold build.
    """
    try:
        ctypes.CDLL("libpango-1.0.so.0")
    except OSError:
        return False
    return True
