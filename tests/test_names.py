"""Names and reading order: what a part of an issue is called, and that an edit elsewhere does not rename it."""

import ast
import io
import pickle
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.crew import Crew
from banmian.makeup.stone import flow_part
from banmian.making import make
from banmian.manuscript.parse import parse
from banmian.model import Figure, Issue, Placement, page_parts, page_texts, parts_of, texts
from banmian.names import named
from banmian.verify.conservation import model_text

from .conftest import ROOT, SEED_ISSUE, compose
from .helpers import book, book_parts, page, parsed

STORIES = {
    "market": "> 民生\n\n## 菜价稳了\n\n导语说菜价。\n\n### 早市\n\n早市的菜新鲜。\n\n![菜摊](a.jpg)\n\n### 晚市\n\n晚市人多。\n",
    "school": "## 新校开学\n\n学校建在城南。\n\n校门（记者摄）\n\n开学了。\n",
    "brief": "## 简讯\n\n本报讯，桥通了。\n",
    "brief of the day before": "## 简讯\n\n昨日有雨，今天转晴。\n",
    "english": "## A Bridge Opens\n\nThe bridge opened on Monday.\n",
}


def parts(issue: Issue) -> dict[str, str]:
    """Names and what they name."""
    return {one.name: one.text if not isinstance(one, Figure) else f"figure {one.image}" for one in parts_of(issue)}


def story_parts(issue: Issue) -> dict[str, str]:
    return {name: said for name, said in parts(issue).items() if name.startswith("story-")}


orders = st.permutations(sorted(STORIES)).flatmap(lambda all_: st.integers(1, len(all_)).map(lambda n: all_[:n]))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(orders, orders)
def test_a_story_is_called_the_same_among_whatever_others(before, after):
    """Put in first, taken out, moved: no other is renamed, nor anything in it; two briefs under one head neither."""
    one, other = (parsed(page("\n".join(STORIES[name] for name in names))).issue for names in (before, after))
    common = set(before) & set(after)
    for first, second in ((one, other), (other, one)):
        mine = {story.name: story_parts(first) for story in first.stories}
        assert len(mine) == len(first.stories)
        kept = sum(story.name in {s.name for s in second.stories} for story in first.stories)
        assert kept == len(common)
    shared = story_parts(one).keys() & story_parts(other).keys()
    assert {name: parts(one)[name] for name in shared} == {name: parts(other)[name] for name in shared}


def ids(issue: Issue) -> dict[str, str]:
    """What each id of a book stands on: its file, what it leads to in the NCX, the words behind it."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(book(issue, b""))) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".ncx", ".opf")):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    if own := element.get("id"):
                        leads = [one.get("src") for one in element if one.get("src")]
                        words = " ".join("".join(element.itertext()).split()) if name.endswith(".xhtml") else ""
                        found[f"{name}#{own}"] = f"{element.get('href')} {leads} {words}"
    return found


def test_a_story_put_in_first_renames_nothing_in_the_book():
    """Files, anchors, the manifest's and the NCX's ids; the contents alone grow."""
    one, more = (
        parsed(page("\n".join(STORIES[name] for name in names))).issue
        for names in (("market", "english"), ("brief", "market", "english"))
    )
    before, after = ids(one), ids(more)
    before.pop("EPUB/nav.xhtml#toc")
    assert {name: after.get(name) for name in before} == before
    assert len([name for name in before if name.startswith("EPUB/toc.ncx#to-story-")]) == 4  # two stories, two sections


def test_names_are_files_and_ids_and_each_its_own():
    issue = parse({path.name: path.read_bytes() for path in [SEED_ISSUE / "T01.md"]}).issue
    every = [one.name for one in parts_of(issue)]
    assert len(set(every)) == len(every) and all(re.fullmatch("[a-z][a-z0-9-]+", name) for name in every)
    assert {"masthead-title", "masthead-date", "page-t01-number", "page-t01-card", "page-t01-card-1-1"} <= set(every)


def test_reading_order_is_one_count_over_the_issue():
    issue = parse({"A01.md": page(STORIES["market"]).encode(), "A02.md": "## A02\n\n## 乙\n\n丙。\n".encode()}).issue
    places = [one.at for one in sorted(parts_of(issue), key=lambda one: one.at)]
    assert places == list(range(1, len(places) + 1))
    assert [node.text for node in texts(issue)][-3:] == ["A02", "乙", "丙。"]
    figure = issue.pages[0].figures[0]
    assert figure.caption and figure.at + 1 == figure.caption.at


@pytest.mark.parametrize(
    ("number", "path", "name"),
    [
        ("T01", "x.md", "page-t01"),
        ("第3版", "x.md", "page-3"),
        ("", "A02.md", "page-a02"),
        ("", "头版.md", "page-1"),
        ("", "副刊.md", None),
        ("一版", "x.md", "page-1"),
        ("", "my page.md", "page-my-page"),
    ],
)
def test_a_page_is_called_by_its_number_else_by_its_file(number, path, name):
    text = f"# 要闻\n\n{f'## {number}' if number else ''}\n\n## 甲\n\n乙。\n"
    found = parse({path: text.encode(), "B09.md": "## B09\n\n## 丙\n\n丁。\n".encode()}).issue.pages[0].name
    assert found == name if name else re.fullmatch("page-[0-9a-f]{8}", found)


def test_the_same_story_twice_is_two():
    issue = parsed(page("## 甲\n\n乙。\n\n## 甲\n\n乙。\n")).issue
    first, second = issue.stories
    assert second.name == f"{first.name}-2" and list(parts(issue).values()).count("乙。") == 2


def test_a_picture_belongs_to_the_story_it_stands_in():
    issue = parsed(page("上图（记者摄）\n\n## 甲\n\n乙。\n\n![一](a.jpg)\n\n## 丙\n\n![二](b.jpg)\n\n丁。\n")).issue
    first = issue.pages[0]
    assert [one.caption.text for one in first.opening] == ["上图（记者摄）"]
    assert [[one.image for one in story.figures] for story in issue.stories] == [["a.jpg"], ["b.jpg"]]
    assert [one.image for one in first.figures] == [None, "a.jpg", "b.jpg"]


def jump() -> Issue:
    """A story that goes on on the second page, and a house advertisement below it."""
    issue = parse({"A01.md": page(STORIES["market"]).encode(), "A02.md": "## A02\n\n## 乙\n\n丙。\n".encode()}).issue
    first, second = issue.pages
    (story,) = first.articles
    starts = Placement(story, ("kicker", "headline", "lead", "section1", "figure1"), "top")
    goes_on = Placement(story, ("section2",))
    pages = (
        replace(first, placements=(starts,)),
        replace(second, placements=(*second.placements, goes_on, Placement(None, where="foot"))),
    )
    return named(replace(issue, pages=pages))


def test_a_jump_is_two_placements_of_one_story():
    issue = jump()
    first, second = issue.pages
    assert [story.name for story in issue.stories] == [first.articles[0].name, second.articles[0].name]
    assert first.articles[0].name == second.articles[1].name and second.articles[1].called == "晚市"
    assert [node.text for node in page_texts(issue, second)] == ["A02", "乙", "丙。", "晚市", "晚市人多。"]
    on_pages = [name for one in issue.pages for name in page_parts(issue, one)]
    assert len(set(on_pages)) == len(on_pages) and set(on_pages) == set(parts(issue))


def test_a_book_tells_a_story_that_jumps_once_and_whole():
    made = {name: data.decode() for name, data in book_parts(jump()).items()}
    told = [text for name, text in made.items() if "早市的菜新鲜" in text]
    assert len(told) == 1 and "晚市人多" in told[0] and sum("晚市人多" in text for text in made.values()) == 1


def test_two_files_do_not_mix_by_their_line_numbers():
    """A page whose stories come from two files was read line 1 of each, line 2 of each."""
    one = parse({"a.md": page("## 甲\n\n乙。\n").encode(), "b.md": "\n\n## 丙\n\n丁。\n".encode()}).issue
    (stories,) = [tuple(placement for sheet in one.pages for placement in sheet.placements)]
    merged = named(replace(one, pages=(replace(one.pages[0], placements=stories),)))
    assert model_text(merged).endswith("甲乙。丙丁。")


COMPOSE = """
import pickle, sys
from tests.conftest import SEED_ISSUE, compose
sys.stdout.buffer.write(pickle.dumps(compose(SEED_ISSUE)[1]))
"""


@pytest.mark.slow
def test_a_page_that_was_composed_in_another_process_gives_the_same_files():
    """Nothing of a composed page hangs on where its objects lie."""

    done = subprocess.run([sys.executable, "-c", COMPOSE], cwd=ROOT, capture_output=True, check=True)
    theirs = pickle.loads(done.stdout)  # noqa: S301 - our own, of a moment ago
    files = []
    for pages in (None, theirs):
        shop, own = compose(SEED_ISSUE)
        made, noticed = make(shop.targets, shop.material(pages or own), Crew(1), lambda stage, what: None)
        assert not noticed
        files.append({one.name: one.data for one in made})
    assert files[0].keys() == files[1].keys() and [name for name in files[0] if files[0][name] != files[1][name]] == []


NO_TEXTS = {
    "banmian/frozen.py id(value)",
    "banmian/making.py id(material.kept[key])",
    "banmian/making.py id(one.data)",
    "banmian/proof_page.py id(line)",
    "banmian/proof_page.py id(hit[0])",
}
"""Values while they are written, and bytes that lie in the same process."""


OF_ONE_CALL = {
    "plan/prove.py id(shape)", "plan/sketch.py id(tree)",  # shapes and sketches, held beside what is noted of them
    "manuscript/page_entries.py id(entry)", "proof/proofreading.py id(waiver)",  # entries of issue.toml, twice alike perhaps
    "rules/lettering.py id(one.font)", "rules/lettering.py id(font)",  # faces of a stranger's PDF, by the object in it
}  # fmt: skip
"""Values that are no texts, told apart while the call lasts that holds them."""


@pytest.mark.slow
def test_no_text_is_told_apart_by_where_it_lies():
    """`id(...)` is for the engine's boxes, the composer's joints, and values while they are written, which no process hands
    on.
    """
    users = set()
    for path in sorted((ROOT / "src" / "banmian").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id":
                users.add(f"{path.parent.name}/{path.name} id({ast.unparse(node.args[0])})")
    others = {name for name in users if name.partition("/")[0] not in ("banmian", "composer", "engine", "render")}
    assert others == OF_ONE_CALL
    assert {name for name in users if name.startswith("banmian")} == NO_TEXTS
    assert {name for name in users if "composer" in name} == {"composer/lines.py id(joint)"}


def taken(text: str, part: str) -> list[tuple[str, str]]:
    """What a part named in `data-flow` takes of a page."""
    return [(role, node.text) for role, node in flow_part(parsed(page(text)).issue.pages[0], part)]


def test_an_area_takes_the_parts_of_a_story_by_their_names():
    """docs/layouts.md; a story without heads is running text, as if of one section."""
    headed, plain = STORIES["market"], STORIES["english"]
    assert taken(headed, "a1.lead") == [("lead", "导语说菜价。")] and taken(plain, "a1.lead") == []
    assert taken(headed, "a1.section2") == [("heading", "晚市"), ("paragraph", "晚市人多。")]
    assert taken(plain, "a1.section1") == taken(plain, "a1.sections") == [("paragraph", "The bridge opened on Monday.")]
    assert taken(headed, "f1") == [("caption", "菜摊")] and taken(plain, "f1") == taken(plain, "a2") == []
    assert [role for role, _ in taken(headed, "a1")] == "kicker headline lead heading paragraph heading paragraph".split()


def test_two_numbers_that_come_to_one_are_one_number():
    """第3版 and 3: the second page would have taken the first one's name away."""
    files = {"b.md": "# 要闻\n\n## 第3版\n\n## 甲\n\n乙。\n", "c.md": "# 综合\n\n## 3\n\n## 丙\n\n丁。\n"}
    noticed = parse({name: text.encode() for name, text in files.items()}).noticed
    assert "P024" in [one.code for one in noticed]
