"""MODS 3.7: what issue, pages and articles are called, with the fields that loaders of newspapers ask for (NDNP)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Page, Paragraph, Story, parts_of
from .facts import DepositFacts
from .xml import document, element, text

NAMESPACE = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd"


def of_issue(facts: DepositFacts) -> str:
    """The issue. Its volume is the year; its edition has a number, 1, beside its name, for loaders that want a number."""
    head = facts.issue.masthead
    dated = [text("mods:dateIssued", facts.day, {"encoding": "w3cdtf"})] if facts.day else []
    published = [text("mods:publisher", facts.organisation)] if facts.organisation else []
    rights = facts.settings.archive.rights
    return element(
        "mods:mods", {"version": "3.7"},
        element("mods:titleInfo", {}, text("mods:title", facts.title)),
        text("mods:genre", "newspaper", {"authority": "marcgt"}),
        element("mods:originInfo", {}, *published, *dated) if published or dated else "",
        element(
            "mods:language", {},
            text("mods:languageTerm", facts.issue.language.code, {"type": "code", "authority": "iso639-2b"}),
            text("mods:languageTerm", facts.issue.language.tag, {"type": "code", "authority": "rfc5646"}),
            text("mods:scriptTerm", facts.issue.language.script, {"type": "code", "authority": "iso15924"}),
        ),
        element(
            "mods:relatedItem", {"type": "host"},
            element("mods:titleInfo", {}, text("mods:title", facts.title)),
            *_numbers(facts),
            element(
                "mods:part", {},
                _detail("volume", facts.day[:4] or "1"),
                _detail("issue", str(facts.number)),
                _detail("edition", "1", head.edition.text if head.edition else ""),
            ),
        ),
        text("mods:identifier", facts.name, {"type": "local"}),
        text("mods:accessCondition", rights, {"type": "use and reproduction"}) if rights else "",
    )  # fmt: skip


def alone(facts: DepositFacts) -> bytes:
    """The issue's MODS as a file."""
    names = {
        "xmlns:mods": NAMESPACE,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
    }
    said = "".join(f' {key}="{value}"' for key, value in names.items())
    return document(of_issue(facts).replace("<mods:mods", f"<mods:mods{said}", 1))


def of_page(page: Page) -> str:
    """The page: its place in the issue is its number for machines, what is printed on it its name."""
    subject = [element("mods:titleInfo", {}, text("mods:title", page.subject.text))] if page.subject else []
    start = element("mods:extent", {"unit": "pages"}, text("mods:start", str(page.sequence)))
    return element(
        "mods:mods", {"version": "3.7"}, *subject, element("mods:part", {}, _detail("page number", page.label), start)
    )


def of_article(story: Story) -> str:
    """The article: the headline, or for one without it what it begins with; who wrote it, as it is printed."""
    subtitle = [text("mods:subTitle", story.subhead.text)] if story.subhead else []
    notes = [text("mods:note", story.kicker.text, {"type": "kicker"})] if story.kicker else []
    notes += [text("mods:note", line, {"type": "statement of responsibility"}) for line in _bylines(story)]
    return element(
        "mods:mods", {"version": "3.7"},
        element("mods:titleInfo", {}, text("mods:title", story.called), *subtitle) if story.called else "",
        text("mods:genre", "article", {"authority": "marcgt"}),
        *notes,
        text("mods:identifier", story.name, {"type": "local"}),
    )  # fmt: skip


def rights(statement: str) -> str:
    """Nothing but who may do what."""
    return element(
        "mods:mods", {"version": "3.7"}, text("mods:accessCondition", statement, {"type": "use and reproduction"})
    )


def _numbers(facts: DepositFacts) -> Iterator[str]:
    """By what the paper is known. Loaders look it up by a number of the Library of Congress: its slug stands there."""
    number = facts.identifier
    if issn := re.fullmatch(r"(?:ISSN\s*)?(\d{4}-\d{3}[\dX])", number):
        yield text("mods:identifier", issn[1], {"type": "issn"})
    elif number != facts.slug:
        yield text("mods:identifier", number, {"type": "local", "displayLabel": number.split()[0]})
    yield text("mods:identifier", facts.slug, {"type": "lccn"})


def _detail(what: str, number: str, caption: str = "") -> str:
    captions = [text("mods:caption", caption)] if caption else []
    return element("mods:detail", {"type": what}, text("mods:number", number), *captions)


def _bylines(story: Story) -> Iterator[str]:
    for part in parts_of(story):
        if isinstance(part, Paragraph) and part.role == "byline":
            yield part.text
