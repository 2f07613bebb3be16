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
)  # fmt: skip
