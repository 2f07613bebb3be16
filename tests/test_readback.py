"""The two readers of text in PDFs: the quick one of what we write ourselves says what the one of anybody's files says, or nothing."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk
from banmian.job import Order
from banmian.verify import readback
from banmian.verify.own_content import own_text

from .conftest import Built
from .helpers import issue, page

MAP = b"2 beginbfchar\n<0000> <0041>\n<0012> <4e00>\n<d801> <d842dfb7>\n<0a0b> <20142014>\nendbfchar\n"
PDFS = ("screen.pdf", "archive.pdf", "press/T01.pdf")
CODES = ("0000", "0012", "d801", "0a0b", "ffff", "dc00")
OURS = st.one_of(
    st.integers(0, 5).map(lambda n: f"/Span\n<</MCID {n}>>\nBDC"),
    st.just("/Artifact\nBMC"),
    st.sampled_from(["4e00", "", "004100420043", "d842dfb7"]).map(lambda said: f"/Span\n<</ActualText <feff{said}>>>\nBDC"),
    st.just("EMC"),
    st.sampled_from(["/F1 12 Tf", "/F2 8.5 Tf"]),
    st.lists(st.tuples(st.sampled_from(["", "-14", "0.5"]), st.lists(st.sampled_from(CODES))))
    .map(lambda parts: "[{}] TJ".format("".join(f"{kern}<{''.join(codes)}>" for kern, codes in parts))),
    st.sampled_from("BT|ET|q|Q|1 0 0 -1 70 80.5 Tm|0 0 1 rg|[1 2] 0 d|/a1.0 gs|/x Do|f*".split("|")),
)  # fmt: skip
STRANGE = (
    "/Span <</MCID 1>> BDC",
    "/Span\n<</MCID 2 /ActualText (x)>>\nBDC",
    "/Span\n<</ActualText (one)>>\nBDC",
    "/Span\n<</ActualText <FEFF4E00>>>\nBDC",
    "/Span\n<</ActualText <4e00>>>\nBDC",
    "<0012> Tj",
    "[<0012>] TJ [<0000>] TJ",
    "[<0012> -5 (\\000\\022)] TJ",
    "[<00 12>] TJ",
    "[<D801>] TJ",
    "[<0012>]TJ",
    "(\\000\\022) Tj",
    "% EMC",
    "(\nEMC\n) pop",
    "(\n[<0000>] TJ\n) pop",
    "/F2\n9 Tf",
    "/F#31 9 Tf",
    "/F3 9 Tf",
    "/Artifact BMC",
    "q EMC",
    "EMC",
    "BI /W 1 /H 1 /BPC 8 /CS /G ID\nEMC\nEI",
)


@pytest.fixture(scope="module")
def sheet():
    with pikepdf.new() as pdf:
        told = [pdf.make_indirect(pikepdf.Dictionary(ToUnicode=pdf.make_stream(codes))) for codes in (MAP, b"")]
        sheet = pdf.add_blank_page()
        sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=told[0], F2=told[1]))
        yield pdf, sheet


def quick(sheet, content):
    """What the quick reader says of a page."""
    pdf, page = sheet
    page.Contents = pdf.make_stream(content)
    return own_text(content, {name[1:]: readback._to_unicode(font) for name, font in page.Resources.Font.items()})


def slow(sheet):
    """What the other one says of it."""
    fonts = {name[1:]: readback._to_unicode(font) for name, font in sheet[1].Resources.Font.items()}
    return shown(readback._read(sheet[1], fonts))


def shown(found):
    return {mcid: text for mcid, text in found.items() if text}


def ended(lines):
    """Lines that end no more than they have begun."""
    depth = 0
    for line in lines:
        depth += line.endswith(("BDC", "BMC")) - (line == "EMC")
        if depth < 0:
            depth = 0
        else:
            yield line


@pytest.mark.slow
@given(lines=st.lists(OURS, max_size=30).map(ended).map(list))
def test_what_we_write_is_read_quickly_and_as_by_the_other(sheet, lines):
    read = quick(sheet, "\n".join(lines).encode())
    assert read is not None
    assert shown(read) == slow(sheet)


@pytest.mark.slow
@given(lines=st.lists(OURS | st.sampled_from(STRANGE), max_size=12), end=st.sampled_from(["\n", "\r\n", "\r", "  \n"]))
@settings(max_examples=50)
def test_what_others_write_is_left_to_the_other_or_read_alike(sheet, lines, end):
    read = quick(sheet, end.join(lines).encode())
    assert read is None or shown(read) == slow(sheet)


@pytest.mark.parametrize("strange", STRANGE)
def test_each_of_these_is_left_to_the_other(sheet, strange):
    assert quick(sheet, f"/F1 9 Tf\n{strange}\n[<0012>] TJ".encode()) is None


def test_a_glyph_without_a_text_is_seen(sheet):
    assert quick(sheet, b"/F1 9 Tf\n[<0012ffff>] TJ") == {None: "一\ufffd"} == slow(sheet)


@pytest.mark.parametrize("name", PDFS)
def test_every_page_of_ours_is_read_quickly(seed: Built, name):
    assert_alike(seed.data(name))


VERTICAL = (
    "## 竖排的题\n\n导语有{堃|kūn}字和[点]{.dot}。\n\n### 小标题\n\n正文1234与 Latin words——，。\n\n- 一\n- 二\n\n图说\n"
)


@pytest.mark.slow
def test_so_are_readings_dots_and_lists(tmp_path):
    built = desk.build(Order(issue(tmp_path / "a", page(VERTICAL)), to=("screen",), out=tmp_path / "out"))
    assert_alike(built.files[0].data)


def assert_alike(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.pages:
            fonts = {name[1:]: readback._to_unicode(font) for name, font in one.Resources.Font.items()}
            read = own_text(one.Contents.read_bytes(), fonts)
            assert read
            assert shown(read) == slow((pdf, one))


@pytest.mark.parametrize(
    ("said", "texts"),
    [("A一", ["A", "一"]), ("AB一", ["AB", "一"]), ("B", ["B", ""]), ("一A", ["一A", ""])],
)
def test_each_glyph_has_its_part_of_a_text_that_stands_for_several(said, texts):
    """Where a deposit's ALTO has a Han, the PDF must show one: `shown` is what they are compared by."""
    glyphs = [readback.Shown(0, 1, text, x, 0.0, 10.0) for x, text in enumerate("A一")]
    assert [(one.text, one.x) for one in readback._shared(glyphs, said)] == list(zip(texts, (0, 1), strict=True))
