"""IIIF beside METS: its canvases are ALTO's pages, its articles are those of the manuscript, where ALTO has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model import Issue, parts_of
from .facts import NothingRead
from .markup import ALTO

MANIFEST, LINKED = "iiif/manifest.json", "iiif/issue.jsonld"
_PLACE = re.compile(r"/([0-9]{1,6})#xywh=([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9})$")
Corners = tuple[int, int, int, int]
"""Left, top, right and lower edge, in ALTO's unit."""


def headlines(jsons: Mapping[str, Any]) -> dict[str, list[str]]:
    """What articles are called, by file; nothing where there is no such file."""
    found: dict[str, list[str]] = {}
    if MANIFEST in jsons and not isinstance(jsons[MANIFEST], NothingRead):
        found[MANIFEST] = [_label(one) for one in _ranges(jsons[MANIFEST])]
    if LINKED in jsons and not isinstance(jsons[LINKED], NothingRead):
        found[LINKED] = [str(_get(one, "headline")) for one in _list(_get(jsons[LINKED], "hasPart"))]
    return found


def said(jsons: Mapping[str, Any]) -> list[str]:
    """What IIIF says of canvases and articles, a line for each; nothing where there is none."""
    manifest = jsons.get(MANIFEST)
    if manifest is None or isinstance(manifest, NothingRead):
        return []
    canvases = [f"canvas {_get(one, 'width')} x {_get(one, 'height')}" for one in _list(_get(manifest, "items"))]
    return canvases + [_line(n, list(_boxes(one))) for n, one in enumerate(_ranges(manifest), 1)]


def wanted(altos: Mapping[str, Any], issue: Issue) -> list[str]:
    """The same, as ALTO and the manuscript have it."""
    pages = [root.find(f".//{ALTO}Page") for _, root in sorted(altos.items())]
    canvases = [f"canvas {one.get('WIDTH')} x {one.get('HEIGHT')}" for one in pages if one is not None]
    blocks: dict[str, list[tuple[int, Corners]]] = {}
    for folder, root in sorted(altos.items()):
        for one in root.iter(f"{ALTO}TextBlock", f"{ALTO}Illustration"):
            name = (one.get("ID") or "").rpartition(".")[0]
            blocks.setdefault(name, []).append((int(folder), _edges(*(one.get(key) for key in KEYS))))
    stories = [[box for part in parts_of(story) for box in blocks.get(part.name, ())] for story in issue.stories]
    return canvases + [_line(n, boxes) for n, boxes in enumerate(stories, 1)]


KEYS = ("HPOS", "VPOS", "WIDTH", "HEIGHT")


def _line(number: int, boxes: Sequence[tuple[int, Corners]]) -> str:
    """Where an article stands: on each page the box around all its places."""
    pages: dict[int, Corners] = {}
    for page, box in boxes:
        before = pages.get(page, box)
        edges = zip((min, min, max, max), before, box, strict=True)
        left, top, right, foot = (choose(one, other) for choose, one, other in edges)
        pages[page] = left, top, right, foot
    places = "; ".join(f"page {page} {box}" for page, box in sorted(pages.items()))
    return f"article {number}: {places or 'nowhere'}"


def _edges(x: Any, y: Any, width: Any, height: Any) -> Corners:
    try:
        left, top = int(x), int(y)
        return left, top, left + int(width), top + int(height)
    except (TypeError, ValueError):
        return 0, 0, 0, 0


def _boxes(article: Any) -> Iterator[tuple[int, Corners]]:
    for one in _list(_get(article, "items")):
        if hit := _PLACE.search(str(_get(one, "id"))):
            yield int(hit[1]), _edges(*hit.groups()[1:])


def _ranges(manifest: Any) -> list[Any]:
    return [one for whole in _list(_get(manifest, "structures")) for one in _list(_get(whole, "items"))]


def _label(one: Any) -> str:
    values = _get(one, "label")
    texts = [text for some in values.values() for text in _list(some)] if isinstance(values, dict) else []
    return str(texts[0]) if texts else ""


def _get(value: Any, name: str) -> Any:
    return value.get(name, "") if isinstance(value, dict) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
