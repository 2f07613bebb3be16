"""Layouts of modules: `[modules]`, which layout a page gets, what the template draws, what targets show of it."""

import re
import zipfile
from pathlib import Path

import pytest

from banmian import desk, layout_folders
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.makeup.layouts import MM, PageLayouts
from banmian.makeup.module_rules import PageType

from .conftest import ROOT, SEED, compose
from .helpers import issue, page

LONG = "这一段文字用来把版面撑满，直到一行也排不下为止，看程序怎样报告多出的行数和字数，再看它怎样把几篇稿件拼成一块版。"
STORIES = (
    ("石埠港的箱子一站到海边", ""),
    ("政务大厅周末照常开门", ""),
    ("把钟拨到群众的作息上", " {评论 湖畔时评}"),
    ("城区十二条道路完成改造", ""),
)


def story(head: str, paragraphs: int = 6, more: str = "") -> str:
    return f"## {head}\n\n{more}" + "\n\n".join([LONG * 2] * paragraphs)


def many(*parts: str) -> str:
    return page("\n\n".join(parts) + "\n")


FOUR = many(*(story(head + label, 5) for head, label in STORIES))


def layout_of(text: str, tmp_path: Path, settings: str = "", asked: str | None = None) -> str:
    shop, _ = compose(issue(tmp_path / "issue", text, settings), asked)
    return shop.layouts.of(shop.parsed.issue.pages[0]).name


@pytest.mark.slow
def test_pages_of_several_stories_get_modules_where_no_layout_is_named(tmp_path):
    one = page(story("一篇稿件独占一版", 4) + "\n")
    assert layout_of(one, tmp_path / "one") == "broadsheet"
    assert layout_of(FOUR, tmp_path / "four") == "modular"
    assert layout_of(FOUR, tmp_path / "named", 'layout = "modular-tabloid"\n') == "modular-tabloid"
    assert layout_of(one, tmp_path / "asked", asked="modular") == "modular"


@pytest.mark.parametrize(
    ("label", "layout"),
    [
        ("评论 湖畔时评", "modular"), ("简讯", "modular"), ("图片新闻", "modular"), ("4栏", "modular"), ("右", "modular"),
        ("底", "modular"), ("2", "modular"), ("双头条", "modular"), ("必登", "broadsheet"),
    ],
)  # fmt: skip
def test_a_page_whose_one_story_is_no_plain_one_gets_modules(tmp_path, label, layout):
    """Its label, frame, place and width are shown there alone; a story that must stand looks like any other."""
    _, read = desk.read(issue(tmp_path, page(story(f"钟声 {{{label}}}", 1) + "\n")))
    layouts = PageLayouts(layout_folders.find("broadsheet"), layout_folders.find("modular"))
    assert layouts.of(read.issue.pages[0]).name == layout


@pytest.mark.slow
def test_a_comment_alone_on_a_page_is_printed_under_its_label(tmp_path):
    """And in a frame; each of the briefs has a head, and none of them is the page's."""
    _, (made,) = compose(issue(tmp_path / "one", page(story("钟声 {评论 湖畔时评}") + "\n")))
    (module,) = made.rung.plan.modules
    assert (module.kind, module.label) == ("comment", "湖畔时评")
    assert "M091" not in [one.code for one in made.noticed]
    briefs = "## 简讯 {简讯}\n\n" + "\n\n".join(f"### {name}讯\n\n{LONG}" for name in "城乡港校医文体交农水") + "\n"
    _, (made,) = compose(issue(tmp_path / "briefs", page(briefs)))
    assert [block.role for block in made.blocks].count("heading") == 10
    assert "M007" not in [one.code for one in made.noticed]


@pytest.mark.slow
def test_marks_that_a_named_layout_does_not_show_are_told(tmp_path):
    """A message a story, with its braces as they may be written; none of a story that must stand."""
    stories = (story("钟声 {评论 湖畔时评}{右}", 1), story("灯塔 {必登}", 1), story("渡口 {4栏}", 1))
    _, (made,) = compose(issue(tmp_path, many(*stories), 'layout = "broadsheet"\n'))
    told = [one for one in made.noticed if one.code == "M091"]
    assert [one.facts["marks_zh"] for one in told] == ["{评论 湖畔时评}{右}", "{4栏}"]
    assert [one.facts["marks"] for one in told] == ["{comment 湖畔时评}{right}", "{4 columns}"]
    assert [one.place.line for one in told] == [11, 19]


@pytest.mark.slow
def test_each_page_of_an_issue_has_the_layout_that_suits_it(tmp_path):
    folder = issue(tmp_path / "mixed", page(story("一篇稿件独占一版", 4) + "\n"))
    issue(folder, FOUR.partition("# 要闻")[2].replace("## A01", "# 综合\n\n## A02").strip() + "\n", name="A02.md")
    result = desk.build(Order(folder, ("screen", "deposit"), out=tmp_path / "out"))
    assert not result.missing
    said = next(file.data for file in result.files if file.name.endswith("premis.xml")).decode()
    assert "in the layout broadsheet + modular, sha256:" in said


MODULES = """extends = "modular"
[grid]
size = 9
"""


def read(tmp_path: Path, toml: str) -> layout_folders.Layout:
    folder = tmp_path / "layouts" / "own"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(toml, encoding="utf-8")
    return layout_folders.find("own", tmp_path / "layouts")


def test_a_layout_changes_types_ranks_and_prices(tmp_path):
    toml = MODULES + (
        '[modules]\ncolumns = 6\n[modules.types]\n"9/104" = false\n"11/84" = { price = 30 }\n'
        "[modules.ranks.1]\nsize = 50\n[modules.prices]\ngutter = 3.5\n"
    )
    rules = read(tmp_path, toml).modules
    assert (
        rules.columns == 6 and rules.ranks[0].size == 50 and rules.ranks[0].columns == (5, 8) and rules.prices.gutter == 3.5
    )
    assert PageType(11, 84, 30) in rules.types and PageType(9, 104, 8) not in rules.types
    assert rules.types[0] == PageType(9, 100, 0)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("[modules]\ncolumns = 0\n", "L013"),
        ("[modules]\nrows = 3\n", "L012"),
        ('[modules.types]\n"nine/100" = { price = 1 }\n', "L012"),
        ('[modules.types]\n"9/100" = 3\n', "L013"),
        ("[modules.ranks.0]\nsize = 3\n", "L012"),
        ("[modules.ranks.2]\nleast = 7\n", "L017"),
        ("[modules.ranks.7]\nsize = 9\n", "L014"),
        ("[modules.prices]\nbeauty = 1\n", "L012"),
        ("[modules.prices]\ngutter = -1\n", "L013"),
    ],
)
def test_what_modules_cannot_say_is_told_at_its_line(tmp_path, said, code):
    with pytest.raises(Refused) as refused:
        read(tmp_path, MODULES + said)
    assert [one.code for one in refused.value.diagnostics] == [code]
    assert refused.value.diagnostics[0].place.line >= 4


def test_a_layout_with_modules_needs_types_and_ranks(tmp_path):
    with pytest.raises(Refused) as refused:
        read(tmp_path, 'extends = "broadsheet"\n[modules]\ncolumns = 8\n')
    assert refused.value.diagnostics[0].code == "L014"


@pytest.mark.slow
def test_modules_stand_where_the_plan_has_them(tmp_path):
    """Heads above their text, everything inside of its module, modules beside and below each other and nowhere else."""
    shop, (made,) = compose(issue(tmp_path / "four", FOUR))
    left, top, width, height = (v * MM for v in shop.layouts.several.type_area)
    boxes = [module.box for module in made.rung.plan.modules]
    assert len(boxes) == 4
    for number, one in enumerate(boxes):
        assert one.x >= -0.01 and one.right <= width + 0.01 and one.foot <= height + 0.01
        for other in boxes[number + 1 :]:
            assert (
                one.right <= other.x + 0.01
                or other.right <= one.x + 0.01
                or one.foot <= other.y + 0.01
                or other.foot <= one.y + 0.01
            )
    for module in made.rung.plan.modules:
        x, y = left + module.box.x, top + module.box.y
        for slot in made.slots:
            if slot.name.startswith(f"m{module.story}-"):
                assert x - 0.01 <= slot.box.x and slot.box.right <= x + module.box.width + 0.01
                assert y - 0.01 <= slot.box.y and slot.box.foot <= y + module.box.height + 0.01


@pytest.mark.slow
def test_books_say_what_kind_of_story_it_is(tmp_path):
    result = desk.build(Order(issue(tmp_path / "four", FOUR), ("epub", "epub-hant"), out=tmp_path / "out"))
    for file, label in zip(result.files, ("湖畔时评", "湖畔時評"), strict=True):
        with zipfile.ZipFile(result.folder / file.name) as book:
            pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
        assert f'<article class="comment" data-label="{label}">' in pages
        assert len(re.findall("<article", pages)) == 4


def test_the_evening_paper_is_css_and_rules_alone():
    """docs/make-ups/evening has no template of its own."""
    assert sorted(one.name for one in (ROOT / "docs" / "make-ups" / "evening").iterdir()) == ["layout.toml", "page.css"]


@pytest.mark.slow
def test_the_seed_keeps_its_layout():
    shop, _ = compose(SEED)
    assert shop.layouts.on(shop.parsed.issue.pages) == (shop.layouts.usual,)
