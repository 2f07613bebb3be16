"""The office proof: the pages of a finished PDF reduced and centred on a smaller paper."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from ..makeup.layouts import MM

MARGIN = 6.0
"""mm: what an office printer leaves white."""


def reduce(data: bytes, paper: tuple[float, float]) -> bytes:
    """Every page scaled to fit the paper (mm) less its margin, centred; bookmarks lead to the same places.

    Written without object streams: with them qpdf puts the XMP behind all pages, where no format tool looks for it.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        matrices = {page.obj.objgen: _reduce_page(pdf, page, paper) for page in pdf.pages}
        if "/Outlines" in pdf.Root:
            _move_bookmarks(pdf.Root.Outlines, matrices)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _reduce_page(pdf: Any, page: Any, paper: tuple[float, float]) -> pikepdf.Matrix:
    left, foot, right, top = (float(v) for v in page.trimbox)
    wide, high = right - left, top - foot
    width, height = paper[0] * MM, paper[1] * MM
    scale = min((width - 2 * MARGIN * MM) / wide, (height - 2 * MARGIN * MM) / high)
    matrix = pikepdf.Matrix(
        scale, 0, 0, scale, (width - wide * scale) / 2 - left * scale, (height - high * scale) / 2 - foot * scale
    )
    before = f"q {' '.join(f'{v:.6f}' for v in matrix.shorthand)} cm\n".encode()
    page.contents_add(pdf.make_stream(before), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ"))
    page.mediabox = page.trimbox = pikepdf.Array([0, 0, width, height])
    for key in ("/BleedBox", "/CropBox"):
        if key in page.obj:
            del page.obj[key]
    return matrix


def _move_bookmarks(node: Any, matrices: dict[Any, pikepdf.Matrix]) -> None:
    item = node.get("/First")
    while item is not None:
        target = item.get("/Dest")
        if target is not None and target[0].objgen in matrices:
            x, y = matrices[target[0].objgen].transform((float(target[2]), float(target[3])))
            target[2], target[3] = x, y
        _move_bookmarks(item, matrices)
        item = item.get("/Next")
