"""The judge of `bench/lines.py` finds each kind of fault in lines made for it, and nothing in clean ones."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from linework.faults import CHARACTERS, RUN, faults, pairs, uneven, widest
from linework.grey import over, spread
from linework.job import hard_paragraphs
from linework.reader import Glyph, lines_of
from linework.result import Result, as_json, markdown

CLEAN = "一二三四五六七八九十甲乙丙丁戊己庚"


def lines(*rows, squeeze=(), stretch=0.0):
    """A paragraph of the rows' characters, an em each (letters and digits half), from the left edge.

    `squeeze`: (row, n): the n-th character gives up the half em in front of it; `stretch`: room put behind each character.
    """
    glyphs = []
    for row, text in enumerate(rows):
        left = 0.0
        for n, character in enumerate(text):
            left -= 0.5 if (row, n) in squeeze else 0
            advance = 0.5 if character.isascii() else 1.0
            glyphs.append(Glyph(character, left, advance, -16.5 * row))
            left += advance + stretch
    return lines_of(0, glyphs)


def kinds(*rows, **options):
    return sorted({fault.kind for fault in faults(lines(*rows, **options))})


def test_clean_lines_have_no_fault():
    assert len(CLEAN) == CHARACTERS
    assert kinds(CLEAN, CLEAN, "终于") == []


@pytest.mark.parametrize(
    ("rows", "options", "expected"),
    [
        ((CLEAN, "，" + CLEAN[1:], "终于"), {}, ["start"]),
        ((CLEAN, "·" + CLEAN[1:], "终于"), {}, ["start"]),
        ((CLEAN[:-1] + "“", CLEAN, "终于"), {}, ["end"]),
        ((CLEAN[:-2] + "9.46", "亿元" + CLEAN[2:], "终于"), {}, ["split"]),
        ((CLEAN[:-1] + "22", "年终"), {}, ["split"]),
        ((CLEAN[:-2] + "1—1", "0月"), {}, ["split"]),
        ((CLEAN[:-1] + "5G", "基站"), {}, ["split"]),
        ((CLEAN[:-1] + "第2", "5届"), {}, ["ragged", "split"]),
        ((CLEAN[:8] + "”“" + CLEAN[:7], "终于"), {}, ["pair"]),
        ((CLEAN[:8] + "”“" + CLEAN[:7] + "尾", "终于"), {"squeeze": {(0, 9), (0, 10)}}, []),
        ((CLEAN[:8] + "（）" + CLEAN[:7], "终于"), {}, []),
        ((CLEAN[:-1] + "。", "终于"), {}, ["wide_end"]),
        ((CLEAN + "。", "终于"), {"squeeze": {(0, 17)}}, []),
        ((CLEAN[:-2] + "。", "终于"), {}, ["ragged", "wide_end"]),
        ((CLEAN[:-2], "终于"), {}, ["ragged"]),
        ((CLEAN + "出", "终于"), {}, ["ragged"]),
        ((CLEAN[:13], "终于"), {"stretch": 4 / 12}, ["loose"]),
        ((CLEAN[:16], "终于"), {"stretch": 1 / 15}, []),
        ((CLEAN, "终。"), {}, ["single"]),
    ],
)
def test_each_fault_is_found(rows, options, expected):
    assert kinds(*rows, **options) == expected


def test_a_gap_where_han_meets_latin_may_be_wider():
    """CLREQ allows ¼ em there; so it is counted apart."""
    found = lines(CLEAN[:5] + "4" + CLEAN[5:], "终于", stretch=0.3)
    assert widest(found, border=True) == pytest.approx(0.3)
    assert [fault.text for fault in faults(found) if fault.kind == "loose"] == ["0.30 em"]


def test_a_line_whose_han_stand_apart_is_not_grey():
    """By the middle pitch of the full lines: a mark that is wide, or a number, says nothing."""
    even, apart = (
        lines(CLEAN, CLEAN[:8] + "，" + CLEAN[:8], CLEAN[:3] + "2022" + CLEAN[:11], "终于"),
        lines(CLEAN[:16], "终", stretch=0.08),
    )
    assert over(even) == [0, 0, 0] and spread(even) == pytest.approx(0)
    assert over(apart) == [1, 1, 0] and over([*even, *apart]) == [0.25, 0.25, 0]
    assert spread([*even, *apart]) == pytest.approx(0.08 * 3**0.5 / 4)


def test_uneven_gaps_of_a_number_are_measured():
    """The gap before the 4 is half an em less than that behind it."""
    assert uneven(lines("甲4乙", squeeze={(0, 1)})) == pytest.approx(0.5)
    assert uneven(lines("甲4乙", stretch=0.2)) == pytest.approx(0)
    assert uneven(lines("4乙丙，4。")) == 0


def test_a_paragraph_of_one_line_is_not_a_single_character():
    assert kinds("好。") == []


def test_pairs_are_counted_squeezed_or_not():
    """An opening mark has no blank half behind it."""
    assert pairs(lines("甲”，乙“《丙（）”“")) == 4


def test_the_runs_of_the_hard_paragraphs():
    """Every number of the text is in one run with its unit."""
    found = set(RUN.findall("".join(hard_paragraphs())))
    wanted = "1—10月 9.4亿元 3.42% 5G基站 DCMM 2022年 807.35万元 20分钟 4012 20894户 2.5万户 436个 400余家 1632个"
    assert set(wanted.split()) <= found


def test_a_contender_that_is_missing_is_a_named_row():
    row = Result("Vivliostyle", missing="Node")
    assert "| Vivliostyle | not there: Node |" in markdown([row])
    assert '"missing": "Node"' in as_json([row])
