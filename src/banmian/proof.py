"""Stage "proof": editorial checks on the model. They never change a character."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .diagnostics import Diagnostic
from .manuscript.masthead import weekday_of
from .model import Issue, Node, place_in, texts


def proof(issue: Issue) -> list[Diagnostic]:
    """What an editor would ask about."""
    return [*_weekday(issue), *_no_date(issue)]


def _weekday(issue: Issue) -> Iterable[Diagnostic]:
    head = issue.masthead
    if head.date and head.weekday and head.weekday.text.startswith("星期"):
        right = weekday_of(head.date)
        if head.weekday.text.replace("天", "日") != right:
            facts = {"date": head.date.isoformat(), "printed": head.weekday.text, "right": right}
            yield Diagnostic("R001", head.weekday.span, facts)


def _no_date(issue: Issue) -> Iterable[Diagnostic]:
    if issue.masthead.date is None and issue.masthead.date_text is None:
        first = texts(issue)
        yield Diagnostic("R006", first[0].span if first else None)


def missing_glyphs(nodes: Iterable[Node], lacks: Callable[[str], list[str]]) -> list[Diagnostic]:
    """A character without a glyph is an error before setting, with its place. `lacks(text)` asks the faces."""
    noticed = []
    for node in nodes:
        for character in lacks(node.text):
            at = node.text.index(character)
            facts = {"character": character, "code": f"U+{ord(character):04X}", "text": node.text[max(0, at - 8) : at + 8]}
            noticed.append(Diagnostic("M010", place_in(node, at), facts))
    return noticed
