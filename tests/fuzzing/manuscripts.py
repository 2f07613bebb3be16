"""Manuscripts: pages by a grammar of the dialect, real pages with changes, in every encoding and with odd bytes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from banmian.manuscript.parse import parse
from banmian.proof.proofreading import proof

from .corpus import EVERYDAY, PICTURES, Say, mutated, plain, scratched, speaker, texts
from .kinds import Fault, Files, Kind
from .oracles import conserved, spoken

ENCODINGS = ("utf-8",) * 40 + ("utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "shift_jis")
LINE_ENDS = ("\n",) * 16 + ("\r\n", "\r", "\n\r", "  \n", "\\\n", "\u2028")
LENGTHS = (200, 400, 400, 800, 8_000)
"""Characters of a real page that are taken."""


def make(dice: random.Random) -> Files:
    """One page, sometimes several."""
    count = dice.choice((1,) * 10 + (2, 3))
    return {f"A{number:02d}.md": _page(dice, number) for number in range(1, count + 1)}


def _page(dice: random.Random, number: int) -> bytes:
    text = grammatical(dice, number) if dice.random() < 0.6 else dice.choice(texts())[: dice.choice(LENGTHS)]
    if dice.random() < 0.4:
        text = mutated(dice, text)
    if dice.random() < 0.0005:
        text *= dice.choice((5, 20, 100))
    data = text.replace("\n", dice.choice(LINE_ENDS)).encode(dice.choice(ENCODINGS), "replace")
    return scratched(dice, data) if dice.random() < 0.06 else data


def grammatical(dice: random.Random, number: int = 1, odd: bool = True) -> str:
    """A page by the grammar of the dialect; `odd`: with odd bits in its text, which it need not take."""
    say = speaker(dice) if odd else plain
    made = [*_head(dice, say, number), f"# {_short(dice, say)}", f"## {_number(dice, number, odd)}", *_credits(dice, say)]
    made += _figures(dice, say)
    if dice.random() < 0.3:
        made += [f"### {_short(dice, say)}名片", "\n".join(_rows(dice, say))]
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        made += _article(dice, say)
    made += _figures(dice, say)
    if odd and dice.random() < 0.2:
        made.insert(dice.randrange(len(made)), _table(dice, say))
    return "\n\n".join(made) + "\n"


def _short(dice: random.Random, say: Say) -> str:
    """A name, a head: mostly a few words, else anything."""
    return say(dice, 3) if dice.random() < 0.1 else "".join(dice.choices(EVERYDAY, k=dice.randint(1, 3)))


def _head(dice: random.Random, say: Say, number: int) -> list[str]:
    if number > 1 or dice.random() < 0.2:
        return []
    day = f"{dice.choice((2026, 2026, 2026, 1, 9999, 0, 2108))}年{dice.randint(1, 13)}月{dice.randint(1, 32)}日"
    made = [f"{_short(dice, say)}社出版", f"{_short(dice, say)}报", f"{day} 星期{dice.choice('一二三四五六日天')}"]
    extra = [
        "国内统一连续出版物号 CN 12-3456",
        f"公众号 {_short(dice, say)}",
        "今日4版 总第8123期",
        "丙午年正月初一",
        _short(dice, say),
    ]
    made += dice.sample(extra, dice.randint(0, 3))
    return ["\n".join(made) if dice.random() < 0.3 else "\n\n".join(made)]


def _number(dice: random.Random, number: int, odd: bool) -> str:
    wild = ("Ⅰ", "一版", "A1-2", "A01 要闻", "①", "..", "A/1", "第3版")
    return dice.choice(wild) if odd and dice.random() < 0.1 else f"A{number:02d}"


def _credits(dice: random.Random, say: Say) -> list[str]:
    roles = ("本版责编", "校对", "本刊策划", "摄影")
    made = [f"{dice.choice(roles)}：{_short(dice, say)} {_short(dice, say)}" for _ in range(dice.choice((0, 0, 1, 2, 4)))]
    return ["  \n".join(made)] if made else []


def _figures(dice: random.Random, say: Say) -> list[str]:
    made = []
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        made.append(dice.choice(PICTURES[:2]) if dice.random() < 0.5 else _short(dice, say))
    return made


def _rows(dice: random.Random, say: Say) -> list[str]:
    width = dice.randint(1, 4)
    return ["\t".join(_short(dice, say) for _ in range(width + (dice.random() < 0.1))) for _ in range(dice.randint(1, 4))]


def _article(dice: random.Random, say: Say) -> list[str]:
    made = [f"> {_short(dice, say)}"] if dice.random() < 0.2 else []
    made.append(f"## {_short(dice, say)}")
    made += [f"> {_short(dice, say)}"] if dice.random() < 0.2 else []
    for _ in range(dice.choice((1, 1, 2, 3))):
        made += [f"### {_short(dice, say)}"] if dice.random() < 0.4 else []
        made += [say(dice, 12) + dice.choice(("。", "。", "", "，")) for _ in range(dice.randint(1, 3))]
    return made


def _table(dice: random.Random, say: Say) -> str:
    width = dice.randint(1, 3)
    rows = [[say(dice, 2) for _ in range(width + dice.choice((0, 0, 0, 1, -1)))] for _ in range(dice.randint(1, 3))]
    made = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([made[0], "|" + "---|" * width, *made[1:]])


def attempt(files: Files, folder: Path) -> Iterator[Fault]:
    """Parse and proof; nothing touches the disk."""
    parsed = parse(files)
    noticed = [*parsed.noticed, *proof(parsed.issue)]
    known = {name: _lines(data) for name, data in files.items()}
    yield from spoken(noticed, known)
    yield from conserved(files, parsed)


def _lines(data: bytes) -> list[str]:
    """As the program counts them."""
    for encoding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            return re.split("\r\n|\r|\n", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return []


KIND = Kind("manuscripts", make, attempt, budget=3, batch=20_000)
