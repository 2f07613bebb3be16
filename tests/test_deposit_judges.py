"""The outside judges of deposits have nothing to say of good files and do find faults; missing or stopped, they say so."""

import json
from hashlib import sha512
from pathlib import Path

import pytest

from banmian.verify import deposit_judges, java_judges
from banmian.verify.deposit_judges import commons_ip2, fido, jhove

from .conftest import SEED_ISSUE

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


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["JUDGE_SECONDS", "JUDGE_MEMORY"])
def test_a_judge_of_deposits_that_is_stopped_has_not_judged(limit, monkeypatch, tmp_path, needs):
    for tool in ("JHOVE", "FIDO", "commons-ip2"):
        needs(tool)
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
