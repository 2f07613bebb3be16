"""docs/zh/manuscript.md is true: its examples are read, its codes and names are the program's; both languages tell of all.

A fence called 稿件 is a manuscript; the table below it (印出来 | 是什么) lists all that is printed of it, and all that is said.
"""

import json
import re

import pytest

from banmian.diagnostics import errors
from banmian.manuscript.labels import WORDS
from banmian.manuscript.ledger import Kind, unaccounted
from banmian.manuscript.raw.marks import MARKS
from banmian.manuscript.raw.reading import ledgers
from banmian.model import Figure, Listing, Paragraph, Table, Verse, page_texts
from banmian.rules import registry

from .conftest import ROOT
from .helpers import HEAD, codes, page, parsed, unlike_files
from .test_ledger import rows, written

PAGE = "docs/zh/manuscript.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
ENGLISH = (ROOT / "docs/manuscript.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```稿件\n(.*?)^```\n\n\| 印出来 \| 是什么 \|\n\|---\|---\|\n((?:\|[^\n]*\n)+)", TEXT, re.M | re.S)

MASTHEAD = {
    "publisher": "出版单位", "title": "报名", "edition": "版别", "organ": "机关报", "date_text": "日期", "weekday": "星期",
    "lunar_date": "农历", "serial_text": "刊号", "postal_text": "邮发代号", "issue_text": "期号", "count_text": "版数",
}  # fmt: skip
ROLES = {
    "byline": "署名", "dateline": "电头", "note": "编者按", "question": "问", "answer": "答", "item": "列项", "line": "诗行", "": "正文",
}  # fmt: skip
HEADS = {"kicker": "肩题", "headline": "主题", "subhead": "副题"}
STRESS = {"strong": "黑体", "em": "楷体", "dots": "着重号"}
LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


def placed(text):
    """An example as a page, and the texts that are put round it."""
    if not re.search(r"^##? ", text, re.M):
        return page(f"## 主题\n\n{text}"), ["样报社出版", "样报", "2026年1月1日", "星期四", "要闻", "A01", "主题"]
    if text.startswith("# "):
        return HEAD + text, ["样报社出版", "样报", "2026年1月1日", "星期四"]
    return (text, []) if "\n# " in text else (page(text), ["样报社出版", "样报", "2026年1月1日", "星期四", "要闻", "A01"])


def kinds(issue):
    """What each text of an issue of one page is, by name; the labels of heads stand behind them."""
    (only,) = issue.pages
    found = {
        getattr(issue.masthead, field).name: kind for field, kind in MASTHEAD.items() if getattr(issue.masthead, field)
    }
    found |= {only.number.name: "版次", only.subject.name: "版名"} | {credit.source.name: "责编" for credit in only.credits}
    for story in only.articles:
        found |= {getattr(story, field).name: kind for field, kind in HEADS.items() if getattr(story, field)}
        found |= {line.name: "提要题" for line in story.summary}
        for part in story.lead:
            found |= running(part, "导语" if story.sections else "正文")
        for section in story.sections:
            found |= {section.heading.name: "小标题"} if section.heading else {}
            for part in section.paragraphs:
                found |= running(part, "正文")
    return found | {one.caption.name: captioned(one) for one in only.figures if one.caption}


def running(part, plain):
    match part:
        case Listing():
            return {item.name: "下级列项" if item.level else "列项" for item in part.items}
        case Verse():
            return {line.name: "诗行" for stanza in part.stanzas for line in stanza}
        case Table():
            titled = {part.title.name: "表题"} if part.title else {}
            return titled | {
                cell.name: "表头" if n < part.head else "表格" for n, row in enumerate(part.rows) for cell in row
            }
    return {part.name: ROLES[part.role] if part.role else plain}


def captioned(figure: Figure) -> str:
    return f"图说（{len(figure.pictures)} 张图）" if figure.beside else "图说"


def told(result):
    """All that is printed, in order, and what it is; the labels that are not, and what is said of it."""
    issue = result.issue
    labels = {story.headline.name: story.labels for story in issue.pages[0].articles}
    named, found = kinds(issue), []
    for node in page_texts(issue, issue.pages[0]):
        kind, credit = named[node.name], len(node.text)
        if isinstance(node, Paragraph) and node.role == "dateline":
            found += [(node.text[: node.label], kind), (node.text[node.label :], "正文")]
            continue
        if kind.startswith("图说"):
            credit = next((one.start for one in node.emphasis if one.kind == "credit"), credit)
        found += [(node.text[:credit], kind)] + ([(node.text[credit:], "图片署名")] if credit < len(node.text) else [])
        found += [(label, "栏题（不印）") for label in labels.get(node.name, ())]
    return found + [(one.code, LEVELS[one.severity.name.lower()]) for one in result.noticed]


@pytest.mark.parametrize(("text", "table"), EXAMPLES, ids=[text.strip()[:12] for text, _ in EXAMPLES])
def test_what_is_pasted_is_printed_as_the_page_says(text, table):
    source, around = placed(text)
    result = parsed(source)
    found = told(result)
    assert [one for one, _ in found[: len(around)]] == around
    assert found[len(around) :] == [tuple(cell.strip(" `") for cell in row[1:-1].split("|")) for row in table.splitlines()]
    assert not errors(result.noticed) and unlike_files(result) == []


def test_each_manuscript_of_the_page_is_one_that_is_read():
    assert len(EXAMPLES) == TEXT.count("```稿件\n") > 8


@pytest.mark.parametrize("row", rows("| 写成 | 印出来 |", PAGE), ids=lambda row: row[0])
def test_what_is_stressed(row):
    result = parsed(page(f"## 主题\n\n他写{written(row[0])}。\n"))
    (one,) = result.issue.pages[0].articles[0].lead
    assert one.text == f"他写{row[1]}。" and codes(result) == []
    stressed = [f"{STRESS[e.kind]} {one.text[e.start : e.end]}" for e in one.emphasis]
    assert (stressed or ["无"]) == [row[2]]


@pytest.mark.parametrize("row", rows("| 写了 | 程序说 |", PAGE), ids=lambda row: row[0])
def test_what_is_wrong_is_told_and_what_mends_it_is_not(row):
    wrong, code, right = (written(cell) for cell in row)
    assert codes(parsed(page(wrong + "\n"))) == [code] and codes(parsed(page(right + "\n"))) == []


@pytest.mark.parametrize("row", [row for row in rows("| 记号 | 是什么 |", PAGE) if row[2]], ids=lambda row: row[0])
def test_examples_of_mark_up_are_true(row):
    (read,) = ledgers({"A01.md": written(row[2]).encode()})
    assert read.text == written(row[3]) and unaccounted(read, MARKS) == []
    assert {one.mark for one in read.entries if one.kind is Kind.MARK} >= set(re.findall("`([^`]+)`", row[0]))


@pytest.mark.parametrize("row", rows("| 写了 | 印出来 |", PAGE), ids=lambda row: row[0])
def test_examples_of_text_are_printed_as_they_stand(row):
    result = parsed(page(f"## 主题\n\n{written(row[0])}\n\n正文。\n"))
    assert not errors(result.noticed) and result.manuscript.endswith(f"主题{''.join(written(row[0]).split())}正文。")


def test_the_page_names_all_mark_up_there_is():
    assert [name for row in rows("| 记号 | 是什么 |", PAGE) for name in re.findall("`([^`]+)`", row[0])] == list(MARKS)


@pytest.mark.parametrize("text", [TEXT, ENGLISH], ids=["zh", "en"])
def test_both_pages_name_all_roles_and_labels_and_no_code_that_is_none(text):
    schema = json.loads((ROOT / "docs/model.schema.json").read_text(encoding="utf-8"))
    roles = schema["$defs"]["paragraph"]["properties"]["role"]["enum"]
    assert set(roles) == set(ROLES) - {""} and [role for role in roles if f"`{role}`" not in text] == []
    assert [word for words in WORDS.values() for word in words if "{" + word not in text] == []
    known = {rule.code for rule in registry.every_rule()}
    named = set(re.findall(r"\b[PMRVSIB]\d{3}\b", text))
    assert len(named) > 30 and [code for code in sorted(named) if code not in known] == []


def test_both_pages_name_the_same_codes():
    """What one language is told, the other is."""
    english, chinese = (set(re.findall(r"\bP\d{3}\b", text)) for text in (ENGLISH, TEXT))
    assert english <= chinese
