"""The outside judges of deposits have nothing to say of good files and do find faults; missing or stopped, they say so."""

import json
import re
import shutil
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path

import pytest

from banmian import desk
from banmian.deposit.formats import format_of
from banmian.job import Order
from banmian.model import page_texts
from banmian.verify import deposit_judges, java_judges, judges
from banmian.verify.conservation import bare, text_of
from banmian.verify.deposit_judges import commons_ip2, fido, jhove
from banmian.verify.judges import judge
from banmian.verify.verdict import Verdict

from .conftest import ROOT, SEED_ISSUE
from .deposits import ONE, deposit_of, issue_of

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd">
<Description><MeasurementUnit>inch1200</MeasurementUnit></Description>
<Layout><Page ID="p" PHYSICAL_IMG_NR="1" HEIGHT="100" WIDTH="100"><PrintSpace HEIGHT="100" WIDTH="100" HPOS="0" VPOS="0">
<TextBlock ID="b" HEIGHT="9" WIDTH="9" HPOS="0" VPOS="0"><TextLine HEIGHT="9" WIDTH="9" HPOS="0" VPOS="0">
<String ID="s" CONTENT="光伏" HEIGHT="9" WIDTH="9" HPOS="0" VPOS="0"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>
"""


def test_a_missing_judge_has_not_checked(monkeypatch, tmp_path):
    monkeypatch.setattr(java_judges, "has_java", lambda: False)
    monkeypatch.setattr(deposit_judges, "has_fido", lambda: False)
    (path := tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    said = [*fido({"a.pdf": path}, {"a.pdf": "fmt/276"}), *jhove({"a.pdf": path}), commons_ip2(tmp_path, "a")]
    assert [(one.judge, one.state, one.faults) for one in said] == [
        (name, "not checked", ()) for name in ("FIDO", "JHOVE", "commons-ip2")
    ]
    assert {diagnostic.code for one in said for diagnostic in one.diagnostics()} == {"V011"}


def test_only_what_a_judge_can_judge_is_shown_to_it(tmp_path):
    (path := tmp_path / "a.epub").write_bytes(b"PK")
    assert jhove({"a.epub": path}) == [] and fido({"a.epub": path}, {}) == []


def test_the_same_bytes_are_shown_once_and_judged_by_each_name(monkeypatch):
    shown = []

    def jhove(paths):
        shown.append(sorted(paths))
        return [Verdict("JHOVE", name, "failed", (path.read_text(),)) for name, path in paths.items()]

    monkeypatch.setattr(judges, "jhove", jhove)
    files = {"a/x.xml": b"1", "b/x.xml": b"1", "c/x.xml": b"2", "c/y.jsonld": b"1", "d.xml": b"1"}
    said = judge(files, {}, {name: "" for name in files if name != "d.xml"})
    assert shown == [["a/x.xml", "c/x.xml", "c/y.jsonld"]]
    assert [(one.file, one.faults) for one in said] == [
        (name, (files[name].decode(),)) for name in files if name != "d.xml"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["JUDGE_SECONDS", "JUDGE_MEMORY"])
def test_a_judge_of_deposits_that_is_stopped_has_not_judged(limit, monkeypatch, tmp_path, needs):
    for tool in ("JHOVE", "FIDO", "commons-ip2", "veraPDF"):
        needs(tool)
    monkeypatch.setattr(judges, "TIMEOUT", 0.01)
    if limit == "JUDGE_SECONDS":
        for module in (java_judges, deposit_judges):
            monkeypatch.setattr(module, "JUDGE_SECONDS", 0.01)
            monkeypatch.setattr(module, "JUDGE_START_SECONDS", 0)
    else:
        monkeypatch.setattr(java_judges, "JUDGE_MEMORY", 2)
    path = tmp_path / "a.xml"
    path.write_text(ALTO, encoding="utf-8")
    said = [*jhove({"a.xml": path}), commons_ip2(tmp_path, "a")]
    said += fido({"a.xml": path}, {"a.xml": "fmt/101"}) if limit == "JUDGE_SECONDS" else []
    said += judge({"a.pdf": b"%PDF-1.7"}, {"a.pdf": "0"}, asked=("veraPDF",))
    assert {one.state for one in said} == {"not checked"} and all(one.faults for one in said)
    assert {diagnostic.code for one in said for diagnostic in one.diagnostics()} == {"B070"}


@pytest.mark.slow
def test_a_report_has_a_limit(monkeypatch, tmp_path, jhove):
    monkeypatch.setattr(deposit_judges, "JUDGE_REPORT_BYTES", 99)
    (path := tmp_path / "a.xml").write_text(ALTO, encoding="utf-8")
    assert jhove(path)


@pytest.mark.slow
def test_jhove_needs_no_network_and_finds_faults(tmp_path, jhove):
    """Schemas come from the program; a file that does not follow them, or is torn, is named."""
    good, invalid, torn = (tmp_path / name for name in ("good.xml", "不合.xml", "torn.xml"))
    good.write_text(ALTO, encoding="utf-8")
    invalid.write_text(ALTO.replace('WIDTH="100"', 'WIDTH="wide"'), encoding="utf-8")
    torn.write_text(ALTO[:-20], encoding="utf-8")
    (picture := tmp_path / "a.jpg").write_bytes((SEED_ISSUE / "images" / "old-town.jpg").read_bytes())
    (cut := tmp_path / "cut.jpg").write_bytes(picture.read_bytes()[:5000])
    assert jhove(good, picture) == []
    assert {Path(said.partition(": ")[0]).name for said in jhove(good, invalid, torn, picture, cut)} == {
        "不合.xml",
        "torn.xml",
        "cut.jpg",
    }


@pytest.mark.slow
def test_fido_finds_another_format(tmp_path, needs):
    needs("FIDO")
    (path := tmp_path / "a.xml").write_text(ALTO, encoding="utf-8")
    (empty := tmp_path / "b.xml").write_bytes(b"\0\1\2")
    files = {"a.xml": path, "b.bin": empty.rename(tmp_path / "b")}
    assert [one.state for one in fido(files, dict.fromkeys(files, "fmt/101"))] == ["passed", "failed"]
    assert fido(files, {"a.xml": "fmt/476"})[0].faults == ("fmt/101, not fmt/476",)


def bag(folder: Path) -> Path:
    """A bag of one file."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.txt").write_bytes(b"a")
    (folder / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "manifest-sha512.txt").write_text(f"{sha512(b'a').hexdigest()}  data/a.txt\n")
    (folder / "bag-info.txt").write_bytes(b"External-Identifier: a\n")
    return folder


@pytest.mark.slow
def test_bagit_finds_faults(tmp_path, bagit_judge):
    good, profile = bag(tmp_path / "good"), tmp_path / "profile.json"
    said = {"BagIt-Profile-Identifier": "urn:a", "Source-Organization": "o", "External-Description": "d", "Version": "1"}
    asked = {"External-Identifier": {"required": True}}
    rest = {"Manifests-Required": ["sha512"], "Accept-BagIt-Version": ["1.0"], "Allow-Fetch.txt": False}
    profile.write_text(json.dumps({"BagIt-Profile-Info": said, "Bag-Info": asked, **rest}))
    assert bagit_judge(good) == []
    (changed := bag(tmp_path / "changed")).joinpath("data", "a.txt").write_bytes(b"b")
    assert any("a.txt" in line for line in bagit_judge(changed))
    with (good / "bag-info.txt").open("a") as file:
        file.write("BagIt-Profile-Identifier: urn:a\n")
    assert bagit_judge(good, profile) == []
    profile.write_text(profile.read_text().replace("External-Identifier", "Contact-Name"))
    assert any("Contact-Name" in line for line in bagit_judge(good, profile))


@pytest.mark.slow
def test_ocfl_finds_faults(tmp_path, ocfl_judge):
    (root := tmp_path / "root").mkdir()
    (root / "0=ocfl_1.1").write_bytes(b"ocfl_1.1\n")
    assert ocfl_judge(root) == []
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "b" / "0=ocfl_object_1.1").write_bytes(b"ocfl_object_1.1\n")
    assert ocfl_judge(root) != []


@pytest.mark.slow
def test_alto_tools_reads_text(tmp_path, alto_tools):
    (path := tmp_path / "alto.xml").write_text(ALTO, encoding="utf-8")
    assert alto_tools(path).split() == ["光伏"]


MANIFEST = {
    "@context": "http://iiif.io/api/presentation/3/context.json", "id": "https://e.org/m", "type": "Manifest",
    "label": {"zh": ["报"]}, "items": [{"id": "https://e.org/1", "type": "Canvas", "height": 9, "width": 9}],
    "structures": [{"id": "https://e.org/r", "type": "Range", "label": {"zh": ["文"]},
                    "items": [{"type": "Canvas", "id": "https://e.org/1#xywh=1,1,2,2"}]}],
}  # fmt: skip


@pytest.mark.slow
def test_readers_of_manifests(tmp_path, prezi3, manifesto):
    (path := tmp_path / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    assert prezi3(path) == []
    assert manifesto(path) == [{"label": "文", "canvases": ["https://e.org/1#xywh=1,1,2,2"]}]
    path.write_text(json.dumps(MANIFEST | {"items": [{"type": "Canvas", "height": "high"}]}), encoding="utf-8")
    assert prezi3(path) != []


# Real deposits --------------------------------------------------------------------------------------------------------


@dataclass
class Made:
    """A deposit that was built with every judge: its folder, the texts of its pages, what the judges say, its sources."""

    folder: Path
    pages: list[str]
    verdicts: list[Verdict]

    def data(self, name: str) -> Path:
        return self.folder / "data" / name


SETTINGS = {
    "seed": "",
    "pasted": '\n[archive]\npicture = "png"\nglyphs = false\n',
}
SOURCES = {"seed": SEED_ISSUE, "pasted": ROOT / "tests" / "pasted"}


@pytest.fixture(scope="module", params=["seed", "pasted"])
def deposit(request, needs, tmp_path_factory):
    for tool in ("FIDO", "JHOVE", "veraPDF", "EPUBCheck", "Poppler", "MuPDF"):
        needs(tool)
    out = tmp_path_factory.mktemp(request.param)
    shutil.copytree(SOURCES[request.param], source := out / "issue")
    with (source / "issue.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS[request.param])
    result = desk.build(Order(source, ("deposit", "archive-pages"), out=out / "out", jobs=1, judge=True))
    assert not result.missing
    issue = desk.read(source)[1].issue
    texts = [text_of(page_texts(issue, page)) for page in issue.pages]
    (folder,) = (result.folder / "deposit").iterdir()
    return Made(folder, texts, result.verdicts)


@pytest.mark.slow
def test_the_judges_have_nothing_to_say_of_a_deposit(deposit):
    assert [one for one in deposit.verdicts if one.state != "passed"] == []
    seen: dict[str, set[str]] = {}
    for one in deposit.verdicts:
        if one.file.startswith("deposit/"):
            seen.setdefault(one.judge.split()[0], set()).add(one.file.partition("/data/")[2])
    pages = [f"pages/{number:04d}" for number in range(1, len(deposit.pages) + 1)]
    (picture,) = {path.name for path in deposit.data("pages").glob("*/page.*")}
    pdfs = {"issue/archive.pdf", *(f"{page}/{name}" for page in pages for name in ("archive.pdf", "press.pdf"))}
    xml = {"mets.xml", "premis.xml", *(f"{page}/alto.xml" for page in pages)}
    (book,) = (f"issue/{path.name}" for path in deposit.data("issue").glob("*.epub"))
    pictures = {f"{page}/{picture}" for page in pages}
    assert seen["JHOVE"] == pdfs | xml | pictures
    assert seen["FIDO"] == pdfs | xml | pictures | {book}
    assert seen["veraPDF"] == {name for name in pdfs if name.endswith("archive.pdf")}
    assert seen["EPUBCheck"] == {book} and seen["Poppler,"] == pdfs


@pytest.mark.slow
def test_archives_tell_the_formats_of_a_deposit(deposit, fido):
    wanted = {"archive.pdf": "fmt/476", "press.pdf": "fmt/488", "*.epub": "fmt/483"}
    paths = {path: puid for name, puid in wanted.items() for path in deposit.folder.rglob(name)}
    assert fido(*paths) == [*paths.values()]


@pytest.mark.slow
def test_alto_tools_reads_the_manuscripts_text(deposit, alto_tools, tmp_path):
    """Without white space, as it puts a blank after each String; without SUBS, as it prints a parted word one and a half times
    (docs/archive.md)."""
    for number, wanted in enumerate(deposit.pages, 1):
        alto = deposit.data(f"pages/{number:04d}/alto.xml").read_text(encoding="utf-8")
        (plain := tmp_path / "alto.xml").write_text(re.sub(' SUBS_[A-Z]+="[^"]*"', "", alto), encoding="utf-8")
        assert bare(alto_tools(plain)) == wanted


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


DAMAGES = {
    "archive.pdf": (cut, {"FIDO": "passed", "JHOVE": "failed"}),
    "press.pdf": (lambda data: data.replace(b"GTS_PDFXVersion", b"GTS_PDFXVirsion"), {"FIDO": "failed", "JHOVE": "passed"}),
    "alto.xml": (lambda data: data.replace(b" HPOS=", b" HPAS="), {"FIDO": "passed", "JHOVE": "failed"}),
    "page.jpg": (cut, {"FIDO": "failed", "JHOVE": "failed"}),
    "page.png": (cut, {"FIDO": "failed", "JHOVE": "failed"}),
}
"""What is done to files of a page, and what the two judges say then."""


@pytest.mark.slow
def test_the_judges_find_damage_in_a_deposit(deposit, needs, tmp_path):
    files = {path.name: path.read_bytes() for path in deposit.data("pages/0001").iterdir()}
    formats = {name: format_of(name, data).puid for name, data in files.items()}
    bad = {name: DAMAGES[name][0](data) for name, data in files.items()}
    assert all(bad[name] != data for name, data in files.items())
    said = {(one.file, one.judge): one.state for one in judge(bad, {}, formats, ("FIDO", "JHOVE"))}
    assert said == {(name, who): state for name in files for who, state in DAMAGES[name][1].items()}


@pytest.mark.slow
def test_bagit_finds_damage_in_a_deposit(deposit, bagit_judge, tmp_path):
    shutil.copytree(deposit.folder, folder := tmp_path / "copy")
    page = folder / "data/pages/0001/alto.xml"
    page.write_bytes(page.read_bytes()[:-1] + b" ")
    assert any("alto.xml" in line for line in bagit_judge(folder))


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["none", "changed", "renamed"])
def test_packages_after_e_ark_are_shown_to_commons_ip2(damage, needs):
    """Among other files, by their own names, whatever these are; a package that is not good is named by its METS.xml."""
    needs("commons-ip2")
    made = deposit_of(issue_of(ONE), '[archive]\nshell = "eark"\n', {"头版 要闻.md": ONE.encode()})
    (ident,) = re.findall(rb'OBJID="([^"]+)"', made["METS.xml"])
    folder = f"deposit/{ident.decode() if damage != 'renamed' else 'other'}"
    files = {"press/A01.pdfx": b"", **{f"{folder}/{name}": data for name, data in made.items()}}
    if damage == "changed":
        (page,) = (name for name in files if name.endswith("A01.md") or "/source/" in name)
        files[page] += b"."
    (said,) = judge(files, {}, asked=("commons-ip2",))
    assert (said.judge, said.file) == ("commons-ip2", f"{folder}/METS.xml")
    assert said.state == ("passed" if damage == "none" else "failed")
    named = {"none": "", "changed": "CSIP71", "renamed": "CSIP1 "}[damage]
    assert any(named in fault for fault in said.faults) or not said.faults
