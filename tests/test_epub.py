"""The EPUB: every character in order, one document an article, a cover made from the page."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from PIL import Image

from banmian.package.xhtml import documents
from banmian.verify.readback import epub_text

from .conftest import ROOT, Built
from .helpers import page, parsed

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def book(seed: Built):
    with zipfile.ZipFile(io.BytesIO(seed.data("issue.epub"))) as archive:
        yield archive


def test_the_text_is_the_manuscripts(seed: Built):
    assert epub_text(seed.data("issue.epub")) == seed.parsed.manuscript


def test_the_package(book):
    assert book.namelist()[0] == "mimetype" and book.infolist()[0].compress_type == zipfile.ZIP_STORED
    root = ElementTree.fromstring(book.read("EPUB/content.opf"))
    assert root.get("version") == "3.0" and root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert root.findtext(f".//{DC}title") == "聊城日报 2022年12月27日"
    assert root.findtext(f".//{DC}publisher") == "聊城日报社" and root.findtext(f".//{DC}date") == "2022-12-27"
    spine = [ref.get("idref") for ref in root.iter(f"{OPF}itemref")]
    assert spine == ["cover-xhtml", "p1-xhtml", "p1-a1-xhtml"]


def test_the_cover_is_the_page(book):
    with Image.open(io.BytesIO(book.read("EPUB/images/cover.jpg"))) as cover:
        assert cover.height == 1600 and abs(cover.width / cover.height - 390 / 540) < 0.01
        assert len(cover.convert("L").resize((60, 80)).getcolors(4800) or []) > 40


def test_contents_lead_to_articles_and_sections(book):
    nav = book.read("EPUB/nav.xhtml").decode()
    assert nav.count("<li>") == 5 and 'href="p1-a1.xhtml#s3"' in nav


def test_the_golden_article(seed: Built, request):
    """The article's XHTML as text; `--accept` takes a new one."""
    images = {f"images/{n}.jpg": (f"images/0{k}.jpg", "alt") for k, n in enumerate(("old-town", "culture-centre"), 1)}
    found = documents(seed.parsed.issue, images)[1].data.decode()
    golden = ROOT / "tests" / "golden" / "T01.article.xhtml"
    if request.config.getoption("--accept"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_odd_characters_survive():
    """What EbookLib's own calls would lose or rewrite."""
    result = parsed(page("## 标题<&>\"'\n\n甲**乙**丙*丁*<戊>&amp;己。\n\n### 小标题\n\n]]>与𬭎。\n"))
    text = "".join(doc.data.decode() for doc in documents(result.issue, {}))
    assert "<strong>乙</strong>丙<em>丁</em>&lt;戊&gt;&amp;amp;己。" in text
    for doc in documents(result.issue, {}):
        ElementTree.fromstring(doc.data)
