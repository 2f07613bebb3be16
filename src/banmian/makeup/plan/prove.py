"""Proof: a module's text is broken as the composer breaks it and poured; every column must end on the last line.

A shape was chosen by counting. Here the count is proved: paragraphs spaced out or drawn in, rows blank at the end are tried
in the order of their price until the pour leaves nothing over and nothing white.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..flow import Item, pour
from ..frames import Frame
from ..module_rules import PlanPrices
from ..page_plan import Module
from .even_texts import WHITE_IF_SHORT, is_short, most_blank
from .grid import Setting
from .measure import LOOSEST, TIGHTEST, Body, Measures
from .module import Drawing
from .news import News
from .shapes import Shape

WIDEST_GAP = 0.16
"""em: a paragraph that is spaced out to gain a line has no gap wider than this, or it shows."""
MOST_SPACED, MOST_DRAWN = 4, 3
"""Paragraphs of a module that are spaced out, or drawn in."""
TRIES = 60
"""Ways to bring a module out even that are poured."""
STEPS = 4
"""Steps in which a paragraph is spaced."""


@dataclass(frozen=True)
class ModuleProof:
    """A module that was poured: whether it came out even, rows blank at its end, what that costs beside its shape."""

    module: Module
    exact: bool
    blank: int = 0
    cost: float = 0.0


class Prover:
    """Proofs of shapes, kept. `poured` counts items and frames: the work that was done."""

    def __init__(self, measures: Measures, prices: PlanPrices, most_blank: int) -> None:
        self.measures, self.prices, self.most_blank = measures, prices, most_blank
        self.poured = 0
        self._known: dict[tuple[int, int], tuple[Shape, Shape, ModuleProof]] = {}
        self._tracked: dict[tuple[str, float, int], float | None] = {}

    def proved(self, news: News, shape: Shape) -> tuple[Shape, ModuleProof]:
        """The shape, or the first spare one that comes out even; with its proof."""
        key = news.story, id(shape)
        if key not in self._known:
            found = shape, self._proof(news, shape)
            for spare in shape.spare if not found[1].exact else ():
                other = self._proof(news, spare)
                if other.exact:
                    found = spare, other
                    break
            self._known[key] = shape, *found
        return self._known[key][1:]

    def failed(self, news: News, shape: Shape) -> bool:
        """Whether a shape was poured and did not come out even, nor any that stands by for it."""
        known = self._known.get((news.story, id(shape)))
        return known is not None and not known[2].exact

    def _proof(self, news: News, shape: Shape) -> ModuleProof:
        drawing = Drawing(self.measures, news, shape)
        module = drawing.module()
        if "text" not in module.boxes:
            return ModuleProof(module, True)
        setting = shape.setting.first(shape.text_columns)
        body = self.measures.body(news, setting, exact=True)
        frames = drawing.legs(body)
        best: ModuleProof | None = None
        slack = sum(frame.rows for frame in frames) - body.rows
        module = replace(module, extra=(self.measures.above,) * body.heads if self.measures.above else ())
        for price, spaced, blank in islice(self._ways(body, slack, news, shape), TRIES):
            if best and price >= best.cost:
                break
            tracking = self._tracking(news, setting, body, spaced)
            if tracking is not None:
                free, lonely = self._pour(body, frames, spaced)
                cost = price + self.prices.lonely * lonely
                if free is not None and free <= blank and (best is None or cost < best.cost):
                    best = ModuleProof(replace(module, tracking=tracking), True, free, cost)
        return best or ModuleProof(module, False)

    def _pour(self, body: Body, frames: Sequence[Frame], spaced: dict[int, int]) -> tuple[int | None, int]:
        """(rows left free behind the text or None where it is not even, single lines at columns' edges)."""
        items = [_longer(item, spaced.get(number, 0)) for number, item in enumerate(body.items)]
        self.poured += len(items) + len(frames)
        flow = pour(items, frames)
        return (None if flow.white or flow.over else flow.free), flow.lonely

    def _ways(self, body: Body, slack: int, news: News, shape: Shape) -> Iterator[tuple[float, dict[int, int], int]]:
        """(price, {item: +1 or -1}, rows blank) that may take up a slack, the cheapest first.

        Rows of white round headings may vanish at the columns' edges: so many more are to be taken up.
        """
        short = is_short(news, body, shape.text_columns)
        most = most_blank(shape.text_columns, self.most_blank, short=short)
        white = self.prices.blank * (WHITE_IF_SHORT if short else 1.0)
        found = list[tuple[float, int, int]]()
        for whole in range(slack, slack + 1 + (0 if body.smooth else body.lost)):
            for blank in range(max(0, min(most, whole)) + 1):
                spaced = whole - blank
                if -min(MOST_DRAWN, len(body.saves)) <= spaced <= min(MOST_SPACED, len(body.gains)):
                    price = white * blank + self.prices.spaced * abs(spaced)
                    found.append((price, spaced, blank))
        for price, spaced, blank in sorted(found):
            chosen = dict.fromkeys(body.gains[: max(0, spaced)], 1) | dict.fromkeys(body.saves[: max(0, -spaced)], -1)
            yield price, chosen, blank

    def _tracking(
        self, news: News, setting: Setting, body: Body, spaced: dict[int, int]
    ) -> tuple[tuple[str, float], ...] | None:
        """How far each of some paragraphs is spaced out or drawn in; None where one cannot be."""
        parts = self.measures.stone.parts(self.measures.area(news, "text"))
        made = []
        for number, by in spaced.items():
            node = parts[number].node
            key = node.name, round(setting.column, 6), by
            if key not in self._tracked:
                self._tracked[key] = self._step(news, setting, number, body.items[number].lines + by, by)
            step = self._tracked[key]
            if step is None:
                return None
            made.append((node.name, step))
        return tuple(made)

    def _step(self, news: News, setting: Setting, number: int, wanted: int, by: int) -> float | None:
        """The least spacing (em) that sets a paragraph in so many lines, `by` more, without a gap that shows."""
        limit = LOOSEST if by > 0 else -TIGHTEST
        for step in (round(limit * n / STEPS, 5) for n in range(1, STEPS + 1)):
            even = self.measures.lines(news, number, setting.column, step) == wanted
            if even and self._widest_gap(news, setting, number, step) <= WIDEST_GAP:
                return step
        return None

    def _widest_gap(self, news: News, setting: Setting, number: int, step: float) -> float:
        """em by which the loosest line of a paragraph that is spaced is stretched."""
        stone, area = self.measures.stone, self.measures.text_area(news, setting, setting.span(setting.count))
        part = stone.parts(area)[number]
        tracked = replace(area, tracking=((part.node.name, step),))
        lines = stone.styled(tracked, part.role, part.node, setting.column, self.measures.rung)[1]
        return max(line.stretch for line in lines)


def _longer(item: Item, by: int) -> Item:
    return replace(item, lines=item.lines + by) if by else item
