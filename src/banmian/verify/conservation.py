"""The invariant: every character of the manuscript's text once and in order, in the model and in each finished file."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from ..model import Issue, Node, Span, texts

CONTEXT = 12
"""Characters shown around the first difference."""


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def model_text(issue: Issue) -> str:
    """The text of the model in the manuscript's order, without white space."""
    return "".join(bare(node.text) for node in texts(issue))


def compare(where: str, wanted: str, found: str, issue: Issue) -> list[Diagnostic]:
    """Nothing, or one error that names the first difference and the place in the manuscript where it falls."""
    if wanted == found:
        return []
    at = next((n for n, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    facts = {
        "where": where, "at": at, "wanted": wanted[at : at + CONTEXT], "found": found[at : at + CONTEXT],
        "missing": len(wanted) - len(found),
    }  # fmt: skip
    return [Diagnostic("V001", _place(issue, at), facts)]


def _place(issue: Issue, at: int) -> Span | None:
    """The place of the character number `at` of the model's text."""
    node: Node | None = None
    for node in texts(issue):
        length = len(bare(node.text))
        if at < length:
            break
        at -= length
    return node.span if node else None
