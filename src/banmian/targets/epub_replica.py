"""The book with each print page before its texts, as it was printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from ..model import Issue, page_texts
from .epub import Epub, light_page
from .target import Material

if TYPE_CHECKING:
    from ..makeup.composition import PageComposition
    from ..manuscript.issue_file import BookSettings
    from ..package.edition import Edition
    from ..package.epub import Replica


@dataclass(frozen=True)
class EpubReplica(Epub):
    """With a fixed page for every page that could be made up."""

    def edition(self, issue: Issue, settings: BookSettings) -> Edition:
        from ..package.edition import replica

        return replica(self.name, issue.language)

    def parts(self, material: Material, composition: PageComposition) -> None:
        super().parts(material, composition)
        _drawn(material, composition)

    def fixed(self, material: Material) -> list[Replica]:
        from ..package.epub import Replica
        from ..scene.scene import scene

        made = []
        for one in material.pages:
            laid = scene(material.issue, one, material.fonts.faces)
            made.append(Replica(one.page, laid, _drawn(material, one)))
        return made

    def checks(self, material: Material, file: str, data: bytes) -> Iterable[Diagnostic]:
        """The text over the pictures of the pages is the manuscript's, too."""
        from ..verify.book_text import fixed_text
        from ..verify.conservation import compare, text_of

        nodes = [node for one in material.pages for node in page_texts(material.issue, one.page)]
        where = f"{file} (fixed pages)"
        return [
            *super().checks(material, file, data),
            *compare(where, text_of(nodes), fixed_text(data), material.issue, nodes),
        ]


def _drawn(material: Material, composition: PageComposition) -> bytes:
    """The picture of a fixed page."""
    from ..package.images import fixed_page
    from ..package.replica import viewport

    size = viewport(composition.paper.width, composition.paper.height)
    return material.once_a_page("fixed page", composition, lambda: fixed_page(light_page(material, composition), 0, size))


TARGETS = (
    EpubReplica(
        "epub-replica", ("book with the printed pages", "版面本电子书"), ("EPUB 3.3",), palette="",
        rank=50, suffix="-replica",
    ),
)  # fmt: skip
