"""Letters and figures that stand in a face of another kind than their neighbours, because none of their kind has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..composer.classes import HAN
from ..diagnostics import Diagnostic
from ..fonts import KAI, SYMBOLS, FontSet, latin_files, records
from ..makeup.composition import Line, PageComposition
from ..model import Node, place_in

_HAN = re.compile(f"[{HAN}]")
_SANS, _KAI = re.compile(r"\b(?:Hei|Sans)\b"), re.compile(r"Kai\b")
_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Sc"))
"""General categories: letters, figures and signs of currencies. Other signs look alike in faces of every kind."""

_Odd = tuple[str, str, str, str]
"""The name of a text, a character, the face that it stands in, the face of its neighbours."""


def odd_letters(composition: PageComposition, nodes: Mapping[str, Node], fonts: FontSet) -> list[Diagnostic]:
    """Each such character once for a face of its neighbours, with its first place. `nodes`: the page's texts by name."""
    if not fonts.lent:  # as in almost every issue
        return []
    said: dict[tuple[str, str], Diagnostic] = {}
    for name, character, face, wanted in (*_set(composition, fonts), *_furniture(composition, fonts)):
        node = nodes.get(name)
        if node is None or character not in node.text or (character, wanted) in said or _fits(face, wanted, character):
            continue
        at = node.text.index(character)
        facts = {"character": character, "code": f"U+{ord(character):04X}", "text": node.text[max(0, at - 8) : at + 8]}
        said[character, wanted] = Diagnostic("M072", place_in(node, at), facts | {"face": face, "wanted": wanted})
    return list(said.values())


def _fits(face: str, wanted: str, letter: str = "") -> bool:
    """Whether letters of a face can stand among those of another: a serif among serifs and in the Kai."""
    if face == SYMBOLS.family and unicodedata.combining(letter or "x"):  # and with the accent its letter
        return False
    shipped = wanted in {record.family for record in records()} or wanted in latin_files()
    return not shipped or face == SYMBOLS.family or kind(face) == kind(wanted) or (wanted == KAI and not kind(face))


def kind(family: str) -> str:
    """Of a face: "" for a serif."""
    return "sans" if _SANS.search(family) else "kai" if _KAI.search(family) else ""


def _set(composition: PageComposition, fonts: FontSet) -> Iterator[_Odd]:
    for block in composition.blocks:
        for line in block.lines:
            for at, glyph in enumerate(line.set.glyphs):
                odd = [one for one in glyph.text if _is_letter(one)] if glyph.family in fonts.lent else []
                beside = _beside(line, at, fonts) if odd else []
                if beside and not any(_fits(glyph.family, one, odd[0]) for one in beside):
                    yield from ((block.name, character, glyph.family, beside[0]) for character in odd)


def _beside(line: Line, at: int, fonts: FontSet) -> list[str]:
    """The faces of the nearest Han on both sides, or else of the nearest glyphs in other faces; of forms of a region the
    face that they belong to. Where stressed text begins or ends they are two, and a letter may belong to either.
    """
    glyphs = line.set.glyphs
    sides = (glyphs[at + 1 :], glyphs[:at][::-1])
    han = [next((one.family for one in side if _HAN.match(one.text)), "") for side in sides]
    others = [next((one.family for one in side if one.family != glyphs[at].family), "") for side in sides]
    found = [one for one in han if one] or [one for one in others if one]
    return [fonts.beside.get(one, one) for one in found]


def _furniture(composition: PageComposition, fonts: FontSet) -> Iterator[_Odd]:
    for line in composition.furniture:
        chain = fonts.chains.get(line.family)
        for character in filter(_is_letter, line.text if chain else ""):
            face = next((face.family for face in chain.faces if face.has(character)), line.family) if chain else ""
            yield line.name, character, face, line.family


def _is_letter(character: str) -> bool:
    letter = unicodedata.category(character) in _LETTERS or unicodedata.combining(character) > 0
    return letter and not _HAN.match(character)
