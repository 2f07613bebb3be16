"""What says that a paragraph is a caption, and who took the picture.

A line is never a caption for being short. Evidence is: its text is that of a `[[pictures]]` entry of issue.toml; it ends
with a photographer or a source of pictures; it begins as captions do (`图：`, `图为`, `上图：`); a picture without a
caption stands right above or below; or it stands where this dialect has pictures: above the first headline, or set apart
by empty lines at the end of an article.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from ..limits import CAPTION_CHARACTERS
from ..model import Emphasis, Paragraph
from ..scripts import compiled
from .blocks import Block
from .credits import nearly
from .drafting import PageSoFar
from .lines import TextLine
from .running import CLOSING, cut, joined

CAPTION_LIMIT = 20
"""Characters, without the credit: a longer line needs better evidence than where it stands."""
CREDIT_LIMIT = 120
"""Characters: what is longer at a line's end is no credit without brackets."""
APART = 2
"""Empty lines that set a line apart."""
MOST_LINES = 3

_HAN = "\u3007\u3400-\u9fff"
_REFERENCE = r"[^（）()]*[见如][^（）()]{0,3}图|[上下左右附题此该]图|图\s*[\d①-⑳一二三四五六七八九十]+"
_HOLDS = r"摄|供图|图片|照片|影像|提供|绘|图\s*[/／：:由]|图(?=[）)])|新华社发|Photo|[Cc]ourtesy|Reuters|AFP|\bAP\b|Xinhua"
_BRACKET = compiled(
    rf"(?:(?:新华社|中新社)发\s*)?[（(](?!(?:{_REFERENCE})[）)])(?=[^（）()]*?(?:{_HOLDS}))[^（）()]{{1,60}}[）)]$"
)
_NAME = rf"[{_HAN}]{{2,3}}(?:·[{_HAN}]{{2,6}})*"
_NAMES = rf"(?:{_NAME}[\s、]{{1,4}}){{0,4}}{_NAME}"
_BARE = compiled(
    rf"(?:^|(?<=[\s。！？”）]))(?:[{_HAN}]{{2,6}}(?:社|报|网))?(?:特约|摄影)?(?:记者|通讯员)?[\s：:]{{0,4}}{_NAMES}\s{{0,4}}(?<!拍)摄$"
    r"|(?:^|(?<=[\s。！？”）]))(?:新华社|中新社)发$|(?:^|(?<=[\s.!?”]))Photo(?:graph)?s? (?:by|courtesy of) [^.!?]{2,40}$"
)
"""A credit without brackets, behind the sentence or a space; white in it is short, so that long white is looked at once."""
_SURE = compiled(r"(?<!拍)摄|供图|图片|照片|影像|资料图|制图|绘[）)]$|Photo|Courtesy|courtesy|新华社发")
"""What only a credit of a picture holds, whatever the line before it looks like."""
_LABEL = compiled(
    r"(?:图片?|图说|照片|资料图片?|[主题配]图)\s*[\d①-⑳一二三四五六七八九十]{0,3}\s*[：:]|图\s*[\d①-⑳]{1,2}\s*[为是]|图为"
    r"|[上下左右]图(?:[：:为是，,（(]|\s)|资料图片?(?:\s|$)|(?:Photos?|Pictured|Above|Below)\s*:"
)
_TELLING = compiled(
    rf"[：:∶@/]|\d\s*[-–—]\s*\d|^[（(【\[{{].*[）)】\]}}]$|^[□■●◆◇△▲★☆◎※·•\-]|^[（(]?[\d一二三四五六七八九十百]+[）)]?[、.．）)]"
    r"|^第[\d一二三四五六七八九十百]+[章节条部]|^(?:本报|新华社|中新社)|记者|通讯员|作者|编辑|^(?:电话|地址|邮编|邮箱|传真|网址)"
    rf"|^[{_HAN}]{{0,2}}[\d.]+$|^[\d.·/-]+$|\s[A-Z]?\d{{1,2}}版$|\d[ \u3000]+[\d.+-]+$"  # scores, pages, figures
    r"|^(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,3}月(?:.{1,3}日)?$|^(?:此致|敬礼|专此|特此.{2})$"  # days, letters
)
"""A short line that is a heading, a list item, a byline or an address to anybody: no picture is asked for."""


def caption_evidence(desk: PageSoFar, block: Block) -> str:
    """What says that a block is a caption; nothing where nothing does.

    `named` in issue.toml, `credit` at its end, `label` at its start, `picture` right above or below, `place`.
    """
    if is_named(desk, block):
        return "named"
    text = _words(desk, block)
    if not text or cut(desk) or not _may_run_on(block) or len(text) > CAPTION_CHARACTERS:
        return ""
    found = next((name for name, says in _EVIDENCE if says(desk, block, text)), "")
    return "" if found != "picture" and _is_words(desk, found) else found


def _is_words(desk: PageSoFar, evidence: str) -> bool:
    """Whether a line is text by what its story is: a brief of one line; the words of picture news whose picture has its
    caption, also where they end with who took it.
    """
    draft = desk.drafts[-1] if desk.drafts else None
    if draft is None or (draft.is_kind("briefs") and evidence == "place"):
        return draft is not None
    return draft.is_kind("photo") and _has_caption(desk) and not _beside_picture(desk)


def _has_caption(desk: PageSoFar) -> bool:
    """Whether a picture of the story in hand, above or below, has its caption."""
    if any(one.image and one.caption for one in desk.figures):
        return True
    below = takewhile(lambda one: one.kind not in ("heading", "rule"), desk.blocks[desk.at + 1 :])
    return any(picture.caption for block in below for line in block.lines for picture in line.pictures)


def is_settled(desk: PageSoFar) -> bool:
    """Whether a short line needs no word on what it is: a brief below its head, the words of picture news."""
    draft = desk.drafts[-1]
    return (draft.is_kind("briefs") and len(draft.parts) > 1) or (draft.is_kind("photo") and _has_caption(desk))


def is_named(desk: PageSoFar, block: Block) -> bool:
    """Whether issue.toml has a picture for the words of a block."""
    return bool(desk.captions) and _words(desk, block) in desk.captions


def _words(desk: PageSoFar, block: Block) -> str:
    """A block as the text of a caption; nothing for what cannot be one."""
    if block.kind != "paragraph" or is_pictures(desk, block) or len(block.lines) > MOST_LINES:
        return ""
    return caption_of(block.lines).text


def _has_credit(desk: PageSoFar, block: Block, text: str) -> bool:
    """A credit behind words; one that is all of a line needs its picture."""
    hit = credit(text)
    if only_credit(text):
        return _beside_picture(desk)
    return bool(hit) and (_is_short(block) or bool(_SURE.search(hit)))


def _in_place(desk: PageSoFar, block: Block, text: str) -> bool:
    """Above the first headline nothing else is short but what was meant for credits.

    Below it a line set apart at the end of an article.
    """
    if not _is_short(block) or not desk.drafts:
        return _is_short(block) and not nearly(text)
    before, following = desk.blocks[desk.at - 1], desk.blocks[desk.at + 1 : desk.at + 2]
    apart = block.span.line - before.span.last_line > APART
    last = not following or following[0].kind in ("heading", "quote")
    return apart and last and before.kind == "paragraph" and not _TELLING.search(text)


_EVIDENCE: list[tuple[str, Callable[[PageSoFar, Block, str], bool]]] = [
    ("credit", _has_credit),
    ("label", lambda desk, block, text: bool(_LABEL.match(text)) or (text[:2] in ("图说", "圖說") and _is_short(block))),
    ("picture", lambda desk, block, text: _is_short(block) and not only_credit(text) and _beside_picture(desk)),
    ("place", lambda desk, block, text: not only_credit(text) and _in_place(desk, block, text)),
]


def is_short(desk: PageSoFar, block: Block) -> bool:
    """A short line alone without a closing mark, unless a paragraph before it was cut and waits for its rest."""
    return block.kind == "paragraph" and _is_short(block) and not cut(desk)


def is_ambiguous(block: Block) -> bool:
    """Whether a short line might be a caption or a section heading as well as a paragraph."""
    return not _TELLING.search(block.text)


def _is_short(block: Block) -> bool:
    text = block.text
    bare = text.removesuffix(credit(text)).rstrip()
    return len(block.lines) == 1 and 0 < len(bare) <= CAPTION_LIMIT and bare[-1] not in CLOSING + "，、,"


def _may_run_on(block: Block) -> bool:
    """Of two lines the second is a credit, or the first begins as a caption does: else they are lines of a paragraph."""
    return len(block.lines) == 1 or only_credit(block.lines[-1].text) or bool(_LABEL.match(block.text))


def is_pictures(desk: PageSoFar, block: Block) -> bool:
    """Lines of pictures."""
    return block.kind == "paragraph" and any(line.pictures for line in block.lines)


def _beside_picture(desk: PageSoFar) -> bool:
    """Whether a picture without a caption stands right above, or right below without a better line under it."""
    if any(one.caption is None for one in desk.lacking()):
        return True
    following = desk.blocks[desk.at + 1 : desk.at + 3]
    if not following or not _bare(desk, following[0]):
        return False
    better = len(following) > 1 and following[1].kind == "paragraph" and not is_pictures(desk, following[1])
    return not (better and (_is_short(following[1]) or bool(_LABEL.match(following[1].text))))


def _bare(desk: PageSoFar, block: Block) -> bool:
    """Pictures without any caption."""
    named = any(line.text or any(picture.caption for picture in line.pictures) for line in block.lines)
    return is_pictures(desk, block) and not named


@lru_cache(maxsize=64)  # each rule that looks at a block asks again
def credit(text: str) -> str:
    """Who took or gave the picture, at the end of a caption; nothing where it does not say."""
    hit = _BRACKET.search(text) or _BARE.search(text, max(0, len(text) - CREDIT_LIMIT))
    return hit[0] if hit else ""


def only_credit(text: str) -> bool:
    """Whether a text is a credit and nothing else."""
    return bool(text) and credit(text).strip() == text.strip()


def with_line(caption: Paragraph, line: Paragraph) -> Paragraph:
    """A caption and its next line; a credit without brackets is kept apart from the words before it."""
    apart = only_credit(line.text) and line.text[0] not in "（("
    return joined(replace(caption, text=caption.text + "\u3000") if apart else caption, line)


def caption_of(lines: Sequence[TextLine]) -> Paragraph:
    """Lines as one caption, without their stress."""
    first, *others = [line for line in lines if line.text] or lines[:1]
    made = Paragraph(first.text, (first.span,))
    for line in others:
        made = with_line(made, Paragraph(line.text, (line.span,)))
    return made


def credited(caption: Paragraph) -> Paragraph:
    """A caption that knows its credit."""
    found = credit(caption.text)
    end = len(caption.text)
    emphasis = (Emphasis(end - len(found), end, "credit"),) if found else ()
    return Paragraph(caption.text, caption.spans, emphasis, caption.starts)
