"""Letters and figures that stand in a face of another kind than their neighbours, because none of their kind has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from ..composer.classes import HAN
from ..composer.faces import Chain
from ..diagnostics import Diagnostic
from ..fonts import KAI, SYMBOLS, FontSet, latin_files, records
from ..makeup.composition import Line, PageComposition
from ..model import Node, place_in

_HAN = re.compile(f"[{HAN}]")
_SANS, _KAI = re.compile(r"\b(?:Hei|Sans)\b"), re.compile(r"Kai\b")
_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Sc"))
"""General categories: letters, figures and signs of currencies. Other signs look alike in faces of every kind."""

_ACCENTED = re.compile("[^{0}][{0}]*".format("\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"))
"""A letter with the accents that combine with it."""

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
        shown = f"◌{character}" if unicodedata.combining(character) else character
        facts = {"character": shown, "code": f"U+{ord(character):04X}", "text": node.text[max(0, at - 8) : at + 8]}
        said[character, wanted] = Diagnostic("M072", place_in(node, at), facts | {"face": face, "wanted": wanted})
    return list(said.values())


def _fits(face: str, wanted: str, letter: str = "") -> bool:
    """Whether letters of a face can stand among those of another: a serif among serifs and in the Kai. An accent stands in
    no other face than its letter.
    """
    if unicodedata.combining(letter or "x"):
        return face == wanted
    shipped = wanted in {record.family for record in records()} or wanted in latin_files()
    return not shipped or face == SYMBOLS.family or kind(face) == kind(wanted) or (wanted == KAI and not kind(face))


def kind(family: str) -> str:
    """Of a face: "" for a serif."""
    return "sans" if _SANS.search(family) else "kai" if _KAI.search(family) else ""


def _set(composition: PageComposition, fonts: FontSet) -> Iterator[_Odd]:
    for block in composition.blocks:
        for line in block.lines:
            for at, glyph in enumerate(line.set.glyphs):
                if at and unicodedata.combining(glyph.text[0]):
                    letter = line.set.glyphs[at - 1]
                    yield from ((block.name, one, glyph.family, letter.family) for one in glyph.text)
                    continue
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
        if chain := fonts.chains.get(line.family):
            for letter in _ACCENTED.findall(line.text):
                yield from ((line.name, *one) for one in _faces_of(letter, chain, line.family) if _is_letter(one[0]))


def _faces_of(letter: str, chain: Chain, family: str) -> Iterator[tuple[str, str, str]]:
    """Its characters, each with its face and that which it should have: the letter that of the text (`family`), an accent
    that of the letter.
    """
    whole = next((face.family for face in chain.faces if face.sets(letter)), "")
    faces = [whole or next((face.family for face in chain.faces if face.has(one)), family) for one in letter]
    yield letter[0], faces[0], family
    yield from ((one, face, faces[0]) for one, face in zip(letter[1:], faces[1:], strict=True))


def _is_letter(character: str) -> bool:
    letter = unicodedata.category(character) in _LETTERS or unicodedata.combining(character) > 0
    return letter and not _HAN.match(character)
