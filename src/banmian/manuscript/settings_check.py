"""What is wrong in `issue.toml`, each thing with its line; what is right is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Diagnostic
from ..limits import ARTICLES_A_PAGE, ISSUE_PAGES, PROOF_WAIVERS, SETTINGS_PICTURES
from ..model import Span
from ..names import slug
from ..toml import said
from .rule_levels import fault_of_rule
from .settings_keys import FIRST_YEAR, KEYS, LINE, SettingsKey
from .sketches import fault_of


@dataclass(frozen=True)
class SettingsArray:
    """A table of `issue.toml` that there may be several of (`[[pictures]]`): how many, and the keys that none may lack."""

    limit: int
    needed: tuple[str, ...]


ARRAYS = {
    "pictures": SettingsArray(SETTINGS_PICTURES, ("caption", "image")),
    "pages": SettingsArray(ISSUE_PAGES, ("number",)),
    "proof.waivers": SettingsArray(PROOF_WAIVERS, ("rule", "text", "why")),
}


class SettingsCheck:
    """Walks the tables and collects what is wrong; what is right is kept."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.lines, self.noticed = path, text.split("\n"), list[Diagnostic]()
        self.entry = 0

    def table(self, data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, value in data.items():
            key = prefix + name
            if key in ("paper", "press", "epub", "archive", "proof") and isinstance(value, dict):
                kept[name] = self.table(value, f"{key}.")
            elif key in ARRAYS and isinstance(value, list):
                kept[name] = self.entries(key, value)
            elif key not in KEYS:
                self.notice("I002", key, keys=", ".join(sorted([*KEYS, "rules.CODE"])))
            elif not self.fits(KEYS[key], value):
                self.notice("I003", key, value=said(value), allowed=KEYS[key].allowed[0], allowed_zh=KEYS[key].allowed[1])
            else:
                kept[name] = value
        return kept

    def entries(self, key: str, value: list[Any]) -> list[dict[str, Any]]:
        """The entries of a table that there may be several of, each with its place."""
        array = ARRAYS[key]
        if len(value) > array.limit:
            self.notice("I006", key, found=len(value), limit=array.limit)
        heads = [n for n, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]", line)]
        kept, numbers = [], set[str]()
        for self.entry, entry in enumerate(value[: array.limit], 1):
            found = self.table(entry if isinstance(entry, dict) else {"?": entry}, f"{key}.")
            line = heads[self.entry - 1] if self.entry <= len(heads) else self.place(key).line
            found["place"] = Span(self.path, line, 1, line)
            kept.append(found)
            for needed in array.needed:
                if isinstance(entry, dict) and needed not in entry:
                    self.notice("I004", key, needed=needed)
            if key == "pages":
                self.page(found, numbers)
            if key == "proof.waivers" and "rule" in found and (fault := fault_of_rule(found["rule"])):
                self.noticed.append(Diagnostic(fault[0], self.place("proof.waivers.rule"), fault[1]))
        return kept

    def page(self, found: dict[str, Any], others: set[str]) -> None:
        """Whether an entry of `[[pages]]` is the only one of its page, with a sketch that can be read. `others`: what the
        entries before it are called; so is this one, from now on.
        """
        number, stories = found.get("number", ""), found.get("stories", [])
        found["plan_at"] = self.place("pages.plan")
        if number and (plain := slug(number)) in others:
            self.notice("I030", "pages.number", number=number)
        elif number:
            others.add(plain)
        if len(stories) > ARTICLES_A_PAGE:
            self.notice("I006", "pages.stories", found=len(stories), limit=ARTICLES_A_PAGE)
        if fault := fault_of(found.get("plan", ""), len(stories)):
            self.notice("I034", "pages.plan", fault=fault[0], fault_zh=fault[1])

    def fits(self, key: SettingsKey, value: Any) -> bool:
        if key.kind is list:
            return isinstance(value, list) and bool(value) and all(_is_word(one) for one in value)
        if key.kind is dict:
            return isinstance(value, dict) and all(
                _is_word(k) and _is_word(v) and len(k) == len(v) for k, v in value.items()
            )
        if key.kind is datetime.datetime:
            return isinstance(value, datetime.datetime) and value.tzinfo is not None and value.year >= FIRST_YEAR
        if key.kind is bool or isinstance(value, bool):
            return key.kind is bool and isinstance(value, bool)
        if not isinstance(value, key.kind):
            return False
        return self.matches(key, value)

    def matches(self, key: SettingsKey, value: Any) -> bool:
        if isinstance(value, str):
            return re.fullmatch(key.pattern, value) is not None
        return bool(key.low <= value <= key.high)

    def place(self, key: str) -> Span:
        """Where a key stands: in its table or behind its name, one of `[[pictures]]` in its own entry."""
        table, _, name = key.rpartition(".")
        line = next((n for n in self._lines_of(table) if _begins(self.lines[n - 1], name, key)), 0)
        line = line or next((n for n in self._lines_of(table)), 1)
        text = self.lines[line - 1]
        return Span(self.path, line, len(text) - len(text.lstrip()) + 1, line)

    def _lines_of(self, table: str) -> Iterator[int]:
        """The numbers of the lines of a table, its head first; of `[[pictures]]` those of the entry in hand."""
        here, seen = "", 0
        for number, line in enumerate(self.lines, 1):
            if hit := re.match(r"\s*\[+\s*([^\[\]]*?)\s*\]", line):
                here = hit[1]
                seen += here == table
            inside = here == table or (table and here.startswith(f"{table}."))
            own = inside and (table not in ARRAYS or seen == self.entry)
            if own or (table and not here) or (not table and hit):  # paper.slug = "…" stands before the first table
                yield number

    def notice(self, code: str, key: str, **facts: object) -> None:
        self.noticed.append(Diagnostic(code, self.place(key), {"key": key, **facts}))


def _begins(line: str, name: str, key: str) -> bool:
    """Whether a line gives a key, or is the head of a table of that name."""
    quoted = "|".join(re.escape(one) for one in (name, f'"{name}"', key))
    return re.match(rf"\s*(?:\[+\s*)?(?:{quoted})\s*(?:[=.\]]|$)", line) is not None


def _is_word(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(LINE, value) is not None
