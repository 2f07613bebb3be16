"""The language of an issue: one value, which everything asks that differs from one to another."""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """What an issue is written in, by its tag (BCP 47), which every file that is made names as it stands here."""

    SIMPLIFIED = "zh-Hans"
    TAIWAN = "zh-Hant-TW"
    HONG_KONG = "zh-Hant-HK"
    ENGLISH = "en"

    @property
    def tag(self) -> str:
        """The tag."""
        return self.value

    @property
    def chinese(self) -> bool:
        """Whether its text is Han."""
        return self is not Language.ENGLISH

    @property
    def traditional(self) -> bool:
        """Whether it is in traditional characters: marks as 。 stand in the middle, and quotes are 「」『』 (CLREQ 3.1)."""
        return self in (Language.TAIWAN, Language.HONG_KONG)

    @property
    def code(self) -> str:
        """Its code in ISO 639-2/B, as library records (MODS) have it."""
        return "chi" if self.chinese else "eng"

    @property
    def script(self) -> str:
        """Its script in ISO 15924."""
        return "Hant" if self.traditional else "Hans" if self.chinese else "Latn"

    def says(self, simplified: str, traditional: str, english: str) -> str:
        """Of words that the program puts into the paper, those of this language."""
        return english if not self.chinese else traditional if self.traditional else simplified


USUAL = Language.SIMPLIFIED
"""What cannot be told from the text is taken for this."""
TAGS = tuple(one.tag for one in Language)
