"""What the package says of the book: title, people, collection, print edition, access (EPUB 3.3, 5; EPUB A11y 1.1)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..manuscript.issue_file import BookSettings
from ..model import Issue, Paragraph, texts
from ..scripts import either, simplified
from .edition import Edition

WORDS_OF_CREDITS = {
    "ccp": "策划", "com": "组稿", "edt": "主编 总编 责编 编辑 编审", "pfr": "校对 校检 审读", "pht": "摄影 图片",
    "vdg": "摄像 视频", "rpt": "记者 通讯员", "aut": "撰文 作者 文字", "ill": "插画 插图 制图", "bkd": "美编 设计 版式",
    "trl": "翻译", "pro": "监制 出品",
}  # fmt: skip
"""MARC relators (id.loc.gov/vocabulary/relators) and the words of credits that mean them; else `ctb`, contributor."""
ROLES = tuple((word, code) for code, words in WORDS_OF_CREDITS.items() for word in words.split())
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


@dataclass(frozen=True)
class Meta:
    """One entry: `dc:NAME` or a property, its value, attributes."""

    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BookSubject:
    """What is described: the issue as it is written (simplified), its edition, settings, and what stands in the book.

    `described`: of every picture the issue says what it shows; `number`: which issue of the year it is.
    """

    issue: Issue
    slug: str
    edition: Edition
    settings: BookSettings
    described: bool
    number: int | None = None

    def says(self, text: str) -> str:
        """A text in the edition's script."""
        return self.edition.convert(text)


def about(subject: BookSubject, title: str) -> list[Meta]:
    """All entries but identifier, language and modified."""
    parts = (_title, _publisher, _people, _issuer, _collection, _print_edition, _accessibility, _claims)
    made = [Meta("ibooks:specified-fonts", "true"), Meta("dc:title", title, {"id": "title"})]
    return [*made, *(meta for part in parts for meta in part(subject))]


def identifier(issue: Issue, slug: str, edition: Edition) -> str:
    """The same for every make of the same edition of an issue; a special issue of the day has one of its own."""
    head = issue.masthead
    day = head.date.isoformat() if head.date else "undated"
    parts = ("banmian", slug, day, head.edition.text if head.edition else "", edition.name)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ':'.join(parts))}"


def _refined(target: str, name: str, value: str, **more: str) -> Meta:
    return Meta(name, value, {"refines": f"#{target}", **more})


def _title(subject: BookSubject) -> Iterator[Meta]:
    yield _refined("title", "title-type", "main")
    if subject.edition.notice:
        yield Meta("dc:description", subject.says(subject.edition.notice))


def publisher(issue: Issue) -> str:
    """The house that issues the paper, without what it does, or an empty string."""
    return re.sub(either("(出版|主办|主管)$"), "", issue.masthead.publisher.text) if issue.masthead.publisher else ""


def _publisher(subject: BookSubject) -> Iterator[Meta]:
    """The house is the creator too, or shelves that sort by author would call the paper "unknown".

    As creator it has no role: some of them (calibre) pass over creators that are neither author nor editor.
    """
    head = subject.issue.masthead
    if house := subject.says(publisher(subject.issue)):
        yield Meta("dc:creator", house)
        yield Meta("dc:publisher", house)
    if head.date:
        yield Meta("dc:date", head.date.isoformat())
    yield Meta("dc:type", "periodical")


def _people(subject: BookSubject) -> Iterator[Meta]:
    """Everyone named in the credits once, with each of their roles: as MARC relator, and as it is printed."""
    roles: dict[str, list[str]] = {}
    for credit in (credit for page in subject.issue.pages for credit in page.credits):
        for name in credit.names:
            if credit.role not in roles.setdefault(name, []):
                roles[name].append(credit.role)
    for number, (name, printed) in enumerate(roles.items(), 1):
        own, shown = f"person-{number}", subject.says(name)
        yield Meta("dc:contributor", shown, {"id": own})
        yield _refined(own, "file-as", shown)
        if shown != name:
            yield _refined(own, "alternate-script", name, **{LANG: "zh-Hans"})
        yield _refined(own, "display-seq", str(number))
        for relator in dict.fromkeys(map(relator_of, printed)):
            yield _refined(own, "role", relator, scheme="marc:relators")
        for role in printed:
            yield _refined(own, "role", subject.says(role))


def _issuer(subject: BookSubject) -> Iterator[Meta]:
    """The house as what it is to the issue: the issuing body."""
    if house := subject.says(publisher(subject.issue)):
        yield Meta("dc:contributor", house, {"id": "issuer"})
        yield _refined("issuer", "role", "isb", scheme="marc:relators")


def relator_of(role: str) -> str:
    """The MARC relator of a credit's role."""
    role = simplified(role)
    return next((code for word, code in ROLES if role.endswith(word)), next((c for w, c in ROLES if w in role), "ctb"))


def _collection(subject: BookSubject) -> Iterator[Meta]:
    """The paper as a series, this issue in it by year and number, as one whole number; a special issue as a set in it.

    An issue without a number has that of its day in the year: a daily's number, but for days without a paper. Shelves
    show two decimals at most (calibre), in which ten days of 2022.361 would look alike.
    """
    head = subject.issue.masthead
    paper = subject.says(head.title.text if head.title else subject.slug)
    yield Meta("belongs-to-collection", paper, {"id": "paper"})
    yield _refined("paper", "collection-type", "series")
    yield _refined("paper", "dcterms:identifier", head.serial_number or subject.slug)
    if head.date:
        number = subject.number or head.date.timetuple().tm_yday
        yield _refined("paper", "group-position", f"{head.date.year}{number:04d}")
    if head.edition:
        yield Meta("belongs-to-collection", subject.says(head.edition.text), {"id": "special"})
        yield _refined("special", "collection-type", "set")
        yield Meta("belongs-to-collection", paper, {"refines": "#special"})


def _print_edition(subject: BookSubject) -> Iterator[Meta]:
    """What the page list counts: the pages of the print edition (EPUB Accessibility 1.1, 3.2.3)."""
    head = subject.issue.masthead
    issue = head.issue_text.text if head.issue_text else None
    named = (head.serial_number, issue)
    own = subject.says(head.name or subject.slug) + subject.edition.behind("印刷版")
    comma = "，" if subject.issue.language.chinese else ", "
    source = comma.join([own, *(subject.says(part) for part in named if part)])
    yield Meta("dc:source", source, {"id": "print"})
    yield _refined("print", "source-of", "pagination")
    yield Meta("pageBreakSource", source)


def _accessibility(subject: BookSubject) -> Iterator[Meta]:
    """What the book holds for whom (EPUB Accessibility 1.1, 2; schema.org's vocabulary)."""
    for mode in ("textual", "visual"):
        yield Meta("schema:accessMode", mode)
    if subject.described:
        yield Meta("schema:accessModeSufficient", "textual")
    yield Meta("schema:accessModeSufficient", "textual,visual")
    for feature in _features(subject):
        yield Meta("schema:accessibilityFeature", feature)
    yield Meta("schema:accessibilityHazard", "none")
    pictures = "图片均有文字说明" if subject.described else "部分图片没有文字说明"
    fixed = "版面页为固定版式，其文字另见各篇稿件" if subject.edition.replica else "文字可随读者设置重排"
    whole = "全文为文字，按稿件顺序分篇分节，可按目录和印刷版次跳转"
    yield Meta("schema:accessibilitySummary", subject.edition.sentence(whole, pictures, fixed))


def _features(subject: BookSubject) -> Iterator[str]:
    yield from ("tableOfContents", "structuralNavigation", "readingOrder", "pageBreakMarkers", "pageNavigation", "ARIA")
    if not subject.edition.replica:
        yield "displayTransformability"
    if subject.described:
        yield "alternativeText"
    if any(isinstance(node, Paragraph) and node.ruby for node in texts(subject.issue)):
        yield "rubyAnnotations"


def _claims(subject: BookSubject) -> Iterator[Meta]:
    """A claim of conformance stands for an evaluation that somebody made: by setting only (EPUB A11y 1.1, 4)."""
    settings = subject.settings
    if not settings.conforms_to:
        return
    yield Meta("dcterms:conformsTo", settings.conforms_to, {"id": "conformance"})
    yield Meta("a11y:certifiedBy", settings.certified_by, {"refines": "#conformance", "id": "certifier"})
    if settings.credential:
        yield _refined("certifier", "a11y:certifierCredential", settings.credential)
    if settings.certified_on:
        yield _refined("certifier", "dcterms:date", settings.certified_on)
