"""A rule of books: who asks for it, and how much it matters in somebody else's book and in our own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .checks import declares
from .rule import ERROR, NOTE, Both, Rule, Severity


class Asks(Enum):
    """Who asks for what a rule of books looks at, in words."""

    EVERY = ("a standard, of every book", "标准，对每一本书")
    CLAIM = ("EPUB Accessibility, of a book that claims it", "EPUB Accessibility，对声明符合它的书")
    CLAIM_AA = ("EPUB Accessibility, of a book that claims level AA", "EPUB Accessibility，对声明达到 AA 级的书")
    ADVICE = ("advice of a standard", "标准的建议")
    HOUSE = ("the house", "本社")
    READING = ("whoever wants the whole book looked at", "要把整本书查完的人")


@dataclass(frozen=True)
class BookRule(Rule):
    """A rule of books. `level` is the house's; `hostile`: a book that breaks the rule is handed to nobody else."""

    asks: Asks = Asks.HOUSE
    hostile: bool = False

    @property
    def asked_by(self) -> Both:
        """Who asks for it."""
        return self.asks.value

    def required(self, claim: str) -> bool:
        """Whether a standard requires it of a book that claims a level of WCAG by EPUB Accessibility ("" for none)."""
        if self.asks is Asks.CLAIM_AA:
            return claim.startswith("AA")
        return self.asks is Asks.EVERY or (self.asks is Asks.CLAIM and bool(claim))

    def foreign_level(self, claim: str) -> Severity:
        """How much it matters in a book that is not the house's: what no standard requires is told, and fails nobody."""
        if self.asks is Asks.READING:
            return self.level
        return ERROR if self.required(claim) else NOTE


rule = declares(BookRule)
"""`@rule("B021", BOOK, ERROR, asks=…, says=…)` above a function makes it a `Check`."""
