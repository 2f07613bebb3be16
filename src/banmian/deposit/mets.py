"""METS 1.12.1: every file of the payload, the pages with their blocks, the articles with theirs, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ..model import Issue, Page
from . import mods
from .blocks import AltoBlock, PageBlocks, by_name
from .facts import DepositFacts
from .payload import Payload, PayloadFile
from .structure import Division, divisions, pages_of
from .xml import document, element, text

NAMESPACE = "http://www.loc.gov/METS/"
SCHEMA = "http://www.loc.gov/standards/mets/version1121/mets.xsd"
NAMES = {
    "xmlns:mets": NAMESPACE,
    "xmlns:mods": mods.NAMESPACE,
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA} {mods.NAMESPACE} {mods.SCHEMA}",
}
GROUPS = (
    ("page", "DEFAULT", "service"), ("alto.xml", "FULLTEXT", "ocr"), ("archive.pdf", "DOWNLOAD", "derivative"),
    ("press.pdf", "MASTER", "master"),
)  # fmt: skip
"""Files of a page by how their names begin, with what viewers (Kitodo) call their group and loaders (NDNP) their use."""
FOLDERS = ("issue", "source", "iiif", "licences", "schemas")
PREMIS = "premis.xml"


@dataclass(frozen=True)
class _MetsWriter:
    facts: DepositFacts
    payload: Payload
    pages: Sequence[PageBlocks]
    ids: Mapping[str, str]
    blocks: Mapping[str, list[AltoBlock]]

    @property
    def issue(self) -> Issue:
        return self.facts.issue

    def descriptions(self) -> Iterator[str]:
        yield _wrapped("dmd-issue", mods.of_issue(self.facts))
        for page in self.issue.pages:
            yield _wrapped(f"dmd-{page.name}", mods.of_page(page))
        for story in self.issue.stories:
            yield _wrapped(f"dmd-{story.name}", mods.of_article(story))

    def administration(self) -> str:
        premis = self.payload.files[PREMIS]
        said = {
            "LOCTYPE": "URL", "MDTYPE": "PREMIS", "xlink:type": "simple", "xlink:href": premis.path, **self.fixity(premis),
        }  # fmt: skip
        rights = self.facts.settings.archive.rights
        wrapped = [_wrap("mets:rightsMD", "rights", mods.rights(rights))] if rights else []
        provenance = element("mets:digiprovMD", {"ID": "premis"}, element("mets:mdRef", said))
        return element("mets:amdSec", {}, *wrapped, provenance)

    @property
    def administered(self) -> str:
        """The ids of what is said of the whole issue's rights and provenance."""
        return "rights premis" if self.facts.settings.archive.rights else "premis"

    def files(self) -> str:
        """Every file but this one and PREMIS, which is referred to above."""
        groups = [(use, [file for file in self.payload.below("pages") if _is(file, start)]) for start, use, _ in GROUPS]
        groups += [(folder.upper(), self.payload.below(folder)) for folder in FOLDERS]
        groups += [("MODEL", [file for file in self.payload if "/" not in file.path and file.path != PREMIS])]
        made = [element("mets:fileGrp", {"USE": use}, *map(self.file, some)) for use, some in groups if some]
        return element("mets:fileSec", {}, "\n", "\n".join(made), "\n")

    def file(self, file: PayloadFile) -> str:
        use = next((use for start, _, use in GROUPS if file.path.startswith("pages/") and _is(file, start)), None)
        said = {
            "ID": self.ids[file.path], **self.fixity(file), "USE": use, "GROUPID": file.path.split("/")[1] if use else None,
        }  # fmt: skip
        place = {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": address(file.path)}
        return "\n" + element("mets:file", said, element("mets:FLocat", place))

    def fixity(self, file: PayloadFile) -> Mapping[str, object]:
        return {
            "MIMETYPE": file.kind.mime, "SIZE": file.size, "CREATED": self.facts.stamp, "CHECKSUM": file.sha512,
            "CHECKSUMTYPE": "SHA-512",
        }  # fmt: skip

    def physical(self) -> str:
        said = {"ID": "phys-issue", "TYPE": "np:issue", "DMDID": "dmd-issue", "ADMID": self.administered}
        whole = map(self.pointer, self.payload.below("issue"))
        root = element("mets:div", said, *whole, *map(self.page, self.issue.pages))
        return element("mets:structMap", {"TYPE": "PHYSICAL"}, root)

    def page(self, page: Page) -> str:
        """A page has its files directly; places in them are a level deeper, where a loader that wants files sees none."""
        said = {
            "ID": f"phys-{page.name}", "TYPE": "np:page", "ORDER": page.sequence, "ORDERLABEL": page.label,
            "DMDID": f"dmd-{page.name}",
        }  # fmt: skip
        files = map(self.pointer, self.payload.below(f"pages/{page.sequence:04d}"))
        blocks = [block for one in self.pages if one.sequence == page.sequence for block in one.blocks]
        areas = (element("mets:div", {"TYPE": one.kind.upper(), "ORDER": one.order}, self.areas([one])) for one in blocks)
        return "\n" + element("mets:div", said, *files, *areas)

    def pointer(self, file: PayloadFile) -> str:
        return element("mets:fptr", {"FILEID": self.ids[file.path]})

    def areas(self, blocks: Sequence[AltoBlock]) -> str:
        """Where in ALTO a text stands: one block, or several one after the other."""
        made = [element("mets:area", {"FILEID": self.ids[b.path], "BETYPE": "IDREF", "BEGIN": b.id}) for b in blocks]
        return element("mets:fptr", {}, *(made if len(made) == 1 else [element("mets:seq", {}, *made)])) if made else ""

    def logical(self) -> str:
        whole = divisions(self.issue)
        return element("mets:structMap", {"TYPE": "LOGICAL"}, self.division(whole, "log-issue"))

    def division(self, one: Division, ident: str, order: int | None = None) -> str:
        described = {"ISSUE": "dmd-issue", "ARTICLE": f"dmd-{one.name}"}.get(one.type)
        said = {
            "ID": ident, "TYPE": one.type, "ORDER": order, "LABEL": one.label or None, "DMDID": described,
            "ADMID": self.administered if one.type == "ISSUE" else None,
        }  # fmt: skip
        inner = (
            self.division(part, f"log-{part.name}" if part.name else f"{ident}.{n}", n)
            for n, part in enumerate(one.inner, 1)
        )
        own = [] if one.inner else self.blocks.get(one.name, [])
        return "\n" + element("mets:div", said, self.areas(own), *inner)

    def links(self) -> str:
        pairs = [("log-issue", "phys-issue"), *(("log-issue", f"phys-{page.name}") for page in self.issue.pages)]
        pairs += [(f"log-{name}", f"phys-{page.name}") for name, some in pages_of(self.issue).items() for page in some]
        made = (element("mets:smLink", {"xlink:from": one, "xlink:to": other}) for one, other in pairs)
        return element("mets:structLink", {}, *made)


def mets(facts: DepositFacts, payload: Payload, pages: Sequence[PageBlocks]) -> bytes:
    """The issue's METS. `payload`: every other file, PREMIS among them; `pages`: the blocks of their ALTO."""
    writer = _MetsWriter(facts, payload, pages, payload.ids, by_name(pages))
    said = {**NAMES, "OBJID": facts.name, "TYPE": "newspaper issue", "LABEL": facts.issue.masthead.name or facts.name}
    parts = (
        _header(facts), *writer.descriptions(), writer.administration(), writer.files(), writer.physical(),
        writer.logical(), writer.links(),
    )  # fmt: skip
    return document(element("mets:mets", said, "\n", "\n".join(parts), "\n"))


def _header(facts: DepositFacts) -> str:
    name, version = facts.made_by
    agents = [({"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}, f"{name} {version}")]
    agents += [({"ROLE": "CREATOR", "TYPE": "ORGANIZATION"}, facts.organisation)] if facts.organisation else []
    made = (element("mets:agent", said, text("mets:name", who)) for said, who in agents)
    before = facts.settings.archive.previous
    previous = text("mets:altRecordID", before, {"TYPE": "Previous-Deposit"}) if before else ""
    status = "revised" if facts.settings.revised else None  # who keeps deposits takes it for a version beside the first
    said = {"CREATEDATE": facts.stamp, "LASTMODDATE": facts.stamp, "RECORDSTATUS": status}
    return element("mets:metsHdr", said, *made, previous)


def _wrapped(ident: str, description: str) -> str:
    return _wrap("mets:dmdSec", ident, description)


def _wrap(name: str, ident: str, description: str) -> str:
    wrapped = element("mets:mdWrap", {"MDTYPE": "MODS", "MDTYPEVERSION": "3.7"}, element("mets:xmlData", {}, description))
    return element(name, {"ID": ident}, wrapped)


def _is(file: PayloadFile, start: str) -> bool:
    return file.path.rpartition("/")[2].startswith(start)


def address(path: str) -> str:
    """A path as an address relative to METS (RFC 3986): what an address gives another meaning is percent-encoded."""
    return quote(path, safe="/~!$&'()*+,;=@:")
