"""The cells of glyphs: what each takes of its line, as the composer measured it."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from banmian import fonts
from banmian.composer.breaking import Measure
from banmian.composer.classes import class_of
from banmian.composer.house import STYLES, House
from banmian.composer.setting import set_paragraph
from banmian.model import Span, Text
from banmian.scene.cells import BLANKS, flat_cells
from banmian.scene.strings import String

FACES = fonts.faces()
CHAINS = fonts.font_set("").chains
MARKS = "。，、；：？！“”‘’（）《》【】·・—…%"
TEXT = st.text(f"中国首善之区{MARKS}{MARKS}abcfiTVA019 ", min_size=1, max_size=40)
CLOSE = 1e-6
INK = 0.003
"""em: the Kai's question mark reaches 0.002 over its half."""


def in_a_line(text: str, family: str, style: str, width: float = 60):
    """The cells of the lines of a text, size 1, with the ink of each."""
    chains = {"": CHAINS[family]}
    for line in set_paragraph(Text(text, Span("a.md", 1, 1, 1)), chains, Measure(width), House(marks=style)):
        string = String(0.0, 0.0, 1.0, line.glyphs, line.places)
        latin = not any(class_of(character) == "han" for character in text)
        yield line, list(zip(flat_cells(string, FACES, latin=latin), line.glyphs, strict=True))


@pytest.mark.slow
@settings(max_examples=100)
@given(
    TEXT,
    st.sampled_from(["Banmian Song", "Banmian Kai", "Banmian Song Heavy"]),
    st.sampled_from(sorted(STYLES)),
    st.integers(4, 20),
)
@example("0·0", "Banmian Song", "banjiao", 4)
@example("我说It’s好，’90s的‘甲’", "Banmian Song", "kaiming", 20)
def test_cells_stand_side_by_side_and_hold_the_ink_of_marks(text, family, style, width):
    for line, cells in in_a_line(text, family, style, width):
        shown = [(cell, glyph) for cell, glyph in cells if not cell.blank]  # a blank is pressed or stretched
        for (left, _), (right, _) in pairwise(shown):
            assert right.x >= left.right - CLOSE, (left, right)
        for cell, glyph in shown:
            if glyph.text in BLANKS:
                ink = FACES[glyph.family].ink(glyph)
                assert cell.x - INK <= cell.start + ink[0] and cell.start + ink[1] <= cell.right + INK, cell
        assert all(cell.right <= line.width + CLOSE for cell, _ in shown)
