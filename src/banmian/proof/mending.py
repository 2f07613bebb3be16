"""What of the form of a text is certain, as lines of a page file: figures and ％ of full width, marks of half width and
spaces between Han, `...`. Never quotes, never wording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from .forms import HAN

Changes = Counter[tuple[str, str]]
"""How often what was changed into what; "" where it is deleted."""

_APART = re.compile(r"\{[^{}]*\}|\]\([^()]*\)|[A-Za-z][A-Za-z0-9+.-]*://\S+|[\w.-]+@[\w.-]+|\\.")
"""Braces, the paths of pictures, addresses, escapes: nothing is changed in them."""
_WAIVER = re.compile(r"\s*%%\s")
_WIDE = re.compile("[０-９％]")
_HALF = re.compile(rf"(?<=[{HAN}])[,;:!?](?=[{HAN}])")
_BRACKETS = re.compile(rf"(?<=[{HAN}，。；：、])\((?=[{HAN}])([^()（）\n]*)(?<=[{HAN}])\)")
_DOTS = re.compile(rf"(?<=[{HAN}，。”])(?:\.{{3}}|\.{{6}})(?![.A-Za-z0-9])")
_SPACE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
_FULL = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_SENTENCE = re.compile(rf"[ \t\u3000]*[“《（]?[{HAN}0-9].*[。！？]”?[ \t]*")
"""A line of running text: heads, rows, verse and credits have spaces that are meant."""
_MEANT = re.compile("(?:电|讯|记者|通讯员|摄影报道|特约)$")
"""What stands before a space that is meant: 本报讯 …, 记者 王明."""


def mended(text: str, kept: Collection[str]) -> tuple[str, Changes]:
    """A text with what is certain changed. Lines that hold one of `kept` stay: issue.toml names them letter by letter."""
    changes: Changes = Counter()
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    return "".join(line if _stays(line, kept) else _line(line, changes) for line in lines), changes


def _stays(line: str, kept: Collection[str]) -> bool:
    return _WAIVER.match(line) is not None or any(one in line for one in kept)


def _line(line: str, changes: Changes) -> str:
    """A line; what stands apart in it is left, and its neighbours are no Han to each other."""
    end = len(line.rstrip("\r\n"))
    body, made, at = line[:end], "", 0
    spaced = _SENTENCE.fullmatch(body) is not None and "\t" not in body
    for hit in [*_APART.finditer(body), None]:
        made += _piece(body[at : hit.start() if hit else end], changes, spaced=spaced)
        made += hit[0] if hit else ""
        at = hit.end() if hit else end
    return made + line[end:]


def _piece(text: str, changes: Changes, *, spaced: bool) -> str:
    def changed(old: str, new: str) -> str:
        changes[old, new] += 1
        return new

    text = _WIDE.sub(lambda hit: changed(hit[0], chr(ord(hit[0]) - 0xFEE0)), text)
    text = _HALF.sub(lambda hit: changed(hit[0], _FULL[hit[0]]), text)
    text = _BRACKETS.sub(lambda hit: changed("(", "（") + hit[1] + changed(")", "）"), text)
    text = _DOTS.sub(lambda hit: changed(hit[0], "……"), text)
    return (
        _SPACE.sub(lambda hit: hit[0] if space_is_meant(text, hit.start()) else changed(hit[0], ""), text)
        if spaced
        else text
    )


def space_is_meant(text: str, at: int) -> bool:
    """Whether a space is one between names, behind a dateline, or in quotations and brackets."""
    before = text[:at]
    inside = any(before.count(one) > before.count(other) for one, other in ("“”", "《》", "（）", "‘’"))
    return inside or _MEANT.search(before) is not None or re.search(r"(?:记者|通讯员)[^。，]{0,20}$", before) is not None
