"""The replica edition: the text over the picture stands where print has it, and leads into the articles."""

import io
import pickle
import zipfile
from collections import defaultdict
from xml.etree import ElementTree

import pytest

from banmian import desk
from banmian.job import Order
from banmian.package.replica import MOST_PIXELS, TOLERANCE, _advance, spans, viewport
from banmian.scene.scene import scene
from banmian.verify.book_text import epub_text, fixed_text
from banmian.verify.readback import shown

from .conftest import SEED_ISSUE, SEED_STORY, Built, compose

HALF_MM = 0.5 * 72 / 25.4
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def composed():
    return compose(SEED_ISSUE)


@pytest.fixture(scope="module")
def page_scene(composed):
    shop, pages = composed
    return scene(shop.parsed.issue, pages[0], shop.fonts.faces)


@pytest.fixture(scope="module")
def replica(tmp_path_factory):
    return desk.build(Order(SEED_ISSUE, ("epub-replica",), out=tmp_path_factory.mktemp("replica"), jobs=1)).files[0].data


@pytest.mark.slow
def test_the_scene_holds_the_page(page_scene, seed: Built):
    assert page_scene.text == seed.parsed.manuscript


@pytest.mark.slow
def test_the_scene_is_made_from_the_composition_alone(page_scene, composed):
    """What another process hands over is enough."""
    shop, pages = composed
    handed = pickle.loads(pickle.dumps(pages[0]))  # noqa: S301  # the line's own
    assert handed.furniture and handed.plates
    assert scene(shop.parsed.issue, handed, shop.fonts.faces) == page_scene


@pytest.mark.slow
def test_every_glyph_stands_where_the_screen_pdf_shows_it(page_scene, seed: Built):
    real = defaultdict(list)
    for glyph in shown(seed.data("screen.pdf")):
        real[glyph.text].append((glyph.x, page_scene.height - glyph.y))
    strips = [strip for block in page_scene.blocks for line in block.lines for strip in line.strips]
    off = [
        min(max(abs(cell.start - a), abs(cell.base - b)) for a, b in real[cell.text])
        for strip in strips
        for cell in strip.cells
        if not cell.blank and strip.kind != "hyphen"
    ]
    assert len(off) > 3000 and max(off) < HALF_MM


def test_spans_keep_every_glyph_within_the_tolerance(page_scene):
    for strip in (strip for block in page_scene.blocks for line in block.lines for strip in line.strips):
        number = 0
        for span in spans(strip):
            at, left = span.x, span.text
            while left:
                text, x = strip.cells[number].text, strip.cells[number].start
                assert left.startswith(text) and (text.isspace() or abs(at - x) <= TOLERANCE + 1e-6)
                at += sum(_advance(c) for c in text) * strip.size + len(text) * span.spacing
                left, number = left[len(text) :], number + 1
        assert number == len(strip.cells)


@pytest.mark.parametrize("size", [(1105.5, 1530.7), (595.3, 841.9), (1000, 1000)])
def test_the_viewport_is_no_larger_than_readers_take(size):
    wide, high = viewport(*size)
    assert 0.95 * MOST_PIXELS < wide * high <= MOST_PIXELS and abs(high - wide * size[1] / size[0]) <= 1


@pytest.mark.slow
def test_the_book_holds_the_text_twice_each_time_whole(replica, seed: Built):
    assert epub_text(replica) == fixed_text(replica) == seed.parsed.manuscript


@pytest.mark.slow
def test_the_fixed_page_stands_first_and_leads_into_the_article(replica):
    with zipfile.ZipFile(io.BytesIO(replica)) as book:
        package = ElementTree.fromstring(book.read("EPUB/content.opf"))
        page = book.read("EPUB/page-t01-replica.xhtml").decode()
        nav = book.read("EPUB/nav.xhtml").decode()
        front = book.read("EPUB/page-t01.xhtml").decode()
    spine = [(ref.get("idref"), ref.get("properties")) for ref in package.iter(f"{OPF}itemref")]
    assert spine[1] == (
        "page-t01-replica-xhtml",
        "rendition:layout-pre-paginated rendition:page-spread-center",
    ) and spine[2] == ("page-t01-xhtml", None)
    assert f'<a class="zone" href="{SEED_STORY}.xhtml"' in page and 'id="page-t01"' in page
    assert page.count(f'<a href="{SEED_STORY}.xhtml">') == 1  # for keys and screen readers, in the headline
    assert page.count('role="listitem"') == 15 and page.count('role="img"') == 2 and "光岳楼" in page
    assert "page-t01-replica.xhtml#page-t01" in nav and "pagebreak" not in front
