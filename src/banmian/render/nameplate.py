"""The paper's written name as a picture (`[paper] nameplate`): papers set it in somebody's handwriting.

It is taken for a picture of the layout, so that one rule holds for both: a press gets its inks, an archive sRGB.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from ..diagnostics import Diagnostic, Refused
from ..limits import NAMEPLATE_ASPECT, NAMEPLATE_BYTES
from ..makeup.layouts import Layout, LayoutFile, PageLayouts
from ..model import Span
from ..raster import plain
from ..reading import NotThere, read_file
from .svg import svg

NAME = "issue-nameplate"
"""What it is called among the files of a layout, before `.svg` or `.png`: no file of a layout has such a name by itself."""


def with_nameplate(layouts: PageLayouts, folder: Path, path: str, said_at: Span | None) -> PageLayouts:
    """Layouts that have the picture of an issue's folder as nameplate. Raises `Refused` for one that cannot be used."""
    file = _read(folder, path, said_at)
    kind = "svg" if path.lower().endswith(".svg") else "png"
    try:
        # an SVG may name a colour that only one of the layouts has
        aspect, *_ = [_aspect_of_svg(file, one) for one in layouts.every] if kind == "svg" else [_aspect(file)]
    except ValueError as fault:
        raise Refused([Diagnostic("L093", said_at, {"path": path, "fault": str(fault)})]) from fault
    if not 1 / NAMEPLATE_ASPECT <= aspect <= NAMEPLATE_ASPECT:
        facts = {"path": path, "aspect": f"{max(aspect, 1 / aspect):.0f}", "limit": NAMEPLATE_ASPECT}
        raise Refused([Diagnostic("L094", said_at, facts)])

    def given(layout: Layout) -> Layout:
        name = f"{layout.name}/{NAME}.{kind}"
        return replace(layout, files={**layout.files, name: file}, nameplate=(name, round(aspect, 4)))

    return PageLayouts(given(layouts.usual), layouts.several and given(layouts.several))


def nameplate_of(layout: Layout) -> LayoutFile | None:
    """The picture of the nameplate that a layout has, by its path in the issue's folder."""
    return layout.files[layout.nameplate[0]] if layout.nameplate else None


def _read(folder: Path, path: str, said_at: Span | None) -> LayoutFile:
    try:
        return LayoutFile(path, read_file(folder / path, NAMEPLATE_BYTES, folder, said_at))
    except NotThere as fault:
        raise Refused([Diagnostic("L092", said_at, {"path": path})]) from fault


def _aspect(file: LayoutFile) -> float:
    made = plain(file.data)
    return made.width / made.height


def _aspect_of_svg(file: LayoutFile, layout: Layout) -> float:
    """Width by height. Raises ValueError where it does not say any."""
    root = ElementTree.fromstring(svg(file, layout, "rgb"))  # noqa: S314 - written anew, from what was allowed
    box = [float(number) for number in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise ValueError("the SVG has no viewBox")
    return box[2] / box[3]
