"""Proofreading: what it finds on the seeds, what is waived, the command, the lunar calendar."""

import datetime
import json
import shutil

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk, fix, verifying
from banmian.cli import main
from banmian.job import Order, quiet
from banmian.manuscript.issue_file import read_issue_file
from banmian.proof import lexicon, lunar
from banmian.proof.proofreading import Asked, proof, proofread

from .conftest import ROOT, SEED, SEED_ISSUE
from .helpers import codes, issue, page, parsed, unlike_files

DAILY = ROOT / "seeds" / "sample-daily" / "2026-03-20"
SLIP = "## 主题\n\n跑出项目开工工速度。\n"


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["proof", *map(str, arguments)], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def found(text: str, asked: Asked | None = None) -> list[str]:
    read = parsed(text)
    return [one.code for one in proof(read.issue, asked or Asked(waivers=read.waivers, whole=False))]


def test_the_seed_has_its_known_faults_and_nothing_else(tmp_path):
    _, _, done = desk.proof_of(SEED_ISSUE)
    assert [one.code for one in done.found] == ["R081", "R001", "P010", "R058", "R065", "P010"]
    said = {one.code: one.message("zh") for one in done.found}
    assert "2022-11-28" in said["R001"] and "十二月初五" in said["R001"]
    assert said["R058"] == "200.87亿 ÷ 213.7亿 = 94.0%，文中作 95.3%" and "开工工" in said["R065"]
    bare = issue(tmp_path / "seed", SEED.read_text(encoding="utf-8"), name="T01.md")
    assert [one.code for one in desk.proof_of(bare)[2].found].count("R002") == 2


@pytest.mark.slow
def test_clean_stories_are_silent():
    """22 stories of the sample issue: only the masthead lacks the printer's name."""
    assert [one.code for one in desk.proof_of(DAILY)[2].found] == ["R081"]


CLEAN = [
    "天天向上，高高兴兴，一张张笑脸。", "这次发展展望大会在加州州长官邸举行。", "目的的确立很重要。", "“珊珊”是小名。",
    "节约30%左右。", "超过5500家二级以上医院。", "’98音乐会开幕。", "1）先报名；2）再缴费。", "他说：“好，”然后走了。", "太好了！！",
    "由2012年的499亿元增加到610亿元。", "截止到12月底，他撤消了申请。", "山青水秀，解决对党忠诚问题。", "今年增长5%，去年增长4%。",
    "100年来，人口由20万人增加到40万人。", "本报讯 湖面开冻了。", "本报讯（记者 王明 李红）湖面开冻了。", "一个战役一个战役地打。",
    "1月1日（星期四），元旦。", "今天（1月1日）和昨天（12月31日）。",
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_right_is_silent(text):
    assert found(page(f"## 主题\n\n{text}\n")) == []


def test_an_english_page_gets_the_rules_that_are_not_chinese():
    text = "## Harbour opens\n\nThe boats came to the the quay on Tuesday 1 January (or so they said.\n\nTraffic rose from 240 to 120.\n"
    assert found(page(text)) == ["R040", "R047", "R092", "R093"]
    assert (
        found(page("## 2 ships, (two) berths\n\nNew York, New York had had it’s “day”. Growth rose from 12 to 24.\n")) == []
    )


ENGLISH_SUMS = [
    ("Shares gained from 240 to 120.", ["R093"]),
    ("Prices slipped from 120 to 240.", ["R093"]),
    ("It opens on Sept. 31 and on 31 Sept 2026.", ["R112", "R112"]),
    ("They took 45 of 60 berths, or 75 percent.", []),
    ("They took 45 out of a total of 60 berths (57 percent).", ["R111"]),
    ("Sales rose 2% to $11.1bn from $10.9bn.", []),
    ("Sales rose by 12 per cent to £11.1 million, compared with £10.9 million.", ["R110"]),
    ("Boxes fell by 23% from 36,185 in 2003 to 28,041.", []),
    ("Boxes fell from 36,185 to 28,041, down 32%.", ["R110"]),
    ("Boxes fell from 36,185 to 28,041, down about 20%.", []),
    ("It opens on June 31 and on 31 June 2026.", ["R112", "R112"]),
    ("It opened on February 29, 2023.", ["R112"]),
    ("In June 31 people came; a man may 40 times ask. On February 29 they danced.", []),
    ("A break-in in May ended in in-fighting, said the law lord Lord Bingham.", []),
]


def test_a_list_behind_a_comma_is_counted_by_itself():
    """Found of this form in ten million characters of news: 111 of 146 put in, where it was 72; one false alarm more."""
    said = "## 主题\n\n上半年，{}产量分别增长22.2%、91.1%、25.6%。\n"
    assert found(page(said.format("汽车、船舶、空调"))) == found(page(said.format("汽车、船舶和空调"))) == []
    assert found(page(said.format("汽车、船舶"))) == ["R068"]


@pytest.mark.parametrize(("sentence", "wanted"), ENGLISH_SUMS)
def test_sums_and_days_of_english_sentences(sentence, wanted):
    assert found(page(f"## Harbour opens\n\n{sentence}\n")) == wanted


@pytest.mark.parametrize("text", ["工工", "开工工速度", "开工工"])
def test_a_waiver_in_the_page_is_of_a_rule_and_a_text(text):
    written = page(f"{SLIP}\n%% R065 {text}：厂名\n")
    read = parsed(written)
    done = proofread(read.issue, Asked(waivers=read.waivers, whole=False))
    assert done.found == [] and [(one.code, waiver.why) for one, waiver in done.waived] == [("R065", "厂名")]
    assert unlike_files(read) == [] and "%%" not in read.manuscript and codes(read) == []


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("%% R066 工工：厂名", ["R065", "R095"]),
        ("%% R065 开放：厂名", ["R065", "R095"]),
        ("%% R065 工工", ["R065", "R065"]),
        ("%%R065 工工：厂名", ["R065", "R065"]),
    ],
)
def test_a_waiver_that_fits_nothing_is_told_and_what_is_none_is_text(line, rest):
    read = parsed(page(f"{SLIP}\n{line}\n"))
    assert [one.code for one in proof(read.issue, Asked(waivers=read.waivers, whole=False))] == rest
    assert ("%%" in read.manuscript) == ("R095" not in rest) and unlike_files(read) == []


@pytest.mark.parametrize(("rule", "code"), [("R002", "I009"), ("R777", "I007")])
def test_what_guards_cannot_be_waived(rule, code):
    assert code in codes(parsed(page(f"{SLIP}\n%% {rule} 工工：厂名\n")))
    _, noticed = read_issue_file("issue.toml", f'[[proof.waivers]]\nrule = "{rule}"\ntext = "工工"\nwhy = "厂名"\n')
    assert [(one.code, one.place.line) for one in noticed] == [(code, 2)]


def test_waivers_and_lists_of_issue_toml(tmp_path):
    settings = '[proof]\nwords = "own/words.txt"\n[[proof.waivers]]\nrule = "R081"\ntext = "x"\nwhy = "y"\n'
    folder = issue(tmp_path / "a", page(SLIP), settings)
    (folder / "own").mkdir()
    (folder / "own" / "words.txt").write_text("# 厂名\n开工工速度\n", encoding="utf-8")
    _, _, done = desk.proof_of(folder)
    assert [one.code for one in done.found] == ["R095"]
    (folder / "names.txt").write_text("李建国\n", encoding="utf-8")
    (folder / "issue.toml").write_text(
        settings.replace('own/words.txt"', './own/words.txt"\nnames = "names.txt"'), encoding="utf-8"
    )
    bundle, _ = desk.read(folder)
    assert list(bundle.pages) == ["A01.md"] and bundle.beside["names.txt"] and fix.found(folder)[0] == []
    assert bundle.beside["own/words.txt"] and bundle.lists.words == ("开工工速度",)
    waived = issue(tmp_path / "b", page(SLIP), '[[proof.waivers]]\nrule = "R065"\ntext = "开工工"\nwhy = "厂名"\n')
    assert desk.proof_of(waived)[2].found == []


def test_the_command_speaks_to_people_machines_and_github(tmp_path):
    folder = issue(tmp_path / "a", page(SLIP))
    code, out, _ = run(folder, "--lang", "zh")
    assert code == 1 and "A01.md:" in out and "…跑出项目开【工工】速度。…" in out and "发现：警告 1" in out
    said = json.loads(run(folder, "--format", "json")[1])
    assert [(one["code"], bool(one["source"])) for one in said["diagnostics"]] == [("R065", True)]
    assert "::warning file=" in run(folder, "--format", "github")[1]
    assert run(folder, "--select", "R081")[0] == 0 and run(folder, "--ignore", "R06,R04")[1] == "nothing found\n"
    assert run(folder, "--select", "R7X")[0] == 2 and run(tmp_path / "no")[0] != 0


def test_build_says_the_same_and_stops_only_where_it_is_asked(tmp_path):
    folder = issue(tmp_path / "a", page(SLIP), '[rules]\nR065 = "error"\n')
    assert [one.severity.value for one in desk.proof_of(folder)[2].found] == ["error"]


def test_the_report_is_ours_until_somebody_writes_into_it(tmp_path):
    folder = issue(tmp_path / "a", page(f"{SLIP}\n写字<b>&。\n"))
    out = tmp_path / "out"
    assert run(folder, "--report", "--out", out)[0] == 1
    (path,) = out.rglob("proof.html")
    text = path.read_text(encoding="utf-8")
    assert "<mark>工工</mark>" in text and "写字&lt;b&gt;&amp;。" in text and "<script" not in text
    assert "found" in text and "passed" not in text
    again = path.read_bytes()
    assert run(folder, "--report", "--out", out)[0] == 1 and path.read_bytes() == again
    path.write_text(text.replace("found", "gelesen"), encoding="utf-8")
    code, _, err = run(folder, "--report", "--out", out)
    assert code == 2 and "S111" in err and "gelesen" in path.read_text(encoding="utf-8")


def test_errors_are_counted_by_the_annex_over_both_denominators():
    """Weekday and lunar day in the masthead 2 each, a share 1, a character 1."""
    from banmian import proof_page

    bundle, read, done = desk.proof_of(SEED_ISSUE)
    pages = desk.pages_proofed(SEED_ISSUE, bundle, read)
    assert proof_page.total(done.found, set()) == 6 and pages.page_characters > 7000
    text = proof_page.page(pages, done, "zh").decode()
    assert "<td>6</td>" in text and f"<td>{pages.page_characters:,}</td>" in text


LUNAR = {
    "1900-01-31": "庚子年正月初一", "1933-07-22": "癸酉年闰五月三十", "1978-09-30": "戊午年八月廿八", "2022-12-27": "壬寅年十二月初五",
    "2023-03-25": "癸卯年闰二月初四", "2033-12-25": "癸丑年闰十一月初四", "2026-02-17": "丙午年正月初一",
}  # fmt: skip


@pytest.mark.parametrize("day", LUNAR)
def test_lunar_days(day):
    made = lunar.lunar_of(datetime.date.fromisoformat(day))
    assert made and f"{lunar.cycle_of(made.year)}年{made.printed}" == LUNAR[day]


@pytest.mark.slow
def test_each_day_of_two_centuries_comes_after_the_one_before():
    day, last = datetime.date(1900, 1, 31), None
    while (now := lunar.lunar_of(day)) and day.year < 2101:
        if last:
            assert now.day == last.day + 1 or (now.day == 1 and last.day in (29, 30))
            assert lunar.month_number(now.printed.removeprefix("闰").partition("月")[0]) == now.month
            assert lunar.day_number(now.printed.partition("月")[2]) == now.day
        day, last = day + datetime.timedelta(1), now
    assert day.year == 2101 and lunar.lunar_of(datetime.date(1899, 1, 1)) is None


def test_the_tables_are_whole():
    assert lexicon.sound_alike("励", "厉") and lexicon.sound_alike("夑", "燮") and not lexicon.sound_alike("工", "人")
    assert "風" in lexicon.traditional() and "风" not in lexicon.traditional() and len(lexicon.confusables()) > 150
    assert all(wrong != right for wrong, right in lexicon.confusables().items())
    first, _ = lexicon.near_phrases(["再接再厉"])
    assert "再接再厉" in first["再接"]


def test_a_list_may_go_to_its_limits(tmp_path, monkeypatch):
    folder = issue(tmp_path / "a", page(SLIP), '[proof]\nnames = "n.txt"\n')
    (folder / "n.txt").write_text("李建国\n王明\n", encoding="utf-8")
    assert desk.read(folder)[0].lists.names == ("李建国", "王明")
    monkeypatch.setattr("banmian.manuscript.proof_file.PROOF_LIST_LINES", 1)
    assert "I041" in [one.code for one in desk.read(folder)[1].noticed]
    monkeypatch.setattr("banmian.manuscript.folder.PROOF_LIST_BYTES", 3)
    with pytest.raises(desk.Refused) as refused:
        desk.read(folder)
    assert [one.code for one in refused.value.diagnostics] == ["S013"]
    monkeypatch.setattr("banmian.manuscript.waivers.PROOF_WAIVERS", 0)
    assert "I006" in codes(parsed(page(f"{SLIP}\n%% R065 工工：厂名\n")))


LINES = [
    "", "正文一段。", "## 主题", "### 小标题", "> 肩题", "| 甲 | 乙 |", "|---|---|", "甲\t乙", "{3栏}", "- 甲", "| 诗行", "***", "![图](a.png)",
    "%% R065 工工：厂名", "  %% R047 “: 原文", "\t%% R065 工工 ：厂名 ", "%% R065 工工", "> %% R065 工工：厂名", "续行\\", "*重*", "{孟|mèng}",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.booleans())
def test_waivers_anywhere_are_conserved(lines, marked):
    """Between rows, in quotes, in the masthead, behind a byte order mark: what the parser leaves out the ledger calls mark-up."""
    text = ("\ufeff" if marked else "") + "%% R065 工工：厂名\n" + page("## 主题\n\n" + "\n".join(lines) + "\n")
    read = parsed(text)
    assert [one.code for one in unlike_files(read)] == [] or [one for one in read.noticed if one.severity.value == "error"]
    assert [one.why for one in read.waivers][:1] == ["厂名"]


def test_a_waiver_in_a_word_file(tmp_path):
    import docx

    document = docx.Document()
    for style, text in (
        ("Heading 1", "要闻"),
        ("Heading 2", "A01"),
        ("Heading 2", "主题"),
        ("Normal", "跑出项目开工工速度。"),
        ("Normal", "%% R065 工工：厂名"),
    ):
        document.add_paragraph(text, style)
    document.save(tmp_path / "A01.docx")
    _, read, done = desk.proof_of(tmp_path)
    assert [one.why for one in read.waivers] == ["厂名"] and "%%" not in read.manuscript
    assert [one.code for one in done.found if one.code.startswith("R06")] == []


def test_a_folder_of_another_day_is_told(tmp_path):
    for name, told in (("2026-01-01", []), ("2025-12-31", ["R083"]), ("issue", [])):
        assert [one.code for one in desk.proof_of(issue(tmp_path / name, page("## 主题\n\n正文。\n")))[2].found] == told


def test_what_comes_often_is_summed_up_for_people_and_listed_for_machines(tmp_path):
    folder = issue(tmp_path / "a", page("## 主题\n\n" + "湖面开冻了,渔船出港。\n\n" * 25))
    out = run(folder)[1]
    assert out.count("R051:") == 20 and "and 5 more of R051" in out
    assert len(json.loads(run(folder, "--select", "R051", "--format", "json")[1])["diagnostics"]) == 25


def test_a_sentence_said_again_is_told_once():
    text = "这座大桥建成之后两岸之间的路程将由三十公里缩短为九公里。"
    (one,) = proof(parsed(page("## 主题\n\n" + f"{text}\n\n" * 5)).issue)
    assert one.facts["count"] == 5 and one.place.line == 15


def test_a_paper_in_traditional_characters_is_not_asked_for_its_characters():
    text = "湖面開凍了，漁船出港。這裡的風景很美，個個都說這是個好地方，學校的學生們也來了。"
    assert found(page(f"## 湖面開凍\n\n{text}學校的老師們說，運動會這個週末舉行，請家長準時參加。\n")) == []
    assert found(
        page("## 湖面开冻\n\n湖面开冻了，渔船出港。这里的風景很美，个个都说这是个好地方，学校的学生们也来了。\n")
    ) == ["R067"]


@pytest.mark.slow
def test_a_deposit_with_lists_is_read_and_made_again(tmp_path):
    """The settings name them: without them the manuscript could not be read."""
    folder = tmp_path / "2022-12-27"
    shutil.copytree(SEED_ISSUE, folder)
    (folder / "own").mkdir()
    (folder / "own" / "words.txt").write_text("开工工速度\n", encoding="utf-8")
    with (folder / "issue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[proof]\nwords = "./own/words.txt"\n')
    desk.build(Order(folder, ("deposit",), out=tmp_path / "out"))
    (deposit,) = (tmp_path / "out").glob("*/deposit/*")
    assert (deposit / "data/source/own/words.txt").is_file()
    (found,) = verifying.verify(deposit, verifying.Wish(rebuild=True, judges=False), quiet)
    assert [one.code for one in found.noticed if one.severity.value == "error"] == []
