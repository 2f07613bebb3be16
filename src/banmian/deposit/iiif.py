"""IIIF Presentation API 3.0: the pages as canvases in ALTO's own numbers, the articles as ranges of places on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model import Issue, Story, parts_of
from ..words import word
from .blocks import AltoBlock, PageBlocks, by_name
from .facts import DepositFacts
from .mets import address
from .payload import Payload, PayloadFile

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
MANIFEST = "iiif/manifest.json"
_SLACK = 60
"""Units of ALTO (1/1200 inch): how far blocks of one column may begin and end apart."""


def manifest(facts: DepositFacts, payload: Payload, pages: Sequence[PageBlocks]) -> dict[str, Any]:
    """The manifest of an issue. Its addresses begin with `[archive] base` and the deposit's name."""
    return _ManifestWriter(facts, payload, by_name(pages)).manifest(pages)


class _ManifestWriter:
    def __init__(self, facts: DepositFacts, payload: Payload, blocks: Mapping[str, list[AltoBlock]]) -> None:
        self.facts, self.payload, self.blocks = facts, payload, blocks
        self.base = f"{facts.settings.archive.base}/{address(facts.name)}"

    def manifest(self, pages: Sequence[PageBlocks]) -> dict[str, Any]:
        facts, issue = self.facts, self.facts.issue
        rights = facts.settings.archive.rights
        ranges = [self.range(story) for story in issue.stories]
        whole = {"id": f"{self.base}/range/issue", "type": "Range", "label": self.said(facts.title), "items": ranges}
        return {
            "@context": CONTEXT,
            "id": self.at(MANIFEST),
            "type": "Manifest",
            "label": self.said(issue.masthead.name or facts.name),
            "metadata": [{"label": self.word(name), "value": self.said(value)} for name, value in self.known()],
            **({"requiredStatement": {"label": self.word("权利说明"), "value": self.said(rights)}} if rights else {}),
            **({"navDate": f"{facts.day}T00:00:00Z"} if facts.day else {}),
            "viewingDirection": "left-to-right",
            "behavior": ["paged"],
            "seeAlso": [self.data("mets.xml", "http://www.loc.gov/METS/")],
            "rendering": [self.rendering(file) for file in self.payload.below("issue")],
            "items": [self.canvas(issue, one) for one in pages],
            **({"structures": [whole]} if ranges else {}),
        }

    def said(self, text: str) -> dict[str, list[str]]:
        """A text in its language."""
        return {self.facts.issue.language.tag: [text]}

    def word(self, simplified: str) -> dict[str, list[str]]:
        """A word of the program."""
        return self.said(word(simplified, self.facts.issue.language))

    def known(self) -> Iterator[tuple[str, str]]:
        """What is told of the issue beside its pages."""
        facts = self.facts
        for name, value in (("出版单位", facts.organisation), ("刊号", facts.identifier), ("日期", facts.day)):
            if value:
                yield name, value

    def at(self, path: str) -> str:
        """The address of a file."""
        return f"{self.base}/{address(path)}"

    def canvas_id(self, sequence: int) -> str:
        """The address by which a canvas is known."""
        return f"{self.base}/canvas/{sequence}"

    def data(self, path: str, profile: str) -> dict[str, str]:
        """A file for machines."""
        return {"id": self.at(path), "type": "Dataset", "format": "text/xml", "profile": profile}

    def rendering(self, file: PayloadFile) -> dict[str, Any]:
        """A file that shows the same."""
        name = file.path.rpartition(".")[2].upper()
        return {"id": self.at(file.path), "type": "Text", "format": file.kind.mime, "label": self.said(name)}

    def canvas(self, issue: Issue, one: PageBlocks) -> dict[str, Any]:
        (page,) = (page for page in issue.pages if page.sequence == one.sequence)
        files = {file.path.rpartition("/")[2]: file for file in self.payload.below(f"pages/{one.sequence:04d}")}
        picture = next(file for name, file in files.items() if name.startswith("page."))
        ident, (across, down) = self.canvas_id(one.sequence), one.size
        painted = {
            "id": f"{ident}/image",
            "type": "Annotation",
            "motivation": "painting",
            "target": ident,
            "body": {"id": self.at(picture.path), "type": "Image", "format": picture.kind.mime, **_pixels(picture.data)},
        }
        return {
            "id": ident,
            "type": "Canvas",
            "label": self.said(page.label),
            "width": across,
            "height": down,
            "items": [{"id": f"{ident}/page", "type": "AnnotationPage", "items": [painted]}],
            "seeAlso": [self.data(files["alto.xml"].path, "http://www.loc.gov/standards/alto/ns-v4#")],
            "rendering": [self.rendering(files["archive.pdf"])],
        }

    def range(self, story: Story) -> dict[str, Any]:
        """An article by its places. (A `SpecificResource` says the same, and some viewers see nothing there.)"""
        blocks = [block for part in parts_of(story) for block in self.blocks.get(part.name, [])]
        order = sorted(blocks, key=lambda block: (block.page, block.order))
        places = [
            {"type": "Canvas", "id": f"{self.canvas_id(page)}#xywh={','.join(map(str, box))}"} for page, box in zones(order)
        ]
        return {"id": f"{self.base}/range/{story.name}", "type": "Range", "label": self.said(story.called), "items": places}


def zones(blocks: Sequence[AltoBlock]) -> list[tuple[int, tuple[int, int, int, int]]]:
    """The places of blocks in reading order, those under each other in one column together: page and box of each."""
    found: list[tuple[int, tuple[int, int, int, int]]] = []
    for block in blocks:
        if found and found[-1][0] == block.page and _goes_on(found[-1][1], block.box):
            found[-1] = block.page, _both(found[-1][1], block.box)
        else:
            found.append((block.page, block.box))
    return found


def _goes_on(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    (x, y, width, height), (left, top, across, _) = box, other
    return abs(x - left) <= _SLACK and abs(x + width - left - across) <= _SLACK and top >= y + height - _SLACK


def _both(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    x, y = min(box[0], other[0]), min(box[1], other[1])
    right, foot = max(box[0] + box[2], other[0] + other[2]), max(box[1] + box[3], other[1] + other[3])
    return x, y, right - x, foot - y


def _pixels(data: bytes) -> dict[str, int]:
    """The size of a picture of ours."""
    from ..raster import page_picture

    with page_picture(data) as picture:
        return {"width": picture.width, "height": picture.height}
