"""Pictures and their captions: which lines are pictures, and whose caption a text is.

On what evidence a paragraph is a caption at all, `evidence.py` says. Lines of pictures without an empty line between them
and with one caption are one figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ..diagnostics import Diagnostic
from ..limits import CAPTION_CHARACTERS, PICTURES_SIDE_BY_SIDE
from ..model import Figure, Paragraph, Span
from .blocks import Block
from .drafting import PageSoFar
from .evidence import caption_evidence, caption_of, credited, is_ambiguous, is_settled, is_short, only_credit, with_line
from .lines import PictureMark, TextLine
from .running import put


@dataclass
class _PictureGroup:
    """Pictures that follow each other, each with its place, and the text right below them."""

    pictures: list[tuple[PictureMark, Span]] = field(default_factory=list)
    below: list[TextLine] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """What stands in the brackets of each picture."""
        return [picture.caption for picture, _ in self.pictures]


def pictures(desk: PageSoFar, block: Block) -> None:
    """Pictures: each with its caption, or several with one."""
    above, plates = _parted(block.lines)
    for line in (line for line in block.lines if line.text and line.pictures):
        desk.notice("P039", line.span, written=line.pictures[0].written)
    desk.picture_since = True
    bare = not plates[0].below and not any(plates[0].words)
    waiting = [one for one in desk.lacking() if one.caption]
    if above and bare and len(plates) == 1 and len(above) == 1:
        desk.show(_figure(desk, plates.pop(), caption_of(above)))
    elif above:
        desk.notice("P039", above[0].span, written=plates[0].pictures[0][0].written)
    elif waiting and bare:
        desk.replace(waiting, _figure(desk, plates.pop(0), waiting[0].caption))
    made = [figure for plate in plates for figure in _figures(desk, plate)]
    for figure in made:
        desk.show(figure)
    desk.lacks(list(takewhile(lambda one: one.caption is None, reversed(made)))[::-1])


def _parted(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[_PictureGroup]]:
    """The text above the pictures of a block, and its pictures with what stands below them."""
    above: list[TextLine] = []
    plates: list[_PictureGroup] = []
    for line in lines:
        if line.pictures:
            if not plates or plates[-1].below:
                plates.append(_PictureGroup())
            plates[-1].pictures += [(picture, line.span) for picture in line.pictures]
        elif line.text:
            (plates[-1].below if plates else above).append(line)
    return above, plates


def _figures(desk: PageSoFar, plate: _PictureGroup) -> list[Figure]:
    """One figure where there is one caption, below the pictures or with the last of them; else one for each picture."""
    words, below = plate.words, caption_of(plate.below) if plate.below else None
    if below is None and (any(words[:-1]) or not words[-1]):
        return [_figure(desk, _PictureGroup([one]), _said(*one)) for one in plate.pictures]
    if below and len(below.text) > CAPTION_CHARACTERS:
        desk.notice("P115", below.span, length=len(below.text), limit=CAPTION_CHARACTERS)
    ends = below is not None and _goes_on(below.text, len(words))
    described = below is not None and any(words) and not ends
    unclear = any(words[:-1]) if ends else len(words) == 1 or (below and only_credit(below.text))
    if below and any(words) and unclear:
        desk.notice("P113", below.span, text=below.text[:20], caption=next(filter(None, words)))
    elif described and below:
        desk.notice("P114", plate.pictures[0][1], count=len(words), caption=below.text[:20])
    own = None if described else _said(*plate.pictures[-1])
    return [_figure(desk, plate, with_line(own, below) if own and below else own or below, described)]


def _goes_on(text: str, pictures: int) -> bool:
    """Whether a line goes on with the caption in the bracket above it: a remark in brackets, or one picture's credit."""
    return (text[0] in "（(" and text[-1] in "）)") or (pictures == 1 and only_credit(text))


def _figure(desk: PageSoFar, plate: _PictureGroup, caption: Paragraph | None, described: bool = False) -> Figure:
    """A figure of the pictures; `described`: their brackets say what they show."""
    made = [Figure(None, picture.path, span, picture.caption if described else "") for picture, span in plate.pictures]
    return _together(desk, made, caption)


def _together(desk: PageSoFar, made: Sequence[Figure], caption: Paragraph | None) -> Figure:
    """Pictures as one figure of one caption; it is read where its first line stands."""
    if len(made) > PICTURES_SIDE_BY_SIDE:
        desk.notice("P116", made[0].span, count=len(made), limit=PICTURES_SIDE_BY_SIDE)
    first, *others = (replace(one, span=min(one.span, caption.span) if caption else one.span) for one in made)
    return replace(first, caption=caption and credited(caption), beside=tuple(others))


def _said(picture: PictureMark, span: Span) -> Paragraph | None:
    return Paragraph(picture.caption, (span,)) if picture.caption else None


def pictures_elsewhere(desk: PageSoFar, block: Block) -> None:
    """A picture in a head, a quote, a row or a credit has no place of its own."""
    for line in block.lines:
        if line.pictures:
            desk.notice("P039", line.span, written=line.pictures[0].written)


def is_caption(desk: PageSoFar, block: Block) -> bool:
    """A paragraph that has evidence for it."""
    return bool(caption_evidence(desk, block))


def caption(desk: PageSoFar, block: Block) -> None:
    """A caption: of the pictures right above, of one named in issue.toml, of one that is to come or missing."""
    evidence, text = caption_evidence(desk, block), caption_of(block.lines)
    bare = [one for one in desk.lacking() if one.caption is None]
    if bare:
        desk.replace(bare, _together(desk, bare, text))
        return
    figure = Figure(credited(text), None, block.span)
    desk.show(figure)
    desk.lacks([] if evidence == "named" else [figure])


def is_short_line(desk: PageSoFar, block: Block) -> bool:
    """A short line alone below a headline, for which nothing says that it is a caption."""
    return bool(desk.drafts) and is_short(desk, block)


def short_line(desk: PageSoFar, block: Block) -> None:
    """A paragraph that waits for nothing; what else it might be is said."""
    if is_ambiguous(block) and not is_settled(desk):
        desk.notice("P088", block.span, text=block.text)
    line = block.lines[0]
    put(desk, Paragraph(line.text, (line.span,), line.emphasis, ruby=line.ruby))


def without_captions(desk: PageSoFar) -> list[Diagnostic]:
    """Warnings P040 of pictures that have no caption."""
    figures = [*desk.opening, *(figure for draft in desk.drafts for figure in draft.figures)]
    return [Diagnostic("P040", one.span, {"path": one.image}) for one in figures if one.caption is None]
