"""The book in traditional characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from ..model import Issue
from .epub import Epub

if TYPE_CHECKING:
    from ..manuscript.issue_file import BookSettings
    from ..package.edition import Edition


@dataclass(frozen=True)
class EpubHant(Epub):
    """Converted by the settings `[epub] hant` and `hant_words`."""

    def edition(self, issue: Issue, settings: BookSettings) -> Edition:
        """People's surnames are kept. A paper that is not in simplified characters stays as it is."""
        from ..package.edition import Edition, traditional
        from ..package.traditional import names

        if issue.language is not Language.SIMPLIFIED:
            return Edition(self.name, issue.language)
        return traditional(self.name, settings.hant, (*names(issue, settings.hant), *settings.hant_words.items()))


TARGETS = (
    EpubHant(
        "epub-hant", ("book in traditional characters", "繁体本电子书"), ("EPUB 3.3",),
        palette="", rank=70, suffix="-hant",
    ),
)  # fmt: skip
