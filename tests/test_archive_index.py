"""Words are found in whatever form they were written, by a small language; the index is thrown away and made again."""

import datetime
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian.archive.examination import examine
from banmian.archive.folding import fold, indexed, pattern, phrase
from banmian.archive.index import Chosen, Index, KeptIssue, KeptVersion
from banmian.archive.page_rows import rows_of
from banmian.archive.query import parse
from banmian.archive.rows import Damaged, IndexLine, IndexRow, Rectangle, pack, rectangles, unpack
from banmian.archive.search import cut, search, stretches
from banmian.archive.storage import place_of
from banmian.archive.xml import Unreadable
from banmian.diagnostics import Refused
from banmian.limits_finished import QUERY_BRACKETS, QUERY_CHARACTERS, QUERY_WORDS, ROWS_A_DAY

from .archives import alto, archive, bag, files, held, written
from .test_archive import found, refusal, run

DAY = datetime.date(2026, 1, 1)


def row(text: str, head: str = "", page: str = "A01", sequence: int = 1) -> IndexRow:
    return IndexRow(
        page,
        sequence,
        head,
        text,
        (IndexLine(0, (0, 0, 100 * len(text), 100), False, tuple(range(0, 100 * len(text), 100))),),
    )


@pytest.fixture
def index(tmp_path):
    made = Index.made(tmp_path / "index.sqlite")
    yield made
    made.close()


def put(index: Index, *texts: str, name: str = "sample-2026-01-01", day: datetime.date = DAY, paper: str = "样报") -> None:
    """Put an issue in whose articles have these texts."""
    with index.changing():
        index.add(KeptIssue(name, name, "sample", paper, day, (KeptVersion(1, "", ""),), 1), [row(text) for text in texts])


def texts(index: Index, query: str, **chosen) -> list[str]:
    return [hit.snippet for hit in search(index, parse(query), Chosen(**chosen), 20).hits]


@pytest.mark.parametrize(
    ("text", "query", "is_there"),
    [
        ("光伏项目并网发电", "光伏", True), ("光伏项目并网发电", "伏项", True), ("光伏项目并网发电", "光", True), ("光伏项目并网发电", "电", True),
        ("光伏项目并网发电", "光伏发电", False), ("光伏项目并网发电", "项目并网", True), ("光伏项目并网发电", "光伏 发电", True),
        ("光伏项目并网发电", "光伏 -发电", False), ("光伏项目并网发电", "風電 OR 光伏", True), ("光伏项目并网发电", "(风电 OR 光伏) 并网", True),
        ("光伏项目并网发电", "风电 OR (光伏 -并网)", False), ("光伏项目并网发电", "光伏 AND 并网", True), ("光伏项目并网发电", "光伏 -(招标 OR 发电)", False),
        ("光伏项目并网发电", "光伏 －招标", True), ("光伏项目并网发电", "“并网发电”", True), ("光伏项目并网发电", "（風電 OR 光伏）", True),
        ("創新活力", "创新", True), ("创新活力", "創新", True), ("创新 活力", '"创新活力"', True), ("创新活力", '"创新 活力"', True),
        ("创新　活力", "新活", True), ("创新，活力", '"创新活力"', False), ("创新\n活力", '"创新活力"', False), ("创新，活力", '"创新，活力"', True),
        ("装机2.2亿千瓦时", "2.2亿", True), ("装机2.2亿千瓦时", "2.2", True), ("装机2.2亿千瓦时", "2.25", False), ("装机2.25亿", "2.2", False),
        ("装机２．２亿", "2.2亿", True), ("5月3日上午", "5月3日", True), ("5月3日上午", "月3", True), ("五月3日上午", "月3日", True),
        ("发电2台", "发电2", True), ("发电2台", "2台", True), ("发电设备2台", "发电2", False), ("5G基站", "5g基", True), ("用AI写诗", "AI", True), ("用AI写诗", "A", False),
        ("Beethoven 的", "ＢＥＥＴＨＯＶＥＮ", True), ("Café de Paris", "cafe", True), ("CAFE", "café", True), ("don't stop", "don’t", True),
        ("don’t stop", "don't", True), ("New York", '"new york"', True), ("new-york", '"new york"', True), ("well-known", "known", True),
        ("привет мир", "МИР", True), ("人々の暮らし", "暮らし", True), ("𠮷野家", "𠮷", True), ("〇八宪章", "〇八", True), ("ABC", "b", False),
        ("龘龘龘", "龘龘", True), ("a", "a", True), ("光", "光", True), ("光 伏", "光伏", True), ("台湾", "臺灣", True), ("头发", "頭髮", True),
    ],
)  # fmt: skip
def test_a_word_is_found_as_it_may_be_written(index, text, query, is_there):
    """And where the index finds a row, its words can be marked in it."""
    put(index, text)
    hits = search(index, parse(query), Chosen(), 20).hits
    assert bool(hits) is is_there
    assert all(hit.marked and hit.rectangles for hit in hits)


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ('"光伏', 1), ('光伏 "并网', 4), ("光伏 AND", 7), ("AND 光伏", 1), ("光伏 OR", 6), ("OR", 1), ("光伏 OR OR 并网", 7), ("光伏 AND AND 并网", 8),
        ("(光伏", 1), ("光伏)", 3), ("()", 2), ("光伏 (", 5), ("-光伏", 1), ("光伏 OR -并网", 6), ("，。", 1), ('""', 2), ("光伏 -(", 6), ("光伏 -)", 5),
        ("", 1), ("   ", 4), ("-", 1), ("光伏 - 并网", 4),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_read_names_the_place(query, column):
    with pytest.raises(Refused) as told:
        parse(query)
    (one,) = told.value.diagnostics
    assert one.code == "A030" and one.facts["column"] == column, one.facts


def test_a_query_may_go_to_its_limits():
    assert parse(" ".join(["光伏"] * QUERY_WORDS)).marked
    assert parse("x" * QUERY_CHARACTERS).marked
    assert parse("(" * QUERY_BRACKETS + "光伏" + ")" * QUERY_BRACKETS).marked
    assert refusal(lambda: parse(" ".join(["光伏"] * (QUERY_WORDS + 1)))) == ["A031"]
    assert refusal(lambda: parse("x" * (QUERY_CHARACTERS + 1))) == ["A031"]
    assert refusal(lambda: parse("(" * (QUERY_BRACKETS + 1) + "光伏" + ")" * (QUERY_BRACKETS + 1))) == ["A030"]


MEMORY = Index.made(":memory:")
ALPHABET = st.sampled_from("光伏发电2.5a'’b \"()（“”-－ORAND　\n,*^:{}+")


def test_bytes_that_are_no_text_are_asked_for(index):
    """A terminal hands them on as lone surrogates, which neither OpenCC nor SQLite takes."""
    put(index, "光伏")
    assert texts(index, "\udcff光伏") == ["光伏"] and texts(index, "光伏 -\ud800伏光") == ["光伏"]
    assert texts(index, "光伏", paper="\udcff") == [] and texts(index, "光伏", page="\udcff") == []
    assert index.issues(Chosen(paper="\udcff")) == []


@pytest.mark.slow
@settings(max_examples=60)
@given(st.text(ALPHABET, max_size=30))
def test_whatever_is_asked_is_answered_or_refused_with_words(query):
    """FTS5 takes every query that is read: none ends in its own errors."""
    put(MEMORY, "光伏发电2.5亿")
    try:
        texts(MEMORY, query)
    except Refused as told:
        assert [one.code for one in told.diagnostics] in (["A030"], ["A031"])


@pytest.mark.slow
@settings(max_examples=60)
@given(st.text(st.one_of(st.characters(codec="utf-8"), ALPHABET), max_size=40), st.data())
def test_every_part_of_a_text_finds_it_and_is_marked(text, data):
    """A part that begins and ends with whole words, as a phrase."""
    folded = fold(text)
    assert len(folded) == len(text) and fold(folded) == folded
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    han = "".join(c for c in part if "\u4e00" <= c <= "\u9fff")
    if len(han) != len(part) or not part:
        return
    put(MEMORY, text)
    hits = search(MEMORY, parse(f'"{part}"'), Chosen(), 20).hits
    assert len(hits) == 1 and hits[0].marked


def test_tokens_of_the_index_and_of_a_phrase():
    assert indexed("光伏 发电2.2亿，A") == "光伏 伏发 发电 电 2.2 亿 a"
    assert phrase(fold("光伏")) == '"光伏"' and phrase(fold("光")) == '"光"*' and phrase(fold("发电2")) == '"发电 电 2"'
    assert phrase(fold("，")) == "" and pattern(fold("光伏")).search("光 伏")


def test_the_newest_is_first_and_a_page_in_its_order(index):
    put(index, "光伏一", "光伏二", name="b", day=DAY)
    put(index, "光伏三", name="c", day=DAY + datetime.timedelta(1))
    put(index, "光伏四", name="a", day=DAY - datetime.timedelta(1))
    assert texts(index, "光伏") == ["光伏三", "光伏一", "光伏二", "光伏四"]
    assert texts(index, "光伏", since=DAY, until=DAY) == ["光伏一", "光伏二"]
    assert search(index, parse("光伏"), Chosen(), 2).count == 4


@pytest.mark.parametrize("query", ["光", "2.2亿", '"5月3日"', "光 -伏", "光 光", "风 光", "月 伏"])
def test_a_single_han_is_found_in_the_same_rows_either_way(index, monkeypatch, query):
    """By looking into the newest rows, or by FTS5 when those are too few."""
    every = ["光伏2.2亿5月3日", "无", "风光2.2亿", "2.2", "5月3日光", "月光", "2.25亿", "风", "月"]
    for n in range(6):
        put(index, *every, name=str(n), day=DAY + datetime.timedelta(n))
    for limit in (1, 3, 20, 60):
        for chosen in (Chosen(), Chosen(until=DAY), Chosen(paper="样报", page="A01"), Chosen(page="B01")):
            ways = []
            for times in (0, 2, 100):
                monkeypatch.setattr("banmian.archive.search._LOOKED_AT", times)
                ways.append(search(index, parse(query), chosen, limit))
            assert ways[0] == ways[1] == ways[2]


def test_a_day_ends_where_the_next_begins(index, monkeypatch):
    for module in ("index", "search"):
        monkeypatch.setattr(f"banmian.archive.{module}.ROWS_A_DAY", 2)
    for n in range(3):
        put(index, "光伏一", "光伏二", name=str(n), day=DAY + datetime.timedelta(n))
    hits = search(index, parse("光伏"), Chosen(DAY + datetime.timedelta(1), DAY + datetime.timedelta(1)), 20).hits
    assert [hit.name for hit in hits] == ["1", "1"]


def test_by_rank_what_fits_best_is_first(index):
    put(index, "光伏 " + "另外的事情" * 50, name="b", day=DAY + datetime.timedelta(1))
    put(index, "光伏光伏光伏", name="c")
    assert search(index, parse("光伏"), Chosen(), 2, by_rank=True).hits[0].name == "c"


def test_a_paper_by_its_name_or_short_name(index):
    put(index, "光伏一", name="b", paper="晚报")
    put(index, "光伏二", name="c", paper="早报")
    assert texts(index, "光伏", paper="早报") == ["光伏二"] and len(texts(index, "光伏", paper="sample")) == 2
    assert texts(index, "光伏", paper="') OR 1=1 --") == [] and texts(index, "光伏", page="A01' OR '1") == []


def test_an_issue_is_replaced_and_forgotten(index):
    put(index, "光伏一")
    put(index, "风电二")
    assert texts(index, "光伏") == [] and texts(index, "风电") == ["风电二"]
    with index.changing():
        index.remove("sample-2026-01-01")
    assert texts(index, "风电") == [] and index.heads() == {}
    index.connection.execute("INSERT INTO word(word) VALUES ('integrity-check')")


def test_a_day_may_go_to_its_limit(index, monkeypatch):
    monkeypatch.setattr("banmian.archive.index.ROWS_A_DAY", 4)
    put(index, "一", "二", "三", name="a")
    put(index, "四", name="b")
    assert refusal(lambda: put(index, "五", name="c")) == ["A017"]
    put(index, "六", "七", "八", name="a")
    assert ROWS_A_DAY == 4096


def test_an_archive_does_not_take_what_its_index_has_no_room_for(tmp_path, monkeypatch):
    for module in ("index", "store"):
        monkeypatch.setattr(f"banmian.archive.{module}.ROWS_A_DAY", 6)
    made = archive(tmp_path / "archive")
    made.add(written(tmp_path / "first", files()))  # 5 rows
    before = held(made.folder)
    assert refusal(lambda: made.add(written(tmp_path / "other", files(slug="evening")))) == ["A017"]
    assert held(made.folder) == before
    assert refusal(lambda: archive(tmp_path / "new").add(written(tmp_path / "many", files(pages=4)))) == ["A017"]


def test_alto_becomes_rows_with_the_place_of_each_character():
    first, second, folio = rows_of(
        alto(3, "T03", (("光伏 并网", [["聊城市", "东昌府区"], ["第二段"]]), ("副题", [["文"]])))
    )
    assert (first.page, first.sequence, first.head) == ("T03", 3, "光伏 并网")
    assert first.text == "光伏 并网\n聊城市东昌府区\n第二段" and second.text == "副题\n文" and folio.head == ""
    at = first.text.index("东昌")
    assert list(rectangles(first.lines, at - 1, at + 2)) == [
        Rectangle(29.63, 8.47, 4.23, 4.23), Rectangle(21.17, 12.7, 8.47, 4.23)
    ]  # fmt: skip


def test_vertical_lines_have_places_downwards():
    (row_, _) = rows_of(alto(1, "A01", (("竖题", [["竖排文字"]]),), down=True))
    (place,) = rectangles(row_.lines, row_.text.index("排"), row_.text.index("字"))
    assert (place.width, place.height) == (4.23, 8.47) and place.y > place.height


def test_strings_without_glyphs_are_parted_evenly():
    data = alto(1, "A01", (("题", [["光伏发电"]]),))
    import re

    bare = re.sub(rb"<Glyph[^>]*/>", b"", data).replace(
        b'WIDTH="200" HEIGHT="200" CONTENT', b'WIDTH="400" HEIGHT="200" CONTENT'
    )
    whole, parted = rows_of(data)[0], rows_of(bare)[0]
    assert whole.text == parted.text and whole.lines[1] == parted.lines[1]


LINES = st.builds(
    lambda start, box, down, begins: IndexLine(start, box, down, tuple(begins)),
    st.integers(0, 10), st.tuples(*[st.integers(0, 300_000)] * 4), st.booleans(), st.lists(st.integers(0, 300_000), min_size=1, max_size=9),
)  # fmt: skip


@pytest.mark.slow
@given(st.text(min_size=20, max_size=30), st.lists(LINES, max_size=4))
def test_a_row_is_unpacked_as_it_was_packed(text, lines):
    assert unpack(pack(text, lines)) == (text, lines)


@pytest.mark.parametrize("packed", [
    None, 5, "text", b"", b"x", b"\x80\x04N.", pack("短", [IndexLine(0, (0, 0, 1, 1), False, (0, 1, 2))]), pack("文" * 100, [])[:-5],
])  # fmt: skip
def test_what_was_not_packed_by_us_is_damaged(packed):
    """Nothing is unpickled, nothing is believed."""
    with pytest.raises(Damaged):
        unpack(packed)


def test_a_row_is_not_inflated_without_end(monkeypatch):
    whole = pack("文" * 10_000, [])
    monkeypatch.setattr("banmian.archive.rows.ROW_BYTES", 30_000 + 7)
    assert len(unpack(whole)[0]) == 10_000
    monkeypatch.setattr("banmian.archive.rows.ROW_BYTES", 30_000 + 6)
    with pytest.raises(Damaged):
        unpack(whole)


def test_a_snippet_is_round_the_first_word(monkeypatch):
    text = "前" * 100 + "光伏" + "后" * 100
    query = parse("光伏")
    snippet, marked = cut(text, stretches(text, query))
    assert (
        [snippet[a:b] for a, b in marked] == ["光伏"] and snippet[0] == snippet[-1] == "…" and len(snippet) == 2 + 24 + 40
    )
    monkeypatch.setattr("banmian.archive.search.MARKS_A_ROW", 3)
    assert len(stretches("光伏" * 5, query)) == 3 and stretches("光伏" * 5, parse('"光伏光" 伏光')) == [
        (0, 3),
        (3, 7),
        (7, 9),
    ]


@pytest.fixture
def kept(tmp_path):
    made = archive(tmp_path / "archive")
    made.add(written(tmp_path / "first", files()))
    return made


def broken(path, *changes: str) -> None:
    db = sqlite3.connect(path)
    for one in changes:
        db.execute(one)
    db.commit()
    db.close()


ODD = (
    "UPDATE issue SET paper = x'ff'", "UPDATE issue SET name = x'00ff'", "UPDATE issue SET pages = 'many'", "UPDATE row SET head = 5",
    "UPDATE issue SET paper = '样' || char(10) || char(27) || '[2J'", "UPDATE version SET digest = x'00ff', number = 'first'",
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_values_of_another_kind_are_no_traceback(kept, monkeypatch, odd):
    monkeypatch.chdir(kept.folder.parent)
    broken(kept.index_file, odd)
    for command in (["search", "光伏"], ["list"], ["list", "--format", "json"], ["search", "光伏", "--format", "json"]):
        code, said = run("archive", *command)
        assert code in (0, 5) and "\x1b" not in said.replace("\\x1b", "")


def test_an_article_may_go_to_its_limit(monkeypatch):
    data = alto(1, "A01", (("题", [["光伏发电"]]),))
    monkeypatch.setattr("banmian.archive.page_rows.ROW_CHARACTERS", 6)
    assert len(rows_of(data)[0].text) == 6
    monkeypatch.setattr("banmian.archive.page_rows.ROW_CHARACTERS", 5)
    with pytest.raises(Unreadable):
        rows_of(data)


@pytest.mark.parametrize("what", ["mets.xml is another", "a page is gone"])
def test_a_damaged_object_keeps_nothing_else_from_being_found(kept, tmp_path, what):
    second = written(tmp_path / "second", files("2026-01-02"))
    content = kept.folder / "ocfl" / place_of("sample-2026-01-01") / "v1/content/data"
    if what == "a page is gone":
        (content / "pages/0002/alto.xml").unlink()
    else:
        (content / "mets.xml").write_bytes(b"another")
    kept.index_file.unlink()
    assert kept.add(second).is_new
    hits, noticed = kept.search("光伏", Chosen(), 20)
    assert [one.name for one in hits.hits] == ["sample-2026-01-02"] and [one.code for one in noticed] == ["A045"]
    count, noticed = kept.reindex()
    assert count == 1 and [one.code for one in noticed] == ["A045"]


DAMAGE = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "zeros in it": lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(len(path.read_bytes()) - 100)),
    "another version": lambda path: broken(path, "PRAGMA user_version = 9"),
    "a table gone": lambda path: broken(path, "DROP TABLE version"),
    "a trigger": lambda path: broken(path, "CREATE TRIGGER t AFTER INSERT ON row BEGIN DELETE FROM issue; END"),
    "a view": lambda path: broken(path, "CREATE VIEW v AS SELECT load_extension('x')"),
    "packed otherwise": lambda path: broken(path, "UPDATE row SET packed = x'80044e2e'"),
    "a text for a number": lambda path: broken(path, "UPDATE issue SET day = 'today'"),
    "words gone": lambda path: broken(path, "UPDATE word_data SET block = x'00'"),
    "a day that is none": lambda path: broken(path, "UPDATE issue SET day = 99999999"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_is_told_and_made_again(kept, damage):
    DAMAGE[damage](kept.index_file)
    assert refusal(lambda: kept.search("光伏", Chosen(), 20)) == ["A040"]
    assert kept.reindex() == (1, [])
    assert found(kept, "光伏") == ["sample-2026-01-01"]


def test_words_that_are_gone_are_missed_by_verify(kept):
    """A search tries for the newest row alone; `archive verify` for hundreds."""
    broken(kept.index_file, "DELETE FROM word_idx", "UPDATE row SET id = id + 5 WHERE id = (SELECT min(id) FROM row)")
    assert [one.code for one in examine(kept, [], True, lambda stage, what: None).noticed] == ["A040"]
    kept.reindex()
    assert examine(kept, [], True, lambda stage, what: None).noticed == []


def test_an_index_that_is_gone_is_made_again(kept):
    whole = kept.index_file.read_bytes()
    kept.index_file.unlink()
    assert found(kept, "光伏") == ["sample-2026-01-01"] and kept.index_file.read_bytes() == whole


@pytest.mark.parametrize("make", [
    lambda path: path.write_bytes(b"my own notes"), lambda path: broken(path, "CREATE TABLE mine (a)"),
    lambda path: path.symlink_to(path.parent.parent / "first" / "bagit.txt"),
])  # fmt: skip
def test_a_file_of_another_program_is_left_alone(kept, tmp_path, make):
    kept.index_file.unlink()
    make(kept.index_file)
    before = kept.index_file.read_bytes()
    for work in (lambda: kept.search("光伏", Chosen(), 20), kept.reindex, lambda: kept.issues(Chosen())):
        assert refusal(work) in (["A041"], ["S014"])
    assert kept.index_file.read_bytes() == before


def test_an_index_that_is_behind_is_brought_up(kept, tmp_path):
    old = kept.index_file.read_bytes()
    kept.add(written(tmp_path / "second", files("2026-01-02")))
    kept.add(written(tmp_path / "new", files(revised="2026-01-03T00:00:00Z", articles=(("风电", [["风"]]),))))
    kept.index_file.write_bytes(old)
    assert found(kept, "光伏") == ["sample-2026-01-02"] and found(kept, "风电") == ["sample-2026-01-01"]


def test_an_index_that_cannot_be_brought_up_says_so(kept, tmp_path, monkeypatch):
    old = kept.index_file.read_bytes()
    kept.add(written(tmp_path / "second", files("2026-01-02")))
    kept.index_file.write_bytes(old)
    monkeypatch.setattr("banmian.archive.store.ARCHIVE_SECONDS", 0)
    from banmian.shelf.disk import held as locked

    with locked(kept.folder, 0):
        hits, noticed = kept.search("光伏", Chosen(), 20)
    assert [one.name for one in hits.hits] == ["sample-2026-01-01"] and [one.code for one in noticed] == ["A042"]


def test_an_object_that_is_gone_is_forgotten(kept, tmp_path):
    import shutil

    kept.add(written(tmp_path / "second", files("2026-01-02")))
    (issue,) = [one for one in kept.issues(Chosen())[0] if one.name == "sample-2026-01-02"]
    shutil.rmtree(kept.folder / "ocfl" / issue.place.partition("/")[0])
    assert found(kept, "光伏") == ["sample-2026-01-01"]


def test_an_index_that_is_held_is_waited_for_and_told(kept, monkeypatch):
    monkeypatch.setattr("banmian.archive.index.INDEX_WAIT_SECONDS", 0)
    db = sqlite3.connect(kept.index_file, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    assert refusal(lambda: kept.search("光伏", Chosen(), 20)) == ["A003"]
    db.close()


def test_reindexing_makes_the_same_answers(kept, tmp_path):
    kept.add(written(tmp_path / "second", files("2026-01-02")))
    before = kept.search("光伏 OR 音乐会", Chosen(), 20)[0], kept.issues(Chosen())[0]
    assert kept.reindex() == (2, [])
    assert (kept.search("光伏 OR 音乐会", Chosen(), 20)[0], kept.issues(Chosen())[0]) == before


def test_a_bag_without_pages_is_no_issue(tmp_path):
    made = {key: data for key, data in files(pages=1).items() if key.startswith("data/") and "pages" not in key}
    deposit = written(tmp_path / "bag", bag(made))
    assert refusal(lambda: archive(tmp_path / "archive").add(deposit)) == ["A014"]
