"""Errors of known kinds put into texts at places drawn by lot, and which share of each kind its own rules find.

Each kind changes one paragraph that is long enough and holds the form. The control, a wrong character that sounds the same,
is what nothing finds: it stays with the readers.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable, Sequence

from banmian.proof.articles import Article
from banmian.proof.dated import WEEK, day_of, weekday
from banmian.proof.lexicon import _syllables, cut, traditional
from banmian.proof.lunar import BRANCHES, STEMS, lunar_of
from banmian.proof.quantities import NUMBER
from banmian.proof.rules import sums
from proofing import article, found

HAN = "\u4e00-\u9fff"
LONG = 40
"""Characters of a paragraph that is changed, at the least."""
LOT = random.Random(20221227)  # noqa: S311 - the same places each time, no secret
Day = datetime.date | None
Edit = Callable[[str, Day], str | None]
KINDS: dict[str, tuple[tuple[str, ...], Edit]] = {}


def kind(name: str, *codes: str) -> Callable[[Edit], Edit]:
    """Keep a way to put an error in, with the rules that are to find it."""

    def keep(edit: Edit) -> Edit:
        KINDS[name] = (codes, edit)
        return edit

    return keep


def put(pattern: str, made: Callable[[re.Match[str], Day], str | None]) -> Edit:
    """An edit of one of the places where a pattern fits."""

    def edit(text: str, day: Day) -> str | None:
        hits = list(re.finditer(pattern, text))
        if not hits:
            return None
        hit = LOT.choice(hits)
        new = made(hit, day)
        return None if new in (None, hit[0]) else f"{text[: hit.start()]}{new}{text[hit.end() :]}"

    return edit


def at_group(form: re.Pattern[str], groups: Sequence[int], factors: Sequence[float], digits: str) -> Edit:
    """An edit of one figure of a form: it is multiplied."""

    def edit(text: str, day: Day) -> str | None:
        hit = next(form.finditer(text), None)
        if not hit:
            return None
        group = LOT.choice(groups)
        start, end = hit.span(group)
        return f"{text[:start]}{float(hit[group]) * LOT.choice(factors):{digits}}{text[end:]}"

    return edit


_A_DAY = r"(?<![\d年])(\d{1,2})月(\d{1,2})日"


def _weekday(hit: re.Match[str], day: Day) -> str | None:
    meant = day_of(None, hit[1], hit[2], day)
    return meant and f"{hit[0]}（星期{LOT.choice([one for one in WEEK if one != weekday(meant)])}）"


def _relative(hit: re.Match[str], day: Day) -> str | None:
    other = day and day + datetime.timedelta(LOT.choice([-7, -3, -2, 1, 2, 3, 7, 30]))
    return other and f"今天（{other.month}月{other.day}日）"


def _lunar(hit: re.Match[str], day: Day) -> str | None:
    meant = day_of(None, hit[1], hit[2], day)
    lunar = meant and lunar_of(meant + datetime.timedelta(LOT.choice([-30, -1, 1, 2, 29])))
    return lunar and f"{hit[0]}（农历{lunar.printed.lstrip('闰')}）"


def _cycle(hit: re.Match[str], _: Day) -> str:
    year = int(hit[1])
    return f"{year}（农历{STEMS[(year - 4 + LOT.choice([1, 2, 3, 5])) % 10]}{BRANCHES[(year - 4) % 12]}年）"


kind("weekday of a date", "R040")(put(_A_DAY, _weekday))
kind("今天 with a wrong date", "R041")(put(r"今天（\d+月\d+日）", _relative))
kind("a day or month that is not", "R042")(
    put(
        _A_DAY,
        lambda hit, _: LOT.choice(
            [f"{hit[1]}月3{LOT.choice('23')}日", f"1{LOT.choice('345')}月{hit[2]}日", "6月31日", "2月30日"]
        ),
    )
)
kind("lunar date", "R044")(put(_A_DAY, _lunar))
kind("cycle name of the year", "R045")(put(r"(?<!\d)(20[12]\d)年(?=[\u4e00-\u9fff，])", _cycle))
kind("year with a digit too few or many", "R043")(
    put(r"(?<!\d)(20\d\d)年(?=\d{1,2}月|底|初)", lambda hit, _: LOT.choice([hit[1][:3], hit[1] + hit[1][3]]) + "年")
)
_RISE = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,8}}(?:\d{{4}}年[^，。；\d]{{0,4}})?({NUMBER})(万亿|亿|万)?(%|[{HAN}]{{1,2}})[^，。；\d]{{0,6}}?"
    rf"(?:增加|增长|提高|提升|上升|扩大|下降|减少|降|缩短|压减)(?:到|至|为)[^，。；\d]{{0,4}}(?:\d{{4}}年的)?({NUMBER})(万亿|亿|万)?\3"
)


@kind("rise to less (由A增加到B)", "R055")
def exchanged(text: str, _: Day) -> str | None:
    """Two figures change places."""
    hit = _RISE.search(text)
    if not hit or (hit[2] or "") != (hit[5] or ""):
        return None
    (a, b), (c, d) = hit.span(1), hit.span(4)
    return f"{text[:a]}{hit[4]}{text[b:c]}{hit[1]}{text[d:]}"


kind("growth against its two values", "R056")(at_group(sums._GROWTH.compiled, [10], [1.1, 10, 0.1, 1.3, 0.8], ".2f"))
kind("imports and exports against the sum", "R057")(at_group(sums._TRADE.compiled, [3, 8, 12], [1.05, 0.9, 1.2], ".2f"))
_EACH = re.compile(
    rf"[{HAN}]+(?:、[{HAN}]+)*(?:、|和|与|及)[{HAN}]{{2,}}分别[^。；\d]{{0,6}}({NUMBER}[万亿%{HAN}]{{0,4}}(?:[、和]{NUMBER}[万亿%{HAN}]{{0,4}}?)+)(?=[，。；])"
)


@kind("分别 with a value missing", "R068")
def one_less(text: str, _: Day) -> str | None:
    """A figure too few, or one too many."""
    for hit in _EACH.finditer(text):
        values = re.split("[、和]", hit[1])
        if len(values) > 2:
            new = "、".join([*values[:-2], values[-1]]) if LOT.random() < 0.5 else f"{hit[1]}、12.3%"
            return f"{text[: hit.start(1)]}{new}{text[hit.end(1) :]}"
    return None


@kind("一是…二是… with one left out", "R063")
def left_out(text: str, _: Day) -> str | None:
    """The second of several."""
    second, third = text.find("二是"), text.find("三是")
    return text[:second] + text[third:] if text.count("二是") == 1 and "一是" in text and 0 < second < third else None


kind("减少N倍", "R059")(put(rf"(下降|减少|降低)了?({NUMBER})%", lambda hit, _: f"{hit[1]}了{LOT.choice('23456')}倍"))
_UNIT = r"(?<=[\u4e00-\u9fff])(约|超过|近)(\d+(?:\.\d+)?[万亿]?)(元|人|%|公里|吨|家|个)(?=[，。、])"
_TWICE = {"约": "{0}{1}{2}左右", "超过": "{0}{1}{2}以上", "近": "{0}{1}多{2}"}
kind("约…左右, 超过…多", "R060")(put(_UNIT, lambda hit, _: _TWICE[hit[1]].format(*hit.groups())))
kind("character doubled", "R065")(put(rf"([{HAN}])(?!\1)(?<!\1\1)", lambda hit, _: hit[1] * 2))


@kind("phrase said twice", "R066")
def said_again(text: str, _: Day) -> str | None:
    """Three to six characters of one or two words."""
    words = [word for run in re.findall(rf"[{HAN}]{{8,}}", text) for word in cut(run) if 3 <= len(word) <= 6]
    word = LOT.choice(words) if words else ""
    return text.replace(word, word * 2, 1) if word else None


kind("quote or bracket missing", "R047", "R048")(put(r"[“”（）《》]", lambda hit, _: ""))
kind("quote turned round", "R047", "R048")(put(r"[“”]", lambda hit, _: "”" if hit[0] == "“" else "“"))
_HALF = dict(zip("，；：？！（）", ",;:?!()", strict=True))
kind("half-width mark", "R051")(put(rf"(?<=[{HAN}])[，；：？！（）](?=[{HAN}])", lambda hit, _: _HALF[hit[0]]))
kind("two marks together", "R049")(put("[，。、；]", lambda hit, _: hit[0] + LOT.choice("，。、；")))
kind("space between Han", "R054")(put(rf"(?<=[{HAN}，])(?=[{HAN}])", lambda hit, _: " "))
kind("full-width digit", "R052")(put(r"\d", lambda hit, _: chr(ord(hit[0]) + 0xFEE0)))


@kind("traditional character", "R067")
def other_script(text: str, _: Day) -> str | None:
    """One character as it is written elsewhere."""
    import opencc

    new = opencc.OpenCC("s2t").convert(text)
    places = [at for at, one in enumerate(text) if len(new) == len(text) and new[at] != one and new[at] in traditional()]
    at = LOT.choice(places) if places else -1
    return f"{text[:at]}{new[at]}{text[at + 1 :]}" if places else None


@kind("control: a wrong sound-alike", "R061", "R062")
def sound_alike(text: str, _: Day) -> str | None:
    """Any character."""
    at = LOT.choice([at for at, one in enumerate(text) if re.match(f"[{HAN}]", one)] or [-1])
    line = next((line for line in _syllables() if at >= 0 and text[at] in line), "")
    alike = [one for one in line.partition(" ")[2][:20] if one != text[at]]
    return f"{text[:at]}{LOT.choice(alike)}{text[at + 1 :]}" if alike else None


Seeded = tuple[int, int, str]
"""Errors put in, found, and one that was missed."""


def seeded(texts: Sequence[tuple[Article, Day]], name: str, most: int) -> Seeded:
    """Put errors of a kind in, one an article, and look for them."""
    codes, edit = KINDS[name]
    done = hits = 0
    missed = ""
    for one, day in texts:
        lines = [line.node.text for line in one.lines]
        places = [at for at, text in enumerate(lines) if at and len(text) > LONG]
        LOT.shuffle(places)
        changed = next(((at, new) for at in places if (new := edit(lines[at], day))), None)
        if changed is None:
            continue
        at, new = changed
        head, *rest = [*lines[:at], new, *lines[at + 1 :]]
        before, after = (_found(each, day, codes) for each in (one, article(one.page, 1, head, rest)))
        done, hits = done + 1, hits + bool(after - before)
        if not missed and not after - before:
            start = next((k for k, (x, y) in enumerate(zip(new, lines[at], strict=False)) if x != y), 0)
            missed = new[max(0, start - 12) : start + 14]
        if done == most:
            break
    return done, hits, missed


def _found(one: Article, day: Day, codes: Sequence[str]) -> set[tuple[str, ...]]:
    every = found([one], day, dict.fromkeys(codes))
    return {(code, said["before"], said["text"], said["after"]) for code, said, _ in every if said}


def report(texts: list[tuple[Article, Day]], most: int) -> None:
    """Print a line for each kind."""
    LOT.shuffle(texts)
    for name in KINDS:
        done, hits, missed = seeded(texts, name, most)
        print(f"{name:36} {done:4} put in {hits:4} found {hits / done if done else 0:5.0%}  {missed}")
