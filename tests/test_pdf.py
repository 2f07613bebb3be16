"""The finished PDFs, read back: each glyph where the composition says, the same in all three, in the manuscript's order."""

import hashlib
import io
import os
import re
import subprocess
import zlib
from collections import Counter

import pikepdf
import pydyf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.engine import unhurried as unhurried_
from banmian.engine.pdf import tidied
from banmian.engine.unhurried import squeeze
from banmian.engine.written import written
from banmian.render.reduced import reduce
from banmian.verify.readback import Shown, pdf_text, shown, untagged_text

from .conftest import Built

PDFS = ("screen.pdf", "archive.pdf", "press/T01.pdf")
PRONOM_BYTES = 65536
"""How much of a file format tools look at."""
PAGE_HEIGHT = 540 * 72 / 25.4


@pytest.fixture(scope="module")
def glyphs(seed: Built) -> dict[str, list[Shown]]:
    return {name: shown(seed.data(name)) for name in PDFS}


@pytest.mark.parametrize("name", PDFS)
def test_each_glyph_stands_where_the_composition_says(seed: Built, glyphs, name):
    """Within 0.01 em, every glyph of every set line."""
    found: dict[tuple[float, float], list[Shown]] = {}  # two marks side by side may have one origin
    for g in glyphs[name]:
        found.setdefault((round(g.x, 1), round(g.y, 1)), []).append(g)
    checked = 0
    for block in seed.composition.blocks:
        for line in block.lines:
            for glyph, place in zip(line.set.glyphs, line.set.places, strict=True):
                x, y = line.x + place * line.size, PAGE_HEIGHT - line.y
                keys = [(round(x + dx, 1), round(y + dy, 1)) for dx in (0, 0.1, -0.1) for dy in (0, 0.1, -0.1)]
                match = next(g for key in keys for g in found.get(key, ()) if g.text == glyph.text)
                assert abs(match.x - x) <= 0.01 * line.size and abs(match.y - y) <= 0.01 * line.size
                assert match.size == pytest.approx(line.size, abs=0.01)
                checked += 1
    assert checked > 2900


def test_one_composition_serves_all_targets(glyphs):
    """The same glyphs at the same places in the three PDFs."""
    place = {name: [(g.text, round(g.x, 2), round(g.y, 2), g.size) for g in glyphs[name]] for name in PDFS}
    assert place["screen.pdf"] == place["archive.pdf"] == place["press/T01.pdf"]


@pytest.mark.parametrize("name", PDFS)
def test_the_text_is_the_manuscripts_in_order(seed: Built, name):
    assert pdf_text(seed.data(name)) == seed.parsed.manuscript


def test_nothing_that_is_shown_twice_is_content(seed: Built):
    """Every character of the page is tagged: this page has no furniture text of its own."""
    assert "".join(untagged_text(seed.data("screen.pdf"))).strip() == ""


def test_an_outside_extractor_finds_the_same_characters(seed: Built, needs, tmp_path):
    """Poppler, which knows nothing of us."""
    needs("Poppler")
    path = tmp_path / "screen.pdf"
    path.write_bytes(seed.data("screen.pdf"))
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert Counter("".join(text.split())) == Counter(seed.parsed.manuscript)
    assert "以时间为刻度，一年不过是岁月长河中" in "".join(text.split())


def test_bookmarks_language_title_and_dates(seed: Built):
    with pikepdf.open(io.BytesIO(seed.data("screen.pdf"))) as pdf:
        with pdf.open_outline() as outline:
            page = outline.root[0]
            article = page.children[0]
        assert page.title == "T01 东昌府区"
        assert article.title == "创新 活力 生态 品质 持续建设聊城首善之区"
        assert [section.title[:4] for section in article.children] == ["项目建设", "产业转型", "敢为人先"]
        assert str(pdf.Root.Lang) == "zh-Hans"
        assert str(pdf.docinfo["/Title"]) == "聊城日报 两会特刊 2022年12月27日"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20221227")
        assert pdf.Root.MarkInfo.Marked


def test_a_bookmark_leads_to_the_upper_corner_of_its_head(seed: Built):
    """Where a reader jumps to, the head is in view, not above it."""
    lines = {block.role: block.lines[0] for block in reversed(seed.composition.blocks)}
    with pikepdf.open(io.BytesIO(seed.data("screen.pdf"))) as pdf, pdf.open_outline() as outline:
        article = outline.root[0].children[0]
        places = [[float(number) for number in list(one.destination)[2:4]] for one in (article, article.children[0])]
    heads = (lines["headline"], lines["heading"])
    assert places == [pytest.approx([line.x, PAGE_HEIGHT - line.y + line.size], abs=0.1) for line in heads]


def test_the_tag_tree_has_articles_sections_heads_figures_and_a_list(seed: Built):
    with pikepdf.open(io.BytesIO(seed.data("archive.pdf"))) as pdf:
        kinds = Counter(
            str(obj.S) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/S" in obj and "/P" in obj
        )
    expected = {"/Art": 1, "/Sect": 3, "/H1": 1, "/H2": 2, "/H3": 3, "/Figure": 2, "/L": 1, "/LI": 15, "/LBody": 15}
    assert {kind: kinds[kind] for kind in expected} == expected


def test_the_archive_claims_both_standards(seed: Built):
    with pikepdf.open(io.BytesIO(seed.data("archive.pdf"))) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        raw = pdf.Root.Metadata.read_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw


def labels(data: bytes) -> list[str]:
    """What viewers call the pages of a PDF (ISO 32000-1, 12.4.2)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


@pytest.mark.parametrize("name", [*PDFS, "proof"])
def test_viewers_call_a_page_by_its_printed_number(seed: Built, name):
    data = reduce(seed.data("screen.pdf"), (210, 297)) if name == "proof" else seed.data(name)
    assert labels(data) == ["T01"]


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'


def begun(*, behind: int = 0) -> pydyf.PDF:
    """A PDF as the engine hands it over, its XMP behind so many bytes that cannot be packed."""
    pdf = pydyf.PDF()
    pdf.add_object(pydyf.Stream([os.urandom(behind)], compress=True))
    pdf.add_object(xmp := pydyf.Stream([XMP], {"Type": "/Metadata", "Subtype": "/XML"}, compress=True))
    pdf.catalog["Metadata"] = xmp.reference
    return pdf


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize("version", ["2.0", b"1.7", b"1.4", None])
@pytest.mark.parametrize("identifier", [True, None, "abc"])
def test_a_pdf_is_written_as_the_engine_writes_it(identifier, version, compress):
    """To the byte: with many objects and few, with words about it and without."""
    for count, said in ((0, {}), (300, {"Title": pydyf.String("版面")})):
        made = []
        for write in (pydyf.PDF.write, written):
            pdf = begun()
            pdf.objects[-2].stream = [b"q " * 5000, bytes(range(256)) * 300]
            pdf.info.update(said)
            for number in range(count):
                pdf.add_object(pydyf.Dictionary({"N": number, "A": pydyf.Array([1, 2.5, "/x"])}))
            write(pdf, output := io.BytesIO(), version, identifier, compress)
            made.append(output.getvalue())
        assert made[0] == made[1]


def test_each_stream_is_deflated_once(monkeypatch):
    """Also where the PDF has a digest of all its objects for a name."""
    deflated = []
    monkeypatch.setattr(unhurried_, "squeeze", lambda data: deflated.append(data) or squeeze(data))
    pdf = begun(behind=99)
    with unhurried_.unhurried():
        pdf.write(io.BytesIO(), "1.7", True, compress=True)
    assert len(deflated) == len(set(deflated)) == 4


def test_every_page_of_an_issue_has_its_label():
    pdf = begun()
    for _ in range(3):
        pdf.add_page(
            pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])})
        )
    tidied(lambda document, made: None, ["A01", "特刊2", "03"])(None, pdf)
    pdf.write(out := io.BytesIO())
    assert labels(out.getvalue()) == ["A01", "特刊2", "03"]


# Where format tools look ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PDFS, "proof"])
def test_what_a_pdf_says_of_itself_stands_plain_at_its_start(seed: Built, name):
    """It was packed, and behind everything else: at byte 3.6 million of the press page."""
    data = reduce(seed.data("screen.pdf"), (210, 297)) if name == "proof" else seed.data(name)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        xmp = pdf.Root.Metadata
        assert "/Filter" not in xmp and pdf.check_pdf_syntax() == []
        raw = xmp.read_raw_bytes()
    assert 0 < data.find(raw) < data.find(raw) + len(raw) < PRONOM_BYTES


@pytest.mark.parametrize("compress", [True, False])
def test_it_stands_there_whatever_comes_before_it(compress):
    pdf = begun(behind=2 * PRONOM_BYTES)
    page = {"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": "[0 0 9 9]", "Resources": "<<>>"}
    pdf.add_page(pydyf.Dictionary(page))
    tidied(lambda document, made: None, ["A01"])(None, pdf)
    pdf.write(out := io.BytesIO(), compress=compress)
    assert 0 < out.getvalue().find(XMP) < PRONOM_BYTES
    with pikepdf.open(io.BytesIO(out.getvalue())) as read:
        assert read.check_pdf_syntax() == [] and read.Root.Metadata.read_bytes() == XMP
        assert read.Root.Type == "/Catalog"


def test_the_office_proof_of_many_pages_has_it_there_too():
    """With object streams qpdf puts the XMP behind all pages."""
    pdf = begun()
    for _ in range(3):
        pdf.add_object(content := pydyf.Stream([b"%" + os.urandom(PRONOM_BYTES).hex().encode()]))
        box = pydyf.Array([0, 0, 999, 999])
        page = {"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": box, "TrimBox": box}
        pdf.add_page(pydyf.Dictionary({**page, "Contents": content.reference}))
    tidied(lambda document, made: None, ["A01", "A02", "A03"])(None, pdf)
    pdf.write(out := io.BytesIO(), compress=True)
    assert 0 < reduce(out.getvalue(), (210, 297)).find(b"<x:xmpmeta") < PRONOM_BYTES


@given(data=st.lists(st.binary(max_size=300), max_size=20).map(lambda parts: b"".join(parts * 3)))
@settings(max_examples=50)
def test_what_is_deflated_is_read_by_zlib(data):
    assert zlib.decompress(squeeze(data)) == data


def test_the_same_input_is_deflated_to_the_same_bytes_on_every_machine():
    """The digest is of one release of libdeflate: tried with AVX-512, AVX2, SSE4.2 and neither."""
    text = "".join(chr(0x4E00 + n * n % 20000) for n in range(20000)).encode()
    assert hashlib.sha256(squeeze(text)).hexdigest() == "800db156dfec0908efd939adadb791579c8675862232fc44bf9754b576a47e9e"


@pytest.mark.parametrize("name", PDFS)
def test_streams_are_deflated_so_in_all_pdfs(seed: Built, name):
    """Fonts, contents and the streams of objects."""
    with pikepdf.open(io.BytesIO(seed.data(name))) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Filter") == "/FlateDecode"]
        assert len(streams) > 5 and all(o.read_raw_bytes() == squeeze(o.read_bytes()) for o in streams)


@pytest.mark.parametrize("name", PDFS)
def test_names_of_fonts_are_names(seed: Built, name):
    """Pango ends a family's name with a comma where its last word may be a weight."""
    with pikepdf.open(io.BytesIO(seed.data(name))) as pdf:
        known = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        names = {str(o[key]) for o in known for key in ("/FontName", "/BaseFont") if key in o}
    assert len({one.partition("+")[2] for one in names}) == 5 and all(
        re.fullmatch("/[A-Z]{6}[+][A-Za-z0-9-]*[A-Za-z0-9]", one) for one in names
    )


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Song-Heavy,", "Song-Heavy"),
        ("仿宋", "#E4#BB#BF#E5#AE#8B"),
        ("A-(B)/[C]", "A-#28B#29#2F#5BC#5D"),
        ("A#20,,", "A#2320"),
    ],
)
def test_a_face_may_be_called_as_it_likes(called, name):
    pdf = begun()
    pdf.add_object(font := pydyf.Dictionary({"Type": "/Font", "BaseFont": f"/ABCDEF+{called}".encode()}))
    tidied(lambda document, made: None, [])(None, pdf)
    assert font["BaseFont"] == f"/ABCDEF+{name}".encode()


def test_a_space_of_colour_that_is_used_stays():
    pdf = begun()
    spaces = pydyf.Dictionary({"lab-d50": "[]", "lab-d65": "[]", "srgb": "[]"})
    pdf.add_object(spaces)
    pdf.add_object(pydyf.Dictionary({"ColorSpace": spaces.reference}))
    pdf.add_object(content := pydyf.Stream())
    content.set_color_space("lab-d65", stroke=True)
    content.show_text_string("/lab-d50 cs")
    tidied(lambda document, made: None, [])(None, pdf)
    assert list(spaces) == ["lab-d65"]


@pytest.mark.slow
def test_the_judges_have_nothing_to_say(seed: Built, needs):
    """veraPDF: PDF/UA-1 for the screen; PDF/A-2a and PDF/UA-1 for the archive, both claimed. EPUBCheck: no warning."""
    from banmian.verify.judges import judge

    for tool in ("veraPDF", "EPUBCheck", "Poppler", "MuPDF"):
        needs(tool)
    files = {name: seed.data(name) for name in (*PDFS, "liaocheng-daily-2022-12-27.epub")}
    verdicts = judge(files, {"screen.pdf": "ua1", "archive.pdf": "0"})
    assert [(v.file, v.faults) for v in verdicts if v.state != "passed"] == []
    said = {v.file: v.judge for v in verdicts if "veraPDF" in v.judge}
    assert "PDF/A-2A" in said["archive.pdf"] and "PDF/UA-1" in said["archive.pdf"]
    assert len(verdicts) == 6


@pytest.mark.slow
def test_the_judges_do_find_faults(seed: Built, needs):
    """A wall that lets everything pass is no wall: a screen PDF without its title, a torn EPUB."""
    from banmian.verify.judges import judge

    needs("veraPDF")
    needs("EPUBCheck")
    broken = re.sub(rb"<pdfuaid:part>", b"<pdfuaid:prat>", seed.data("screen.pdf"))
    with pikepdf.open(io.BytesIO(seed.data("screen.pdf"))) as pdf:
        del pdf.Root.StructTreeRoot
        out = io.BytesIO()
        pdf.save(out)
        broken = out.getvalue()
    verdicts = judge({"a.pdf": broken, "b.epub": seed.data("epub")[:-4000]}, {"a.pdf": "ua1"})
    states = {v.judge.split()[0]: v.state for v in verdicts}
    assert states["veraPDF"] == "failed" and states["EPUBCheck"] == "failed"


def test_a_missing_judge_says_so(monkeypatch):
    from banmian.verify import judges

    monkeypatch.setattr(judges, "verapdf_jars", list)
    monkeypatch.setattr(judges.shutil, "which", lambda name: None)
    verdicts = judges.judge({"a.pdf": b"%PDF", "b.epub": b""}, {"a.pdf": "0"})
    assert {v.state for v in verdicts} == {"not checked"} and len(verdicts) == 3
    assert {d.code for v in verdicts for d in v.diagnostics()} == {"V011"}
