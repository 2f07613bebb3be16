"""layout.toml: every key is checked at its line, and inherited by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import layout_folders
from banmian.limits import (
    GRID_COLUMNS,
    GRID_LINES,
    HEAD_LINES,
    LADDER_DEPTHS,
    LADDER_RUNGS,
    LAYOUT_FILES,
    LAYOUT_FOLDERS,
    LAYOUT_PARENTS,
    LAYOUT_TEXT_BYTES,
    PAPER_MM,
)

from .own_layouts import find, refusal, write

BELOW = 'extends = "broadsheet"\n'


@pytest.mark.parametrize(
    ("toml", "code", "line"),
    [
        ("[grid]\ncolumns = 0", "L013", 3), ("[grid]\ncolumns = 'x'", "L013", 3), ("[grid]\ncolumns = 2.5", "L013", 3),
        ("[grid]\nlines = -1", "L013", 3), ("[grid]\nsize = nan", "L013", 3), ("[grid]\nsize = 1e999", "L013", 3),
        ("[grid]\nsize = true", "L013", 3), ("[paper]\nwidht = 3", "L012", 3), ("[laddder]\nx = 1", "L012", 2),
        ("[ladder.size]\nsixe = 1", "L012", 3), ("[ladder.size]\nstep = 1e-9", "L013", 3), ("[ladder.size]\nstep = 0", "L013", 3),
        ("[ladder.size]\nfloor = 12\nceiling = 9", "L017", 3), ("[ladder.size]\nfloor = 10.5\nceiling = 9", "L017", 4), ("[ladder]\nsize = 5", "L013", 3), ("ladder = 5", "L013", 2),
        ("[grid]\nlines = 100", "L017", 3), ("[ladder.depths]\nx = { floor = 1 }", "L014", 3), ("[ladder.depths]\nx = 5", "L013", 3),
        ("[ladder.depths]\nx = { base = 1.5 }", "L013", 3), ("[ladder.depths]\nline = { base = 1 }", "L012", 3),
        ("title = 'x'", "L013", 2), ("title = { en = 5 }", "L013", 2), ("fonts = ['Arial']", "L028", 2), ("fonts = 'x'", "L013", 2),
        ("[colours]\nred = 'x'", "L013", 3), ("[colours.red]\nrgb = 'red;}'", "L013", 3), ("[colours.nu]\nrgb = '#ffffff'", "L014", 2),
        ("[colours.red]\ncmyk = 'device-cmyk(0 0 0 7)'", "L013", 3), ("[setting]\nmarks = 'narrow'", "L013", 3),
        ("[setting]\nmargin = 3", "L012", 3), ("[setting]\nlanguage = '../x'", "L013", 3), ("[heads.foo]\nlines = 1", "L012", 2),
        ("[type_area]\nwidth = 400", "L026", 3), ("[type_area]\nleft = -1", "L013", 3), ("[ladder.costs]\nlonely = -1", "L013", 3),
        ("x = " + "9" * 5000, "L010", 2), ("x = " + "[" * 5000 + "]" * 5000, "L010", 2), ("x =", "L010", 2), ("a.b.c.d = 1", "L012", 2),
        ("reduces = 'yes'", "L013", 2), ("d = 1979-05-27", "L012", 2), ("[ladder.depths]\nheadline = true", "L013", 3),
    ],
)  # fmt: skip
def test_a_wrong_key_is_told_at_its_line(tmp_path, toml, code, line):
    assert refusal(lambda: find(write(tmp_path, BELOW + toml))) == [(code, f"layout.toml:{line}")]


def test_an_unknown_key_is_told_with_those_that_are_known(tmp_path):
    with pytest.raises(layout_folders.Refused) as refused:
        find(write(tmp_path, BELOW + "[ladder.size]\nsixe = 1"))
    assert "floor, ceiling, step, cost" in refused.value.diagnostics[0].hint()


def depths(counts):
    rows = (f"d{n} = {{ base = 0, floor = 0, ceiling = {count - 1} }}" for n, count in enumerate(counts))
    return "[ladder.depths]\npicture-1 = false\npicture-2 = false\n" + "\n".join(rows)


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        (f"[paper]\nwidth = {PAPER_MM}", f"[paper]\nwidth = {PAPER_MM + 1}", "L013"),
        (f"[ladder.lines]\nceiling = {GRID_LINES}\nstep = 100", f"[ladder.lines]\nceiling = {GRID_LINES + 1}\nstep = 100", "L013"),
        (f"[ladder.columns]\nceiling = {GRID_COLUMNS}\n[type_area]\nwidth = 1000\n[paper]\nwidth = 1100",
         f"[ladder.columns]\nceiling = {GRID_COLUMNS + 1}\n[type_area]\nwidth = 1000\n[paper]\nwidth = 1100", "L013"),
        (f"[heads.headline]\nlines = {HEAD_LINES}", f"[heads.headline]\nlines = {HEAD_LINES + 1}", "L013"),
        (depths([1000, LADDER_DEPTHS - 1010]), depths([1000, LADDER_DEPTHS - 1009]), "L019"),
        (f"[ladder.lines]\nfloor = 1\nceiling = {LADDER_RUNGS // 78}\nstep = 1",
         f"[ladder.lines]\nfloor = 1\nceiling = {LADDER_RUNGS // 78 + 1}\nstep = 1", "L018"),
        ("[ladder.columns]\nceiling = 30", "[ladder.columns]\nceiling = 59", "L027"),
    ],
)  # fmt: skip
def test_a_layout_may_go_to_its_limits(tmp_path, good, bad, code):
    assert refusal(lambda: find(write(tmp_path / "a", BELOW + good))) == []
    assert [found for found, _ in refusal(lambda: find(write(tmp_path / "b", BELOW + bad)))] == [code]


def test_two_lines_make_a_layout(tmp_path):
    made, parent = find(write(tmp_path, BELOW + "ladder.size.cost = 15\n")), layout_folders.find("broadsheet")
    assert made.size.cost == 15 and made.size.floor == parent.size.floor
    for name in ("paper", "type_area", "lines", "depths", "columns", "gap", "colours", "heads", "house", "costs"):
        assert getattr(made, name) == getattr(parent, name)


def test_a_depth_can_be_taken_away_and_a_colour_changed_by_half(tmp_path):
    made = find(write(tmp_path, BELOW + "[ladder.depths]\nkicker = false\n[colours.red]\nrgb = '#ff0000'\n"))
    assert "kicker" not in made.depths and "subhead" in made.depths
    assert made.colours["red"] == {"rgb": "#ff0000", "cmyk": "device-cmyk(0 1 0.95 0.08)"}


def test_an_edited_layout_is_seen(tmp_path):
    assert find(write(tmp_path, BELOW)).digest != find(write(tmp_path, BELOW, page_css="p { color: red }")).digest
    assert find(write(tmp_path, BELOW + "grid.gap = 3\n")).gap == 3


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"page_css": b"p{}\n\xff\xfe"}, "L030", "page.css:2"), ({"page_css": "p{}\n\x00"}, "L031", "page.css:2"),
        ({"page_html": "a\n\x01b"}, "L031", "page.html:2"), ({"page_css": " " * (LAYOUT_TEXT_BYTES + 1)}, "S013", "page.css:1"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told(tmp_path, files, code, place):
    assert refusal(lambda: find(write(tmp_path, BELOW, **files))) == [(code, place)]


def test_texts_files_folders_and_parents_have_limits(tmp_path):
    folder = write(tmp_path / "a", BELOW, page_css=" " * LAYOUT_TEXT_BYTES)
    inner = folder / "own" / "/".join("d" * LAYOUT_FOLDERS)
    inner.mkdir(parents=True)
    for n in range(LAYOUT_FILES - 2):
        (inner / f"{n}.html").touch()
    assert refusal(lambda: find(folder)) == []
    (inner / "more.html").touch()
    assert [code for code, _ in refusal(lambda: find(folder))] == ["L022"]
    (inner / "deeper").mkdir()
    assert [code for code, _ in refusal(lambda: find(folder))] == ["L029"]


@pytest.mark.parametrize(
    ("name", "file"), [("LAYOUT_TEXTS_BYTES", "page_html"), ("LAYOUT_TEXTS_BYTES", "x_css"), ("LAYOUT_BYTES", "x_png")]
)
def test_files_of_a_layout_have_limits_together(tmp_path, monkeypatch, name, file):
    """With its parents: those count too."""
    before = find(write(tmp_path, BELOW)).files.values()
    texts = [one for one in before if name == "LAYOUT_BYTES" or one.path.endswith((".html", ".css"))]
    write(tmp_path, BELOW, **{file: " " * 50})
    most = sum(len(one.data) for one in texts) + 50
    monkeypatch.setattr(layout_folders, name, most)
    assert refusal(lambda: find(tmp_path)) == []
    monkeypatch.setattr(layout_folders, name, most - 1)
    assert [code for code, _ in refusal(lambda: find(tmp_path))] == ["L060"]


def test_a_face_that_nothing_names_is_not_read(tmp_path):
    write(tmp_path, BELOW, **{f"n{n}_otf": b"" for n in range(3)})
    for path in (tmp_path / "own").glob("*.otf"):
        with path.open("wb") as file:
            file.truncate(64 << 20)
    assert not any(name.endswith(".otf") for name in find(tmp_path).files)


def test_a_chain_of_parents_has_an_end(tmp_path):
    for n in range(LAYOUT_PARENTS + 2):
        write(tmp_path, f'extends = "{f"n{n - 1}" if n else "base"}"\n', f"n{n}", page_html="<p></p>")
    assert refusal(lambda: layout_folders.find(f"n{LAYOUT_PARENTS - 1}", tmp_path)) == []
    assert refusal(lambda: layout_folders.find(f"n{LAYOUT_PARENTS}", tmp_path)) == [("L016", "layout.toml:1")]


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(),
    st.text("abc#()0 .é", max_size=12),
    st.lists(st.integers(), max_size=2),
)
KEYS = st.sampled_from(
    "paper.width paper.height type_area.left type_area.width grid.size grid.lines grid.columns grid.gap ladder.size.floor "
    "ladder.lines.step ladder.columns.ceiling ladder.depths.picture-1.base ladder.depths.x ladder.costs.lonely setting.gap "
    "setting.level heads.headline.lines colours.red.rgb colours.x title.en fonts extends abstract reduces nonsense.x".split()
)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_manifest_is_a_layout_or_a_message_with_its_place(tmp_path_factory, data):
    lines = [] if "extends" in data else ['extends = "broadsheet"']
    lines += [f"{key} = {_toml(value)}" for key, value in data.items()]
    found = refusal(lambda: find(write(tmp_path_factory.mktemp("l"), "\n".join(lines) + "\n")))
    assert all(code.startswith("L0") and (place.startswith("layout.toml:") or code == "L001") for code, place in found)


def _toml(value):
    if isinstance(value, str):
        return '"' + value + '"'
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
