"""Pictures as they are shown: their pixels, their density along both sides on the page, their space."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .events import GraphicsState
from .paints import NONE, Paint, Spaces
from .plane import bounds, corners

_SHORT = {"/Width": "/W", "/Height": "/H", "/BitsPerComponent": "/BPC", "/ColorSpace": "/CS", "/ImageMask": "/IM"}
"""Keys of inline pictures (ISO 32000-1, table 93)."""
_JPX_SPACES = {16: "DeviceRGB", 17: "DeviceGray", 12: "DeviceCMYK", 18: "DeviceRGB"}
"""Enumerated spaces of JPEG 2000 (ISO 15444-1, M.11.7.3.1; 15444-2)."""


def picture(found: Any, state: GraphicsState, spaces: Spaces, resources: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says of a picture. The density is measured along its sides, never in its box (GWG 2022, D0019)."""

    def said(key: str) -> Any:
        return found.get(key, found.get(_SHORT[key]))

    across, down = int(said("/Width")), int(said("/Height"))
    matrix, is_mask = state.matrix, bool(said("/ImageMask"))
    wide, high = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
    named = said("/ColorSpace")
    space = state.fill if is_mask else _own(found) if named is None else spaces.named(named, resources).initial
    shape = corners(matrix, (0, 0, 1, 1))
    return {
        "box": bounds(shape), "shape": (tuple(shape),), "pixels": (across, down),
        "ppi": (across * 72 / wide if wide else 0, down * 72 / high if high else 0),
        "bits": 1 if is_mask else int(said("/BitsPerComponent") or 8), "space": space,
        "fill": state.fill if is_mask else NONE, "obj": found,
    }  # fmt: skip


def _own(found: Any) -> Paint:
    """The space that a picture of JPEG 2000 says itself."""
    data = bytes(found.read_raw_bytes())[:4096]
    place = data.find(b"colr")
    if place < 0 or len(data) < place + 11:
        return Paint("?")
    if data[place + 4] != 1:
        return Paint("ICCBased/?")
    return Paint(_JPX_SPACES.get(int.from_bytes(data[place + 7 : place + 11], "big"), "?"))
