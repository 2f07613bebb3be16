"""PREMIS 3: every file with its format and fixity, what was done, by whom. Nothing of the machine, and no clock."""

from __future__ import annotations

from collections.abc import Iterable

from .facts import DepositFacts
from .payload import Payload, PayloadFile
from .xml import document, element, escaped, text

NAMESPACE = "http://www.loc.gov/premis/v3"
SCHEMA = "http://www.loc.gov/standards/premis/v3/premis.xsd"
NAMES = {
    "xmlns:premis": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}
NO_CLOCK = "the time is the issue's moment, which all its files are dated with, not that of a clock"


def premis(facts: DepositFacts, payload: Payload) -> bytes:
    """What there is to say of every file but PREMIS and METS, which refers to it."""
    parts = [_entity(facts), *map(_file, payload)]
    parts += [_event(facts, number, *event) for number, event in enumerate(_events(facts), 1)]
    parts += _agents(facts)
    return document(element("premis:premis", {**NAMES, "version": "3.0"}, "\n", "\n".join(parts), "\n"))


def _events(facts: DepositFacts) -> Iterable[tuple[str, str]]:
    """What was done, in words of the Library of Congress's list, and how."""
    layout, digest = facts.layout
    faces = "".join(f"; full face {name}, sha256:{sha}" for name, sha in facts.faces)
    plant = f"; for the plant {facts.plant}" if facts.plant else ""
    made = f"pages made up and rendered from the manuscript in the layout {layout}, sha256:{digest}{faces}{plant}"
    return (
        ("creation", made),
        ("validation", "every character of the manuscript once and in order, read back from the finished files"),
        ("format identification", "by PRONOM's signatures of what the files say they are"),
        ("message digest calculation", "SHA-512 and SHA-256 of every file"),
        ("information package creation", f"the deposit {facts.name}"),
    )


def _entity(facts: DepositFacts) -> str:
    return element("premis:object", {"xsi:type": "premis:intellectualEntity"}, _identifier("object", facts.name))


def _file(file: PayloadFile) -> str:
    kind = file.kind
    digests = (("SHA-512", file.sha512), ("SHA-256", file.sha256))
    fixity = (
        element("premis:fixity", {}, text("premis:messageDigestAlgorithm", name), text("premis:messageDigest", value))
        for name, value in digests
    )
    registry = element(
        "premis:formatRegistry",
        {},
        text("premis:formatRegistryName", "PRONOM"),
        text("premis:formatRegistryKey", kind.puid),
    )
    said = element(
        "premis:format", {},
        element("premis:formatDesignation", {}, text("premis:formatName", kind.name)), registry if kind.puid else "",
    )  # fmt: skip
    return element(
        "premis:object", {"xsi:type": "premis:file"},
        _identifier("object", file.path, "path"),
        element("premis:objectCharacteristics", {}, *fixity, text("premis:size", str(file.size)), said),
        text("premis:originalName", file.original) if file.original else "",
    )  # fmt: skip


def _event(facts: DepositFacts, number: int, what: str, how: str) -> str:
    programs = (facts.made_by, facts.engine) if what == "creation" else (facts.made_by,)
    return element(
        "premis:event", {},
        _identifier("event", f"{facts.name}-event-{number}"),
        text("premis:eventType", what),
        text("premis:eventDateTime", facts.stamp),
        element("premis:eventDetailInformation", {}, text("premis:eventDetail", f"{how}; {NO_CLOCK}")),
        element("premis:eventOutcomeInformation", {}, text("premis:eventOutcome", "success")),
        *(_link("Agent", name) for name, _ in programs),
        _link("Object", facts.name),
    )  # fmt: skip


def _agents(facts: DepositFacts) -> list[str]:
    made = [
        element(
            "premis:agent", {}, _identifier("agent", name), text("premis:agentName", name),
            text("premis:agentType", "software"), text("premis:agentVersion", version),
        )
        for name, version in (facts.made_by, facts.engine)
    ]  # fmt: skip
    if house := facts.organisation:
        agent = (text("premis:agentName", house), text("premis:agentType", "organization"))
        made.append(element("premis:agent", {}, _identifier("agent", facts.identifier), *agent))
    return made


def _identifier(what: str, value: str, kind: str = "local") -> str:
    name = f"premis:{what}Identifier"
    return element(name, {}, element(f"{name}Type", {}, kind), element(f"{name}Value", {}, escaped(value)))


def _link(what: str, value: str) -> str:
    return _identifier(f"linking{what}", value)
