"""What the styles of a Word file say, for the ledger: read from styles.xml alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..word_file import WORD

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_NAMED = {"title": "##", "标题": "##", "標題": "##", "subtitle": ">", "副标题": ">", "副標題": ">"}
OFF = ("0", "false", "off")


@dataclass
class RawWordStyles:
    """What styles.xml says of each style: whether it is a head, one that ends a story, hides; and the list it is in."""

    root: Any | None

    def __post_init__(self) -> None:
        every = self.root.iter(f"{WORD}style") if self.root is not None else ()
        self.known = {(one.get(f"{WORD}type"), one.get(f"{WORD}styleId")): one for one in every}

    def up(self, element: Any, name: str, kind: str) -> Iterator[Any]:
        """The element and the styles that it goes back to."""
        yield element
        named = at(element, name)
        if named is None and kind == "paragraph":
            usual = (
                one for (of, _), one in self.known.items() if of == kind and one.get(f"{WORD}default") in ("1", "true")
            )
            style, seen = next(usual, None), list[Any]()
        else:
            style, seen = self.known.get((kind, named)), []
        while style is not None and style not in seen:
            seen.append(style)
            yield style
            style = self.known.get((kind, at(style, "basedOn")))

    def head(self, paragraph: Any) -> str:
        """The mark of the dialect that says what a paragraph's style says, or nothing."""
        for n, one in enumerate(self.up(paragraph, "pPr/pStyle", "paragraph")):
            name = (at(one, "name") or "").strip().lower() if n else ""
            if hit := _HEADING.fullmatch(name):
                return "#" * min(6, int(hit[1]))
            if name in _NAMED:
                return _NAMED[name]
            if name in ("caption", "题注", "標號"):
                return ""
            if (level := at(one, "pPr/outlineLvl")) is not None:
                return "#" * min(6, int(level) + 1) if level in tuple("012345678") else ""
        return ""

    def hides(self, element: Any, name: str, kind: str) -> bool:
        """Whether its text is hidden."""
        for n, one in enumerate(self.up(element, name, kind)):
            found = find(one, "rPr/vanish") if n or kind == "character" else None
            if found is not None:
                return found.get(f"{WORD}val", "1") not in OFF
        return False

    def listed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level that a paragraph is numbered in."""
        every = list(self.up(paragraph, "pPr/pStyle", "paragraph"))
        number = next((one for one in (at(each, "pPr/numPr/numId") for each in every) if one), "0")
        level = next((one for one in (at(each, "pPr/numPr/ilvl") for each in every) if one), "0")
        return (number, int(level) if re.fullmatch("[0-9]{1,6}", level) else 0) if number != "0" else None


def find(element: Any, path: str) -> Any | None:
    """What stands at a path of Word's names below an element."""
    return element.find("/".join(f"{WORD}{name}" for name in path.split("/")))


def at(element: Any, path: str) -> str | None:
    """What is said there."""
    found = find(element, path)
    return None if found is None else found.get(f"{WORD}val")
