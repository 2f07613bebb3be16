"""The invariant: every character of the manuscript's text once and in order, in the model and in each finished file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..diagnostics import Diagnostic
from ..model import Issue, Node, Span, place_in, texts

CONTEXT = 12
"""Characters shown around the first difference."""


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def text_of(nodes: Iterable[Node]) -> str:
    """The text of some nodes, without white space."""
    return "".join(bare(node.text) for node in nodes)


def model_text(issue: Issue) -> str:
    """The text of the model in the manuscript's order, without white space."""
    return text_of(texts(issue))


def common(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def compare(where: str, wanted: str, found: str, issue: Issue, nodes: Sequence[Node] | None = None) -> list[Diagnostic]:
    """Nothing, or one error that names the first difference and the place in the manuscript where it falls.

    `nodes`: those whose text is wanted, in order; all of the issue otherwise.
    """
    if wanted == found:
        return []
    at = common(wanted, found)
    facts = {
        "where": where, "at": at, "wanted": wanted[at : at + CONTEXT], "found": found[at : at + CONTEXT],
        "missing": len(wanted) - len(found),
    }  # fmt: skip
    return [Diagnostic("V001", _place(texts(issue) if nodes is None else nodes, at), facts)]


def _place(nodes: Sequence[Node], at: int) -> Span | None:
    """The place of the character number `at` of the nodes' text, white space not counted; the last one's end otherwise."""
    for node in nodes:
        places = [place for place, character in enumerate(node.text) if not character.isspace()]
        if at < len(places):
            return place_in(node, places[at])
        at -= len(places)
    return nodes[-1].span if nodes else None
