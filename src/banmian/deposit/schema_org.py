"""schema.org as JSON-LD: the issue, its paper and its articles, for who searches the web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Paragraph, Story, parts_of
from .facts import DepositFacts
from .mets import address
from .payload import Payload
from .structure import pages_of

PATH = "iiif/issue.jsonld"


def issue(facts: DepositFacts, payload: Payload) -> dict[str, Any]:
    """The issue as a `PublicationIssue` of a `Newspaper`, with a `NewsArticle` for each story."""
    base, head = f"{facts.settings.archive.base}/{address(facts.name)}", facts.issue.masthead
    publisher = {"@type": "Organization", "name": facts.organisation} if facts.organisation else None
    paper = {"@type": "Newspaper", "name": facts.title, "identifier": facts.identifier, "publisher": publisher}
    return _given({
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": f"{base}/{address(PATH)}",
        "name": head.name or facts.name,
        "issueNumber": facts.number,
        "datePublished": facts.day,
        "inLanguage": facts.issue.language.tag,
        "copyrightNotice": facts.settings.archive.rights,
        "isPartOf": _given(paper),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{base}/{address(file.path)}", "encodingFormat": file.kind.mime}
            for file in payload.below("issue")
        ],
        "hasPart": list(_articles(facts, base)),
    })  # fmt: skip


def _articles(facts: DepositFacts, base: str) -> Iterator[dict[str, Any]]:
    pages, edition = pages_of(facts.issue), facts.issue.masthead.edition
    for story in facts.issue.stories:
        first = pages[story.name][0]
        yield _given({
            "@type": "NewsArticle",
            "@id": f"{base}/range/{story.name}",
            "headline": story.called,
            "alternativeHeadline": [text.text for text in (story.kicker, story.subhead) if text],
            "author": [{"@type": "Person", "name": text} for text in _said_by(story, "byline")],
            "dateline": next(_said_by(story, "dateline"), ""),
            "printPage": ", ".join(page.label for page in pages[story.name]),
            "printSection": first.subject.text if first.subject else "",
            "printEdition": edition.text if edition else "",
            "datePublished": facts.day,
        })  # fmt: skip


def _said_by(story: Story, role: str) -> Iterator[str]:
    """Paragraphs of a role: a byline as it is printed, of a dateline what it begins with."""
    for part in parts_of(story):
        if isinstance(part, Paragraph) and part.role == role:
            yield part.text[: part.label] if part.label else part.text


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not said."""
    return {name: value for name, value in values.items() if value not in ("", None, [])}
