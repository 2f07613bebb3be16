"""Mark-up of web pages in a manuscript. It is printed as it stands, like any other text; what to write instead is said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from ..diagnostics import Diagnostic
from .source import Source

_INSTEAD = (
    ("p div section article o:p", ("an empty line between paragraphs", "空行（段与段之间）")),
    ("br", ("what follows in a line of its own, with an empty line before it", "空行，后面的字另起一段")),
    ("b strong", ("**…**", " **…**")),
    ("i em", ("*…*", " *…*")),
    ("h1 h2 h3 h4 h5 h6", ("## … for a headline, ### … for a section heading", " ## …（主题）或 ### …（小标题）")),
    ("img figure figcaption", ("![caption](path)", " ![图说](路径)")),
    ("table thead tbody tr td th", ("a table with bars: | … | … |", "竖线表格 | … | … |")),
    ("sup sub", ("the sign itself, as ² or ₂", "上下标字符本身，如 ² 或 ₂")),
    ("a span font u s small big center ul ol li hr", ("the words without it", "不带标记的文字")),
    ("blockquote pre code script style", ("the words without it", "不带标记的文字")),
)  # fmt: skip
_TAGS = {name: instead for names, instead in _INSTEAD for name in names.split()}
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_MARK = re.compile(
    rf"(?<!\\)(?:</?(?P<tag>{'|'.join(sorted(_TAGS, key=len, reverse=True))})(?:\s+[a-z:-]+(?:={_VALUE})?)*\s*/?>"
    r"|(?P<note><!--.*?-->)|&(?P<entity>#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)",
    re.IGNORECASE,
)
_SHOWN = 40
"""Characters of a mark that are shown."""


def pasted(source: Source) -> Iterator[Diagnostic]:
    """A warning for each kind of mark, where it first stands."""
    found: dict[str, Diagnostic] = {}
    count: Counter[str] = Counter()
    for number, line in enumerate(source.lines, 1):
        for hit in _MARK.finditer(line):
            instead = _instead(hit)
            kind = (hit["tag"] or hit["entity"] or "").lower()
            if instead:
                count[kind] += 1
                facts = {"text": hit[0][:_SHOWN], "what": instead[0], "what_zh": instead[1]}
                found.setdefault(kind, Diagnostic("P082", source.span(number, hit.start() + 1), facts))
    for kind, one in found.items():
        one.facts["count"] = count[kind]
    yield from found.values()


def _instead(hit: re.Match[str]) -> tuple[str, str] | None:
    """What to write for a mark, in both languages; None for what is none."""
    if hit["tag"]:
        return _TAGS[hit["tag"].lower()]
    if hit["note"]:
        return "nothing", "：删去即可"
    if hit["entity"][0] != "#" and f"{hit['entity']};" not in html5:
        return None
    sign = unescape(hit[0])
    if sign.isspace():
        return "a blank, or nothing", "空格，或不写"
    if unicodedata.category(sign[0])[0] == "C":
        return "nothing", "：删去即可"
    return f"the sign itself: {sign}", f"字符本身：{sign}"
