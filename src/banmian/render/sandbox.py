"""The sandbox that templates run in: Jinja2's immutable one, with every turn of a loop and every character counted.

Nothing is measured by a clock, so the same template is refused on every machine at the same turn. What a template is
given are plain values; of their methods it may call those that are named here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from functools import wraps
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..kept import Kept
from ..limits import TEMPLATE_BITS, TEMPLATE_CHARACTERS, TEMPLATE_STEPS
from .counting import counted
from .formats import wide_braces, wide_percent


class OverBudget(Exception):
    """A template that takes more than it may; `limit` names it."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what, self.limit = what, limit


class Budget:
    """What one run of a template has used up."""

    def __init__(self) -> None:
        self.steps = self.characters = 0

    def step(self, count: int = 1) -> None:
        """Raises OverBudget when that was a turn too many."""
        self.steps += count
        if self.steps > TEMPLATE_STEPS:
            raise OverBudget("turns", TEMPLATE_STEPS)

    def build(self, characters: int) -> None:
        """Raises OverBudget when those were characters, or items of a list, too many."""
        self.characters += characters
        if self.characters > TEMPLATE_CHARACTERS:
            raise OverBudget("characters", TEMPLATE_CHARACTERS)

    def look(self, *values: Any) -> None:
        """Count what has to be looked through in values: items, and characters at a sixty-fourth."""
        left = list(values)
        while left:
            value = left.pop()
            self.step(1 + len(value) // 64 if isinstance(value, str) else 1)
            if isinstance(value, list | tuple | set | frozenset):
                self.step(len(value))
                left += value
            elif isinstance(value, range):
                self.step(len(value))
            elif isinstance(value, Mapping):
                self.step(len(value))
                left += value.values()

    def search(self, *values: Any) -> None:
        """Count what it takes at worst to look for texts in the first one, each of its characters with each of theirs."""
        texts = [len(one) for one in values if isinstance(one, str)]
        if len(texts) > 1 and isinstance(values[0], str):
            self.step(texts[0] * sum(texts[1:]) // 10_000)

    def strip(self, text: Any) -> None:
        """Count what markupsafe does to strip tags: the text is copied for each."""
        if isinstance(text, str):
            self.step(len(text) * text.count("<") // 10_000)


_BUDGET: ContextVar[Budget] = ContextVar("budget")

FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape",
    "format", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject",
    "rejectattr", "replace",
    "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title",
    "trim", "truncate", "unique", "upper", "urlencode", "wordcount",
)  # fmt: skip
"""Jinja2's filters, but for those that pad or wrap to any width, reach for attributes, draw lots or show inner parts."""
_OF_TEXT = frozenset(
    "capitalize e escape forceescape format lower replace safe string striptags title trim truncate upper urlencode "
    "wordcount".split()
)
_STRING = frozenset(
    "capitalize casefold count endswith find format format_map index isalnum isalpha isascii isdecimal isdigit "
    "islower isnumeric isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind rindex "
    "rpartition rsplit rstrip split splitlines startswith strip swapcase title unescape striptags upper".split()
)
_METHODS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    (str, _STRING),
    (Mapping, frozenset(("get", "items", "keys", "values"))),
    ((list, tuple), frozenset(("count", "index"))),
    (datetime.date, frozenset(("isoformat", "weekday", "isoweekday"))),
    (float, frozenset(("is_integer",))),
)
_SCALARS = (str, int, float, datetime.date, type(None), Undefined)
_WIDEST = 1000
_DEEPEST = 20
_MOST = 64
"""Templates that are kept compiled."""


class _Compiled(BytecodeCache):
    """What was made of templates last, for all layouts: the same bytes of the same file are compiled once."""

    def __init__(self) -> None:
        self.kept: Kept[tuple[str, str], CodeType] = Kept(_MOST)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.find((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates that are compiled here count their turns. Run them inside of `within_budget`."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, loader: jinja2.BaseLoader, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            finalize=_printed, optimized=False, bytecode_cache=_COMPILED,
        )  # fmt: skip
        guards: dict[str, Callable[..., None]] = {"replace": _replace, "join": _join, "format": _format}
        guards |= {"sum": _sum, "round": _round, "batch": _in_bounds, "slice": _in_bounds, "int": _int, "striptags": _strip}
        known = {name: _filter(name, self.filters[name], guards.get(name)) for name in FILTERS}
        self.filters = known | {name: _filter(name, one, None) for name, one in filters.items()}
        self.tests = {name: _filter(name, test, None) for name, test in self.tests.items()}
        self.globals = {name: self.globals[name] for name in ("range", "dict", "cycler", "joiner", "namespace")}
        self.tick, self.joined, self.weighed, self.sliced = _tick, _joined, _weighed, _sliced

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return counted(super()._parse(source, name, filename), self)

    def compile(
        self, source: Any, name: Any = None, filename: Any = None, raw: bool = False, defer_init: bool = False
    ) -> Any:
        """Raises TemplateSyntaxError, too, for what breaks Jinja2 or Python while they read it."""
        try:
            return super().compile(source, name, filename, raw, defer_init)  # type: ignore[call-overload]
        except (RecursionError, SyntaxError, ValueError, OverflowError, MemoryError) as fault:
            said = "nested too deeply" if isinstance(fault, RecursionError | MemoryError) else str(fault).partition(" (")[0]
            lines = str(source).split("\n")
            longest = max(range(len(lines)), key=lambda n: len(lines[n])) + 1  # as a rule the one that is too much
            raise jinja2.TemplateSyntaxError(said, longest, name, filename) from fault

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Values, and of methods the harmless ones."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if not callable(value) or type(obj).__module__.startswith("jinja2."):
            return True
        return any(isinstance(obj, kinds) and attr in names for kinds, names in _METHODS)

    def call(self, context: Context, function: Any, *args: Any, **kwargs: Any) -> Any:
        """Count every call, what it is given and what it gives."""
        if function is _tick:
            return _tick(*args)
        budget = _BUDGET.get()
        owner = getattr(function, "__self__", None)
        budget.look(owner if isinstance(owner, str | list | tuple | dict) else None, args, kwargs)
        if (name := getattr(function, "__name__", "")) in ("striptags", "unescape"):
            budget.strip(owner)
        elif not name.startswith("format"):
            budget.search(owner, *args)
        made = super().call(context, function, *args, **kwargs)
        if isinstance(made, list):
            budget.build(len(made))
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Operators that make more of what they are given."""
        budget = _BUDGET.get()
        budget.step()
        if operator == "%" and isinstance(left, str):
            _check_format(left, right if isinstance(right, tuple) else (right,), wide_percent)
        elif operator in ("*", "**"):
            budget.build(_product(operator, left, right))
        elif operator == "+":
            budget.build(sum(len(one) for one in (left, right) if isinstance(one, str | list | tuple)))
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`format` of a string, within bounds."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None

        @wraps(wrapped)
        def bounded(*args: Any, **kwargs: Any) -> str:
            values = list(args[0].values()) if value.__name__ == "format_map" else [*args, *kwargs.values()]
            _check_format(value.__self__, values, wide_braces)
            return wrapped(*args, **kwargs)

        return bounded


def within_budget(run: Callable[[], str]) -> str:
    """Run a template's rendering with a budget of its own."""
    token = _BUDGET.set(Budget())
    try:
        return run()
    finally:
        _BUDGET.reset(token)


def _tick(characters: int) -> bool:
    """A body of the template begins, which prints so many characters of its own."""
    budget = _BUDGET.get()
    budget.step()
    budget.build(characters)
    return True


def _weighed(value: Any) -> Any:
    """A value that is compared."""
    _BUDGET.get().look(value)
    return value


def _sliced(value: Any) -> Any:
    """A part of a text or list: a copy."""
    _BUDGET.get().build(len(value))
    return value


def _text(value: Any) -> Any:
    if not isinstance(value, _SCALARS):
        raise TypeError(f"{type(value).__name__} is no text")
    return value


@jinja2.pass_context
def _printed(context: Context, value: Any) -> Any:
    """What `{{ … }}` prints: text and numbers, nothing that would show its inner parts."""
    _joined(value)
    return value


def _joined(*parts: Any) -> str:
    """The operator `~`."""
    said = [part if isinstance(part, str) else str(part) for part in map(_text, parts)]
    _BUDGET.get().build(sum(map(len, said)))
    return markup_join(parts)


def _product(operator: str, left: Any, right: Any) -> int:
    """The length of a product. Raises OverBudget for a number of too many bits."""
    for one, other in ((left, right), (right, left)):
        if operator == "*" and isinstance(one, str | list | tuple) and isinstance(other, int):
            return len(one) * max(0, other)
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > TEMPLATE_BITS:
            raise OverBudget("bits", TEMPLATE_BITS)
    return 0


def _check_format(pattern: str, values: Any, wide: Callable[[str], bool]) -> None:
    """Raises OverBudget for a width of more than three digits, and for more fields than could be afforded."""
    if wide(pattern):
        raise OverBudget("characters", TEMPLATE_CHARACTERS)
    for value in values:
        for one in (*value, *value.values()) if isinstance(value, dict) else [value]:
            _text(one)
            if isinstance(one, str):
                _BUDGET.get().build(len(one) * max(1, pattern.count("{") + pattern.count("%")))
    _BUDGET.get().build(len(pattern) + (pattern.count("%") + pattern.count("{")) * _WIDEST)


def _filter(name: str, work: Any, guard: Callable[..., None] | None) -> Callable[..., Any]:
    """A filter or test that counts what it looks at and what it makes. `guard` looks at the arguments first."""
    passed = hasattr(work, "jinja_pass_arg")

    @wraps(work)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        budget, own = _BUDGET.get(), args[1:] if passed else args
        budget.look(*own, kwargs)
        if name in _OF_TEXT and own:
            _text(own[0])
        budget.search(*own)
        if guard:
            guard(*own, **kwargs)
        if name == "join" and own and isinstance(own[0], Iterator):  # looked at while they come
            args = (*args[: len(args) - len(own)], map(_text, own[0]), *own[1:])
        made = work(*args, **kwargs)
        if isinstance(made, Iterator):
            return _stepping(made)
        if isinstance(made, str | list | tuple):
            budget.build(len(made))
        return made

    return bounded


def _stepping(items: Iterator[Any]) -> Iterator[Any]:
    budget = _BUDGET.get()
    for item in items:
        budget.step()
        budget.build(len(item) if isinstance(item, str) else 0)
        yield item


def _replace(text: Any, old: Any, new: Any, count: int | None = None) -> None:
    text, old, new = str(_text(text)), str(_text(old)), str(_text(new))
    _BUDGET.get().build(len(text) + (text.count(old) + 1) * len(new) * 5)  # & becomes &amp;


def _join(items: Any, d: Any = "", attribute: Any = None) -> None:
    if attribute is not None:
        raise TypeError("write |map(attribute=…) before |join")
    if len(str(_text(d))) > _WIDEST // 10:
        raise OverBudget("characters", _WIDEST // 10)
    if not isinstance(items, Iterator):  # an iterator's items are counted while they come
        _BUDGET.get().build(sum(len(_text(one)) for one in items if isinstance(_text(one), str)))


def _format(pattern: Any, *args: Any, **kwargs: Any) -> None:
    _check_format(str(pattern), [*args, *kwargs.values()], wide_percent)


def _sum(items: Any, attribute: Any = None, start: Any = 0) -> None:
    if not isinstance(start, int | float):
        raise TypeError("sum adds numbers")


def _round(value: Any, precision: int = 0, method: str = "common") -> None:
    if abs(precision) > _DEEPEST:
        raise ValueError(f"rounded to {precision} places")


def _int(value: Any, default: int = 0, base: int = 10) -> None:
    """Numbers of any size are divided as one likes, so they do not become large."""
    if isinstance(value, str) and len(value) > TEMPLATE_BITS // 4:
        raise OverBudget("bits", TEMPLATE_BITS)


def _strip(text: Any) -> None:
    _BUDGET.get().strip(text)


def _in_bounds(value: Any, count: int, fill_with: Any = None) -> None:
    if count > _WIDEST:
        raise OverBudget("items", _WIDEST)


__all__ = ["Budget", "OverBudget", "Sandbox", "SecurityError", "within_budget"]
