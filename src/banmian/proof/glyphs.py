"""Characters that no face can show, or not so that they could be read back: facts about them, and what is said of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..diagnostics import Diagnostic
from ..limits import MISSING_OF_A_SCRIPT, MISSING_PLACES
from ..model import Node, Span, place_in
from ..rules.checks import Facts, Found, look
from ..rules.registry import checks_of

_NAMELESS = {"Co": "private use", "Cn": "unassigned", "Cs": "surrogates", "Cc": "control"}
"""General categories whose characters have no name, in words."""
_OWN_MARKS = frozenset(
    "MONGOLIAN TIBETAN ARABIC HEBREW SYRIAC YI THAI LAO KHMER MYANMAR TAI DEVANAGARI BENGALI TAMIL SINHALA ETHIOPIC "
    "ARMENIAN GEORGIAN JAVANESE BALINESE LISU NKO".split()
)
"""Scripts whose marks and signs are as foreign as their letters: they are named with these."""


def unprintable(
    nodes: Iterable[Node], lacks: Callable[[str], list[str]], twins: Mapping[str, str] = {}
) -> list[Diagnostic]:
    """What the rules of glyphs find, before anything is set. `lacks(text)` asks the faces; `twins`: characters that a full
    face shows with the glyph of another character of the manuscript, each with that other.
    """
    facts = Facts((missing, one_by_one, summed_up), nodes=list(nodes), lacks=lacks, twins=twins)
    return [found for code in ("M010", "M021", "M022") for found in look(checks_of("M")[code], facts)]


def missing(nodes: list[Node], lacks: Callable[[str], list[str]]) -> dict[str, list[Found]]:
    """The characters without a glyph, each with its place, by script."""
    scripts: dict[str, list[Found]] = {}
    for node in nodes:
        for character in lacks(node.text):
            scripts.setdefault(script_of(character), []).append(_missing(node, character))
    return scripts


def _missing(node: Node, character: str) -> tuple[Span, dict[str, Any]]:
    at = node.text.index(character)
    code = " ".join(f"U+{ord(c):04X}" for c in character)
    said = {"character": shown(character), "code": code, "text": node.text[max(0, at - 8) : at + 8]}
    return place_in(node, at), said


def one_by_one(missing: dict[str, list[Found]]) -> Iterator[Found]:
    """The missing characters of the scripts of which few are missing."""
    for script, found in missing.items():
        if not _many(script, found):
            yield from found


def summed_up(missing: dict[str, list[Found]]) -> Iterator[Found]:
    """Scripts of which many characters are missing, each at its first."""
    for script, found in missing.items():
        if _many(script, found):
            place, said = found[0]
            yield place, said | {"script": script, "count": _different(found), "places": len(found)}


def _many(script: str, found: list[Found]) -> bool:
    """Whether a script is named in the place of its characters: of one that no face has, a word is enough."""
    few = 1 if script.upper() in _OWN_MARKS else MISSING_OF_A_SCRIPT
    return _different(found) > few or len(found) > MISSING_PLACES


def _different(found: list[Found]) -> int:
    return len({said["code"] for _, said in found})


def script_of(character: str) -> str:
    """The script of a character by the first word of its Unicode name (as Arabic); Han by their usual name. Of a sequence,
    that of its first.
    """
    character = character[0]
    category = unicodedata.category(character)
    if category in _NAMELESS:
        return _NAMELESS[category]
    word = unicodedata.name(character, "other").partition(" ")[0]
    sign = category[0] in "SP" and word not in _OWN_MARKS
    return "Han" if word in ("CJK", "KANGXI") else "signs" if sign else word.capitalize()


def shown(character: str) -> str:
    """A character for a message: one that cannot be seen by its name."""
    if len(character) > 1:
        return character
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or character in "\u115f\u1160\u3164\uffa0":
        return unicodedata.name(character, "a mark that cannot be seen")
    return character
