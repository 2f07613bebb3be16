"""The E-ARK shell (CSIP and SIP 2.2): the payload of a bag as the one representation of a submission package.

Root and representation each have a METS of their own, which lists every file below it with its digest, PREMIS, schemas and
documentation. What is written here is what commons-ip2, the validator of the field, asks for.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence

from . import mods
from .facts import DepositFacts
from .mets import NAMESPACE, PREMIS, address
from .payload import Payload, PayloadFile
from .xml import document, element, text

REPRESENTATION = "representations/rep1/"
SEAL = "METS.xml"
"""What vouches for the whole package: it has the digests of all else, those in the representation by its METS."""
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml"
TYPE = "Textual works – Electronic Serials"
"""As the vocabulary of E-ARK has it, with this dash."""
_CSIP, _SIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
_XLINK = "http://www.w3.org/1999/xlink"
NAMES = {
    "xmlns": NAMESPACE,
    "xmlns:csip": _CSIP,
    "xmlns:sip": _SIP,
    "xmlns:xlink": _XLINK,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": (
        f"{NAMESPACE} http://www.loc.gov/standards/mets/mets.xsd {_XLINK} http://www.loc.gov/standards/mets/xlink.xsd"
        f" {_CSIP} https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd"
        f" {_SIP} https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd"
    ),
}
README = (
    "An issue of a newspaper, made by banmian.\n\n"
    "representations/rep1/data/mets.xml tells its structure, metadata/preservation/premis.xml how it was made;\n"
    "the files that it was made from are in representations/rep1/data/source.\n"
)


def package(facts: DepositFacts, payload: Payload) -> dict[str, bytes]:
    """The files of a package by their names: the METS that vouches for it first, then the others in the order of paths."""
    files = Payload()
    for file in payload:
        files.add(f"{REPRESENTATION}data/{file.path}", file.data)
    schemas = [file for file in payload.below("schemas") if file.path.endswith(".xsd")]
    files.add("metadata/descriptive/mods.xml", mods.alone(facts))
    for base in ("", REPRESENTATION):
        files.add(f"{base}metadata/preservation/{PREMIS}", payload.files[PREMIS].data)
        files.add(f"{base}documentation/README.txt", README.encode())
        for file in schemas:
            files.add(f"{base}{file.path}", file.data)
    files.add(f"{REPRESENTATION}METS.xml", _EarkWriter(facts, files, REPRESENTATION).mets())
    files.add(SEAL, _EarkWriter(facts, files, "").mets())
    return {file.path: file.data for file in (files.files[SEAL], *(one for one in files if one.path != SEAL))}


class _EarkWriter:
    """Writes the METS of a folder. `base`: the folder, with a slash behind it; "" for the root."""

    def __init__(self, facts: DepositFacts, files: Payload, base: str) -> None:
        self.facts, self.base = facts, base
        self.mine = [
            one for one in files if one.path.startswith(base) and (base or not one.path.startswith("representations/"))
        ]
        self.parts = [] if base else [one for one in files if one.path == f"{REPRESENTATION}METS.xml"]

    def mets(self) -> bytes:
        said = {
            **NAMES, "OBJID": self.facts.name if not self.base else "rep1", "TYPE": TYPE,
            "csip:CONTENTINFORMATIONTYPE": "MIXED", "PROFILE": PROFILE,
        }  # fmt: skip
        described, preserved = self.of("metadata/descriptive/"), self.of("metadata/preservation/")
        stated = {"CREATED": self.facts.stamp, "STATUS": "CURRENT"}
        parts = [_header(self.facts)]
        parts += [element("dmdSec", {"ID": self.id("dmd"), **stated}, self.referred(one, "MODS")) for one in described]
        for one in preserved:
            record = element("digiprovMD", {"ID": self.id("premis"), **stated}, self.referred(one, "PREMIS"))
            parts.append(element("amdSec", {"ID": self.id("amd")}, record))
        parts += [self.files(), self.structure(bool(described))]
        return document(element("mets", said, "\n", "\n".join(parts), "\n"))

    def of(self, folder: str) -> list[PayloadFile]:
        return [one for one in self.mine if one.path.startswith(self.base + folder)]

    @property
    def groups(self) -> Mapping[str, list[PayloadFile]]:
        """Files by what E-ARK calls their group: that of a folder, which is left out where there is none."""
        names = {"Documentation": "documentation/", "Schemas": "schemas/", "Data": "data/"}
        return {name: files for name, folder in names.items() if (files := self.of(folder))}

    def id(self, name: str) -> str:
        """The id of a part: the same in each build."""
        return f"uuid-{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.facts.name}/{self.base}{name}')}"

    def fixity(self, file: PayloadFile) -> Mapping[str, object]:
        return {
            "MIMETYPE": file.kind.mime, "SIZE": file.size, "CREATED": self.facts.stamp, "CHECKSUM": file.sha512,
            "CHECKSUMTYPE": "SHA-512",
        }  # fmt: skip

    def place(self, file: PayloadFile) -> Mapping[str, object]:
        return {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": address(file.path.removeprefix(self.base))}

    def referred(self, file: PayloadFile, kind: str) -> str:
        return element("mdRef", {**self.place(file), "MDTYPE": kind, **self.fixity(file)})

    def file(self, file: PayloadFile) -> str:
        ident = self.id(file.path.removeprefix(self.base))
        return "\n" + element("file", {"ID": ident, **self.fixity(file)}, element("FLocat", self.place(file)))

    def files(self) -> str:
        groups = [self.group(name, name, files) for name, files in self.groups.items()]
        groups += [
            self.group("rep1", "Representations/rep1", [one], {"csip:CONTENTINFORMATIONTYPE": "MIXED"})
            for one in self.parts
        ]
        return element("fileSec", {"ID": self.id("files")}, *groups)

    def group(self, name: str, use: str, files: Sequence[PayloadFile], more: Mapping[str, object] = {}) -> str:
        return element("fileGrp", {"ID": self.id(f"group {name}"), "USE": use, **more}, *map(self.file, files))

    def structure(self, described: bool) -> str:
        """The one map that E-ARK asks for: a division for metadata and for each group."""
        said = {"ID": self.id("div Metadata"), "LABEL": "Metadata", "ADMID": self.id("premis")}
        parts = [element("div", said | ({"DMDID": self.id("dmd")} if described else {})), *self.divisions()]
        label = self.facts.name if not self.base else "rep1"
        whole = element("div", {"ID": self.id("div"), "LABEL": label}, *parts)
        return element("structMap", {"ID": self.id("map"), "TYPE": "PHYSICAL", "LABEL": "CSIP"}, whole)

    def divisions(self) -> Iterator[str]:
        for name in self.groups:
            pointer = element("fptr", {"FILEID": self.id(f"group {name}")})
            yield element("div", {"ID": self.id(f"div {name}"), "LABEL": name}, pointer)
        for one in self.parts:
            pointer = element("mptr", {**self.place(one), "xlink:title": self.id("group rep1")})
            yield element("div", {"ID": self.id("div rep1"), "LABEL": "Representations/rep1"}, pointer)


def _header(facts: DepositFacts) -> str:
    name, version = facts.made_by
    house, number = facts.organisation or facts.title, facts.identifier
    note = text("note", version, {"csip:NOTETYPE": "SOFTWARE VERSION"})
    software = element("agent", {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}, text("name", name), note)
    code = text("note", number, {"csip:NOTETYPE": "IDENTIFICATIONCODE"})
    houses = (
        element("agent", {"ROLE": role, "TYPE": "ORGANIZATION"}, text("name", house), code)
        for role in ("ARCHIVIST", "CREATOR", "PRESERVATION")
    )
    said = {
        "CREATEDATE": facts.stamp, "LASTMODDATE": facts.stamp, "RECORDSTATUS": "NEW", "csip:OAISPACKAGETYPE": "SIP",
    }  # fmt: skip
    return element("metsHdr", said, software, *houses)
