"""Words of furniture in one face: the engine looks each letter up by itself, and set Łódź half in one, half in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..composer.faces import Chain
from ..composer.runs import TOKEN
from .weasy import FontConfiguration, Line, set_in


class WordFaces(FontConfiguration):  # type: ignore[misc]  # the engine is not typed
    """The engine's faces, with the composer's chains by family."""

    def __init__(self, chains: Mapping[str, Chain]) -> None:
        super().__init__()
        self.chains = chains


def apart(text: str, chain: Chain) -> Iterator[tuple[int, int, str]]:
    """Words whose letters would stand in several faces: where each begins and ends, in bytes, and the face that has all."""
    if not chain.faces[0].lacks(set(text)):  # as in almost every text
        return
    for hit in TOKEN.finditer(text):
        face = chain.of_word(hit[0]) if hit.lastgroup not in ("han", "space") else None
        if face:
            start = len(text[: hit.start()].encode())
            yield start, start + len(hit[0].encode()), face.family


def _set_text(line: Any, text: str, justify: bool = False) -> None:
    """Stands in for the engine's own, which it calls first: what it lays out is told the faces of words."""
    _original(line, text, justify)
    faces = line.style.font_config
    chain = faces.chains.get(line.style["font_family"][0]) if isinstance(faces, WordFaces) else None
    if chain and (words := list(apart(line.text, chain))):
        set_in(line.layout, words)


_original = Line.set_text
Line.set_text = _set_text
"""For the whole process: it changes nothing but lines with faces of ours."""
