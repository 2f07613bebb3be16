"""The pages of docs/rules/ and docs/zh/rules/, made of the rules: `python -m banmian.rules.pages docs` writes them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from .registry import of_letter
from .rule import SUBJECTS, Both, Exit, Rule, Subject
from .words import EXITS, LABELS, LEVELS, change, source, stops, template, visible

FOLDERS = {"en": "rules", "zh": "zh/rules"}
"""Where the pages of a language lie, below docs/."""
_SPECIAL = re.compile(r"([\\*_<>\[\]|]|(?<=\])\()")
_MADE: Both = (
    "Made by `python -m banmian.rules.pages docs` from `src/banmian/`; a test holds it. `banmian explain CODE` says the same.",
    "由 `python -m banmian.rules.pages docs` 据 `src/banmian/` 生成，有测试核对。`banmian explain 代码` 给出同样的内容。",
)
_HEADS: dict[str, Both] = {
    "index": ("Rules", "规则"), "exits": ("Exit codes", "退出码"), "all": ("All rules", "全部规则"),
    "code": ("code", "代码"), "level": ("level", "级别"), "says": ("what it says", "说明"), "means": ("means", "含义"),
    "subject": ("subject", "类别"), "exit": ("exit code of its errors", "错误时的退出码"),
}  # fmt: skip
_INTRO: Both = (
    "Everything that banmian says has a code, and each code is a rule: a letter for its subject and three digits. An error stops "
    "everything, or the targets that it befalls (the others are delivered); a warning and a note do not. With `--strict` a warning "
    "stops everything, too. [issue.toml](../issue-toml.md) can give a rule another level, "
    "or turn it off and say why. What guards the text, the glyphs, a claimed standard, the output folder, a limit or the machine can "
    "be made stricter, never milder; neither can a fault after which there is nothing to go on with.",
    "banmian 所说的每句话都有代码，每个代码是一条规则：一个字母表示类别，加三位数字。错误会中止全部或有关的品种（其余照常"
    "交付），警告和提示不会；加 `--strict` 时警告也中止全部。[issue.toml](../../issue-toml.md) 可以更改一条规则的级别，或关闭它并写明理由。凡守护正文、字形、所声明的标准、输出文件夹、上限或"
    "本机安全的规则，只能加严，不能放宽；有了便无法继续的毛病也是如此。",
)


def pages() -> dict[str, str]:
    """Every page by its path below docs/."""
    made = {}
    for lang, folder in FOLDERS.items():
        made[f"{folder}/index.md"] = "\n".join(_index(lang)) + "\n"
        for subject in SUBJECTS:
            if of_letter(subject.letter):
                made[f"{folder}/{slug(subject)}.md"] = "\n".join(_page(subject, lang)) + "\n"
    return made


def slug(subject: Subject) -> str:
    """The name of a subject's page, without its ending."""
    return re.sub(r"[^a-z]+", "-", subject.name[0].lower())


def _index(lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield from (f"# {_HEADS['index'][zh]}", "", _INTRO[zh], "", _MADE[zh], "")
    yield from _table(["", "subject", "exit"], zh)
    for subject in SUBJECTS:
        name = subject.name[zh]
        linked = f"[{name}]({slug(subject)}.md)" if of_letter(subject.letter) else name
        yield f"| {subject.letter} | {linked} | {subject.exit.value} |"
    yield from ("", f"## {_HEADS['exits'][zh]}", "")
    yield from _table(["code", "means"], zh)
    yield from (f"| {code.value} | {EXITS[code][zh]} |" for code in Exit)
    yield from ("", f"## {_HEADS['all'][zh]}", "")
    yield from _table(["code", "level", "says"], zh)
    for subject in SUBJECTS:
        for rule in of_letter(subject.letter).values():
            anchor = f"{slug(subject)}.md#{rule.code.lower()}"
            yield f"| [{rule.code}]({anchor}) | {LEVELS[rule.level][zh]} | {_plain(template(rule.says[zh]))} |"


def _table(heads: list[str], zh: bool) -> list[str]:
    shown = [_HEADS[head][zh] if head else " " for head in heads]
    return [f"| {' | '.join(shown)} |", "|---" * len(heads) + "|"]


def _page(subject: Subject, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield from (f"# {subject.letter}: {subject.name[zh]}", "", _MADE[zh])
    for rule in of_letter(subject.letter).values():
        yield from _section(rule, lang)


def _section(rule: Rule, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    yield from ("", f"## {rule.code}", "", f"**{LEVELS[rule.level][zh]}**: {_plain(template(rule.says[zh]))}", "")
    said = {"hint": _plain(template(rule.hint[zh])), "comes": _plain(rule.comes[zh]), "asked": rule.asked_by[zh]}
    said |= {"source": _linked(source(rule, lang), lang), "change": _plain(change(rule, lang)), "stops": stops(rule, lang)}
    yield from (f"- {LABELS[name][zh]}: {text}" for name, text in said.items() if text)
    for name, text in (("bad", rule.bad), ("good", rule.good)):
        if text or rule.bad:
            yield from ("", f"{LABELS[name][zh]}:", "", "```text", visible(text).rstrip("\n"), "```")


def _plain(text: str) -> str:
    """A text in which Markdown sees no mark-up but what stands between backticks."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else _SPECIAL.sub(r"\\\1", part) for part in parts)


def _linked(text: str, lang: str) -> str:
    """A source with its page of docs/ as a link."""
    up = "../" * (FOLDERS[lang].count("/") + 1)
    return re.sub(r"docs/([\w-]+\.md)", lambda hit: f"[docs/{hit[1]}]({up}{hit[1]})", text)


def main(docs: Path) -> None:
    """Write every page below a folder."""
    for name, text in pages().items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
