"""A rule of press PDFs: who asks for what it looks at, so that a file is judged by those it is meant for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .checks import declares
from .rule import Both, Rule


class PressAsks(Enum):
    """Who asks for what a rule of press PDFs looks at, in words."""

    ANY = ("whoever wants to know whether the file was read", "要知道文件是否读得通的人")
    ISO = ("ISO 15930-7, of every PDF/X-4", "ISO 15930-7，对每个 PDF/X-4")
    GWG = ("the Ghent Workgroup, of pages and advertisements of newspapers", "Ghent Workgroup，对报纸版面和广告")
    ADS = ("the Ghent Workgroup, of advertisements alone", "Ghent Workgroup，只对广告")
    PLANT = ("the printing plant, or the house", "印刷厂或本社")


@dataclass(frozen=True)
class PressRule(Rule):
    """A rule of press PDFs. `claim`: whether what breaks it is no PDF/X-4 whoever asks for the rule."""

    asks: PressAsks = PressAsks.GWG
    claim: bool = False

    @property
    def spoils(self) -> bool:
        """A file that is no PDF/X-4 is none in an archive either; what a plant would send back, and no standard, is the
        record of what was made.
        """
        return self.claim or self.guards is not None or self.asks in (PressAsks.ANY, PressAsks.ISO)

    @property
    def asked_by(self) -> Both:
        """Who asks for it."""
        return self.asks.value


rule = declares(PressRule)
"""`@rule("X027", PRESS, ERROR, asks=…, says=…)` above a function makes it a `Check`."""
