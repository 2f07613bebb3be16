"""What a style sheet of a layout may say, looked at before the engine reads it: no references but pictures by name, no
faces of its own, numbers and nesting within limits; and how much work its selectors can make on a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

from ..diagnostics import Diagnostic, Refused
from ..limits import STYLE_EXPANSION, STYLE_MATCHES, STYLE_NESTING, STYLE_NUMBER, STYLE_RULES, STYLE_TRACKS
from ..makeup.layouts import LayoutFile
from ..model import Span
from .markup import listed

_REFUSED_RULES = {
    "import": "a part of the layout's own page.css",
    "font-face": "the layout's folder fonts/",
    "color-profile": "[colours]",
}
_REFERS = frozenset(("image", "image-set", "-webkit-image-set", "cross-fade", "src", "element"))
_COLUMNS = frozenset(("columns", "column-count", "column-width"))


@dataclass(frozen=True)
class Selector:
    """How a selector is matched: how often it asks all that stand around an element (`inside`) or before it (`after`), and
    how many parts it asks them for.
    """

    inside: int
    after: int
    line: int
    parts: int = 1


@dataclass(frozen=True)
class Property:
    """A custom property as defined once: its tokens, and the properties that it names."""

    name: str
    tokens: int
    names: tuple[str, ...]
    place: Span


@dataclass(frozen=True)
class Seen:
    """What is to know of a style sheet: faults, pictures that it names, selectors, custom properties, rules."""

    faults: tuple[Diagnostic, ...]
    pictures: tuple[tuple[str, Span], ...]
    selectors: tuple[Selector, ...]
    properties: tuple[Property, ...]
    rules: int


class _Looking:
    """One walk through a style sheet."""

    def __init__(self, path: str, line: int = 0) -> None:
        self.path, self.offset = path, line
        self.faults: list[Diagnostic] = []
        self.pictures: list[tuple[str, Span]] = []
        self.selectors: list[Selector] = []
        self.properties: list[Property] = []
        self.rules = 0

    def place(self, node: Any) -> Span:
        line = node.source_line + self.offset
        return Span(self.path, line, node.source_column, line)

    def fault(self, code: str, node: Any, **facts: object) -> None:
        if len(self.faults) < 20:
            self.faults.append(Diagnostic(code, self.place(node), facts))

    def shallow(self, nodes: Sequence[Any]) -> bool:
        """Whether brackets stand inside of each other to a bearable depth; asked first, because all else recurses."""
        left = [(node, 1) for node in nodes]
        while left:
            node, depth = left.pop()
            if depth > STYLE_NESTING:
                self.fault("L041", node, what="brackets inside of each other", limit=STYLE_NESTING)
                return False
            for name in ("prelude", "content", "arguments", "value"):
                inner = getattr(node, name, None)
                if isinstance(inner, list):
                    left += [(one, depth + 1) for one in inner]
        return True

    def sheet(self, rules: Iterable[Any], above: Sequence[Selector] = ()) -> None:
        for rule in rules:
            if rule.type == "qualified-rule":
                self.rule(rule, above)
            elif rule.type == "at-rule":
                self.at_rule(rule, above)
            elif rule.type == "declaration":
                self.declaration(rule)

    def rule(self, rule: Any, above: Sequence[Selector]) -> None:
        self.rules += 1
        own = list(_selectors(rule, self.offset))
        both = (
            [
                Selector(a.inside + b.inside + 1, a.after + b.after, b.line, a.parts + b.parts)
                for a in above[:200]
                for b in own
            ]
            if above
            else own
        )
        if len(self.selectors) + len(both) > 2 * STYLE_RULES or self.rules > STYLE_RULES:
            if self.rules <= STYLE_RULES + 1:
                self.fault("L041", rule, what="rules", limit=STYLE_RULES)
            self.rules = STYLE_RULES + 1
            return
        self.selectors += both
        self.sheet(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), both)

    def at_rule(self, rule: Any, above: Sequence[Selector]) -> None:
        name = rule.lower_at_keyword
        if name in _REFUSED_RULES:
            self.fault("L039", rule, rule=f"@{name}", allowed=_REFUSED_RULES[name])
            return
        self.rules += 1
        self.tokens(rule.prelude, "")
        if rule.content is not None:
            self.sheet(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), above)

    def declaration(self, node: Any) -> None:
        name = node.lower_name
        if name in _COLUMNS:
            self.fault("L059", node, property=name)
        self.tokens(node.value, name)
        if node.name.startswith("--"):
            names = tuple(_named(node.value))
            self.properties.append(Property(node.name, _count(node.value), names, self.place(node)))

    def tokens(self, nodes: Sequence[Any], name: str) -> None:
        """References and numbers among the tokens of a value."""
        for node in _below(nodes):
            if node.type == "url":
                self.pictures.append((node.value, self.place(node)))
            elif node.type == "function":
                self.function(node)
            elif node.type in ("number", "dimension", "percentage"):
                most = STYLE_TRACKS if name.startswith("grid") and node.type == "number" else STYLE_NUMBER
                if not abs(node.value) <= most:
                    self.fault("L041", node, what=f"the number {node.representation[:20]}", limit=most)

    def function(self, node: Any) -> None:
        inner = [one for one in node.arguments if one.type not in ("whitespace", "comment")]
        if node.lower_name == "url":
            plain = len(inner) == 1 and inner[0].type == "string"
            self.pictures.append((inner[0].value if plain else node.serialize(), self.place(node)))
        elif node.lower_name.removeprefix("-webkit-").startswith("repeating-"):
            # a stop of a millionth of a point is drawn as often as the box is wide
            self.fault("L039", node, rule=f"{node.lower_name}()", allowed=node.lower_name.replace("repeating-", ""))
        elif node.lower_name in _REFERS or (node.lower_name == "attr" and any(_is(one, "url") for one in inner)):
            self.pictures.append((node.serialize(), self.place(node)))


def _is(node: Any, word: str) -> bool:
    return bool(node.type == "ident" and node.lower_value == word)


def _below(nodes: Sequence[Any]) -> Iterator[Any]:
    left = list(nodes)
    while left:
        node = left.pop()
        yield node
        for name in ("content", "arguments"):
            inner = getattr(node, name, None)
            if isinstance(inner, list):
                left += inner


def _count(nodes: Sequence[Any]) -> int:
    return sum(1 for _ in _below(nodes))


def _named(nodes: Sequence[Any]) -> Iterator[str]:
    """The custom properties that a value puts in, as often as it does."""
    for node in _below(nodes):
        if node.type == "function" and node.lower_name == "var":
            yield from (one.value for one in node.arguments[:2] if one.type == "ident")


def _selectors(rule: Any, offset: int) -> Iterator[Selector]:
    """The selectors of a rule, each with its blanks between compounds and its tildes."""
    parts: list[list[Any]] = [[]]
    for node in rule.prelude:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    for part in parts:
        inside = after = 0
        for number, node in enumerate(part):
            beside = [part[n] if 0 <= n < len(part) else None for n in (number - 1, number + 1)]
            inside += node.type == "whitespace" and not any(
                one is None or (one.type == "literal" and one.value in ">+~") for one in beside
            )
            for one in _below([node]):
                after += one.type == "literal" and one.value == "~"
                inside += 2 * (one.type == "function" and one.lower_name == "has")
                inside += one is not node and one.type == "whitespace"
        yield Selector(inside, after, rule.source_line + offset, max(1, _count(part) // 4))


@lru_cache(maxsize=32)
def seen(file: LayoutFile) -> Seen:
    """A style sheet, looked through once."""
    looking = _Looking(file.path)
    rules = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
    if looking.shallow(rules):
        looking.sheet(rules)
    return Seen(
        tuple(looking.faults), tuple(looking.pictures), tuple(looking.selectors), tuple(looking.properties), looking.rules
    )


def seen_inline(style: str, place: Span) -> Seen:
    """The same for a `style` attribute; all its places are that of the element."""
    looking = _Looking(place.path)
    declarations = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    if looking.shallow(declarations):
        looking.sheet(declarations)
    faults = tuple(Diagnostic(fault.code, place, fault.facts) for fault in looking.faults)
    pictures = tuple((name, place) for name, _ in looking.pictures)
    properties = tuple(Property(one.name, one.tokens, one.names, place) for one in looking.properties)
    return Seen(faults, pictures, (), properties, 0)


def check_styles(
    sheets: Sequence[LayoutFile], inline: Sequence[tuple[str, Span]], shape: tuple[int, int, int], names: Collection[str]
) -> None:
    """Raises `Refused` with what is wrong in style sheets and `style` attributes.

    `shape`: elements of the page, its depth, the most children of one element. `names`: the pictures there are.
    """
    looked = [seen(file) for file in sheets]
    attributes = [seen_inline(style, place) for style, place in inline]
    faults = [fault for one in (*looked, *attributes) for fault in one.faults]
    for one in (*looked, *attributes):
        faults += [
            Diagnostic("L038", at, {"url": url[:80], "names": listed(names)})
            for url, at in one.pictures
            if url not in names
        ]
    faults += _expanded([one for each in (*looked, *attributes) for one in each.properties])
    faults += _asked(sheets, looked, shape)
    if faults:
        raise Refused(faults[:20])


def _expanded(properties: Sequence[Property]) -> list[Diagnostic]:
    """Custom properties that grow too long, or that name each other in a circle."""
    defined: dict[str, list[Property]] = {}
    for one in properties:
        defined.setdefault(one.name, []).append(one)
    lengths: dict[str, int] = {}

    def length(name: str, trail: frozenset[str]) -> int:
        if name in trail or len(trail) > STYLE_NESTING:
            return STYLE_EXPANSION + 1
        if name not in lengths:
            inner = trail | {name}
            sums = (one.tokens + sum(length(other, inner) for other in one.names) for one in defined.get(name, ()))
            lengths[name] = min(max(sums, default=1), STYLE_EXPANSION + 1)
        return lengths[name]

    too_long = (one for one in properties if length(one.name, frozenset()) > STYLE_EXPANSION)
    return [
        Diagnostic("L041", one.place, {"what": f"tokens of {one.name} with all that it names", "limit": STYLE_EXPANSION})
        for one in too_long
    ][:3]


def _asked(sheets: Sequence[LayoutFile], looked: Sequence[Seen], shape: tuple[int, int, int]) -> list[Diagnostic]:
    """Selectors that would be asked too often."""
    elements, depth, children = shape
    total = 0
    for file, one in zip(sheets, looked, strict=True):
        for selector in one.selectors:
            total += selector.parts * elements * depth ** min(selector.inside, 20) * children ** min(selector.after, 20)
            if total > STYLE_MATCHES:
                place = Span(file.path, selector.line, 1, selector.line)
                return [Diagnostic("L041", place, {"what": "matches of selectors on the page", "limit": STYLE_MATCHES})]
    if sum(one.rules for one in looked) > STYLE_RULES:
        return [Diagnostic("L041", Span(sheets[-1].path, 1, 1, 1), {"what": "rules", "limit": STYLE_RULES})]
    return []
