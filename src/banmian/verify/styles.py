"""Style sheets that somebody else wrote: what they say of colour and size, and selectors whose work is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cssselect2
import tinycss2
import tinycss2.color4
from lxml import etree

from ..limits import MB
from ..limits_finished import BOOK_STYLE_BYTES, BOOK_STYLE_NESTING, BOOK_STYLE_RULES, SELECTOR_PARTS
from .book import XHTML, Book
from .budget import Spent, StepsLeft
from .selectors import NAMESPACES, compiled

Namespaces = dict[str | None, str]
"""Namespaces by prefix; None for the default one."""
PROPERTIES = ("color", "background-color", "background", "background-image", "font-size", "font-weight", "display")
LONGEST_VALUE = 100
"""Characters of a value that are kept: those that we understand are shorter."""
PARTED = re.compile(r"[\s>+~]+")
QUIET = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*(?:"|\n|\Z)|'(?:[^'\\\n]|\\.)*(?:'|\n|\Z)""", re.DOTALL)
"""Comments and strings, whether they end or not."""
BRACKETS, CLOSING = re.compile(r"[()\[\]{}]"), {"(": ")", "[": "]", "{": "}"}
READING = 4
"""Steps that a character of a style sheet takes to be read."""
MAKING = 12
"""Steps that it takes to lay an element before a selector (measured: 13 microseconds)."""
COMPILING = 100
"""Steps that a part of a selector takes before it can be tried."""
LIGHT, WEIGHT = 256, 32
"""Characters of an element's attributes that a selector looks through for nothing, and for one step each of the others."""


@dataclass(frozen=True)
class Declaration:
    """A declaration: name, whether it is important, its value as text, the colour in it, whether it names a picture."""

    name: str
    important: bool
    value: str
    colour: Any
    picture: bool


def style_fault(book: Book) -> str | None:
    """Why a book's style sheets are not to be read by anybody; None for all but hostile ones."""
    linked = (book.members[i.path] for i in book.items.values() if i.media_type == "text/css" and i.path in book.members)
    own = ((e.text or "").encode() for _, root in book.documents.items() for e in root.iter(f"{XHTML}style"))
    size = rules = 0
    for data in dict.fromkeys((*linked, *own)):
        size, rules = size + len(data), rules + data.count(b"{")
        if size > BOOK_STYLE_BYTES:
            return f"> {BOOK_STYLE_BYTES // MB} MB"
        if rules > BOOK_STYLE_RULES:
            return f"> {BOOK_STYLE_RULES} {{}}"
        text = bare(data.decode("utf-8", "replace"))
        if nesting(text) > BOOK_STYLE_NESTING:
            return f"({{[ > {BOOK_STYLE_NESTING}"
        if (parts := _longest(text)) > SELECTOR_PARTS:
            return f"{parts} > {SELECTOR_PARTS}: a b c …"
    return None


def bare(text: str) -> str:
    """A style sheet without comments and strings."""
    return QUIET.sub(" ", text)


def nesting(text: str) -> int:
    """How deep the brackets of a bare style sheet lie in each other; one that does not fit closes nothing."""
    waiting: list[str] = []
    deepest = 0
    for bracket in BRACKETS.findall(text):
        if bracket in CLOSING:
            waiting.append(CLOSING[bracket])
            deepest = max(deepest, len(waiting))
        elif waiting and waiting[-1] == bracket:
            waiting.pop()
    return deepest


def _longest(text: str) -> int:
    """The parts of the longest selector of a bare style sheet: of what stands before a `{`, between commas."""
    pieces = re.split("([{};])", text)
    heads = (head for head, mark in zip(pieces[::2], pieces[1::2], strict=False) if mark == "{" and "@" not in head)
    return max((len(PARTED.findall(part.strip())) + 1 for head in heads for part in head.split(",")), default=0)


def declarations(content: Any) -> tuple[Declaration, ...]:
    """What a block says of colour and size. Work is done once here, and not for each element that it applies to."""
    made = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return tuple(_said(one) for one in made if one.type == "declaration" and one.lower_name in PROPERTIES)


def _said(one: Any) -> Declaration:
    value = tinycss2.serialize(one.value).strip().lower()
    colour = next((found for found in map(tinycss2.color4.parse_color, one.value) if found is not None), None)
    picture = "url(" in value or "gradient(" in value
    return Declaration(one.lower_name, bool(one.important), value[:LONGEST_VALUE], colour, picture)


def spaced(text: str) -> str:
    """A style sheet's text with one space after each colon and no other runs of white space."""
    return re.sub(" ?: ?", ": ", re.sub(r"\s+", " ", text)).strip()


def _namespaces(sheet: Sequence[Any]) -> Iterator[tuple[str | None, str]]:
    """What the prefixes of a style sheet stand for (CSS Namespaces 3)."""
    for rule in sheet:
        if rule.type == "at-rule" and rule.lower_at_keyword == "namespace":
            words = [token for token in rule.prelude if token.type not in ("whitespace", "comment")]
            name = words.pop(0).value if words and words[0].type == "ident" else None
            if len(words) == 1 and words[0].type in ("string", "url"):
                yield name, words[0].value


@dataclass(frozen=True)
class StyleRule:
    """Selectors, the conditions that they hold under (those of `@media`, from outside in), and what they say."""

    selectors: tuple[Any, ...]
    conditions: tuple[str, ...]
    said: tuple[Declaration, ...]


class Sheets:
    """The style sheets of a book, each read once; the work is counted."""

    def __init__(self, steps: StepsLeft) -> None:
        self.steps = steps
        self.known: dict[str, tuple[StyleRule, ...]] = {}
        self.inline: dict[str, tuple[Declaration, ...]] = {}
        self.blocks: dict[str, tuple[Declaration, ...]] = {}
        self.ready: dict[tuple[str, tuple[tuple[str | None, str], ...]], tuple[Any, ...]] = {}

    def rules(self, text: str) -> tuple[StyleRule, ...]:
        """The rules of a sheet that say something of colour and size. Raises `Spent`."""
        if text not in self.known:
            self.steps.spend(READING * len(text))
            if nesting(bare(text)) > BOOK_STYLE_NESTING:
                raise Spent
            sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            self.known[text] = tuple(self._rules(sheet, (), dict(_namespaces(sheet))))
        return self.known[text]

    def attribute(self, text: str) -> tuple[Declaration, ...]:
        """What a `style` attribute says. Raises `Spent`."""
        if text not in self.inline:
            self.steps.spend(READING * len(text))
            self.inline[text] = declarations(tinycss2.parse_component_value_list(text))
        self.steps.spend(len(self.inline[text]))
        return self.inline[text]

    def _rules(self, rules: Sequence[Any], conditions: tuple[str, ...], namespaces: Namespaces) -> Iterator[StyleRule]:
        for rule in rules:
            if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from self._rules(inner, (*conditions, spaced(tinycss2.serialize(rule.prelude))), namespaces)
            elif rule.type == "qualified-rule" and (said := self._block(rule.content)):
                yield StyleRule(self._compiled(rule.prelude, namespaces), conditions, said)

    def _block(self, content: Any) -> tuple[Declaration, ...]:
        """What a block says: sheets repeat themselves, and a hostile one does so many thousand times."""
        text = tinycss2.serialize(content)
        if text not in self.blocks:
            self.blocks[text] = declarations(content)
        return self.blocks[text]

    def _compiled(self, prelude: Any, namespaces: Namespaces) -> tuple[Any, ...]:
        """The selectors before a block, made ready once for each text. Raises `Spent`."""
        key = tinycss2.serialize(prelude), tuple(namespaces.items())
        if key not in self.ready:
            self.ready[key] = tuple(self._made_ready(prelude, bare(key[0]), namespaces))
        return self.ready[key]

    def _made_ready(self, prelude: Any, text: str, namespaces: Namespaces) -> Iterator[Any]:
        """Selectors ready to be tried. The library makes Python of them: the longer and deeper, the longer it takes."""
        parts = [len(PARTED.findall(part.strip())) + 1 for part in text.split(",")]
        anywhere = text.count("*|") * (len(NAMESPACES) + len(namespaces))
        self.steps.spend(COMPILING * (sum(parts) + anywhere) * 2 ** nesting(text))
        try:
            made = compiled(prelude, namespaces)
        except Exception:  # the library breaks in many ways at selectors that it does not know; they match nothing
            return
        yield from (selector for selector in made if selector.pseudo_element is None)

    def matcher(self, sheets: Sequence[str], conditions: Sequence[str]) -> Any:
        """The rules that count under some conditions, by selector."""
        matcher = cssselect2.Matcher()
        for rule in (rule for text in sheets for rule in self.rules(text)):
            self.steps.spend(1 + 4 * len(rule.selectors))
            if set(rule.conditions) <= set(conditions):
                for selector in rule.selectors:
                    matcher.add_selector(selector, rule.said)
        return matcher


class _Children(list[Any]):
    """An element's children, and a step for each that a selector looks at."""

    steps: StepsLeft

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        return self._counted(range(*key.indices(len(self))))

    def __iter__(self) -> Iterator[Any]:
        return self._counted(range(len(self)))

    def _counted(self, places: range) -> Iterator[Any]:
        for place in places:
            self.steps.spend()
            yield super().__getitem__(place)


def _weight(values: Sequence[str]) -> int:
    """What a selector that is tried on an element with such attributes costs, in steps: they may be long."""
    return 1 + max(0, sum(map(len, values)) - LIGHT) // WEIGHT


class Element(cssselect2.ElementWrapper):  # type: ignore[misc]  # the library has no types
    """An element that selectors are tried on. What they walk over is counted as they walk, and nothing of it is kept."""

    steps: StepsLeft

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.weight = _weight(self.etree_element.values())
        self._laid: _Children | None = None
        if self.parent is not None:
            self.steps = self.parent.steps
            self.steps.spend(MAKING + self.weight)

    @classmethod
    def root(cls, element: Any, steps: StepsLeft) -> Element:
        """A document's root."""
        made: Element = cls.from_html_root(element)
        made.steps = steps
        return made

    @property
    def ancestors(self) -> Iterator[Any]:
        """From the parent to the root."""
        return self._walk("parent")

    @property
    def previous_siblings(self) -> Iterator[Any]:
        """From the one before to the first."""
        return self._walk("previous")

    def _walk(self, way: str) -> Iterator[Any]:
        one = getattr(self, way)
        while one is not None:
            self.steps.spend(one.weight)
            yield one
            one = getattr(one, way)

    @property
    def etree_children(self) -> _Children:
        """The elements in this one, not counted yet."""
        if self._laid is None:  # by hand: Python 3.11's `cached_property` takes a lock each time, longer than the work
            self._laid = _Children(self.etree_element.iterchildren(etree.Element))
            self._laid.steps = self.steps
            self.steps.spend(len(self._laid))
        return self._laid

    def matched(self, matcher: Any) -> list[Declaration]:
        """What is said of the element, the strongest last."""
        tried = len(matcher.other_selectors) + len(matcher.lang_attr_selectors) + len(matcher.id_selectors.get(self.id, ()))
        tried += sum(len(matcher.class_selectors.get(name, ())) for name in self.classes)
        tried += len(matcher.lower_local_name_selectors.get(self.local_name.lower(), ()))
        tried += len(matcher.namespace_selectors.get(self.namespace_url, ()))
        self.steps.spend(self.weight * (1 + tried))
        found = [part for *_, said in matcher.match(self) for part in said]
        self.steps.spend(len(found))
        return found
