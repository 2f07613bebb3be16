"""What the rules of proofreading are given: facts about an issue, each worked out once. Parameters are facts, too."""

from __future__ import annotations

from ..model import Issue, Masthead, Node, Span, texts


def masthead(issue: Issue) -> Masthead:
    """The issue's masthead."""
    return issue.masthead


def nodes(issue: Issue) -> list[Node]:
    """Every text of the issue, in order."""
    return texts(issue)


def start(nodes: list[Node]) -> Span | None:
    """Where the issue's first text stands."""
    return nodes[0].span if nodes else None


FACTS = (masthead, nodes, start)
