"""The stage itself: every rule of proofreading looks at the issue. None changes a character."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from ..model import Issue
from ..rules.checks import Facts, look
from ..rules.registry import checks_of
from .facts import FACTS


def proof(issue: Issue) -> list[Diagnostic]:
    """What an editor would ask about, by rule."""
    facts = Facts(FACTS, issue=issue)
    return [found for check in checks_of("R").values() for found in look(check, facts)]
