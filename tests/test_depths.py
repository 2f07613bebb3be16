"""Depths are searched by sums: the winners of the whole product, without the product."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from banmian.limits import LADDER_WAYS, POURED
from banmian.makeup import fit, rooms
from banmian.makeup.boxes import Box
from banmian.makeup.composition import Area, Obstacle
from banmian.makeup.depths import DepthChoice, Sums, Window, added
from banmian.makeup.frames import columns_of
from banmian.makeup.layouts import Steps
from banmian.makeup.rooms import MILLIONTHS, Choices, acting_together

from .picture_pages import BODY, LINE, PicturePage, in_columns, in_rows, layout_of, page_of, steps_of


def by_hand(parts, start, window):
    """Every combination, in order of price and lines: what the search by sums is held against."""
    made = []
    for ways in product(*parts):
        rows = start
        for way in ways:
            rows = added(rows, way.rows)
        made.append(DepthChoice(sum(way.price for way in ways), tuple(line for way in ways for line in way.lines), rows))
    return sorted(way for way in made if way.rows in window)


@st.composite
def problems(draw):
    areas = draw(st.integers(0, 2))
    change = st.tuples(*[st.integers(-4, 1)] * areas)
    way = st.builds(DepthChoice, st.integers(0, 4), st.tuples(st.integers(0, 9)), change)
    parts = draw(st.lists(st.lists(way, min_size=1, max_size=4, unique_by=lambda one: one.lines), max_size=4))
    low = draw(st.integers(5, 20))
    return parts, (20,) * areas, Window((low,) * areas, (low + draw(st.integers(0, 9)),) * areas)


@pytest.mark.slow
@given(problems())
def test_the_ways_come_in_the_order_of_the_whole_product(problem):
    assert list(Sums(*problem).ways()) == by_hand(*problem)


@pytest.mark.slow
@given(problems(), st.integers(1, 8))
def test_some_ways_of_each_sum_are_the_cheapest_and_others(problem, each):
    """Of every sum that can be made; never more than were asked for; the same each time."""
    every, some = by_hand(*problem), Sums(*problem).some(each)
    assert some == sorted(set(some)) and set(some) <= set(every) and some == Sums(*problem).some(each)
    for rows, ways in groupby(sorted(every, key=lambda way: (way.rows, way)), key=lambda way: way.rows):
        chosen = [way for way in some if way.rows == rows]
        assert 1 <= len(chosen) <= each and chosen[0].price == next(ways).price


class Product(Choices):
    """The whole product, cheapest first, as it was once searched."""

    def ways(self) -> Iterator[tuple[float, dict[str, int], tuple[int, ...]]]:
        priced = [
            (sum(cost for cost, _ in choice), tuple(zip(self.steps, (int(lines) for _, lines in choice), strict=True)))
            for choice in product(*(steps.values() for steps in self.steps.values()))
        ]
        yield from ((cost, {**self.idle, **dict(chosen)}, ()) for cost, chosen in sorted(priced))


def small_page(seed: int) -> PicturePage:
    """Up to three pictures in a few columns, above the text, beside it or in it, each with a few depths."""
    dice = random.Random(seed)  # noqa: S311 - the same page for a seed
    columns, depths = dice.choice([2, 3]), {}
    for n in range(dice.randint(1, 3)):
        base = dice.randint(4, 9)
        depths[f"p{n}"] = Steps(base, base - dice.randint(0, 3), base + dice.randint(0, 3), 1, dice.choice([1, 1, 0.5, 2]))
    layout = layout_of(depths, columns, 30, size=Steps(10.5, 10.5, 10.5), leading=Steps(30, 28, 32, 2, 10))
    top, made, styles = 0, list[Obstacle](), {"paragraph": BODY}
    above = dice.randint(0, len(depths))
    for n, (name, steps) in list(enumerate(depths.items()))[:above]:
        deep, half = int(steps.base), dice.random() < 0.5
        width = columns * 100 - 5 if half else columns * 200
        made.append(Obstacle(f"o{n}", Box(0 if n % 2 else columns * 200 - width, top * LINE, width, deep * LINE), name))
        top += 0 if half and n + 1 < above else deep + 1
    area = Area("body", Box(0, top * LINE, columns * 200, (30 - top) * LINE), ("a1",), styles, columns, 2, fill=True)
    pitch = columns_of(area, BODY.size)
    for n, (name, steps) in list(enumerate(depths.items()))[above:]:
        deep, column = int(steps.base), dice.randrange(columns)
        box = Box(column * pitch.pitch, (30 - deep) * LINE, pitch.width, deep * LINE)
        made.append(Obstacle(f"o{n}", box, name, (column + 1, 1), clear=dice.randint(0, 1)))
    return page_of(layout, area, tuple(made), dice.randint(-6, 10), seed)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
@example(seed=8759)  # of two pictures side by side one is the shallower until it is near its ceiling
@example(seed=3863)  # a picture leaves one row of a column, which is no frame
@example(seed=5772)
def test_the_winner_is_that_of_the_whole_product(seed):
    """Whatever else differs: which combinations are passed over unpoured, and in what order they are made."""
    page = small_page(seed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fit, "Choices", Product)
        wanted = page.fit()
    made = page.fit()
    assert made.exact == wanted.exact
    if wanted.exact:  # else the nearest miss is taken of what was poured
        assert (made.rung, made.filled) == (wanted.rung, wanted.filled)


MANY = [(make, count, over) for make in (in_columns, in_rows) for count in (12, 20) for over in (-15, 15)]


@pytest.mark.slow
@pytest.mark.parametrize(("make", "count", "over"), MANY)
def test_a_page_of_many_pictures_is_filled(monkeypatch, make, count, over):
    """The product of twenty pictures has 2 × 10²² rows. Here it is counted, never timed, what the search does instead."""
    page, searches, weighed = make(count, over), list[fit._Search](), 0
    run = fit._Search.run
    monkeypatch.setattr(fit._Search, "run", lambda self: searches.append(self) or run(self))
    way = rooms.Choices.ways

    def counted(self):
        nonlocal weighed
        for one in way(self):
            weighed += 1
            yield one

    monkeypatch.setattr(rooms.Choices, "ways", counted)
    made = page.fit()
    assert made.exact
    assert searches[0].poured < POURED * 1.1 and weighed < LADDER_WAYS
    assert made.rung == page.fit().rung


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, 21))
def test_sums_grow_with_the_pictures_and_not_with_their_product(count):
    """Additions of rows: at most as many as there are sums, for each depth of each picture."""
    steps = steps_of(count)
    parts = [
        [DepthChoice(int(c) * MILLIONTHS, (int(n),), (8 - int(n),)) for c, n in one.values()] for one in steps.values()
    ]
    sums = Sums(parts, (1000,), Window((0,), (1000,)))
    most = sum(1 + 12 * n for n in range(count)) * 13
    assert sums.work <= most < 13 * 12 * count * count + 14
    assert len(list(zip(range(100), sums.ways(), strict=False))) == min(100, 13**count)


def test_pictures_beside_each_other_act_together():
    """Of a row the deepest counts: its depths are no sum. Each row is a group, and so is what stands alone."""
    page = in_rows(10, 0)
    search = fit._Search(
        fit.Geometry(page.shell, page.layout),
        page.layout,
        lambda rung: {},
        lambda area, rung: page.items,
        lambda area, rung: (),
    )
    choices = search.choices(page.layout.type_rungs[0][1])
    names = list(page.layout.depths)
    assert acting_together(choices.steps, choices.rows) == [tuple(names[:4]), tuple(names[4:8]), tuple(names[8:])]


@pytest.mark.slow
def test_a_row_of_pictures_is_lowered_together():
    """Text for eight rows more in each column: all four pictures of a row give them, or none does."""
    page = in_rows(4, 40)
    base = page.layout.depths
    page = replace(page, layout=replace(page.layout, depths={name: replace(one, floor=2) for name, one in base.items()}))
    made = page.fit()
    depths = dict(made.rung.depths)
    assert made.exact and made.rung.size == 10.5 and max(depths.values()) < 12


def test_a_depth_that_nothing_has_keeps_its_base():
    """It is not searched: once it doubled the work for each picture that a page lacks."""
    page = in_columns(2, 0)
    more = {f"q{n}": Steps(5, 0, 50) for n in range(8)}
    wide = replace(page, layout=replace(page.layout, depths=page.layout.depths | more))
    assert dict(wide.fit().rung.depths) == dict(page.fit().rung.depths) | dict.fromkeys(more, 5)
