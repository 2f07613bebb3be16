"""BagIt 1.0 (RFC 8493): the payload with its manifests, and what is said of the bag."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from .facts import DepositFacts
from .payload import Payload

ALGORITHMS = ("sha512", "sha256")
SEAL = "tagmanifest-sha512.txt"
"""What vouches for the whole bag: its SHA-256 is the deposit's digest."""
PROFILE = "urn:uuid:6b2c5f0e-3a0e-5f4a-9c53-6c1a6f0d7b11"
"""The identifier of our BagIt profile, schemas/bagit-profile.json."""


def bag(facts: DepositFacts, payload: Payload) -> dict[str, bytes]:
    """The files of a bag by their names: tag files first, then the payload in the order of paths."""
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info(facts, payload)).encode(),
    }
    for name in ALGORITHMS:
        lines = (f"{getattr(file, name)}  data/{encoded(file.path)}\n" for file in payload)
        tags[f"manifest-{name}.txt"] = "".join(lines).encode()
    seals = {f"tagmanifest-{name}.txt": _sums(name, tags) for name in ALGORITHMS}
    return tags | seals | {f"data/{file.path}": file.data for file in payload}


def _sums(algorithm: str, tags: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.new(algorithm, data).hexdigest()}  {encoded(name)}\n" for name, data in sorted(tags.items()))
    return "".join(lines).encode()


def info(facts: DepositFacts, payload: Payload) -> list[tuple[str, str]]:
    """The lines of bag-info.txt. All days are the issue's moment's."""
    files = list(payload)
    size = sum(file.size for file in files)
    said = facts.settings.archive
    lines = [
        ("BagIt-Profile-Identifier", PROFILE),
        ("Source-Organization", facts.organisation or facts.title),
        ("External-Identifier", facts.known_as),
        ("Internal-Sender-Identifier", facts.name),
        ("External-Description", facts.issue.masthead.name),
        ("Bagging-Date", facts.stamp[:10]),
        ("Bag-Software-Agent", " ".join(facts.made_by)),
        ("Bag-Size", f"{size / 1e6:.1f} MB"),
        ("Payload-Oxum", f"{size}.{len(files)}"),
        ("Previous-Deposit", said.previous),
    ]
    return [(name, " ".join(value.split())) for name, value in lines if value]


def encoded(path: str) -> str:
    """A path as it stands in a manifest (RFC 8493, 2.1.3): line ends and the sign itself are percent-encoded."""
    return re.sub("[%\r\n]", lambda hit: f"%{ord(hit[0]):02X}", path)


def profile(facts: DepositFacts) -> bytes:
    """What our bags hold to, for who checks bags by profiles (bagit-profiles 1.4)."""
    every = (
        "Source-Organization",
        "External-Identifier",
        "Internal-Sender-Identifier",
        "Bagging-Date",
        "Bag-Software-Agent",
    )
    required = ("BagIt-Profile-Identifier", *every, "Bag-Size", "Payload-Oxum")
    said = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": PROFILE,
            "BagIt-Profile-Version": "1.4.0",
            "Source-Organization": facts.made_by[0],
            "External-Description": "An issue of a newspaper with METS, ALTO and PREMIS",
            "Version": "1.0",
        },
        "Bag-Info": {
            **{name: {"required": True, "repeatable": False} for name in required},
            **{name: {"required": False, "repeatable": False} for name in ("External-Description", "Previous-Deposit")},
        },
        "Manifests-Required": list(ALGORITHMS),
        "Tag-Manifests-Required": list(ALGORITHMS),
        "Tag-Files-Required": [],
        "Allow-Fetch.txt": False,
        "Serialization": "forbidden",
        "Accept-Serialization": [],
        "Accept-BagIt-Version": ["1.0"],
    }
    return (json.dumps(said, indent=2) + "\n").encode()
