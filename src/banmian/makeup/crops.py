"""Pictures in places of another shape than their own: what is cut off, and depths at which less is.

A picture is cropped by a quarter at most; on a full page, where a deeper one has to take its lines from the text, by a
third (the seed's old town, 2:1 in a place of 3:1, loses 31 %).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, floor

from ..diagnostics import Diagnostic
from .composition import Obstacle, Shell
from .fit import Fit, fit_page
from .layouts import MM, Layout
from .stone import Stone

MOST, MOST_ON_FULL = 1 / 4, 1 / 3
"""The share of a picture that may be cut off, and that on a full page."""
_ROUNDING = 0.005


def ladder(stone: Stone) -> Fit:
    """The fit that the layout's ladder finds. Where a picture loses too much, it is climbed again with depths at which it
    does not, as far as the layout lets them go: taken if the page is even then, or was not before.
    """
    fit = _climbed(stone, stone.layout)
    if fit.over or not _too_much(stone, fit):
        return fit
    for limit, whole in ((MOST, False), (MOST_ON_FULL, False) if fit.exact else (MOST, True)):
        other = _climbed(stone, _at_their_own(stone, fit, limit, whole))
        as_good = (other.exact and _ugly(other) <= _ugly(fit)) or (whole and not other.over)
        if as_good and _worst(stone, other) < _worst(stone, fit):
            return other
    return fit


def _ugly(fit: Fit) -> int:
    """Single lines, heads side by side, rows that one section head has above it and another not: no price for a picture."""
    unlike = (max(filled.extra, default=0) - min(filled.extra, default=0) for filled in fit.filled)
    return sum(unlike) + sum(filled.flow.lonely + filled.flow.level_heads for filled in fit.filled)


def allows(stone: Stone, item: Obstacle, depth: float) -> bool:
    """Whether a place may be so deep (pt) and not crop what it shows by more than a full page may."""
    aspect, place = _aspect(stone, item), item.box.width / max(depth, 1.0)
    return not aspect or _cut(aspect, place) <= MOST_ON_FULL + _ROUNDING


def cropped(stone: Stone, fit: Fit) -> Iterator[Diagnostic]:
    """Pictures of which too much is cut off all the same."""
    figures = {one.name: figure for figure in stone.page.figures for one in figure.pictures}
    for item, share in _too_much(stone, fit):
        figure = figures[item.shows[0]]
        size = {"wide": f"{item.box.width / MM:.0f}", "deep": f"{item.box.height / MM:.0f}"}
        called = figure.caption.text[:24] if figure.caption else figure.image or item.id
        facts = {"page": stone.page.label, "picture": called, "layout": stone.layout.name, "percent": round(100 * share)}
        yield Diagnostic("M092", figure.span, facts | size)


def _climbed(stone: Stone, layout: Layout) -> Fit:
    return fit_page(stone.shell, layout, stone.depths, stone.items, stone.standing)


def _too_much(stone: Stone, fit: Fit) -> list[tuple[Obstacle, float]]:
    """The places that cut off too much of what they show, each with the share."""
    limit = (MOST_ON_FULL if fit.exact else MOST) + _ROUNDING
    return [(item, share) for item, share in _shares(stone, fit.shell) if share > limit]


def _worst(stone: Stone, fit: Fit) -> float:
    return max((share for _, share in _shares(stone, fit.shell)), default=0.0)


def _shares(stone: Stone, shell: Shell) -> Iterator[tuple[Obstacle, float]]:
    """Each place of pictures that are there, with the share of them that is cut off, of their sides or of head and foot."""
    for item in shell.obstacles:
        aspect, place = _aspect(stone, item), item.box.width / max(item.box.height, 1.0)
        if aspect:
            yield item, _cut(aspect, place)


def _cut(aspect: float, place: float) -> float:
    """The share of a picture that is cut off in a place. Width by depth of both."""
    return 1 - min(place / aspect, aspect / place)


def _aspect(stone: Stone, item: Obstacle) -> float:
    """Width by depth of what a place shows, pictures of one caption side by side; 0 where one of them is not there."""
    every = [stone.aspects.get(name, 0.0) for name in item.shows]
    return sum(every) if all(every) else 0.0


def _at_their_own(stone: Stone, fit: Fit, limit: float, whole: bool) -> Layout:
    """The layout with depths between those at which no picture loses more than a share, where it can have such. `whole`:
    and no deeper than what shows the whole picture.
    """
    content, heads = stone.depths(fit.rung), {area.depth for area in fit.shell.areas}
    depths = dict(stone.layout.depths)
    for item, _ in _shares(stone, fit.shell):
        if item.depth in depths.keys() - content.keys() - heads:
            low, high = _between(stone, fit, item, limit, whole)
            steps = depths[item.depth]
            low, high = max(steps.floor, low), min(max(steps.ceiling, steps.deepest), high)
            depths[item.depth] = replace(steps, floor=low, ceiling=high) if low <= high else steps
    return replace(stone.layout, depths=depths)


def _between(stone: Stone, fit: Fit, item: Obstacle, limit: float, whole: bool) -> tuple[float, float]:
    """The least and the greatest depth (grid lines) at which a place cuts off a share at most."""
    natural = item.box.width / _aspect(stone, item) / stone.layout.leading(fit.rung.lines)
    left = 1 - limit - _ROUNDING
    return ceil(left * natural), floor(natural if whole else natural / left)
