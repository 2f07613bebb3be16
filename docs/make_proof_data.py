"""Makes the tables that proofreading goes by: `python docs/make_proof_data.py DICT`.

DICT: `dict.txt` of jieba's source archive (MIT). Besides it needs pypinyin and borax (both MIT) and OpenCC, which are no
dependencies of the program: what they know of single characters, phrases and years is written once into
src/banmian/proof/data/. Run twice it writes the same bytes.
"""

from __future__ import annotations

import datetime
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "banmian" / "proof" / "data"
FIRST, LAST = 1900, 2100
"""Years of the lunar calendar. Published calendars agree up to 2057-09-27 and part in 2057, 2089 and 2097."""
NEWER = ("勠力同心", "砥砺前行", "踔厉奋发", "撸起袖子")
"""Phrases that the list lacks and papers print every day."""


def phrases(dictionary: Path) -> str:
    """Set phrases of four characters: those tagged `i`, one behind the other."""
    found = set(NEWER)
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split()
        if tag == "i" and re.fullmatch("[\u4e00-\u9fff]{4}", word):
            found.add(word)
    return "".join(sorted(found))


def characters(codec: str) -> Iterator[str]:
    """The Han of a character set."""
    for character in map(chr, range(0x4E00, 0x9FA6)):
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            continue
        yield character


def sounds() -> str:
    """A line for each syllable without its tone, with all characters that can be read so."""
    from pypinyin import Style, pinyin

    found = defaultdict(list)
    for character in characters("gbk"):
        for syllable in dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]):
            if syllable != character:
                found[syllable].append(character)
    return "\n".join(f"{syllable} {''.join(those)}" for syllable, those in sorted(found.items()))


def traditional() -> str:
    """Characters that a simplified text has not: OpenCC changes them, and GB 2312 lacks them."""
    import opencc

    simplified, known = opencc.OpenCC("t2s"), set(characters("gb2312"))
    return "".join(c for c in map(chr, range(0x4E00, 0x9FA6)) if c not in known and simplified.convert(c) != c)


def years() -> Iterator[str]:
    """Of each lunar year, in six hexadecimal digits: days from 1 January to its first day, its leap month, its long
    months.
    """
    from borax.calendars.lunardate import LunarDate

    for year in range(FIRST, LAST + 1):
        first = LunarDate(year, 1, 1).to_solar_date()
        day, lengths, leap = first, [], 0
        while (here := LunarDate.from_solar_date(day.year, day.month, day.day)).year == year:
            lengths.append(0)
            leap = here.month if here.leap else leap
            while (there := LunarDate.from_solar_date(day.year, day.month, day.day)).month == here.month and (
                there.leap == here.leap
            ):
                lengths[-1] += 1
                day += datetime.timedelta(1)
                if day > datetime.date(2101, 1, 28):
                    break
            if day > datetime.date(2101, 1, 28):
                break
        long_months = sum(1 << n for n, length in enumerate(lengths) if length == 30)
        yield f"{(first - datetime.date(year, 1, 1)).days << 17 | leap << 13 | long_months:06x}"


def write(name: str, texts: Iterable[str]) -> None:
    """Write a table, packed where it is large."""
    data = "\n".join(texts).encode()
    (DATA / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    print(name, len(data), "bytes")


def main(dictionary: Path) -> None:
    """Write all of them."""
    DATA.mkdir(exist_ok=True)
    write("phrases.txt.gz", [phrases(dictionary)])
    write("sounds.txt.gz", [sounds()])
    write("traditional.txt", [traditional(), ""])
    made = list(years())
    write("lunar.txt", [*(" ".join(made[n : n + 16]) for n in range(0, len(made), 16)), ""])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
