"""The table of targets: those of every module of this package, and the entry points of other packages.

A module lists its targets in `TARGETS`. An entry point of the group `banmian.targets` has its target's name and leads to a
`Target`. An installed package is trusted code; one that is at fault is named (S034), and its target left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from pkgutil import iter_modules

from ..diagnostics import Diagnostic
from ..rules.rule import Both
from .target import PALETTES, Target

GROUP = "banmian.targets"
_NAME = re.compile("[a-z][a-z0-9-]{0,39}")
_DOUBLED = ("another target has that name", "另有同名的品种")
_OTHER = ("it leads to no target of that name", "它指向的不是这个名字的品种")
_UNSOUND = ("a field of it is of another kind than docs/extend.md says", "有字段的类型与 docs/extend.md 所说不同")
_CIRCLE = ("what it needs needs it", "它与它所需的品种互相依赖")


@dataclass(frozen=True)
class TargetTable:
    """Targets by name, in the order of lists. `packages`: of those from elsewhere, the package with its version;
    `noticed`: what is wrong with others.
    """

    targets: Mapping[str, Target]
    packages: Mapping[str, str]
    noticed: tuple[Diagnostic, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What may be asked for."""
        return tuple(name for name, target in self.targets.items() if not target.reduces)

    @property
    def reducing(self) -> tuple[str, ...]:
        """What is made in a layout that reduces, and cannot be asked for otherwise."""
        return tuple(name for name, target in self.targets.items() if target.reduces)

    @property
    def reduced(self) -> tuple[str, ...]:
        """What those are made from."""
        return tuple(dict.fromkeys(need for name in self.reducing for need in self.targets[name].needs))

    @property
    def usual(self) -> tuple[str, ...]:
        """What is made when nobody says what."""
        return tuple(name for name, target in self.targets.items() if target.usual)

    def with_needs(self, names: Collection[str]) -> list[Target]:
        """Targets and all that they need, each after what it needs, else in the order of lists."""
        made: dict[str, Target] = {}

        def add(name: str) -> None:
            for need in self.targets[name].needs:
                add(need)
            made.setdefault(name, self.targets[name])

        for name in self.targets:
            if name in names:
                add(name)
        return list(made.values())

    def packages_of(self, name: str) -> list[str]:
        """The packages from elsewhere that have a part in a target's files; none for a name that is no target's."""
        return sorted({self.packages[one.name] for one in self.with_needs([name]) if one.name in self.packages})

    def faults_of(self, names: Sequence[str]) -> list[Diagnostic]:
        """What is wrong with an order of targets. S031: there is no such one; S032: named twice; S033: none is named."""
        facts = {"targets": ", ".join(self.names)}
        times = Counter(names)
        return [
            *([] if names else [Diagnostic("S033", None, facts)]),
            *(Diagnostic("S031", None, facts | {"name": name[:60]}) for name in times if name not in self.names),
            *(Diagnostic("S032", None, {"name": name[:60]}) for name, count in times.items() if count > 1),
        ]


@cache
def table() -> TargetTable:
    """The table, put together once for the process."""
    own = {target.name: target for target in _own()}
    found, faults = _from_elsewhere(own)
    whole, lacking = _whole(own | {name: target for name, (target, _) in found.items()})
    faults += [(name, found[name][1], fault) for name, fault in lacking.items() if name in found]
    listed = sorted(whole.values(), key=lambda target: (target.rank, target.name))
    return TargetTable(
        {target.name: target for target in listed},
        {name: package for name, (_, package) in found.items() if name in whole},
        tuple(_fault(*one) for one in sorted(faults)),
    )


def _own() -> Iterator[Target]:
    for module in iter_modules(import_module(__package__).__path__):
        yield from getattr(import_module(f"{__package__}.{module.name}"), "TARGETS", ())


_Faults = list[tuple[str, str, Both]]
"""Of targets that cannot be used: the name, the package, why."""


def _from_elsewhere(own: Collection[str]) -> tuple[dict[str, tuple[Target, str]], _Faults]:
    """The targets of entry points, each with its package, and what is wrong with others."""
    found: dict[str, tuple[Target, str]] = {}
    faults: _Faults = []
    try:
        points = list(metadata.entry_points(group=GROUP))
    except Exception as fault:  # a broken list of any installed package
        return {}, [(GROUP, "?", _said(fault))]
    times = Counter([*own, *(point.name for point in points)])
    for point in points:
        loaded = _DOUBLED if times[point.name] > 1 else _loaded(point)
        if isinstance(loaded, Target):
            found[point.name] = loaded, _package_of(point)
        else:
            faults.append((point.name, _package_of(point), loaded))
    return found, faults


def _loaded(point: metadata.EntryPoint) -> Target | Both:
    """The target of an entry point, or why it is none."""
    try:
        target = point.load()
    except (Exception, SystemExit) as fault:  # whatever the module of somebody else does when it is loaded
        return _said(fault)
    if not isinstance(target, Target) or target.name != point.name:
        return _OTHER
    return target if _is_sound(target) else _UNSOUND


def _is_sound(target: Target) -> bool:
    """Whether the fields are what the table and the report take them for."""
    texts = (target.says, target.promises, target.needs)
    flags = (target.shows_pages, target.reduces, target.usual, target.final)
    return (
        _NAME.fullmatch(target.name) is not None
        and all(isinstance(some, tuple) and all(isinstance(one, str) for one in some) for some in texts)
        and len(target.says) == len(("English", "Chinese"))
        and target.palette in PALETTES
        and isinstance(target.flavour, str)
        and isinstance(target.rank, int)
        and all(isinstance(flag, bool) for flag in flags)
    )


def _package_of(point: metadata.EntryPoint) -> str:
    try:
        return f"{point.dist.name} {point.dist.version}" if point.dist else "?"
    except (KeyError, FileNotFoundError):  # a package without metadata, as later versions of Python tell it
        return "?"


def _whole(targets: dict[str, Target]) -> tuple[dict[str, Target], dict[str, Both]]:
    """The targets whose needs can all be met, and what the others lack."""
    faults: dict[str, Both] = {}
    while bad := {name: lack for name in targets if (lack := _lacking(name, targets))}:
        faults |= bad
        targets = {name: target for name, target in targets.items() if name not in bad}
    return targets, faults


def _lacking(name: str, targets: Mapping[str, Target]) -> Both | None:
    """What keeps the needs of a target from being met."""
    for need in targets[name].needs:
        if need not in targets:
            return f"it needs {need!r}, which is no target", f"它需要“{need}”，但没有这个品种"
    seen: set[str] = set()
    waiting = list(targets[name].needs)
    while waiting:
        one = waiting.pop()
        waiting += targets[one].needs if one in targets and one not in seen else ()
        seen.add(one)
    return _CIRCLE if name in seen else None


def _fault(name: str, package: str, what: Both) -> Diagnostic:
    return Diagnostic("S034", None, {"name": name[:60], "package": package[:60], "what": what[0], "what_zh": what[1]})


def _said(fault: BaseException) -> Both:
    text = f"{type(fault).__name__}: {fault}"[:200]
    return text, text
