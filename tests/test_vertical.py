"""Vertical headlines: where each character stands in the finished file, and what the judges say of it."""

import shutil
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from banmian import desk, fonts
from banmian.composer.clusters import clusters_of
from banmian.composer.house import House
from banmian.composer.vertical import MIDDLE, stood
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.boxes import Box
from banmian.makeup.composition import PageComposition, SetBlock
from banmian.verify.judges import judge, second_renderer
from banmian.verify.readback import pdf_text

from .conftest import ROOT, SEED, SEED_ISSUE, compose

MAKE_UPS = ROOT / "docs" / "make-ups"
SEED_HEAD = "## 创新 活力 生态 品质 持续建设聊城首善之区\n"
HEAD = "“首善之区”——365天：20个项目、2022年8月引进RCEP新市场……谁在领跑？看（东昌）《名片》！"
PAGE_HEIGHT = 540 * 72 / 25.4


@dataclass
class Standing:
    """A page with a vertical headline, finished."""

    data: bytes
    manuscript: str
    composition: PageComposition
    boxes: dict[str, list[Box]]

    @property
    def block(self) -> SetBlock:
        return next(block for block in self.composition.blocks if block.role == "headline")

    def box(self, character: str, n: int = 0) -> Box:
        """The ink of the n-th such character of the headline, as PDFium sees it; y downwards."""
        return self.boxes[character][n]


def issue_with(folder: Path, head: str) -> Path:
    """The seed's issue with other heads."""
    shutil.copytree(SEED_ISSUE, folder)
    text = SEED.read_text(encoding="utf-8")
    (folder / "T01.md").write_text(text.replace(SEED_HEAD, head), encoding="utf-8")
    return folder


def inks(data: bytes, area: Box) -> dict[str, list[Box]]:
    """The boxes of the characters inside an area, in the order of the stream."""
    found: dict[str, list[Box]] = {}
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage()
        for n in range(text.count_chars()):
            left, foot, right, top = text.get_charbox(n)
            box = Box(left, PAGE_HEIGHT - top, right - left, top - foot)
            if area.x < box.x and box.right < area.right and area.y - 1 < box.y and box.foot < area.foot + 1:
                found.setdefault(text.get_text_range(n, 1), []).append(box)
        text.close()
    return found


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    folder = tmp_path_factory.mktemp("vertical")
    source = issue_with(folder / "issue", f"## {HEAD}\n")
    order = Order(source, to=("archive",), layout="vertical", layouts=MAKE_UPS, out=folder / "out", jobs=1)
    data = desk.build(order).files[0].data
    shop, pages = compose(source, "vertical", MAKE_UPS)
    return Standing(data, shop.parsed.manuscript, pages[0], inks(data, pages[0].boxes["head"]))


def middle(box: Box) -> float:
    return box.x + box.width / 2


@pytest.mark.slow
def test_the_first_line_is_the_rightmost_and_each_stands_in_one_column(standing: Standing):
    lines = standing.block.lines
    assert [line.set.text[:2] for line in lines] == ["“首", "20", "谁在"]
    assert lines[0].x > lines[1].x > lines[2].x
    for line in lines:
        for character in (c for c in line.set.text if "\u4e00" <= c <= "\u9fff"):
            near = min(standing.boxes[character], key=lambda box, x=line.x: abs(middle(box) - x))
            assert abs(middle(near) - line.x) < 0.1 * line.size


@pytest.mark.slow
def test_han_stand_upright_under_each_other(standing: Standing):
    for text in ("首善之区", "谁在领跑", "新市场"):
        tops = [standing.box(character).y for character in text]
        assert tops == sorted(tops)
        steps = [b - a for a, b in pairwise(tops)]
        size = standing.block.lines[0].size
        assert all(0.8 * size < step < 1.4 * size for step in steps)


def test_two_digits_stand_side_by_side_in_one_em(standing: Standing):
    lines = standing.block.lines
    two, nought = standing.box("2"), standing.box("0")
    assert two.y == pytest.approx(nought.y, abs=0.02 * lines[0].size)
    assert two.right < nought.x and nought.right - two.x < lines[0].size
    assert middle(Box(two.x, 0, nought.right - two.x, 0)) == pytest.approx(lines[0].x, abs=0.05 * lines[0].size)
    assert standing.box("项").y - two.y < 2.3 * lines[0].size


def test_one_digit_stands_in_the_middle(standing: Standing):
    eight, line = standing.box("8"), standing.block.lines[1]
    assert eight.height > eight.width
    assert middle(eight) == pytest.approx(line.x, abs=0.05 * line.size)


@pytest.mark.parametrize(("text", "line"), [("365", 0), ("RCEP", 1)])
def test_long_numbers_and_words_lie_on_their_side(standing: Standing, text, line):
    """Turned clockwise: what was a capital's height is now its width, and the text runs down."""
    set_line = standing.block.lines[line]
    boxes = [standing.box(character) for character in text]
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)
    assert all(box.width > box.height for box in boxes)
    for box in boxes:
        assert middle(box) == pytest.approx(set_line.x, abs=0.06 * set_line.size)


def test_marks_have_their_vertical_forms(standing: Standing):
    """Quotation marks are ﹃﹄ (GB/T 15834 5.2), dashes run down unbroken, brackets lie, pause marks stand at the right."""
    size, x = standing.block.lines[0].size, standing.block.lines[0].x
    opening, closing = standing.box("“"), standing.box("”")
    assert opening.right > x + 0.3 * size and closing.x < x - 0.3 * size
    assert opening.foot < standing.box("首").y + 0.1 * size and closing.y > standing.box("区").foot - 0.1 * size
    dash = standing.box("—")
    assert dash.height > 1.8 * size > 0.1 * size > dash.width
    assert middle(dash) == pytest.approx(x, abs=0.02 * size)
    for bracket in "（）《》":
        assert standing.box(bracket).width > 1.8 * standing.box(bracket).height
    assert standing.box("：").x > x and standing.box("？").x > standing.block.lines[2].x


def test_nothing_touches_what_stands_below_it(standing: Standing):
    for line in standing.block.lines:
        column = sorted(
            (box for boxes in standing.boxes.values() for box in boxes if abs(middle(box) - line.x) < line.size * 0.5),
            key=lambda box: box.y,
        )
        inked = [box for box in column if box.width > 0.02 * line.size and box.height > 0.02 * line.size]
        for above, below in pairwise(inked):
            if min(above.right, below.right) > max(above.x, below.x) and below.y > above.y + 1:
                assert below.y > above.foot - 0.06 * line.size


def test_the_text_is_the_manuscripts_in_order(standing: Standing):
    assert HEAD in standing.manuscript
    assert pdf_text(standing.data) == standing.manuscript


@pytest.mark.slow
def test_the_judges_have_nothing_to_say(standing: Standing, needs):
    """veraPDF for both claims of the archive; Poppler and MuPDF show the same."""
    for tool in ("veraPDF", "Poppler", "MuPDF"):
        needs(tool)
    verdicts = judge({"archive.pdf": standing.data}, {"archive.pdf": "0"})
    assert len(verdicts) == 2
    assert [(verdict.judge, verdict.faults) for verdict in verdicts if verdict.state != "passed"] == []


@pytest.mark.slow
def test_two_renderers_agree(standing: Standing, needs, tmp_path):
    needs("Poppler")
    needs("MuPDF")
    path = tmp_path / "archive.pdf"
    path.write_bytes(standing.data)
    assert second_renderer("archive.pdf", path).state == "passed"


@pytest.mark.slow
def test_the_seeds_headline_is_as_deep_as_the_picture():
    _, pages = compose(SEED_ISSUE, "vertical", MAKE_UPS)
    picture, area = pages[0].boxes["picture-1"], pages[0].boxes["head"]
    assert (area.y, area.height) == pytest.approx((picture.y, picture.height))
    lines = next(block for block in pages[0].blocks if block.role == "headline").lines
    assert [line.set.text.strip() for line in lines] == ["创新 活力 生态 品质", "持续建设聊城首善之区"]
    for line in lines:
        assert line.y == pytest.approx(area.y)
        assert line.set.width * line.size == pytest.approx(area.height, abs=0.01)


@pytest.mark.slow
def test_a_shallow_picture_makes_the_headline_smaller_before_it_takes_more_lines(tmp_path):
    shutil.copytree(MAKE_UPS / "vertical", tmp_path / "shallow")
    path = tmp_path / "shallow" / "layout.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("base = 26, floor = 23, ceiling = 29", "base = 24, floor = 24, ceiling = 24"), encoding="utf-8"
    )
    _, pages = compose(SEED_ISSUE, "shallow", tmp_path)
    lines = next(block for block in pages[0].blocks if block.role == "headline").lines
    assert dict(pages[0].rung.depths)["picture-1"] == 24
    assert len(lines) == 2 and 0.84 * 44 <= lines[0].size < 44


@pytest.mark.slow
def test_kicker_and_subhead_stand_at_its_sides(tmp_path):
    heads = f"> 奋进新征程 建功新时代\n\n{SEED_HEAD}\n> ——东昌府区2022年经济社会高质量发展综述\n"
    _, pages = compose(issue_with(tmp_path / "issue", heads), "vertical", MAKE_UPS)
    area = pages[0].boxes["head"]
    x = {block.role: block.lines[0].x for block in pages[0].blocks if block.area == "head"}
    assert area.right > x["kicker"] > x["headline"] > x["subhead"] > area.x


@pytest.mark.slow
@pytest.mark.parametrize(
    ("head", "code"),
    [("## " + "无空格可断的极长标题" * 12 + "\n", "M004"), (SEED_HEAD + "\n> " + "很长的副题" * 40 + "\n", "M004")],
)
def test_a_head_too_long_is_refused(tmp_path, head, code):
    with pytest.raises(Refused) as refused:
        compose(issue_with(tmp_path / "issue", head), "vertical", MAKE_UPS)
    assert code in {d.code for d in refused.value.diagnostics}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("page.html", "a1.kicker a1.headline", "a1.lead a1.headline"), "L007"),
        (("page.css", "width: var(--fixed-column); height", "width: 50pt; height"), "M009"),
    ],
)
def test_a_vertical_area_is_for_heads_and_wide_enough(tmp_path, change, code):
    folder = tmp_path / "layouts"
    shutil.copytree(MAKE_UPS / "vertical", folder / "standing")
    name, old, new = change
    path = folder / "standing" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        compose(SEED_ISSUE, "standing", folder)
    assert code in {d.code for d in refused.value.diagnostics}


def stands(text: str, family: str = "Banmian Song Heavy"):
    """The clusters of a text as they stand."""
    chains = {"": fonts.font_set(text).chains[family]}
    return [stood(cluster, chains) for cluster in clusters_of(text, (), (), chains, House(), 0.0)]


@pytest.mark.parametrize("family", list(fonts.faces()))
@pytest.mark.parametrize("mark", ["——", "……", "～", "⋯⋯", "-", "–", "/"])
def test_marks_along_the_line_are_turned_in_every_face(family, mark):
    """Where a face has no vertical form (the Kai's dash), the glyph lies; either way it is on the line's middle."""
    (cluster,) = stands(mark, family)
    flat = fonts.font_set(mark).chains[family].glyphs(mark)
    assert cluster.forms[0].lies == (cluster.glyphs[0].gid == flat[0].gid)
    if cluster.forms[0].lies:
        assert cluster.forms[0].right == pytest.approx(-MIDDLE)


@pytest.mark.parametrize(("mark", "height"), [("，", 0.5), ("。", 0.5), ("“", 0.5), ("《", 0.5), ("·", 0.5)])
def test_marks_take_half_an_em(mark, height):
    for family in fonts.faces():
        (cluster,) = stands("中" + mark, family)[1:]
        assert cluster.width == height


@pytest.mark.parametrize("mark", ["！", "？", "：", "；"])
def test_high_marks_take_what_their_ink_needs(mark):
    for family in fonts.faces():
        (cluster,) = stands("中" + mark, family)[1:]
        chain = fonts.font_set(mark).chains[family]
        assert cluster.width > 0.88 - chain.rise(cluster.glyphs[0])[0]


@pytest.mark.parametrize(
    ("text", "lying"),
    [
        ("8", 0),
        ("20", 0),
        ("365", 1),
        ("9.6", 1),
        ("20%", 1),
        ("−5", 1),
        ("５", 0),
        ("％", 0),
        ("℃", 0),
        ("RCEP", 1),
        ("(", 1),
    ],
)
def test_what_stands_and_what_lies(text, lying):
    forms = [form for cluster in stands(text) for form in cluster.forms]
    assert {form.lies for form in forms} == {bool(lying)}
