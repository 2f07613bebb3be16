"""Why a stranger's file cannot be read: our own words in both languages, another reader's as they are."""

from __future__ import annotations

from ...diagnostics import Refused
from ...limits_finished import FACT_CHARACTERS


class Fault(str):
    """A reason in English; `zh`: in Chinese."""

    zh: str

    def __new__(cls, en: str, zh: str = "") -> Fault:
        made = super().__new__(cls, en)
        made.zh = zh or en
        return made

    @property
    def facts(self) -> dict[str, str]:
        """For the words of a rule."""
        return {"fault": str(self), "fault_zh": self.zh}


def fault_of(raised: Exception) -> Fault:
    """What an exception says: the fault that it was raised with, else the first line of its words."""
    said = raised.args[0] if raised.args else None
    if isinstance(said, Fault):
        return said
    return Fault((str(raised) or type(raised).__name__).split("\n")[0][:FACT_CHARACTERS])


def refused_for(refused: Refused) -> Fault:
    """What a refusal says first."""
    return Fault(*(refused.diagnostics[0].message(lang) for lang in ("en", "zh")))


def broken(en: str, zh: str) -> ValueError:
    """The exception of a fault, to be raised."""
    return ValueError(Fault(en, zh))
