"""A dissection in a line that an editor can write: `1:5 | (2:3 / 3) / 4 | card`.

`/` is below, `|` is beside and binds closer, brackets group, `:5` behind a story or a bracket is its width in basic columns
and may be left out. A number is a story's, `card` the name card, `photo` pictures without a story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...limits import SKETCH_BRACKETS, SKETCH_CHARACTERS
from ..module_rules import PlanPrices
from .dissect import ByHeight, Way, beside, bumping, crossings, leaf, stacked
from .news import News
from .shapes import ShapeTable

_TOKEN = re.compile(r"\s*([0-9]{1,4}|card|photo|[()/|]|:\s*[0-9]{1,2}|$|.)", re.I)
MOST_HEIGHTS = 64
"""Heights that a part of a given dissection keeps."""


@dataclass(frozen=True)
class Tree:
    """A sketch as read. `kind`: `/` or `|` with `parts`, or "" for the story `name`; `wide`: 0 where it says none.

    `?`: one of its parts, whichever is best. That is never written.
    """

    kind: str
    parts: tuple[Tree, ...] = ()
    name: str = ""
    wide: int = 0

    @property
    def anywhere(self) -> Tree:
        """The same dissection without widths."""
        return Tree(self.kind, tuple(part.anywhere for part in self.parts), self.name)

    @property
    def names(self) -> list[str]:
        """The names of its stories in order."""
        return [one.name for one in self.leaves]

    @property
    def leaves(self) -> list[Tree]:
        """Its stories in order, each with its width."""
        return [self] if not self.kind else [leaf for part in self.parts for leaf in part.leaves]

    def text(self, outer: str = "/") -> str:
        """The sketch as it is written, `/` in brackets where it stands beside something (`outer`: what it is a part of)."""
        wide = f":{self.wide}" if self.wide else ""
        if not self.kind:
            return self.name + wide
        text = f" {self.kind} ".join(part.text(self.kind) for part in self.parts)
        return f"({text}){wide}" if wide or (self.kind, outer) == ("/", "|") else text


@dataclass(frozen=True)
class Unread:
    """A sketch that cannot be read: at which character (from 1), what stands there, what should (`story`, `)`, `end`)."""

    at: int
    found: str
    wanted: str


class _SketchReader:
    """Reads from the left; ends at the first fault."""

    def __init__(self, text: str) -> None:
        self.tokens = [(hit.start(1) + 1, hit[1].lower()) for hit in _TOKEN.finditer(text.rstrip())]
        self.at, self.open = 0, 0

    @property
    def now(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def fault(self, wanted: str) -> Unread:
        place = self.tokens[min(self.at, len(self.tokens) - 1)] if self.tokens else (1, "")
        return Unread(place[0], self.now, wanted)

    def row(self, kind: str) -> Tree | Unread:
        """Parts with `/` or `|` between them."""
        parts = list[Tree]()
        while True:
            part = self.row("|") if kind == "/" else self.atom()
            if isinstance(part, Unread):
                return part
            parts.append(part)
            if self.now != kind:
                return parts[0] if len(parts) == 1 else Tree(kind, tuple(parts))
            self.at += 1

    def atom(self) -> Tree | Unread:
        """A story or a bracket, perhaps with a width."""
        if self.now == "(":
            if self.open == SKETCH_BRACKETS:
                return self.fault("story")
            self.at, self.open = self.at + 1, self.open + 1
            inner = self.row("/")
            if isinstance(inner, Unread):
                return inner
            if self.now != ")":
                return self.fault(")")
            self.at, self.open = self.at + 1, self.open - 1
            return self.sized(inner)
        if not (self.now.isdigit() or self.now in ("card", "photo")):
            return self.fault("story")
        name = self.now if not self.now.isdigit() else str(int(self.now))
        self.at += 1
        return self.sized(Tree("", name=name))

    def sized(self, tree: Tree) -> Tree:
        """With the width that stands behind it."""
        if self.now[:1] != ":" or not self.now[1:].strip():
            return tree
        wide = int(self.now[1:])
        self.at += 1
        return Tree(tree.kind, tree.parts, tree.name, wide)


def read(text: str) -> Tree | Unread:
    """A sketch as a tree."""
    if len(text) > SKETCH_CHARACTERS:
        return Unread(SKETCH_CHARACTERS, "", "end")
    reader = _SketchReader(text)
    tree = reader.row("/")
    if isinstance(tree, Tree) and reader.now:
        return reader.fault("end")
    return tree


def write(way: Way, names: Sequence[str], outer: str = "/") -> str:
    """The sketch of a way, each story with its width. `names`: what stories are called in it."""
    if not way.kind:
        return f"{names[way.story]}:{way.wide}"
    text = f" {way.kind} ".join(write(part, names, way.kind) for part in way.parts)
    return f"({text})" if way.kind == "/" and outer == "|" else text


def grafted(tree: Tree, name: str) -> Tree:
    """A dissection with a story more, wherever it may be put in: above, below or beside any part of it."""
    return Tree("?", tuple(_grafts(tree, Tree("", name=name))))


def _grafts(tree: Tree, new: Tree) -> Iterator[Tree]:
    yield from (Tree("/", pair) for pair in ((new, tree), (tree, new)))
    bare = tree.anywhere
    yield from (Tree("|", pair, wide=tree.wide) for pair in ((new, bare), (bare, new)))
    for n, part in enumerate(tree.parts):
        for one in _grafts(part, new):
            yield replace(tree, parts=(*tree.parts[:n], one, *tree.parts[n + 1 :]))


def plain(sketch: str) -> str:
    """A sketch without widths: two with the same are the same dissection."""
    return re.sub(r":\d+", "", sketch)


class Recut:
    """A given dissection with the texts of now: only heights, and widths that are not given, are sought."""

    def __init__(
        self, every: Sequence[News], numbers: Mapping[str, int], tables: Callable[[int, int], ShapeTable],
        size: tuple[int, int], prices: PlanPrices,
    ) -> None:  # fmt: skip
        self.every, self.numbers, self.tables, self.prices = every, numbers, tables, prices
        self.columns, self.high = size
        self._known: dict[tuple[int, int, int], ByHeight] = {}

    def ways(self, tree: Tree) -> ByHeight:
        """By height, the cheapest ways to fill the page's width."""
        return self._ways(tree, 0, self.columns)

    def _ways(self, tree: Tree, start: int, wide: int) -> ByHeight:
        """Those of a tree from its part `start` on."""
        key = id(tree), start, wide
        if key not in self._known:
            self._known[key] = self._made(tree, start, wide)
        return self._known[key]

    def _made(self, tree: Tree, start: int, wide: int) -> ByHeight:
        if tree.wide and not start and tree.wide != wide:
            return {}
        if not tree.kind:
            return self._leaf(tree, wide)
        if tree.kind == "?":
            return self._any(tree, wide)
        if start == len(tree.parts) - 1:
            return self._ways(tree.parts[start], 0, wide)
        found = self._below(tree, start, wide) if tree.kind == "/" else self._beside(tree, start, wide)
        near = sorted((ways[0].cost, high) for high, ways in found.items())[:MOST_HEIGHTS]
        return {high: found[high] for _, high in near}

    def _leaf(self, tree: Tree, wide: int) -> ByHeight:
        story = self.numbers[tree.name]
        table = self.tables(story, wide)
        return {
            high: [leaf(self.every, story, one) for one in shapes] for high, shapes in table.items() if high <= self.high
        }

    def _any(self, tree: Tree, wide: int) -> ByHeight:
        """Those of all parts."""
        found: ByHeight = {}
        for part in tree.parts:
            for high, ways in self._ways(part, 0, wide).items():
                found.setdefault(high, []).extend(ways)
        return found

    def _below(self, tree: Tree, start: int, wide: int) -> ByHeight:
        found: ByHeight = {}
        through = self.prices.across if wide == self.columns else 0.0
        lowers = self._ways(tree, start + 1, wide)
        for high, ones in self._ways(tree.parts[start], 0, wide).items():
            for deep, others in lowers.items():
                if high + deep <= self.high:
                    for a in ones:
                        for b in others:
                            cost = a.cost + b.cost + through + self.prices.corners * crossings(a, b)
                            _keep(found, high + deep, cost, stacked, a, b)
        return found

    def _beside(self, tree: Tree, start: int, wide: int) -> ByHeight:
        found: ByHeight = {}
        for left in range(1, wide):
            ones, others = self._ways(tree.parts[start], 0, left), self._ways(tree, start + 1, wide - left)
            for high in ones:
                for a in ones[high] if high in others else ():
                    for b in others[high]:
                        _keep(found, high, a.cost + b.cost + bumping(a.right, b.left, self.prices), beside, a, b)
        return found


def _keep(found: ByHeight, high: int, cost: float, join: Callable[[Way, Way, float], Way], a: Way, b: Way) -> None:
    kept = found.get(high)
    if kept is None or cost < kept[0].cost:
        found[high] = [join(a, b, cost)]
