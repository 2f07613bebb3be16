"""The pictures that a layout brings, by the names under which its templates and style sheets ask for them."""

from __future__ import annotations

from functools import lru_cache

from ..colour import fitting, to_press, to_srgb
from ..diagnostics import Diagnostic, Refused
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span
from ..raster import plain
from .svg import svg

KINDS = (".svg", ".png", ".jpg", ".jpeg")


def pictures_of(layout: Layout, palette: str, press: bytes) -> dict[str, bytes]:
    """`LAYOUT/FILE` of the layout and its parents, `FILE` from the nearest. `press`: the profile that is printed by.

    Raises `Refused` for a picture that cannot be used.
    """
    made: dict[str, bytes] = {}
    for name in layout.lineage:
        own = {key.removeprefix(f"{name}/"): file for key, file in layout.files.items() if key.startswith(f"{name}/")}
        for short, file in own.items():
            if short.lower().endswith(KINDS) and f"{name}/{short}" in layout.files:
                data = svg(file, layout, palette) if short.lower().endswith(".svg") else _raster(file, palette, press)
                made |= {f"{name}/{short}": data, short: data}
    return made


@lru_cache(maxsize=32)
def _raster(file: LayoutFile, palette: str, press: bytes) -> bytes:
    """The same rule as for the pictures of an issue (`colour.py`)."""
    try:
        made = plain(file.data)
    except ValueError as fault:
        raise Refused([Diagnostic("L054", Span(file.path, 1, 1, 1), {"fault": str(fault)})]) from fault
    own, fault_ = fitting(made.profile, made.mode, press)
    if fault_:
        raise Refused([Diagnostic("L054", Span(file.path, 1, 1, 1), {"fault": fault_})])
    return to_press(made.data, own, press) if palette == "cmyk" else to_srgb(made.data, own, press)
