"""Output folders that a stranger, or an unlucky moment, has prepared: nothing leads out, nothing of anybody's is lost."""

import hashlib
import os
import stat
import subprocess
from pathlib import Path

import pytest

from banmian.diagnostics import Refused
from banmian.shelf.manifest import NotOurs, file_of, manifest_of, read_manifest
from banmian.shelf.shelf import Shelf, recover_all

from .shelves import BAG, NEW, NEW_BAG, OLD, Unsynced, delivered, held, with_users_files

MARK = ".banmian-delivery"


def test_a_left_over_does_not_move_through_a_link(tmp_path):
    """A project that brings build/.x.banmian/old/s/evil and build/x/s -> home would write into home."""
    home = tmp_path / "home"
    home.mkdir()
    old = tmp_path / "out" / ".x.banmian" / "old" / "s"
    old.mkdir(parents=True)
    (old / "evil.desktop").write_text("evil", encoding="utf-8")
    (tmp_path / "out" / "x").mkdir()
    (tmp_path / "out" / "x" / "s").symlink_to(home)
    recover_all(tmp_path / "out")
    assert not any(home.iterdir())
    assert (tmp_path / "out" / "x" / "s.kept-folder" / "evil.desktop").read_text(encoding="utf-8") == "evil"


@pytest.mark.parametrize("name", ["....banmian", "...banmian", "..hidden.banmian", "..banmian"])
def test_a_left_over_with_a_name_that_is_none_is_left_alone(tmp_path, name):
    old = tmp_path / "out" / name / "old"
    old.mkdir(parents=True)
    (old / "escaped.txt").write_text("x", encoding="utf-8")
    (tmp_path / MARK).write_text("mine", encoding="utf-8")
    (tmp_path / "out" / MARK).write_text("mine", encoding="utf-8")
    recover_all(tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == [MARK, "out"] and (old / "escaped.txt").exists()
    assert (tmp_path / "out" / MARK).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("link", "files"), [("press", NEW | {"press/A01.pdf": b"p"}), ("screen.pdf", NEW)])
def test_a_link_that_makes_room_leads_nowhere(tmp_path, link, files):
    victim = tmp_path / "victim"
    victim.mkdir()
    delivered(tmp_path, {"archive.pdf": b"old"}, "yesterday")
    folder = tmp_path / "out" / "paper"
    (folder / link).symlink_to(victim)
    digest = hashlib.sha256(os.fsencode(str(victim))).hexdigest()[:8]
    stem, dot, suffix = link.partition(".")
    (folder / f"{stem}.kept-{digest}{dot}{suffix}").mkdir()
    (folder / f"{stem}.kept-{digest}{dot}{suffix}" / "evil.sh").write_text("evil", encoding="utf-8")
    delivered(tmp_path, files)
    assert not any(victim.iterdir())
    assert [p.read_text(encoding="utf-8") for p in folder.rglob("evil.sh")] == ["evil"]
    assert [p.readlink() for p in folder.rglob("*") if p.is_symlink()] == [victim]


@pytest.mark.parametrize("mark", [b"", b"banmian is making this folder\n"])
def test_what_the_journal_does_not_name_is_not_taken_down(tmp_path, mark):
    new = tmp_path / "out" / ".paper.banmian" / "new"
    (new / "sub").mkdir(parents=True)
    (new / MARK).write_bytes(mark)
    (new / "sub" / "notes.txt").write_text("mine", encoding="utf-8")
    recover_all(tmp_path / "out")
    assert (tmp_path / "out" / "paper" / "sub" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["paper"]


def test_a_file_that_bears_the_name_of_our_mark_stops_a_delivery(tmp_path):
    """Else the old folder would be taken for one that is being made."""
    folder = with_users_files(tmp_path)
    (folder / MARK).write_text("mine", encoding="utf-8")
    before = held(folder)
    with pytest.raises(Refused) as told:
        delivered(tmp_path, NEW)
    assert [d.code for d in told.value.diagnostics] == ["S004"] and held(folder) == before


class Meanwhile(Unsynced):
    """An editor saves two files just before the folders change places."""

    def exchange(self, one: Path, other: Path) -> bool:
        (other / "late.txt").write_text("late", encoding="utf-8")
        (other / "saved").write_text("signed twice", encoding="utf-8")
        (other / "saved").rename(other / "signed.txt")
        return super().exchange(one, other)


def test_what_is_saved_during_a_delivery_is_kept(tmp_path):
    folder = with_users_files(tmp_path)
    delivered(tmp_path, NEW, disk=Meanwhile())
    found = held(folder)
    assert found["late.txt"] == b"late" and b"signed twice" in found.values() and b"signed by the editor" in found.values()


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o555, 0o500, 0o000])
def test_a_folder_of_the_users_keeps_its_files_and_rights(tmp_path, mode):
    """One that its owner may not change is opened up to the owner; one that others may not read stays so."""
    delivered(tmp_path, OLD, "yesterday")
    folder = tmp_path / "out" / "paper"
    (folder / "private" / "empty").mkdir(parents=True)
    (folder / "private" / "letter.txt").write_text("mine", encoding="utf-8")
    (folder / "private").chmod(mode)
    for number, files in enumerate((NEW, OLD)):
        assert not any(d.code == "S027" for d in delivered(tmp_path, files, str(number)))
    mode_now = stat.S_IMODE((folder / "private").stat().st_mode)
    assert (folder / "private" / "letter.txt").read_text(encoding="utf-8") == "mine" and (
        folder / "private" / "empty"
    ).is_dir()
    assert mode_now & 0o077 == mode & 0o077 and mode_now in (mode, mode | 0o700)


@pytest.mark.parametrize("folder", ["", "deposit/paper/", "deposit/paper/data/"])
def test_names_that_differ_in_capitals_stay_as_they_are(tmp_path, folder):
    """They lie side by side where there are capitals; once one of the user's two files was renamed for the other's sake."""
    delivered(tmp_path, OLD | BAG, "yesterday")
    place = tmp_path / "out" / "paper"
    names = {"Mine/a.txt", "mine/A.txt", "notes.txt", "Notes.txt"}
    for name in names:
        (place / folder / name).parent.mkdir(exist_ok=True)
        (place / folder / name).write_text(name, encoding="utf-8")
    for files in (NEW, NEW | NEW_BAG):
        assert [d.code for d in delivered(tmp_path, files) if d.code == "S024"] == []
        here = next(path.parent for path in place.rglob("Notes.txt"))
        found = {name: data.decode() for name, data in held(here).items() if data.decode() in names}
        assert found == {name: name for name in names}


@pytest.mark.slow
def test_folders_as_deep_as_python_calls_itself(tmp_path):
    delivered(tmp_path, OLD, "yesterday")
    deep = folder = tmp_path / "out" / "paper"
    for _ in range(1_100):
        deep = deep / "a"
        deep.mkdir()
    (deep / "x.txt").write_text("deep", encoding="utf-8")
    try:
        delivered(tmp_path, NEW)
        assert (deep / "x.txt").read_text(encoding="utf-8") == "deep"
    finally:  # what pytest keeps of a test it removes by functions that call themselves
        subprocess.run(["rm", "-rf", str(folder / "a"), str(tmp_path / "out" / ".paper.banmian")], check=True)


@pytest.mark.parametrize(
    ("name", "target"), [("a.pdf", "\ud800"), ("a.pdf", ".."), ("\ud800.pdf", "screen"), ("a.pdf", "")]
)
def test_a_sealed_manifest_holds_names_only(name, target):
    with pytest.raises((NotOurs, UnicodeEncodeError)):
        read_manifest(manifest_of([file_of(name, target, b"", "", "")]).as_bytes())


@pytest.mark.parametrize("out", ["loop", "loop/below", "nul\0", "a" * 300, "file", "file/below"])
def test_a_place_that_cannot_be_is_a_message(tmp_path, out):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "issue").mkdir()
    recover_all(tmp_path / out)
    with pytest.raises(Refused) as told:
        Shelf(tmp_path / out, "paper", tmp_path / "issue").deliver([], str, lambda noticed: None)
    assert told.value.diagnostics[-1].code == "S004"
