"""Importing the engine without what we never let it use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

# fontTools' subsetter and its instancer of variable fonts: our faces are static and are cut by HarfBuzz
# (`Face.cut`). They cost a seventh of a second at start.
UNUSED = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}


def _refuse(*arguments: Any) -> None:
    raise RuntimeError("the engine tried to use fontTools on a face: render/engine.py cuts every face itself")


@contextmanager
def without_unused() -> Iterator[None]:
    """Import the engine inside; what it would import in vain is a stand-in there and its own self afterwards."""
    added = [name for name in UNUSED if name not in sys.modules]
    for name in added:
        module = ModuleType(name)
        for attribute in UNUSED[name]:
            setattr(module, attribute, _refuse)
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]
