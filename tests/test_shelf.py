"""The shelf: only what the program made, unchanged since, is replaced or removed; everything else is the user's."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banmian import desk
from banmian.cli import main
from banmian.diagnostics import Refused
from banmian.job import Order
from banmian.shelf import shelf as shelves
from banmian.shelf.manifest import Manifest, NotOurs, file_of, is_component, is_plain, manifest_of, read_manifest

from .helpers import issue, page, some
from .shelves import NEW, OLD, delivered, held, in_a_child, with_users_files

STORY = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")
UNDATED = STORY.replace("2026年1月1日 星期四\n\n", "")


def refused(order: Order) -> str:
    with pytest.raises(Refused) as told:
        desk.build(order)
    return [d.code for d in told.value.diagnostics if d.severity.value == "error"][-1]


def everything(folder: Path) -> dict[str, bytes | str]:
    """All below a folder; of links, where they lead."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_symlink() or p.is_file())
    return {str(p.relative_to(folder)): str(p.readlink()) if p.is_symlink() else p.read_bytes() for p in found}


# What may be a place for output ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["notes.txt", ".hidden", "sub/notes.txt", "model.json", "report.json", "manifest.json"])
def test_a_folder_that_is_not_ours_is_refused(tmp_path, inside):
    source, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    there = out / "a-2026-01-01"
    (there / inside).parent.mkdir(parents=True)
    (there / inside).write_text("{}", encoding="utf-8")
    before = everything(tmp_path)
    assert refused(Order(source, to=("screen",), out=out)) == ("S025" if inside == "manifest.json" else "S020")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("kind", ["file", "link", "broken link", "pipe"])
def test_what_is_no_folder_is_refused(tmp_path, kind):
    source, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    out.mkdir()
    there = out / "a-2026-01-01"
    (tmp_path / "elsewhere").mkdir()
    {
        "file": lambda: there.write_text("mine"), "link": lambda: there.symlink_to(tmp_path / "elsewhere"),
        "broken link": lambda: there.symlink_to(tmp_path / "nowhere"), "pipe": lambda: os.mkfifo(there),
    }[kind]()  # fmt: skip
    assert refused(Order(source, to=("screen",), out=out)) == "S020"
    assert os.path.lexists(there) and not any((tmp_path / "elsewhere").iterdir())


def ways(place: Path) -> dict[str, tuple[Path, Path]]:
    """(source, out) that would put the output into the issue's folder mypaper, above it or inside it."""
    (place / "link").symlink_to(place / "mypaper")
    (place / "up").symlink_to(place)
    own = place / "mypaper"
    return {
        "the folder itself": (own, place), "with dots": (own / ".." / "mypaper", place / "mypaper" / ".."),
        "by a link": (place / "link", place), "out by a link": (own, place / "up"), "both": (place / "up" / "link", place / "up"),
        "inside": (own, own), "other capitals": (own, place / "MyPaper" / "build"),
        "deep inside": (own, own / "build" / "today"), "inside by a link": (own, place / "link" / "build"),
    }  # fmt: skip


@pytest.mark.parametrize("way", ["the folder itself", "with dots", "by a link", "out by a link", "both", "inside",
                                 "other capitals", "deep inside", "inside by a link"])  # fmt: skip
def test_the_source_is_never_the_place(tmp_path, way):
    """An undated issue has the name of its folder."""
    issue(tmp_path / "mypaper", UNDATED)
    (tmp_path / "mypaper" / "notes.txt").write_text("mine", encoding="utf-8")
    source, out = ways(tmp_path)[way]
    before = everything(tmp_path)
    assert refused(Order(source, to=("screen",), out=out)) in ("S020", "S021")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["..md", "...md", "....md", " .md"])
def test_a_page_may_not_name_the_place_with_dots(tmp_path, name):
    """`..md` has the stem `.`: the place would be --out itself."""
    folder = issue(tmp_path / "a", UNDATED, name=name)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert refused(Order(folder / name, to=("screen",), out=tmp_path / "out")) == "S022"
    assert everything(tmp_path / "out") == {"mine.txt": b"mine"}


def test_above_the_source_is_refused(tmp_path):
    """The place would hold the issue's folder."""
    source = issue(tmp_path / "out" / "x-2026-01-01" / "deep" / "x", STORY)
    before = everything(tmp_path)
    assert refused(Order(source, to=("screen",), out=tmp_path / "out")) == "S021"
    assert everything(tmp_path) == before


@pytest.mark.slow
def test_a_page_builds_beside_itself_and_an_empty_folder_will_do(tmp_path, monkeypatch):
    issue(tmp_path, STORY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build" / "A01-2026-01-01").mkdir(parents=True)
    result = desk.build(Order(Path("A01.md"), to=("screen",)))
    assert (result.folder / "screen.pdf").is_file()


@pytest.mark.parametrize("name", ["..", ".", "", "a\\b", "a\nb", "\0", ".hidden", " a", "a.", "x" * 201, "a:b", "\udce9"])
def test_names_that_are_no_plain_names(name):
    assert not is_component(name) and not is_plain(f"press/{name}") and not is_plain(f"{name}/a.pdf")


# The user's files -----------------------------------------------------------------------------------------------------


def test_what_the_user_added_or_changed_is_carried_over(tmp_path):
    folder = with_users_files(tmp_path)
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("signed.txt")
    (folder / "away").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    inode = (folder / "signed.txt").stat().st_ino
    noticed = delivered(tmp_path, NEW)
    found = everything(folder)
    kept = next(name for name in found if name.startswith("archive.kept-"))
    assert found[kept] == b"archive one with a note" and found["archive.pdf"] == b"archive two"
    assert found["signed.txt"] == b"signed by the editor" and (folder / "signed.txt").stat().st_ino == inode
    assert found["link"] == "signed.txt" and found["away"] == str(tmp_path) and (folder / "empty").is_dir()
    assert (folder / "pipe").is_fifo() and "press/A01.pdf" not in found
    assert [(d.code, d.facts.get("names")) for d in noticed] == [("S023", "press/A01.pdf"), ("S024", None)]
    assert noticed[1].facts == {"name": "archive.pdf", "now": kept}


def test_a_change_again_and_again_keeps_every_state(tmp_path):
    folder = with_users_files(tmp_path)
    for number in range(3):
        delivered(tmp_path, {**NEW, "screen.pdf": b"screen %d" % number})
        with (folder / "screen.pdf").open("ab") as file:
            file.write(b" and a note")
    delivered(tmp_path, NEW)
    states = {data for name, data in held(folder).items() if name.startswith("screen.kept-")}
    assert states == {b"screen %d and a note" % number for number in range(3)}
    before = held(folder)
    assert [d.code for d in delivered(tmp_path, NEW)] == [] and held(folder) == before


@pytest.mark.parametrize(
    ("users", "becomes"),
    [
        ({"press": b"a file where a folder comes"}, "press.kept-"), ({"Screen.PDF": b"other capitals"}, "Screen.kept-"),
        ({"screen.pdf/notes.txt": b"a folder where a file comes"}, "screen.pdf.kept-folder/notes.txt"),
        ({"report.json": b"[]"}, "report.kept-"), ({"model.json": b"[]"}, "model.json"),
    ],
)  # fmt: skip
def test_the_user_makes_room_for_new_files(tmp_path, users, becomes):
    delivered(tmp_path, {"archive.pdf": b"old"}, "yesterday")
    folder = tmp_path / "out" / "paper"
    for name, data in users.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    delivered(tmp_path, {"press/A01.pdf": b"p", "screen.pdf": b"s"})
    found = everything(folder)
    assert (found["press/A01.pdf"], found["screen.pdf"]) == (b"p", b"s")
    assert [data for name, data in found.items() if name.startswith(becomes)] == list(users.values())


def test_with_the_same_origin_a_file_stays_whatever_is_built(tmp_path):
    delivered(tmp_path, OLD)
    delivered(tmp_path, {"screen.pdf": b"screen two"})
    folder = tmp_path / "out" / "paper"
    assert held(folder) == {**OLD, "screen.pdf": b"screen two"}
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [f["name"] for f in listed["files"]] == ["archive.pdf", "press/A01.pdf", "report.json", "screen.pdf"]
    (folder / "archive.pdf").unlink()
    delivered(tmp_path, {"screen.pdf": b"screen three"})
    assert "archive.pdf" not in (folder / "manifest.json").read_text(encoding="utf-8")


CHANGES = {
    "a word": lambda f: (f / "A01.md").write_text(STORY.replace("写完", "写好"), encoding="utf-8"),
    "a setting": lambda f: (f / "issue.toml").write_text('[paper]\nslug = "a"\nnumber = 7\n', encoding="utf-8"),
    "the layout": lambda f: (f / "issue.toml").write_text('layout = "tabloid"\n[paper]\nslug = "a"\n', encoding="utf-8"),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", some(CHANGES, 1))
def test_yesterdays_press_page_goes_and_the_report_says_so(tmp_path, change):
    folder = issue(tmp_path / "a", STORY, '[paper]\nslug = "a"\n')
    first = desk.build(Order(folder, to=("press", "screen"), out=tmp_path / "out", jobs=1))
    CHANGES[change](folder)
    result = desk.build(Order(folder, to=("screen",), out=tmp_path / "out"))
    assert not (first.folder / "press").exists()
    assert [d.facts for d in result.diagnostics if d.code == "S023"] == [{"count": 1, "names": "press/A01.pdf"}]
    report = json.loads((first.folder / "report.json").read_text(encoding="utf-8"))
    assert "press/A01.pdf" in next(d["message"] for d in report["diagnostics"] if d["code"] == "S023")


# The manifest is data -------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200) | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(
    lambda value: json.dumps(value).encode()))  # fmt: skip
def test_a_manifest_may_hold_anything(data):
    with pytest.raises(NotOurs):
        read_manifest(data)


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/passwd", "press/../../a", "a\\..\\b", ".ssh/config", "a//b", ""])
def test_a_sealed_manifest_may_not_name_what_is_elsewhere(name):
    with pytest.raises(NotOurs):
        read_manifest(manifest_of([file_of(name, "screen", b"", "", "")]).as_bytes())


def test_an_edited_manifest_is_not_trusted(tmp_path):
    delivered(tmp_path, OLD)
    path = tmp_path / "out" / "paper" / "manifest.json"
    text = path.read_text(encoding="utf-8")
    assert read_manifest(text.encode()).files.keys() == {*OLD, "report.json"}
    path.write_text(text.replace("archive.pdf", "signed.pdf"), encoding="utf-8")
    with pytest.raises(Refused) as told:
        delivered(tmp_path, NEW)
    assert [d.code for d in told.value.diagnostics] == ["S025"]
    assert read_manifest(Manifest().as_bytes()) == Manifest()


def test_a_work_folder_behind_a_link_is_not_taken_down(tmp_path):
    """A stranger's build folder may hold links where our own work folder would be."""
    mine = tmp_path / "mine"
    (mine / "new").mkdir(parents=True)
    (mine / "new" / ".banmian-delivery").touch()
    (mine / "new" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".paper.banmian").symlink_to(mine)
    (tmp_path / "out" / ".other.banmian").mkdir()
    (tmp_path / "out" / ".other.banmian" / "new").symlink_to(mine / "new")
    before = everything(mine)
    assert [d.code for d in shelves.recover_all(tmp_path / "out")] == ["S027"]
    assert everything(mine) == before


# Two at a time --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_builds_into_one_place_wait_for_each_other(tmp_path):
    for number in range(6):
        if os.fork() == 0:
            delivered(tmp_path, {f"file-{n}.pdf": b"of %d" % number for n in range(20)}, str(number))
            os._exit(0)
    for _ in range(6):
        assert os.wait()[1] == 0
    found = held(tmp_path / "out" / "paper")
    assert len(found) == 20 and len(set(found.values())) == 1
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["paper"]


@pytest.mark.slow
def test_a_build_that_waits_too_long_says_so(tmp_path, monkeypatch):
    delivered(tmp_path, OLD)
    ready, hold = os.pipe(), os.pipe()
    if os.fork() == 0:
        with shelves.held(tmp_path / "out", 0):
            os.write(ready[1], b"x")
            os.read(hold[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    monkeypatch.setattr(shelves, "DELIVERY_SECONDS", 0.1)
    with pytest.raises(Refused) as told:
        delivered(tmp_path, NEW)
    os.write(hold[1], b"x")
    os.wait()
    assert [d.code for d in told.value.diagnostics] == ["S026"]
    assert held(tmp_path / "out" / "paper") == OLD


@pytest.mark.slow
def test_places_in_the_report_are_relative_however_folders_are_called(tmp_path, monkeypatch):
    """Once a folder named s made imagephoto.jpg of images/photo.jpg."""
    monkeypatch.chdir(tmp_path)
    issue(Path("s"), STORY + "\n![图说在此](images/photo.jpg)\n")
    text = (desk.build(Order(Path("s"), to=("screen",))).folder / "report.json").read_text(encoding="utf-8")
    assert "images/photo.jpg" in text and '"file": "A01.md"' in text and "s/A01.md" not in text


@pytest.mark.slow
def test_a_terminal_is_shown_a_path_that_it_can_open(tmp_path, monkeypatch):
    from click.testing import CliRunner

    monkeypatch.chdir(tmp_path)
    issue(Path("a/b"), STORY.replace("## 主题", "##"))
    done = CliRunner().invoke(main, ["build", "a/b", "--lang", "en"])
    assert "a/b/A01.md:11:1: error P033" in done.stderr and in_a_child(os.getpid) == 0
