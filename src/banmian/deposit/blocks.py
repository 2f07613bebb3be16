"""The blocks of a page's ALTO: which text each holds a part of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


@dataclass(frozen=True, slots=True)
class AltoBlock:
    """A block by its id, the name of the text or figure that it belongs to, its file, the page's sequence, its kind
    (TextBlock, Illustration), its box (x, y, width, height in the unit of the file), its place among the page's blocks.
    """

    id: str
    name: str
    path: str
    page: int
    kind: str
    box: tuple[int, int, int, int]
    order: int


@dataclass(frozen=True)
class PageBlocks:
    """The blocks of a page in their order, and the page's size in the unit of the file."""

    sequence: int
    size: tuple[int, int]
    blocks: tuple[AltoBlock, ...]


def page_blocks(path: str, sequence: int, data: bytes) -> PageBlocks:
    """Read our own ALTO. A block's id is the name of its text, a point, which part of it this is."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    page = root.find(f".//{ALTO}Page")
    assert page is not None  # noqa: S101 - it is our own file, and schema-valid
    kinds = (f"{ALTO}TextBlock", f"{ALTO}Illustration")
    found = [
        AltoBlock(
            ident := one.get("ID", ""), ident.rpartition(".")[0], path, sequence, one.tag.removeprefix(ALTO), _box(one), n
        )
        for n, one in enumerate(page.iter(*kinds), 1)
    ]
    return PageBlocks(sequence, (int(page.get("WIDTH", "0")), int(page.get("HEIGHT", "0"))), tuple(found))


def _box(element: etree._Element) -> tuple[int, int, int, int]:
    x, y, width, height = (int(element.get(name, "0")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, width, height


def by_name(pages: Iterable[PageBlocks]) -> Mapping[str, list[AltoBlock]]:
    """The blocks of each text or figure, over all pages, in reading order."""
    found: dict[str, list[AltoBlock]] = {}
    for block in (block for page in pages for block in page.blocks):
        found.setdefault(block.name, []).append(block)
    return found
