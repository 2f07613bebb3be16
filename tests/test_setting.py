"""Setting lines: the rules for starts and ends, runs that stay whole, flush edges, characters conserved."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banmian import fonts
from banmian.makeup.characters import CLASSES, NO_END, NO_START, WHOLE
from banmian.makeup.setting import WIDEST_GAP, Measure, set_paragraph
from banmian.model import Emphasis, Paragraph, Span, Text

SPAN = Span("a.md", 1, 1, 1)
CHAINS = {"": fonts.font_set("").chains["Banmian Song"]}
BODY = Measure(17, indent=2)


def lines(text: str, measure: Measure = BODY) -> list[str]:
    return [line.text.strip() for line in set_paragraph(Text(text, SPAN), CHAINS, measure)]


@pytest.mark.parametrize("row", CLASSES, ids=[c.name for c in CLASSES])
def test_classes_keep_their_edge(row):
    """Each character of each class, set so that greedy filling would put it on the wrong side of the edge."""
    for character in row.characters:
        if not CHAINS[""].faces[0].has(character):
            continue
        for fill in range(12, 18):
            text = "文" * fill + character + "文" * 24
            for line in lines(text):
                assert not (row.no_start and line[0] == character), (character, line)
                assert not (row.no_end and line[-1] == character), (character, line)


@pytest.mark.parametrize(
    "run", ["9.6亿元", "4475亩", "17.6万吨", "2.2亿千瓦时", "2022年", "96.5%", "1632个", "DCMM", "RCEP", "——", "……"]
)
def test_runs_are_never_split(run):
    for fill in range(8, 30):
        assert any(run in line for line in lines("文" * fill + run + "文" * 20)), fill


def test_the_first_line_is_indented_and_the_last_is_not_stretched():
    set_lines = set_paragraph(Text("文" * 40, SPAN), CHAINS, BODY)
    assert [line.places[0] for line in set_lines] == [2, 0, 0]
    assert [len(line.glyphs) for line in set_lines] == [15, 17, 8]
    assert set_lines[-1].stretch == 0


def test_a_closing_mark_takes_half_an_em_at_the_end():
    """GB/T 15834 5.1.10: seventeen characters and a mark fit a line of seventeen and a half."""
    measure = Measure(17.5)
    assert lines("文" * 17 + "，" + "文" * 20, measure)[0] == "文" * 17 + "，"


def test_a_mark_that_does_not_fit_is_pushed_out_with_its_character():
    assert lines("文" * 17 + "，" + "文" * 20, Measure(17))[0] == "文" * 16


def test_emphasis_changes_the_face():
    chains = {**CHAINS, "strong": fonts.font_set("").chains["Banmian Hei"]}
    node = Paragraph("平常重点平常", (SPAN,), (Emphasis(2, 4, "strong"),))
    families = [glyph.family for glyph in set_paragraph(node, chains, BODY)[0].glyphs]
    assert families == ["Banmian Song"] * 2 + ["Banmian Hei"] * 2 + ["Banmian Song"] * 2


def test_a_character_without_a_glyph_is_never_skipped():
    with pytest.raises(KeyError):
        set_paragraph(Text("一个𫠠字", SPAN), CHAINS, BODY)


def test_a_head_breaks_at_its_spaces_only():
    assert lines("敢为人先 打造近悦远来营商环境", Measure(12, flush=False, head=True)) == [
        "敢为人先",
        "打造近悦远来营商环境",
    ]


def test_latin_words_stay_whole():
    text = "The quick brown fox jumps over the lazy dog and runs away from it"
    assert " ".join(lines(text, Measure(10))).split() == text.split()


ALPHABET = "文字版面排印中国年月日亿元万吨" * 2 + "，。、；：！？“”（）《》·…—／%-0123456789abcXYZ. "


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=200), st.integers(14, 30))
def test_whatever_the_text(text, width):
    """Characters conserved, no forbidden start or end, full lines flush within 0.02 em, the same again the second time."""
    measure = Measure(width, indent=2)
    assume(text.strip())
    found = set_paragraph(Text(text, SPAN), CHAINS, measure)
    assert "".join("".join(line.text for line in found).split()) == "".join(text.split())
    assert found == set_paragraph(Text(text, SPAN), CHAINS, measure)
    for line, following in pairwise(found):
        longest = max(len(part) for part in _unbreakable(text))
        if longest < width - 3:
            assert line.text.strip()[-1] not in NO_END
            assert following.text[0] not in NO_START
        assert line.width <= width + 0.02
        gaps = [b - a - g.advance for a, b, g in zip(line.places, line.places[1:], line.glyphs, strict=False)]
        if any(gap > 1e-6 for gap in gaps):
            assert abs(line.width - width) < 0.02


def _unbreakable(text: str) -> list[str]:
    """Runs of marks, figures and letters, in which a line may find no break."""
    runs, run = [""], ""
    for character in text:
        run = (
            run + character
            if character in NO_START | NO_END or character.isascii() or character in "亿元万吨年月日中文…—"
            else ""
        )
        runs.append(run)
    return runs


def test_the_seed_sets_without_a_wide_gap(seed):
    """On the real page no gap is over a quarter em."""
    stretched = [line.set.stretch for block in seed.composition.blocks for line in block.lines]
    assert len(stretched) > 150
    assert max(stretched) <= WIDEST_GAP


def test_whole_marks_are_one_glyph_run():
    assert all(len(mark) == 2 for mark in WHOLE)
    glyphs = CHAINS[""].glyphs("——")
    assert sum(glyph.advance for glyph in glyphs) == pytest.approx(2.0)


@pytest.mark.parametrize("run", ["1234567890" * 6, "！" * 40, "长" * 3 + "W" * 60, "第" + "9" * 50 + "亿元"])
def test_a_run_wider_than_the_line_is_cut_or_counted(run):
    """Found by review: a 60-digit number made its whole paragraph one line across the page."""
    found = set_paragraph(Text("文" * 10 + run + "字" * 10, SPAN), CHAINS, BODY)
    assert len(found) > 1
    for line in found:
        assert line.width <= BODY.width + 0.02 or line.over > 0
