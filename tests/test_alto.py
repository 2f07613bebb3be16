"""ALTO: valid, the manuscript's text once and in order, each character where readers find it in the PDF."""

import datetime

import pytest
from lxml import etree

from banmian.deposit.alto import Origin, alto
from banmian.limits import ALTO_BYTES
from banmian.model import page_texts
from banmian.package.scene import scene
from banmian.places import shipped
from banmian.verify.alto_text import alto_text
from banmian.verify.conservation import text_of

from .conftest import SEED_ISSUE, compose

MOMENT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
NS = "{http://www.loc.gov/standards/alto/ns-v4#}"


class Shipped(etree.Resolver):
    """What a schema includes, from our copies."""

    def resolve(self, url, public, context):
        return self.resolve_filename(str(shipped("schemas") / url.rpartition("/")[2]), context)


@pytest.fixture(scope="module")
def schema():
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.parse(str(shipped("schemas") / "alto-4-4.xsd"), parser))


def altos(shop, pages, glyphs=True):
    """The ALTO of the pages of an issue."""
    return [alto(scene(shop.renderer, one), one.page, Origin("page.jpg", MOMENT, glyphs)) for one in pages]


@pytest.fixture(scope="module")
def seeds():
    shop, pages = compose(SEED_ISSUE)
    return shop, pages, altos(shop, pages)[0]


def test_the_seeds_alto_is_valid_and_holds_the_page(seeds, schema):
    shop, (made,), data = seeds
    schema.assertValid(etree.fromstring(data))
    assert alto_text(data) == text_of(page_texts(shop.parsed.issue, made.page))


def test_the_same_page_has_the_same_bytes(seeds):
    shop, pages, data = seeds
    assert altos(shop, pages) == [data]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<alto/>", "no ALTO"),
        (b"<alto", "line 1"),
        (b'<!DOCTYPE alto [<!ENTITY a "b">]><alto>&a;</alto>', "document type"),
        (b" " * (ALTO_BYTES + 1), "64 MB"),
    ],
)
def test_what_is_no_alto_is_not_read(data, said):
    with pytest.raises(ValueError, match=said):
        alto_text(data)
