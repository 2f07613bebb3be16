"""`banmian plan`: what it shows of a page, what it draws, and what it writes into issue.toml. Plans are made by hand here."""

import json
import re
import stat
import tomllib
from dataclasses import fields, replace
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from banmian import desk, plan_shown, plan_svg, planning
from banmian.cli import main
from banmian.console import cells
from banmian.diagnostics import Refused
from banmian.job import Order, Result
from banmian.makeup.boxes import Box
from banmian.makeup.composition import PageComposition, Rung
from banmian.makeup.module_rules import PlanPrices
from banmian.makeup.page_plan import Module, ModulePicture, PagePlan, PlanFault
from banmian.makeup.plan_facts import facts_of
from banmian.manuscript.folder import collect
from banmian.manuscript.issue_file import PageSketch, read_issue_file
from banmian.planning import PlannedPage

from .conftest import ROOT, SEED
from .helpers import issue, page, parsed

SOURCE = ROOT / "src" / "banmian"
HEADS = ("古城灯会昨晚开幕 三万人踏雪看花灯", "早市搬家 & <菜价>没涨", "一句话新闻", "一句话新闻")
TEXT = page("".join(f"## {head}\n\n第{n}篇的正文说完了。\n\n" for n, head in enumerate(HEADS)))
PAGE = parsed(TEXT).issue.pages[0]
RUNG = Rung(9.0, 100, 0, (), 8, 0.0, 1)
PICTURE = ModulePicture(1, Box(0, 120, 200, 150))


def module(story: int, box: Box, kind: str = "story", **more) -> Module:
    parts = (("headline", Box(0, 10, box.width, 60)), ("text", Box(0, 300, box.width, max(0.0, box.height - 300))))
    return Module(story, kind, story, box, parts, 36.0, 2, columns=3, **more)


PLAN = PagePlan(
    (
        module(1, Box(0, 100, 600, 700), pictures=(PICTURE,)), module(2, Box(614, 100, 380, 340)),
        module(3, Box(614, 454, 380, 346), "briefs", label="简讯"), module(4, Box(0, 814, 994, 500), "comment"),
    ),
    "(1:5 | (2 / 3):3) / 4", 0.973, 34.46,
    (PlanFault("air", 3.5, (2,)), PlanFault("tombstone", 14.0, (1, 2)), PlanFault("moonlight", 1.0)),
    others=(("1 / 2 / 3 / 4", 41.04), ("1 | 2 / 3 | 4", 43.0), ("4 / 3 / 2 / 1", 99.0)),
)  # fmt: skip


def planned(plan: PagePlan | None = PLAN, of=PAGE) -> PlannedPage:
    return PlannedPage(of, PageComposition(of, replace(RUNG, plan=plan), (), (), (), Box(0, 0, 1105, 1530), 13.9, (), ()))


# --- what is shown ---


def test_a_page_is_shown_with_its_sketch_its_faults_and_two_other_ways():
    shown = plan_shown.show(planned(), "zh")
    assert "草图: (1:5 | (2 / 3):3) / 4" in shown and "稿量 0.97；代价 34.5，其中毛病 18.5；字与行 9 点, 100 行" in shown
    lines = shown.splitlines()
    faults = [line.split() for line in lines if line.endswith(("开幕…", "没涨", "moonlight")) or "碰题" in line]
    assert [one[:2] for one in faults] == [["14.0", "碰题"], ["3.5", "标题周围加空"], ["1.0", "moonlight"]]
    assert "1 / 2 / 3 / 4" in shown and "1 | 2 / 3 | 4" in shown and "4 / 3 / 2 / 1" not in shown
    english = plan_shown.show(planned(replace(PLAN, over=4, white=2, kept=True, faults=())), "en")
    assert all(
        word in english
        for word in ("4 lines deeper than the type area", "2 lines stay white", "as issue.toml has it", "no faults")
    )


def test_a_fault_whose_price_is_its_shapes_is_listed_and_one_that_costs_next_to_nothing_is_not():
    """Once a page with heads that are too short had "no faults"."""
    faults = (PlanFault("picture_order", 0.02, (1, 2)), PlanFault("head_short", 0.0, (2,)))
    shown = plan_shown.show(planned(replace(PLAN, faults=faults)), "en")
    assert [line.split()[:2] for line in shown.splitlines() if "a head does not fill" in line] == [["–", "a"]]
    assert "no faults" not in shown and "picture is larger" not in shown


def picture(plan: PagePlan = PLAN, lang: str = "zh") -> list[str]:
    return plan_shown.picture(plan, PAGE, lang).splitlines()[:-1]


def test_the_picture_has_a_box_for_each_story_and_wide_characters_are_two_cells():
    rows = picture()
    assert {cells(row) for row in rows if "花灯" in row or "早市" in row or "简讯" in row} == {plan_shown.WIDTH}
    text = "\n".join(rows)
    assert (
        "1 古城灯会昨晚开幕" in text and "3 [简讯] 一句话新闻" in text and "4 [评论] 一句话新闻" in text and "%%%" in text
    )
    assert not rows[0].strip()  # the nameplate's lines
    assert text.count("+") >= 16


@pytest.mark.slow
def test_a_spaced_head_is_drawn_so():
    """疏排: it was drawn as any other head, and looked too short for its width."""
    (one, *others) = PLAN.modules
    data = plan_svg.drawing([planned(replace(PLAN, modules=(replace(one, head_apart=0.5), *others)))]).decode()
    spaced = re.findall(r'font-size="([^"]+)" letter-spacing="([^"]+)"', data)
    assert spaced and all(float(apart) == float(size) / 2 for size, apart in spaced)
    assert "letter-spacing" not in plan_svg.drawing([planned()]).decode()


@settings(max_examples=40)
@example([(0.0, 0.0, 0.0, 0.0), (341.0, 94.0, 173.0, 0.0), (461.0, 0.0, 393.0, 147.0), (0.0, 0.0, 501.0, 121.0)])
@given(st.lists(st.tuples(*[st.floats(0, 900)] * 4), min_size=1, max_size=12))
def test_no_plan_is_too_odd_to_be_shown_or_drawn(boxes):
    modules = tuple(module(n % 5, Box(*box), pictures=(PICTURE,)) for n, box in enumerate(boxes))
    odd = PagePlan(modules, "1")
    assert all(cells(row) <= plan_shown.WIDTH for row in picture(odd))
    ElementTree.fromstring(plan_svg.drawing([planned(odd)]))


def test_a_page_without_a_plan_says_so_and_one_that_is_not_made_up_too():
    assert "banmian fit" in plan_shown.show(planned(None), "en") and "banmian fit" in plan_shown.show(planned(None), "zh")
    assert "cannot be made up" in plan_shown.show(PlannedPage(PAGE), "en")


def test_every_fault_of_a_page_has_words():
    named = re.findall(
        r'ault\(\n?\s*"(\w+)"|"(rail)" if rail else "(gutter)"',
        (SOURCE / "makeup/plan/judge.py").read_text(encoding="utf-8"),
    )
    rules = {one for hit in named for one in hit if one}
    assert rules <= set(plan_shown.FAULTS) <= {field.name for field in fields(PlanPrices)} and len(rules) > 8


def test_machines_are_told_the_same():
    said = plan_shown.as_json(planned(), "en")
    assert json.loads(json.dumps(said)) == said
    plan = said["plan"]
    assert (plan["sketch"], plan["load"], plan["price"]) == (PLAN.sketch, 0.973, 34.46)
    assert plan["faults"][1] == {"rule": "tombstone", "price": 14.0, "stories": [1, 2], "words": "heads side by side"}
    first = plan["modules"][0]
    assert first["called"] == HEADS[0] and first["box"] == {"x": 0.0, "y": 35.28, "width": 211.67, "height": 246.94}
    assert first["head"] == {"size": 36.0, "lines": 2} and first["columns"] == 3 and first["pictures"][0]["figure"] == 1
    assert (
        plan["others"][0] == {"sketch": "1 / 2 / 3 / 4", "price": 41.04, "proved": False}
        and len(plan["others"]) == 3
        and plan_shown.as_json(PlannedPage(PAGE), "en")["plan"] is None
    )


def test_the_report_of_a_build_has_the_plans(tmp_path):
    result = Result(tmp_path, [], [], plans={"A01": facts_of(PLAN, PAGE)})
    assert desk.report(result)["plans"]["A01"]["modules"][2]["label"] == "简讯"
    assert "plans" not in desk.report(Result(tmp_path, [], []))


# --- what is drawn ---


def test_a_drawing_is_well_formed_and_has_all_and_no_script():
    data = plan_svg.drawing([planned(), planned(), planned(None)])
    assert data == plan_svg.drawing([planned(), planned(), planned(None)])
    root = ElementTree.fromstring(data)
    tags = [one.tag.rpartition("}")[2] for one in root.iter()]
    assert "script" not in tags and tags.count("line") == 4
    classes = [one.get("class", "") for one in root.iter() if one.tag.endswith("rect")]
    assert classes.count("module story") == 4 and classes.count("text") == 2 * 4 * 3 and classes.count("page") == 2
    assert "早市搬家 & <菜价>没涨" in "".join(root.itertext()).replace("\n", "")


def test_a_drawing_replaces_one_of_its_own_and_nothing_else(tmp_path):
    target, data = tmp_path / "plan.svg", plan_svg.drawing([planned()])
    plan_svg.write(target, data)
    assert target.read_bytes() == data and plan_svg.is_ours(data) and stat.S_IMODE(target.stat().st_mode) & 0o400
    plan_svg.write(target, plan_svg.drawing([planned(), planned()]))
    for other in (data.replace(b"story", b"mine!"), data + b" ", b"<svg/>", b""):
        target.write_bytes(other)
        with pytest.raises(Refused) as refused:
            plan_svg.write(target, data)
        assert [one.code for one in refused.value.diagnostics] == ["S102"] and target.read_bytes() == other
    (tmp_path / "link.svg").symlink_to(target)
    (tmp_path / "folder.svg").mkdir()
    for name in ("link.svg", "folder.svg"):
        with pytest.raises(Refused):
            plan_svg.check(tmp_path / name)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.svg", "link.svg", "plan.svg"]


# --- what is written into issue.toml ---

SETTINGS = """\
# the day's settings
layout = "modular"   # ours

[[pages]]
number = "A02"  # drawn by hand
plan = "1 | 2"

[[pages]]
# the front page
stories = ["早市搬家", "一句话新闻"]
number = "A01"
kept = true
plan   = "1 / 2" # old

[rules]
M007 = { level = "off", why = "本报版式允许碰题" }
"""


GONE_FIRST = replace(PLAN, sketch="(2:5 | (3 / 4):3) / 5")
"""As it is planned by these settings: their first story is gone, and has number 1."""


def keep(folder, plan=PLAN, named=False, pages=None):
    return planning.keep(collect(folder), pages or [planned(plan)], named)


def test_the_sketch_is_written_and_everything_else_stays_letter_by_letter(tmp_path):
    folder = issue(tmp_path / "a", TEXT, SETTINGS)
    settings = folder / "issue.toml"
    settings.chmod(0o640)
    assert keep(folder, GONE_FIRST).written == ("A01",)
    text = settings.read_text(encoding="utf-8")
    old, new = SETTINGS.splitlines(), text.splitlines()
    assert [line for line in old if line not in new] == ['stories = ["早市搬家", "一句话新闻"]', 'plan   = "1 / 2" # old']
    assert 'plan   = "(1:5 | (2 / 3):3) / 4" # old' in new and len(old) == len(new)
    assert stat.S_IMODE(settings.stat().st_mode) == 0o640 and sorted(one.name for one in folder.iterdir()) == [
        "A01.md",
        "issue.toml",
    ]
    entry = next(one for one in tomllib.loads(text)["pages"] if one["number"] == "A01")
    names = [story.name for story in PAGE.articles]
    assert entry["stories"] == [names[2], *HEADS[:2], names[3]] and entry["kept"] is True  # two of one headline
    made, noticed = read_issue_file("issue.toml", text)
    assert not noticed and len(made.pages) == 2
    time = settings.stat().st_mtime_ns
    assert keep(folder).written == ("A01",) and settings.stat().st_mtime_ns == time  # nothing new to say


def test_what_is_kept_is_what_the_next_build_reads(tmp_path):
    folder = issue(tmp_path / "a", TEXT)
    keep(folder)
    bundle, read = desk.read(folder)
    from banmian.makeup.page_orders import order_of

    order = order_of(bundle.settings, read.issue.pages[0])
    assert order.kept and order.sketch == PLAN.sketch and order.stories == tuple(one.name for one in PAGE.articles)
    assert [one.code for one in read.noticed if one.code.startswith("I")] == []


def test_a_file_is_made_where_there_is_none_and_one_with_other_ends_of_lines_keeps_them(tmp_path):
    folder = issue(tmp_path / "a", TEXT)
    keep(folder)
    assert (folder / "issue.toml").read_text(encoding="utf-8").startswith('[[pages]]\nnumber = "A01"\n')
    for before in (
        b'layout = "modular"\r\n# end\r\n',
        b'\xef\xbb\xbflayout = "modular"\n',
        b'layout = "modular"',
        b'pages = [{ number = "A02" }]\n',
    ):
        (folder / "issue.toml").write_bytes(before)
        keep(folder)
        after = (folder / "issue.toml").read_bytes()
        if not before.startswith(b"pages"):
            assert after.startswith(before)
        assert after.count(b"\n") == after.count(b"\r\n") if b"\r" in before else b"\r" not in after
        assert collect(folder).settings.pages[-1].plan == PLAN.sketch


def test_what_an_editor_drew_stays_unless_its_page_is_named_and_what_is_over_is_not_kept(tmp_path):
    drawn = '[[pages]]\nnumber = "A01"\nplan = "1 / 2"\n'
    folder = issue(tmp_path / "a", TEXT, drawn)
    assert keep(folder).left == {"A01": "drawn"} and (folder / "issue.toml").read_text(encoding="utf-8") == drawn
    assert keep(folder, replace(PLAN, over=3), named=True).left == {"A01": "over"}
    assert keep(folder, None, named=True).left == {"A01": "no plan"}
    assert keep(folder, pages=[PlannedPage(PAGE)], named=True).left == {"A01": "no plan"}
    assert (folder / "issue.toml").read_text(encoding="utf-8") == drawn
    kept = keep(folder, named=True)
    assert kept.written == ("A01",) and collect(folder).settings.pages[0].kept
    for lang in ("en", "zh"):
        assert all(plan_shown.kept_lines(kept, lang)) and all(
            plan_shown.kept_lines(planning.KeptPlans((), dict.fromkeys(planning.WHY, "over")), lang)
        )


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path, there):
    folder = issue(tmp_path / "a", TEXT, SETTINGS if there else "")
    bundle = collect(folder)
    (folder / "issue.toml").write_text("# new\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        planning.keep(bundle, [planned(GONE_FIRST if there else PLAN)], False)
    assert [one.code for one in refused.value.diagnostics] == ["S100"]
    assert (folder / "issue.toml").read_text(encoding="utf-8") == "# new\n" and len(list(folder.iterdir())) == 2


def test_a_link_a_read_only_file_and_another_encoding_are_left_alone(tmp_path):
    folder = issue(tmp_path / "a", TEXT)
    own = folder / "own.toml"
    own.write_text(SETTINGS, encoding="utf-8")
    (folder / "issue.toml").symlink_to("own.toml")
    found = [refused_by(folder)]
    (folder / "issue.toml").unlink()
    (folder / "issue.toml").write_bytes("# 今天的\n".encode("gb18030"))
    found.append(refused_by(folder))
    (folder / "issue.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "issue.toml").chmod(0o444)
    found.append(refused_by(folder))
    assert found == ["it is a link", "it is not UTF-8: run `banmian fix`", "it is read-only"]
    assert own.read_text(encoding="utf-8") == SETTINGS == (folder / "issue.toml").read_text(encoding="utf-8")


def refused_by(folder) -> str:
    with pytest.raises(Refused) as refused:
        keep(folder, GONE_FIRST)
    assert [one.code for one in refused.value.diagnostics] == ["S101"]
    return refused.value.diagnostics[0].facts["what"]


LINES = st.sampled_from(
    ["# 一句话", "", 'layout = "modular"', "[paper]", 'slug = "a"', "[[pictures]]", 'caption = "图"\nimage = "a.jpg"', '[[pages]]\nnumber = "A02"',
     '[[pages]]\n  number = "A01" # 头版\n  kept = true', "[rules]", '[epub] # 书\nhant = "tw"'],
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(LINES, max_size=8, unique=True), st.lists(st.sampled_from(["A01", "A02", "第3版"]), unique=True))
def test_whatever_stands_in_it_stays(lines, pages):
    """Each line that is no key of a written entry, in its order; and the file says the same but for the sketches."""
    text = "\n".join(lines) + "\n"
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    sketches = [PageSketch(number, ("甲", "乙"), "1 / 2", kept=True) for number in pages]
    try:
        made = planning.written(text, sketches)
    except ValueError:
        assert text.count("[[pages]]") > 1  # apart from each other
        return
    after = tomllib.loads(made)
    assert {**after, "pages": 0} == {**before, "pages": 0}
    assert [one["plan"] for one in after.get("pages", []) if one["number"] in pages] == ["1 / 2"] * len(pages) or not pages
    left = iter(made.splitlines())
    assert all(any(line == found for found in left) for line in text.splitlines())
    assert planning.written(made, sketches) == made


# --- the command ---


def run(*arguments):
    done = CliRunner().invoke(main, ["plan", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.slow
def test_a_page_whose_layout_has_no_modules_says_so_in_a_line(tmp_path):
    code, out, _ = run(SEED, "--lang", "en", "--svg", tmp_path / "a.svg", "--no-cache")
    assert code == 0 and "see `banmian fit`" in out and not (tmp_path / "a.svg").exists()
    code, out, _ = run(SEED, "--format", "json", "--no-cache")
    assert code == 0 and json.loads(out)["pages"][0]["plan"] is None


@pytest.mark.slow
def test_a_page_that_is_not_there_and_keeping_for_another_layout_are_refused(tmp_path):
    folder = issue(tmp_path / "a", page("## 主题\n\n正文说完了。\n"), 'layout = "broadsheet"\n')
    code, _, err = run(folder, "--page", "B07", "--lang", "en", "--no-cache")
    assert code == 2 and "S103" in err and "A01" in err
    code, _, err = run(folder, "--keep", "--layout", "tabloid", "--lang", "zh")
    assert code == 2 and "S104" in err
    (tmp_path / "mine.svg").write_text("<svg/>", encoding="utf-8")
    code, _, err = run(folder, "--svg", tmp_path / "mine.svg", "--lang", "zh")
    assert code == 2 and "S102" in err


LONG = "昨天上午，古城东关街的早市搬进了新建的大棚，摊主说，下雨天不用再打伞，菜也不冻了。"


def of_four(folder, settings: str = "", times: int = 5):
    heads = ("古城早市搬进新大棚", "大桥维修提前三天通车", "图书馆延长开放时间", "夜里的灯 {评论 东昌时评}")
    body = "".join(
        f"## {head}\n\n" + f"{LONG * times}\n\n" * count for head, count in zip(heads, (12, 9, 8, 6), strict=True)
    )
    return issue(folder, page(body), settings)


@pytest.mark.slow
def test_a_kept_sketch_is_what_the_next_page_is_made_by(tmp_path):
    folder = of_four(tmp_path / "a")
    code, out, _ = run(folder, "--keep", "--format", "json", "--svg", tmp_path / "a.svg", "--lang", "en")
    first = json.loads(out)
    assert (
        code == 0
        and first["kept"] == {"written": ["A01"], "left": []}
        and plan_svg.is_ours((tmp_path / "a.svg").read_bytes())
    )
    assert {one["story"] for one in first["pages"][0]["plan"]["modules"]} == {1, 2, 3, 4}
    with (folder / "A01.md").open("a", encoding="utf-8") as file:
        file.write("这一句是今天早上加的，说的是路灯。\n")
    code, out, _ = run(folder, "--format", "json", "--lang", "en")
    plan = json.loads(out)["pages"][0]["plan"]
    assert plan["kept"] and re.sub(r":\d", "", plan["sketch"]) == re.sub(r":\d", "", first["pages"][0]["plan"]["sketch"])
    text = (folder / "A01.md").read_text(encoding="utf-8")
    head, _, stories = text.partition("## 古城")
    (folder / "A01.md").write_text(f"{head}## 新来的一篇\n\n{LONG}\n\n## 古城{stories}", encoding="utf-8")
    result = desk.build(Order(folder, ("screen",), out=tmp_path / "out"))
    (report,) = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "out").rglob("report.json")]
    assert {one["story"] for one in report["plans"]["A01"]["modules"]} == {1, 2, 3, 4, 5}
    assert not result.missing


@pytest.mark.slow
@pytest.mark.parametrize("sketch", ["1:1 | 2:1 | 3:1 | 4:5", "1:8 / (2:1 / 3:1) | 4:7"])
def test_a_drawn_sketch_that_no_text_fits_is_told(tmp_path, sketch):
    """Once the page was planned freely, and nothing was said."""
    folder = of_four(tmp_path / "a", f'[[pages]]\nnumber = "A01"\nplan = "{sketch}"\n')
    code, _, err = run(folder, "--lang", "zh")
    assert code == 3 and ("I035" in err or "M054" in err or "M056" in err)
