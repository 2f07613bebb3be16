"""Characters that no face can show, or not so that they could be read back: errors before anything is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from ..diagnostics import Diagnostic
from ..limits import MISSING_OF_A_SCRIPT, MISSING_PLACES
from ..model import Node, place_in

_NAMELESS = {"Co": "private use", "Cn": "unassigned", "Cs": "surrogates", "Cc": "control"}
"""General categories whose characters have no name, in words."""


def missing_glyphs(nodes: Iterable[Node], lacks: Callable[[str], list[str]]) -> list[Diagnostic]:
    """A character without a glyph is an error before setting, with its place. `lacks(text)` asks the faces.

    A script of which many characters are missing is one error, at the first of them.
    """
    scripts: dict[str, list[Diagnostic]] = {}
    for node in nodes:
        for character in lacks(node.text):
            scripts.setdefault(script_of(character), []).append(_missing(node, character))
    return [one for script, found in scripts.items() for one in _summed_up(script, found)]


def _missing(node: Node, character: str) -> Diagnostic:
    at = node.text.index(character)
    facts = {"character": shown(character), "code": f"U+{ord(character):04X}", "text": node.text[max(0, at - 8) : at + 8]}
    return Diagnostic("M010", place_in(node, at), facts)


def _summed_up(script: str, found: list[Diagnostic]) -> list[Diagnostic]:
    codes = {one.facts["code"] for one in found}
    if len(codes) <= MISSING_OF_A_SCRIPT and len(found) <= MISSING_PLACES:
        return found
    return [
        Diagnostic("M021", found[0].place, found[0].facts | {"script": script, "count": len(codes), "places": len(found)})
    ]


def script_of(character: str) -> str:
    """The script of a character by the first word of its Unicode name (as Arabic); Han by their usual name."""
    category = unicodedata.category(character)
    if category in _NAMELESS:
        return _NAMELESS[category]
    word = unicodedata.name(character, "other").partition(" ")[0]
    return "Han" if word in ("CJK", "KANGXI") else "signs" if category[0] in "SP" else word.capitalize()


def shown(character: str) -> str:
    """A character for a message: one that cannot be seen by its name."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or character in "\u115f\u1160\u3164\uffa0":
        return unicodedata.name(character, "a mark that cannot be seen")
    return character


def shared_glyphs(nodes: Iterable[Node], twins: Mapping[str, str]) -> list[Diagnostic]:
    """Characters that a full face shows with the glyph of another character of the manuscript: the file would hold one
    text for both. `twins`: such characters, each with that other.
    """
    noticed = []
    for node in nodes if twins else ():
        for character in (c for c in dict.fromkeys(node.text) if c in twins):
            codes = {"code": f"U+{ord(character):04X}", "other_code": f"U+{ord(twins[character]):04X}"}
            facts = {"character": character, "other": twins[character], **codes}
            noticed.append(Diagnostic("M022", place_in(node, node.text.index(character)), facts))
    return noticed[:MISSING_PLACES]
