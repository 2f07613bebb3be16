"""Parts of the model made anew with other parts in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .model import Span


def rebuilt(part: Any, change: Callable[[Any], Any]) -> Any:
    """A part of the model with other parts in it: `change` gives the new one, or None where it is to be looked into."""
    if isinstance(part, tuple):
        return tuple(rebuilt(one, change) for one in part)
    if not is_dataclass(part) or isinstance(part, Span | type):
        return part
    made = change(part)
    if made is not None:
        return made
    return replace(part, **{field.name: rebuilt(getattr(part, field.name), change) for field in fields(part)})
