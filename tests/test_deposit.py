"""The deposit: what METS, MODS and PREMIS say of an issue, and the bag round it."""

import hashlib
import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from lxml import etree

from banmian import desk
from banmian.deposit.package import digest
from banmian.deposit.structure import divisions
from banmian.diagnostics import Refused, Scope, errors
from banmian.job import Order
from banmian.manuscript.parse import parse
from banmian.model import parts_of, texts
from banmian.targets.table import table
from banmian.verify.deposit import markup

from .deposits import NAMES, ONE, TWO, deposit_of, facts_of, issue_of, jumped, schema, sums, xml
from .helpers import issue as write
from .test_any_manuscript import FEW, pages

LONG = f"{'长' * 80}.md"


@cache
def of_two_pages() -> dict[str, bytes]:
    return deposit_of(issue_of(ONE, TWO), '[archive]\nrights = "© 样报社 <&>"\n')


def found(tree, path):
    return tree.xpath(path, namespaces=NAMES)


def said(tree, path):
    return str(tree.xpath(f"string({path})", namespaces=NAMES)).strip()


# The schemas ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "issue", [issue_of(ONE, TWO), jumped(), issue_of("# a\n\n## b\n\nc.\n")], ids=["two", "jump", "bare"]
)
def test_mets_mods_and_premis_are_valid(issue):
    files = deposit_of(issue, '[archive]\nrights = "<&>"\nidentifier = "ISSN 1000-000X"\n')
    mets = xml(files, "mets.xml")
    schema("mets-1-12-1.xsd").assertValid(mets)
    schema("premis-3-0.xsd").assertValid(xml(files, "premis.xml"))
    records, of_mods = found(mets, "//mods:mods"), schema("mods-3-7.xsd")
    assert len(records) == 1 + len(issue.pages) + len(issue.stories) + 1  # of the rights
    for record in records:
        of_mods.assertValid(etree.ElementTree(etree.fromstring(etree.tostring(record))))


# What loaders and viewers ask for -------------------------------------------------------------------------------------


def test_what_a_loader_of_the_ndnp_asks_for_is_there():
    """The XPaths of Open ONI's batch loader (core/batch_loader.py)."""
    files = of_two_pages()
    mets = xml(files, "mets.xml")
    (issue,) = found(mets, './/mets:div[@TYPE="np:issue"]')
    (record,) = found(mets, f'.//mets:dmdSec[@ID="{issue.get("DMDID")}"]/descendant::mods:mods')
    number = {
        name: said(record, f'.//mods:detail[@type="{name}"]/mods:number[1]') for name in ("volume", "issue", "edition")
    }
    assert number == {"volume": "2026", "issue": "1", "edition": "1"}
    assert said(record, './/mods:detail[@type="edition"]/mods:caption[1]') == "城市版"
    assert said(record, ".//mods:dateIssued") == "2026-01-01"
    assert said(record, './/mods:identifier[@type="lccn"]') == "sample-daily"
    pages = found(issue, './/mets:div[@TYPE="np:page"]')
    for sequence, (name, page) in enumerate(zip(("A01", "A02"), pages, strict=True), 1):
        (record,) = found(mets, f'.//mets:dmdSec[@ID="{page.get("DMDID")}"]/descendant::mods:mods')
        assert int(said(record, ".//mods:extent/mods:start")) == sequence == int(page.get("ORDER"))
        assert said(record, './/mods:detail[@type="page number"]') == name == page.get("ORDERLABEL")
        uses = {}
        for pointer in found(page, "./mets:fptr"):
            (file,) = found(mets, f'.//mets:file[@ID="{pointer.get("FILEID")}"]')
            uses[file.get("USE")] = said(file, "./mets:FLocat/@xlink:href")
        folder = f"pages/{sequence:04d}"
        assert uses == {
            "master": f"{folder}/press.pdf", "service": f"{folder}/page.jpg", "derivative": f"{folder}/archive.pdf",
            "ocr": f"{folder}/alto.xml",
        }  # fmt: skip


def test_the_groups_of_files_are_those_that_viewers_read():
    mets = xml(of_two_pages(), "mets.xml")
    groups = {group.get("USE"): len(group) for group in found(mets, "//mets:fileGrp")}
    assert groups == {
        "DEFAULT": 2, "FULLTEXT": 2, "DOWNLOAD": 2, "MASTER": 2, "ISSUE": 2, "SOURCE": 1, "LICENCES": 2, "SCHEMAS": 7, "MODEL": 1,
    }  # fmt: skip


def test_every_file_is_described_once_with_its_size_and_digests():
    files = of_two_pages()
    payload = {name.removeprefix("data/"): data for name, data in files.items() if name.startswith("data/")}
    mets, premis = xml(files, "mets.xml"), xml(files, "premis.xml")
    referred = {
        **{said(one, "./mets:FLocat/@xlink:href"): one for one in found(mets, "//mets:file")},
        **{one.get(f"{{{NAMES['xlink']}}}href"): one for one in found(mets, "//mets:mdRef")},
    }
    assert len(found(mets, "//mets:file")) + 1 == len(referred) and referred.keys() == payload.keys() - {"mets.xml"}
    for path, one in referred.items():
        assert (one.get("CHECKSUM"), int(one.get("SIZE"))) == (
            hashlib.sha512(payload[path]).hexdigest(),
            len(payload[path]),
        )
    objects = found(premis, "//premis:object[premis:objectCharacteristics]")
    assert {said(one, ".//premis:objectIdentifierValue") for one in objects} == payload.keys() - {"mets.xml", "premis.xml"}
    for one in objects:
        data = payload[said(one, ".//premis:objectIdentifierValue")]
        digests = [hashlib.sha512(data).hexdigest(), hashlib.sha256(data).hexdigest()]
        assert [text.text for text in found(one, ".//premis:messageDigest")] == digests
        assert int(said(one, ".//premis:size")) == len(data)


# The structure --------------------------------------------------------------------------------------------------------


def outline(division) -> list:
    return [division.get("TYPE"), *(outline(one) for one in found(division, "./mets:div"))]


def test_an_article_is_its_parts_in_reading_order():
    mets = xml(of_two_pages(), "mets.xml")
    first, *_ = found(mets, '//mets:structMap[@TYPE="LOGICAL"]//mets:div[@TYPE="ARTICLE"]')
    assert first.get("LABEL") == "主题在此"
    assert outline(first) == [
        "ARTICLE",
        ["OVERLINE"],
        ["HEADLINE"],
        ["SUBHEADLINE"],
        ["LEAD", ["BYLINE"], ["PARAGRAPH"]],
        ["SECTION", ["HEADING"], ["PARAGRAPH"], ["TABLE", ["ROW", ["CELL"], ["CELL"]], ["ROW", ["CELL"], ["CELL"]]]],
        ["SECTION", ["HEADING"], ["PARAGRAPH"]],
        ["ILLUSTRATION", ["IMAGE"], ["CAPTION"]],
    ]


def test_the_title_section_is_apart_from_the_content():
    (whole,) = found(xml(of_two_pages(), "mets.xml"), '//mets:structMap[@TYPE="LOGICAL"]/mets:div')
    title, content = whole
    assert (whole.get("TYPE"), title.get("TYPE"), content.get("TYPE")) == ("ISSUE", "TITLE_SECTION", "CONTENT")
    assert {one.get("TYPE") for one in title} == {"HEADLINE", "TEXTBLOCK"}
    assert [one.get("TYPE") for one in content] == [
        "RUNNING_TITLE", "PAGE_NUMBER", "CREDIT", "ARTICLE", "ARTICLE", "RUNNING_TITLE", "PAGE_NUMBER", "ARTICLE",
    ]  # fmt: skip


@pytest.mark.parametrize("issue", [issue_of(ONE, TWO), jumped()], ids=["two", "jump"])
def test_every_block_of_alto_is_in_one_division_and_every_text_has_its_blocks(issue):
    files = deposit_of(issue)
    mets = xml(files, "mets.xml")
    blocks = [
        (f"pages/{page.sequence:04d}/alto.xml", one.get("ID"))
        for page in issue.pages
        for one in found(xml(files, f"pages/{page.sequence:04d}/alto.xml"), "//alto:TextBlock|//alto:Illustration")
    ]
    paths = {one.get("ID"): said(one, "./mets:FLocat/@xlink:href") for one in found(mets, "//mets:file")}
    for kind in ("PHYSICAL", "LOGICAL"):
        areas = found(mets, f'//mets:structMap[@TYPE="{kind}"]//mets:area')
        assert {one.get("BETYPE") for one in areas} == {"IDREF"}
        assert sorted((paths[one.get("FILEID")], one.get("BEGIN")) for one in areas) == sorted(blocks)
    names = [one.get("ID").removeprefix("log-") for one in found(mets, '//mets:structMap[@TYPE="LOGICAL"]//mets:div')]
    assert [name for name in names if name in {node.name for node in texts(issue)}] == [node.name for node in texts(issue)]


def test_a_text_in_two_columns_is_one_division_with_a_sequence_of_areas():
    mets = xml(of_two_pages(), "mets.xml")
    leads = found(mets, '//mets:div[@TYPE="LEAD"]/mets:div[@TYPE="PARAGRAPH"]')
    assert len(leads) == 3
    for one in leads:
        ((sequence,),) = found(one, "./mets:fptr")
        assert [area.get("BEGIN").rpartition(".")[2] for area in sequence] == ["1", "2"]


def test_an_article_on_two_pages_is_one_division_with_areas_on_both():
    issue = jumped()
    mets = xml(deposit_of(issue), "mets.xml")
    articles = {
        one.get("LABEL"): one for one in found(mets, '//mets:structMap[@TYPE="LOGICAL"]//mets:div[@TYPE="ARTICLE"]')
    }
    assert [*articles] == ["主题在此", "另一篇", "三篇"]
    paths = {one.get("ID"): said(one, "./mets:FLocat/@xlink:href") for one in found(mets, "//mets:file")}
    pages = {label: [paths[area.get("FILEID")] for area in found(one, ".//mets:area")] for label, one in articles.items()}
    assert set(pages["主题在此"]) == {"pages/0001/alto.xml", "pages/0002/alto.xml"}
    assert sum(one != other for one, other in pairwise(pages["主题在此"])) == 1
    links = {
        (one.get(f"{{{NAMES['xlink']}}}from"), one.get(f"{{{NAMES['xlink']}}}to")) for one in found(mets, "//mets:smLink")
    }
    ident = articles["主题在此"].get("ID")
    assert {(ident, f"phys-{page.name}") for page in issue.pages} <= links
    assert len(found(mets, f'//mets:dmdSec[@ID="{articles["主题在此"].get("DMDID")}"]')) == 1


def test_all_divisions_have_places_in_order():
    def places(division):
        return [division.at] if not division.inner else [at for one in division.inner for at in places(one)]

    for issue in (issue_of(ONE, TWO), jumped()):
        read = places(divisions(issue))
        assert sorted(read) == read and len(set(read)) == len(read)


# What is said ---------------------------------------------------------------------------------------------------------


def test_rights_are_said_where_they_are_given():
    mets = xml(of_two_pages(), "mets.xml")
    assert [one.text for one in found(mets, "//mods:accessCondition")] == ["© 样报社 <&>"] * 2
    assert {one.get("ADMID") for one in found(mets, "//mets:div[@ADMID]")} == {"rights premis"}
    plain = xml(deposit_of(issue_of(ONE)), "mets.xml")
    assert not found(plain, "//mods:accessCondition|//mets:rightsMD")


def test_times_are_the_issues_moment_and_say_so():
    files = deposit_of(issue_of(ONE), "[paper]\nrevised = 2026-01-02T08:30:00+08:00\n")
    mets, premis = xml(files, "mets.xml"), xml(files, "premis.xml")
    stamp = "2026-01-02T00:30:00Z"
    assert set(found(mets, "//@CREATEDATE|//@CREATED|//@LASTMODDATE")) == {stamp}
    assert {one.text for one in found(premis, "//premis:eventDateTime")} == {stamp}
    assert all("the issue's moment" in one.text for one in found(premis, "//premis:eventDetail"))
    assert b"\nBagging-Date: 2026-01-02\n" in files["bag-info.txt"]
    assert (
        b"\nExternal-Identifier: CN 11-0001 2026-01-01 \xe5\x9f\x8e\xe5\xb8\x82\xe7\x89\x88 revised 2026-01-02T00:30:00Z\n"
        in files["bag-info.txt"]
    )


@pytest.mark.parametrize(
    ("page", "settings", "organisation", "identifier"),
    [
        (ONE, "", "样报社", "CN 11-0001"),
        (ONE, '[archive]\norganisation = "某社"\nidentifier = "ISSN 1000-000X"\n', "某社", "ISSN 1000-000X"),
        ("# a\n\n## b\n\nc.\n", "", "", "sample-daily"),
    ],
)
def test_settings_say_whose_it_is_else_the_masthead_does(page, settings, organisation, identifier):
    facts = facts_of(issue_of(page), settings)
    assert (facts.organisation, facts.identifier) == (organisation, identifier)


def test_programs_have_versions_and_the_layout_is_told():
    premis = xml(of_two_pages(), "premis.xml")
    agents = {said(one, "premis:agentName"): said(one, "premis:agentVersion") for one in found(premis, "//premis:agent")}
    assert agents == {"banmian": "0.1.0", "Engine": "1.0", "样报社": ""}
    created = next(one for one in found(premis, "//premis:event") if said(one, "premis:eventType") == "creation")
    assert "layout broadsheet, sha256:000" in said(created, ".//premis:eventDetail")
    links = {
        one.text for one in found(premis, "//premis:linkingAgentIdentifierValue|//premis:linkingObjectIdentifierValue")
    }
    objects = {one.text for one in found(premis, "//premis:objectIdentifierValue|//premis:agentIdentifierValue")}
    assert links == {"banmian", "Engine", "sample-daily-2026-01-01"} <= objects


# The bag --------------------------------------------------------------------------------------------------------------


def info(files) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())


def test_the_bag_holds_what_its_manifests_say_and_nothing_else():
    files = of_two_pages()
    payload = {name for name in files if name.startswith("data/")}
    tags = {"bagit.txt", "bag-info.txt", "manifest-sha512.txt", "manifest-sha256.txt"}
    for algorithm in ("sha512", "sha256"):
        assert sums(files, f"manifest-{algorithm}.txt").keys() == payload
        assert sums(files, f"tagmanifest-{algorithm}.txt").keys() == tags
    assert files.keys() == payload | tags | {"tagmanifest-sha512.txt", "tagmanifest-sha256.txt"}
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert info(files)["Payload-Oxum"] == f"{sum(len(files[name]) for name in payload)}.{len(payload)}"
    assert digest(files) == hashlib.sha256(files["tagmanifest-sha512.txt"]).hexdigest()


def test_the_profile_asks_for_what_is_there():
    files = of_two_pages()
    profile, said_ = json.loads(files["data/schemas/bagit-profile.json"]), info(files)
    assert said_["BagIt-Profile-Identifier"] == profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]
    assert (
        {name for name, one in profile["Bag-Info"].items() if one["required"]} <= said_.keys() <= profile["Bag-Info"].keys()
    )


def test_a_deposit_names_the_one_before_it():
    line = f"sample-daily-2025-12-31 sha256:{'ab' * 32}"
    assert info(deposit_of(issue_of(ONE), f'[archive]\nprevious = "{line}"\n'))["Previous-Deposit"] == line
    assert "Previous-Deposit" not in info(of_two_pages())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("头版 要闻.md", "头版 要闻.md"), ("100%.md", "100=25.md"), ("a\nb.md", "a=0Ab.md"), ("要闻?.md", "要闻=3F.md"), ("a:b/c.jpg", "a=3Ab/c.jpg"),
        (".hidden/a.jpg", "=2Ehidden/a.jpg"), ("a./b.jpg", "a=2E/b.jpg"), ("a\\b.jpg", "a=5Cb.jpg"), ("1=2.md", "1=3D2.md"), ("\u2028.md", "=E2=80=A8.md"),
    ],
)  # fmt: skip
def test_a_source_of_any_name_is_kept(name, path):
    files = deposit_of(issue_of(ONE), sources={name: b"here"})
    assert files[f"data/source/{path}"] == b"here"
    assert f"data/source/{path}" in sums(files, "manifest-sha512.txt")
    originals = [one.text for one in found(xml(files, "premis.xml"), "//premis:originalName")]
    assert originals == ["press/A01.pdf", *([name] if name != path else [])]
    (address,) = found(xml(files, "mets.xml"), '//mets:fileGrp[@USE="SOURCE"]//@xlink:href')
    assert address.isascii() and "?" not in address and unquote(address) == f"source/{path}"


def test_sources_that_differ_in_case_alone_or_are_too_long_have_names_of_their_own():
    files = deposit_of(issue_of(ONE), sources={"a.jpg": b"1", "A.jpg": b"2", LONG: b"3"})
    made = sorted(name for name in files if name.startswith("data/source/"))
    assert sorted(files[name] for name in made) == [b"1", b"2", b"3"]
    assert len({name.casefold() for name in made}) == 3 and all(
        len(name.rpartition("/")[2].encode()) <= 200 for name in made
    )
    assert LONG in [one.text for one in found(xml(files, "premis.xml"), "//premis:originalName")]


# What is not deposited ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("data/mets.xml", '<mets xmlns="http://www.loc.gov/METS/"><dmdSec/></mets>'),
        ("data/premis.xml", '<premis xmlns="http://www.loc.gov/premis/v3"/>'),
        ("representations/rep1/METS.xml", '<mets xmlns="http://www.loc.gov/METS/"/>'),
        ("data/pages/0001/alto.xml", '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>'),
    ],
)
def test_what_is_not_as_its_schema_has_it_is_not_delivered(name, data):
    target = table().targets["deposit"]
    document_ = f'<?xml version="1.0" encoding="UTF-8"?>\n{data}\n'.encode()
    found = [*target.checks(None, f"deposit/a/{name}", document_)]
    assert {(one.code, one.rule.stops) for one in found} == {("D002", Scope.TARGET)}
    assert all(one.facts["where"].endswith(name) and one.facts["line"] == 2 for one in found)


def test_what_is_too_large_to_be_read_again_is_not_delivered(monkeypatch):
    monkeypatch.setattr(markup, "DEPOSIT_MARKUP_BYTES", 100)
    (one,) = table().targets["deposit"].checks(None, "deposit/a/data/mets.xml", of_two_pages()["data/mets.xml"])
    assert one.code == "D002" and "MB" in one.message()


def test_a_record_in_mets_is_checked_and_a_good_deposit_has_nothing():
    target, files = table().targets["deposit"], of_two_pages()
    assert [one for name, data in files.items() for one in target.checks(None, f"deposit/a/{name}", data)] == []
    edited = files["data/mets.xml"].replace(b"<mods:extent", b"<mods:extant").replace(b"</mods:extent", b"</mods:extant")
    assert {one.code for one in target.checks(None, "deposit/a/data/mets.xml", edited)} == {"D002"}


@pytest.mark.slow
def test_a_draft_is_not_deposited_and_the_others_are_made(tmp_path):
    result = desk.build(
        Order(write(tmp_path / "a", ONE.partition("![")[0]), ("screen", "deposit"), out=tmp_path, jobs=1, draft=True)
    )
    assert (
        {one.target for one in result.files} == {"screen"} and result.missing == {"deposit": ("D001",)} and not result.seals
    )


@pytest.mark.slow
def test_a_missing_picture_stops_the_deposit_and_leaves_the_last_one(tmp_path):
    text, order = ONE.partition("![")[0], Order(tmp_path / "a", ("deposit",), out=tmp_path / "out", jobs=1)
    write(tmp_path / "a", text)
    good = desk.build(order)
    (seal,) = good.seals
    kept = {path: path.read_bytes() for path in (good.folder / seal.folder).rglob("*") if path.is_file()}
    write(tmp_path / "a", text + "![灯会夜景](a.png)\n")
    assert desk.build(replace(order, to=("screen", "deposit"), out=tmp_path / "other")).missing == {"deposit": ("R004",)}
    with pytest.raises(Refused):
        desk.build(order)
    assert {path: path.read_bytes() for path in (good.folder / seal.folder).rglob("*") if path.is_file()} == kept


# Any issue ------------------------------------------------------------------------------------------------------------


def described(part):
    result = parse({"A01.md": part.written.encode()})
    assume(not errors(result.noticed))
    files = deposit_of(result.issue, '[archive]\nbase = "https://archive.example"\n')
    check = table().targets["deposit"].checks
    assert [one for name, data in files.items() for one in check(None, f"deposit/a/{name}", data)] == []
    areas = found(xml(files, "mets.xml"), '//mets:structMap[@TYPE="LOGICAL"]//mets:area/@BEGIN')
    blocks = found(xml(files, "pages/0001/alto.xml"), "//alto:TextBlock/@ID|//alto:Illustration/@ID")
    places = {part.name: part.at for part in parts_of(result.issue)}
    names = [area.rpartition(".")[0] for area in areas]
    assert sorted(areas) == sorted(blocks) and names == sorted(names, key=places.__getitem__)


@pytest.mark.slow
@settings(**FEW | {"max_examples": 10})
@given(pages())
def test_any_issue_is_described_validly_and_in_reading_order(part):
    described(part)


@pytest.mark.slow
@settings(**FEW | {"max_examples": 600})
@given(pages())
def test_any_issue_is_described_validly_and_in_reading_order_at_length(part):
    described(part)


def test_a_picture_in_the_midst_of_a_section_is_a_part_of_it():
    text = "# 要闻\n\n## A01\n\n## 主题\n\n### 一\n\n甲。\n\n![图说](a.jpg)\n\n乙。\n\n### 二\n\n丙。\n\n![图说二](b.jpg)\n"
    assert outline(found(xml(deposit_of(issue_of(text)), "mets.xml"), '//mets:div[@TYPE="ARTICLE"]')[0]) == [
        "ARTICLE",
        ["HEADLINE"],
        ["SECTION", ["HEADING"], ["PARAGRAPH"], ["ILLUSTRATION", ["IMAGE"], ["CAPTION"]], ["PARAGRAPH"]],
        ["SECTION", ["HEADING"], ["PARAGRAPH"]],
        ["ILLUSTRATION", ["IMAGE"], ["CAPTION"]],
    ]
