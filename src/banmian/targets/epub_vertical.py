"""The book in vertical lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Issue
from .epub import Epub

if TYPE_CHECKING:
    from ..manuscript.issue_file import BookSettings
    from ..package.edition import Edition


@dataclass(frozen=True)
class EpubVertical(Epub):
    """Read from right to left."""

    def edition(self, issue: Issue, settings: BookSettings) -> Edition:
        from ..package.edition import vertical

        return vertical(self.name, issue.language)


TARGETS = (
    EpubVertical(
        "epub-vertical", ("book in vertical lines", "竖排本电子书"), ("EPUB 3.3",),
        palette="", rank=60, suffix="-vertical",
    ),
)  # fmt: skip
