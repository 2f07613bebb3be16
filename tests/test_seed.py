"""The first manuscript: a real page of 聊城日报, untouched."""

import hashlib
import json

import jsonschema
import pytest

from banmian.model_json import as_json

from .conftest import ROOT, SEED, Built


def test_the_seed_is_the_original():
    """Byte for byte."""
    digest = hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert digest == "a5911d98176a4058dcd91abf219d55c9fdf634966b011d5d314964f0095ef87a"


def test_the_masthead_is_read(seed: Built):
    head = as_json(seed.parsed.issue)["masthead"]
    assert head["title"] == "聊城日报"
    assert head["publisher"] == "聊城日报社出版"
    assert head["edition"] == "两会特刊"
    assert head["organ"] == "中共聊城市委机关报"
    assert (head["date"], head["date_text"]) == ("2022-12-27", "2022年12月27日")
    assert (head["weekday"], head["lunar_date"]) == ("星期一", "壬寅年十一月初五")
    assert (head["serial_number"], head["serial_text"]) == ("CN 37-0048", "国内统一连续出版物号 CN 37-0048")
    assert head["accounts"] == ["公众号 掌中聊城"]
    assert head["notices"] == []


def test_the_page_is_read(seed: Built):
    page = as_json(seed.parsed.issue)["pages"][0]
    assert (page["number"], page["sequence"], page["subject"]) == ("T01", 1, "东昌府区")
    assert [len(credit["names"]) for credit in page["credits"]] == [3, 4, 1, 2]
    assert [len(row) for row in page["name_card"]["rows"]] == [3] * 5
    assert [figure["caption"] for figure in page["figures"]] == ["聊城古城区风光秀丽", "聊城文化活动中心"]
    article = page["articles"][0]
    assert len(article["lead"]) == 2
    assert [len(section["paragraphs"]) for section in article["sections"]] == [4, 5, 4]


def test_the_two_broken_paragraphs_are_joined_and_say_so(seed: Built):
    sections = as_json(seed.parsed.issue)["pages"][0]["articles"][0]["sections"]
    joined = [p for section in sections for p in section["paragraphs"] if len(p["lines"]) == 2]
    assert [p["lines"] for p in joined] == [[[52, 52], [54, 54]], [[72, 72], [74, 74]]]
    assert "项目165个，其中实施类" in joined[0]["text"]
    assert "增强市场主体获得感" in joined[1]["text"]
    notes = [d for d in seed.parsed.noticed if d.code == "P010"]
    assert [d.place.line for d in notes] == [54, 74]


@pytest.mark.slow
def test_the_model_keeps_its_schema(seed: Built):
    schema = json.loads((ROOT / "docs" / "model.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(as_json(seed.parsed.issue), schema)


def test_the_golden_model(seed: Built, request):
    """The whole model as text; `--accept` takes a new one."""
    golden = ROOT / "tests" / "golden" / "T01.model.json"
    found = json.dumps(as_json(seed.parsed.issue), ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--accept"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_the_weekday_is_questioned(seed: Built):
    """2022-12-27 was a Tuesday; the paper says Monday, and we print what the paper says."""
    assert [d.facts["right"] for d in seed.result.diagnostics if d.code == "R001"] == ["星期二，壬寅年十二月初五"]
