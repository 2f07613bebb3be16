"""Break opportunities: a paragraph's clusters side by side, with running sums, so that any line is a few subtractions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from .clusters import READING_CLEAR, Cluster
from .house import (
    GAPS,
    HAN_SPACE,
    LETTERS_APART,
    LETTERS_TOGETHER,
    MARKED,
    PLAIN,
    WIDEST_GAP,
    WORDS,
    House,
    Joint,
)  # fmt: skip
from .runs import DEAR, FREE, INSIDE, KEPT, NAMED, RARE, SOFT

LONELY_HAN = 2
"""A last line holds at least so many Han (孤字: a Han and a mark count as one; CLREQ)."""

NO_BREAK_SPACE = "\u00a0"

_EDGE = Joint()


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph before it is broken. All in em; index n is cluster n, joint n stands before it.

    `x`: left edges as if all stood in one line. `shrink`, `easy`, `give`: running sums of what the joints can lose, what
    gaps beside Latin and marks can take, and what all can take. `stops`: clusters before which a line may begin, and the
    number of clusters. For each: `ends`, the right edge of a line that ends there, its hyphen included; `tight`, the same
    with all shrunk; `last`, its last cluster that is no space; `hyphens`; `dear`, whether a line ends there only to save
    it; `tails`, the blank of a closing mark that a style keeps at a line's end while there is room.
    """

    clusters: list[Cluster]
    joints: list[Joint]
    x: list[float]
    shrink: list[float]
    easy: list[float]
    give: list[float]
    stops: list[int]
    ends: list[float]
    tight: list[float]
    last: list[int]
    hyphens: list[bool]
    dear: list[bool]
    tails: list[float]
    hyphen: float
    house: House
    tracking: float
    forced: tuple[int, ...] = ()
    """The stops at which a line must end, by their number."""
    apart: float = 0.0
    """em: how far letters may be moved apart; 0 where the text has Han, whose letters stay as they are."""
    letters: Sequence[int] = ()
    """A running sum: places between two letters up to and in each cluster. Empty where the text has Han."""

    @property
    def longest(self) -> float:
        """em of the longest run without a break: a row made without a limit of width is the same at every measure with room
        for it.
        """
        ends = [(stop, end) for stop, end, dear in zip(self.stops, self.ends, self.dear, strict=True) if not dear]
        starts = [0, *(stop for stop, _ in ends)]
        return max((end - self.x[start] for start, (_, end) in zip(starts, ends, strict=False)), default=0.0)

    def letters_in(self, start: int, last: int) -> int:
        """The places between two letters of a line from one cluster to another."""
        return self.letters[last] - self.letters[start] + len(self.clusters[start].glyphs) - 1 if self.letters else 0


Tab = tuple[int, float]
"""A cluster, and where it begins whatever stands before it (em from the first one's left edge)."""


def row_of(
    clusters: list[Cluster], house: House, tracking: float, hyphen: float, widest: float, breaks: Collection[int] = (),
    tab: Tab | None = None,
) -> Row:  # fmt: skip
    """Join clusters. `hyphen`: its width; `widest`: a run wider than this many em may break anywhere; `breaks`: clusters
    before which another line begins, whatever they are.
    """
    joints = _joints(clusters, house)
    if tab:
        _tabbed(clusters, joints, tab, tracking)
    two_stops = house.joint("stop", "stop")
    if any(joint is two_stops for joint in joints):
        _run_on(clusters, joints)
    x, shrink, easy, give = _sums(clusters, joints, tracking)
    letters, apart = _letters(clusters), max(0.0, LETTERS_APART - max(0.0, tracking))
    if letters:
        shrink = [own + LETTERS_TOGETHER * count for own, count in zip(shrink, letters, strict=True)]
        give = [own + apart * count for own, count in zip(give, letters, strict=True)]
    _relieve(clusters, joints, x, widest, hyphen)
    _keep_company(clusters, joints, x, widest)
    stops = [n for n, joint in enumerate(joints) if n and (joint.breaks or clusters[n].tie == DEAR or n in breaks)]
    forced = tuple(number for number, stop in enumerate(stops) if stop in breaks)
    stops.append(len(clusters))
    row = Row(
        clusters, joints, x, shrink, easy, give, stops, [], [], [], [], [], [], hyphen, house, tracking, forced,
        apart if letters else 0.0, letters,
    )  # fmt: skip
    _end_lines(row)
    if forced:
        row.dear[:] = [dear and stop not in breaks for dear, stop in zip(row.dear, stops, strict=True)]
    return row


def _end_lines(row: Row) -> None:
    """Note where lines end that end before each stop: the last cluster, the right edge, the hyphen."""
    clusters, count = row.clusters, len(row.clusters)
    cores = [stop - 1 for stop in row.stops]
    if any(cluster.left == "space" for cluster in clusters):
        cores = [_core(clusters, core) for core in cores]
    soft = [stop < count and clusters[stop].tie == SOFT for stop in row.stops]
    ends = [row.x[core] + clusters[core].width for core in cores]
    if any(soft):
        ends = [end + row.hyphen if hyphen else end for end, hyphen in zip(ends, soft, strict=True)]
    tails = [0.0] * len(cores)
    if not row.house.trims or row.house.centred:
        tails = [*(row.house.tail(clusters[core].right) for core in cores[:-1]), 0.0]
    row.last.extend(cores)
    row.dear.extend([stop < count and not row.joints[stop].breaks for stop in row.stops])
    row.hyphens.extend(soft)
    row.tails.extend(tails)
    row.ends.extend([end + tail for end, tail in zip(ends, tails, strict=True)])
    row.tight.extend([end - row.shrink[core] for end, core in zip(ends, cores, strict=True)])


def _core(clusters: Sequence[Cluster], last: int) -> int:
    """The last cluster at or before `last` that is no space."""
    while last > 0 and clusters[last].left == "space":
        last -= 1
    return last


def _joints(clusters: Sequence[Cluster], house: House) -> list[Joint]:
    made = [_EDGE]
    for n, (before, cluster) in enumerate(pairwise(clusters), 1):
        if cluster.left == "space" or before.left == "space":
            made.append(_beside_space(clusters, n, house))
        elif cluster.tie in (FREE, KEPT, NAMED):
            made.append(house.joint(before.right, cluster.left))
        elif cluster.tie in (INSIDE, DEAR, RARE):
            made.append(house.inside(before.right, cluster.left))
        else:
            made.append(Joint(breaks=True))
        if cluster.tie in (KEPT, NAMED) and made[n].breaks:
            made[n] = replace(made[n], breaks=False)
        if before.reading and cluster.reading:
            made[n] = _clear(made[n], before, cluster)
    return made


def _clear(joint: Joint, before: Cluster, cluster: Cluster) -> Joint:
    """Keep two readings apart that reach over the edges of their cells."""
    assert before.reading and cluster.reading  # noqa: S101 - asked by the caller
    over = (before.reading.width - before.width) / 2 + (cluster.reading.width - cluster.width) / 2
    return replace(joint, white=max(joint.white, over + READING_CLEAR), shrink=0.0)


def _beside_space(clusters: Sequence[Cluster], n: int, house: House) -> Joint:
    """The joint at a space's side. Behind it stands what the space takes or gives: its glyph keeps the face's width.

    Between Latin words it is a word space; between Han half an em, as a headline has it; between the two, the gap.
    """
    if clusters[n].left == "space":
        return _EDGE
    first = n - 1
    while first > 0 and clusters[first - 1].left == "space":
        first -= 1
    left = clusters[first - 1].right if first else "space"
    natural = sum(cluster.width for cluster in clusters[first:n])
    breaks = first > 0 and house.joint("space", clusters[n].left).breaks and house.joint(left, "han").breaks
    breaks = breaks and not any(NO_BREAK_SPACE in cluster.text for cluster in clusters[first:n])
    sides = {left, clusters[n].left}
    if sides == {"han", "latin"} and not house.keeps_spaces:
        return Joint(house.gap - natural, 0.0, 4, GAPS, max(0.0, house.most_gap - house.gap), breaks)
    if "han" in sides:
        wanted = max(natural, HAN_SPACE)
        kind, most = (WORDS, HAN_SPACE) if house.keeps_spaces else (PLAIN, WIDEST_GAP)
        return Joint(wanted - natural, wanted / 2, 1, kind, most, breaks)
    return Joint(0.0, max(0.0, natural - house.least_space), 0, WORDS, max(0.0, house.most_space - natural), breaks)


def _tabbed(clusters: Sequence[Cluster], joints: list[Joint], tab: Tab, tracking: float) -> None:
    """Put a cluster at its tab: nothing before it is stretched, shrunk or parted from it."""
    at, place = tab
    for n in range(1, at):
        joints[n] = replace(joints[n], shrink=0.0, most=0.0, breaks=False)
    before = sum(clusters[n].width + joints[n].white + tracking for n in range(at))
    joints[at] = Joint(white=place - before)


def _run_on(clusters: Sequence[Cluster], joints: list[Joint]) -> None:
    """！！ and ？！ take one em, ！！！ two (GB 5.1.2): a run of two gives up the blank behind it."""
    run = 0
    for n, cluster in enumerate(clusters):
        if run == 2 and joints[n].white and cluster.left not in ("stop", "close"):
            joints[n] = replace(joints[n], white=0.0, shrink=0.0)
        run = run + 1 if cluster.left == "stop" and cluster.text in "！？" else 0


_RowSums = tuple[list[float], list[float], list[float], list[float]]


def _sums(clusters: Sequence[Cluster], joints: Sequence[Joint], tracking: float) -> _RowSums:
    """Left edges, and what joints up to each cluster can lose, take where nobody sees it, and take in all."""
    steps = [before.width + joint.white + tracking for before, joint in zip(clusters, joints[1:], strict=False)]
    x = list(accumulate(steps, initial=0.0))
    easy = [joint.most if joint.stretch in (GAPS, MARKED) else 0.0 for joint in joints]
    give = [joint.most if joint.stretch != MARKED else joint.most + WIDEST_GAP for joint in joints]
    sums = [joint.shrink for joint in joints], easy, give
    shrink, eased, given = (list(accumulate(one)) for one in sums)
    return x, shrink, eased, given


def joined(before: Cluster, cluster: Cluster) -> bool:
    """Whether two clusters stand side by side as letters of a word do."""
    return before.right == "latin" == cluster.left


def _letters(clusters: Sequence[Cluster]) -> list[int]:
    """How many places between two letters there are up to and in each cluster; nothing for a text with Han."""
    if any(cluster.left == "han" or cluster.right == "han" for cluster in clusters):
        return []
    inside = [len(cluster.glyphs) - 1 for cluster in clusters]
    before = [0, *(int(joined(*pair)) for pair in pairwise(clusters))]
    return list(accumulate(one + other for one, other in zip(inside, before, strict=True)))


def _relieve(clusters: Sequence[Cluster], joints: list[Joint], x: Sequence[float], widest: float, hyphen: float) -> None:
    """A run that is wider than any line may break at its dear places and behind hyphens; where that does not do, between
    all its clusters.
    """

    def too_wide() -> Iterator[range]:
        stops = [n for n, joint in enumerate(joints) if joint.breaks]
        for start, end in pairwise([0, *stops, len(clusters)]):
            soft = end < len(clusters) and clusters[end].tie == SOFT
            if end - start > 1 and x[end - 1] + clusters[end - 1].width + hyphen * soft - x[start] > widest:
                yield range(start + 1, end)

    for ties in ((DEAR, RARE), ()):
        for inner in chain.from_iterable(list(too_wide())):
            if clusters[inner].tie in ties or not ties:
                joints[inner] = replace(joints[inner], breaks=clusters[inner].left != "space")


def _keep_company(clusters: Sequence[Cluster], joints: list[Joint], x: Sequence[float], widest: float) -> None:
    """No break that leaves a single Han, or less, for the last line (孤字), nor half a word by itself, unless the end would
    not fit a line then.
    """
    _whole_end(clusters, joints, x, widest)
    end, seen = x[-1] + clusters[-1].width, 0.0
    for n in range(len(clusters) - 1, 0, -1):
        seen += clusters[n].width if clusters[n].left in ("han", "latin") else 0.0
        if seen >= LONELY_HAN - 0.3:
            return
        if joints[n].breaks:
            before = next((m for m in range(n - 1, 0, -1) if joints[m].breaks), 0)
            if end - x[before] > widest:
                return
            joints[n] = replace(joints[n], breaks=False)


def _whole_end(clusters: Sequence[Cluster], joints: list[Joint], x: Sequence[float], widest: float) -> None:
    """No hyphen in the last word of a paragraph (GPO Manual of Style: never divided if it can be avoided)."""
    last = len(clusters) - 1
    while last > 0 and clusters[last].left not in ("latin", "han", "space"):
        last -= 1
    start = last
    while start > 0 and clusters[start].tie == SOFT:
        start -= 1
    begin = next((n for n in range(start, 0, -1) if joints[n].breaks), 0)  # with the quote that opens before it
    if start < last and x[-1] + clusters[-1].width - x[begin] <= widest:
        for n in range(start + 1, last + 1):
            joints[n] = replace(joints[n], breaks=False)
