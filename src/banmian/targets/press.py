"""For the press: PDF/X-4 in the plant's CMYK, a file for each page, judged as the plant will judge it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, Refused, Severity
from ..model import Figure, Span, page_texts
from .pdf import PdfPerPage
from .target import Material

if TYPE_CHECKING:
    from ..engine.pdf import Finisher
    from ..makeup.composition import PageComposition

PARTED = re.compile(r"([-_ .]*)\{([a-z]+)\}")
"""A field of a pattern, with what parts it from what stands before it: that goes with a field that says nothing."""


@dataclass(frozen=True)
class Press(PdfPerPage):
    """Finished by `engine/press.py`, judged by `preflight/`."""

    def files(self, material: Material) -> dict[str, bytes]:
        names = [self._name(material, one) for one in material.pages]
        if twice := [name for number, name in enumerate(names) if name in names[:number]]:
            raise Refused([Diagnostic("I051", material.settings.press_at, {"name": twice[0]})])
        return super().files(material)

    def finisher(self, material: Material, pages: Sequence[PageComposition]) -> Finisher:
        from ..engine.press import finisher

        said, metadata = material.renderer.press, material.renderer.metadata
        name = f"{metadata['title']} {pages[0].page.label} {metadata['created']}{' draft' if material.draft else ''}"
        date = material.issue.masthead.date
        ink = f"ink {said.ink:g} %"
        words = (metadata["title"], date and date.isoformat(), pages[0].page.label, metadata["created"], ink)
        line = "  ".join(str(word) for word in words if word) if said.marks else ""
        return finisher(name, said.bleed, said.condition, said.registry, line, pages[0].page.label in said.mono)

    def parts(self, material: Material, composition: PageComposition) -> None:
        super().parts(material, composition)
        self._judged(material, composition)

    def checks(self, material: Material, file: str, data: bytes) -> Iterator[Diagnostic]:
        (composition,) = (one for one in material.pages if self._name(material, one) == file)
        yield from _separated(material, composition)
        for said in json.loads(self._judged(material, composition)):
            facts = said["facts"]
            place = _place(material, composition, facts) or Span(file, 1, 1, 1)
            one = Diagnostic(said["code"], place, facts)
            is_draft = material.draft and one.severity is Severity.ERROR
            yield replace(one, level=Severity.WARNING) if is_draft else one

    @property
    def shows_rejected(self) -> bool:
        return True

    def _judged(self, material: Material, composition: PageComposition) -> bytes:
        """What the preflight of a page finds, as JSON: worked out with the page, and kept as the page is."""
        work = partial(_preflight, self, material, composition)
        return material.once_a_page(f"{self.name} judged {shutil.which('gs') is not None}", composition, work)

    def _name(self, material: Material, composition: PageComposition) -> str:
        """The name of a page's file by the pattern of the settings or the plant."""
        date = material.issue.masthead.date
        known = {
            "paper": material.slug, "date": date.isoformat() if date else "", "page": composition.page.label,
            "version": material.settings.press.version,
        }  # fmt: skip
        pattern = material.renderer.press.file.removesuffix(".pdf")
        stem = PARTED.sub(lambda hit: hit[1] + known[hit[2]] if known.get(hit[2]) else "", pattern).strip("-_ .")
        return self.file.format(page=stem or composition.page.label)


def _preflight(press: Press, material: Material, composition: PageComposition) -> bytes:
    from ..preflight.demands import PressWish
    from ..preflight.judge import judged

    demands, name = material.renderer.press.demands, press._name(material, composition)
    found = judged(name, press.pdf(material, [composition]), PressWish(demands, figures=False)).found
    return json.dumps([{"code": one.code, "facts": one.facts} for one in found], sort_keys=True).encode()


def _separated(material: Material, composition: PageComposition) -> Iterator[Diagnostic]:
    """Pictures in CMYK without a profile, which are taken as separated for the plant, and what became of their ink."""
    limit = material.renderer.press.ink
    for figure in composition.page.figures:
        for name in (one.image for one in figure.pictures):
            picture = material.pictures.get(name or "")
            if picture is None or picture.profile is not None or not (ink := picture.ink()):
                continue
            facts = {"path": picture.name, "ink": f"{ink:.0f}", "limit": f"{limit:g}"}
            yield Diagnostic("R100" if ink > limit else "R101", figure.span, facts)


def _place(material: Material, composition: PageComposition, facts: dict[str, Any]) -> Span | None:
    """Where in the manuscript something stands that was found on a page: a text by its first characters, a picture by where
    it lies.
    """
    if "pixels" in facts and (figure := _figure(composition, facts["mm"])):
        return figure.span
    said = str(facts.get("text", "")).replace("\u00ad", "")
    nodes = page_texts(material.issue, composition.page) if said else ()
    return next((node.span for node in nodes if said in node.text), None)


def _figure(composition: PageComposition, mm: Sequence[float]) -> Figure | None:
    """The figure that lies around the middle of a place, mm from the page's corner."""
    across, down = (mm[0] + mm[2]) / 2 * 72 / 25.4, (mm[1] + mm[3]) / 2 * 72 / 25.4
    figures = {figure.name: figure for figure in composition.page.figures}
    for plate in composition.plates:
        box = plate.box
        if box.x <= across <= box.x + box.width and box.y <= down <= box.y + box.height:
            return figures.get(plate.figure)
    return None


TARGETS = (
    Press(
        "press", ("PDF for the press, a file for each page", "印刷用 PDF，每版一个文件"), ("PDF/X-4",), palette="cmyk",
        usual=True, final=True, rank=10, file="press/{page}.pdf", variant="pdf/x-4",
    ),
)  # fmt: skip
