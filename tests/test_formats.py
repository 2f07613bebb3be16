"""What format tools take the files for: PRONOM's signatures over their first 64 KiB."""

import io
import re

import pytest
from PIL import Image, PngImagePlugin

import banmian
from banmian.deposit.formats import FORMATS, UNKNOWN, WINDOW, format_of, unrecognised
from banmian.engine import pdf as finishing

from .conftest import ROOT, Built
from .helpers import codes_of, issue, page

STORY = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")
XMP = b'%PDF-1.7\n<x:xmpmeta><rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '


def drawn(kind: str, **options: object) -> bytes:
    """A small picture of a kind."""
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, kind, **options)
    return out.getvalue()


def exif(version: bytes, order: bytes) -> bytes:
    """The beginning of a camera's JPEG."""
    tag = b"\x90\x00\x00\x07\x00\x00\x00\x04" if order == b"MM\x00*" else b"\x00\x90\x07\x00\x04\x00\x00\x00"
    return b"\xff\xd8\xff\xe1\x01\x02Exif\x00\x00" + order + b"...." + tag + version


def with_text() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_itxt("Title", "版面")
    return made


SAMPLES = {
    "PDF/A-2a": XMP + b'pdfaid:part="2" pdfaid:conformance="A"/>',
    "PDF/X-4": b"%PDF-1.6\n<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
    "PDF 1.7": b"%PDF-1.7\n",
    "PDF 1.6": b"%PDF-1.6\n",
    "EPUB 3.3": b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip",
    "JFIF 1.01": drawn("JPEG"),
    "JFIF 1.02": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x02\x01",
    "JFIF 1.00": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x00\x00",
    "Exif 2.3": exif(b"0231", b"II*\x00"),
    "Exif 2.2.1": exif(b"0221", b"MM\x00*"),
    "Exif 2.2": exif(b"0220", b"II*\x00"),
    "Exif 2.1": exif(b"0210", b"MM\x00*"),
    "Exif 2.0": exif(b"0200", b"II*\x00"),
    "JPEG": b"\xff\xd8\xff\xdb",
    "PNG 1.2": drawn("PNG", pnginfo=with_text()),
    "PNG 1.1": drawn("PNG", icc_profile=b"profile"),
    "PNG 1.0": drawn("PNG", dpi=(300, 300)),
    "TIFF": drawn("TIFF"),
    "WebP, lossy": drawn("WEBP"),
    "WebP, lossless": drawn("WEBP", lossless=True),
    "WebP, extended": drawn("WEBP", icc_profile=b"profile"),
    "SVG 1.1": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" version="1.1"/>',
    "SVG 1.0": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG": b"<svg/>",
    "ALTO 4": b'<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>',
    "METS": b'<?xml version="1.0"?><mets:mets xmlns:mets="http://www.loc.gov/METS/"/>',
    "PREMIS 3": b'<?xml version="1.0"?><premis xmlns="http://www.loc.gov/premis/v3"/>',
    "XML 1.0": b'\xef\xbb\xbf<?xml version="1.0"?><a/>',
    "XML Schema": (ROOT / "src" / "banmian" / "schemas" / "xlink.xsd").read_bytes(),
    "JSON": b'{"id_str": 1, "retweeted": 2}',
    "JSON-LD": b"{}",
    "Markdown": b"# a",
    "Office Open XML document": b"PK\x03\x04",
    "plain text": b"a",
    "TOML": b"a = 1",
    "HTML 5": b"<!DOCTYPE html>",
    "HTML": b"<p>",
    "CSS": b"",
    "ICC profile": b"",
    "OpenType": (ROOT / "fonts" / "hei.otf").read_bytes()[:WINDOW],
    "TrueType": (ROOT / "fonts" / "kai.ttf").read_bytes()[:WINDOW],
}


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_file_of_each_format_is_known_and_taken_for_no_other(one):
    for ending in one.endings:
        assert format_of(f"a/b{ending.upper()}", SAMPLES[one.name]) is one
    assert re.fullmatch(r"(x-)?fmt/\d+|", one.puid) and re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", one.mime)


def test_names_are_no_formats_and_what_is_no_format_is_unknown():
    assert len({one.name for one in FORMATS}) == len(FORMATS) == len(SAMPLES)
    assert format_of("a.jpg", b"GIF89a") is format_of("a", b"") is format_of("a.exe", b"MZ") is UNKNOWN


@pytest.mark.parametrize(
    "said",
    [
        b'pdfaid:part="2" pdfaid:conformance="A"', b"pdfaid:conformance='A' pdfaid:part='2'",
        b"><pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>",
    ],
)  # fmt: skip
def test_every_way_to_write_the_claim_of_pdf_a(said):
    assert format_of("a.pdf", XMP + said).puid == "fmt/476"


@pytest.mark.parametrize(
    "said",
    [
        b'pdfaid:part="2" pdfaid:conformance="U"', b'pdfaid:part="1" pdfaid:conformance="A"', b'pdfaid:part="2"',
        b" " * WINDOW + b'pdfaid:part="2" pdfaid:conformance="A"',
        b'pdfaid:part="2"' + b" " * 121 + b'pdfaid:conformance="A"',
    ],
)  # fmt: skip
def test_what_is_no_claim_or_too_far_behind(said):
    assert format_of("a.pdf", XMP + said).puid == "fmt/276"
    (found,) = unrecognised("a.pdf", XMP + said, ["PDF/UA-1", "PDF/A-2a"])
    assert found.code == "V020" and found.facts == {"where": "a.pdf", "claimed": "PDF/A-2a (fmt/476)", "found": "PDF 1.7"}
    assert not [*unrecognised("a.epub", XMP, ["PDF/A-2a"])] and not [*unrecognised("a.pdf", XMP, ["PDF/UA-1"])]


@pytest.mark.parametrize(
    ("name", "puid"),
    [("archive.pdf", "fmt/476"), ("press/T01.pdf", "fmt/488"), ("screen.pdf", "fmt/276"), ("epub", "fmt/483")],
)
def test_a_finished_file_is_taken_for_what_it_claims(seed: Built, name, puid):
    """It was 'PDF 1.7' and 'PDF 1.6': the XMP of one was packed, the other's behind 3.6 MB."""
    (file,) = (one.name for one in seed.result.files if name in (one.name, one.target))
    assert format_of(file, seed.data(name)).puid == puid


@pytest.mark.slow
def test_a_file_that_hides_what_it_is_stops_its_target_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(finishing, "_put_metadata_first", lambda pdf: None)
    result = banmian.build(issue(tmp_path / "a", STORY), to=("screen", "archive"), out=tmp_path / "out", jobs=1)
    assert [one.name for one in result.files] == ["screen.pdf"] and result.missing == {"archive": ("V020",)}
    assert "V020" in codes_of(result.diagnostics)
