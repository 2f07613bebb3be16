"""The language of an issue: told by issue.toml, else by its text; every text of it goes by that one value."""

import re

import pytest

from banmian import layout_folders
from banmian.fonts import font_set
from banmian.language import TAGS, Language
from banmian.manuscript.issue_file import read_issue_file
from banmian.manuscript.languages import language_in
from banmian.manuscript.parse import parse
from banmian.model import texts
from banmian.model_json import as_json
from banmian.proof.glyphs import unprintable
from banmian.render.template import render_page

from .conftest import ROOT

TEXTS = {
    "zh-Hans": (
        "古城灯会昨晚开幕，市民冒雨赶来。",
        "主题",
        "12月27日",
        "",
        "王喆、陶喆、囍事",
        "苏格兰的 Edinburgh 与 Glasgow 两城",
    ),
    "zh-Hant-TW": (
        "本報訊 市府昨日宣布，捷運新線通車。",
        "這個問題沒有答案",
        "臺灣中研院",
        "香港學者昨抵台北，與台灣學者討論新台幣",
    ),
    "zh-Hant-HK": ("港鐵新綫昨日通車，立法會將討論票價。", "佢哋話嘅嘢唔係真嘅，個個都見過", "這裏的衞生情況"),
    "en": ("The harbour froze overnight, and 王明 of Liaocheng said that nobody had seen the like of it before.", "Metro"),
}


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag, texts in TEXTS.items() for text in texts])
def test_the_text_tells_the_language(tag, text):
    assert language_in(text) is Language(tag)


@pytest.mark.parametrize("tag", TAGS)
def test_issue_toml_says_it_and_the_model_shows_it(tag):
    settings, noticed = read_issue_file("issue.toml", f'[paper]\nlanguage = "{tag}"')
    page = "# 要闻\n\n## A01\n\n## 主题\n\n正文。".encode()
    made = parse({"A01.md": page}, settings)
    assert (noticed, made.issue.language.tag, as_json(made.issue)["language"]) == ([], tag, tag)


@pytest.mark.parametrize("said", ['"ja"', '"ko"', '"zh"', '"zh-Hant"', '"EN"', "1", "[]"])
def test_another_language_is_refused_with_those_that_there_are(said):
    _, (fault,) = read_issue_file("issue.toml", f"[paper]\nlanguage = {said}")
    assert (fault.code, fault.place.line) == ("I003", 2)
    assert all(tag in fault.hint(lang) for tag in TAGS for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("今日は東京で大きな会議が開かれ、新しい計画が発表された。", "Japanese"),
        ("서울에서 열린 회의에서 새로운 계획을 발표하였다.", "Korean"),
        ("བོད་ཀྱི་སྐད་ཡིག་གི་ཚགས་པར།", "Tibetan"),
        ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "Mongolian"),
        ("ئۇيغۇر تىلى گېزىتى", "Arabic"),
    ],
)
def test_a_text_in_a_language_that_is_not_set_is_named_once(text, name):
    made = parse({"A01.md": f"# 要闻\n\n## A01\n\n## {text}\n\n{text}\n\n{text}".encode()})
    said = [one for one in made.noticed if one.code == "I060"]
    assert [name in one.message() for one in said] == [True]


def test_of_two_such_languages_the_one_with_more_text_is_named():
    made = parse({"A01.md": "# 要闻\n\n## A01\n\n## ᠮᠣᠩᠭᠣᠯ\n\nབོད་ཀྱི་སྐད་ཡིག་གི་ཚགས་པར།\n".encode()})
    assert ["Tibetan" in one.message() for one in made.noticed if one.code == "I060"] == [True]


@pytest.mark.parametrize("text", ["བོད་ཀྱི་སྐད་ཡིག་གི་ཚགས་པར།", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ ᠦᠨ ᠰᠣᠨᠢᠨ᠃", "ئۇيغۇر تىلى، گېزىتى؟"])
def test_a_script_without_a_face_is_named_once_with_its_marks(text):
    """Full stop and tsheg were told character by character beside their script."""
    made = parse({"A01.md": f"# 要闻\n\n## A01\n\n## {text}\n\n{text}\n".encode()})
    nodes = texts(made.issue)
    found = unprintable(nodes, font_set("".join(node.text for node in nodes)).lacks)
    assert [one.code for one in found] == ["M021"]


FRAMED = {"zh-Hans": "待补图片", "zh-Hant-TW": "待補圖片", "zh-Hant-HK": "待補圖片", "en": "Picture to come"}


@pytest.mark.parametrize("layout", ["broadsheet", "modular", "daily-en"])
@pytest.mark.parametrize(("tag", "said"), FRAMED.items())
def test_the_frame_of_a_missing_picture_speaks_the_papers_language(tag, said, layout):
    """It said 待补图片 in a paper of London."""
    settings, _ = read_issue_file("issue.toml", f'[paper]\nlanguage = "{tag}"')
    text = "# Front\n\n## A1\n\n## A head\n\n![A bridge](images/a.jpg)\n\nText of it.\n\n### Another\n\nMore.\n"
    one, drawn = parse({"A01.md": text.encode()}, settings).issue, layout_folders.find(layout)
    shown = render_page(one, one.pages[0], drawn, drawn.base, {}, "")
    assert f"<p>{said}</p>" in shown and {"待补图片", "待補圖片", "Picture to come"} & set(
        re.findall("<p>(.*?)</p>", shown)
    ) == {said}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "layouts").glob("*/*.html")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_templates_have_no_words_in_one_language(path):
    """What they print of their own goes through `word`; 字 stands in samples, which are not printed."""
    text = re.sub(r"\{#.*?#\}|\{\{ \"[^\"]+\"\|word \}\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert set(re.findall("[\u3400-\u9fff]", text)) <= {"字"}
