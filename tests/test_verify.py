"""`banmian verify`: each damage to a deposit is found and named rightly, whatever was made right again, and none in good ones."""

import hashlib
import io
import json
import os
import re
import shutil
import time
import zlib
from collections import UserDict
from dataclasses import replace
from pathlib import Path
from random import Random

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image

from banmian import __version__, desk, rebuilt
from banmian.cli import main
from banmian.diagnostics import Diagnostic, Exit, Refused
from banmian.job import Order
from banmian.processes import within
from banmian.reading import listed
from banmian.rules.registry import of_letter
from banmian.shelf.manifest import Manifest, read_manifest
from banmian.verify.deposit.deposit import Deposit
from banmian.verify.deposit.folder import Folder
from banmian.verify.deposit.groups import GROUPS, NAMES
from banmian.verify.deposit.look import look_at
from banmian.verify.deposit.markup import tree
from banmian.verify.deposit.pictures import differences
from banmian.verify.deposit.sound import look_over
from banmian.verifying import Wish, deposits_in, digest_of, kind_of, verify

from . import deposits
from .conftest import ROOT, SEED_ISSUE
from .damages import DAMAGES, FROM, ONLY_MADE_AGAIN, TO, WHOLE, Damage, damaged, drop, put, renew, sub, told
from .helpers import issue, page
from .test_vertical import HEAD as VERTICAL
from .test_vertical import MAKE_UPS, issue_with

PASTED = ROOT / "tests" / "pasted"


def deposit_of(source: Path, out: Path, **more) -> dict[str, bytes]:
    """The files of the deposit of an issue, by name."""
    result = desk.build(Order(source, ("deposit",), out=out, jobs=1, **more))
    return {one.name.split("/", 2)[2]: one.data for one in result.files}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


KEPT: dict = {}
"""What was read from files of `two_pages`, and by one test from others."""
GOOD: set = set()
"""The keys of what was read from files of `two_pages`."""


@pytest.fixture(autouse=True)
def _forgotten():
    """What a test reads of damaged files is forgotten with it: all of them together filled a gigabyte."""
    yield
    for key in KEPT.keys() - GOOD:
        del KEPT[key]


def read(folder: Path) -> tuple:
    """What `desk.read` gives, once for the same files if there is nothing to notice: what is noticed has a place in the folder."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    key = "read", hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    if key in KEPT:
        return KEPT[key]
    bundle, parsed = desk.read(folder)
    if not parsed.noticed:
        KEPT[key] = bundle, parsed
    return bundle, parsed


def findings(files: dict[str, bytes], *groups: str) -> list:
    """What is found, by some groups of rules alone."""
    looked, _ = look_at(Deposit(files, kept=KEPT), read, groups or GROUPS)
    return [one for part in looked for one in part.found]


@pytest.fixture(scope="session")
def two_pages(tmp_path_factory) -> dict[str, bytes]:
    """The deposit of the first two of the pasted pages, in which nothing is found."""
    folder = tmp_path_factory.mktemp("two") / "issue"
    shutil.copytree(PASTED, folder, ignore=shutil.ignore_patterns("A03*", "A04*", "*.py"))
    with (folder / "issue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[archive]\nppi = 100\nbase = "https://papers.example/x"\n')
    files = deposit_of(folder, folder.parent / "out")
    assert findings(files) == []
    GOOD.update(KEPT)
    return files


# Every damage ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.what)
def test_a_damage_is_found(two_pages, damage):
    """When nothing was renewed, when the bag's manifests were, and when METS and PREMIS were, too."""
    plain, bag, records = (findings(damaged(two_pages, damage, level)) for level in range(3))
    files = damaged(two_pages, damage, 0)
    changed = [name for name in files if files[name] != two_pages.get(name)]
    assert any(one.code == damage.before for one in plain)
    if damage.before in ("D032", "D033"):
        assert all(told(plain, damage.before, name) for name in changed)
    assert bag and told(records, damage.code, damage.at), [(one.code, str(one.place)) for one in records]
    assert {one.code for one in (*plain, *bag, *records)}.isdisjoint({"D078"})


@pytest.mark.slow
@pytest.mark.parametrize("damage", ONLY_MADE_AGAIN, ids=lambda one: one.what)
def test_a_damage_that_nothing_inside_tells_is_found_by_making_the_deposit_again(two_pages, damage):
    assert told(findings(damaged(two_pages, damage, 0)), "D032", damage.at)
    files = damaged(two_pages, damage, 2)
    assert findings(files) == []
    deposit = Deposit(files, kept=KEPT)
    _, known = look_at(deposit, desk.read)
    assert told(rebuilt.compared(deposit, known, two_pages), damage.code, damage.at)


@pytest.mark.slow
def test_a_deposit_forged_whole_is_told_by_its_digest_alone(two_pages, tmp_path):
    """Nothing inside can tell that the manuscript was another one; the digest that was kept elsewhere does."""
    folder = written(tmp_path / "issue", {
        name.removeprefix("data/source/"): data.replace("城隍庙街".encode(), "城隍庙巷".encode())
        for name, data in two_pages.items() if name.startswith("data/source/")
    })  # fmt: skip
    forged = written(tmp_path / "forged", deposit_of(folder, tmp_path / "out"))
    kept = hashlib.sha256(two_pages["tagmanifest-sha512.txt"]).hexdigest()
    (plain,) = verify(forged, Wish(judges=False), lambda stage, what: None)
    (anchored,) = verify(forged, Wish(digest=kept, judges=False), lambda stage, what: None)
    assert plain.noticed == [] and [one.code for one in anchored.noticed] == ["D066"]
    assert plain.digest != kept


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_mutation_of_any_file_breaks_a_check(two_pages, seed):
    """Bytes flipped, cut, doubled, put in, in files of every kind: found or not, nothing breaks down."""
    random = Random(seed)  # noqa: S311 - the same each time
    for name in sorted(two_pages):
        data = bytearray(two_pages[name])
        at, length = random.randrange(len(data)), random.randrange(1, 64)
        ways = (
            lambda d, a, n: d[:a], lambda d, a, n: d[:a] + bytes(n) + d[a + n :], lambda d, a, n: d[:a] + d[a + n :],
            lambda d, a, n: d[:a] + d[max(0, a - n) : a] + d[a:], lambda d, a, n: d[:a] + bytes([d[a] ^ 1 << n % 8]) + d[a + 1 :],
        )  # fmt: skip
        files = dict(two_pages) | {name: bytes(random.choice(ways)(bytes(data), at, length))}
        found = findings(files)
        assert files[name] == two_pages[name] or found, name
        assert "D078" not in {one.code for one in found}, (name, [one.message() for one in found])


# Good deposits --------------------------------------------------------------------------------------------------------

RUBY = page("## 主题\n\n导语写完了，堃(kūn)先生在场，**每个字**都有着落。\n\n### 小标题\n\n" + "正文一句，2022年8月。" * 40)
JUMP = "# 要闻\n\n## A01\n\n## 主题在此\n\n导语写完了。\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "what",
    ["seed", "pasted", "vertical", "ruby", "undated", "png", "revised", "no glyphs", "eark", "odd names", "one file"],
)
def test_nothing_is_found_in_a_good_one(what, tmp_path):
    """Also built again, at the moment that it says: no byte is another one."""
    more = {}
    source = tmp_path / "issue"
    settings = {
        "png": '[archive]\npicture = "png"\nppi = 72\n', "no glyphs": "[archive]\nglyphs = false\n",
        "eark": '[archive]\nshell = "eark"\nbase = "https://papers.example/x"\n',
        "revised": '[paper]\nslug = "yangbao"\nrevised = 2026-01-02T08:00:00+08:00\n[archive]\nrights = "© <样报> & 其他"\n',
    }  # fmt: skip
    if what == "seed":
        source = SEED_ISSUE
    elif what == "pasted":
        source = PASTED
    elif what == "vertical":
        source, more = issue_with(source, f"## {VERTICAL}\n"), {"layout": "vertical", "layouts": MAKE_UPS}
    elif what == "odd names":
        text = page("有图的图说\n\n## 主题\n\n导语写完了。\n")
        pictures = '[paper]\nslug = "odd"\n[[pictures]]\ncaption = "有图的图说"\nimage = "图 一<1>&?.jpg"\nalt = "灯"\n'
        issue(source, text, pictures, "A01 要闻?.md")
        Image.new("RGB", (2400, 1600), "grey").save(source / "图 一<1>&?.jpg", "JPEG")
    elif what == "one file":
        issue(source, RUBY)
        issue(source, page("## 另一篇\n\n不在其中。\n"), name="A02.md")
        source /= "A01.md"
    elif what == "undated":
        issue(source, page("## 主题\n\n导语写完了。\n", "样报\n\n"))
    else:
        issue(source, RUBY, settings.get(what, ""))
    files = deposit_of(source, tmp_path / "out", **more)
    deposit = Deposit(files)
    looked, known = look_at(deposit, desk.read)
    assert [(one.code, str(one.place), one.message()) for part in looked for one in part.found] == []
    assert [(part.group, part.lacking) for part in looked if part.lacking] == []
    again = rebuilt.again(deposit, known)
    if what == "vertical":
        assert [one.code for one in again.found] == ["D064"], "its layout is not at hand"
    else:
        assert again.found == () and again.state == "passed"


@pytest.mark.slow
def test_a_deposit_made_at_another_moment_is_made_again_at_that(tmp_path, monkeypatch):
    source = issue(tmp_path / "issue", RUBY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    deposit = Deposit(deposit_of(source, tmp_path / "out"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    looked, known = look_at(deposit, desk.read)
    assert [one for part in looked for one in part.found] == [] and known["moment"] == "2027-01-15T08:00:00Z"
    assert rebuilt.again(deposit, known).state == "passed"


@pytest.mark.slow
def test_a_deposit_of_another_version_is_not_compared_with_todays_model(two_pages):
    files = dict(two_pages)
    for name in ("data/premis.xml", "data/model.json"):
        files[name] = files[name].replace(b"agentVersion>0.1.0", b"agentVersion>9.9.9").replace(b'"credits"', b'"people"')
    renew(files, 2)
    assert findings(files) == []
    deposit = Deposit(files, kept=KEPT)
    again = rebuilt.again(deposit, look_at(deposit, desk.read)[1])
    assert [one.code for one in again.found] == ["D064"] and again.state == "not checked"
    files["data/premis.xml"] = files["data/premis.xml"].replace(b"9.9.9", __version__.encode())
    renew(files, 2)
    assert [one.code for one in findings(files)] == ["D051"]


@pytest.mark.slow
def test_a_broken_archive_pdf_hides_no_other_finding(two_pages):
    """Places and pictures are compared with the pages' own PDFs then."""
    files = damaged(two_pages, next(one for one in DAMAGES if one.code == "D058"), 0)
    next(one for one in DAMAGES if one.what == "a page picture painted over").act(files)
    files[WHOLE] = files[WHOLE][:-5000]
    assert {"D047", "D058", "D059"} <= {one.code for one in findings(files)}


# Quick ones, on a deposit of hand-made parts --------------------------------------------------------------------------

SMALL = ("fixity", "bag", "holdings", "forms", "records", "dates")


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    """A deposit whose PDFs, pictures and book are none."""
    sources = {"A01.md": deposits.ONE.encode(), "A02.md": deposits.TWO.encode(), "images/a.jpg": b"\xff\xd8"}
    return deposits.deposit_of(deposits.issue_of(deposits.ONE, deposits.TWO), sources=sources)


def test_a_small_one_is_good(small):
    assert [(one.code, str(one.place), one.message()) for one in findings(small, *SMALL)] == []


QUICK = [one for one in DAMAGES if one.what in (
    "a file added", "a file added to the bag itself", "a file renamed", "model.json too deep",
    "the date in MODS", "the time of an event", "ALTO a bomb", "METS empty", "PREMIS no XML", "a file described twice",
    "a manifest removed", "bag-info removed", "a manifest that leads out", "a size in PREMIS", "ALTO against its schema",
)]  # fmt: skip


@pytest.mark.parametrize("damage", QUICK, ids=lambda one: one.what)
@pytest.mark.parametrize("level", [0, 2])
def test_damage_to_the_lists_is_found(small, damage, level):
    found = findings(damaged(small, damage, level), *SMALL)
    assert told(found, damage.code if level else damage.before, damage.at if level else "")


def test_two_exchanged_files_are_both_named(small):
    files = dict(small)
    one, two = (f"data/pages/000{n}/alto.xml" for n in (1, 2))
    files[one], files[two] = files[two], files[one]
    found = [(str(d.place.path), d.facts["other"], d.facts["by"]) for d in findings(files, "fixity")]
    by = "manifest-sha512.txt, manifest-sha256.txt, mets.xml, premis.xml"
    assert found == [(one, two, by), (two, one, by)]


def test_one_missing_file_hides_no_other_finding(small):
    """Every list is gone, and what is left is looked at all the same."""
    files = {name: data for name, data in small.items() if "manifest" not in name and name != "data/premis.xml"}
    files["data/mets.xml"] = files["data/mets.xml"].replace(b'DMDID="dmd-issue"', b'DMDID="nothing"')
    found = {one.code for one in findings(files, *SMALL)}
    assert {"D037", "D042", "D053"} <= found


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_finding_has_its_words(small, lang):
    for damage in QUICK[:6]:
        found = findings(damaged(small, damage, 0), *SMALL)
        assert found and all(one.message(lang) and one.place for one in found)


@pytest.mark.parametrize("name", ["verify.md", "zh/verify.md"])
def test_the_page_names_every_group_and_code(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert [one for one in NAMES if f"`{one}`" not in text] == []
    codes = [code for code in of_letter("D") if "D030" <= code <= "D075"]
    assert [code for code in codes if code not in text and code not in ("D065",)] == []


# What strangers make --------------------------------------------------------------------------------------------------


def pdf(make) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        make(made)
        made.save(out, compress_streams=False)
    return out.getvalue()


def bomb(made) -> None:
    stream = pikepdf.Stream(made, b"")
    stream.write(zlib.compress(bytes(8 << 20)), filter=pikepdf.Name.FlateDecode)
    made.Root.Bomb = made.make_indirect(stream)


def circle(made) -> None:
    element = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
    element.K = pikepdf.Array([element])
    made.Root.StructTreeRoot = made.make_indirect(pikepdf.Dictionary(K=element))


def odd_filter(made) -> None:
    stream = pikepdf.Stream(made, b"")
    stream.write(b"\x80\x0b", filter=pikepdf.Name.LZWDecode)
    made.Root.Odd = made.make_indirect(stream)


@pytest.mark.parametrize(
    ("make", "limit", "value", "words"),
    [
        (bomb, "DEPOSIT_PDF_UNPACKED", 4 << 20, "unpacks"), (circle, "DEPOSIT_PDF_PAGES", 2000, "circle"),
        (odd_filter, "DEPOSIT_PDF_PAGES", 2000, "LZW"), (lambda made: made.add_blank_page(), "DEPOSIT_PDF_PAGES", 1, "pages"),
        (lambda made: None, "DEPOSIT_PDF_OBJECTS", 2, "objects"),
    ],
)  # fmt: skip
def test_a_pdf_that_is_made_to_break_its_readers_is_not_read(make, limit, value, words, monkeypatch):
    data = pdf(make)
    look_over(pdf(lambda made: None))
    monkeypatch.setattr(f"banmian.verify.deposit.sound.{limit}", value)
    with pytest.raises(ValueError, match=words):
        look_over(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"), (b"\xff<a/>", "codec"), (b"", "empty"), (b"<a>", "Premature"),
        (b'<?xml version="1.0" encoding="GB18030"?><a/>', "UTF-8"), (b"<a>" * 300 + b"</a>" * 300, "depth"),
    ],
)  # fmt: skip
def test_xml_that_is_made_to_break_its_readers_is_not_read(data, words):
    with pytest.raises(ValueError, match=words):
        tree(data)


def test_xml_over_its_limit_is_not_read(monkeypatch):
    monkeypatch.setattr("banmian.verify.deposit.markup.DEPOSIT_MARKUP_BYTES", 10)
    assert tree(b"<a>345</a>").text == "345"
    with pytest.raises(ValueError, match="MB"):
        tree(b"<a>3456</a>")


def test_a_folder_that_is_verified_may_go_to_its_limits(tmp_path, monkeypatch):
    monkeypatch.setattr("banmian.verify.deposit.folder.DEPOSIT_FILES", 3)
    monkeypatch.setattr("banmian.verify.deposit.folder.DEPOSIT_DEPTH", 2)
    monkeypatch.setattr("banmian.verify.deposit.folder.DEPOSIT_FILE_BYTES", 4)
    written(tmp_path, {"a/b/c": b"four", "d": b"", "e": b""})
    assert sorted(Folder(tmp_path)) == ["a/b/c", "d", "e"] and Folder(tmp_path)["a/b/c"] == b"four"
    (tmp_path / "d").write_bytes(b"fives")
    with pytest.raises(Refused):
        Folder(tmp_path)["d"]
    for file, folders in (("f", ()), ("e", ("g", "h"))):
        (tmp_path / file).touch()
        for name in folders:
            (tmp_path / name).mkdir()
        with pytest.raises(Refused) as refused:
            Folder(tmp_path)
        assert [one.code for one in refused.value.diagnostics] == ["D079"]
        (tmp_path / file).unlink()


def test_what_lies_in_a_folder_is_listed_by_name_and_no_link_is_followed(tmp_path):
    written(tmp_path, {"b/z": b"1", "b/a/x": b"22", "a": b"", "c/x": b""})
    (tmp_path / "b" / "link").symlink_to(tmp_path / "c")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    found = list(listed(tmp_path))
    assert [one.name for one in found] == ["a", "b", "b/a", "b/a/x", "b/link", "b/z", "c", "c/x", "empty", "pipe"]
    assert [one.name for one in found if one.is_file] == ["a", "b/a/x", "b/z", "c/x"]
    assert [one.name for one in found if one.is_folder] == ["b", "b/a", "c", "empty"]
    assert [one.name for one in found if one.is_folder and not one.inside] == ["empty"]
    assert [one.size for one in found if one.is_file] == [0, 2, 1, 0]
    with pytest.raises(OSError, match="no-such"):
        list(listed(tmp_path / "no-such"))


def test_a_page_picture_may_go_to_its_limit(monkeypatch):
    out, shown = io.BytesIO(), pdf(lambda made: None)
    Image.new("RGB", (85, 110), "white").save(out, "PNG")
    for limit, found in ((85 * 110, [0]), (85 * 110 - 1, ["85 x 110 px"])):
        monkeypatch.setattr("banmian.verify.deposit.pictures.DEPOSIT_PICTURE_PIXELS", limit)
        assert differences([(out.getvalue(), shown, 0)]) == found


def fonts(made) -> None:
    made.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())


def hang() -> int:
    while True:
        pass


def hog() -> int:
    return len(bytes(1 << 40))


@pytest.mark.slow
def test_a_drawing_that_hangs_is_ended(small, monkeypatch):
    assert within(lambda: 7, 10) == 7
    assert within(hang, 0.1) is None
    with pytest.raises(MemoryError):
        within(hog, 10, 64 << 20)
    assert within(lambda: os._exit(3), 10) is None
    monkeypatch.setattr("banmian.verify.deposit.pictures.differences", lambda *_: hang())
    monkeypatch.setattr("banmian.verify.deposit.pictures.DRAWING_SECONDS", 0.1)
    files = small | {WHOLE: pdf(fonts)}
    assert "D060" in {one.code for one in findings(files, "pictures")}


@pytest.mark.slow
def test_many_files_take_no_longer_each():
    """Forty thousand files, every one in a folder of its own, every one another one than it was."""
    files = {f"data/pages/{n:05d}/page.jpg": b"%d" % n for n in range(40_000)}
    for kind in ("sha512", "sha256"):
        lines = (f"{hashlib.new(kind, name.encode()).hexdigest()}  {name}\n" for name in files if name.startswith("data"))
        files[f"manifest-{kind}.txt"] = "".join(list(lines)).encode()
    began = time.process_time()
    assert told(findings(files, *SMALL), "D032", "pages/00499")
    assert time.process_time() - began < 60


def test_links_and_pipes_are_not_opened(tmp_path, small):
    folder = written(tmp_path / "bag", small)
    (folder / "data" / "source" / "A02.md").unlink()
    (folder / "data" / "source" / "A02.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "data" / "pipe")
    files = Folder(folder)
    found = [one for part in look_at(Deposit(files, odd=files.odd), desk.read)[0] for one in part.found]
    assert told(found, "D035", "data/source/A02.md") and told(found, "D035", "data/pipe") and told(found, "D030", "A02.md")


class Locked(UserDict):
    """Files that cannot be read, every one."""

    def __getitem__(self, name):
        raise Refused([Diagnostic("S014", None, {"path": name, "fault": "it is locked"})])


def test_files_that_cannot_be_read_break_no_check(small):
    found = findings(Locked(small))
    assert {one.code for one in found} >= {"D035", "D039"} and not any(one.code == "D078" for one in found)
    assert [one.message("zh") for one in found if one.code == "D035" and str(one.place).startswith("bagit.txt")]
    assert digest_of(Deposit(Locked(small))) == ""


def test_a_build_that_breaks_down_is_not_made_again(small, monkeypatch):
    def broken(order):
        raise RecursionError

    monkeypatch.setattr(desk, "build", broken)
    deposit = Deposit(small)
    again = rebuilt.again(deposit, look_at(deposit, desk.read, ())[1])
    assert [one.code for one in again.found] == ["D064"] and "RecursionError" in again.lacking[0]


def test_a_deposit_is_made_again_from_its_sources_and_from_nothing_that_was_kept(small, monkeypatch):
    ordered = []

    def build(order):
        ordered.append(order)
        raise Refused([Diagnostic("S042")])

    monkeypatch.setattr(desk, "build", build)
    deposit = Deposit(small)
    rebuilt.again(deposit, look_at(deposit, desk.read, ())[1])
    assert [order.cache for order in ordered] == [False]


def test_a_rule_that_breaks_down_says_so(small, monkeypatch):
    def broken(*_: object):
        raise MemoryError

    monkeypatch.setattr("banmian.verify.deposit.facts.tree", broken)
    found = findings(small, "forms")
    assert {one.code for one in found} == {"D078"}


# The command ----------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["verify", *map(str, arguments), "--no-judge", "--lang", "en"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_the_command_says_where_what_and_the_digest(small, tmp_path):
    folder = written(tmp_path / "bag", small)
    (folder / "bagit.txt").write_bytes(b"BagIt-Version: 0.97\n")
    code, out, err = run(folder)
    digest = hashlib.sha256(small["tagmanifest-sha512.txt"]).hexdigest()
    assert code == Exit.OUTPUT and "bagit.txt:1:1: error D039" in err and f"deposit digest: {digest}" in out
    assert re.search(r"checksums +failed", out) and re.search(r"METS, PREMIS +passed", out)


def test_the_command_for_machines(small, tmp_path):
    folder = written(tmp_path / "bag", small)
    code, out, _ = run(folder, "--format", "json", "--digest", "00ff", "--require", "rebuild")
    (said,) = json.loads(out)
    assert code == Exit.OUTPUT and said["kind"] == "deposit" and not said["good"]
    assert said["checks"]["fixity"] == "passed"
    assert {"D066", "D065", "D047"} <= {one["code"] for one in said["diagnostics"]}


def test_no_line_is_shown_of_what_a_link_leads_to(small, tmp_path):
    (tmp_path / "secret").write_text("nobody's business\n")
    folder = written(tmp_path / "bag", small)
    (folder / "bagit.txt").unlink()
    (folder / "bagit.txt").symlink_to(tmp_path / "secret")
    code, out, err = run(folder)
    assert code == Exit.OUTPUT and "error D035" in err and "nobody" not in out + err


def test_the_folder_that_a_manuscript_was_read_in_is_not_told(small, tmp_path):
    made = {name: data for name, data in small.items() if not name.startswith("data/source/")}
    code, out, _ = run(written(tmp_path / "bag", made), "--format", "json")
    assert code == Exit.OUTPUT and "S003" in out and "banmian-verify-" not in out


def test_a_packed_deposit_is_told_to_be_unpacked(tmp_path):
    (tmp_path / "bag.zip").write_bytes(b"PK")
    assert "unpack" in run(tmp_path / "bag.zip")[2]


def test_what_a_folder_is_is_told_by_what_is_left_in_it():
    assert (
        kind_of(["data/model.json"])
        == kind_of(["representations/rep1/data/mets.xml"])
        == kind_of(["bagit.txt"])
        == "deposit"
    )
    assert kind_of(["report.json", "deposit/x/bagit.txt"]) == "build" and kind_of(["a.md", "data/x"]) == ""
    assert deposits_in(["report.json", "deposit/x/bagit.txt", "deposit/y/z"]) == ["deposit/x"]
    assert deposits_in(["b/bagit.txt", "a/METS.xml", "a/representations/rep1/METS.xml", "c.txt"]) == ["b"]


@pytest.mark.slow
def test_a_folder_of_deposits(small, tmp_path):
    for name in "ab":
        written(tmp_path / name, small)
    (tmp_path / "b" / "bagit.txt").unlink()
    code, out, err = run(tmp_path)
    assert code == Exit.OUTPUT and out.count("deposit digest") == 2 and "b/bagit.txt:1:1: error D039" in err


@pytest.mark.slow
@pytest.mark.parametrize("line", ["{0}", " {0}\n", "sha256:{0}", "sample-2026-01-01 sha256:{0}"])
def test_a_digest_is_taken_as_a_build_prints_it(small, tmp_path, line):
    folder, digest = written(tmp_path / "bag", small), hashlib.sha256(small["tagmanifest-sha512.txt"]).hexdigest()
    assert "D066" not in run(folder, "--digest", line.format(digest))[2]
    assert "D066" in run(folder, "--digest", line.format("0" + digest[1:] if digest[0] != "0" else "1" + digest[1:]))[2]


@pytest.mark.slow
@pytest.mark.parametrize("nothing", ["", " ", "sha256:"])
def test_no_digest_is_no_deposits_digest(small, tmp_path, nothing):
    """A script that kept nothing is not told that all is well; a deposit without its anchor, too, has no digest."""
    del (folder := dict(small))["tagmanifest-sha512.txt"]
    for files in (small, folder):
        code, _, err = run(written(tmp_path / str(len(files)), files), "--digest", nothing)
        assert code == Exit.OUTPUT and "D066" in err


@pytest.mark.parametrize("what", ["nothing", "a file", "an empty folder", "another folder"])
def test_what_is_nothing_to_look_at_ends_with_5(what, tmp_path):
    path = tmp_path / "it"
    if what == "a file":
        path.write_text("x")
    elif what != "nothing":
        path.mkdir()
    if what == "another folder":
        (path / "readme.txt").touch()
    code, _, err = run(path)
    assert code == Exit.MACHINE and "Traceback" not in err


def test_whatever_is_required_and_has_not_looked_ends_with_5_where_nothing_is_damaged(small, tmp_path):
    from banmian.verify.deposit.look import Looked
    from banmian.verifying import Verified, required

    made = Verified("x", "deposit", [Looked("verapdf", (), ("veraPDF",))])
    made.more += required(made.looked, ("verapdf",))
    assert made.exit is Exit.MACHINE and [one.code for one in made.noticed] == ["D065"]
    damaged_too = Verified("x", "deposit", [Looked("bag", tuple(findings({"bagit.txt": b""}, "bag")))], more=made.more)
    assert damaged_too.exit is Exit.OUTPUT


@pytest.mark.slow
def test_a_build_folder_and_the_deposit_in_it(tmp_path):
    source = issue(tmp_path / "issue", RUBY, '[paper]\nslug = "sample"\n')
    result = desk.build(Order(source, ("deposit", "archive", "screen", "epub", "press"), out=tmp_path / "out", jobs=1))
    moved = tmp_path / "elsewhere"
    shutil.copytree(result.folder, moved)
    code, out, _ = run(moved)
    assert code == Exit.DONE and "deposit digest" in out
    (moved / "note.txt").write_text("mine")
    assert run(moved)[0] == Exit.DONE
    (moved / "archive.pdf").unlink()
    (moved / "screen.pdf").write_bytes((moved / "screen.pdf").read_bytes() + b"\n")
    code, _, err = run(moved)
    assert code == Exit.OUTPUT and "archive.pdf:1:1: error D067" in err and "screen.pdf:1:1: error D068" in err


@pytest.mark.slow
def test_a_text_that_was_edited_in_a_build_is_told_though_the_manifest_is_right(tmp_path):
    source = issue(tmp_path / "issue", page(f"## 主题\n\n{FROM}的导语写完了。\n"), '[paper]\nslug = "sample"\n')
    result = desk.build(Order(source, ("archive", "screen", "epub"), out=tmp_path / "out", jobs=1))
    name = "sample-2026-01-01.epub"
    files = {f"data/issue/{name}": (result.folder / name).read_bytes()}
    next(one for one in DAMAGES if one.what == "the book's text edited").act(files)
    (made,) = files.values()
    (result.folder / name).write_bytes(made)
    listed = read_manifest((result.folder / "manifest.json").read_bytes())
    changed = listed.files | {name: replace(listed.files[name], size=len(made), sha256=hashlib.sha256(made).hexdigest())}
    (result.folder / "manifest.json").write_bytes(Manifest(changed).as_bytes())
    code, _, err = run(result.folder)
    assert code == Exit.OUTPUT and f"{name}:1:1: error D071" in err and "D068" not in err


def test_a_build_folder_whose_manifest_was_edited(tmp_path):
    (tmp_path / "manifest.json").write_text('{"files": []}')
    code, _, err = run(tmp_path)
    assert code == Exit.OUTPUT and "D070" in err


EARK = [
    Damage("a file", sub("representations/rep1/data/model.json", FROM, TO), "D051", "A01.md"),
    Damage("a copy of PREMIS", sub("metadata/preservation/premis.xml", "success", "failure"), "D032", "metadata/preservation/premis.xml"),
    Damage("a schema", sub("schemas/xlink.xsd", "xlink", "xlinc"), "D032", "schemas/xlink.xsd"),
    Damage("the outer METS", sub("METS.xml", 'OBJID="hewan', 'OBJID="hawen'), "D073", "METS.xml"),
    Damage("no outer METS", drop("METS.xml"), "D042", "METS.xml"),
    Damage("a file added", put("documentation/more.txt", b"x"), "D043", "documentation/more.txt"),
    Damage("a time", sub("representations/rep1/METS.xml", 'CREATEDATE="2026', 'CREATEDATE="2025'), "D057", "representations/rep1/METS.xml"),
]  # fmt: skip


@pytest.fixture(scope="module")
def package(two_pages, tmp_path_factory) -> dict[str, bytes]:
    """The same two pages in the shell of E-ARK."""
    folder = written(tmp_path_factory.mktemp("eark") / "issue", {
        name.removeprefix("data/source/"): data for name, data in two_pages.items() if name.startswith("data/source/")
    })  # fmt: skip
    settings = (folder / "issue.toml").read_text(encoding="utf-8").replace("[archive]", '[archive]\nshell = "eark"')
    (folder / "issue.toml").write_text(settings, encoding="utf-8")
    return deposit_of(folder, folder.parent / "out")


@pytest.mark.slow
@pytest.mark.parametrize("damage", EARK, ids=lambda one: one.what)
def test_a_damage_to_an_eark_package_is_found(package, damage):
    assert findings(package) == []
    files = dict(package)
    damage.act(files)
    assert told(findings(files), damage.code, damage.at)


@pytest.mark.slow
def test_an_archive_is_looked_at_whole(two_pages, tmp_path):
    bag, archive = written(tmp_path / "bag", two_pages), tmp_path / "archive"
    done = CliRunner().invoke(main, ["archive", "add", str(bag), "--archive", str(archive)])
    assert done.exit_code == Exit.DONE, done.output
    assert run(archive)[0] == Exit.DONE
    assert run(archive, "--rebuild")[0] == Exit.MACHINE
    page = next(archive.rglob("page.jpg"))
    page.write_bytes(page.read_bytes()[:-1])
    code, _, err = run(archive)
    assert code == Exit.OUTPUT and "page.jpg" in err


@pytest.mark.slow
@pytest.mark.parametrize("name", ["verapdf", "epubcheck", "fido", "jhove"])
def test_a_judge_that_is_required_looks(two_pages, tmp_path, needs, name):
    needs({"verapdf": "veraPDF", "epubcheck": "EPUBCheck", "fido": "FIDO", "jhove": "JHOVE"}[name])
    bag = written(tmp_path / "bag", two_pages)
    code, out, err = run(bag, "--require", name)
    assert code == Exit.DONE and re.search(f"{name} +passed", out, re.I), out + err


@pytest.mark.slow
def test_commons_ip2_looks_at_an_eark_package_whatever_its_folder_is_called(package, tmp_path, needs):
    needs("commons-ip2")
    code, out, err = run(written(tmp_path / "moved", package), "--require", "commons-ip2")
    assert code == Exit.DONE and re.search("commons-ip2 +passed", out), out + err
    assert run(written(tmp_path / "bag", {"bagit.txt": b""}), "--require", "commons-ip2")[0] == Exit.OUTPUT
