"""An archive takes deposits in, keeps every version, hands them out as they came, and touches nothing that is not its own."""

import json
import os
import shutil
from hashlib import sha512

import pytest
from click.testing import CliRunner

from banmian.archive import store
from banmian.archive.examination import examine
from banmian.archive.index import Chosen
from banmian.archive.inventory import NAME, BadInventory, Version, read_inventory, sidecar, state_of
from banmian.archive.storage import Storage, place_of
from banmian.cli import main
from banmian.diagnostics import Exit, Refused
from banmian.shelf.disk import held as locked

from .archives import archive, bag, digest, files, held, mets, sums, written
from .helpers import some

FIRST, SECOND = "sample-2026-01-01", "sample-2026-01-02"
CORRECTED = {"revised": "2026-01-03T08:00:00Z", "articles": (("更正后的标题", [["更正了的正文。"]]),)}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """An archive with one issue; in `two` with its correction, too."""
    folder = tmp_path_factory.mktemp("template")
    made = archive(folder / "archive")
    made.add(written(folder / "first", files()))
    shutil.copytree(folder / "archive", folder / "two")
    archive(folder / "two").add(written(folder / "new", files(**CORRECTED)))
    return folder


@pytest.fixture
def kept(template, tmp_path):
    """An archive with one issue, of which `first` is the deposit."""
    shutil.copytree(template / "archive", tmp_path / "archive")
    shutil.copytree(template / "first", tmp_path / "first")
    return archive(tmp_path / "archive")


@pytest.fixture
def two(template, tmp_path):
    """An archive with two versions of an issue."""
    shutil.copytree(template / "two", tmp_path / "two")
    return archive(tmp_path / "two")


def refusal(work) -> list[str]:
    with pytest.raises(Refused) as told:
        work()
    assert all(one.message("en") and one.message("zh") for one in told.value.diagnostics)
    return [one.code for one in told.value.diagnostics]


def stored(made) -> dict[str, bytes]:
    return held(made.folder / "ocfl")


def sound(made) -> list[str]:
    return [one.message() for one in examine(made, [], True, lambda stage, what: None).noticed]


def found(made, query: str, **chosen) -> list[str]:
    """The issues in which something is found."""
    return [one.name for one in made.search(query, Chosen(**chosen), 20)[0].hits]


def test_what_is_taken_in_comes_out_as_it_came(kept, tmp_path):
    assert kept.export(FIRST, None, tmp_path / "out") == 1
    assert held(tmp_path / "out") == files()
    assert sorted(path.name for path in kept.folder.iterdir()) == ["index.sqlite", "ocfl"]
    assert sound(kept) == []


def test_the_same_deposit_again_changes_nothing(kept, tmp_path):
    before = held(kept.folder)
    again = kept.add(tmp_path / "first")
    assert (again.version, again.is_new) == (1, False) and held(kept.folder) == before


def test_the_same_deposits_make_the_same_store(kept, tmp_path):
    other = archive(tmp_path / "other")
    other.add(written(tmp_path / "elsewhere" / "copy", files()))
    assert stored(other) == stored(kept)


def test_a_correction_becomes_a_version_and_the_old_one_stays(kept, tmp_path):
    new = files(**CORRECTED)
    done = kept.add(written(tmp_path / "new", new))
    assert (done.version, done.is_new, done.digest) == (2, True, digest(new))
    kept.export(FIRST, 1, tmp_path / "one")
    kept.export(FIRST, None, tmp_path / "two")
    assert held(tmp_path / "one") == files() and held(tmp_path / "two") == new
    assert found(kept, "更正") == [FIRST] and found(kept, "光伏") == []
    (issue,) = kept.issues(Chosen())[0]
    assert [(one.number, one.digest) for one in issue.versions] == [(1, digest(files())), (2, digest(new))]
    assert sound(kept) == []


def test_what_two_versions_share_is_kept_once(two):
    shared = [name for name in stored(two) if name.endswith("page.jpg")]
    assert len(shared) == 2 and all("/v1/content/" in name for name in shared)


def test_what_stands_twice_in_a_deposit_is_kept_once(tmp_path):
    made = archive(tmp_path / "archive")
    deposit = files(more={"source/a.txt": b"twice", "source/b.txt": b"twice"})
    made.add(written(tmp_path / "first", deposit))
    assert list(stored(made).values()).count(b"twice") == 1
    made.export(FIRST, None, tmp_path / "out")
    assert held(tmp_path / "out") == deposit


def test_a_changed_issue_that_is_no_correction_is_refused(kept, tmp_path):
    before = held(kept.folder)
    changed = written(tmp_path / "new", files(articles=CORRECTED["articles"]))
    assert refusal(lambda: kept.add(changed)) == ["A015"] and held(kept.folder) == before
    assert kept.add(changed, new_version=True).version == 2 and sound(kept) == []


def test_a_correction_that_came_before_the_newest_is_no_new_one(two, template, tmp_path):
    earlier = CORRECTED | {"revised": "2026-01-02T08:00:00Z"}
    assert refusal(lambda: two.add(written(tmp_path / "earlier", files(**earlier)))) == ["A015"]
    assert two.add(template / "first").version == 1  # it is there, as the first version


def changed(name: str, data: bytes | None):
    """A deposit in which a file is another one, or gone."""

    def change(folder) -> None:
        (folder / name).unlink() if data is None else (folder / name).write_bytes(data)

    return change


DAMAGES = {
    "a byte": (changed("data/pages/0001/alto.xml", b"<alto/>"), "A011"),
    "a page missing": (changed("data/pages/0002/page.jpg", None), "A011"),
    "a file more": (changed("data/more.txt", b"more"), "A011"),
    "a tag file more": (changed("more.txt", b"more"), "A011"),
    "bag-info": (changed("bag-info.txt", b"External-Identifier: x\n"), "A011"),
    "a manifest": (changed("manifest-sha512.txt", b""), "A011"),
    "a line of a manifest": (changed("manifest-sha256.txt", b"what is this\n"), "A011"),
    "a way out": (changed("manifest-sha256.txt", b"0" * 64 + b"  ../secret\n"), "A011"),
    "no tag manifest": (changed("tagmanifest-sha512.txt", None), "A014"),
    "no METS": (changed("data/mets.xml", None), "A011"),
    "no bag": (changed("bagit.txt", None), "A010"),
    "a link": (lambda folder: (folder / "data" / "link").symlink_to("mets.xml"), "A012"),
    "a link for a file": (lambda folder: _linked(folder, "data/model.json"), "A012"),
    "a link for a folder": (lambda folder: (folder / "data" / "more").symlink_to("/"), "A012"),
    "a pipe": (lambda folder: os.mkfifo(folder / "data" / "pipe"), "A012"),
    "a name in capitals": (changed("data/METS.xml", b"more"), "A011"),
    "a name that cannot be printed": (changed("data/a\nb", b"more"), "A012"),
}  # fmt: skip


def _linked(folder, name) -> None:
    (folder.parent / "secret").write_text("of the machine", encoding="utf-8")
    (folder / name).symlink_to(folder.parent / "secret")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_deposit_that_does_not_hold_is_not_taken_in(kept, tmp_path, damage):
    work, code = DAMAGES[damage]
    folder, before = written(tmp_path / "bad", files("2026-01-02")), held(kept.folder)
    work(folder)
    assert refusal(lambda: kept.add(folder)) == [code]
    assert held(kept.folder) == before and sorted(path.name for path in kept.folder.iterdir()) == ["index.sqlite", "ocfl"]


def remade(old: str, new: str, name: str = "data/mets.xml"):
    """A deposit whose file was edited before its manifests were made."""
    made = {key: data for key, data in files("2026-01-02").items() if key.startswith("data/")}
    assert old.encode() in made[name]
    made[name] = made[name].replace(old.encode(), new.encode())
    return bag(made)


def test_payload_and_tags_are_vouched_for_by_manifests_of_their_own(kept, tmp_path):
    """A manifest that is not in any tag manifest, which speaks of the payload instead, vouches for nothing."""
    made = files("2026-01-02")
    payload = {name: data for name, data in made.items() if name.startswith("data/")}
    made["tagmanifest-sha256.txt"] += sums("sha256", payload)
    assert refusal(lambda: kept.add(written(tmp_path / "a", made))) == ["A011"]
    made = files("2026-01-02")
    made["manifest-sha256.txt"] += sums("sha256", {"bagit.txt": made["bagit.txt"]})
    tags = {name: data for name, data in made.items() if not name.startswith(("data/", "tagmanifest"))}
    made |= {f"tagmanifest-{kind}.txt": sums(kind, tags) for kind in ("sha512", "sha256")}
    assert refusal(lambda: kept.add(written(tmp_path / "b", made))) == ["A011"]


@pytest.mark.parametrize(
    ("deposit", "code"),
    [
        (lambda: remade(SECOND, "../../etc"), "A014"),
        (lambda: remade(SECOND, ""), "A014"),
        (lambda: remade("2026-01-02</mods", "some day</mods"), "A014"),
        (lambda: remade("2026-01-02T00:00:00Z", "today"), "A014"),
        (lambda: remade("<mets:mets ", "<!DOCTYPE a [<!ENTITY b 'c'>]><mets:mets "), "A014"),
        (lambda: remade("inch1200", "pixel", "data/pages/0001/alto.xml"), "A014"),
        (lambda: remade('HPOS="1000"', 'HPOS="left"', "data/pages/0001/alto.xml"), "A014"),
        (lambda: remade('HPOS="1000"', 'HPOS="9e99"', "data/pages/0001/alto.xml"), "A014"),
        (lambda: bag({"data/a.txt": b"a bag of something else"}), "A014"),
        (lambda: {"some.txt": b"no bag"}, "A010"),
    ],
)  # fmt: skip
def test_what_is_no_issue_of_ours_is_refused_with_words(kept, tmp_path, deposit, code):
    before = held(kept.folder)
    assert refusal(lambda: kept.add(written(tmp_path / "bad", deposit()))) == [code]
    assert held(kept.folder) == before


@pytest.mark.slow
def test_a_deposit_may_go_to_its_limits(tmp_path, monkeypatch):
    from banmian.archive import incoming

    folder, made = written(tmp_path / "first", files()), archive(tmp_path / "archive")
    count = len(held(folder)) + sum(path.is_dir() for path in folder.rglob("*"))
    longest = max(len(name) for name in held(folder))
    largest = max(map(len, held(folder).values()))
    for name, most in (("DEPOSIT_FILES", count), ("DEPOSIT_DEPTH", 3), ("DEPOSIT_FILE_BYTES", max(largest, 4096)),
                       ("DEPOSIT_NAME_BYTES", longest), ("DEPOSIT_MARKUP_BYTES", largest)):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(incoming, name, most)
            archive(tmp_path / name).add(folder)
            patch.setattr(incoming, name, most // 2)
            assert refusal(lambda: made.add(folder)) in (["A013"], ["S013"]), name
    monkeypatch.setattr(incoming, "DEPOSIT_BYTES", 10)
    assert refusal(lambda: made.add(folder)) == ["A013"] and not made.folder.exists()


def test_an_inventory_may_go_to_its_limit(kept, monkeypatch):
    size = len(stored(kept)[f"{place_of(FIRST)}/inventory.json"])
    monkeypatch.setattr("banmian.archive.storage.INVENTORY_BYTES", size)
    assert kept.storage.inventory(place_of(FIRST)).head == 1
    monkeypatch.setattr("banmian.archive.storage.INVENTORY_BYTES", size - 1)
    with pytest.raises(BadInventory):
        kept.storage.inventory(place_of(FIRST))


@pytest.mark.parametrize("content", [{"a.txt": b"of somebody"}, {"work/a.txt": b"of somebody"}, {"index.sqlite": b""}])
def test_a_folder_of_somebody_elses_is_left_alone(tmp_path, content):
    folder = written(tmp_path / "theirs", content)
    made = archive(folder)
    deposit = written(tmp_path / "first", files())
    assert refusal(lambda: made.add(deposit)) == ["A002"] and held(folder) == content
    assert refusal(made.reindex) == ["A002"]


def test_a_store_of_another_program_is_left_alone(kept, tmp_path):
    layout = kept.folder / "ocfl" / "ocfl_layout.json"
    layout.write_text(layout.read_text(encoding="utf-8").replace("0003", "0004"), encoding="utf-8")
    before = held(kept.folder)
    assert refusal(lambda: kept.add(written(tmp_path / "second", files("2026-01-02")))) == ["A006"]
    assert held(kept.folder) == before


def test_a_store_that_is_a_link_is_none(kept, tmp_path):
    (kept.folder / "ocfl").rename(tmp_path / "elsewhere")
    (kept.folder / "ocfl").symlink_to(tmp_path / "elsewhere")
    assert refusal(lambda: kept.search("光伏", Chosen(), 1)) == ["A006"]


def test_what_others_put_beside_the_store_stays(kept, tmp_path):
    (kept.folder / "README.txt").write_text("bought in 2026", encoding="utf-8")
    kept.add(written(tmp_path / "second", files("2026-01-02")))
    kept.reindex()
    assert (kept.folder / "README.txt").read_text(encoding="utf-8") == "bought in 2026"


def test_who_comes_second_is_told(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "ARCHIVE_SECONDS", 0)
    second = written(tmp_path / "second", files("2026-01-02"))
    with locked(kept.folder, 0):
        assert refusal(lambda: kept.add(second)) == ["A003"]
        assert found(kept, "光伏") == [FIRST]  # a search need not wait
    assert kept.add(second).is_new


def test_there_must_be_an_archive(tmp_path):
    made = archive(tmp_path / "nothing")
    for work in (lambda: made.issues(Chosen()), lambda: made.search("a", Chosen(), 1), made.reindex,
                 lambda: made.export(FIRST, None, tmp_path / "out"), lambda: sound(made)):  # fmt: skip
        assert refusal(work) == ["A001"]
    assert not made.folder.exists()


def test_an_export_goes_to_a_free_name(kept, tmp_path):
    (tmp_path / "there").mkdir()
    assert refusal(lambda: kept.export(FIRST, None, tmp_path / "there")) == ["A022"]
    assert refusal(lambda: kept.export(FIRST, 2, tmp_path / "out")) == ["A021"]
    assert refusal(lambda: kept.export("sample-2026-01-10", None, tmp_path / "out")) == ["A020"]
    with pytest.raises(Refused, match=FIRST):
        kept.export("sampel-2026-01-01", None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_damage_is_not_handed_out(kept, tmp_path):
    (kept.folder / "ocfl" / place_of(FIRST) / "v1/content/data/pages/0002/page.jpg").write_bytes(b"another")
    assert refusal(lambda: kept.export(FIRST, None, tmp_path / "out")) == ["A045"]
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_what_is_gone_is_damage_and_no_fault_of_the_way_out(kept, tmp_path):
    (kept.folder / "ocfl" / place_of(FIRST) / "v1/content/data/pages/0002/page.jpg").unlink()
    with pytest.raises(Refused, match=r"page\.jpg is missing"):
        kept.export(FIRST, None, tmp_path / "out")


@pytest.mark.parametrize("moment", ["9999-99-99T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T24:61:00Z"])
def test_a_moment_that_never_was_is_not_taken_in(tmp_path, moment):
    """Once no correction was later than it."""
    assert refusal(lambda: archive(tmp_path / "archive").add(written(tmp_path / "it", files(revised=moment)))) == ["A014"]


OBJECT = place_of(FIRST)
HARMS = {
    "a byte": lambda at: (at / "v1/content/data/mets.xml").write_bytes(b"another"),
    "a byte of a picture": lambda at: (at / "v1/content/data/pages/0001/page.jpg").write_bytes(b"Picture 1"),
    "a content gone": lambda at: (at / "v1/content/data/mets.xml").unlink(),
    "a content more": lambda at: (at / "v1/content/more").write_bytes(b""),
    "a file more": lambda at: (at / "more").write_bytes(b""),
    "an empty folder": lambda at: (at / "v1/content/more").mkdir(),
    "a link": lambda at: (at / "v1/content/more").symlink_to("data"),
    "an inventory": lambda at: (at / "v1" / NAME).write_bytes(b"{}"),
    "an inventory at the top": lambda at: (at / NAME).write_bytes(b"{}"),
    "a sidecar": lambda at: (at / "inventory.json.sha512").write_bytes(b""),
    "the declaration": lambda at: (at / "0=ocfl_object_1.1").write_bytes(b"ocfl_object_1.0\n"),
    "a version gone": lambda at: (at / "v2").rename(at / "v3"),
    "a link in the store": lambda at: (at.parent.parent / "more").symlink_to("."),
    "an empty folder in the store": lambda at: (at.parent.parent / "00").mkdir(),
    "a file beside objects": lambda at: (at.parent / "more").write_bytes(b""),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_every_harm_of_the_store_is_found(two, harm):
    assert sound(two) == []
    HARMS[harm](two.folder / "ocfl" / OBJECT)
    seen = examine(two, [], True, lambda stage, what: None)
    assert seen.noticed and {one.code for one in seen.noticed} == {"A045"} and seen.exit is Exit.OUTPUT


def test_damage_is_said_before_what_is_in_the_way(two):
    """The exit code: a store that is damaged, whatever the index is."""
    two.index_file.write_bytes(b"another program's")
    assert examine(two, [], True, lambda stage, what: None).exit is Exit.MACHINE
    HARMS["a byte"](two.folder / "ocfl" / OBJECT)
    assert examine(two, [], True, lambda stage, what: None).exit is Exit.OUTPUT


def test_an_object_with_another_issues_deposit_is_found(kept, tmp_path):
    deposit = files("2026-01-02")
    version = Version(
        "2026-01-02T00:00:00Z", "", state_of({name: sha512(data).hexdigest() for name, data in deposit.items()})
    )
    with kept.writing() as writer:
        writer.commit(writer.stage("sample-2026-01-05", None, version, lambda name: [deposit[name]]))
    assert [one.facts["name"] for one in examine(kept, [], True, lambda stage, what: None).noticed] == ["sample-2026-01-05"]
    hits, noticed = kept.search("光伏", Chosen(), 20)
    assert [one.name for one in hits.hits] == [FIRST] and [one.code for one in noticed] == ["A045"]


def test_an_issue_is_looked_at_alone(kept, tmp_path):
    kept.add(written(tmp_path / "second", files("2026-01-02")))
    HARMS["a byte"](kept.folder / "ocfl" / OBJECT)
    assert examine(kept, [SECOND], True, lambda stage, what: None).noticed == []
    assert examine(kept, [FIRST], True, lambda stage, what: None).noticed != []


@pytest.mark.slow
def test_a_chain_holds_the_deposits_together(tmp_path):
    made, first = archive(tmp_path / "archive"), files()
    second = files("2026-01-02", previous=f"{FIRST} sha256:{digest(first)}")
    made.add(written(tmp_path / "second", second))
    assert [one.code for one in examine(made, [], True, lambda stage, what: None).noticed] == ["A047"]
    made.add(written(tmp_path / "first", first))
    made.add(written(tmp_path / "new", files(**CORRECTED)))
    assert sound(made) == []
    assert made.issues(Chosen())[0][0].versions[0].previous == FIRST
    forged = archive(tmp_path / "forged")
    forged.add(tmp_path / "second")
    forged.add(written(tmp_path / "other", files(articles=CORRECTED["articles"])))
    seen = examine(forged, [], True, lambda stage, what: None)
    assert [one.code for one in seen.noticed] == ["A046"] and seen.exit is Exit.OUTPUT
    assert [one.code for one in examine(forged, [SECOND], True, lambda stage, what: None).noticed] == ["A046"]
    assert examine(forged, [FIRST], True, lambda stage, what: None).noticed == []


def test_deposits_are_checked_as_verify_checks_them(kept):
    """The small deposits of these tests have no PREMIS and no model: `banmian verify` says so of each."""
    seen = examine(kept, [], False, lambda stage, what: None)
    assert {one.code[0] for one in seen.noticed} == {"D"}
    assert {one.place.path.split("/")[0] for one in seen.noticed} == {FIRST}


HOSTILE = [
    b"", b"{}", b"[]", b"null", b"[" * 100_000, b'{"id": 1}', b'{"a": 1, "a": 2}', b"\xff", b'{"id": "x", "type": "https://ocfl.io/1.1/spec/#inventory", "digestAlgorithm": "sha512", "head": "v1", "manifest": {}, "versions": {}}',
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE)
def test_an_inventory_that_is_none_is_told(data):
    with pytest.raises(BadInventory):
        read_inventory(data, sidecar(data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v1/content/data/mets.xml", "v1/content/../mets.xml"), ("v1/content/data/mets.xml", "/etc/passwd"),
        ("v1/content/data/mets.xml", "v1/content/data//mets.xml"), ("v1/content/data/mets.xml", "v2/content/data/mets.xml"),
        ("v1/content/data/mets.xml", "v1/content/bagit.txt"), ("v1/content/data/mets.xml", "v1/content/bagit.txt/a"),
        ('"data/mets.xml"', '"../data/mets.xml"'), ('"data/mets.xml"', '"bagit.txt"'), ('"v1": {', '"v2": {'), ('"head": "v1"', '"head": "v2"'),
        ('"head": "v1"', '"head": "v01"'), ('"head": "v1"', '"fixity": {}, "head": "v1"'), ("sha512", "sha256"), ("2026-01-01T00:00:00Z", "yesterday"), ("/1.1/", "/1.0/"),
    ],
)  # fmt: skip
def test_an_inventory_that_leads_elsewhere_is_told(kept, old, new):
    data = stored(kept)[f"{OBJECT}/inventory.json"].decode()
    assert read_inventory(data.encode(), sidecar(data.encode())).head == 1 and old in data
    changed = data.replace(old, new, 1 if "head" in old or "{" in old else -1).encode()
    with pytest.raises(BadInventory):
        read_inventory(changed, sidecar(changed))


def test_objects_lie_where_layout_0003_says():
    assert place_of(FIRST) == "f0/urn%3ax-banmian%3asample-2026-01-01"
    long = place_of("n" * 150)
    assert len(long.partition("/")[2]) == 100 + 1 + 64


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.mark.slow
def test_the_commands_from_end_to_end(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, second = written(tmp_path / "first", files()), written(tmp_path / "second", files("2026-01-02"))
    code, said = run("archive", "add", first, second, tmp_path, "--format", "json")
    told = json.loads(said)
    assert code == Exit.OUTPUT and [one["issue"] for one in told["added"]] == [FIRST, SECOND]
    assert [one["code"] for one in told["diagnostics"]] == ["A010"]
    code, said = run("archive", "list", "--format", "json", "--from", "2026-01-02")
    assert code == 0 and [one["issue"] for one in json.loads(said)["issues"]] == [SECOND]
    code, said = run("archive", "list", "--lang", "zh")
    assert code == 0 and digest(files()) in said and "上一份" in said
    code, said = run("archive", "search", "光伏", "-小区", "--limit", 1)
    assert code == 0 and "【光伏】项目并网发电" in said and "1 of 2" in said and "mm: 21.17,4.23 8.47×4.23" in said
    code, said = run("archive", "search", "光伏", "--format", "json", "--page", "A01", "--paper", "样报", "--rank")
    hit = json.loads(said)["hits"][0]
    assert (hit["date"], hit["headline"]) == ("2026-01-02", "光伏项目并网发电")
    assert hit["rectangles_mm"][0] == {"x": 21.17, "y": 4.23, "width": 8.47, "height": 4.23}
    assert [hit["snippet"][a:b] for a, b in hit["marked"]] == ["光伏", "光伏"]
    assert run("archive", "search", "磺胺嘧啶") == (0, "nothing was found\n")
    assert run("archive", "verify", "--quick") == (
        0,
        "check: sample-2026-01-02\ncheck: sample-2026-01-01\n2 issues, 2 versions: sound\n",
    )
    assert run("archive", "reindex", "--format", "json") == (0, '{\n  "issues": 2,\n  "diagnostics": []\n}\n')
    assert run("archive", "export", FIRST, "out")[0] == 0 and held(tmp_path / "out") == files()


def test_where_an_export_cannot_go_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    run("archive", "add", written(tmp_path / "first", files()))
    code, said = run("archive", "export", FIRST, "file/out", "--lang", "en")
    assert code == Exit.MACHINE and "A004: file/out cannot be written" in said


def test_an_undated_deposit_is_refused_in_plain_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = files()
    payload = {name: data for name, data in made.items() if name.startswith("data/")}
    payload["data/mets.xml"] = mets("sample", "样报", "", "2026-01-01T00:00:00Z")
    code, said = run("archive", "add", written(tmp_path / "undated", bag(payload)), "--lang", "en")
    assert code == Exit.OUTPUT and "mets.xml says no day" in said and not (tmp_path / "archive" / "index.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    some(
        [
            (["list"], Exit.MACHINE, "A001"), (["search", "a", "--form", "json"], Exit.USAGE, "--form"),
            (["search", "a", "--from", "soon"], Exit.USAGE, "soon"), (["search", '"a'], Exit.USAGE, "A030"),
            (["search"], Exit.USAGE, "WORDS"), (["search", "a", "--limit", 1001], Exit.USAGE, "1001"), (["add"], Exit.USAGE, "DEPOSITS"), (["add", "nothing"], Exit.OUTPUT, "A010"),
            (["search", "a", "--from", "2026-01-02", "--to", "2026-01-01"], Exit.USAGE, "A032"),
            (["list", "--from", "2026-01-02", "--to", "2026-01-01"], Exit.USAGE, "A032"),
        ],
        10,
    ),
)  # fmt: skip
def test_a_mistake_of_use_is_told(tmp_path, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    ended, told = run("archive", *arguments)
    assert ended == code and said in told
    assert not list(tmp_path.iterdir())


def test_a_terminal_is_not_steered(kept, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kept.add(
        written(
            tmp_path / "evil", files("2026-01-02", paper="样\u202e报", articles=(("标\u2028题", [["光\u200e伏光伏"]]),))
        )
    )
    told = run("archive", "search", "光伏")[1]
    assert "\u202e" not in told and "\u2028" not in told and "\u200e" not in told


def test_heads_are_looked_over_without_reading_inventories(kept):
    storage = Storage(kept.folder / "ocfl")
    assert list(storage.places()) == [OBJECT] and storage.is_head(OBJECT, 1) and not storage.is_head(OBJECT, 2)
