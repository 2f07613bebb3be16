"""The text of an ALTO file read back from its bytes, in its own reading order; knows nothing of the writer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..limits import MB
from ..limits_finished import ALTO_BYTES
from .deposit.markup import ALTO, tree


def alto_text(data: bytes) -> str:
    """What the Strings say, block after block as the reading order names them, without white space.

    A reading is a String behind its base, as in the manuscript; a hyphen that a line ends with (HYP) is no text, and a word
    that it parts is read from its two halves. Blocks that the reading order does not name come last. Raises ValueError for
    what is no ALTO, has a document type, or is over its limit.
    """
    root = _root(data)
    blocks = {block.get("ID"): block for block in root.iter(f"{ALTO}TextBlock")}
    named = [name for ref in root.iter(f"{ALTO}ElementRef") for name in (ref.get("REF") or "").split()]
    ordered = [blocks[name] for name in named if name in blocks]
    ordered += [block for name, block in blocks.items() if name not in set(named)]
    return "".join(said for block in ordered for said in _strings(block))


def _strings(block: Any) -> Iterator[str]:
    for string in block.iter(f"{ALTO}String"):
        yield "".join((string.get("CONTENT") or "").split())


def _root(data: bytes) -> Any:
    """The root, with nothing fetched and no entity put in its place."""
    if len(data) > ALTO_BYTES:
        raise ValueError(f"more than {ALTO_BYTES // MB} MB of ALTO")
    root = tree(data)
    if root.tag != f"{ALTO}alto":
        raise ValueError(f"<{root.tag}> is no ALTO of version 4")
    return root
