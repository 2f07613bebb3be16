"""What becomes of all that is in an output folder when new files come, worked out before anything is touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics import Diagnostic
from ..reading import folded, shown
from .carry import Occupant, TakenNames, is_ours, places, walk
from .disk import Disk
from .manifest import File, Manifest
from .units import theirs


@dataclass(frozen=True)
class ShelfPlan:
    """What the new files take; the program's own that stay, by name; all that stays, by the names that it gets; what the
    user is told. `ours`: what the program made and nobody has changed; `moves`: whether anything gets another name.
    """

    taken: TakenNames
    stays: Mapping[str, File]
    placed: Mapping[str, Occupant]
    noticed: list[Diagnostic]
    ours: Set[str] = frozenset()
    moves: bool = False

    def is_done(self, listed: Manifest, wanted: Manifest) -> bool:
        """Whether the folder is already what it is to be, to the last byte."""
        return listed == wanted and wanted.files.keys() <= self.ours and not self.moves and not self.taken.kept


Still = Callable[[str], str]
"""The digest of what a target would be made from now, by its name."""


def planned(
    old: Path, listed: Manifest, new: Mapping[str, str], made_from: Still, failed: Set[str], disk: Disk
) -> ShelfPlan:
    """The plan for a folder and its manifest. `new`: the unit of each new file by its name, "" for none; `failed`: the
    targets that were to be made and could not be, of which the last good unit stays.
    """
    taken = TakenNames.by(new, {})
    found = list(walk(old, taken, disk)) if old.exists() else []
    ours = {one.name for one in found if is_ours(one, listed)}
    if kept := theirs(found, ours, listed, taken):
        taken = replace(taken, kept=kept)
        found = list(walk(old, taken, disk))
        ours = {name for name in ours if not taken.keeps(name)}
    fits = {one.name for one in found if one.name in ours and one.wanted == one.name and not taken.holds(one.name)}
    stays = _staying(listed, fits, taken, lambda one: made_from(one.target) == one.made_from or _is_last(one, failed))
    placed = places([one for one in found if one.name in stays or one.name not in ours], taken)
    gone = sorted(name for name in ours & set(listed.files) - set(stays) if not taken.holds(name))
    moved = [(one.name, name) for name, one in placed.items() if name != one.name and not taken.keeps(one.name)]
    noticed = [*_gone(gone, listed, taken), *_said("S024", moved), *_said("S060", list(kept.items()))]
    noticed += _outlived(stays, made_from)
    return ShelfPlan(taken, stays, placed, noticed, ours, bool(moved))


def _staying(listed: Manifest, fits: Set[str], taken: TakenNames, is_good: Callable[[File], bool]) -> dict[str, File]:
    """The files that are still good and have their place; of a unit, all or none."""
    stays = {name: one for name, one in listed.files.items() if name in fits and is_good(one)}
    broken = {unit for name, unit in listed.units.items() if name not in stays or taken.holds(unit)}
    return {name: one for name, one in stays.items() if not one.unit or one.unit not in broken}


def _is_last(one: File, failed: Set[str]) -> bool:
    """Whether a file belongs to a unit whose successor could not be made."""
    return bool(one.unit) and one.target in failed


def _outlived(stays: Mapping[str, File], made_from: Still) -> list[Diagnostic]:
    """S061 for the units that stay though they are not of today."""
    units = dict.fromkeys(one.unit for one in stays.values() if one.unit and made_from(one.target) != one.made_from)
    return [Diagnostic("S061", None, {"name": shown(Path(unit))}) for unit in units]


def _gone(names: Sequence[str], listed: Manifest, taken: TakenNames) -> list[Diagnostic]:
    """S023, with one name for a unit; none for one whose place a new one takes."""
    units = {name: listed.files[name].unit for name in names if folded(listed.files[name].unit) not in taken.units}
    told = list(dict.fromkeys(f"{unit}/" if unit else name for name, unit in units.items()))
    shown_names = ", ".join(told[:8]) + (" …" if len(told) > 8 else "")
    return [Diagnostic("S023", None, {"count": len(units), "names": shown_names})] if units else []


def _said(code: str, moved: Sequence[tuple[str, str]]) -> list[Diagnostic]:
    """That something of the user's has another name now."""
    return [Diagnostic(code, None, {"name": shown(Path(old)), "now": shown(Path(new))}) for old, new in moved if old != new]
