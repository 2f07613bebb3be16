"""The pages of the benchmark: the seed's page and variants of it with other paragraphs, for us and for the peers alike."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

_SENTENCE = re.compile(r"(?:“[^”]*”|（[^）]*）|[^。！？“（])+[。！？]?")
_WHOLE = "。！？”…"
"""A paragraph that ends in none of these runs on behind the next blank line."""


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs."""

    title: str
    paras: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """What the seed's page says, by the part it plays. `head`: the manuscript down to its headline, as it is."""

    head: str
    publisher: str
    paper: str
    edition: str
    account: str
    date: str
    cn: str
    district: str
    folio: str
    credits: tuple[str, ...]
    caption: str
    card_title: str
    card: tuple[tuple[str, ...], ...]
    headline: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    caption2: str

    def as_json(self) -> dict[str, Any]:
        """The page as the Typst peer reads it."""
        return {name: value for name, value in asdict(self).items() if name != "head"}

    def manuscript(self) -> str:
        """The page as we read it."""
        body = [*self.lead]
        for section in self.sections:
            body += [f"### {section.title}", *section.paras]
        return "\n\n".join([self.head, *body]) + f"\n\n\n\n{self.caption2}\n"


def read(manuscript: str) -> Page:
    """Read the seed's manuscript by the order of its lines, which is known: this is no parser."""
    lines = [line.strip() for line in manuscript.splitlines() if line.strip()]
    headline = next(n for n, line in enumerate(lines) if n > 7 and line.startswith("## "))
    lead, sections = _body(lines[headline + 1 : -1])
    return Page(
        head=manuscript[: manuscript.index(lines[headline])] + lines[headline],
        publisher=lines[0], paper=lines[1], edition=lines[2], account=lines[3], date=lines[4], cn=lines[5],
        district=lines[6].removeprefix("# "), folio=lines[7].removeprefix("## "),
        credits=tuple(lines[8:12]), caption=lines[12], card_title=lines[13].removeprefix("### "),
        card=tuple(tuple(re.split(r"\t+", line)) for line in lines[14:headline]),
        headline=lines[headline].removeprefix("## "), lead=lead, sections=sections, caption2=lines[-1],
    )  # fmt: skip


def _body(lines: list[str]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        paragraphs = parts[-1][1]
        if line.startswith("### "):
            parts.append((line[4:], []))
        elif paragraphs and paragraphs[-1][-1] not in _WHOLE:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return tuple(parts[0][1]), tuple(Section(title, tuple(paragraphs)) for title, paragraphs in parts[1:])


def variants(page: Page, count: int) -> Iterator[Page]:
    """The page itself, then pages on which every paragraph of the sections has its sentences in another order.

    Paragraphs are shuffled inside their section too. So a page has the seed's length, but a tool that keeps paragraphs
    it has set before (Typst does) finds none of them again.
    """
    yield page
    for number in range(1, count):
        shuffle = random.Random(number)  # noqa: S311 - the same pages each time
        folio = f"T{number + 1:02d}"
        sections = tuple(_shuffled(section, shuffle) for section in page.sections)
        head = page.head.replace(f"## {page.folio}", f"## {folio}")
        yield replace(page, head=head, folio=folio, sections=sections)


def _shuffled(section: Section, shuffle: random.Random) -> Section:
    paragraphs = []
    for paragraph in shuffle.sample(section.paras, len(section.paras)):
        sentences = _SENTENCE.findall(paragraph)
        paragraphs.append("".join(shuffle.sample(sentences, len(sentences))))
    return replace(section, paras=tuple(paragraphs))
