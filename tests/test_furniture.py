"""Furniture adapts to its words: seals, nameplates, the imprint, credits, name cards, captions."""

from __future__ import annotations

import io
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian import desk
from banmian.job import Order
from banmian.makeup.composition import PageComposition
from banmian.render.seals import seal
from banmian.render.widths import halves

from .conftest import compose
from .helpers import issue, page, some

LAYOUTS = ("broadsheet", "tabloid")
LEAST = 7.5
"""pt: what is fitted to its room is set no smaller, and in more rows instead."""
SEALS = {
    "刊": ["刊"],
    "号外": ["号", "外"],
    "星期刊": ["星", "期", "刊"],
    "两会特刊": ["两会", "特刊"],
    "建国特专刊": ["建国", "特专刊"],
    "建党百年特刊": ["建党", "百年", "特刊"],
    "建军百年大特刊": ["建军", "百年", "大特刊"],
    "建国七十周年特刊": ["建国", "七十", "周年", "特刊"],
    "乡村振兴进行时": ["乡村", "振兴", "进行时"],
    "新春走基层": ["新春", "走基层"],
    "乌鲁木齐特刊": ["乌鲁木齐", "特刊"],
    "齐齐哈尔特刊": ["齐齐哈尔", "特刊"],
    "院士访谈录": ["院士", "访谈录"],
    "国际博览会": ["国际", "博览会"],
    "文化遗产日": ["文化", "遗产日"],
    "中国共产党": ["中国", "共产党"],
    "庆元旦特刊": ["庆元旦", "特刊"],
    "高质量发展特刊": ["高质量", "发展", "特刊"],
    "改革开放四十周年": ["改革开放", "四十周年"],
    "经济社会发展成就巡礼": ["经济社会", "发展", "成就", "巡礼"],
    "Metro特刊": ["Metro", "特刊"],
    "Sports Weekend特刊": ["Sports", "Weekend", "特刊"],
    "CO₂专刊": ["CO₂", "专刊"],
    "2026世博特刊": ["2026", "世博", "特刊"],
    "国庆 七十周年 特刊": ["国庆", "七十周年", "特刊"],
    "“特刊”": ["“特刊”"],
    "特刊！": ["特刊！"],
    "“两会”好声音": ["“两会”", "好声音"],
    "“Metro周刊”": ["“Metro", "周刊”"],
}
MARKED = {
    "“春”": ["“春”"],
    '"特刊"': ['"特刊"'],
    "春·节": ["春·节"],
    "《读书周刊》": ["《读书", "周刊》"],
    "迎“春”特刊": ["迎“春”", "特刊"],
    "学“十四五”": ["学“十四五”"],
    "贺“十四五”规划": ["贺“十四五”", "规划"],
    "“一带一路”特刊": ["“一带一路”", "特刊"],
    "喜迎“二十大”特刊": ["喜迎", "“二十大”", "特刊"],
    "“3·15”特刊": ["“3·15”", "特刊"],
    "“Metro Extra”": ["“Metro", "Extra”"],
    "Metro!": ["Metro!"],
    "People's特刊": ["People's", "特刊"],
    "伟大复兴中国梦宣传教育": ["伟大复兴", "中国梦", "宣传教育"],
    "伟大复兴中国梦宣传周": ["伟大", "复兴", "中国梦", "宣传周"],
}
"""Seals with marks, and long ones. `“特刊”` was broken as `“特|刊”`, `“3·15”特刊` as `“|3·15|”特刊`."""
TITLES = [
    "两报",
    "聊日报",
    "聊城日报",
    "东昌府日报",
    "聊城经济日报",
    "鲁西聊城经济日报社",
    "鲁西南聊城市经济开发日报",
    "Metro日报",
    "The Morning Post报",
]


@pytest.mark.parametrize(("text", "lines"), (SEALS | MARKED).items())
def test_a_seal_breaks_where_sense_does(text, lines):
    """It was broken after as many characters as found room: 建党百|年特刊, M|et; then in pairs: 乡村振|兴进|行时."""
    assert seal(text) == lines


@given(st.text(st.sampled_from("特刊两会百年Metro26 ，\u3000囍é“”《》·'\"!"), max_size=24))
def test_a_seal_keeps_its_words(text):
    lines = seal(text)
    assert "".join(lines) == "".join(text.split()) and "" not in lines


@pytest.mark.slow
@given(st.lists(st.sampled_from(["锂", "篦", "“甾", "轸”", "《皴》", "囹！", "“七一”"]), min_size=1, max_size=6))
def test_the_lines_of_a_seal_are_as_long_as_each_other(parts):
    """No line ends on an opening mark or begins with a closing one; where no words stand and pairs come out even, all are pairs."""
    text = "".join(parts)
    lines = seal(text)
    assert not any(line[-1] in "“《" for line in lines) and not any(line[0] in "”》！" for line in lines)
    lengths = [len(line.translate(dict.fromkeys(map(ord, "“”《》！")))) for line in lines]
    if 4 <= sum(lengths) <= 8 and "“" not in text:
        assert max(lengths) - min(lengths) == sum(lengths) % 2


SUBJECTS = {
    "要闻": ["要闻"],
    "经济社会发展成就巡礼": ["经济社会发展成就巡礼"],
    "东昌府区经济社会高质量发展成就巡礼": ["东昌府区经济社会", "高质量发展成就巡礼"],
    "两会特别报道·代表委员访谈": ["两会特别报道·", "代表委员访谈"],
    "全国两会特别报道暨代表委员访谈录专刊": ["全国两会特别报道", "暨代表委员访谈录专刊"],
    "Business & Markets": ["Business & Markets"],
    "Business and Technology of the World": ["Business and Technology", "of the World"],
    "学习宣传贯彻党的二十大精神·聊城市东昌府区经济社会高质量发展成就巡礼特别报道专版": [
        "学习宣传贯彻党的二十大精神·聊城市东昌府区", "经济社会高质量发展成就巡礼特别报道专版",
    ],
}  # fmt: skip
FURNITURE = ("E007", "E008", "M024", "M025", "M026", "M073")


@pytest.mark.parametrize(("text", "lines"), SUBJECTS.items())
def test_a_long_subject_breaks_in_two_where_words_end(text, lines):
    assert halves(text, 11) == lines


@given(st.text(st.sampled_from("特刊两会百年Metro26 ，\u3000囍é“”《》·'\"!"), max_size=24))
def test_a_subject_keeps_its_words(text):
    lines = halves(text, 3)
    assert "".join("".join(lines).split()) == "".join(text.split()) and len(lines) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("front", [True, False])
@pytest.mark.parametrize("number", ["A01", "A02-A03"])
@pytest.mark.parametrize("subject", [list(SUBJECTS)[n] for n in (2, 6, 7)])
@pytest.mark.parametrize("layout", [*LAYOUTS, "modular", "modular-tabloid", "daily-en"])
def test_a_subject_fits_its_place(tmp_path, layout, subject, number, front):
    """One of 17 characters stood over the rule and the number beside it."""
    head = "鲁西南聊城经济开发日报\n\n2026年1月1日 星期四\n\n"
    story = "## 主题\n\n导语。\n\n### 小题\n\n正文。\n"
    if layout == "daily-en":
        head, story = "The Harbour Daily\n\nTuesday, December 27, 2022\n\n", "## The head\n\nThe text is here.\n"
    pages = [f"# {subject}\n\n## {number}\n\n{story}\n{story}"]
    folder = issue(tmp_path / "a", head + (pages.pop() if front else f"## A00\n\n{story}"))
    for text in pages:
        (folder / "B.md").write_text(text, encoding="utf-8")
    _, made = compose(folder, layout)
    assert [fault.code for fault in made[-1].noticed if fault.code in FURNITURE] == []
    lines = [line for line in made[-1].furniture if line.text.strip() in (*halves(subject, 11), subject)]
    assert len("".join(line.text for line in lines)) >= len(subject) - 1 or layout == "daily-en"
    assert all(line.size >= LEAST for line in lines)


@pytest.mark.slow
def test_a_subject_that_does_not_fit_is_told(tmp_path):
    text = made(tmp_path, "broadsheet").replace("# 要闻", f"# {'学习宣传贯彻' * 10}")
    _, (one,) = compose(issue(tmp_path / "a", text), "broadsheet")
    (said,) = [fault for fault in one.noticed if fault.code == "M073"]
    assert said.place.line == text.splitlines().index(f"# {'学习宣传贯彻' * 10}") + 1 and float(said.facts["mm"]) > 1


def made(
    folder, layout: str, title="样报", edition="", credits=1, columns=3, body="## 主题\n\n导语。\n\n### 小题\n\n正文。\n"
) -> str:
    """The text of a page whose furniture has much or little to say."""
    cells = "\t".join(f"全国百强县区{n}" for n in range(columns))
    said = "\n".join(f"本版责编：{['李旭', '王博 张东方', '孟昭福 王忠友 谢榕'][n % 3]}" for n in range(credits))
    head = f"中共样市委机关报\n\n{title}\n\n" + (f"{edition}\n\n" if edition else "") + "2026年1月1日 星期四\n\n"
    return page(f"{said}\n\n### 区名片\n\n{cells}\n{cells}\n\n{body}", head)


def composed(folder, layout: str, **words) -> PageComposition:
    _, (one,) = compose(issue(folder, made(folder, layout, **words)), layout)
    assert [fault.code for fault in one.noticed if fault.code in FURNITURE] == []
    return one


@pytest.mark.slow
@pytest.mark.parametrize("credits", [12, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 12))])
@pytest.mark.parametrize("layout", some(LAYOUTS, 1))
def test_credits_stand_in_as_many_rows_as_they_need(tmp_path, layout, credits):
    """Fourteen were set at 5.5 pt, forty at 2 pt."""
    one = composed(tmp_path / "a", layout, credits=credits)
    sizes = [line.size for line in one.furniture if line.text.startswith("本版责编")]
    assert len(sizes) == credits and min(sizes) >= LEAST


@pytest.mark.parametrize("columns", [6, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 6))])
@pytest.mark.parametrize("layout", some(LAYOUTS, 1))
def test_a_card_takes_two_rows_before_it_is_too_small(tmp_path, layout, columns):
    one = composed(tmp_path / "a", layout, columns=columns)
    cells = [line for line in one.furniture if line.text.startswith("全国百强")]
    assert len(cells) == 2 * columns and min(cell.size for cell in cells) >= LEAST
    assert len({round(cell.y) for cell in cells}) == (4 if columns == 6 or (layout, columns) == ("tabloid", 5) else 2)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_captions_have_lines_of_forty_characters_at_most(tmp_path, layout):
    """The one of the picture that opens the page had a hundred."""
    long = "这是一条很长的图说，说的是水库边新建成的那座桥，" * 6
    body = (
        "".join(f"![{long}{n}](images/{n}.jpg)\n\n" for n in "ab")
        + "## 主题\n\n导语。\n\n### 小题\n\n"
        + "正文很长。" * 400
    )
    one = composed(tmp_path / "a", layout, body=body)
    lines = [line.set for block in one.blocks if block.role == "caption" for line in block.lines]
    assert len(lines) >= 8 and max(line.width for line in lines) <= 40.5


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_nameplate_fills_its_place_and_no_more(tmp_path, layout, title):
    """Seal and imprint stand behind it, however long it is."""
    one = composed(tmp_path / "a", layout, title=title, edition="两会特刊")
    lines = {line.text: line for line in one.furniture}
    rights = [(lines[text].x, lines[text].x + lines[text].width) for text in (title, "两会", "中共样市委机关报", "要闻")]
    assert all(right + 3 < left for (_, right), (left, _) in pairwise(rights))
    assert lines[title].size >= 18 and lines[title].width > 0.12 * one.paper.width


@pytest.mark.slow
@pytest.mark.parametrize("edition", SEALS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_word_of_a_seal_is_white_on_white(tmp_path, layout, edition):
    """The red is as large as the words are, and not much larger. `M|et` stood half on the paper."""
    text = made(tmp_path, layout, title="聊城日报", edition=edition)
    (file,) = desk.build(Order(issue(tmp_path / "in", text), to=("screen",), out=tmp_path / "out", layout=layout)).files
    one = composed(tmp_path / "a", layout, title="聊城日报", edition=edition)
    words = [line for line in one.furniture if line.text in seal(edition)]
    assert [line.text for line in words] == seal(edition) and min(line.size for line in words) >= LEAST
    picture = pypdfium2.PdfDocument(io.BytesIO(file.data))[0].render(scale=2).to_pil().convert("RGB")
    left, right = min(line.x for line in words), max(line.x + line.width for line in words)
    top, foot = min(line.y - 0.88 * line.size for line in words), max(line.y + 0.12 * line.size for line in words)
    for inset, red in ((-1.5, True), (-12, False)):  # just round the words, and a little further
        points = [(left + inset, (top + foot) / 2), (right - inset, (top + foot) / 2), ((left + right) / 2, foot - inset)]
        seen = [picture.getpixel((int(2 * x), int(2 * y))) for x, y in points]
        assert [g < 100 < r for r, g, b in seen] == [red] * 3


@pytest.mark.slow
def test_text_of_a_layout_that_is_white_on_white_is_told(tmp_path):
    """A seal of a fixed size whose words are longer: they ran over its edge unseen."""
    layout = tmp_path / "layouts" / "own"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text('extends = "broadsheet"\n', encoding="utf-8")
    text = made(tmp_path, "own", edition="Metro Weekend特刊")
    for css, told in ((".edition { width: 14mm; }", True), (".edition { background: none; }", True), (".title { }", False)):
        (layout / "page.css").write_text(css, encoding="utf-8")
        _, (one,) = compose(issue(tmp_path / "in", text), "own", tmp_path / "layouts")
        assert [fault.facts["text"] for fault in one.noticed if fault.code == "M071"] == ["Metro Weekend特刊"] * told
