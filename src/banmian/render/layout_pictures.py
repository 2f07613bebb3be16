"""The pictures that a layout brings, by the names under which its templates and style sheets ask for them."""

from __future__ import annotations

from functools import lru_cache

from ..diagnostics import Diagnostic, Refused
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span
from ..pictures import check, to_cmyk
from .svg import svg

KINDS = (".svg", ".png", ".jpg", ".jpeg")


def pictures_of(layout: Layout, palette: str, profile: bytes | None) -> dict[str, bytes]:
    """`LAYOUT/FILE` of the layout and its parents, `FILE` from the nearest; as inks where there is a profile.

    Raises `Refused` for a picture that cannot be used.
    """
    made: dict[str, bytes] = {}
    for name in layout.lineage:
        own = {key.removeprefix(f"{name}/"): file for key, file in layout.files.items() if key.startswith(f"{name}/")}
        for short, file in own.items():
            if short.lower().endswith(KINDS) and f"{name}/{short}" in layout.files:
                data = svg(file, layout, palette) if short.lower().endswith(".svg") else _raster(file, profile)
                made |= {f"{name}/{short}": data, short: data}
    return made


@lru_cache(maxsize=32)
def _raster(file: LayoutFile, profile: bytes | None) -> bytes:
    try:
        upright, _, _ = check(file.data)
        return to_cmyk(upright, profile) if profile else upright
    except ValueError as fault:
        raise Refused([Diagnostic("L054", Span(file.path, 1, 1, 1), {"fault": str(fault)})]) from fault
