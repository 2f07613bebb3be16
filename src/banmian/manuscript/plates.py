"""Pictures and their captions: where a paragraph of the manuscript is one."""

from __future__ import annotations

import re

from ..model import Figure, Text
from .blocks import Block
from .drafting import Desk, text_of
from .running import CLOSING, cut

CAPTION_LIMIT = 20
"""Characters: a longer line is a paragraph."""


_PHOTOGRAPHER = re.compile(r"[（(][^）)]{1,14}(?:摄|图|供图|提供|绘|制图)[）)]$")


def is_pictures(desk: Desk, block: Block) -> bool:
    """Lines of pictures."""
    return block.kind == "paragraph" and any(line.pictures for line in block.lines)


def pictures(desk: Desk, block: Block) -> None:
    """Pictures, each with its caption."""
    for line in block.lines:
        if line.text:
            desk.notice("P039", line.span)
        for picture in line.pictures:
            caption = Text(picture.caption, line.span) if picture.caption else None
            if caption is None:
                desk.notice("P040", line.span, path=picture.path)
            desk.show(Figure(caption, picture.path, line.span))
    desk.picture_since = True


def pictures_elsewhere(desk: Desk, block: Block) -> None:
    """A picture in a head, a quote, a row or a credit has no place of its own."""
    for line in block.lines:
        if line.pictures:
            desk.notice("P039", line.span)


def is_caption(desk: Desk, block: Block) -> bool:
    """A short line alone, unless a paragraph before it was cut and waits for its rest."""
    if block.kind != "paragraph" or len(block.lines) != 1 or cut(desk):
        return False
    text = _PHOTOGRAPHER.sub("", block.text)
    return 0 < len(text) <= CAPTION_LIMIT and text[-1] not in CLOSING + "，、,"


def caption(desk: Desk, block: Block) -> None:
    """A caption whose picture is missing, or named in issue.toml."""
    desk.show(Figure(text_of(block), None, block.span))
