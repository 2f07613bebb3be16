"""The screen target: PDF/UA-1 in sRGB, with bookmarks."""

from __future__ import annotations

from typing import Any


def finish(document: Any, pdf: Any) -> None:
    """The engine's PDF/UA-1 is complete as it is."""
