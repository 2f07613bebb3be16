"""What a person should be told of a Word file: what is not printed of it, and what is read otherwise than it looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..diagnostics import Diagnostic
from ..model import Span
from .word_file import WORD, WordFile
from .word_runs import OBJECTS

_ASIDE = {
    "header": ("headers and footers are not printed", "页眉页脚不印"),
    "hidden": ("hidden text is not printed", "隐藏文字不印"),
    "note": ("footnotes and endnotes stand as paragraphs at the end of their story", "脚注、尾注排成段落，放在本篇末尾"),
    "merged": ("merged cells are set as one with text and empty ones", "合并的单元格排成一个有字的格和几个空格"),
    "numbered": ("the numbers of a list are of a kind that is not printed", "列表的编号样式程序印不出来，编号不印"),
    "struck": ("text that is struck out is printed as any other", "加了删除线的文字照常印出"),
    "raised": ("raised and lowered characters stand on the line", "上标、下标排成普通字"),
    "unfilled": (
        "what a content control shows while nobody has filled it in is printed", "内容控件没有填写，里面的提示文字照常印出",
    ),
    "reading": ("a reading that cannot be set stands behind its characters", "排不了的注音印在字后面"),
}  # fmt: skip
_LINKED = ("a picture that is not in the file", "没有嵌入文件的图片")


class _Counting(Protocol):
    """What knows the line that is read."""

    @property
    def number(self) -> int: ...


@dataclass
class Notices:
    """Diagnostics by what they are about: of most kinds one at the first place, with how many there are."""

    path: str
    page: _Counting
    found: list[Diagnostic] = field(default_factory=list)
    counted: dict[str, tuple[Span, int]] = field(default_factory=dict)

    def add(self, code: str, **facts: object) -> None:
        """One at the line that is read."""
        self.found.append(Diagnostic(code, self._here(), facts))

    def notice(self, kind: str, **facts: Any) -> None:
        """Something of a kind, at the line that is read."""
        if kind == "object":
            what, what_zh = OBJECTS.get(facts["of"], ("", ""))
            self.add("P097", what=facts.get("what", what), what_zh=facts.get("what_zh", what_zh))
        elif kind == "linked":
            self.add("P097", what=_LINKED[0], what_zh=_LINKED[1])
        elif kind == "field":
            self.add("P096", field=facts["code"])
        else:
            place, count = self.counted.get(kind, (self._here(), 0))
            self.counted[kind] = place, count + 1

    def headlike(self, texts: Mapping[int, str]) -> None:
        """Short paragraphs in bold, by their lines, that may be meant for heads."""
        self.found += [Diagnostic("P099", Span(self.path, line, 1, line), {"text": text}) for line, text in texts.items()]

    def unended(self, line: int) -> None:
        """A field begins in a line and does not end: what stands behind it is its code."""
        facts = {"what": "a field without an end, and what follows it,", "what_zh": "没有结尾的域和它后面的文字"}
        self.found.append(Diagnostic("P097", Span(self.path, line, 1, line), facts))

    def parts(self, file: WordFile) -> None:
        """What stands in other parts than the text."""
        texts = [file.xml(part).iter(f"{WORD}t") for kind in ("header", "footer") for part in file.parts(kind)]
        if any((one.text or "").strip() for part in texts for one in part):
            self.counted["header"] = (Span(self.path, 1, 1, 1), 1)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """All of them in the order of their places."""
        yield from sorted((*self.found, *self._counted()), key=lambda one: one.place.line if one.place else 0)

    def _counted(self) -> Iterator[Diagnostic]:
        counts = {kind: count for kind, (_, count) in self.counted.items()}
        changed = [self.counted[kind][0] for kind in ("inserted", "deleted") if kind in self.counted]
        if changed:
            facts = {"inserted": counts.get("inserted", 0), "deleted": counts.get("deleted", 0)}
            yield Diagnostic("P093", min(changed, key=lambda place: place.line), facts)
        for kind, code in (("comment", "P094"), ("box", "P095")):
            if kind in counts:
                yield Diagnostic(code, self.counted[kind][0], {"count": counts[kind]})
        for kind, (what, what_zh) in _ASIDE.items():
            if kind in counts:
                yield Diagnostic("P098", self.counted[kind][0], {"what": what, "what_zh": what_zh, "count": counts[kind]})

    def _here(self) -> Span:
        return Span(self.path, self.page.number, 1, self.page.number)
