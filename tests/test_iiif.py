"""The IIIF manifest and the JSON-LD of an issue that is served."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from banmian.deposit.blocks import AltoBlock
from banmian.deposit.iiif import zones

from .deposits import ONE, TWO, deposit_of, issue_of, jumped

BASE = "https://archive.example/papers"
SERVED = f'[archive]\nbase = "{BASE}"\nrights = "版权所有"\n'
HOME = f"{BASE}/sample-daily-2026-01-01/"


def of(issue) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """The payload, the manifest, the JSON-LD."""
    files = {
        name.removeprefix("data/"): data for name, data in deposit_of(issue, SERVED).items() if name.startswith("data/")
    }
    return files, json.loads(files["iiif/manifest.json"]), json.loads(files["iiif/issue.jsonld"])


def addresses(value: Any) -> Iterator[str]:
    """Every address in a document, that of the standards themselves left out."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from addresses(one)
    elif isinstance(value, str) and value.startswith(BASE):
        yield value


def test_without_an_address_there_is_neither():
    assert not [name for name in deposit_of(issue_of(ONE)) if "iiif" in name]


@pytest.mark.parametrize("issue", [issue_of(ONE, TWO), jumped()], ids=["two", "jump"])
def test_every_address_of_a_file_is_that_of_a_file(issue):
    files, manifest, linked = of(issue)
    found = {one.removeprefix(HOME) for document in (manifest, linked) for one in addresses(document)}
    of_files = {
        unquote(one) for one in found if "." in one and "#" not in one and not one.startswith(("canvas/", "range/"))
    }
    assert of_files <= files.keys() and all(one.startswith(HOME) for one in addresses(manifest))
    assert {
        "mets.xml",
        "issue/archive.pdf",
        "issue/sample.epub",
        "pages/0002/alto.xml",
        "pages/0002/archive.pdf",
    } <= of_files


def test_a_canvas_has_the_numbers_of_alto_and_the_picture_its_own():
    _, manifest, _ = of(issue_of(ONE, TWO))
    assert [(one["label"]["zh-Hans"], one["width"], one["height"]) for one in manifest["items"]] == [
        (["A01"], 18425, 25512), (["A02"], 18425, 25512),
    ]  # fmt: skip
    body = manifest["items"][0]["items"][0]["items"][0]["body"]
    assert (body["format"], body["width"], body["height"]) == ("image/jpeg", 30, 42)


@pytest.mark.parametrize("issue", [issue_of(ONE, TWO), jumped()], ids=["two", "jump"])
def test_an_article_is_a_range_of_places_on_its_pages(issue):
    """`Canvas` with `#xywh`: of a `SpecificResource` manifesto.js finds none."""
    _, manifest, _ = of(issue)
    canvases = {one["id"]: one for one in manifest["items"]}
    (whole,) = manifest["structures"]
    assert [one["label"]["zh-Hans"][0] for one in whole["items"]] == [story.called for story in issue.stories]
    for story, one in zip(issue.stories, whole["items"], strict=True):
        assert one["items"] and {place["type"] for place in one["items"]} == {"Canvas"}
        pages = {page.sequence for page in issue.pages for other in page.placements if other.story == story}
        seen = set()
        for place in one["items"]:
            ident, _, box = place["id"].partition("#xywh=")
            x, y, width, height = map(int, box.split(","))
            assert x + width <= canvases[ident]["width"] and y + height <= canvases[ident]["height"] and width * height > 0
            seen.add(int(ident.rpartition("/")[2]))
        assert seen == pages


def test_what_is_under_each_other_in_a_column_is_one_place():
    def block(page: int, *box: int) -> AltoBlock:
        return AltoBlock("a.1", "a", "alto.xml", page, "TextBlock", box, 1)

    one, under, beside, wider, other = (
        block(1, 100, 100, 300, 40), block(1, 105, 150, 290, 50), block(1, 500, 100, 300, 40), block(1, 100, 250, 700, 40),
        block(2, 100, 300, 300, 40),
    )  # fmt: skip
    assert zones([one, under, beside]) == [(1, (100, 100, 300, 100)), (1, (500, 100, 300, 40))]
    assert zones([one, wider, other]) == [(1, (100, 100, 300, 40)), (1, (100, 250, 700, 40)), (2, (100, 300, 300, 40))]
    assert zones([under, one]) == [(1, under.box), (1, one.box)]  # what is read later and stands higher is another column


def test_rights_and_day_are_said():
    _, manifest, linked = of(issue_of(ONE))
    assert manifest["requiredStatement"]["value"] == {"zh-Hans": ["版权所有"]} and linked["copyrightNotice"] == "版权所有"
    assert (manifest["navDate"], linked["datePublished"]) == ("2026-01-01T00:00:00Z", "2026-01-01")


def test_the_articles_are_told_to_who_searches_the_web():
    _, _, linked = of(jumped())
    assert (linked["@type"], linked["isPartOf"]["name"], linked["isPartOf"]["identifier"]) == (
        "PublicationIssue",
        "样报",
        "CN 11-0001",
    )
    first, *others = linked["hasPart"]
    assert {name: first[name] for name in ("headline", "alternativeHeadline", "printPage", "printSection", "printEdition")} == {
        "headline": "主题在此", "alternativeHeadline": ["肩题", "副题"], "printPage": "A01, A02", "printSection": "要闻",
        "printEdition": "城市版",
    }  # fmt: skip
    assert first["author"] == [{"@type": "Person", "name": "本报记者 王明"}] and [one["printPage"] for one in others] == [
        "A01",
        "A02",
    ]
