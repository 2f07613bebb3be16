"""The pictures that a layout brings, by the names under which its templates and style sheets ask for them."""

from __future__ import annotations

from functools import lru_cache, partial

from ..colour import fitting, to_press, to_srgb
from ..diagnostics import Diagnostic, Refused
from ..limits import LAYOUT_FILES, LAYOUT_PIXELS
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span
from ..pictures import LazyFile
from ..raster import pixels, plain
from .svg import svg

KINDS = (".svg", ".png", ".jpg", ".jpeg")


def pictures_of(layout: Layout, palette: str, press: bytes) -> dict[str, LazyFile]:
    """`LAYOUT/FILE` of the layout and its parents, `FILE` from the nearest. `press`: the profile that is printed by.

    Raises `Refused` for a picture that cannot be used.
    """
    _check_pixels(layout)
    made: dict[str, LazyFile] = {}
    for name in layout.lineage:
        own = {key.removeprefix(f"{name}/"): file for key, file in layout.files.items() if key.startswith(f"{name}/")}
        for short, file in own.items():
            if short.lower().endswith(KINDS) and f"{name}/{short}" in layout.files:
                data = svg(file, layout, palette) if short.lower().endswith(".svg") else _raster(file, palette, press)
                made |= dict.fromkeys((f"{name}/{short}", short), LazyFile(partial(bytes, data)))
    return made


def _check_pixels(layout: Layout) -> None:
    """Raises `Refused` when the pictures have too many pixels together; asked of their heads, before any is decoded."""
    total = 0
    for name, file in layout.files.items():
        if name.lower().endswith(KINDS) and not name.lower().endswith(".svg"):
            total += _pixels(file)
        if total > LAYOUT_PIXELS:
            raise Refused(
                [Diagnostic("L060", Span(file.path, 1, 1, 1), {"what": "pictures", "limit": f"{LAYOUT_PIXELS:,} px"})]
            )


@lru_cache(maxsize=256)
def _pixels(file: LayoutFile) -> int:
    try:
        return pixels(file.data)
    except ValueError as fault:
        raise Refused([Diagnostic("L054", Span(file.path, 1, 1, 1), {"fault": str(fault)})]) from fault


@lru_cache(maxsize=2 * LAYOUT_FILES)  # all of a layout's in both palettes: each page asks for them
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
