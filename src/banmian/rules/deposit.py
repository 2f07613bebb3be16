"""Rules of deposits."""

from __future__ import annotations

from .rule import DEPOSIT, ERROR, Guard, Rule

RULES = (
    Rule(
        "D001", DEPOSIT, ERROR,
        says=("a draft is not deposited", "样稿不入存档包"),
        hint=("build without --draft, when all pictures are there", "图片齐全后，不带 --draft 再出一次"),
        source="docs/design.md",
        guards=Guard.WORK,
        comes=("`banmian build --to deposit --draft`", "`banmian build --to deposit --draft`"),
    ),
    Rule(
        "D002", DEPOSIT, ERROR,
        says=("{where}, line {line}: not as its schema has it: {fault}", "{where} 第 {line} 行不合规范：{fault}"),
        hint=("this is a fault of the program: the last good deposit was left as it is", "这是程序的毛病，上一个完好的存档包没有动"),
        source="METS 1.12.1; MODS 3.7; PREMIS 3.0; ALTO 4.4",
        guards=Guard.STANDARD,
        comes=("a text or a setting that no test has thought of", "稿件或设置里有测试没有想到的内容"),
    ),
)  # fmt: skip
