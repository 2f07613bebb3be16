"""Frozen values as data, and back: what is kept on the disk is read as a stranger's, and never makes anything but values of
a closed list of types.

A `Codec` is made from types alone. The annotations of their fields say what stands where, so that the data name no class; a
field that is added is written and read without a word here; a type that is not in the list is an error when the codec is
made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Torn(Exception):
    """Data that this codec has not written."""


class _Pool:
    """Values of one type, each written once. `places`: where each stands, by its row as JSON, in the order they came in."""

    def __init__(self, way: _Coder, pools: _Pools) -> None:
        self._way, self._pools = way, pools
        self.places: dict[bytes, int] = {}
        self._by_id: dict[int, int] = {}

    def place(self, value: Any) -> int:
        """Where a value stands."""
        found = self._by_id.get(id(value))
        if found is None:
            row = _json(self._way.write(value, self._pools))
            found = self._by_id[id(value)] = self.places.setdefault(row, len(self.places))
        return found


_Pools = dict[type, _Pool]
_Lists = dict[type, list[Any]]


class _Coder(NamedTuple):
    """How what an annotation says is written, and read. Both are also given the pools of what is shared."""

    write: Callable[[Any, _Pools], Any]
    read: Callable[[Any, _Lists], Any]


class Codec(Generic[T]):
    """Writes and reads values of the type `root`, in which frozen dataclasses and enumerations of `types` alone occur.

    A value of a type of `shared` (which speak of each other only if those spoken of stand first) is written once, however
    often it occurs, and is one object when it is read. Raises TypeError where a field may hold anything else.
    """

    def __init__(self, root: type[T], types: Iterable[type], shared: Sequence[type] = ()) -> None:
        self._types = {*types, *shared, root}
        self._shared = shared
        self._ways: dict[Any, _Coder] = {}
        self._rows: dict[type, _Coder] = {}
        for kind in shared:
            self._rows[kind] = self._row(kind)
        self._root = self._way(root)
        said = sorted((kind.__qualname__, _parts(kind)) for kind in self._types)
        self.form = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
        """The digest of the types and their fields: data of another form are not read."""

    def encoded(self, value: T) -> bytes:
        """A value as bytes: of equal values of the same types throughout they are the same. Raises TypeError where a field
        holds what its annotation does not say.
        """
        pools: _Pools = {}
        for kind in self._shared:
            pools[kind] = _Pool(self._rows[kind], pools)
        root = self._root.write(value, pools)
        return _json([self.form, [list(map(json.loads, pool.places)) for pool in pools.values()], root])

    def decoded(self, data: bytes) -> T:
        """The value that bytes stand for. Raises Torn."""
        try:
            form, rows, root = json.loads(data)
            if form != self.form:
                raise Torn("the data are of another form")
            pools: dict[type, list[Any]] = {}
            for kind, some in zip(self._shared, rows, strict=True):
                pools[kind] = [self._rows[kind].read(row, pools) for row in some]
            return self._root.read(root, pools)  # type: ignore[no-any-return] # as `root` says
        except (ValueError, TypeError, LookupError, RecursionError) as fault:
            raise Torn(str(fault)) from fault

    def _way(self, hint: Any) -> _Coder:
        """The way of an annotation. Until it is made, one that looks it up: a figure has figures beside it."""
        if hint not in self._ways:

            def write(value: Any, pools: _Pools) -> Any:
                return self._ways[hint].write(value, pools)

            def read(data: Any, pools: _Lists) -> Any:
                return self._ways[hint].read(data, pools)

            self._ways[hint] = _Coder(write, read)
            self._ways[hint] = self._of_kind(hint) or self._of_parts(hint)
        return self._ways[hint]

    def _of_kind(self, hint: Any) -> _Coder | None:
        """Of a class, where the annotation is no more than one."""
        if hint in _PLAIN:
            return _plain(_PLAIN[hint])
        if hint is Any:
            return _Coder(lambda value, _: _any(value), lambda data, _: _any_of(data))
        if hint in self._rows:
            return _Coder(
                lambda value, pools: pools[hint].place(value), lambda data, pools: pools[hint][_indices([data])[0]]
            )
        return self._row(hint) if hint in self._types else None

    def _of_parts(self, hint: Any) -> _Coder:
        """Of an annotation that says what is inside."""
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return self._one_of([kind for kind in inner if kind is not NoneType], NoneType in inner)
        if origin is tuple:
            return self._many(inner[0]) if inner[1:] == (...,) else self._each(inner)
        if origin is dict and inner[0] is str:
            return _pairs(self._way(inner[1]))
        raise TypeError(f"{hint!r} is no type that can be kept")

    def _row(self, kind: type) -> _Coder:
        """Of a dataclass a list of what its fields hold, of a member of an enumeration its name."""
        if issubclass(kind, Enum):
            return _Coder(lambda value, _: kind(value).name, lambda data, _: kind[_text(data)])
        hints = get_type_hints(kind)
        names = [name for name, _ in _parts(kind)]
        if all(hint in _PLAIN for hint in hints.values()):
            return _plain_row(kind, [(name, _PLAIN[hints[name]]) for name in names])
        ways = [self._way(hints[name]) for name in names]
        writes = [(name, way.write) for name, way in zip(names, ways, strict=True)]
        reads = [way.read for way in ways]

        def write(value: Any, pools: dict[type, _Pool]) -> list[Any]:
            if type(value) is not kind:
                raise TypeError(f"{value!r} is no {kind.__qualname__}")
            return [way(getattr(value, name), pools) for name, way in writes]

        def read(data: Any, pools: dict[type, list[Any]]) -> Any:
            return kind(*[way(one, pools) for way, one in zip(reads, _list(data), strict=True)])

        return _Coder(write, read)

    def _one_of(self, kinds: Sequence[Any], or_none: bool) -> _Coder:
        """Of several dataclasses [which of them, its row]; otherwise what it is, or None where that is allowed."""
        if all(kind in _PLAIN for kind in kinds):
            return _plain({*(one for kind in kinds for one in _PLAIN[kind]), *([NoneType] if or_none else [])})
        ways = [self._way(kind) for kind in kinds]
        if len(ways) == 1:
            return _Coder(
                lambda value, pools: None if value is None else ways[0].write(value, pools),
                lambda data, pools: None if data is None else ways[0].read(data, pools),
            )
        if or_none or not self._types.issuperset(kinds):
            raise TypeError(f"values of {kinds!r} cannot be told apart")
        return _Coder(
            lambda value, pools: [n := kinds.index(type(value)), ways[n].write(value, pools)],
            lambda data, pools: ways[_indices(data[:1])[0]].read(data[1], pools),
        )

    def _each(self, hints: Sequence[Any]) -> _Coder:
        """A tuple of so many parts, each of its own kind."""
        if all(hint in _PLAIN for hint in hints):
            same = _all_as(_PLAIN[hint] for hint in hints)
            return _Coder(lambda value, _: same(value), lambda data, _: tuple(same(_list(data))))
        ways = [self._way(hint) for hint in hints]
        return _Coder(
            lambda value, pools: [way.write(one, pools) for way, one in zip(ways, value, strict=True)],
            lambda data, pools: tuple([way.read(one, pools) for way, one in zip(ways, _list(data), strict=True)]),
        )

    def _many(self, hint: Any) -> _Coder:
        """A tuple of any length of one kind."""
        if hint in _PLAIN:
            return _all_plain(_PLAIN[hint])
        if hint in self._rows:
            return _Coder(
                lambda value, pools: list(map(pools[hint].place, value)),
                lambda data, pools: tuple(map(pools[hint].__getitem__, _indices(data))),
            )
        way = self._way(hint)
        return _Coder(
            lambda value, pools: [way.write(one, pools) for one in value],
            lambda data, pools: tuple([way.read(one, pools) for one in _list(data)]),
        )


def _parts(kind: type) -> list[tuple[str, str]]:
    """The names of a dataclass's fields with what they hold, those of an enumeration's members with their values."""
    if issubclass(kind, Enum):
        return [(one.name, repr(one.value)) for one in kind]
    if not is_dataclass(kind) or not getattr(kind, "__dataclass_params__").frozen:  # noqa: B009 - typeshed does not know it
        raise TypeError(f"{kind!r} is neither a frozen dataclass nor an enumeration")
    if not all(field.init for field in fields(kind)):
        raise TypeError(f"{kind!r} has a field that it is not made from")
    return [(field.name, str(field.type)) for field in fields(kind)]


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


_PLAIN: dict[Any, tuple[type, ...]] = {str: (str,), int: (int,), bool: (bool,), float: (float, int), NoneType: (NoneType,)}
"""Annotations of what JSON knows as it is, and the very types that are meant: a number without a point may stay one."""


def _plain(kinds: Iterable[type]) -> _Coder:
    """What is the same in JSON."""
    allowed = frozenset(kinds)

    def same(value: Any, _: object) -> Any:
        if type(value) not in allowed:
            raise TypeError(f"{value!r} is not as it is annotated")
        return value

    return _Coder(same, same)


def _all_plain(kinds: Iterable[type]) -> _Coder:
    """Any number of them in a tuple, looked at together: most of a page is places of glyphs."""
    allowed = frozenset(kinds)

    def same(values: Any) -> Any:
        if not allowed.issuperset(map(type, values)):
            raise TypeError(f"{values!r} are not as they are annotated")
        return values

    return _Coder(lambda values, _: same(values), lambda data, _: tuple(same(_list(data))))


def _all_as(kinds: Iterable[Iterable[type]]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What looks at a row of plain values all at once, each of which may be of its own types."""
    allowed = frozenset(product(*kinds))

    def same(row: Sequence[Any]) -> Sequence[Any]:
        if tuple(map(type, row)) not in allowed:
            raise TypeError(f"{row!r} is not as it is annotated")
        return row

    return same


def _plain_row(kind: type, parts: Sequence[tuple[str, tuple[type, ...]]]) -> _Coder:
    """A dataclass of nothing but plain values."""
    same = _all_as(kinds for _, kinds in parts)
    names = [name for name, _ in parts]

    def write(value: Any, _: object) -> Sequence[Any]:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__qualname__}")
        return same([getattr(value, name) for name in names])

    return _Coder(write, lambda data, _: kind(*same(_list(data))))


def _pairs(way: _Coder) -> _Coder:
    """A dict by texts, in its order."""
    return _Coder(
        lambda value, pools: [[_text(key), way.write(one, pools)] for key, one in value.items()],
        lambda data, pools: {_text(key): way.read(one, pools) for key, one in _list(data)},
    )


def _any(value: Any) -> Any:
    """What facts of messages hold: plain values, and lists, tuples and dicts of them, each with its name before it."""
    kind = type(value)
    if kind in (list, tuple):
        return [kind.__name__, *map(_any, value)]
    if kind is dict:
        return ["dict", *([_text(key), _any(one)] for key, one in value.items())]
    if kind in (NoneType, bool, int, float, str):
        return value
    raise TypeError(f"{value!r} is no plain value")


def _any_of(data: Any) -> Any:
    if not isinstance(data, list):
        return data
    kind, *rest = data
    if kind == "dict":
        return {_text(key): _any_of(one) for key, one in rest}
    return {"list": list, "tuple": tuple}[kind](map(_any_of, rest))


def _list(data: Any) -> list[Any]:
    if type(data) is not list:
        raise TypeError(f"{data!r} is no list")
    return data


def _text(data: Any) -> str:
    if type(data) is not str:
        raise TypeError(f"{data!r} is no text")
    return data


def _indices(data: Any) -> list[int]:
    """Places in a pool. A negative one would be counted from its end."""
    if not {int}.issuperset(map(type, _list(data))) or min(data, default=0) < 0:
        raise TypeError(f"{data!r} are no places")
    return data  # type: ignore[no-any-return] # looked at
