"""What a book says of its accessibility: the properties, their terms, and what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ...rules.book_rule import Asks, rule
from ...rules.checks import Found
from ...rules.rule import BOOK, ERROR, WARNING, Guard
from ..access_terms import HAZARDS, TERMS
from ..book import Book
from ..book_facts import CLAIM, OLD_CLAIM

PropertyValues = Mapping[str, tuple[tuple[str, Any], ...]]
"""Values and elements by property."""
MUST = "accessMode accessibilityFeature accessibilityHazard".split()
SHOULD = "accessibilitySummary accessModeSufficient".split()
ALONE = ("none", "unknown")
"""Terms that say that there is nothing more to say."""


@rule(
    "B013", BOOK, WARNING, asks=Asks.CLAIM, guards=Guard.STANDARD,
    says=("the metadata lack {name}", "元数据缺少 {name}"),
    source="EPUB Accessibility 1.1, 2.2",
    bad="--- access\n<meta property=\"schema:accessMode\">textual</meta>",
    good="--- access\n<meta property=\"schema:accessMode\">textual</meta>\n"
    "<meta property=\"schema:accessibilityFeature\">none</meta>\n<meta property=\"schema:accessibilityHazard\">none</meta>",
)  # fmt: skip
def needed(book: Book, access: PropertyValues) -> Iterator[Found]:
    """A book of EPUB 3 says by which senses it is read, what helps, and what is a hazard."""
    for name in MUST if book.of_epub_3 else ():
        if name not in access:
            yield book.place(book.package_path), {"name": f"schema:{name}"}


@rule(
    "B073", BOOK, WARNING, asks=Asks.ADVICE,
    says=("the metadata should have {name}", "元数据最好有 {name}"),
    source="EPUB Accessibility 1.1, 2.2",
    bad="--- access\n<meta property=\"schema:accessMode\">textual</meta>",
    good="--- access\n<meta property=\"schema:accessModeSufficient\">textual</meta>\n"
    "<meta property=\"schema:accessibilitySummary\">全书都是文字。</meta>",
)  # fmt: skip
def wished(book: Book, access: PropertyValues) -> Iterator[Found]:
    """A book of EPUB 3 says which senses suffice, and sums its accessibility up."""
    for name in SHOULD if book.of_epub_3 else ():
        if name not in access:
            yield book.place(book.package_path), {"name": f"schema:{name}"}


@rule(
    "B014", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("conformance is claimed without a certifier", "声明符合标准，却没有认证者"),
    source="EPUB Accessibility 1.1, 3.5.3.1",
    bad="--- metadata\n<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>",
    good="--- metadata\n<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n"
    "<meta property=\"a11y:certifiedBy\">聊城日报社</meta>",
)  # fmt: skip
def certifier(book: Book, claim: str, claims: tuple[tuple[str, Any], ...]) -> Iterator[Found]:
    """A claim by EPUB Accessibility says who stands for it; a claim by another standard may do as that says."""
    named = book.metas("a11y:certifiedBy") or [
        m for m in book.package.iter("{*}meta") if m.get("name") == "a11y:certifiedBy"
    ]
    for text, element in claims if claim and not named else ():
        if CLAIM.fullmatch(text) or OLD_CLAIM.fullmatch(text):
            yield book.place(book.package_path, element), {}


@rule(
    "B074", BOOK, ERROR, asks=Asks.EVERY, guards=Guard.STANDARD,
    says=("EPUB Accessibility knows no claim {value!r}", "EPUB Accessibility 没有这样的声明：{value!r}"),
    hint=("as: EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "例如：EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
    source="EPUB Accessibility 1.1, 3.5.2; Ace: metadata-conformsto-invalid",
    bad="--- metadata\n<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 level AA</meta>",
    good="--- metadata\n<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n"
    "<meta property=\"a11y:certifiedBy\">聊城日报社</meta>",
)  # fmt: skip
def odd_claim(book: Book, claims: tuple[tuple[str, Any], ...]) -> Iterator[Found]:
    """A claim by EPUB Accessibility is written as it says, to the letter."""
    for text, element in claims:
        meant = re.match(r"epub accessibility 1\.|https?://www\.idpf\.org/epub/a11y/", text, re.IGNORECASE)
        if meant and not (CLAIM.fullmatch(text) or OLD_CLAIM.fullmatch(text)):
            yield book.place(book.package_path, element), {"value": text}


def _terms(access: PropertyValues) -> Iterator[tuple[str, str, Any]]:
    """Property, term and element of everything that is said by a vocabulary."""
    for name, values in access.items():
        for text, element in values if name in TERMS else ():
            parts = text.split(",") if name == "accessModeSufficient" else [text]
            yield from ((name, part.strip(), element) for part in parts)


def _nearest(name: str, term: str) -> str:
    """The term of a property that a word is, but for capitals, spaces and hyphens."""
    plain = re.sub(r"[\s_-]", "", term).casefold()
    return next((known for known in TERMS[name] if known.replace("-", "").casefold() == plain), "")


@rule(
    "B075", BOOK, WARNING, asks=Asks.ADVICE,
    says=("schema:{name} knows no {value!r}", "schema:{name} 没有 {value!r} 这个词"),
    source="EPUB Accessibility 1.1, 2.2: Schema.org Accessibility Properties for Discoverability Vocabulary; Ace: metadata-…-invalid",
    bad="--- metadata\n<meta property=\"schema:accessMode\">reading</meta>",
    good="--- metadata\n<meta property=\"schema:accessMode\">visual</meta>",
)  # fmt: skip
def unknown_term(book: Book, access: PropertyValues) -> Iterator[Found]:
    """What the properties of accessibility say is in their vocabulary."""
    for name, term, element in _terms(access):
        if not _nearest(name, term):
            yield book.place(book.package_path, element), {"name": name, "value": term}


@rule(
    "B076", BOOK, WARNING, asks=Asks.ADVICE,
    says=("schema:{name}: {value!r} is written {right}", "schema:{name}：{value!r} 应写作 {right}"),
    source="EPUB Accessibility 1.1, 2.2: Schema.org Accessibility Properties for Discoverability Vocabulary; Ace: metadata-…-invalid",
    bad="--- metadata\n<meta property=\"schema:accessibilityFeature\">Alternative Text</meta>",
    good="--- metadata\n<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
)  # fmt: skip
def misspelt_term(book: Book, access: PropertyValues) -> Iterator[Found]:
    """Terms of the vocabulary are written as it writes them, capitals too."""
    for name, term, element in _terms(access):
        if (right := _nearest(name, term)) and right != term:
            yield book.place(book.package_path, element), {"name": name, "value": term, "right": right}


@rule(
    "B077", BOOK, WARNING, asks=Asks.ADVICE,
    says=("schema:{name} says both {one!r} and {other!r}", "schema:{name} 又说 {one!r}，又说 {other!r}"),
    source="Schema.org Accessibility Properties for Discoverability Vocabulary; Ace: metadata-…-invalid",
    bad="--- access\n<meta property=\"schema:accessibilityHazard\">none</meta>\n<meta property=\"schema:accessibilityHazard\">sound</meta>",
    good="--- access\n<meta property=\"schema:accessibilityHazard\">sound</meta>",
)  # fmt: skip
def contradiction(book: Book, access: PropertyValues) -> Iterator[Found]:
    """What says that there is nothing, or that nothing is known, stands alone; a hazard is there, or not, or not known."""
    for name in ("accessibilityFeature", "accessibilityHazard"):
        said = dict(access.get(name, ()))
        pairs = [(one, other) for one in ALONE if one in said for other in said if other != one]
        groups = [(hazard, *both) for hazard, both in HAZARDS.items()] if name == "accessibilityHazard" else []
        for group in groups:
            there = [term for term in group if term in said]
            pairs += pairwise(there)
        for one, other in pairs[:1]:
            yield book.place(book.package_path, said[other]), {"name": name, "one": one, "other": other}
