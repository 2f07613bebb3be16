"""`banmian explain`: a rule in words, or the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .rules.registry import near, of_letter, rule_of
from .rules.rule import SUBJECTS, Rule
from .rules.words import LABELS, LEVELS, change, source, stops, template, visible


def found(codes: tuple[str, ...]) -> tuple[list[Rule], list[str]]:
    """The rules of some codes, in capitals or not, and the codes that are none."""
    rules, unknown = [], []
    for code in dict.fromkeys(code.strip().upper() for code in codes):
        try:
            rules.append(rule_of(code))
        except KeyError:
            unknown.append(code)
    return rules, unknown


def no_rule(code: str, lang: str) -> str:
    """One sentence about a code that is none."""
    zh, others = lang == "zh", near(code)
    said = f"没有规则“{code}”" if zh else f"there is no rule {code!r}"
    help_ = ("；相近的：" if zh else "; near to it: ") + ", ".join(others)
    every = "；`banmian explain` 列出全部" if zh else "; `banmian explain` lists all"
    return said + (help_ if others else every)


def explained(rule: Rule, lang: str) -> str:
    """Everything about a rule, as lines."""
    return "\n".join(_lines(rule, lang))


def _lines(rule: Rule, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield f"{rule.code}  {template(rule.says[zh])}"
    said = {
        "level": f"{LEVELS[rule.level][zh]}  ({rule.subject.name[zh]})", "hint": template(rule.hint[zh]),
        "asked": rule.asked_by[zh], "source": source(rule, lang), "change": change(rule, lang),
        "stops": stops(rule, lang), "comes": rule.comes[zh],
    }  # fmt: skip
    yield from (f"  {LABELS[name][zh]}: {text}" for name, text in said.items() if text)
    for name, text in (("bad", rule.bad), ("good", rule.good)):
        if text or rule.bad:
            yield f"  {LABELS[name][zh]}:"
            yield from (f"      {line}".rstrip() for line in visible(text).split("\n"))


def listed(lang: str) -> str:
    """All rules in one line each, by subject."""
    zh = lang == "zh"
    parts = []
    for subject in SUBJECTS:
        rules = of_letter(subject.letter).values()
        rows = [f"  {rule.code}  {LEVELS[rule.level][zh]:<7}  {template(rule.says[zh])}" for rule in rules]
        if rows:
            parts.append("\n".join([f"{subject.letter}  {subject.name[zh]}", *rows]))
    return "\n\n".join(parts)


def as_json(rule: Rule) -> dict[str, Any]:
    """A rule for machines, in both languages."""
    both = {name: dict(zip(("en", "zh"), value, strict=True)) for name, value in vars(rule).items() if _is_both(value)}
    return {
        "code": rule.code,
        "subject": dict(zip(("en", "zh"), rule.subject.name, strict=True)),
        "level": rule.level.value,
        "stops": rule.stops.value,
        "exit": rule.ends_with.value,
        "guards": rule.guards.name.lower() if rule.guards else None,
        **({"asked_by": dict(zip(("en", "zh"), rule.asked_by, strict=True))} if rule.asked_by[0] else {}),
        "source": rule.source,
        "bad": rule.bad,
        "good": rule.good,
        **both,
    }


def _is_both(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
