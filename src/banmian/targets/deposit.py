"""The deposit: one package of the issue, described and sealed, for who keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import __version__
from ..deposit.formats import unrecognised
from ..diagnostics import Diagnostic, Refused
from ..job import Files, Seal
from ..model import Node
from .target import Material, Target

if TYPE_CHECKING:
    from ..deposit.facts import DepositFacts

NOT_SERVED = "IIIF manifest and JSON-LD: issue.toml gives no [archive] base"
WHOLE, BOOK, PRESS, PAGES = "archive", "epub", "press", "archive-pages"


@dataclass(frozen=True)
class DepositTarget(Target):
    """Made from finished files alone: it lays nothing out. A draft is not deposited. `file`: its folder, with {name}."""

    file: str = ""

    def files(self, material: Material) -> dict[str, bytes]:
        from ..deposit.package import Contents, deposit

        if material.draft:
            raise Refused([Diagnostic("D001", None, {})])
        made, facts = material.made, _facts(material)
        (whole,) = made[WHOLE].values()
        numbers = (composition.page.sequence for composition in material.pages)
        press = dict(zip(numbers, made[PRESS].items(), strict=True))
        files = deposit(facts, Contents(whole, made[BOOK], press, made[PAGES], material.sources, material.model))
        folder = self.file.format(name=facts.name)
        return {f"{folder}/{name}": data for name, data in files.items()}

    def holds(self, material: Material, file: str) -> Sequence[Node] | None:
        """Its texts were read back where they were made."""
        return None

    def checks(self, material: Material, file: str, data: bytes) -> Iterable[Diagnostic]:
        """Its descriptions, and the ALTO that they lead into, are as their schemas have them, and known to format tools, to
        which the other files were shown where they were made.
        """
        described = None if "/source/" in file else _DESCRIPTIONS.get(file.rpartition("/")[2])
        return [*unrecognised(file, data, described), *_invalid(file, data)] if described else []

    def unit(self, file: str) -> str:
        """`deposit/<id>`: a bag with a file of another edition in it is none."""
        return "/".join(file.split("/")[:2])

    def archived(self, file: str) -> bool:
        """What was made for it; what is kept as it came (sources, licences, schemas) is as good as it was."""
        return "/data/" in file and not file.partition("/data/")[2].startswith(("source/", "licences/", "schemas/"))

    def seal(self, files: Files) -> Seal | None:
        from ..deposit.iiif import MANIFEST
        from ..deposit.package import digest

        folder = self.unit(next(iter(files)))
        served = any(name.endswith(f"/{MANIFEST}") for name in files)
        inside = {name.removeprefix(f"{folder}/"): data for name, data in files.items()}
        return Seal(folder, digest(inside), () if served else (NOT_SERVED,))


_DESCRIPTIONS = {"mets.xml": ("METS",), "METS.xml": ("METS",), "premis.xml": ("PREMIS 3",), "alto.xml": ("ALTO 4",)}
"""Formats of the files that are called so."""


def _invalid(file: str, data: bytes) -> Iterator[Diagnostic]:
    """Where a description, or a record of MODS in it, is not as its schema has it."""
    from ..verify.deposit.markup import MODS, faults, tree

    try:
        root = tree(data)
    except ValueError as fault:  # of an issue beyond all measure it is larger than anybody reads
        yield Diagnostic("D002", None, {"where": file, "line": 1, "fault": str(fault)})
        return
    for part in (root, *root.iter(f"{MODS}mods")):
        for line, said in faults(part)[:3]:
            yield Diagnostic("D002", None, {"where": file, "line": line, "fault": said[:300]})


def _facts(material: Material) -> DepositFacts:
    """What is said of the deposit as a whole."""
    from ..deposit.facts import MIXED, DepositFacts
    from ..engine.version import NAME, VERSION

    layouts, fonts = material.renderer.layouts.on(material.issue.pages), material.fonts
    faces = tuple((one.family, hashlib.sha256(fonts.faces[one.family].data).hexdigest()) for one in fonts.full)
    return DepositFacts(
        material.issue, material.slug, material.settings, material.moment, ("banmian", __version__),
        (MIXED.join(one.name for one in layouts), ", sha256:".join(one.digest for one in layouts)), (NAME, VERSION), faces,
        material.renderer.press.plant,
    )  # fmt: skip


TARGETS = (
    DepositTarget(
        "deposit", ("deposit for an archive: all of it, described and sealed", "存档包：全部成品，带说明和校验"),
        ("BagIt 1.0", "METS 1.12.1", "PREMIS 3.0"), needs=(PRESS, WHOLE, BOOK, PAGES), palette="", final=True, rank=80,
        file="deposit/{name}",
    ),
)  # fmt: skip
