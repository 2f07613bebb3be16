"""`[modules]` of a `layout.toml` as values: the types of the page, ranks with their heads, prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..diagnostics import Refused
from ..model import KINDS_OF_STORY
from .module_rules import ModuleRules, PageType, PlanPrices, RankRules

_PLAIN = ("columns", "alley", "gap", "narrowest", "widest", "frame")


def check_modules(said: Mapping[str, Any], refuse: Callable[..., Refused]) -> None:
    """Raises `Refused` where a layout with modules lacks a type of the page, a rank, or what a rank must say."""
    if not said:
        return
    if not any(said.get("types", {}).values()):
        raise refuse("L014", "modules.types", "modules", table="modules")
    ranks = said.get("ranks", {})
    numbered = [name for name in ranks if name not in KINDS_OF_STORY]
    wanted = [str(number) for number in range(1, max(1, len(numbered)) + 1)]
    for name in (*wanted, *KINDS_OF_STORY):
        for key in ("size", "least", "most"):
            if key not in ranks.get(name, {}):
                rank = f"modules.ranks.{name}"
                raise refuse("L014", f"{rank}.{key}", rank, "modules", table="modules.ranks")
        if ranks[name]["least"] > ranks[name]["most"]:
            facts = {"floor": ranks[name]["least"], "base": ranks[name]["most"], "ceiling": ranks[name]["most"]}
            raise refuse("L017", f"modules.ranks.{name}.least", **facts)


def module_rules(said: Mapping[str, Any]) -> ModuleRules | None:
    """What the layout says of pages of many stories; None where it says nothing."""
    if not said:
        return None
    kept = {key: one for key, one in said["types"].items() if one}
    types = [(one.get("price", 0), *key.split("/")) for key, one in kept.items()]
    ranks = said["ranks"]
    return ModuleRules(
        **{name: said[name] for name in _PLAIN if name in said},
        types=tuple(PageType(float(size), int(lines), float(price)) for price, size, lines in sorted(types, key=_price)),
        ranks=tuple(_rank(ranks[str(number)]) for number in range(1, len(ranks) - len(KINDS_OF_STORY) + 1)),
        kinds={kind: _rank(ranks[kind]) for kind in KINDS_OF_STORY},
        prices=PlanPrices(**said.get("prices", {})),
    )


def _price(one: tuple[float, str, str]) -> float:
    """Types by their price; those of one price as they are written."""
    return one[0]


def _rank(said: Mapping[str, Any]) -> RankRules:
    return RankRules(float(said["size"]), (said["least"], said["most"]), float(said.get("pictures", 0)))
