"""`[[pages]]` of issue.toml: what an editor says of the plan of a page, and what becomes of it."""

import datetime

import pytest

from banmian import desk
from banmian.composing import _key
from banmian.job import Order
from banmian.makeup.page_orders import order_of, without
from banmian.makeup.page_plan import SketchOrder
from banmian.manuscript.issue_file import read_issue_file
from banmian.manuscript.parse import parse
from banmian.manuscript.sketches import fault_of
from banmian.workshop import Workshop

PAGE = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n"
STORIES = PAGE + "".join(
    f"## {head}\n\n{head}的正文说完了。\n\n" for head in ("古城灯会昨晚开幕", "早市 搬家", "图书馆开放", "图书馆开放")
)


def read(entry: str, manuscript: str = STORIES):
    settings, noticed = read_issue_file("issue.toml", f'layout = "broadsheet"\n\n[[pages]]\nnumber = "A01"\n{entry}\n')
    parsed = parse({"A01.md": manuscript.encode()}, settings)
    page = parsed.issue.pages[0]
    return settings, page, [*noticed, *parsed.noticed]


def told(noticed) -> list[tuple[str, int]]:
    return [(one.code, one.place.line) for one in noticed if one.code.startswith("I")]


def test_names_are_headlines_or_the_models_and_the_numbers_of_the_sketch_count_them():
    name = read("")[1].articles[3].name
    settings, page, noticed = read(
        f'stories = ["早市搬家", "{name}", "图书馆开放", "古城灯会昨晚开幕"]\nplan = " 1 / 2 | (3 / 4) "'
    )
    by_head = {story.called: story.name for story in page.articles[:3]}
    made = order_of(settings, page)
    assert made == SketchOrder(
        (by_head["早市 搬家"], name, by_head["图书馆开放"], by_head["古城灯会昨晚开幕"]), "1 / 2 | (3 / 4)"
    )
    assert told(noticed) == []


def test_a_number_behind_the_list_of_stories_is_told_what_to_add_to_it():
    short, short_zh = fault_of("1 / 2 / 3", 2)
    assert (
        "no story 3: `stories` has 2" in short
        and "write its headline at the end of it" in short
        and "主题写在末尾" in short_zh
    )
    assert fault_of("1 / 2 / 3", 3) is None


def test_the_sketch_knows_its_line():
    settings, page, _ = read('stories = ["早市 搬家"]\nplan = "1"')
    assert (order_of(settings, page).place.path, order_of(settings, page).place.line) == ("issue.toml", 6)


def test_two_stories_of_one_headline_are_taken_in_turn():
    settings, page, noticed = read('stories = ["图书馆开放", "图书馆开放"]\nplan = "2 / 1"\nkept = true')
    assert order_of(settings, page) == SketchOrder(tuple(one.name for one in page.articles[2:]), "2 / 1", kept=True)
    assert told(noticed) == []


def test_a_headline_that_was_changed_is_known_again_and_one_that_is_gone_keeps_its_number():
    settings, page, noticed = read('stories = ["全市经济工作会议召开", "古城灯会今晚开幕"]\nplan = "1 / 2"')
    assert order_of(settings, page).stories == ("全市经济工作会议召开", page.articles[0].name)
    assert told(noticed) == [("I032", 3), ("I033", 3)]
    assert "古城灯会昨晚开幕" in noticed[-1].message("zh") and "早市 搬家" in noticed[-2].hint("en")


@pytest.mark.parametrize(
    ("sketch", "gone", "left"),
    [
        ("1:5 | (2 / 3:3) / 4", ["3"], "1 | 2 / 4"), ("1 / (2 / 7) | (3 / 4 | 5)", ["7"], "1 / 2 | (3 / 4 | 5)"), ("1 / 2 | 3", ["9"], "1 / 2 | 3"),
        ("1:8 / 2:4 | 3:4", ["1"], "2 | 3"), ("(1 | (2 / 3)) / card", ["1"], "2 / 3 / card"), ("1 | 2", ["1", "2"], ""), ("(1 / 2", ["1"], "(1 / 2"),
        ("1 | (2 | (3 / 4)):5", ["2"], "1 | (3 / 4)"),
    ],
)  # fmt: skip
def test_a_sketch_goes_without_stories_that_are_gone(sketch, gone, left):
    assert without(sketch, gone) == left


def test_the_sketch_of_a_page_goes_without_what_went_and_says_so():
    entry = 'stories = ["全市经济工作会议召开", "早市 搬家", "图书馆开放"]\nplan = "1:8 / 2:4 | 3:4"'
    settings, page, noticed = read(entry)
    assert order_of(settings, page).sketch == "2 | 3" and told(noticed) == [("I032", 3)]
    settings, page, noticed = read(f"{entry}\nkept = true")
    assert order_of(settings, page).sketch == "2 | 3" and told(noticed) == [("I036", 3)]
    assert order_of(*read('stories = ["全市经济工作会议召开"]\nplan = "1"')[:2]) is None


def test_an_exact_headline_goes_before_one_that_is_near():
    """The first name is near to the second story's headline, which the second name has letter by letter."""
    pages = PAGE + "## 古城灯会昨晚开幕\n\n正文。\n\n## 古城灯会今晚闭幕\n\n正文完。\n"
    settings, page, _ = read('stories = ["古城灯会今晚开幕", "古城灯会今晚闭幕"]\nplan = "1 / 2"', pages)
    assert order_of(settings, page).stories == tuple(one.name for one in page.articles)


def test_without_stories_the_sketch_counts_those_of_the_page_and_without_a_sketch_there_is_no_order():
    settings, page, _ = read('plan = "1 / 2"')
    assert order_of(settings, page).stories == tuple(one.name for one in page.articles)
    for entry in ("", 'stories = ["早市搬家"]\nkept = true'):
        assert order_of(*read(entry)[:2]) is None


def test_an_entry_is_found_by_its_number_however_it_is_written(tmp_path):
    settings, _ = read_issue_file("issue.toml", '[[pages]]\nnumber = "第3版"\nplan = "1"\n')
    page = parse({"a.md": b"# \xe8\xa6\x81\n\n## 3\n\n## \xe9\xa2\x98\n\n\xe6\x96\x87\xe3\x80\x82\n"}).issue.pages[0]
    assert order_of(settings, page) is not None
    settings, noticed = read_issue_file("issue.toml", '[[pages]]\nnumber = "3"\n[[pages]]\nnumber = "第3版"\n')
    assert told(noticed) == [("I030", 4)]


def test_one_page_file_of_an_issue_does_not_ask_for_the_other_pages(tmp_path):
    (tmp_path / "A01.md").write_text(STORIES, encoding="utf-8")
    (tmp_path / "issue.toml").write_text('[[pages]]\nnumber = "A02"\nplan = "1"\n', encoding="utf-8")
    assert "I031" not in [one.code for one in desk.read(tmp_path / "A01.md")[1].noticed]
    found = [one for one in desk.read(tmp_path)[1].noticed if one.code == "I031"]
    assert [one.place.line for one in found] == [1] and "A01" in found[0].hint("zh")


@pytest.mark.parametrize(
    "sketch",
    [
        "1",
        " 1 / (2 / 7) | (3 / 4 | 5) ",
        "1:8/(2|3):5|4:3",
        "((1))",
        "1 / card",
        "photo:3 | 1: 5",
        "(1 / 2):6 | (3 / 4):2",
        "",
    ],
)
def test_a_sketch_that_can_be_read(sketch):
    assert fault_of(sketch, 0) is None


@pytest.mark.parametrize(
    ("sketch", "word"),
    [
        ("1 / / 2", "sign 5"), ("1 2", "no / or |"), ("(1 / 2", "not closed"), ("1 / 2)", "closes nothing"), ("1 /", "at its end"),
        ("()", "nothing stands before"), ("1 / 1", "twice"), ("card / card", "twice"), ("0 / 1", "no story 0"), ("1:0 / 2", "no width"), ("1 / 2:", "no width"), ("(1):100 | 2", "no width"),
        ("1 / 5", "has 4"), (": / 1", "sign 1"), ("(1)(2)", "no / or |"), ("1 (2)", "no / or |"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sketch_is_told_with_its_line(sketch, word):
    english, chinese = fault_of(sketch, 4)
    assert word in english and chinese
    noticed = read_issue_file("issue.toml", f'[[pages]]\nnumber = "A1"\nstories = {list("甲乙丙丁")}\nplan = "{sketch}"\n')[
        1
    ]
    assert told(noticed) == [("I034", 4)] and noticed[0].message("zh")


@pytest.mark.parametrize(
    ("entry", "code", "line"),
    [
        ("plam = '1'", "I002", 2), ("plan = '一 / 二'", "I003", 2), ("plan = 1", "I003", 2), ("stories = '题'", "I003", 2), ("stories = []", "I003", 2),
        ("kept = 1", "I003", 2), ("stories = ['a\\u0001b', 2]", "I003", 2),
    ],
)  # fmt: skip
def test_what_is_no_setting_of_a_page(entry, code, line):
    noticed = read_issue_file("issue.toml", f"[[pages]]\n{entry}\nnumber = 'A01'\n")[1]
    assert told(noticed) == [(code, line)]
    assert told(read_issue_file("issue.toml", f"[[pages]]\n{entry.split('=')[0]}= 7\n")[1])[-1][0] == "I004"
    assert told(read_issue_file("issue.toml", "pages = [{ number = 'A1' }, { plan = '1' }]")[1]) == [("I004", 1)]


def test_a_composition_depends_on_the_order_of_its_page_and_files_on_that_of_any(tmp_path):
    (tmp_path / "A01.md").write_text(STORIES, encoding="utf-8")
    (tmp_path / "A02.md").write_text("# 副刊\n\n## A02\n\n## 题\n\n文。\n", encoding="utf-8")
    keys, made_from = set(), set()
    for entry in (
        "",
        '[[pages]]\nnumber = "A01"\nplan = "1 / 2"\n',
        '[[pages]]\nnumber = "A01"\nplan = "1 / 2"\nkept = true\n',
    ):
        (tmp_path / "issue.toml").write_text(entry, encoding="utf-8")
        bundle, parsed = desk.read(tmp_path)
        shop = Workshop.open(
            Order(tmp_path, cache=False), bundle, parsed, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        )
        task = shop.task(parsed.issue.pages[0])
        keys.add(_key(task, task.renderer(shop.session)))
        made_from.add(shop.made_from("screen"))
        assert shop.task(parsed.issue.pages[1]).order is None
    assert len(keys) == len(made_from) == 3
