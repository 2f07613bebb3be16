"""What the rules of proofreading are given: facts about an issue, each worked out once. Parameters are facts, too.

Given are `issue`, `settings` (`[proof]` of issue.toml), `lists` (the paper's own), `folder` (the name of the issue's
folder) and `whole` (whether all pages are there).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ..language import Language
from ..manuscript.proof_file import ProofLists, ProofSettings
from ..model import Issue, Masthead, Node, Span, texts
from .articles import Article, articles_of
from .lexicon import Halves, near_phrases, traditional

_FEW, _FOREIGN = 24, 0.05
"""So many traditional characters, and such a share of them, has a paper that is printed in them."""


def masthead(issue: Issue) -> Masthead:
    """The issue's masthead."""
    return issue.masthead


def nodes(issue: Issue) -> list[Node]:
    """Every text of the issue, in order."""
    return texts(issue)


def start(nodes: list[Node]) -> Span | None:
    """Where the issue's first text stands."""
    return nodes[0].span if nodes else None


def day(issue: Issue) -> datetime.date | None:
    """The day of the issue."""
    return issue.masthead.date


def whose_today(settings: ProofSettings) -> str:
    """What 今天 may be: `issue`, the day of the issue alone, or `written`, the day before too."""
    return settings.today


def articles(issue: Issue) -> Iterator[Article]:
    """The issue as proofreaders read it."""
    return articles_of(issue)


def language(issue: Issue) -> Language:
    """The issue's language."""
    return issue.language


def simplified(articles: Sequence[Article], language: Language) -> tuple[Article, ...]:
    """The articles of a paper in simplified characters; none of one in traditional characters: the lists lack its words."""
    if language.traditional:
        return ()
    whole, forms = "".join(article.whole for article in articles), traditional()
    foreign = sum(character in forms for character in whole)
    return () if foreign > max(_FEW, _FOREIGN * len(whole)) else tuple(articles)


def phrases(articles: Sequence[Article]) -> Halves:
    """Set phrases of which a half stands somewhere in the issue, by either half."""
    return near_phrases([text for article in articles for text in article.texts])


def right_words(lists: ProofLists) -> frozenset[str]:
    """Words and names that the paper says are right."""
    return frozenset((*lists.words, *lists.names))


FACTS = (masthead, nodes, start, day, whose_today, articles, language, simplified, phrases, right_words)
