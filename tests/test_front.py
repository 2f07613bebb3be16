"""What stands above the first story: numbers of pages, credits, and the masthead's lines, as papers write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.manuscript.credits import names_of
from banmian.manuscript.parse import parse
from banmian.manuscript.raw.reading import ledgers
from banmian.model_json import as_json
from banmian.names import slug
from banmian.numerals import number_of
from banmian.proof.proofreading import proof

from .helpers import HEAD, codes, conserved, parsed, unlike_files

STORY = "## 主题在此\n\n> 副题\n\n导语写完了。\n"


def front(text, head=HEAD):
    """A page with that above its first story; every character is in the model."""
    result = parsed(f"{head}{text}\n\n{STORY}")
    assert conserved(result) and unlike_files(result) == []
    return result


@pytest.mark.parametrize(
    "number",
    ["A01", "T01", "3", "12", "第3版", "第 3 版", "3 版", "第3", "01版", "第A01版", "Ⅰ", "Ⅳ版", "頭版", "一版", "第一版", "十二版", "第二十一版", "头版", "A1-2",
     "T01-T02", "A02～A03", "2-3版", "第2、3版", "02-03", "A叠01", "B叠3版", "Page 3", "P.3", "Ａ０１"],
)  # fmt: skip
def test_page_numbers_as_papers_write_them(number):
    result = front(f"# 要闻\n\n## {number}\n\n责编：李旭")
    (page,) = result.issue.pages
    assert (page.number.text, page.label, page.subject.text) == (number, number, "要闻")
    assert [story.headline.text for story in page.articles] == ["主题在此"] and codes(result) == []
    assert len(page.credits) == 1


@pytest.mark.parametrize(
    ("line", "number", "label", "subject"),
    [
        ("A01 要闻", "A01", "A01", "要闻"), ("1版 要闻", "1版", "1版", "要闻"), ("第3版：国际", "第3版：", "第3版", "国际"),
        ("第 3 版　国际新闻", "第 3 版", "第 3 版", "国际新闻"), ("T01·两会特刊", "T01·", "T01", "两会特刊"), ("头版 要闻", "头版", "头版", "要闻"),
        ("03 | 国际", "03 |", "03", "国际"), ("第一版要闻", "第一版", "第一版", "要闻"), ("3版国际", "3版", "3版", "国际"),
        ("A02-A03 综合", "A02-A03", "A02-A03", "综合"), ("A1 城市", "A1", "A1", "城市"), ("01 要闻", "01", "01", "要闻"),
    ],
)  # fmt: skip
def test_a_number_and_a_subject_in_one_line(line, number, label, subject):
    for between in ("", "责编：李旭\n\n", "![灯会（李旭 摄）](a.jpg)\n\n", "> 肩题\n\n"):
        result = front(f"## {line}\n\n{between}".strip())
        (page,) = result.issue.pages
        assert (page.number.text, page.label, page.subject.text) == (number, label, subject)
        assert page.subject.span.column == 3 + 1 + line.index(subject) and codes(result) == []


@pytest.mark.parametrize(
    "head",
    ["2022", "十大新闻", "G20 峰会开幕", "C919 首飞成功", "3-2", "100 天倒计时", "一", "5G 时代", "iOS 16", "3 人获奖"],
)
def test_headlines_with_figures_stay_headlines(head):
    result = front(f"# 要闻\n\n## {head}\n\n> 副题\n\n导语写到这里，写得很长，到这里就完了。")
    assert result.issue.pages[0].number is None and codes(result) == []
    assert [story.headline.text for story in result.issue.pages[0].articles] == [head, "主题在此"]


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("## A-01", "## A01"), ("## a01", "## A01"), ("## （A01）", "## A01"), ("## A 01", "## A01"), ("## 版次：A01", "## A01"),
        ("## 国际 03", "## 03, # 国际"), ("## 要闻·A01", "## A01, # 要闻"), ("## A2/A3", "## A2-A3"), ("## 02/03", "## 02-03"),
        ("## No.3", "## 第3版"), ("## II", "## 2版"), ("# A01", "## A01"), ("# 第3版", "## 第3版"), ("# A01 要闻", "## A01, # 要闻"),
        ("## 第一版 教材发布\n\n> 副题\n\n导语写到这里，写得很长，到这里就完了。", "## 第一版, # 教材发布"), ("第3版", "## 第3版"),
    ],
)  # fmt: skip
def test_what_looks_like_a_number_is_told_with_the_spelling(text, spelling):
    result = parsed(f"{HEAD}# 要闻\n\n{text}\n\n{STORY}" if text[1] != " " else f"{HEAD}{text}\n\n{STORY}")
    (said,) = [one for one in result.noticed if one.code == "P083"]
    assert said.facts["spelling"] == spelling and spelling in said.hint("zh")
    assert said.place.line == (7 if text[1] == " " else 9)


def test_on_a_page_with_a_number_nothing_looks_like_one():
    assert codes(front("# 要闻\n\n## A01\n\n## 第一版 教材发布\n\n导语写到这里，写得很长，到这里就完了。")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("第一版", "1版"), ("一版", "第1版"), ("头版", "1"), ("Ａ０１", "A01"), ("第3版：国际", "三版 国际")],
)
def test_one_number_written_in_two_ways_is_taken(first, second):
    files = {f"{n}.md": f"{HEAD if n == 1 else ''}## {one}\n\n{STORY}".encode() for n, one in enumerate((first, second), 1)}
    assert "P024" in codes(parse(files))


def test_slugs_of_numbers():
    assert [slug(one) for one in ("第十二版", "头版", "Ⅳ", "A叠01", "八版")] == ["12", "1", "iv", "a-01", "8"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("王　明", ["王明"]), ("王 强 李四", ["王强", "李四"]), ("王 强 李 四", ["王强", "李四"]), ("王 小 明", ["王小明"]), ("孟昭福 王忠友 谢榕", ["孟昭福", "王忠友", "谢榕"]),
        ("王 小明 李四", ["王小明", "李四"]), ("欧阳 修 王明", ["欧阳修", "王明"]), ("李某、王某、", ["李某", "王某"]), ("王明，李四", ["王明", "李四"]),
        ("阿卜杜拉·买买提", ["阿卜杜拉·买买提"]), ("阿卜杜拉 • 买买提 古丽・艾山", ["阿卜杜拉•买买提", "古丽・艾山"]),
        ("Ann Lee", ["Ann Lee"]), ("Ann Lee & Cy Young Jr.", ["Ann Lee", "Cy Young Jr."]), ("Ann Lee and J. K. Roe", ["Ann Lee", "J. K. Roe"]),
        ("Ann Lee, Cy Young, Jr., Bob Roe", ["Ann Lee", "Cy Young, Jr.", "Bob Roe"]), ("Ann Lee 王明 李四", ["Ann Lee", "王明", "李四"]),
        ("王明 （实习）", ["王明（实习）"]), ("Ann Lee&Bob Roe", ["Ann Lee", "Bob Roe"]), ("王明/李四", ["王明", "李四"]),
    ],
)  # fmt: skip
def test_names_keep_their_blanks(names, found):
    assert list(names_of(names)) == found


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("责任编辑：王明 美编：李四 校对：赵五", [("责任编辑", "王明"), ("美编", "李四"), ("校对", "赵五")]),
        ("责编:王明；美编:李四", [("责编", "王明"), ("美编", "李四")]),
        ("责　编：李旭　校　对：王　博", [("责编", "李旭"), ("校对", "王博")]),
        ("责任编辑（值班）：王明", [("责任编辑（值班）", "王明")]),
        ("编辑 王明", [("编辑", "王明")]),
        ("本版责编 李旭 视觉 王小明 校对 李四", [("本版责编", "李旭"), ("视觉", "王小明"), ("校对", "李四")]),
        ("值班编委 李旭 首席编辑 王明 图编 李四", [("值班编委", "李旭"), ("首席编辑", "王明"), ("图编", "李四")]),
        ("统筹：本报记者 张三 通讯员 李四", [("统筹", "张三 李四")]),
        ("责编/王明 美编/李四 王 强", [("责编", "王明"), ("美编", "李四 王强")]),
        ("Managing Editor: Ann Lee  Photo Editor: Bob Roe", [("Managing Editor", "Ann_Lee"), ("Photo Editor", "Bob_Roe")]),
        ("责编：王明 电话：0635-8277092", [("责编", "王明"), ("电话", "")]),
    ],
)  # fmt: skip
def test_credits_of_a_line(line, credits):
    result = front(f"# 要闻\n\n## A01\n\n{line}")
    (page,) = result.issue.pages
    assert [(one.role, " ".join(name.replace(" ", "_") for name in one.names)) for one in page.credits] == credits
    assert [line[one.source.span.column - 1 :].startswith(one.source.text) for one in page.credits] == [True] * len(credits)
    assert codes(result) == []


@pytest.mark.parametrize("line", ["□责编 李旭 □美编 王明", "Edited by Ann Lee", "策划 本报编辑部"])
def test_what_was_meant_for_credits_is_no_caption_of_a_missing_picture(line):
    result = parsed(f"{HEAD}# 要闻\n\n## A01\n\n{line}\n\n{STORY}")
    assert "P031" in codes(result) and result.issue.pages[0].figures == ()


@pytest.mark.parametrize("line", ["编辑 部里来了人", "提示：明天有雨，请带伞", "记者 在现场看到"])
def test_lines_of_words_are_no_credits(line):
    assert parsed(f"{HEAD}# 要闻\n\n## A01\n\n{line}\n\n{STORY}").issue.pages[0].credits == ()


NAMES_AGAIN = [
    ("聊城观察", "Liaocheng Guancha"), ("南方周末", "Southern Weekly"), ("南方周末", "Southern Weekend"), ("环球时报", "Global Times"), ("南方都市报", "Southern Metropolis"),
    ("北京青年报", "Beijing Youth"), ("明报", "Ming Pao"), ("财新", "Caixin"), ("聊城观察", "LiaochengGuancha"), ("三联生活周刊", "Sanlian Lifeweek"),
    ("法治日报", "Legal Daily"), ("健康时报", "Health Times"), ("证券时报", "Securities Times"), ("大公報", "Ta Kung Pao"), ("经济观察报", "Economic Observer"),
]  # fmt: skip
"""A Chinese paper's name, and the same in Latin letters, translated or romanised."""
SEALS = [
    "Metro", "Expo", "Expo 2026", "CO₂", "5G+", "Special Issue", "Weekend Extra", "Winter Olympics", "New Year", "“Happy Hour”", "Go Liaocheng!",
    "Xi’an 2026", "Asian Games", "Panda", "Sunday Weekend", "星期日周刊", "周五特刊", "（周五特刊）", "周日 特刊", "礼拜天副刊",
]  # fmt: skip
WEEKLY = ["每周一至周五出版", "周一至周五出版", "逢周一、三、五出刊", "每份一元，周六、周日休刊，零售1元"]
"""Notices with weekdays that are not the issue's."""
MASTHEADS = [
    ("聊城日报\n\n今日4版 总第8123期\n\n2022年12月27日 星期二",
     {"title": "聊城日报", "issue_number": 8123, "issue_text": "总第8123期", "page_count": 4, "count_text": "今日4版", "weekday": "星期二"}),
    ("样报\n\n2022年12月27日 星期二 第8123期 今日8版", {"title": "样报", "issue_number": 8123, "page_count": 8, "weekday": "星期二"}),
    ("总第123期\n\n样报\n\n两会特刊", {"title": "样报", "edition": "两会特刊", "issue_number": 123}),
    ("样报\n\n第123期（总第8123期）", {"title": "样报", "issue_number": 8123, "issue_text": "第123期（总第8123期）"}),
    ("第八千一百二十三期\n\n样报\n\n今日八版（含专刊4版）", {"title": "样报", "issue_number": 8123, "page_count": 8}),
    ("样报\n\n今日16版+4版", {"page_count": 20, "count_text": "今日16版+4版"}),
    ("样报\n\n国内统一连续出版物号 CN 37-0023 邮发代号 23-1 总第9期",
     {"title": "样报", "serial_number": "CN 37-0023", "serial_text": "国内统一连续出版物号 CN 37-0023", "postal_code": "23-1", "issue_number": 9}),
    ("国内统一刊号：CN37-0023\n邮发代号：23-1\n样报", {"title": "样报", "serial_number": "CN 37-0023", "postal_text": "邮发代号：23-1"}),
    ("聊城日报社\n\n聊城日报", {"title": "聊城日报", "publisher": "聊城日报社"}),
    ("样报传媒集团有限公司\n\n样报\n\n特刊", {"title": "样报", "edition": "特刊", "publisher": "样报传媒集团有限公司"}),
    ("样报\n\n零售价：1.00元\n\n特刊", {"title": "样报", "edition": "特刊", "notices": ["零售价：1.00元"]}),
    ("样报 今日4版\n\n2022年12月27日（星期二）", {"title": "样报", "page_count": 4, "weekday": "星期二", "notices": []}),
    ("Harbour Press Ltd\n\nThe Harbour Daily\n\nTuesday, December 27, 2022\n\nVol. 12 No. 345\n\nPrice: $2",
     {"title": "The Harbour Daily", "publisher": "Harbour Press Ltd", "edition": None, "date": "2022-12-27", "weekday": "Tuesday",
      "date_text": "Tuesday, December 27, 2022", "issue_number": 345, "issue_text": "Vol. 12 No. 345", "notices": ["Price: $2"]}),
    ("Harbour Press\n\nHarbour Daily\n\nTue., Dec. 27, 2022\n\n24 pages",
     {"title": "Harbour Daily", "publisher": "Harbour Press", "date": "2022-12-27", "page_count": 24}),
    ("Detroit Free Press\n\nSpecial Issue\n\nNo. 39,123", {"title": "Detroit Free Press", "edition": "Special Issue", "issue_number": 39123}),
    ("样报\n\n2022年12月\n27\n星期二", {"title": "样报", "date": "2022-12-27", "date_text": "2022年12月27", "weekday": "星期二", "notices": []}),
    ("样報\n\n二○二二年十二月二十七日 星期二\n壬寅年十二月初五日\n今日出紙八大張",
     {"date": "2022-12-27", "lunar_date": "壬寅年十二月初五日", "weekday": "星期二", "edition": None, "notices": ["今日出紙八大張"]}),
    ("样报\n\n二〇二二年一月廿七日", {"date": "2022-01-27"}),
    ("样報\n\n第二萬二千三百四十五號", {"issue_number": 22345}),
    ("样报\n\n第8123期（今日8版）", {"issue_number": 8123, "page_count": 8, "count_text": "（今日8版）", "notices": []}),
    ("样报\n\n中共样市委机关报\n\n主管：中共样市委　主办：样报社",
     {"organ": "中共样市委机关报", "notices": ["主管：中共样市委　主办：样报社"], "edition": None}),
    ("样报\n\n总编辑：王明　值班：李四", {"title": "样报", "edition": None}),
    ("“All the News”\n\nThe Harbour Times\n\nPublished in Harbour", {"title": "The Harbour Times", "edition": "“All the News”"}),
    ("飞入寻常百姓家\n\n新民晚报", {"title": "新民晚报", "edition": "飞入寻常百姓家"}),
    ("今日聊城\n\n聊城日报", {"title": "今日聊城", "edition": "聊城日报"}),
    ("样报\n\n国内统一连续出版物号\nCN 11-0065\n代号 1-1", {"edition": None, "serial_number": "CN 11-0065", "postal_code": "1-1"}),
    ("样报\n\nMetro", {"title": "样报", "edition": "Metro", "notices": []}),
    ("Metro\n\n样报\n\nLiaocheng Daily\n\nPhone 8277092", {"title": "样报", "edition": "Metro", "notices": ["Phone 8277092", "Liaocheng Daily"]}),
    ("样报\n\n“Expo 2026”\n\nwww.example.cn", {"edition": "“Expo 2026”", "notices": ["www.example.cn"]}),
    ("样报\n\nMetro\n\n特刊", {"edition": "特刊", "notices": ["Metro"]}),
    ("样报\n\nLIAOCHENG RIBAO\n\nexample.cn\n\nRead all about it", {"edition": None}),
    ("样报\n\nPeople's Daily\n\nWeekly!", {"edition": "Weekly!", "notices": ["People's Daily"]}),
    *((f"{title}\n\n{name}", {"title": title, "edition": None, "notices": [name]}) for title, name in NAMES_AGAIN),
    *((f"聊城观察\n\n{seal}", {"title": "聊城观察", "edition": seal, "notices": []}) for seal in SEALS),
    *((f"样报\n\n2022年12月27日 星期二\n\n{line}", {"weekday": "星期二", "edition": None, "notices": [line]}) for line in WEEKLY),
    ("样报\n\n星期日周刊\n\n2022年12月27日星期二今日8版", {"weekday": "星期二", "edition": "星期日周刊", "page_count": 8}),
    ("样报\n\n每周一至周五出版\n\n2022年12月27日 多云 星期二", {"weekday": "星期二", "publisher": None}),
    ("样报\n\n2022年12月27日 农历十二月初五 星期二", {"weekday": "星期二", "notices": []}),
    ("样报\n\n周五特刊\n\n星期二（2022年12月27日）", {"weekday": "星期二", "edition": "周五特刊", "notices": []}),
    ("Harbour Daily\n\nSunday Weekend\n\nTuesday\n\nDecember 27, 2022\n\nPublished daily except Sunday",
     {"weekday": "Tuesday", "edition": "Sunday Weekend", "date": "2022-12-27", "notices": ["Published daily except Sunday"]}),
    ("2022-12-27, Tuesday\n\n样报", {"date": "2022-12-27", "weekday": "Tuesday", "notices": []}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "said"), MASTHEADS)
def test_what_a_masthead_says(head, said):
    result = front("# 要闻\n\n## A01", head + "\n\n")
    found = as_json(result.issue)["masthead"]
    assert {name: found.get(name) for name in said} == said and codes(result) == []
    assert all(any(sign.isalnum() for sign in notice) for notice in found["notices"]), "no mark stands alone"


def issue_of(said, *numbers):
    first = f"样报\n\n{said}\n\n2026年1月1日 星期四\n\n"
    return parse({f"{n}.md": f"{'' if n else first}## {one}\n\n{STORY}".encode() for n, one in enumerate(numbers)})


def test_pages_are_counted_where_that_is_certain():
    assert "P084" in codes(issue_of("今日4版", "A01", "A02", "A03"))
    (said,) = [one for one in issue_of("今日四版", "A01", "A02").noticed if one.code == "P084"]
    assert said.facts == {"said": 4, "count": 2} and (said.place.line, said.place.column) == (3, 1)
    for said, numbers in [
        ("今日2版", ("A01", "A02")),
        ("今日4版", ("A01", "A02-A03", "A04")),
        ("今日8版", ("A01",)),
        ("今日8版（含特刊4版）", ("A01", "A02")),
    ]:
        assert "P084" not in codes(issue_of(said, *numbers))


def test_an_english_weekday_is_checked():
    result = front("# 要闻\n\n## A01", "Harbour Daily\n\nMonday, December 27, 2022\n\n")
    (said,) = [one for one in proof(result.issue) if one.code == "R001"]
    assert (said.facts["right"], said.place.line) == ("Tuesday", 3)


def test_numbers_of_issue_and_pages_below_the_first_heading_are_a_second_masthead():
    assert "P025" in codes(parsed(f"{HEAD}# 要闻\n\n## A01\n\n今日4版 总第8123期\n\n{STORY}"))
    assert "P025" not in codes(parsed(f"{HEAD}# 要闻\n\n## A01\n\n{STORY}\n\n第8123期\n"))


def test_numbers_in_han():
    assert [number_of(text) for text in ("八千一百二十三", "一二三", "十二", "二十", "一万零三", "8,123", "１２", "两百零五")] == [
        8123, 123, 12, 20, 10003, 8123, 12, 205,
    ]  # fmt: skip
    assert [number_of(text) for text in ("", "甲", "１a", "一a")] == [None] * 4


PIECES = ["样报", "A01", "第3版", "：", "要闻", " ", "　", "责编", "王明", "王 强", "、", "，", "今日", "4版", "总第8123期", "（", "）", "2022年12月27日", "星期二",
          "Tuesday", ", ", "December 27, 2022", "CN 37-0023", "邮发代号 23-1", "Ltd", "Harbour", "Vol. 1", "No. 3", "&", "·", "|", "/", "。", "Ⅰ", "-", "编辑"]  # fmt: skip
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=5)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(LINES, LINES)
def test_whatever_stands_in_front_is_kept_or_refused(above, below):
    kept_or_refused(above, below)


@pytest.mark.slow
@settings(max_examples=6000, deadline=None)
@given(LINES, LINES)
def test_whatever_many_times_stands_in_front_is_kept_or_refused(above, below):
    kept_or_refused(above, below)


def kept_or_refused(above, below):
    text = "\n\n".join(
        [*above, f"# {''.join(below[:1]) or '要闻'}", *(f"## {one}" for one in below[1:3]), *below[3:], STORY]
    )
    result = parse({"A01.md": text.encode()})
    (ledger,) = ledgers({"A01.md": text.encode()})
    assert any(one.severity.value == "error" for one in result.noticed) or (
        conserved(result) and result.manuscript == ledger.text
    )
