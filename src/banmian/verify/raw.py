"""The first comparison: the model of a page and the ledger of its file, character by character and in order."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Diagnostic
from ..manuscript.ledger import Ledger, Marks, unaccounted
from ..model import Issue, page_texts
from .conservation import bare, common

SHOWN = 40
"""Characters of what differs."""


def compared(ledgers: Iterable[Ledger], marks: Marks, issue: Issue) -> list[Diagnostic]:
    """What no ledger accounts for, and where the model is not what the ledgers say, for the files of any reader."""
    return [fault for one in ledgers for fault in unaccounted(one, marks) or unlike(one, issue)]


def unlike(ledger: Ledger, issue: Issue) -> list[Diagnostic]:
    """Nothing, or one error P053 at the first place where the model lost, added or moved characters of the file.

    For a page that was parsed without errors: what is refused is in no model.
    """
    page = next((page for page in issue.pages if page.path == ledger.path), None)
    found = "".join(bare(node.text) for node in page_texts(issue, page)) if page else ""
    wanted = ledger.text
    if wanted == found:
        return []
    start = common(wanted, found)
    end = common(wanted[start:][::-1], found[start:][::-1])
    facts = {
        "text": wanted[start : len(wanted) - end][:SHOWN],
        "found": found[start : len(found) - end][:SHOWN],
    }
    return [Diagnostic("P053", ledger.place(start), facts)]
