"""Every character of the raw file beside the model, and what Markdown would drop."""

import time

import pytest

from banmian import desk
from banmian.diagnostics import errors
from banmian.limits import LINE_CHARACTERS, MASTHEAD_LINES, PAGE_CHARACTERS, PAGE_LINES, QUOTE_DEPTH
from banmian.manuscript.parse import parse
from banmian.manuscript.raw.reading import ledgers
from banmian.model import Page
from banmian.verify.raw import unlike

from .conftest import SEED
from .helpers import HEAD, codes, conserved, issue, page, parsed, unlike_files


def lead(text):
    """The text of the first paragraph of an article, after asking that nothing is lost."""
    whole = page(f"## 主题\n\n{text}\n")
    result = parsed(whole)
    assert {*codes(result)} <= {"P082"} and conserved(result) and unlike_files(result) == []
    return result.issue.pages[0].articles[0].lead[0]


@pytest.mark.parametrize(
    "text",
    ["3*4*5 毫米。", "60*40*30", "2*3*4=24", "138****5678", "138****5678和139****1234", "a*b*c", "é*è*ê", "３*４*５",
     "长3*宽4*高5", "5米*3米*2米", "共*3人*5天", "(3)*4*(5)", "（3）*（4）*5", "138**5678**90", "****甲****", "_甲_ __乙__",
     "（____）年（____）月", "a_b_c", "<p>甲</p>", "甲&nbsp;乙&mdash;<br/>", "[a]: b", "[^1]: 注", "[字](http://a.b)",
     "<http://a.b>", "```js\n甲", "`甲`", "~~甲~~", "-甲", "1. 甲", "题\n===", "    甲", "![图][a]"],
)  # fmt: skip
def test_what_markdown_would_drop_is_text(text):
    assert "".join(lead(text + "完。").text.split()) == "".join((text + "完。").split())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("比去年**增长**12%", ["strong"]), ("有*RCEP*协定", ["em"]), ("第*3*条和第*4*条", ["em", "em"]), ("*3*和*4*", ["em"] * 2),
     ("**GDP**增长", ["strong"]), ("（一）*坚持*开放", ["em"]), ("完成**1245.3亿元**投资", ["strong"])],
)  # fmt: skip
def test_stars_that_stress_still_do(text, kinds):
    assert [one.kind for one in lead(text + "完。").emphasis] == kinds


CARD = "### 本区名片\n\n{}\n\n## 主题\n\n正文。\n"
DROPPED = [
    ("## 主题\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 |\n", "P050", 15, 11),
    ("## 主题\n\n| 甲 | 乙 |\n|---|---|\n丙 | 丙 | 丙\n", "P050", 15, 9),
    (CARD.format("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 | 己 |"), "P050", 15, 11),
    ('## 主题\n\n正文。\n\n![图](a.jpg "题名")\n', "P052", 15, 1),
    ("## 主题\n\n正文。\n\n![图](a.jpg '题名')\n", "P052", 15, 1),
    ("## 主题![图](a.jpg)\n\n正文。\n", "P039", 11, 4),
    ("## 主题\n\n### 小标题![图](a.jpg)\n\n正文。\n", "P039", 13, 5),
    ("> 肩题![图](a.jpg)\n\n## 主题\n\n正文。\n", "P039", 11, 3),
    ("责编：甲![图](a.jpg)\n\n## 主题\n\n正文。\n", "P039", 11, 1),
    (CARD.format("| 甲 | ![图](a.jpg) |\n|---|---|\n| 丙 | 丁 |"), "P039", 13, 1),
    (CARD.format("甲\t![图](a.jpg)"), "P039", 13, 1),
    ("## 主题\n\n正文。\n\n![图![又](b.jpg)](a.jpg)\n", "P039", 15, 1),
    ("## 主题\n\n> | 甲 | 乙 |\n> |---|---|\n> | 丙 | 丁 | 戊 |\n\n正文。\n", "P030", 13, 1),
    ("## 主题\n\n甲\u061c乙。\n", "P004", 13, 2),
    ("## 主题\n\n正文。\n\n" + "> " * 20 + "字\n", "P051", 15, 1),
    ("## 主题\n\n正文。\n\n" + ">" * 20 + "字\n", "P051", 15, 1),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), DROPPED, ids=[f"{n}-{d[1]}" for n, d in enumerate(DROPPED)])
def test_what_the_parser_drops_is_an_error_at_its_line(text, code, line, column):
    found = next(d for d in parsed(page(text)).noticed if d.code == code)
    assert (found.place.line, found.place.column) == (line, column)
    assert all(found.message(lang) and found.hint(lang) for lang in ("en", "zh"))


def test_a_caption_has_no_mark_up():
    assert parsed(page(r"## 主题" "\n\n" r"![*图* \[一\]](a.jpg)")).issue.pages[0].figures[0].caption.text == "图 [一]"


@pytest.mark.parametrize(
    "between", ["![图](a.jpg)", "![图](a.jpg)\n\n![图二](b.jpg)", "![](a.jpg)", "![图](a.jpg)\n![图二](b.jpg)"]
)
@pytest.mark.parametrize("rest", ["接着写完了。", "接着写完了"])
def test_a_paragraph_is_not_joined_across_a_picture_and_keeps_its_order(between, rest):
    text = page(f"## 主题\n\n一段写到一半，\n\n{between}\n\n{rest}\n\n再一段。\n")
    result = parsed(text)
    first, second, *_ = (p.text for p in result.issue.pages[0].articles[0].lead)
    assert first == "一段写到一半，" and second.startswith(rest)
    assert "P054" in codes(result) and not errors(result.noticed)
    assert conserved(result) and unlike_files(result) == []


BESIDE = [
    ("正文写完了。", "正文完了。", "写", ""),
    ("3*4*5 毫米。", "3 4 5 毫米。", "*4*", "4"),
    ("甲 * 乙 * 丙。", "甲 乙 丙。", "*乙*", "乙"),
    ("甲（乙）丙。", "甲乙丙。", "（乙）", "乙"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 |", "丁", ""),
    ("甲{堃|kūn}。", "甲{堃|kn}。", "ū", ""),
    ("看![图](a b)。", "看图。", "![图](ab)", "图"),
    ("甲乙丙。", "甲丙乙。", "乙丙", "丙乙"),
    ("甲。", "甲。\n\n又一段。", "", "又一段。"),
]


@pytest.mark.parametrize(("written", "read", "text", "found"), BESIDE)
def test_what_a_parser_loses_adds_or_moves_is_found(written, read, text, found):
    """A file beside the model of another one."""
    (ledger,) = parsed(page(f"## 主题\n\n{written}\n")).ledgers
    (fault,) = unlike(ledger, parsed(page(f"## 主题\n\n{read}\n")).issue)
    assert (fault.code, fault.facts) == ("P053", {"text": text, "found": found})
    assert (fault.place.line, fault.place.column) != (1, 1) and fault.message("en") and fault.message("zh")


def test_what_is_lost_is_named_at_its_place():
    text = page("## 主题\n\n甲，\r\n**乙**丙。\n")
    (fault,) = unlike(parsed(text).ledgers[0], parsed(text.replace("丙", "")).issue)
    assert (fault.place.line, fault.place.column) == (14, 6)


def test_a_repeated_masthead_is_known():
    first, second = page("## 主题\n\n正文。\n"), page("## 又\n\n正文。\n").replace("A01", "A02")
    result = parse({"A01.md": first.encode(), "A02.md": second.encode()})
    assert codes(result) == ["P023"] and conserved(result) and unlike_files(result) == []
    said = [one for one in result.ledgers[1].entries if one.mark == "repeated masthead"]
    assert "".join(second[one.start : one.end] for one in said) == "".join(HEAD.split())


def test_a_loss_stops_the_read(tmp_path, monkeypatch):
    """The stage of each read: a parser that loses a page's articles is found out."""
    from banmian.manuscript import parse as stage

    def losing(files, settings):
        result = parse(files, settings)
        pages = tuple(Page(p.path, p.sequence, p.number, p.subject) for p in result.issue.pages)
        object.__setattr__(result.issue, "pages", pages)
        return result

    monkeypatch.setattr(stage, "parse", losing)
    folder = issue(tmp_path / "a", page("## 主题\n\n正文。\n"))
    assert [d.code for d in desk.read(folder)[1].noticed][:1] == ["P053"]


def test_the_stage_costs_little():
    text = SEED.read_text(encoding="utf-8")
    result = parse({"T01.md": text.encode()})
    spent = []
    for _ in range(5):
        began = time.process_time()
        (ledger,) = ledgers({"T01.md": text.encode()})
        assert unlike(ledger, result.issue) == []
        spent.append(time.process_time() - began)
    assert min(spent) < 0.02  # 3 ms alone


def filled(characters):
    """A page of that many characters."""
    text = page("## 主题\n\n")
    return (text + ("字" * 998 + "\n\n") * (characters // 1000))[: characters - 1] + "\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("below", "above", "code"),
    [
        (filled(PAGE_CHARACTERS), filled(PAGE_CHARACTERS + 1), "P007"),
        (page("## 主题\n\n字。" + "\n" * (PAGE_LINES - 13)), page("## 主题\n\n字。" + "\n" * (PAGE_LINES - 12)), "P055"),
        (page("## 主题\n\n" + "字" * LINE_CHARACTERS + "\n"), page("## 主题\n\n" + "字" * (LINE_CHARACTERS + 1) + "\n"), "P005"),
        (page(">" * QUOTE_DEPTH + "肩\n\n## 主题\n\n字。\n"), page(">" * (QUOTE_DEPTH + 1) + "肩\n\n## 主题\n\n字。\n"), "P051"),
        (page("## 主题\n\n字。\n", HEAD + "通告\n\n" * (MASTHEAD_LINES - 3)),
         page("## 主题\n\n字。\n", HEAD + "通告\n\n" * (MASTHEAD_LINES - 2)), "P056"),
    ],
    ids=["characters", "lines", "line", "quotes", "masthead"],
)  # fmt: skip
def test_limits_of_a_page(below, above, code):
    assert code not in codes(parsed(below)) and code in codes(parsed(above))
