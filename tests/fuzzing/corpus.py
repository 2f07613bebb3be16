"""What inputs are made of: real texts, odd bits of text, and changes to texts and bytes that any kind may use."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from tests import eight_pages

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "liaocheng-daily" / "2022-12-27"
WORDS = "东昌府区 优化 营商环境 项目 投资 图书馆 开门 昨天 三百多位 读者 记者 张三 锦 国 人 的 一 孟堃 双囍 𠮷野 葛 邉 々 〇 龘 𫠠".split()
EVERYDAY = WORDS[:17]
"""What every face has."""
MARKS = [*list("，。；：、？！“”‘’（）《》〈〉【】「」『』—…·～"), "——", "……", "。”", "，“"]
STARS = ["*", "**", "***", "****", "_", "__", "*甲*", "**乙**", "3*4*5", "**记者：**", "**“十四五”**", "\\*", "~~"]
NOTES = ["{堃|kūn}", "{孟堃|mèng|kūn}", "{堃|坤}", "[着重]{.dot}"]
BAD_NOTES = ["{|}", "{堃|}", "{a|b|c}", "{", "}", "|", "[", "]{.dot}", "{.dot}", "{*堃*|kūn}"]
LATIN = [
    "A",
    "5G",
    "CO₂",
    "Łódź",
    "⅓",
    "9.6亿元",
    "1—10月",
    "3.42%",
    "http://a.cn/*b*",
    "a@b.cn",
    "<p>",
    "<br/>",
    "&nbsp;",
    "&",
    "`x`",
    "\\",
]
SIGNS = [*list("①Ⅰ♀☆■°℃₽€😀👩🏽"), "👨\u200d👩\u200d👧", "葛󠄀", "❤️", "é", "\ue5e5", "\U000f0000"]
BLANKS = ["\u3000", " ", "\t", "\u00a0", "\u202f"]
UNSEEN = ["\u200b", "\u200d", "\ufeff", "\u202e", "\u2028", "\u0085", "\x0c", "\x0b", "\x1b", "\x7f", "\xad", "\ufffe"]
PICTURES = [
    "![图说](a.jpg)",
    "![](a.jpg)",
    '![图](a.jpg "题目")',
    "![图](<图 一.jpg>)",
    "![图](../a.jpg)",
    "![图",
    "](b.png)",
    "![甲](a.jpg)![乙](b.png)",
    "![图](图(一).jpg)",
]
ODD = (MARKS, STARS, NOTES, LATIN, SIGNS, BLANKS)
BAD = (BAD_NOTES, UNSEEN, PICTURES)
LINE_STARTS = [
    "# ",
    "## ",
    "### ",
    "#### ",
    "#",
    "> ",
    ">" * 20 + " ",
    "- ",
    "1. ",
    "一、",
    "| ",
    "|",
    "---",
    "***",
    "\t",
    "    ",
    "　　",
    "```",
    "===",
    "\\",
]


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    """Manuscripts that people wrote: the seed's, parts of it, those of the text cases, the eight odd pages."""
    seed = (SEED / "T01.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=## 创新|### )", seed)
    cases = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*.case"))]
    found = [page for case in cases for page in re.findall(r"(?ms)^--- \S+\.md\n(.*?)(?=^--- )", case)]
    odd = [eight_pages._page(number, 0) for number in range(1, 9)]
    return (parts[0] + "".join(parts[2:4]), parts[0], *(parts[0] + part for part in parts[3:]), *found, *odd)


@lru_cache(maxsize=1)
def lines() -> tuple[str, ...]:
    """Every line of them, long ones cut."""
    return tuple(line[:120] for text in texts() for line in text.split("\n"))


Say = Callable[[random.Random, int], str]
"""Gives a stretch of text of at most so many bits."""


def speaker(dice: random.Random) -> Say:
    """One that speaks in words and marks and, from page to page, in this or that oddity, so that many pages are good."""
    odd = dice.sample(ODD, dice.choice((0, 1, 1, 1, 2, 2, len(ODD))))
    bad = dice.sample(BAD, dice.choice((0,) * 8 + (1, 2)))
    atoms = [WORDS, WORDS, WORDS, MARKS, *odd, *bad]
    return lambda dice, most=12: "".join(dice.choice(dice.choice(atoms)) for _ in range(dice.randint(1, most)))


def phrase(dice: random.Random, most: int = 12) -> str:
    """A stretch of text with anything in it."""
    return "".join(
        dice.choice(dice.choice(BAD if dice.random() < 0.05 else (WORDS, *ODD))) for _ in range(dice.randint(1, most))
    )


def plain(dice: random.Random, most: int = 12) -> str:
    """A stretch of nothing but words and marks."""
    made = "".join(
        dice.choice(WORDS) + (dice.choice(MARKS[:8]) if dice.random() < 0.3 else "") for _ in range(dice.randint(1, most))
    )
    return made.translate({ord(c): None for c in "龘𫠠邉"})


def _cut(dice: random.Random, made: list[str]) -> None:
    del made[dice.randrange(len(made))]


def _double(dice: random.Random, made: list[str]) -> None:
    at = dice.randrange(len(made))
    made[at:at] = [made[at]] * dice.choice((1, 1, 2, 30))


def _swap(dice: random.Random, made: list[str]) -> None:
    a, b = dice.randrange(len(made)), dice.randrange(len(made))
    made[a], made[b] = made[b], made[a]


def _put(dice: random.Random, made: list[str]) -> None:
    at = dice.randrange(len(made))
    where = dice.randint(0, len(made[at]))
    made[at] = made[at][:where] + phrase(dice, 3) + made[at][where:]


def _blank(dice: random.Random, made: list[str]) -> None:
    made.insert(dice.randrange(len(made)), dice.choice(("", "", " ", "　")))


def _join(dice: random.Random, made: list[str]) -> None:
    at = dice.randrange(len(made))
    made[at : at + 2] = ["".join(made[at : at + 2])]


def _break(dice: random.Random, made: list[str]) -> None:
    at = dice.randrange(len(made))
    where = dice.randint(0, len(made[at]))
    made[at : at + 1] = [made[at][:where], made[at][where:]]


def _start(dice: random.Random, made: list[str]) -> None:
    at = dice.randrange(len(made))
    made[at] = dice.choice(LINE_STARTS) + made[at].lstrip("#> ")


def _wrap(dice: random.Random, made: list[str]) -> None:
    at, stars = dice.randrange(len(made)), dice.choice(("*", "**", "***", "“", "{", "["))
    a, b = sorted(dice.randint(0, len(made[at])) for _ in "ab")
    made[at] = made[at][:a] + stars + made[at][a:b] + stars + made[at][b:]


def _foreign(dice: random.Random, made: list[str]) -> None:
    made.insert(dice.randrange(len(made)), dice.choice(lines()))


_CHANGES: Sequence[Callable[[random.Random, list[str]], None]] = (
    _cut, _double, _swap, _put, _put, _put, _blank, _join, _break, _start, _wrap, _wrap, _foreign,
)  # fmt: skip


def mutated(dice: random.Random, text: str, most: int = 6) -> str:
    """A text with a few changes to its lines."""
    made = text.split("\n")
    for _ in range(dice.randint(1, most)):
        dice.choice(_CHANGES)(dice, made)
        made = made or [""]
    return "\n".join(made)


def scratched(dice: random.Random, data: bytes, most: int = 8) -> bytes:
    """Bytes with a few changes: some are others, are gone, come twice, or all ends early."""
    made = bytearray(data)
    for _ in range(dice.randint(1, most)):
        at = dice.randrange(len(made) + 1)
        kind = dice.randrange(6)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << dice.randrange(8)
        elif kind == 1 and at < len(made):
            made[at] = dice.choice((0, 0xFF, 0x7F, 0x80, dice.randrange(256)))
        elif kind == 2:
            del made[at : at + dice.choice((1, 2, 4, 100))]
        elif kind == 3:
            made[at:at] = made[at : at + dice.choice((1, 4, 100))]
        elif kind == 4:
            made[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 2, 8))))
        elif dice.random() < 0.2:
            del made[at:]
    return bytes(made)
