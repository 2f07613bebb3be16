"""Files in other encodings are told apart by evidence; old code points are repaired where they are known; nothing is mangled."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banmian.manuscript.encodings import readings
from banmian.manuscript.frequent import HANS, HANT
from banmian.manuscript.lookalikes import FORMS, usual_for
from banmian.manuscript.private_use import PRIVATE, meant
from banmian.verify.conservation import model_text

from .helpers import HEAD, codes, conserved, page, parsed, unlike_files

HANT_HEAD = "樣報社出版\n\n樣報\n\n2026年1月1日 星期四\n\n"
HANT_CODECS = ("big5hkscs", "cp950")
HANS_NEWS = "## 古城灯会开幕\n\n本报讯 昨晚，东昌府区古城灯会开幕，三万名市民到场观灯。\n"
HANT_NEWS = "## 立法會今日復會\n\n行政長官昨日表示，政府將於下月公布新一份施政報告，並會諮詢市民意見。\n"
HK_NEWS = "## 深水埗居民話咗算\n\n鰂魚涌同埋薄扶林嘅街坊，尋晚喺社區會堂傾咗兩個鐘，話政府應該即刻做嘢。\n"
ENGLISH = "## Ferries won\u2019t run\n\nThe council\u2019s budget was \u201cfair\u201d \u2013 the caf\xe9 owners weren\u2019t so sure.\n"
JAPANESE = "## 祭りが始まる\n\n昨日の会議で市長は新しい予算案について説明した。\n"
KOREAN = "## 축제가 시작된다\n\n시장은 어제 회의에서 새로운 예산안에 대해 설명했다.\n"
NAMES = {"big5hkscs": "Big5-HKSCS", "cp1252": "Windows-1252", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
READ = [
    *((HANS_NEWS, codec) for codec in ("gb18030", "utf-16-le", "utf-16-be")),
    *((HANT_NEWS, codec) for codec in ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")),
    *((HK_NEWS, codec) for codec in ("gb18030", "big5hkscs", "utf-16-le")),
    *((ENGLISH, codec) for codec in ("cp1252", "utf-16-le", "utf-16-be")),
    ("## 生僻字\n\n㐂𠮷𫠠与㵘都是四字节的字。\n", "gb18030"),
    ("## Plain\n\nAll of it is ASCII.\n", "utf-16-le"),
]


@pytest.mark.parametrize(("text", "codec"), READ)
@pytest.mark.parametrize("whole", [True, False], ids=["page", "headline and paragraph"])
def test_text_comes_back_from_each_encoding_and_its_name_is_said(text, codec, whole):
    text = text if not whole else page(text, "" if text is ENGLISH else HANT_HEAD if codec in HANT_CODECS else HEAD)
    text = text.replace("要闻", "NEWS" if codec == "cp1252" else "要聞" if codec in HANT_CODECS else "要闻")
    result = parsed(text.encode(codec))
    (note, *others) = [found for found in result.noticed if found.code.startswith("P0") and found.code != "P075"]
    assert note.code == "P003" and note.facts == {
        "encoding": NAMES.get({"cp950": "big5hkscs"}.get(codec, codec), "GB18030")
    }
    assert not [one for one in others if one.code in ("P002", "P070", "P071", "P072", "P073")]
    assert model_text(result.issue) == model_text(parsed(text).issue)
    assert unlike_files(result) == []


MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"\x84\x31\x95\x33",
}


@pytest.mark.parametrize("codec", MARKS)
def test_a_byte_order_mark_settles_it_and_is_no_text(codec):
    result = parsed(MARKS[codec] + page(HANS_NEWS).encode(codec))
    assert codes(result) == ([] if codec == "utf-8" else ["P003"])
    assert result.ledgers[0].source[0] == "\ufeff" and unlike_files(result) == [] and conserved(result)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (KOREAN, "euc_kr", "EUC-KR"),
        (HANS_NEWS, "utf-32", "UTF-32LE"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (KOREAN, "iso2022_kr", "ISO-2022-KR"),
        (HANS_NEWS, "hz", "HZ"),
        (HANS_NEWS, "utf-7", "UTF-7"),
    ],
)
def test_other_encodings_are_told_by_name(text, codec, name):
    (fault,) = parsed(text.encode(codec)).noticed
    assert (fault.code, fault.facts) == ("P060", {"encoding": name})


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
@pytest.mark.parametrize("wrong", [b"\xff", b"\x80"])
def test_a_broken_byte_is_told_at_its_line_and_makes_no_other_encoding_of_the_file(codec, wrong):
    text = page(HANT_NEWS, HANT_HEAD).replace("要闻", "要聞")
    before, after = text.encode(codec), "\n\n再過一段。\n".encode(codec)
    cut = wrong if codec != "utf-16-le" else b"\x00\xd8"
    found = parsed(before + cut + after).noticed
    assert [one.code for one in found] == ["P070"]
    assert found[0].place.line == text.count("\n") + 1
    assert found[0].facts["encoding"] == NAMES.get(codec, codec.upper())


@pytest.mark.parametrize(
    "text", ["## Tides\n\n1+1 is 2, a+b- is none.\n", "## ~{\n\nIt cost ~{5~} and ~10.\n", "## C++ and A+\n\nA++.\n"]
)
def test_ascii_is_no_old_mail(text):
    assert codes(parsed(text.encode())) == []


def test_two_encodings_in_one_file_are_an_error():
    data = page(HANS_NEWS).encode() + HANS_NEWS.encode("gb18030")
    (fault,) = parsed(data).noticed
    assert fault.code in ("P002", "P070")


def test_what_cannot_be_decided_names_both_readings():
    (fault,) = parsed("## 加\n".encode("gb18030")).noticed
    assert fault.code == "P071" and {"加", "樓"} == {fault.facts["one_text"][-1], fault.facts["other_text"][-1]}


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, b"PK\x03\x04" + bytes(range(255, 0, -1)) * 9]
)
def test_what_is_no_text_is_told(data):
    (fault,) = parsed(data).noticed
    assert fault.code in ("P002", "P070")


WORDS = st.lists(st.sampled_from(HANS[:500]), min_size=30, max_size=200).map("".join)


@pytest.mark.slow
@given(WORDS, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
def test_thirty_usual_han_come_back_from_every_encoding(text, codec):
    (found,) = readings(text.encode(codec))
    assert found.text == text


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(HANT[:500]), min_size=30, max_size=200).map("".join),
    st.sampled_from(["big5hkscs", "gb18030", "utf-8"]),
)
def test_thirty_usual_traditional_han_come_back_from_every_encoding(text, codec):
    text = "".join(c for c in text if c.encode("big5hkscs", "ignore"))
    (found,) = readings(text.encode(codec))
    assert found.text == text


@pytest.mark.slow
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_valid_utf_8_is_never_read_as_another_encoding(text):
    found = readings(text.encode() + "古城灯会".encode())
    assert [one.text for one in found] == [(text + "古城灯会").removeprefix("\ufeff")]


OLD = [
    ("\ue5e5", "\u3000"),
    ("\ue76c", "€"),
    ("\ue7c7", "ḿ"),
    ("\ue7e7", "〾"),
    ("\ue81e", "龴"),
    ("\ue816", "𠂇"),
    ("\ue864", "龻"),
]


@pytest.mark.parametrize(("old", "new"), OLD)
def test_private_use_of_gb_is_read_as_the_character_of_today(old, new):
    result = parsed(page(f"## 主题\n\n甲{old}乙，丙{old}丁。\n"))
    note = next(one for one in result.noticed if one.code == "P072")
    assert (note.place.line, note.place.column) == (13, 2)
    assert (note.facts["old"], note.facts["new"], note.facts["count"]) == (f"U+{ord(old):04X}", new, 2)
    assert "".join(f"甲{new}乙，丙{new}丁。".split()) in model_text(result.issue)
    assert unlike_files(result) == [] and conserved(result)


def test_old_codes_of_a_gb_file_are_read_by_the_standard_of_today():
    data = page("## 主题\n\n甲?乙。\n").encode("gb18030").replace(b"?", b"\xfe\x59")
    result = parsed(data)
    assert codes(result) == ["P003", "P072"] and "甲龴乙" in model_text(result.issue)


def test_hong_kong_private_use_is_read_by_hkscs_where_the_text_is_traditional():
    text = page(HANT_NEWS + "\n佢\ue000嚟。\n")
    assert "佢𠕇嚟" in model_text(parsed(text).issue)
    assert "P073" in codes(parsed(page(HANS_NEWS + "\n佢\ue000来。\n")))


def test_no_repair_is_private_again():
    private = [chr(n) for n in range(0xE000, 0xF900)]
    made = [new for one in private for where in (True, False) if (new := meant(one, where))]
    assert len(made) > 5000 and not any(PRIVATE.match(one) for one in made)


@pytest.mark.parametrize("character", ["\ue000", "\uf0b7", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_unknown_private_use_is_an_error_with_its_place(character):
    (fault,) = parsed(page(f"## 主题\n\n甲{character}乙。\n")).noticed
    assert (fault.code, fault.place.line, fault.place.column) == ("P073", 13, 2)
    assert fault.facts["character"] == f"U+{ord(character):04X}"


def test_a_lost_character_is_an_error_with_its_place():
    (fault,) = parsed(page("## 主题\n\n甲\ufffd乙。\n")).noticed
    assert (fault.code, fault.place.line, fault.place.column) == ("P074", 13, 2)


LOOK = [
    ("\u2eda", "页"),
    ("\u2f42", "文"),
    ("\uf9dc", "隆"),
    ("\ufe50", "，"),
    ("\uff61", "。"),
    ("\ufe12", "。"),
    ("\U0002f800", "丽"),
]


@pytest.mark.parametrize(("character", "usual"), LOOK)
def test_what_only_looks_like_a_character_is_told_with_the_one_to_use(character, usual):
    (warning,) = [one for one in parsed(page(f"## 主题\n\n甲{character}乙{character}。\n")).noticed if one.code == "P075"]
    assert (warning.place.line, warning.place.column) == (13, 2)
    assert (warning.facts["usual"], warning.facts["count"]) == (usual, 2)


def test_what_is_usual_itself_is_no_lookalike():
    assert [c for c in "\ufa0e\ufa11\ufa29\u2e81" if FORMS.match(c) and usual_for(c)] == []


def test_a_page_of_white_space_is_empty_in_every_encoding():
    for data in (b"", b" \n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\x00"):
        assert codes(parsed(data)) == ["P001"]


SHORT = [
    ("责编：李旭\n美编：孟堃\n", "gb18030"), ("德国 3:1 日本\n西班牙 7:0 哥斯达黎加\n", "utf-16-be"), ("ā á ǎ à 拼音 zhōng guó\n", "gb18030"),
    ("㐀㐁㐂㐃𠀀𠀁𠀂𠀃 四字节\n", "gb18030"), ("獲獎名單：黃淑芬 陳冠宇 林宥嘉 許瑋甯\n", "big5hkscs"), ("## 拜年\n\n恭喜發財！\n", "big5hkscs"),
    ("【記者林志明／台北報導】台股昨日收盤上漲123.45點，成交量2,345億元。\n", "big5hkscs"),
    ("The caf\xe9 reopened.\n", "utf-8"), ("S\xe3o Paulo\n", "utf-8"), ("Ελλάδα\n", "utf-8"), ("Tiếng Việt\n", "utf-16-le"), ("Zażółć gęślą jaźń\n", "utf-8"),
    ("It\u2019s here \u2013 now\u2026\n", "cp1252"), ("It\u2019s here \u2013 now\u2026\n", "mac_roman"), ("Gr\xfc\xdfe aus K\xf6ln\n", "cp1252"), ("\xa35 and \u20ac10\n", "cp1252"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codec"), SHORT)
def test_a_few_words_are_read_in_their_encoding(text, codec):
    assert [(one.text, one.broken) for one in readings(text.encode(codec))] == [(text, ())]


@pytest.mark.parametrize(
    ("text", "codec"), [("Zażółć gęślą jaźń\n", "cp1250"), ("目录", "gb18030"), ("สวัสดี ประเทศไทย\n", "tis-620")]
)
def test_what_is_not_clear_is_never_read(text, codec):
    (fault,) = parsed(text.encode(codec)).noticed
    assert fault.code in ("P002", "P071")
