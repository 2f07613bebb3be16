"""Rare Han that stand in another face than their neighbours: the full face of these is not installed, or lacks them too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..composer.classes import HAN
from ..composer.faces import Glyph
from ..diagnostics import Diagnostic
from ..fonts import FontSet, full_face_missing, records
from ..makeup.composition import Line, PageComposition
from ..model import Node, place_in
from .odd_letters import kind

_HAN = re.compile(f"[{HAN}]")
_Rare = tuple[str, str, str, str]
"""The name of a text, a character, the face that it stands in, the shipped face of its neighbours."""


def stand_ins(composition: PageComposition, nodes: Mapping[str, Node], fonts: FontSet) -> list[Diagnostic]:
    """Each such character once for a face of its neighbours, with its first place. `nodes`: the page's texts by name."""
    if not fonts.full and not fonts.beside:  # as in almost every issue
        return []
    said: dict[tuple[str, str], Diagnostic] = {}
    for name, character, family, wanted in (*_set(composition, fonts), *_furniture(composition, fonts)):
        node, missing = nodes.get(name), full_face_missing(wanted)
        if node is None or character not in node.text or (character, wanted) in said:
            continue
        if not missing and kind(family) == kind(wanted):  # its own full face, or one like it
            continue
        at = node.text.index(character)
        facts = {
            "character": character, "code": f"U+{ord(character):04X}", "text": node.text[max(0, at - 8) : at + 8],
            "face": family, "wanted": wanted,
        }  # fmt: skip
        more = {"package": missing.package} if missing else {}
        said[character, wanted] = Diagnostic("M070" if missing else "M072", place_in(node, at), facts | more)
    return list(said.values())


def _set(composition: PageComposition, fonts: FontSet) -> Iterator[_Rare]:
    helping, shipped = {one.family for one in fonts.full} | fonts.beside.keys() | fonts.lent.keys(), _shipped()
    for block in composition.blocks:
        for line in block.lines:
            for at, glyph in enumerate(line.set.glyphs):
                if glyph.family in helping and _HAN.match(glyph.text):
                    wanted = _neighbour(line, at, fonts)
                    if wanted in shipped and not _has(fonts, wanted, glyph.text):
                        yield block.name, glyph.text, glyph.family, wanted


def _shipped() -> frozenset[str]:
    return frozenset(record.family for record in records())


def _neighbour(line: Line, at: int, fonts: FontSet) -> str:
    """The face of the nearest Han, or else of the nearest glyph, that is none of a full face; "" where there is none, or
    where a Han beside it stands in the same.
    """
    glyphs, face = line.set.glyphs, _face(fonts, line.set.glyphs[at])
    if any(
        _face(fonts, glyphs[n]) == face and _HAN.match(glyphs[n].text) for n in (at - 1, at + 1) if 0 <= n < len(glyphs)
    ):
        return ""
    full = {one.family for one in fonts.full}
    own = [(not _HAN.match(glyph.text), abs(n - at), n) for n, glyph in enumerate(glyphs) if glyph.family not in full]
    others = [one for one in own if one[2] != at]
    return _face(fonts, glyphs[min(others)[2]]) if others else ""


def _face(fonts: FontSet, glyph: Glyph) -> str:
    """The face of a glyph; of forms of a region the one that they belong to."""
    return fonts.beside.get(glyph.family, glyph.family)


def _has(fonts: FontSet, family: str, character: str) -> bool:
    """Whether a shipped face, or its forms, have a character."""
    own = (one for name, one in fonts.faces.items() if fonts.beside.get(name, name) == family)
    return any(one.has(character) for one in own)


def _furniture(composition: PageComposition, fonts: FontSet) -> Iterator[_Rare]:
    shipped = _shipped()
    for line in composition.furniture:
        chain = fonts.chains.get(line.family)
        if chain and line.family in shipped:
            for character in filter(_HAN.match, line.text):
                face = next((face for face in chain.faces if face.has(character)), chain.faces[0])
                if fonts.beside.get(face.family, face.family) != line.family:
                    yield line.name, character, face.family, line.family
