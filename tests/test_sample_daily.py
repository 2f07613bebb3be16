"""`seeds/sample-daily`: an issue of four pages that a paper could print. Its facts agree, its pictures are there, it builds."""

import datetime
import importlib.util
import re

import pytest

from banmian import desk
from banmian.diagnostics import Severity
from banmian.job import Order
from banmian.targets.table import table

from .conftest import ROOT

FOLDER = ROOT / "seeds" / "sample-daily"
ISSUE = FOLDER / "2026-03-20"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ISSUE.glob("*.md"))}
TEXT = "\n".join(TEXTS.values())
DAYS = "一二三四五六日"


@pytest.fixture(scope="module")
def parsed():
    return desk.read(ISSUE)[1]


def test_nothing_is_noticed_in_the_manuscript(parsed):
    assert parsed.noticed == []


def test_it_is_four_pages_of_22_stories_with_12_pictures(parsed):
    pages = parsed.issue.pages
    assert [len(page.articles) for page in pages] == [6, 6, 5, 5]
    figures = [figure for page in pages for story in page.articles for figure in story.figures]
    assert len({figure.image for figure in figures}) == len(figures) == 12
    assert all("摄）" in figure.caption.text for figure in figures)
    kinds = [label.partition(":")[0] for story in parsed.issue.stories for label in story.labels]
    assert sorted(kind for kind in kinds if kind != "rank") == ["briefs", "briefs", "comment", "photo"]
    briefs = [story for story in parsed.issue.stories if "briefs" in story.labels]
    assert all(5 <= len(story.sections) <= 7 for story in briefs)


def test_each_picture_is_small_and_described(parsed):
    settings = desk.read(ISSUE)[0].settings
    described = {entry.image: entry.alt for entry in settings.pictures}
    files = sorted(path.relative_to(ISSUE).as_posix() for path in (ISSUE / "images").iterdir())
    assert sorted(described) == files and all(len(alt) >= 15 for alt in described.values())
    assert all((ISSUE / name).stat().st_size < 120_000 for name in files)


def test_the_script_draws_each_picture():
    spec = importlib.util.spec_from_file_location("sample_daily_draw", FOLDER / "draw.py")
    draw = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(draw)
    assert sorted(f"{name}.jpg" for name in draw.SCENES) == sorted(path.name for path in (ISSUE / "images").iterdir())


def test_days_are_what_the_calendar_says():
    found = re.findall(r"(?:(\d{1,2})月)?(\d{1,2})日（周([一二三四五六日])）", TEXT)
    assert len(found) >= 4
    for month, day, weekday in found:
        assert DAYS[datetime.date(2026, int(month or 3), int(day)).weekday()] == weekday, (month, day)
    assert DAYS[datetime.date(2026, 3, 20).weekday()] == "五" and "2026年3月20日 星期五 丙午年二月初二" in TEXT
    assert DAYS[datetime.date(2026, 3, 15).weekday()] == "日" and "3月15日是个星期天" in TEXT
    assert datetime.date(2026, 3, 20).timetuple().tm_yday == 79 and "第79期" in TEXT


FIGURES = {
    "户籍21项、不动产34项、社保医保45项、企业开办28项": (21 + 34 + 45 + 28, 128),
    "已经开放14个周末，共办理3892件，平均每个周末278件": (14 * 278, 3892),
    "齿轮装了74箱，云禾县的速冻蔬菜装了52箱，松坞县的竹制品装了42箱": (74 + 52 + 42, 168),
    "平均耗时74小时。如今一艘船出江入海，全程40小时，省去一次装卸，也省下34小时": (74 - 40, 34),
    "外贸箱0.84万标箱，占36.4%": (round(0.84 / 2.31 * 100, 1), 36.4),
    "接线共7.4公里，路基已经完成6.1公里，占82.4%": (round(6.1 / 7.4 * 100, 1), 82.4),
    "6辆冷藏车每天各跑两个来回，每个来回少走44公里，一天就少走528公里": (6 * 2 * 2 * (31 - 9), 528),
    "连续观测三天三夜，得到36组数据": (3 * 24 // 2, 36),
    "产值86.4亿元，比上一年的76.8亿元增长12.5%": (round((86.4 / 76.8 - 1) * 100, 1), 12.5),
    "精密齿轮产值31.1亿元，占36%": (round(31.1 / 86.4 * 100), 36),
    "番茄5400吨，每亩合7.5吨，卖了3240万元，每公斤平均6元": (720 * 7.5 * 1000 * 6, 32_400_000),
    "由58条增加到62条": (58 + 5 - 1, 62),
    "新装了64个充电桩，连同原有的56个，120辆": (64 + 56, 120),
    "临湖区17个、苇东区12个、石埠区9个、松坞县5个、云禾县3个": (17 + 12 + 9 + 5 + 3, 46),
    "达成就业意向1152人，占岗位数的30%": (1152 / 3840, 0.3),
    "1月和2月的59个晚上，夜门诊共接诊36580人次，平均每晚620人次": (36580 / 59, 620),
    "书房开放81天，进馆3.4万人次，平均每天420人次": (round(34000 / 81, -1), 420),
    "中间还有11分钟被人洗掉": (9 + 2, 11),
    "跑完12.6公里": (int(12.6 / 0.5), 25),
    "6时04分日出、18时10分日落，昼长12小时6分": (18 * 60 + 10 - 6 * 60 - 4, 12 * 60 + 6),
}


@pytest.mark.parametrize("said", FIGURES)
def test_figures_add_up(said):
    """What a reader with a pencil would find."""
    counted, written = FIGURES[said]
    assert said in TEXT and counted == pytest.approx(written)


def test_the_table_of_prices_is_counted_rightly():
    rows = re.findall(r"^\| (\S+) \| ([\d.]+) \| ([\d.]+) \| ([−+]?[\d.]+)% \|$", TEXT, re.M)
    changes = {name: (float(new) / float(old) - 1) * 100 for name, old, new, _ in rows}
    assert len(rows) == 8 and all(round(changes[name], 1) == float(said.replace("−", "-")) for name, _, _, said in rows)
    signs = [sum(change < -0.05 for change in changes.values()), sum(change > 0.05 for change in changes.values())]
    assert f"{signs[0]}降{signs[1]}升{8 - sum(signs)}平" in TEXT


def test_marks_are_chinese_and_no_sentence_is_printed_twice():
    body = re.sub(r"\]\([^)]*\)", "", TEXT)
    assert re.findall(r"[\u4e00-\u9fff][,.;:?!()\"'][\u4e00-\u9fff]?", body) == []
    assert re.findall(r"(?!一)([\u4e00-\u9fff]{2,4})\1", body) == []  # 一笔一笔 is none
    sentences = [one for one in re.split("[。！？\n]", body) if len(one) > 9 and not one.startswith("（")]  # credits
    assert len(set(sentences)) == len(sentences) > 400


@pytest.mark.slow
def test_it_builds_to_every_target_and_the_judges_have_nothing_to_say(tmp_path, needs):
    """Every page even to the line, in modules."""
    for judge in ("veraPDF", "EPUBCheck", "Poppler", "MuPDF"):
        needs(judge)
    result = desk.build(Order(ISSUE, tuple(table().names), out=tmp_path, judge=True))
    assert [d.code for d in result.diagnostics if d.severity is Severity.ERROR] == [] and not result.missing
    assert {(one.state, one.faults) for one in result.verdicts} == {("passed", ())}
    assert sorted(result.plans) == ["01", "02", "03", "04"]
    assert not {"M002", "M008", "M058"} & {d.code for d in result.diagnostics}
