"""A budget of steps: work on somebody else's file is counted, not timed, so that every machine says the same."""

from __future__ import annotations

from ..limits_finished import RULE_STEPS


class Spent(Exception):
    """More steps were needed than there are."""


class StepsLeft:
    """What is left of a number of steps."""

    def __init__(self, most: int = RULE_STEPS) -> None:
        self.left = most

    def spend(self, count: int = 1) -> None:
        """Take some steps. Raises `Spent` when there are not as many."""
        self.left -= count
        if self.left < 0:
            raise Spent
