"""Setting: a paragraph and a measure become lines. All widths are in em of the paragraph's size."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

from ..limits import LINE_CHARACTERS
from ..model import Node, Paragraph, Text
from .breaking import Measure, best, greedy
from .clusters import HYPHEN, SOFT_HYPHEN, Cluster, clusters_of
from .faces import Chain
from .hanging import hanging
from .house import HAN_SPACE, House
from .lines import SetLine, set_line, share
from .row import Row, Tab, row_of
from .runs import FREE, KEPT, SOFT
from .vertical import cleared, stood

SHORT_OF = 4
"""One line of so many that is set short makes a paragraph of words ragged."""
_OF_CREDITS = re.compile("通讯员|记者|摄影|报道|供图|新华社|本报")


@dataclass
class Galley:
    """A text as type in its galley, not yet broken: shaped once, its row serves every measure in which its longest run has
    room. `chains`: the plain chain under "", perhaps `strong` and `em`.

    Raises KeyError for a character that no face has.
    """

    node: Node
    chains: Mapping[str, Chain]
    house: House
    _rows: dict[tuple[float, bool], tuple[float, Row]] = field(default_factory=dict)
    _stops: dict[Measure, list[int]] = field(default_factory=dict)

    def row(self, measure: Measure) -> Row:
        """Clusters, joints and where the text may break, in a measure."""
        key = measure.tracking, measure.vertical
        if key not in self._rows:
            free = Measure(LINE_CHARACTERS, tracking=measure.tracking, vertical=measure.vertical)
            row = measured(self.node, self.chains, free, self.house)
            self._rows[key] = row.longest, row
        longest, row = self._rows[key]
        return row if longest <= _widest(measure) else measured(self.node, self.chains, measure, self.house)

    def stops(self, measure: Measure) -> list[int]:
        """The stops at which lines end."""
        stops = self._stops.get(measure)
        if stops is None:
            stops = self._stops[measure] = self._find(measure)(self.row(measure), measure)
        return stops

    def _find(self, measure: Measure) -> Callable[[Row, Measure], list[int]]:
        return best if self.house.breaking == "best" and measure.flush else greedy

    def lines(self, measure: Measure) -> list[SetLine]:
        """The lines of a paragraph."""
        if not self.node.text.strip():
            return []
        if measure.hung < 0:
            row, stops = self.row(measure), self.stops(measure)
            return _alike(row, stops, measure, self.chains, set_stops(row, stops, measure, self.chains))
        clusters = _clusters(self.node, self.chains, measure, self.house)
        hang = hanging(clusters, measure)
        row = _row(clusters, self.chains, hang.measure, self.house, tab=hang.tab)
        first, *rest = set_stops(row, self._find(measure)(row, hang.measure), hang.measure, self.chains)
        return [replace(first, sign=hang.sign), *rest]


def set_paragraph(node: Node, chains: Mapping[str, Chain], measure: Measure, house: House) -> list[SetLine]:
    """Set a node to one measure."""
    return Galley(node, chains, house).lines(measure)


def _alike(
    row: Row, stops: list[int], measure: Measure, chains: Mapping[str, Chain], lines: list[SetLine]
) -> list[SetLine]:  # fmt: skip
    """The lines of a paragraph; where many of one without Han would be set short, all are: one edge that is ragged all the
    way looks meant. A line that would have been too loose is told as short.
    """
    if not row.letters or sum(line.short for line in lines) * SHORT_OF < len(lines):
        return lines
    ragged = set_stops(row, stops, replace(measure, flush=False), chains)
    pairs = zip(ragged, lines, strict=True)
    return [
        replace(one, loose=True, short=True, stretch=measure.width - one.width) if line.loose else one
        for one, line in pairs
    ]


def measured(node: Node, chains: Mapping[str, Chain], measure: Measure, house: House) -> Row:
    """A node as a row: clusters, joints and where it may break."""
    clusters = _clusters(node, chains, measure, house)
    breaks = _numbers(clusters, node.breaks) if isinstance(node, Text) and node.breaks else ()
    return _row(clusters, chains, measure, house, breaks)


def _clusters(node: Node, chains: Mapping[str, Chain], measure: Measure, house: House) -> list[Cluster]:
    emphasis, ruby = (node.stressed, node.ruby) if isinstance(node, Paragraph) else ((), ())
    clusters = clusters_of(node.text, emphasis, ruby, chains, house, measure.tracking)
    if measure.vertical:
        clusters = cleared([stood(cluster, chains, house.centred) for cluster in clusters], chains[""])
    return _divided(_loosened(clusters, measure.width), _widest(measure))


def _row(
    clusters: list[Cluster], chains: Mapping[str, Chain], measure: Measure, house: House, breaks: Collection[int] = (),
    tab: Tab | None = None,
) -> Row:  # fmt: skip
    soft = any(cluster.tie == SOFT for cluster in clusters)
    hyphen = chains[""].glyphs(HYPHEN)[0].advance if soft else 0.0
    return row_of(clusters, house, measure.tracking, hyphen, _widest(measure), breaks, tab)


def _widest(measure: Measure) -> float:
    """How wide a piece may be that fits into each line (em)."""
    return measure.width - max(measure.indent, measure.rest)


def _numbers(clusters: Sequence[Cluster], offsets: Collection[int]) -> frozenset[int]:
    """The clusters that begin with the characters at some offsets."""
    starts = accumulate((len(cluster.text) for cluster in clusters), initial=0)
    return frozenset(number for number, start in enumerate(starts) if start in offsets)


def _loosened(clusters: list[Cluster], widest: float) -> list[Cluster]:
    """A credit that is longer than a line is broken at its spaces; what is longer between these, between its words."""
    kept = [number for number, cluster in enumerate(clusters) if cluster.tie == KEPT]
    whole = clusters[max(0, kept[0] - 1) : kept[-1] + 2] if kept else []  # with its brackets
    if sum(HAN_SPACE if cluster.left == "space" else cluster.width for cluster in whole) <= widest:
        return clusters
    made: list[Cluster] = []
    for spaced, group in groupby(clusters, lambda cluster: cluster.left == "space"):
        word = list(group)
        wide = sum(cluster.width for cluster in word if cluster.tie == KEPT) > widest
        inside = _inside_words(word) if wide else range(1, len(word))
        free = (cluster.tie == KEPT and not spaced and n not in inside for n, cluster in enumerate(word))
        made += [replace(cluster, tie=FREE) if loose else cluster for cluster, loose in zip(word, free, strict=True)]
    return made


def _inside_words(clusters: Sequence[Cluster]) -> Collection[int]:
    """The clusters that begin inside of a word that every credit is made of."""
    text = "".join(cluster.text for cluster in clusters)
    inside = {at for hit in _OF_CREDITS.finditer(text) for at in range(hit.start() + 1, hit.end())}
    starts = accumulate((len(cluster.text) for cluster in clusters), initial=0)
    return {number for number, start in enumerate(starts) if start in inside}


def _divided(clusters: list[Cluster], widest: float) -> list[Cluster]:
    """A number or a word wider than the line is cut into its glyphs, so that it can be broken at all. A base stays with its
    reading.
    """
    if all(cluster.width <= widest for cluster in clusters):
        return clusters
    made = []
    for cluster in clusters:
        if cluster.width <= widest or len(cluster.glyphs) == 1 or cluster.reading:
            made.append(cluster)
            continue
        for n, glyph in enumerate(cluster.glyphs):
            forms = cluster.forms[n : n + 1]
            part = replace(cluster, glyphs=(glyph,), places=(0.0,), width=glyph.advance, text=glyph.text, forms=forms)
            made.append(replace(part, tie="joint") if n else part)
    return made


def set_stops(row: Row, stops: list[int], measure: Measure, chains: Mapping[str, Chain]) -> list[SetLine]:
    """Place the lines of a row that ends its lines at the given stops."""
    made, start, counted = list[SetLine](), 0, 0
    final = len(row.stops) - 1
    for stop in stops:
        indent = measure.rest if start else measure.indent
        clusters = row.clusters[start : row.last[stop] + 1]
        joints = row.joints[start : row.last[stop] + 1]
        natural = indent + row.ends[stop] - row.x[start]
        spare, tail = measure.width - natural, row.tails[stop]
        if spare < 0:
            spare, tail = spare + tail, 0.0
        able = row.give[row.last[stop]] - row.give[start]
        full = (measure.flush and stop != final) or 0 < spare <= min(measure.spread * measure.width, able)
        letters = row.letters_in(start, row.last[stop])
        shares = share(joints[1:], spare, letters, row.apart) if full or spare < 0 else None
        over = shares.rest if shares and shares.shrunk else 0.0
        line = set_line(clusters, joints, shares, indent, measure.tracking, counted, over)
        line = replace(line, width=line.width + tail) if tail else line
        line = replace(line, parted=True) if row.dear[stop] else line
        spaces = row.clusters[row.last[stop] + 1 : row.stops[stop]]
        made.append(_ended(line, row, stop, spaces, chains[""]))
        counted += sum(len(cluster.text) for cluster in row.clusters[start : row.stops[stop]])
        start = row.stops[stop]
    return made


def _ended(line: SetLine, row: Row, stop: int, spaces: list[Cluster], chain: Chain) -> SetLine:
    """Put the hyphen, or the spaces that are kept for whoever copies the text, behind a line's end."""
    if row.hyphens[stop]:
        hyphen = replace(chain.glyphs(HYPHEN)[0], text=SOFT_HYPHEN)
        places, forms = (*line.places, line.width), (*line.forms, line.forms[-1]) if line.forms else ()
        return replace(line, glyphs=(*line.glyphs, hyphen), places=places, width=line.width + row.hyphen, forms=forms)
    if spaces:
        glyphs = tuple(glyph for cluster in spaces for glyph in cluster.glyphs)
        forms = tuple(form for cluster in spaces for form in cluster.forms)
        places = line.places + (line.width,) * len(glyphs)
        return replace(line, glyphs=line.glyphs + glyphs, places=places, forms=line.forms + forms)
    return line
