"""Rules of `banmian proof`: what it is asked for, and what it writes."""

from __future__ import annotations

from .rule import ERROR, MACHINE, Exit, Guard, Rule

RULES = (
    Rule(
        "S110", MACHINE, ERROR,
        says=("no rule's code begins with {code}", "没有代码以 {code} 开头的规则"),
        hint=("near to it: {near}; `banmian explain` lists all", "相近的：{near}；全部规则见 `banmian explain`"),
        source="docs/proof.md",
        guards=Guard.WORK,
        exit=Exit.USAGE,
        comes=("`banmian proof --select R77`", "`banmian proof --select R77`"),
    ),
    Rule(
        "S111", MACHINE, ERROR,
        says=("{name} is not as `banmian proof` wrote it, or is something else: it stays as it is", "{name} 不是 `banmian proof` 写的，或写后改过：原样保留"),
        hint=("give it another name, or another folder: --out", "请改名，或用 --out 另指文件夹"),
        source="docs/proof.md",
        guards=Guard.FOLDER,
        exit=Exit.USAGE,
        comes=("somebody wrote remarks into proof.html", "有人在 proof.html 里写了批注"),
    ),
)  # fmt: skip
