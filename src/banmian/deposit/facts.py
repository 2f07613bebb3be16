"""What is said of a deposit as a whole: its name, whose it is, when it is from, by what numbers it is known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from ..days import issue_name, stamp
from ..manuscript.issue_file import IssueFile
from ..model import Issue
from ..package.metadata import publisher

MIXED = " + "
"""Between the names of layouts, where the pages of an issue have several."""


@dataclass(frozen=True)
class DepositFacts:
    """Of the issue as it is written. `moment`: what its files are dated with; `made_by`, `engine`: program and version;
    `layout`: name and digest of the layout; `faces`: the full faces that helped out, each with its digest;
    `plant`: the one that was ordered for it, as the settings do not say it.
    """

    issue: Issue
    slug: str
    settings: IssueFile
    moment: datetime.datetime
    made_by: tuple[str, str]
    layout: tuple[str, str]
    engine: tuple[str, str]
    faces: tuple[tuple[str, str], ...] = ()
    plant: str = ""

    @property
    def name(self) -> str:
        """<paper>-<date>: the deposit's folder and its METS OBJID."""
        return issue_name(self.slug, self.issue.masthead.date)

    @property
    def day(self) -> str:
        """The issue's day, as 2022-12-27; nothing for an undated one."""
        date = self.issue.masthead.date
        return date.isoformat() if date else ""

    @property
    def stamp(self) -> str:
        """The moment, as 2022-12-27T00:00:00Z."""
        return stamp(self.moment)

    @property
    def title(self) -> str:
        """The paper's name."""
        head = self.issue.masthead
        return head.title.text if head.title else self.slug

    @property
    def organisation(self) -> str:
        """Who hands the deposit over; nothing where neither settings nor masthead say it."""
        return self.settings.archive.organisation or publisher(self.issue)

    @property
    def identifier(self) -> str:
        """The paper's number: CN 37-0048, an ISSN, or its slug."""
        return self.settings.archive.identifier or self.issue.masthead.serial_number or self.slug

    @cached_property
    def known_as(self) -> str:
        """What names this issue among all: the paper's number, the day, the edition, the moment of a correction."""
        head, revised = self.issue.masthead, self.settings.revised
        parts = (
            self.identifier,
            self.day,
            head.edition.text if head.edition else "",
            f"revised {self.stamp}" if revised else "",
        )
        return " ".join(part for part in parts if part)

    @property
    def number(self) -> int:
        """Which issue it is: as it is printed, else which of the year, else the day of the year; 1 of an undated one."""
        head = self.issue.masthead
        of_year = head.date.timetuple().tm_yday if head.date else 1
        return head.issue_number or self.settings.number or of_year
