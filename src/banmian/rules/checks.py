"""A rule with its function: declared in one place, given facts by name, each worked out once.

@rule("R006", PROOFREADING, WARNING, says=("…", "…"), source="house")
def no_date(masthead: Masthead, start: Span | None) -> Iterator[Found]:
    if masthead.date is None:
        yield start, {}

The names of its parameters are the facts that it needs. A fact is a function of the same kind, whose parameters are facts
too; `Facts` holds the given ones and works the others out when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from inspect import signature
from typing import Any, ParamSpec

from ..diagnostics import Diagnostic
from ..model import Span
from .rule import Check, Rule

Found = tuple[Span | None, dict[str, Any]]
"""What a rule's function finds: the place, and the facts that fill in the rule's words."""
Function = Callable[..., Iterable[Found]]
P = ParamSpec("P")


class Facts:
    """Facts about one thing by name: those given, and those that functions of other facts work out, each once.

    A fact that raises has been worked out, too: it raises the same for everybody who asks. What comes as an iterator is
    kept as a tuple. Raises `KeyError` for a name that is no fact, `ValueError` for facts that need each other.
    """

    def __init__(self, functions: Iterable[Callable[..., Any]], **given: Any) -> None:
        self._functions = {function.__name__: function for function in functions}
        self._known: dict[str, Any] = given
        self._failed: dict[str, Exception] = {}
        self._asked: list[str] = []

    def __getitem__(self, name: str) -> Any:
        if name in self._failed:
            raise self._failed[name]
        if name not in self._known:
            if name in self._asked:
                raise ValueError(f"facts that need each other: {' → '.join([*self._asked, name])}")
            self._asked.append(name)
            try:
                self._known[name] = self._worked_out(self._functions[name])
            except Exception as fault:
                self._failed[name] = fault
                raise
            finally:
                self._asked.pop()
        return self._known[name]

    def _worked_out(self, function: Callable[..., Any]) -> Any:
        made = function(**self.of(needs(function)))
        return tuple(made) if isinstance(made, Iterator) else made

    def of(self, names: Iterable[str]) -> dict[str, Any]:
        """Some facts by name."""
        return {name: self[name] for name in names}


@cache
def needs(function: Callable[..., Any]) -> tuple[str, ...]:
    """The facts that a function needs: the names of its parameters."""
    return tuple(signature(function).parameters)


def declares(make: Callable[P, Rule]) -> Callable[P, Callable[[Function], Check]]:
    """A decorator with the parameters of `Rule` that makes a `Check` of a function."""

    def declared(*args: P.args, **kwargs: P.kwargs) -> Callable[[Function], Check]:
        made = make(*args, **kwargs)
        return lambda function: Check(made, function)

    return declared


rule = declares(Rule)
"""`@rule("R001", PROOFREADING, WARNING, says=…)` above a function makes it a `Check`."""


def look(check: Check, facts: Facts) -> Iterator[Diagnostic]:
    """What a rule finds among some facts."""
    for place, said in check.function(**facts.of(needs(check.function))):
        yield Diagnostic(check.rule.code, place, said)
