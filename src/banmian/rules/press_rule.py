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
    """A rule of press PDFs."""

    asks: PressAsks = PressAsks.GWG

    @property
    def asked_by(self) -> Both:
        """Who asks for it."""
        return self.asks.value


rule = declares(PressRule)
"""`@rule("X027", PRESS, ERROR, asks=…, says=…)` above a function makes it a `Check`."""
