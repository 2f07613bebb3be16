"""Classes and runs: what may not start or end a line, and what is never parted, wherever it falls."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from banmian import fonts
from banmian.composer.breaking import Measure
from banmian.composer.classes import CLASSES, LEVELS, class_of, forbidden
from banmian.composer.classes import Class as Row
from banmian.composer.clusters import SOFT_HYPHEN
from banmian.composer.house import WIDEST_GAP, House
from banmian.composer.lines import SetLine
from banmian.composer.runs import TOKEN, pieces
from banmian.composer.setting import set_paragraph
from banmian.model import Emphasis, Paragraph, Span, Text

SPAN = Span("a.md", 1, 1, 1)
CHAINS = {"": fonts.font_set("").chains["Banmian Song"]}
URL = "https://www.example.com/news/2022/12/27/article_12345.html?id=7&lang=zh"
MAIL = "news_desk@daily.example.com.cn"


def set_text(text: str, width: float, house: House | None = None) -> list[SetLine]:
    return set_paragraph(Text(text, SPAN), CHAINS, Measure(width), house or House())


def lines(text: str, width: float, house: House | None = None) -> list[str]:
    return [line.text for line in set_text(text, width, house)]


def filled(middle: str, width: int, house: House | None = None, behind: int = 8) -> Iterator[list[str]]:
    """The lines of a text with `middle` in it, for each number of characters before it that a line can hold, and more."""
    for before in range(width + 3):
        yield lines("文" * before + middle + "文" * behind, width, house)


# Classes


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("row", CLASSES, ids=[row.code for row in CLASSES])
def test_a_class_keeps_its_edges_from_its_level_on(row: Row, level: str):
    """Below its level each character does stand at the edge for some filler, so the fillers do push it there."""
    for character in filter(_has_glyph, row.characters):
        starts, ends = _edges(character, level)
        assert (starts, ends) == (_allowed(row.no_start, level), _allowed(row.no_end, level)), character


def _edges(character: str, level: str) -> tuple[bool, bool]:
    """Whether it starts a line of any filling, whether it ends one; looked for until it has done both."""
    starts = ends = False
    houses = (House(level=level, breaking=breaking) for breaking in ("greedy", "best"))
    for set_lines in (lines for house in houses for lines in filled(character, 7, house)):
        starts = starts or any(line.startswith(character) for line in set_lines[1:])
        ends = ends or any(line.endswith(character) for line in set_lines[:-1])
        if starts and ends:
            break
    return starts, ends


def _has_glyph(text: str) -> bool:
    """Whether the shipped face has a character; of a class it is with or without."""
    try:
        return bool(CHAINS[""].glyphs(text))
    except KeyError:
        return False


def _allowed(since: str, level: str) -> bool:
    return not since or LEVELS.index(level) < LEVELS.index(since)


def test_a_character_is_in_one_class_only():
    characters = [character for row in CLASSES for character in row.characters]
    assert len(characters) == len(set(characters))


@pytest.mark.parametrize(
    ("text", "code"), [("文", "han"), ("〇", "han"), ("a", "latin"), ("é", "latin"), ("7", "latin"), (" ", "space")]
)
def test_what_is_in_no_row(text: str, code: str):
    assert class_of(text) == code


def test_each_level_forbids_what_the_one_before_forbids():
    for (starts, ends), (more_starts, more_ends) in pairwise(forbidden(level) for level in LEVELS):
        assert starts <= more_starts
        assert ends <= more_ends
    assert forbidden("none") == (frozenset(), frozenset())


# The characters that the W3C's tests of `line-break: strict` in Chinese list (web-platform-tests/wpt,
# css/css-text/i18n/zh/css-text-line-break-zh-{cpm,po,in,hyphens}-strict.html, by Richard Ishida), where our table has them
# too, in the form of those tests: six Han, the character, two Han, in a box of 185 px at 30 px.
# Where GB/T 15834 differs: it forbids 点号 and 连接号 at a line's start at every level, CSS from `normal` or `strict` on; it
# lets …… start a line (5.1.5: not to be split), so that it is forbidden at our strict level only.
# Not in our table, and so not here: U+FF65 ゠ ․ ︙ U+10AF6; not in the shipped face: ﹪.
# Only code points are taken: facts, with their source (the tests are under the W3C 3-clause BSD licence).
W3C_STRICT = (
    "2010 301C 2032 2033 2109 30FB FF1A FF1B 203C 2047 2048 2049 FF01 FF1F 00B0 2030 2103 FF05 2026 22EF 2013 2035 "
    "FFE0 2025".split()
)


@pytest.mark.parametrize("code", W3C_STRICT)
def test_what_the_w3c_forbids_at_a_line_start(code: str):
    character = chr(int(code, 16))
    assert lines(f"文文文文文文{character}字字", 185 / 30, House(level="strict")) == ["文文文文文", f"文{character}字字"]


@pytest.mark.parametrize("code", ["2026", "22EF"])
def test_gb_lets_an_ellipsis_start_a_line(code: str):
    character = chr(int(code, 16))
    assert lines(f"文文文文文文{character}字字", 185 / 30, House(level="gb")) == ["文文文文文文", f"{character}字字"]


# Runs

RUNS = (
    "—— …… ⋯⋯ 9.6亿元 4475亩 17.6万吨 2.2亿千瓦时 2022年 12月19日 1—10月 第25届 96.5% 5‰ 36.5℃ ±0.5毫米 ¥100 €20 No.3 "
    "5G基站 DCMM RCEP 1,632个 8:30 3：2 10kg @东 −5℃ -5℃"
).split()


TIMES_AND_WORDS = "—— …… ⋯⋯ 2022年 96.5% 5‰ 36.5℃ ¥100 €20 No.3 5G基站 DCMM RCEP 8:30 3：2 10kg @东 −5℃ -5℃".split()
HELD = (
    "10㎡ 120㎞ ≥60 ≤0.5 ＜5 1∶5000 1：100 5·12 3·15 9·11 １２．５％ 歼-20 歼-20A 箭-41 Wi-Fi e-mail T-34 COVID-19 kW·h "
    "8点半 鲁P·12345 鲁P12345 ￡100 №5 5‱ 2022-12-27 0635-8276666 10-20 “一二·九” “九·一八” “五·一二” 一·二八 十二·二〇 ～5℃ Ｎｏ．５"
).split()


@pytest.mark.parametrize("breaking", ["greedy", "best"])
@pytest.mark.parametrize("run", TIMES_AND_WORDS + HELD)
def test_a_run_is_never_parted(run: str, breaking: str):
    for found in filled(run, 9, House(breaking=breaking)):
        assert any(run in line for line in found), found


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("9.6亿元", {3}), ("4475亩", {4}), ("17.6万吨", {4}), ("2.2亿千瓦时", {3}), ("12月19日", {3}), ("1—10月", {2}),
        ("第25届", {3}), ("±0.5毫米", {4}), ("1,632个", {5}), ("37所", {2}), ("10%—20%", {4}),
        ("12月19日—22日", {3, 7}), ("3月—5月", {3}), ("2020年—2022年", {6}), ("5℃～10℃", {3}), ("1.5亿—2亿元", {5, 6}),
        ("15亿立方米", {2}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("width", [9, 11, 17])
def test_a_number_parts_from_what_it_counts_only_where_the_line_would_be_too_loose_otherwise(run, parts, width):
    """Behind a connector and between month and day too, never within figures; and the line says so."""
    for before in range(3, width + 1):
        text = "文" * before + run + "，" + "字" * 14
        whole, found = (set_text(text, width, House(breaking=breaking)) for breaking in ("greedy", "best"))
        assert any(run in line.text for line in whole)
        starts = {line.start - before for line in found[1:]} & set(range(1, len(run)))
        assert starts <= parts
        assert bool(starts) == any(line.parted for line in found)
        assert not starts or max(line.stretch for line in whole[:-1]) > WIDEST_GAP, (before, run)


def test_where_only_a_dear_break_saves_a_line_it_is_taken():
    found = set_text("文" * 10 + "7654321.5亿千瓦时字字字字字字字字字", 17)
    assert found[0].text == "文" * 10 + "7654321.5" and found[0].parted and not found[0].loose


@pytest.mark.parametrize("run", [run for run in RUNS if class_of(run[0]) != "before"])
def test_a_run_may_start_a_line(run: str):
    """A minus sign is no connector: -5℃ may begin a line as 5℃ may."""
    assert any(line.startswith(run) for found in filled(run, 9) for line in found[1:])


def test_a_run_stays_whole_where_the_face_changes_inside():
    """**9.6**亿元: a heavy figure keeps its unit."""
    chains = {**CHAINS, "strong": fonts.font_set("").chains["Banmian Hei"]}
    for before in range(4, 12):  # greedy lines part it at no price
        node = Paragraph("文" * before + "9.6亿元" + "文" * 12, (SPAN,), (Emphasis(before, before + 3, "strong"),))
        found = [line.text for line in set_paragraph(node, chains, Measure(9), House(breaking="greedy"))]
        assert any("9.6亿元" in line for line in found), found


def test_a_figure_keeps_the_han_behind_it_when_that_is_no_unit():
    for found in filled("37所", 9, House(breaking="greedy")):
        assert any("37所" in line for line in found)


@pytest.mark.parametrize("width", [8, 11, 14, 17])
@pytest.mark.parametrize("address", [URL, MAIL, "www.example.com/a-b/c", "12345678@example.com"])
def test_an_address_breaks_at_its_joints_only_and_takes_no_hyphen(address: str, width: int):
    """Behind a slash, or before another sign; never in a word, and nothing is put in that a reader would type."""
    parted = 0
    for before in range(width):
        set_lines = set_text("文" * before + address + "，文文文文文文文文", width)
        assert not any(glyph.text == SOFT_HYPHEN for line in set_lines for glyph in line.glyphs)
        for at in (line.start - before for line in set_lines[1:]):
            if 0 < at < len(address):
                parted += 1
                assert address[at - 1] == "/" or not address[at].isalnum(), (address[:at], address[at:])
                assert address[at] != "/", (address[:at], address[at:])
    assert parted or len(address) < width


@pytest.mark.parametrize("width", [8, 11, 14])
@pytest.mark.parametrize(
    "host", ["international.com.cn", "lc.gov.cn/information", "PEOPLE.COM.CN", "reporting.docx", "a-b.example.cn:80"]
)
def test_a_host_without_its_scheme_is_an_address(host: str, width: int):
    for before in range(width):
        set_lines = set_text("文" * before + host + "文" * 8, width)
        assert not any(glyph.text == SOFT_HYPHEN for line in set_lines for glyph in line.glyphs)
        inside = [line.start - before for line in set_lines[1:] if 0 < line.start - before < len(host)]
        assert all(host[at - 1] == "/" or not host[at].isalnum() for at in inside)


def test_a_full_stop_between_two_words_makes_no_address():
    text = "Mr.Smith e.g. No.5 3.14 U.S.A. end.The etc.in 8:30people 见人民网people.com.cn。"
    assert [hit[0] for hit in TOKEN.finditer(text) if hit.lastgroup == "address"] == ["people.com.cn"]
    assert [hit[0] for hit in TOKEN.finditer("8:30people.cn") if hit.lastgroup == "address"] == []


def test_a_number_wider_than_its_line_is_parted_behind_its_hyphens():
    assert lines("2022-12-27", 4) == ["2022-12-", "27"]


@pytest.mark.parametrize("address", [MAIL, "12345678@example.com", URL])
def test_an_address_ends_where_han_begin(address: str):
    """联系abc@example.com或拨打电话: what follows is running text again, and breaks as such."""
    found = set_text(f"联系{address}或拨打电话联系我们报社编辑部咨询", 16)
    assert not any(line.over for line in found)
    last = found[-2].text[-1] + found[-1].text[0]
    assert all(class_of(character) == "han" for character in last)


def test_capitals_and_short_words_are_not_hyphenated():
    for word in ("DCMM", "UNESCO", "iPhone", "data", "B2B"):
        for found in filled(word, 9):
            assert any(word in line for line in found), found


def test_a_word_in_han_breaks_where_it_may_be_hyphenated():
    """The hyphen is painted, says U+00AD, and is no character of the text."""
    word, seen = "international", set()
    for before in range(9):
        text = "文" * before + word + "文" * 8
        set_lines = set_text(text, 9)
        assert "".join(line.text for line in set_lines) == text
        for line, after in pairwise(set_lines):
            at = after.start - before
            inside = 0 < at < len(word)
            assert (line.glyphs[-1].text == SOFT_HYPHEN) == inside
            seen |= {at} if inside else set()
    assert seen
    assert seen <= {2, 5, 7, 9}  # in-ter-na-tion-al, but no two letters at the end


def test_tokens_are_the_text():
    text = "2022年12月19日，“5G基站”建成1,632个——聊城 e-mail：a.b@c.cn，https://c.cn/a。第25届……don’t co\u00adop"
    assert "".join(hit[0] for hit in TOKEN.finditer(text)) == text
    for hit in TOKEN.finditer(text):
        assert "".join(part for part, _ in pieces(hit.lastgroup or "one", hit[0], "en_US")) == hit[0]


def test_a_no_break_space_does_not_break():
    for found in filled("10\u00a0000", 9):
        assert any("10" in line and "000" in line for line in found), found


RANGES = (
    "10%—20% 12月19日—22日 12月19日—12月22日 3月—5月 2020年—2022年 5℃～10℃ 1.5亿—2亿元 500余名 100多位 20多年 "
    "30余公里 15亿立方米 10立方米 6英寸 3万余人 1万多元"
).split()


@pytest.mark.parametrize("run", RANGES)
def test_ranges_and_round_numbers_stay_whole(run: str):
    """Found by review: each of these was parted."""
    for before in range(6, 18):
        assert any(run in line for line in lines("文" * before + run + "字" * 20, 17, House(breaking="greedy"))), before


def test_an_opening_mark_does_not_end_a_line_before_a_space():
    """Found by review: a space behind the mark let the line end there."""
    for before in range(8, 18):
        assert not any(line.rstrip().endswith("“") for line in lines("文" * before + "“ 引号 ”" + "字" * 20, 17))
