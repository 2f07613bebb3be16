"""Words of furniture in one face: the engine looks each letter up by itself, and set Łódź half in one, half in another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ..composer.classes import LETTERS
from ..composer.faces import Chain, Face
from ..composer.phrases import phrases
from ..composer.runs import TOKEN
from .weasy import FacedWord, FontConfiguration, Line, inline, set_in

_WORD = re.compile(f"[{LETTERS}]{{2}}")


class WordFaces(FontConfiguration):  # type: ignore[misc]  # the engine is not typed
    """The engine's faces, with the composer's chains by family. `words`: of the text that is divided into lines; `pieces`:
    the texts that are one with others on a page, by their elements: all, and where in it each begins.
    """

    def __init__(self, chains: Mapping[str, Chain]) -> None:
        super().__init__()
        self.chains = chains
        self.words: list[FacedWord] | None = None
        self.pieces: dict[Any, tuple[str, int]] = {}

    def read(self, page: Any) -> None:
        """Note what stands in pieces, as the lines of a seal do."""
        self.pieces = {}
        for element in (one for one in page.iter() if one.get("data-at") is not None):
            lines = [child.text or "" for child in element]
            for number, child in enumerate(element):
                self.pieces[child] = " ".join(lines), sum(len(line) + 1 for line in lines[:number])

    def told(self, box: Any, skip: int) -> list[FacedWord]:
        """The words of a box's text, counted from byte `skip` on."""
        known = getattr(getattr(box, "pango_layout", None), "words", None)  # of a line that is made again
        if known is not None:
            return [(start - skip, end - skip, family) for start, end, family in known]
        whole, at = self.pieces.get(box.element, (box.text, 0))
        if not whole.startswith(box.text, at):
            whole, at = box.text, 0
        before = skip + len(whole[:at].encode())
        return [(start - before, end - before, family) for start, end, family in self.words_in(whole, box.style)]

    def words_in(self, text: str, style: Any) -> list[FacedWord]:
        """What of a text stands in another face than its style's first: phrases and words; all, where it is Western."""
        family = self.family(text, style)
        whole = [(0, len(text.encode()), family)] if family != style["font_family"][0] else []
        return [*whole, *apart(text, self.chains[family])] if family in self.chains else whole

    def alone(self, family: str) -> bool:
        """Whether the engine finds one face under a family's name: not where a region's is asked before it."""
        return family not in self.chains or self.chains[family].faces[0].family == family

    def family(self, text: str, style: Any) -> str:
        """The face that sets a text: not the Kai where it has Latin words and no Han, as in what the composer sets."""
        family: str = style["font_family"][0]
        chain = self.chains.get(family)
        instead = chain.instead(text) if chain and _WORD.search(text) else ""
        return instead if instead in self.chains else family


def apart(text: str, chain: Chain) -> Iterator[FacedWord]:
    """Phrases, and words whose letters would stand in several faces, with the face that has all."""
    if not chain.faces[0].lacks(set(text)):  # as in almost every text
        return
    at = 0
    for start, end, face in (*phrases(text, chain), (len(text), len(text), chain.faces[0])):
        yield from _words(text, at, start, chain)
        yield _in_bytes(text, start, end, face)
        at = end


def _words(text: str, start: int, end: int, chain: Chain) -> Iterator[FacedWord]:
    for hit in TOKEN.finditer(text):
        face = chain.of_word(hit[0]) if start <= hit.start() < end and hit.lastgroup not in ("han", "space") else None
        if face:
            yield _in_bytes(text, hit.start(), hit.end(), face)


def _in_bytes(text: str, start: int, end: int, face: Face) -> FacedWord:
    return len(text[:start].encode()), len(text[:end].encode()), face.family


def _set_text(line: Any, text: str, justify: bool = False) -> None:
    """Stands in for the engine's own, which it calls first: what it lays out is told the faces of words."""
    _set_original(line, text, justify)
    faces = line.style.font_config
    if not isinstance(faces, WordFaces) or text.isspace():
        return
    if not hasattr(line, "words"):
        line.words = faces.words
    words = line.words if line.words is not None else faces.words_in(line.text, line.style)
    encoded = line.text.encode()
    inside = ((max(0, start), min(end, len(encoded)), family) for start, end, family in words)
    if told := [one for one in inside if one[0] < one[1]]:
        set_in(
            line.layout, told, [one for one in told if faces.alone(one[2]) and _accented(encoded[one[0] : one[1]].decode())]
        )


def _accented(text: str) -> bool:
    return any(map(unicodedata.combining, text))


def _split_text_box(context: Any, box: Any, width: Any, skip: Any, is_line_start: bool = True) -> Any:
    """Stands in for the engine's own, which it calls: each line is told the faces of words in the whole text, for one half
    of a phrase does not tell what the other needs.
    """
    faces = box.style.font_config
    if not isinstance(faces, WordFaces):
        return _split_original(context, box, width, skip, is_line_start)
    faces.words = faces.told(box, skip or 0)
    try:
        return _split_original(context, box, width, skip, is_line_start)
    finally:
        faces.words = None


_set_original, _split_original = Line.set_text, inline.split_text_box
Line.set_text, inline.split_text_box = _set_text, _split_text_box
"""For the whole process: they change nothing but lines with faces of ours."""
