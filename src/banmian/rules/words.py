"""A rule in words, in both languages: for `banmian explain` and for the pages of docs/rules/."""

from __future__ import annotations

import re
import unicodedata
from string import Formatter

from .rule import Both, Exit, Guard, Rule, Scope, Severity

LEVELS: dict[Severity, Both] = {
    Severity.ERROR: ("error", "错误"), Severity.WARNING: ("warning", "警告"), Severity.NOTE: ("note", "提示")
}  # fmt: skip
STOPS: dict[Scope, Both] = {
    Scope.ALL: ("stops everything", "全部中止"),
    Scope.PAGES: ("stops the targets that show print pages; books alone go without the page", "凡要用到版面的品种中止；只出电子书时略去这一版"),
    Scope.FINAL: ("stops the targets that leave the house as they are (press, archive); `--draft` makes them as drafts", "付印、存档等定稿品种中止；`--draft` 可先出样稿"),
    Scope.TARGET: ("stops the target that it was found in, and what needs it", "所在的品种中止，用到它的也中止"),
}  # fmt: skip
LABELS: dict[str, Both] = {
    "level": ("level", "级别"), "hint": ("hint", "建议"), "asked": ("asked for by", "谁要求"), "source": ("source", "出处"),
    "change": ("change", "调整"), "stops": ("as an error it", "作为错误时"),
    "bad": ("breaks it", "反例"), "good": ("keeps it", "正例"), "comes": ("how it comes about", "从何而来"),
}  # fmt: skip
EXITS: dict[Exit, Both] = {
    Exit.DONE: ("done; warnings and notes may have been said", "完成；可能有警告和提示"),
    Exit.MANUSCRIPT: ("the manuscript or issue.toml is to be mended", "稿件或 issue.toml 有待改正"),
    Exit.USAGE: ("the command is called in a way that there is not: an unknown option, rule or target", "命令用法不对：没有这个选项、规则或品种"),
    Exit.MAKE_UP: ("a page cannot be made up, or its layout is to be mended", "版面拼不成，或版式有待改正"),
    Exit.OUTPUT: ("a finished file is not good: the engine, conservation, a judge or `banmian check` says so", "成品不合格：排版引擎、字符守恒、送检或 `banmian check` 查出问题"),
    Exit.MACHINE: ("the machine is in the way: a file, a folder, a program that is missing", "机器方面的问题：文件、文件夹，或缺少程序"),
    Exit.STOPPED: ("stopped by Ctrl-C", "被 Ctrl-C 中止"),
    Exit.UNREAD: ("whoever read the output has gone (a closed pipe)", "读取输出的一方已经离开（管道关闭）"),
}  # fmt: skip
"""What each exit code of the command line means."""
_HOUSE: Both = ("the house's own", "本程序自定")
_CHANGES: dict[str, Both] = {
    "free": ("[rules] of issue.toml can give it another level or turn it off, and says why", "issue.toml 的 [rules] 可改级别或关闭，放宽须写理由"),
    "kept": ("can be made stricter, never milder: it guards {}", "只能加严，不能放宽：它守护的是{}"),
    "most": ("cannot be changed: it guards {}", "不能更改：它守护的是{}"),
}  # fmt: skip
_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def template(text: str) -> str:
    """What a rule says, with the names of its facts in braces."""
    parts = Formatter().parse(text)
    return "".join(literal + (f"{{{name}}}" if name is not None else "") for literal, name, _, _ in parts)


def source(rule: Rule, lang: str) -> str:
    """Where a rule comes from."""
    return _HOUSE[lang == "zh"] if rule.source == "house" else rule.source


def stops(rule: Rule, lang: str) -> str:
    """What an error of a rule stops, and its exit code."""
    zh = lang == "zh"
    return f"{STOPS[rule.stops][zh]}{'；退出码' if zh else '; exit code'} {rule.ends_with.value}"


def change(rule: Rule, lang: str) -> str:
    """Who may change a rule's level, and which way."""
    guard: Guard | None = rule.guards
    if guard is None:
        return _CHANGES["free"][lang == "zh"]
    key = "most" if rule.level is Severity.ERROR else "kept"
    return _CHANGES[key][lang == "zh"].format(guard.value[lang == "zh"])


def visible(text: str) -> str:
    """A text in which nothing is hidden: characters that cannot be seen are written by their numbers."""
    return "".join(
        f"\\u{ord(c):04x}" if (not c.isprintable() and c not in "\n\t\u3000") or _UNSEEN.match(c) or _odd(c) else c
        for c in text
    )


def _odd(character: str) -> bool:
    """Whether a character is white space that looks like another."""
    return character not in " \n\t\u3000" and unicodedata.category(character) == "Zs"
