"""The text layer: what four readers of PDFs find in it, and where they see a space that is none."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pydyf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from banmian import desk
from banmian.composer.faces import Face, Glyph
from banmian.engine.painter import PT, show
from banmian.engine.wider import widened
from banmian.job import Order
from banmian.scene.strings import String

from . import outside
from .conftest import ROOT, SEED, Built
from .plan_pages import SENTENCES

PDFS = ("screen.pdf", "archive.pdf", "press/T01.pdf")
READERS = {
    "Poppler": lambda path: outside.poppler(path, "-raw"),
    "MuPDF": outside.mupdf,
    "pdfium": outside.pdfium,
    "pdf.js": outside.pdfjs,
}
HAN = "[\u3400-\u9fff]"
WANTED = """
752.2亿元 213.7亿元 200.87亿元 9.6亿元 126.4亿元 35.1亿元 63.2亿元 19.1亿元 55.62亿元 31.5亿元 9.4亿元 807.35万元 20余万元
2.2亿千瓦时 6.6万吨 17.6万吨 4475亩 37万块 165个 96个 13个省级 16个市级 20个百分点 242家 870套 80家 7个重点项目 5G基站
590个 1632个 8条重点 5个项目 20分钟内 20894户 2.5万户 22个省 436个县 400余家 3268万美元 100% 增长3.42% “4012”服务
12月19日 11月底 1—10月 1—8月 2022年12月27日 即将过去的2022年 365天 DCMM贯标试点 大力开拓RCEP新市场
段先锋 岳岳生 侯燕 孟昭福 曼仙蒂润滑油有限公司 东昌府区名片 一窗·全国跨省通办联盟
其中实施类项目96个 创建国家级出口农产品 持续优化营商环境，“一网通办” 浪花，但在东昌大地，担当作为
""".split()
"""Numbers with units, dates, names; the last stand over the end of a line, or where marks lie close."""
assert len(WANTED) >= 60 and len(set(WANTED)) == len(WANTED)


@pytest.fixture(scope="module")
def texts(seed: Built, needs, tmp_path_factory):
    for reader in ("Poppler", "MuPDF", "pdf.js"):
        needs(reader)
    folder = tmp_path_factory.mktemp("pdfs")
    found = {}
    for name in PDFS:
        path = Path(folder / name.replace("/", "-"))
        path.write_bytes(seed.data(name))
        found |= {(name, reader): read(path) for reader, read in READERS.items()}
        found[name, "Poppler, in its own order"] = outside.poppler(path)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", PDFS)
def test_what_one_looks_for_is_found(texts, name, reader):
    flat = re.sub(r"[\r\n\f]", "", texts[name, reader])
    assert [wanted for wanted in WANTED if wanted not in flat] == []


@pytest.mark.slow
@pytest.mark.parametrize("reader", [*READERS, "Poppler, in its own order"])
@pytest.mark.parametrize("name", PDFS)
def test_no_reader_puts_a_space_between_two_han(texts, name, reader):
    """But where the manuscript has one, or one text of the furniture ends beside another."""
    words = SEED.read_text(encoding="utf-8").split()
    ends, starts = {word[-2:] for word in words}, {word[:2] for word in words}
    lines = texts[name, reader].splitlines()
    spaces = [(line, hit) for line in lines for hit in re.finditer(f"{HAN} +(?={HAN})", line)]
    assert len(spaces) >= 10  # 创新 活力 生态 品质 among them
    own = [hit for line, hit in spaces if line[: hit.start() + 1][-2:] in ends and line[hit.end() :][:2] in starts]
    assert [line for line, hit in spaces if hit not in own] == []


def _wide(page):
    """The fonts of a page whose Han are wider than one em."""
    widths = {name: font.DescendantFonts[0].W for name, font in page.Resources.Font.items()}
    return [
        name for name, said in widths.items() if max(w for part in said if not isinstance(part, int) for w in part) > 1200
    ]


@pytest.mark.slow
def test_no_reader_puts_a_space_between_two_han_of_a_loose_line(tmp_path, needs):
    """A page with short lines and long numbers: some forty of its lines are spaced by a tenth of an em and more."""
    for reader in ("Poppler", "MuPDF", "pdf.js"):
        needs(reader)
    page = ROOT / "seeds" / "sample-daily" / "2026-03-20" / "02.md"
    desk.build(Order(page, to=("screen",), out=tmp_path, jobs=1))
    (pdf,) = tmp_path.rglob("screen.pdf")
    with pikepdf.open(pdf) as opened:
        content = opened.pages[0].Contents.read_bytes()
        assert sum(content.count(f"{name} ".encode()) for name in _wide(opened.pages[0])) >= 20
    words = "".join(page.read_text(encoding="utf-8").split())
    for reader, read in (READERS | {"Poppler, in its own order": outside.poppler}).items():
        apart = re.findall(f"{HAN} +{HAN} +{HAN}", read(pdf))
        assert [one for one in apart if one.replace(" ", "") in words] == [], reader


FEW = ("早市搬家了", "春水满田", "老街新生", "渡口月", "他回来了", "灯会开幕")


@pytest.mark.slow
def test_a_head_that_is_spaced_out_is_one_word(tmp_path, needs):
    """Whoever looks for it finds it, in each PDF and with each reader."""
    for reader in ("Poppler", "MuPDF", "pdf.js"):
        needs(reader)
    sizes = (1646, 876, 910, 435, 689, 606)
    stories = [
        f"## {head}\n\n" + "\n\n".join(SENTENCES.body(len(head), size)) for head, size in zip(FEW, sizes, strict=True)
    ]
    page = tmp_path / "A01.md"
    page.write_text("聊城日报\n2022年12月27日\n\n# A01\n\n" + "\n\n".join(stories) + "\n", encoding="utf-8")
    made = desk.build(Order(page, to=("screen", "archive", "press"), out=tmp_path / "out", jobs=1))
    assert not made.missing
    (plan,) = made.plans.values()
    heads = {one["called"]: one["head"] for one in plan["modules"]}
    apart = [head for head in FEW if heads[head].get("apart", 0) >= 0.5]
    assert len(apart) >= 2
    for pdf in made.folder.rglob("*.pdf"):
        for reader, read in (READERS | {"Poppler, in its own order": outside.poppler}).items():
            text = read(pdf)
            assert [head for head in FEW if head not in text] == [], (pdf.name, reader)


class _Stream(pydyf.Stream):
    """What is painted, as lines."""

    def __init__(self):
        super().__init__()
        self._fonts = {}

    def written(self) -> str:
        return b"\n".join(part.data if hasattr(part, "data") else pydyf._to_bytes(part) for part in self.stream).decode()


class _Font:
    def __init__(self, name):
        self.hash, self.name = name * 6, f"/{name * 6}+Face".encode()
        self.widths, self.to_unicode = {}, {}


def painted(text, places, widths=None, families=None, accents=None):
    widths, families = widths or [1.0] * len(text), families or ["A"] * len(text)
    glyphs = [Glyph(100 + ord(c) % 1000, c, w, f, w) for c, w, f in zip(text, widths, families, strict=True)]
    glyphs = [replace(glyph, right=(accents or {}).get(n, 0.0)) for n, glyph in enumerate(glyphs)]
    stream = _Stream()
    fonts = {"A": _Font("A"), "B": _Font("B")}
    show(stream, String(0, 0, 10, glyphs, places), fonts)
    assert _places(stream, [*fonts.values(), *stream._fonts.values()]) == pytest.approx(places, abs=0.001)
    return stream.written()


def _places(stream, fonts):
    """Where each glyph is painted (em): nothing moves, however wide a glyph is said to be."""
    known, found = {font.hash: font for font in fonts}, []
    shown = re.findall(r"/(\w+) [\d.]+ Tf\n1 0 0 -1 (-?[\d.]+) \S+ Tm\n\[(.*)\] TJ", stream.written())
    for name, start, string in shown:
        at = float(start) / 10 * PT
        for codes, kern in re.findall(r"<(\w+)>|(-?\d+)", string):
            for code in re.findall("....", codes):
                found.append(at)
                at += known[name].widths[int(code, 16)] / 1000
            at -= int(kern or 0) / 1000
    return found


def wide(content):
    """Each glyph shown, and whether it is a wider one: `.` or `w`."""
    shown = re.findall(r"/(\w+) [\d.]+ Tf\n.*\n\[(.*)\] TJ", content)
    counted = ((name, sum(map(len, re.findall(r"<(\w+)>", string))) // 4) for name, string in shown)
    return "".join("w."[name in ("AAAAAA", "BBBBBB")] * count for name, count in counted)


def said(content):
    return [bytes.fromhex(one).decode("utf-16-be") for one in re.findall("ActualText <feff([0-9a-f]*)>", content)]


def test_a_gap_that_readers_take_for_a_space_is_part_of_its_glyph():
    assert wide(painted("中国人民", [0, 1, 2.05, 3.1])) == "...."
    assert wide(painted("中国人民", [0, 1, 2.2, 3.2])) == ".w.."
    assert wide(painted("中国人民", [0, 1.2, 2.6, 4.1])) == "www."
    assert said(painted("中国人民", [0, 1.2, 2.6, 4.1])) == []


def test_before_a_narrow_glyph_less_is_a_gap():
    assert wide(painted("窗·全", [0, 1.085, 1.5], [1, 0.327, 1])) == "w.."


def test_a_gap_between_two_faces_is_part_of_its_glyph():
    content = painted("中国人民", [0, 1, 2.2, 3.4], families=["A", "A", "B", "A"])
    assert wide(content) == ".ww." and content.count("BT") == 4


def _cut(path, characters):
    face = Face("face", path.read_bytes(), freed=True)
    return face.cut([0, *(face.glyphs(one)[0].gid for one in characters)])


def _plain_cff(path):
    """A face that is no CID-keyed one: a width that glyphs have without a word, and one that counts from nothing."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    pens = {name: T2CharStringPen(width, None) for name, width in ((".notdef", None), ("A", None), ("B", 700))}
    builder.setupCFF("Plain", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    builder.setupHorizontalMetrics({".notdef": (0, 0), "A": (0, 0), "B": (700, 0)})
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def _widths(file, characters):
    """What `hmtx` says of the width of some characters' glyphs, and what the CFF says."""
    font = TTFont(io.BytesIO(file))
    for name in map(font.getBestCmap().get, map(ord, characters)):
        own = font["CFF "].cff[0].CharStrings[name] if "CFF " in font else None
        if own:
            own.draw(NullPen())
        yield font["hmtx"][name][0], own.width if own else font["hmtx"][name][0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["song.otf", "hei-light.otf", "kai.ttf", "latin/news.ttf", "plain"])
def test_all_tables_of_a_face_say_the_wider_width(name, tmp_path):
    path = _plain_cff(tmp_path / "plain.otf") if name == "plain" else ROOT / "fonts" / name
    characters = "AB" if name == "plain" or "latin" in name else "中，A1"
    file = _cut(path, characters)
    quarter = TTFont(io.BytesIO(file))["head"].unitsPerEm // 4
    before, after = list(_widths(file, characters)), list(_widths(widened(file, 2), characters))
    assert after == [(width + 2 * quarter, own + 2 * quarter) for width, own in before]
    assert widened(file, 0) == file


def test_white_space_says_what_it_is():
    assert said(painted("中 国", [0, 1, 1.75], [1, 0.25, 1])) == []


def test_marks_whose_boxes_lie_over_each_other_are_one_part():
    assert said(painted("说，“中", [0, 1, 1, 2], [1, 1, 1, 1])) == ["，“"]
    assert said(painted("说，中国", [0, 1, 1.5, 2.5])) == []


def test_an_accent_stands_with_its_letter_and_what_follows():
    assert said(painted("数x\u0304与", [0, 1, 1.3, 1.5], [1, 0.5, 0.0, 1], accents={2: -0.2})) == ["x\u0304与"]
