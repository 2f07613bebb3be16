"""`proof.html`: the text of an issue with its findings marked, and what they count by the annex of 2020.

It is one file without script, of no face of its own, printable on A4; the same bytes each time. It says what was found,
never that a text has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from .console import printable
from .desk import PagesProofed
from .diagnostics import Diagnostic
from .model import Issue, Paragraph, place_in, texts
from .places import shipped
from .proof.articles import Article, LineKind, ProofLine, articles_of
from .proof.proofreading import Proofed
from .rules.rule import Both
from .rules.words import LEVELS
from .rules.words import source as source_of
from .signed import check_signed, signed, write_signed

_COMMAND, _TAKEN = "proof", "S111"
_PER = 10_000
_TAGS = {LineKind.HEAD: "h3", LineKind.TEXT: "p", LineKind.CAPTION: "p", LineKind.CELL: "li", LineKind.VERSE: "p"}


def write(out: Path, pages: PagesProofed, done: Proofed, lang: str) -> Path:
    """Write the report into the output folder. Raises `Refused` (S111) where another file stands, and OSError."""
    path = out / pages.folder / "proof.html"
    check_signed(path, _COMMAND, _TAKEN)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_signed(path, page(pages, done, lang), _COMMAND, _TAKEN)
    return path


def _style() -> str:
    return (shipped("proof/data") / "report.css").read_text(encoding="utf-8")


def page(pages: PagesProofed, done: Proofed, lang: str) -> bytes:
    """The report."""
    zh = lang == "zh"
    title = f"{pages.issue.masthead.name or pages.folder} · {'校对所见' if zh else 'found in proof'}"
    marks = _MarkedLines(pages.issue, done.found)
    body = [f"<h1>{_text(title)}</h1>", *_counted(pages, done, marks, zh), *_articles(marks, lang), *_waived(done, zh)]
    language = "zh-Hans" if zh else "en"
    head = f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{_text(title)}</title>'
    view = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    made = [head, f"{view}<style>{_style()}</style></head><body>", *body, "</body></html>", ""]
    return signed("\n".join(made).encode(), _COMMAND)


class _MarkedLines:
    """Which findings stand in which line of which article, each with its number; the others are of the issue."""

    def __init__(self, issue: Issue, found: Sequence[Diagnostic]) -> None:
        self.articles = list(articles_of(issue))
        self.at: dict[int, list[tuple[int, int, int, Diagnostic]]] = {}
        self.others = list[tuple[int, Diagnostic]]()
        places: dict[tuple[str, int], list[ProofLine]] = {}
        for line in (line for article in self.articles for line in article.lines):
            for span in line.node.spans:
                for number in range(span.line, span.last_line + 1):
                    places.setdefault((span.path, number), []).append(line)
        for number, one in enumerate(found, 1):
            lines = places.get((one.place.path, one.place.line), []) if one.place else []
            hit = next((hit for line in lines if (hit := _hit(line, one))), None)
            if hit:
                self.at.setdefault(id(hit[0]), []).append((hit[1], hit[2], number, one))
            else:
                self.others.append((number, one))

    def of(self, line: ProofLine) -> list[tuple[int, int, int, Diagnostic]]:
        """Where a line's findings begin and end, their numbers, themselves; in order."""
        return sorted(self.at.get(id(line), []), key=lambda one: one[:3])

    @property
    def in_heads(self) -> set[int]:
        """Numbers of the findings that stand in heads: they count double."""
        heads = [line for article in self.articles for line in article.lines if line.kind is LineKind.HEAD]
        return {number for line in heads for _, _, number, _ in self.of(line)}


def _hit(line: ProofLine, one: Diagnostic) -> tuple[ProofLine, int, int] | None:
    """The marked text in a line, if the finding's place is in it; where nothing is marked, the place alone."""
    if "before" not in one.facts:
        starts = line.node.starts if isinstance(line.node, Paragraph) else (0,)
        there = (start for start, span in zip(starts, line.node.spans, strict=True) if span == one.place)
        return next(((line, start, start) for start in there), None)
    text = str(one.facts["text"])
    at = line.node.text.find(text) if text else -1
    while at >= 0:
        before = str(one.facts["before"])
        if place_in(line.node, at) == one.place and line.node.text[:at].endswith(before):
            return line, at, at + len(text)
        at = line.node.text.find(text, at + 1)
    return None


def weight(number: int, one: Diagnostic, heads: set[int]) -> float:
    """Errors that a finding is by the annex of 2020; double in heads."""
    return one.rule.counts * float(one.facts.get("errors", 1)) * (2 if number in heads else 1)


_FORM, _MOST_FORM, _MOST_AGAIN = 0.1, 1.0, 3
"""What a numeral form counts, at most in an issue; how often one error counts that comes again."""


def total(found: Sequence[Diagnostic], heads: set[int]) -> float:
    """All findings by the annex: forms of numerals one at the most, one error three times at the most."""
    again: dict[tuple[str, object], int] = {}
    forms = errors = 0.0
    for number, one in enumerate(found, 1):
        counted, key = weight(number, one, heads), (one.code, one.facts.get("text"))
        if counted == _FORM:
            forms += counted
        elif again.setdefault(key, 0) < _MOST_AGAIN:
            again[key] += 1
            errors += counted
    return errors + min(forms, _MOST_FORM)


_TEXT: Both = ("text characters", "正文字数")
_PAGE: Both = (
    "page characters: lines by characters of a line, pictures and white too", "版面字数：行数乘每行字数，图片和空白在内"
)  # fmt: skip
_COLUMNS: tuple[Both, ...] = (
    ("per 10,000 of", "每万字"), ("characters", "字数"), ("errors found", "差错"), ("rate found", "万分比")
)  # fmt: skip
_MEANING: Both = (
    "Weights of the annex of 2020, without marks and form. This is what was found, and no pass: what a program cannot "
    "see is not in it, and each finding is to be confirmed by a person.",
    "按 2020 年《报纸期刊质量管理规定》附件的计分（标点和格式未计）。这里是所见，不是合格：机器看不出的差错不在其中，"
    "所见也要由人核对。",
)


def _counted(pages: PagesProofed, done: Proofed, marks: _MarkedLines, zh: bool) -> Iterator[str]:
    """What was found, over both denominators, and what that does not mean."""
    errors = total(done.found, marks.in_heads)
    text = sum(len(node.text) for node in texts(pages.issue))
    yield "<table><tr>" + "".join(f"<th>{one[zh]}</th>" for one in _COLUMNS) + "</tr>"
    for name, size in ((_TEXT, text), (_PAGE, pages.page_characters)):
        rate = f"{errors / size * _PER:.1f}" if size else "–"
        yield f"<tr><td>{name[zh]}</td><td>{size:,}</td><td>{errors:g}</td><td>{rate}</td></tr>"
    yield f'</table><p class="aside">{_MEANING[zh]}</p>'


def _articles(marks: _MarkedLines, lang: str) -> Iterator[str]:
    """What is of the issue, then article by article those that have findings, then the names of the rest."""
    zh = lang == "zh"
    if marks.others:
        yield f"<section><h2>{'全期' if zh else 'Of the issue'}</h2>"
        yield from _list(marks.others, lang)
        yield "</section>"
    silent = []
    for article in marks.articles:
        found = [(number, one) for line in article.lines for _, _, number, one in marks.of(line)]
        if not found:
            silent.append(_called(article))
            continue
        yield f"<section><h2>{_text(article.page)} · {_text(_called(article))}</h2>"
        yield from _list(sorted(found, key=lambda one: one[0]), lang)
        yield from (_line(line, marks) for line in article.lines)
        yield "</section>"
    if silent:
        yield f'<p class="aside">{"以下各稿没有发现" if zh else "Nothing found in"}：{_text("；".join(silent))}</p>'


def _called(article: Article) -> str:
    return next((line.node.text for line in article.lines if line.kind is LineKind.HEAD), article.lines[0].node.text[:20])


def _list(found: Sequence[tuple[int, Diagnostic]], lang: str) -> Iterator[str]:
    yield '<ol class="found">'
    for number, one in found:
        place = f"{one.place.path}:{one.place.line} " if one.place else ""
        said = f"<b>{one.code}</b> {LEVELS[one.severity][lang == 'zh']} {_text(place)}{_text(one.message(lang))}"
        more = f"{one.hint(lang)} · {source_of(one.rule, lang)}".strip(" ·")
        yield f'<li value="{number}">{said}<br><small>{_text(more)}</small></li>'
    yield "</ol>"


def _line(line: ProofLine, marks: _MarkedLines) -> str:
    """A line with its marks; of two that overlap the later begins where the first ends."""
    text, made, at = line.node.text, "", 0
    for start, end, number, one in marks.of(line):
        first = max(start, at)
        kind = "" if one.severity.value != "note" else ' class="note"'
        marked = f"<mark{kind}>{_text(text[first:end])}</mark>" if end > first else ""
        made += f"{_text(text[at:first])}{marked}<sup>{number}</sup>"
        at = max(at, end)
    kind = ' class="caption"' if line.kind is LineKind.CAPTION else ""
    tag = _TAGS[line.kind]
    return f"<{tag}{kind}>{made}{_text(text[at:])}</{tag}>"


def _waived(done: Proofed, zh: bool) -> Iterator[str]:
    if done.waived:
        yield f"<section><h2>{'豁免' if zh else 'Waived'}</h2>"
        for one, waiver in done.waived:
            yield f"<p>{one.code} {_text(str(one.facts.get('text', '')))}：{_text(waiver.why)}</p>"
        yield "</section>"


def _text(text: str) -> str:
    return escape(printable(text))
