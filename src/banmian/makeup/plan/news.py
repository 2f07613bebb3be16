"""What comes to the make-up desk: the stories of a page with their weight and the editor's orders, from the model alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model import Page, texts

BY_ORDER = (1, 2, 3, 3)
"""Ranks of stories by their order; what follows has the next one below."""
PLACES = ("right", "foot")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class News:
    """A story as the planner sees it. `story`: its number on the page (from 1), 0 for the name card or for pictures that
    no story owns. `figures`: the numbers of its pictures among the page's (from 1). `columns`, `places`, `must`, `double`:
    what the editor says in braces (two places: the corner); `label`: the words of its 栏题.
    """

    story: int
    kind: str
    rank: int
    label: str = ""
    figures: tuple[int, ...] = ()
    columns: int = 0
    places: tuple[str, ...] = ()
    must: bool = False
    double: bool = False


def news_of(page: Page, ranks: int) -> tuple[News, ...]:
    """The stories of a page, in order; `ranks`: how many ranks the layout knows. The name card comes last.

    Pictures above the first story are that story's.
    """
    made: list[News] = []
    figure, plain = 1, 0
    opening = len(page.opening)
    if page.opening and not page.articles:
        made.append(News(0, "photo", min(3, ranks), figures=tuple(range(1, opening + 1))))
    for number, story in enumerate(page.articles, 1):
        count = len(story.figures) + (opening if number == 1 else 0)
        figures, figure = tuple(range(figure, figure + count)), figure + count
        said = story.said
        kind = story.kind or "story"
        double = "double" in said
        plain += kind == "story"
        rank = int(said.get("rank", 0)) or _usual(kind, plain, double)
        places = tuple(one for one in PLACES if one in said)
        made.append(News(
            number, kind, min(rank, ranks), said.get(kind, ""), figures, int(said.get("columns", 0)), places,
            "must" in said, double,
        ))  # fmt: skip
    if page.name_card:
        made.append(News(0, "card", ranks))
    return tuple(made)


def in_letters(page: Page) -> bool:
    """Whether a page's stories have more letters of Latin than two for each other character of theirs."""
    every = "".join(node.text for node in texts(page.articles))
    latin = len(_LATIN.findall(every))
    return latin > 2 * (len(every) - latin)


def _usual(kind: str, plain: int, double: bool) -> int:
    """The rank of a story of which none is said. `plain`: which of the page's plain stories it is, from 1."""
    if kind != "story":
        return {"briefs": 9, "comment": 3, "photo": 3}[kind]
    return 1 if double else BY_ORDER[plain - 1] if plain <= len(BY_ORDER) else BY_ORDER[-1] + 1
