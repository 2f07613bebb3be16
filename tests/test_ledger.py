"""The ledger: every character in one entry that says what it is; of any reader's file, and of the docs' examples."""

import re

import pytest

from banmian.diagnostics import errors
from banmian.manuscript.blocks import tokens
from banmian.manuscript.ledger import Entry, Kind, Ledger, unaccounted
from banmian.manuscript.lines import words
from banmian.manuscript.parse import parse
from banmian.manuscript.raw.marks import MARKS
from banmian.manuscript.raw.reading import ledgers
from banmian.manuscript.readers import READERS
from banmian.manuscript.source import Source, lines

from .conftest import ROOT
from .helpers import HEAD, page, parsed, unlike_files
from .test_architecture import SOURCE as SOURCES
from .test_architecture import imports

TEXT, SPACE, MARK = Kind.TEXT, Kind.SPACE, Kind.MARK
SOURCE = "**甲** 乙\r\n丙"
WHOLE = [
    (0, 2, MARK, "stress"),
    (2, 3, TEXT),
    (3, 5, MARK, "stress"),
    (5, 6, SPACE),
    (6, 7, TEXT),
    (7, 9, SPACE),
    (9, 10, TEXT),
]


def ledger(*entries, source=SOURCE):
    return Ledger("A01.md", source, tuple(Entry(*entry) for entry in entries))


def test_a_ledger_has_the_text_in_the_order_in_which_it_is_read():
    whole = ledger(*WHOLE)
    assert whole.text == "甲乙丙" and unaccounted(whole, MARKS) == []
    assert [(p.line, p.column) for p in (whole.place(0), whole.place(1), whole.place(2), whole.place(9))] == [
        (1, 3), (1, 7), (2, 1), (2, 1),
    ]  # fmt: skip
    assert ledger(*WHOLE[:1], WHOLE[4], WHOLE[1], *WHOLE[2:4], *WHOLE[5:]).text == "乙甲丙"
    marked = ledger((0, 1, MARK, "byte order mark"), (1, 2, TEXT), source="\ufeff甲")
    assert unaccounted(marked, MARKS) == [] and (marked.place(0).line, marked.place(0).column) == (1, 1)


WRONG = {
    "in no entry": (WHOLE[:1] + WHOLE[2:], "甲", (1, 3)),
    "at the end": (WHOLE[:-1], "丙", (2, 1)),
    "in two": ([*WHOLE, (6, 7, TEXT)], "乙", (1, 7)),
    "in two in part": ([*WHOLE[:3], (4, 6, SPACE), *WHOLE[4:]], "*", (1, 5)),
    "text called white space": ([*WHOLE[:4], (6, 7, SPACE), *WHOLE[5:]], "乙", (1, 7)),
    "white space called text": ([*WHOLE[:3], (5, 6, TEXT), *WHOLE[4:]], " ", (1, 6)),
    "text called mark-up": ([*WHOLE[:4], (6, 7, MARK, "stress"), *WHOLE[5:]], "乙", (1, 7)),
    "mark-up without a name": ([(0, 2, MARK), *WHOLE[1:]], "**", (1, 1)),
    "mark-up of another name": ([(0, 2, MARK, "heading"), *WHOLE[1:]], "**", (1, 1)),
    "mark-up of no name known": ([(0, 2, MARK, "bold"), *WHOLE[1:]], "**", (1, 1)),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_accounted_for_is_an_error_at_its_place(name):
    entries, text, place = WRONG[name]
    found = unaccounted(ledger(*entries), MARKS)[0]
    assert (found.code, found.facts["text"], (found.place.line, found.place.column)) == ("P061", text, place)
    assert found.message("en") and found.message("zh")


@pytest.mark.parametrize("character", ["\x01", "\x0c", "\x7f", "\x85", "\u2028", "\ud800"])
def test_what_is_neither_seen_nor_white_has_no_entry(character):
    """The parser says so first (P004); a reader that forgets it is told."""
    entries = [(0, 1, TEXT), (1, 2, TEXT), (2, 3, TEXT)]
    assert unaccounted(ledger(*entries, source=f"甲{character}乙"), MARKS)[0].facts["text"] == character
    (read,) = ledgers({"A01.md": f"甲{character}乙".encode("utf-8", "replace")})
    assert character == "\ud800" or unaccounted(read, MARKS)[0].facts["text"] == character


DECODING = ("encodings", "plausible", "frequent", "private_use", "lookalikes")
"""How bytes become characters, which both readings of a file have in common."""
RAW = [
    *(SOURCES / "manuscript" / "raw").glob("*.py"),
    *(SOURCES / "manuscript" / f"{name}.py" for name in ("ledger", "source", "word_file", "numbering", *DECODING)),
]


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
def test_the_raw_reading_knows_no_markdown_parser(path):
    """Nor anything that was made with it."""
    assert not re.search("markdown_it|import docx|from docx", path.read_text(encoding="utf-8"))
    known = {"diagnostics", "limits", "model", "sequences", "zips"}
    known |= {f"manuscript.{name}" for name in ("ledger", "source", "word_file", "numbering", *DECODING)}
    assert {name for name in imports(path) if not name.startswith("manuscript.raw.")} <= known


LINES = [
    ("甲\n   # 乙", "甲乙"), ("甲\n    # 乙", "甲#乙"), ("甲\n\t> 乙", "甲>乙"), ("甲\n   > 乙", "甲乙"), ("甲\n    ---\n", "甲---"),
    ("甲\n\n     # 乙", "甲乙"), ("> 甲\n# 乙", "甲乙"), ("> 甲\n    # 乙", "甲乙"), ("> 甲\n>     # 乙", "甲#乙"), ("> 甲\n>    # 乙", "甲乙"),
    (">甲\n>\t# 乙", "甲乙"), (">甲\n>\t\t# 乙", "甲#乙"), ("> 甲\n> \t# 乙", "甲乙"), (">>甲\n>>\t # 乙", "甲乙"), (">>甲\n>>\t  \t# 乙", "甲#乙"),
    ("> 甲\n乙\n# 丙", "甲乙丙"), ("> > 甲\n> 乙", "甲乙"), ("> > 甲\n> # 乙", "甲乙"), ("> > 甲\n>     # 乙", "甲乙"), ("> 甲\n> > 乙\n丙", "甲乙丙"),
    ("> 甲\n>\n    > 乙", "甲乙"), ("> 甲\n\n乙 > 丙\n    > 丁", "甲乙>丙>丁"), ("> # 甲\n乙\n    # 丙", "甲乙#丙"), ("> 甲\n---\n    # 乙", "甲乙"),
    ("> 甲\n>\n乙\n    > 丙", "甲乙>丙"), (">\n甲\n    > 乙", "甲>乙"), ("> 甲\n        > 乙", "甲乙"), ("甲\n> 乙", "甲乙"), ("甲\n>", "甲"),
    ("甲|乙\n-|-\n丙|丁\n# 戊|己", "甲乙丙丁戊|己"), ("甲|乙\n-|-\n> 丙|丁", "甲乙丙|丁"), ("甲|乙\n-|-\n\n丙|丁", "甲乙丙|丁"), ("甲|乙\n-|-\n丙\n---\n丁|", "甲乙丙丁|"),
    ("甲|乙\n-|-\n    # 丙|", "甲乙丙|"), ("甲|乙\n-|", "甲|乙-|"), ("甲|乙\n- | -", "甲|乙-|-"), ("甲|乙\n-|-|-", "甲|乙-|-|-"),
    ("甲\\|乙|丙\n-|-", "甲|乙丙"), ("甲\\\\|乙|丙\n-|-", "甲|乙丙"), ("||甲\n|-|-|", "甲"), ("甲|\n-|-", "甲|-|-"), ("甲|\n-|", "甲"), ("|甲|\n-", "|甲|-"),
    ("> 甲|乙\n-|-", ">甲乙"), ("# 甲|乙\n-|-", "#甲乙"), ("> 甲\n乙|丙\n-|-", "甲乙|丙-|-"), ("甲\n乙|丙\n-|-", "甲乙丙"), ("甲\n    乙|丙\n-|-", "甲乙|丙-|-"),
    ("####### 甲", "#######甲"), ("#甲", "#甲"), ("# 甲 #", "甲"), ("# 甲#", "甲#"), ("# 甲 \\#", "甲#"), ("# 甲 # 乙", "甲#乙"), ("# 甲 #　", "甲#"),
    ("* * *", ""), ("*-*", "-"), ("--", "--"), ("- - 甲", "--甲"), ("___ _", ""), ("　\n    # 甲", "#甲"), ("甲\n　\n# 乙", "甲乙"),
    ("[*甲*乙]{.dot}", "甲乙"), ("*[甲*乙]{.dot}", "*甲*乙"), ("[甲]{.dot}*乙*", "甲乙"), ("*{甲|a}*乙", "甲a乙"), ("[[甲]{.dot}乙]{.dot}", "甲乙"), ("[甲\\]{.dot}", "[甲]{.dot}"),
    ("{甲乙|a}{丙|b|c}{|a}{甲|}{*甲*|a}", "甲乙a{丙|b|c}{|a}{甲|}{甲|a}"), ("{甲 乙|a|b|c}", "甲ab乙c"), ("{ 甲乙 | a | b }", "甲a乙b"), ("{e\u0301a|b|c}", "e\u0301bac"),
    ("![甲*乙](a)*丙*", "甲*乙丙"), ("*![甲](a)*", "甲"), ("![甲[乙]](a)", "甲[乙]"), ("![甲](a(b)c)", "甲"), ("![甲](a(b)", "![甲](a(b)"), ("![甲](<a)", "![甲](<a)"), ("![甲](<a\\>b>)", "甲"),
    ("![甲](a b)", "![甲](ab)"), ("![甲](\\)a)", "甲"), ("![甲](" + "(" * 32 + ")" * 32 + ")", "甲"), ("![甲](" + "(" * 33 + ")" * 33 + ")", "![甲](" + "(" * 33 + ")" * 33 + ")"),
    ("![甲{乙|](a)}", "![甲乙](a)"), ("![甲]{.dot}", "!甲"), ("![甲](　)", "甲"), ("!\\[甲](a)", "![甲](a)"), ("![甲]", "![甲]"),
    ("***甲** 乙*", "甲乙"), ("**甲*", "*甲"), ("*甲**", "甲*"), ("**甲**乙**", "甲乙**"), ("*甲**乙*", "甲**乙"), ("甲* 乙*", "甲*乙*"), ("**甲。**乙", "甲。乙"), ("甲*“乙”*", "甲“乙”"),
    ("*甲**乙***丙", "甲乙丙"), ("***甲*丙**乙", "甲丙乙"), ("甲***乙***丁**戊*己", "甲乙丁**戊*己"), ("甲*乙**丙*丁**戊", "甲乙**丙丁**戊"), ("甲\\", "甲\\"), ("甲\\乙\\a\\。", "甲\\乙\\a\\。"),
    ("5米*3米*2米", "5米*3米*2米"), ("(甲)*(乙)*", "(甲)*(乙)*"), ("（甲）*3*丙", "（甲）*3*丙"), ("共*3人*了", "共3人了"), ("****甲****", "****甲****"), ("é*甲*a", "é甲a"),
    ("甲**5%**乙", "甲5%乙"), ("甲**C++**", "甲C++"), ("a**(b)**c", "a**(b)**c"), ("a**（b）**c", "a（b）c"), ("甲*，乙*。", "甲*，乙*。"), ("甲*、*乙", "甲*、*乙"),
    ("（*甲（*乙*）", "（*甲（乙）"), ("**甲：***乙*丙", "甲：乙丙"), ("**甲（*乙*）丙**丁", "甲（乙）丙丁"), ("“**甲”**乙", "“甲”乙"), ("甲**\"乙\"**丙", "甲\"乙\"丙"), ("é*(甲)*a", "é*(甲)*a"),
    ("长5米*宽3米*高2米", "长5米*宽3米*高2米"), ("5米*3米*高", "5米3米高"), ("5人*3天*", "5人3天"), ("*5人*3天*", "5人*3天"), ("整个长方体长5米*宽3米，写*甲*", "整个长方体长5米*宽3米，写甲"),
    ("2022年*12月*举行", "2022年12月举行"), ("（5）米*（3）米*乙*", "（5）米（3）米乙*"), ("5 cm*3 cm，*甲*", "5 cm*3 cm，甲".replace(" ", "")), ("5米\\*3米*甲*", "5米*3米甲"), ("5平方米多*3米*甲", "5平方米多3米甲"),
    ("甲*（男）、乙*（女）、丙*（男）", "甲*（男）、乙*（女）、丙*（男）"), ("*甲*（男）、乙*（女）", "甲（男）、乙*（女）"), ("写*《甲》*时", "写《甲》时"), ("甲*《乙》丙*《丁》", "甲*《乙》丙*《丁》"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), LINES)
def test_the_raw_reading_and_the_parser_part_text_from_marks_alike(text, printed):
    """What the dialect then refuses (a quote in no place, a reading at fault) is text of both all the same."""
    (read,) = ledgers({"A01.md": text.encode()})
    tokens_ = (child for token in tokens(Source("A01.md", lines(text))) for child in token.children or ())
    assert "".join("".join(words(child).split()) for child in tokens_) == printed
    assert read.text == printed and unaccounted(read, MARKS) == []


def rows(heading, path="docs/manuscript.md"):
    """The rows of the table in a page of the docs that begins so, as cells."""
    text = (ROOT / path).read_text(encoding="utf-8")
    table = text[text.index(heading) :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table]


def written(cell):
    """An example as it is in a file."""
    return cell.strip("`").strip().replace("⏎", "\n").replace("␣", " ")


MARKED = rows("| mark-up | what |")
UNMARKED = rows("| written | printed, or said |")


def test_the_docs_name_all_mark_up_there_is():
    assert [name for row in MARKED for name in re.findall(r"`([^`]+)`", row[0])] == list(MARKS)


@pytest.mark.parametrize("row", [row for row in MARKED if row[2]], ids=lambda row: row[0])
def test_the_docs_examples_of_mark_up_are_true(row):
    names, _, example, printed = row
    (read,) = ledgers({"A01.md": written(example).encode()})
    assert read.text == written(printed) and unaccounted(read, MARKS) == []
    assert {one.mark for one in read.entries if one.kind is MARK} >= set(re.findall(r"`([^`]+)`", names))


@pytest.mark.parametrize("row", [row for row in UNMARKED if row[1] == "as it stands"], ids=lambda row: row[0])
def test_the_docs_examples_of_text_are_printed_as_they_stand(row):
    text = page(f"## 主题\n\n{written(row[0])}\n\n正文。\n")
    result = parsed(text)
    assert not errors(result.noticed) and unlike_files(result) == []
    assert result.manuscript == "".join(HEAD.split()) + "要闻A01主题" + "".join(written(row[0]).split()) + "正文。"


@pytest.fixture(scope="module")
def wire():
    """The reader of docs/extend.md, as it stands there."""
    section = (ROOT / "docs/extend.md").read_text(encoding="utf-8").partition("\n## A reader\n")[2].partition("\n## ")[0]
    reader, line, check = re.findall(r"```python\n(.*?)```", section, re.S)
    names: dict[str, object] = {"__name__": "wire", "READERS": READERS}
    exec(reader + line, names)  # noqa: S102 - our own docs

    def faults(data):
        exec(check, {**names, "path": "a.wire", "data": data.encode()}, found := dict[str, object]())  # noqa: S102 - our own docs
        return found["faults"]

    yield faults, names
    del READERS[".wire"]


COPY = "<HED> 主题\n导语{{校对：此处待核}}写<EM>完</EM>了。\n又一段 { 。\n"


def test_the_reader_of_the_docs_reads(wire):
    faults, names = wire
    assert faults(COPY) == []
    (ledger_,) = parse({"a.wire": COPY.encode()}).ledgers
    assert ledger_.text == "主题导语写完了。又一段{。" and names["WIRE"].marks is names["MARKS"]


@pytest.mark.parametrize(
    ("copy", "code", "text"),
    [
        ("<HED> 主题\n导语<em>写</em>了。\n", None, None),
        ("<HED> 主题\n导语<HED>写了。\n", "P053", ""),  # the model has it as text
        ("前 <HED> 主题\n导语。\n", "P053", ""),
        ("<HED> 主题\n导语\x01。\n", "P061", "\x01"),
    ],
)
def test_a_reader_that_is_wrong_is_found_out(wire, copy, code, text):
    found = wire[0](copy)
    assert [one.code for one in found] == ([code] if code else [])
    assert code is None or found[0].facts["text"] == text


def test_a_reader_that_calls_too_much_mark_up_is_found_out(wire):
    faults, names = wire
    kept = names["MARKS"]
    names["MARKS"] = {**kept, "stress": re.compile("</?EM>(?=.)")}
    try:
        assert faults(COPY)[0].code == "P061"
    finally:
        names["MARKS"] = kept
