"""A folder that is one unit, as a bag is: the program's files in it stand or go together, the user's edition is kept whole."""

import errno
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from banmian.diagnostics import Refused
from banmian.shelf.manifest import File, Manifest, NotOurs, read_manifest
from banmian.shelf.shelf import recover_all

from .shelves import BAG, NEW, NEW_BAG, OLD, UNIT, Unsynced, delivered, held


def unit(folder: Path, name: str = UNIT) -> dict[str, object]:
    """All that is in a unit's folder: bytes, where links lead, empty folders, pipes."""
    found: dict[str, object] = {}
    for path in sorted((folder / name).rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder / name).as_posix()] = path.readlink()
        elif path.is_file():
            found[path.relative_to(folder / name).as_posix()] = path.read_bytes()
        elif not path.is_dir() or not any(path.iterdir()):
            found[path.relative_to(folder / name).as_posix()] = stat.S_IFMT(path.stat().st_mode)
    return found


def below(files: dict[str, bytes]) -> dict[str, object]:
    """Files of the unit, by their names in it."""
    return {name.removeprefix(f"{UNIT}/"): data for name, data in files.items()}


def kept(folder: Path) -> list[str]:
    """Folders beside the unit."""
    return sorted(f"deposit/{path.name}" for path in (folder / "deposit").iterdir() if path.name != "paper")


def listed(folder: Path) -> set[str]:
    return set(read_manifest((folder / "manifest.json").read_bytes()).files) - {"report.json"}


def first(place: Path, files: dict[str, bytes] = BAG, made_from: str = "yesterday") -> Path:
    delivered(place, files, made_from)
    return place / "out" / "paper"


EDITS = {
    "a file changed": lambda bag: (bag / "data" / "mets.xml").write_bytes(b"mets, mended by hand"),
    "a byte of the same size": lambda bag: (bag / "bagit.txt").write_bytes(b"bag 0ne"),
    "a file added": lambda bag: (bag / "data" / "notes.txt").write_bytes(b"ask the plant"),
    "a file removed": lambda bag: (bag / "data" / "pages" / "2.xml").unlink(),
    "a folder added": lambda bag: (bag / "data" / "more").mkdir(),
    "a link added": lambda bag: (bag / "link").symlink_to("bagit.txt"),
    "a file turned into a link": lambda bag: (
        (bag / "bagit.txt").unlink(),
        (bag / "bagit.txt").symlink_to("/etc/hostname"),
    ),
    "a pipe added": lambda bag: os.mkfifo(bag / "pipe"),
    "a hidden file added": lambda bag: (bag / ".DS_Store").write_bytes(b"\0"),
    "a name that is none": lambda bag: Path(os.fsdecode(os.fsencode(bag) + b"/\xff\\ \n*")).write_bytes(b"odd"),
    "our mark in it": lambda bag: (bag / ".banmian-delivery").write_bytes(b"banmian is making this folder\n"),
    "a manifest in it": lambda bag: (bag / "manifest.json").write_bytes(b"{}"),
    "a file where a folder was": lambda bag: (shutil.rmtree(bag / "data"), (bag / "data").write_bytes(b"mine")),
    "a name in other capitals": lambda bag: (bag / "bagit.txt").rename(bag / "BagIt.txt"),
}


# A new one comes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made_from", ["yesterday", "today"])
def test_a_new_unit_replaces_the_old_one_whole(tmp_path, made_from):
    folder = first(tmp_path)
    assert delivered(tmp_path, NEW_BAG, made_from) == []
    assert unit(folder) == below(NEW_BAG) and kept(folder) == [] and listed(folder) == {*NEW_BAG}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_unit_is_kept_whole_beside_the_new_one(tmp_path, edit):
    folder = first(tmp_path)
    EDITS[edit](folder / UNIT)
    before, inodes = unit(folder), {path.lstat().st_ino for path in (folder / UNIT).rglob("*") if path.is_file()}
    noticed = delivered(tmp_path, NEW_BAG)
    assert unit(folder) == below(NEW_BAG) and listed(folder) == {*NEW_BAG}
    [name] = kept(folder)
    assert name.startswith(f"{UNIT}.kept-") and unit(folder, name) == before
    assert {path.lstat().st_ino for path in (folder / name).rglob("*") if path.is_file()} == inodes, "no second copy"
    assert [(d.code, d.facts) for d in noticed] == [("S060", {"name": UNIT, "now": name})]


def test_the_folder_of_a_unit_may_be_anybodys(tmp_path):
    """It was the user's before there was a unit, or an older version's."""
    folder = first(tmp_path, {"deposit/paper.txt": b"ours", "screen.pdf": b"s"})
    (folder / UNIT / "data").mkdir(parents=True)
    (folder / UNIT / "data" / "mets.xml").write_bytes(b"of another program")
    (folder / "deposit" / "mine.txt").write_bytes(b"beside it")
    before = unit(folder)
    assert [d.code for d in delivered(tmp_path, BAG)] == ["S023", "S060"]
    name, beside = kept(folder)[::-1] if kept(folder)[0].endswith(".txt") else kept(folder)
    assert unit(folder) == below(BAG) and unit(folder, name) == before and (folder / beside).read_bytes() == b"beside it"


@pytest.mark.parametrize("kind", ["a link", "a file", "a pipe", "a link above it"])
def test_what_is_no_folder_makes_room_for_a_unit(tmp_path, kind):
    folder = first(tmp_path, {"screen.pdf": b"s"})
    (tmp_path / "victim").mkdir()
    (folder / ("paper" if "above" in kind else "deposit")).mkdir()
    place = folder / ("deposit" if "above" in kind else UNIT)
    {"a link": lambda: place.symlink_to(tmp_path / "victim"), "a file": lambda: place.write_bytes(b"mine"),
     "a pipe": lambda: os.mkfifo(place), "a link above it": lambda: place.symlink_to(tmp_path / "victim")}[kind]()  # fmt: skip
    assert [d.code for d in delivered(tmp_path, BAG | {"screen.pdf": b"s"})] == ["S024"]
    assert unit(folder) == below(BAG) and not any((tmp_path / "victim").iterdir())
    [moved] = place.parent.glob(f"{place.name}.kept-*")
    assert moved.is_symlink() or moved.is_fifo() or moved.read_bytes() == b"mine"


def test_a_unit_in_other_capitals_makes_room(tmp_path):
    """A stick has one folder for both names."""
    folder = first(tmp_path, {"screen.pdf": b"s"})
    (folder / "Deposit" / "PAPER").mkdir(parents=True)
    (folder / "Deposit" / "PAPER" / "mine.txt").write_bytes(b"mine")
    assert [d.code for d in delivered(tmp_path, BAG | {"screen.pdf": b"s"})] == ["S060"]
    [name] = [path.name for path in (folder / "Deposit").iterdir()]
    assert name.startswith("PAPER.kept-") and unit(folder) == below(BAG)


def test_every_edition_is_kept_and_the_same_one_once(tmp_path):
    """The name tells the content: what was kept under it, and changed since, is not mixed with what comes."""
    folder = first(tmp_path)
    for number in (1, 2, 1):
        (folder / UNIT / "notes.txt").write_bytes(b"note %d" % number)
        delivered(tmp_path, BAG)
    names = kept(folder)
    assert sorted(unit(folder, name)["notes.txt"] for name in names) == [b"note 1", b"note 2"]
    (folder / names[0] / "bagit.txt").write_bytes(b"changed again")
    (folder / UNIT / "notes.txt").write_bytes(unit(folder, names[0])["notes.txt"])
    before = {name: unit(folder, name) for name in names} | {"now": unit(folder)}
    delivered(tmp_path, BAG)
    assert [state for name in kept(folder) if (state := unit(folder, name)) not in before.values()] == []
    assert len(kept(folder)) == 3 and unit(folder) == below(BAG)


@pytest.mark.parametrize("left", ["nothing", "its folder", "its folders"])
def test_of_a_unit_that_was_emptied_nothing_is_kept(tmp_path, left):
    folder = first(tmp_path)
    for path in sorted((folder / UNIT).rglob("*"), reverse=True):
        if path.is_file() or left != "its folders":
            path.unlink() if path.is_file() else path.rmdir()
    if left == "nothing":
        (folder / UNIT).rmdir()
    assert delivered(tmp_path, NEW_BAG) == [] and unit(folder) == below(NEW_BAG) and kept(folder) == []


@pytest.mark.parametrize("mode", [0o700, 0o555, 0o000])
def test_a_kept_unit_keeps_its_rights_and_dates(tmp_path, mode):
    folder = first(tmp_path)
    (folder / UNIT / "notes.txt").write_bytes(b"mine")
    os.utime(folder / UNIT / "data", (1_000_000, 1_000_000))
    (folder / UNIT / "data").chmod(mode)
    assert [d.code for d in delivered(tmp_path, NEW_BAG)] == ["S060"]
    data = folder / kept(folder)[0] / "data"
    assert stat.S_IMODE(data.stat().st_mode) in (mode, mode | 0o700) and data.stat().st_mtime == 1_000_000


# None comes -----------------------------------------------------------------------------------------------------------


def test_a_unit_of_today_stays_whole_whatever_is_built(tmp_path):
    folder = first(tmp_path, BAG | OLD, "today")
    inodes = {path: path.stat().st_ino for path in (folder / UNIT).rglob("*") if path.is_file()}
    assert delivered(tmp_path, {"screen.pdf": b"screen two"}) == []
    assert unit(folder) == below(BAG) and listed(folder) == {*BAG, *OLD}
    assert {path: path.stat().st_ino for path in inodes} == inodes
    assert delivered(tmp_path, NEW_BAG) == [] and unit(folder) == below(NEW_BAG), "it is still known to be a unit"


def test_a_unit_of_yesterday_goes_whole_with_one_name_in_the_message(tmp_path):
    folder = first(tmp_path, BAG | OLD)
    noticed = delivered(tmp_path, {"screen.pdf": b"s"})
    assert [(d.code, d.facts) for d in noticed] == [("S023", {"count": 5, "names": f"archive.pdf, {UNIT}/, press/A01.pdf"})]
    assert not (folder / "deposit").exists()


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("made_from", ["yesterday", "today"])
def test_an_edited_unit_stays_as_it_is_and_is_the_users(tmp_path, edit, made_from):
    folder = first(tmp_path)
    EDITS[edit](folder / UNIT)
    before = unit(folder)
    assert delivered(tmp_path, {"screen.pdf": b"s"}, made_from) == []
    assert unit(folder) == before and kept(folder) == [] and listed(folder) == {"screen.pdf"}
    assert [d.code for d in delivered(tmp_path, {"screen.pdf": b"s"}, "tomorrow")] == [] and unit(folder) == before
    assert [d.code for d in delivered(tmp_path, NEW_BAG, "tomorrow")] == ["S060"]
    assert unit(folder) == below(NEW_BAG) and unit(folder, kept(folder)[0]) == before


def test_files_of_other_origins_in_a_unit_go_together(tmp_path):
    """One file of it is not of today: half of a unit is none."""
    folder = first(tmp_path, BAG, "today")
    said = read_manifest((folder / "manifest.json").read_bytes())
    name = f"{UNIT}/data/mets.xml"
    old = said.files[name]
    files = {**said.files, name: File(old.name, old.target, old.size, old.sha256, "yesterday", old.unit)}
    (folder / "manifest.json").write_bytes(Manifest(files).as_bytes())
    assert [d.facts["names"] for d in delivered(tmp_path, {"screen.pdf": b"s"})] == [f"{UNIT}/"]
    assert not (folder / "deposit").exists()


@pytest.mark.parametrize("file", ["deposit", UNIT, f"{UNIT}/notes.txt", f"{UNIT}/data/mets.xml/more.txt"])
@pytest.mark.parametrize("edited", [False, True])
def test_where_another_file_comes_into_a_unit_it_does_not_stay(tmp_path, file, edited):
    folder = first(tmp_path, BAG, "today")
    if edited:
        (folder / UNIT / "mine.txt").write_bytes(b"mine")
    before = unit(folder)
    (tmp_path / "issue").mkdir(exist_ok=True)
    codes = [d.code for d in delivered_alone(tmp_path, file)]
    found = held(folder)
    assert found.pop(file) == b"new" and codes == (["S060"] if edited else ["S023"])
    assert found == {} if not edited else sorted(found.values()) == sorted(before.values())
    assert len({name.rsplit(".kept-", 1)[0] for name in found}) <= 1


def delivered_alone(place: Path, file: str) -> list:
    """Deliver one file that is part of no unit."""
    from banmian.shelf.shelf import Output, Shelf

    made = [Output(file, "other", b"new", "today")]
    shelf = Shelf(place / "out", "paper", place / "issue", Unsynced())
    return shelf.deliver(made, lambda target: "today", lambda noticed: Output("report.json", "report", b"{}", ""))


# The list -------------------------------------------------------------------------------------------------------------


def test_the_list_of_files_without_units_is_as_it_was(tmp_path):
    folder = first(tmp_path, OLD | BAG)
    entries = {one["name"]: one for one in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]}
    assert all("unit" not in entries[name] for name in OLD) and {entries[name]["unit"] for name in BAG} == {UNIT}


@pytest.mark.parametrize("said", ["other", "deposit/paper/bagit.txt", "deposit/pap", "/", "..", 7, None, ["deposit"]])
def test_a_sealed_list_may_not_say_nonsense_of_units(said):
    file = File(f"{UNIT}/bagit.txt", "deposit", 0, "0" * 64, "", said)
    with pytest.raises(NotOurs):
        read_manifest(Manifest({file.name: file}).as_bytes())


# Unlucky moments ------------------------------------------------------------------------------------------------------


class Late(Unsynced):
    """Somebody saves into the unit just before the folders change places."""

    def exchange(self, one: Path, other: Path) -> bool:
        (other / UNIT / "late.txt").write_bytes(b"late")
        (other / UNIT / "saved").write_bytes(b"mended")
        (other / UNIT / "saved").rename(other / UNIT / "bagit.txt")
        return super().exchange(one, other)


@pytest.mark.parametrize("case", ["replaced", "edited", "stays"])
def test_what_is_saved_into_a_unit_during_a_delivery_is_kept_beside_it(tmp_path, case):
    folder = first(tmp_path, BAG, "today")
    if case == "edited":
        (folder / UNIT / "notes.txt").write_bytes(b"note")
    new = {"screen.pdf": b"s"} if case == "stays" else NEW_BAG
    delivered(tmp_path, new, disk=Late())
    assert unit(folder) == below(BAG if case == "stays" else NEW_BAG)
    [name] = kept(folder)
    found = unit(folder, name)
    assert {b"late", b"mended"} <= set(found.values()) and (case != "edited" or found["notes.txt"] == b"note")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["paper"]


class Unlinked(Unsynced):
    """A file system without hard links."""

    def link(self, old: Path, new: Path) -> None:
        self.copy(old, new)


@pytest.fixture
def full(monkeypatch):
    """`full(name)`: the disk is full after half a copy of a file of that name."""

    def until(name: str) -> None:
        def copied(old: Path, new: Path, follow_symlinks: bool, copy=shutil.copy2) -> None:
            copy(old, new, follow_symlinks=follow_symlinks)
            if old.name == name:
                os.truncate(new, new.stat().st_size // 2)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(shutil, "copy2", copied)

    return until


@pytest.mark.parametrize("file", ["bagit.txt", "2.xml", "screen.pdf"])
def test_what_stays_is_whole_or_nothing_is_delivered(tmp_path, full, file):
    """Once a file of ours that should stay, and could neither be linked nor copied, was gone and still listed."""
    folder = first(tmp_path, BAG | OLD, "today")
    full(file)
    with pytest.raises(Refused) as told:
        delivered(tmp_path, {"archive.pdf": b"two"}, disk=Unlinked())
    assert [d.code for d in told.value.diagnostics] == ["S004"]
    assert held(folder) == BAG | OLD and [path.name for path in (tmp_path / "out").iterdir()] == ["paper"]


@pytest.mark.parametrize("file", ["bagit.txt", "notes.txt"])
@pytest.mark.parametrize("comes", [True, False])
def test_an_edited_unit_is_whole_though_the_disk_is_full(tmp_path, full, file, comes):
    """What cannot be copied is moved when the folders have changed places; half a copy of it would stand beside it."""
    folder = first(tmp_path)
    (folder / UNIT / "notes.txt").write_bytes(b"a note")
    before = unit(folder)
    full(file)
    delivered(tmp_path, NEW_BAG if comes else NEW, disk=Unlinked())
    assert unit(folder, kept(folder)[0] if comes else UNIT) == before
    assert not comes or unit(folder) == below(NEW_BAG)


@pytest.mark.parametrize("journal", [b"[[]", b"{}", b'[["deposit/paper", "../../escaped"]]', b'[["deposit/paper", 7]]',
                                     b'[["deposit/paper"]]', b'[[["a"], "b"]]', b'[["/", "deposit/paper/data"]]'])  # fmt: skip
def test_a_journal_may_say_anything_of_units(tmp_path, journal):
    """It is a file that a stranger may have put there: nothing leads out, nothing is lost, no unit is spoilt."""
    folder = first(tmp_path)
    old = tmp_path / "out" / ".paper.banmian" / "old"
    (old / UNIT).mkdir(parents=True)
    (old / UNIT / "mine.txt").write_bytes(b"mine")
    (old.parent / "journal.json").write_bytes(journal)
    recover_all(tmp_path / "out")
    assert unit(folder) == below(BAG) and b"mine" in held(folder).values()
    assert [path.name for path in tmp_path.iterdir() if path.name != "issue"] == ["out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["paper"]
