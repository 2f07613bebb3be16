"""The book: a reflowable EPUB 3.3, its cover the made-up front page. The other editions are made from this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from ..model import Issue, Node, texts
from .target import Material, Target

if TYPE_CHECKING:
    from ..makeup.composition import PageComposition
    from ..manuscript.issue_file import BookSettings
    from ..package.edition import Edition
    from ..package.epub import Replica


@dataclass(frozen=True)
class Epub(Target):
    """A book. `suffix`: what its name has behind that of the book. It shows pages as the screen does, those that could be
    made up.
    """

    shows_pages: bool = False
    forms: tuple[str, ...] = ("fitted",)
    suffix: str = ""

    def edition(self, issue: Issue, settings: BookSettings) -> Edition:
        """What is particular to this edition of an issue."""
        from ..package.edition import Edition

        return Edition(self.name, issue.language)

    def files(self, material: Material) -> dict[str, bytes]:
        from ..package.book_name import book_name
        from ..package.epub import BookSource, package

        said, pages = material.settings, material.pages
        front = _front(material, pages[0]) if pages and pages[0].page.sequence == 1 else b""
        source = BookSource(
            material.issue, material.slug, front, material.pictures, material.fonts, material.moment, said.epub,
            said.number, material.renderer.session.cache,
        )  # fmt: skip
        name = book_name(said.epub.name, material.slug, material.issue.masthead, self.suffix)
        return {name: package(source, self._edition(material), self.fixed(material))}

    def parts(self, material: Material, composition: PageComposition) -> None:
        if composition.page.sequence == 1:
            _front(material, composition)

    def fixed(self, material: Material) -> list[Replica]:
        """What the book's fixed pages are made from: it has none."""
        return []

    def text(self, data: bytes) -> str:
        from ..verify.book_text import epub_text

        return epub_text(data)

    def holds(self, material: Material, file: str) -> Sequence[Node]:
        """The texts in the edition's script: each character stands for one of the manuscript's."""
        from ..package.traditional import converted

        return texts(converted(material.issue, self._edition(material).convert))

    def checks(self, material: Material, file: str, data: bytes) -> Iterable[Diagnostic]:
        from ..verify.own_rules import own_rules

        return own_rules(file, data)

    def _edition(self, material: Material) -> Edition:
        return self.edition(material.issue, material.settings.epub)


def _front(material: Material, composition: PageComposition) -> bytes:
    """The cover of all books."""
    from ..package.images import cover

    return material.once_a_page("cover", composition, lambda: cover(light_page(material, composition)))


def light_page(material: Material, composition: PageComposition) -> bytes:
    """A PDF of one page that a cover and a fixed page are drawn from."""
    from ..package.images import COVER_HEIGHT
    from ..package.replica import viewport

    paper = composition.paper
    return material.renderer.light_page(
        composition, max(COVER_HEIGHT, viewport(paper.width, paper.height)[1]) / paper.height
    )


TARGETS = (
    Epub("epub", ("book", "电子书"), ("EPUB 3.3",), palette="", usual=True, rank=40),
)  # fmt: skip
