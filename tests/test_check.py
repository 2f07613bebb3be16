"""`banmian check`: a good book gives nothing; each broken one is found by the tier that the table names."""

import datetime
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banmian.cli import main
from banmian.rules.checks import rule
from banmian.rules.registry import checks_of, of_letter
from banmian.rules.rule import BOOK, NOTE
from banmian.verify import check
from banmian.verify import own_rules as own_rules_module
from banmian.verify.judges import judge_books
from banmian.verify.own_rules import own_rules

from .broken_books import BROKEN, EPUBCHECK, OURS, broken, every, packed, put, woff
from .conftest import Built

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
OWN = [row for row in BROKEN if row[2] == OURS]
THEIRS = [row for row in BROKEN if row[2] == EPUBCHECK]


@pytest.fixture(scope="module")
def good(seed: Built):
    return seed.data("epub")


@pytest.fixture(scope="module")
def good_small(good):
    """Its files that are small."""
    with zipfile.ZipFile(io.BytesIO(good)) as old:
        return {info.filename: old.read(info) for info in old.infolist() if info.file_size < 60_000}


def test_a_good_book_gives_nothing(good):
    assert own_rules("issue.epub", good, NOW) == []


SHOWN = {rule.code for rule in of_letter("B").values() if rule.bad}
"""Rules whose examples are run on a small book (tests/test_book_rules.py): on the seed's they are slow tests."""


@pytest.mark.parametrize(
    ("what", "change", "tier", "code"),
    [pytest.param(*row, id=row[0], marks=[pytest.mark.slow] if row[3] in SHOWN else []) for row in OWN],
)
def test_our_rules_find_it(what, change, tier, code, good):
    assert code in [d.code for d in own_rules("issue.epub", broken(good, change), NOW)]


def test_a_compressed_mimetype(good):
    with zipfile.ZipFile(io.BytesIO(good)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    assert "B005" in [d.code for d in own_rules("issue.epub", packed(members, compressed=True), NOW)]


def test_what_is_locked_is_not_looked_into(good):
    """Faces of other publishers' books are often obfuscated (OCF 3.3, 4.2.6.3.2): that is no fault."""
    locks = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        b'<e:EncryptedData><e:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><e:CipherData>'
        b'<e:CipherReference URI="EPUB/fonts/song.otf"/></e:CipherData></e:EncryptedData></encryption>'
    )
    change = every(put("EPUB/fonts/song.otf", b"\x8a" * 500), put("META-INF/encryption.xml", locks))
    assert own_rules("issue.epub", broken(good, change), NOW) == []


def test_packed_faces_pass(good):
    def change(members):
        members["EPUB/fonts/song.woff"] = woff(members.pop("EPUB/fonts/song.otf"))
        for name in ("EPUB/content.opf", "EPUB/book.css"):
            members[name] = members[name].replace(b"fonts/song.otf", b"fonts/song.woff")

    assert own_rules("issue.epub", broken(good, change), NOW) == []


def test_a_package_beside_the_container_and_a_nav_elsewhere(good):
    """Links are read from where they stand, wherever the package and the contents are."""

    def change(members):
        for name in [name for name in members if name.startswith("EPUB/")]:
            members[name.removeprefix("EPUB/")] = members.pop(name)
        nav = members.pop("nav.xhtml")
        members["ways/nav.xhtml"] = nav.replace(b'href="', b'href="../')
        members["content.opf"] = members["content.opf"].replace(b'href="nav.xhtml"', b'href="ways/nav.xhtml"')
        container = members["META-INF/container.xml"]
        members["META-INF/container.xml"] = container.replace(b"EPUB/content.opf", b"content.opf")

    assert own_rules("issue.epub", broken(good, change), NOW) == []


def test_our_roles_are_in_the_list_of_relators():
    from banmian.package.metadata import WORDS_OF_CREDITS
    from banmian.verify.relators import RELATORS

    assert {*WORDS_OF_CREDITS, "ctb", "isb"} <= RELATORS


GOOD_LOOKS = [
    "p { color: color(display-p3 0 0 0) }", "p { color: oklch(0.2 0.1 100) }", "p { color: #fff; background: url(dark.jpg) }",
    "p { display: none; color: #fff }", "@media print { p { color: #fff } }", "p { color: rgb(0 0 0 / .3) }",
    "p { font-size: .em; font-weight: ² }", "p { color: canvastext }", "h1 { color: #888 }", "p.lead { color: #888; font-size: 19px; font-weight: bold }",
    "p { color: #999 } p { color: #111 !important } p { color: #999 }",
]  # fmt: skip
POOR_LOOKS = [
    "p { color: #888 }", "h1 { color: #aaa }", "p { color: #888; font-size: 19px }", "p { color: #111 } p { color: #999 !important }",
    "body { background: #777 }", "p { color: #111 } @media (prefers-color-scheme:  dark) { p { color: #999 } }",
]  # fmt: skip


def looks(rules: str, good) -> list[str]:
    change = lambda members: members.update({"EPUB/book.css": members["EPUB/book.css"] + rules.encode()})  # noqa: E731
    return [d.code for d in own_rules("issue.epub", broken(good, change), NOW)]


@pytest.mark.parametrize("rules", GOOD_LOOKS)
def test_what_can_be_read_or_cannot_be_told_is_no_finding(rules, good):
    assert looks(rules, good) == []


@pytest.mark.parametrize("rules", POOR_LOOKS)
def test_what_is_too_faint_is_found(rules, good):
    assert set(looks(rules, good)) == {"B035"}


def test_a_rule_that_breaks_down_says_so_and_the_others_go_on(good, monkeypatch):
    @rule("B000", BOOK, NOTE, says=("x", "x"))
    def torn(book):
        raise RuntimeError("unforeseen")
        yield

    monkeypatch.setattr(own_rules_module, "checks_of", lambda letter: {"B000": torn, **checks_of(letter)})
    found = own_rules("issue.epub", broken(good, OWN[0][1]), NOW)
    assert [d.code for d in found] == ["B036", "B021"] and "unforeseen" in found[0].message("zh")


def test_a_book_of_epub_2_is_asked_less(good):
    """No language on the package, no accessibility metadata, no modified, no cover property: they are of EPUB 3."""

    def change(members):
        package = members["EPUB/content.opf"].decode()
        package = re.sub("<meta property[^>]*>[^<]*</meta>", "", package).replace('version="3.0"', 'version="2.0"')
        package = package.replace(' xml:lang="zh-Hans"', "").replace(' properties="cover-image"', "")
        members["EPUB/content.opf"] = package.replace(' properties="nav"', "").encode()
        for name in [name for name in members if name.endswith(".xhtml")]:
            text = re.sub(' lang="[^"]*" xml:lang="[^"]*"', "", members[name].decode())
            members[name] = re.sub("<span epub:type=.pagebreak.[^>]*></span>", "", text).encode()

    assert own_rules("issue.epub", broken(good, change), NOW) == []


STRAY = [
    b"<!DOCTYPE html [<!ENTITY x 'y'>]>", b"&x;", b'href="%ff"', b"xmlns=''", b"<![CDATA[x]]>", b"<?p?>", b"<!--c-->", b"@media {",
    b"{{{", b"\xff", b'style="color: rgb(1"', b"font-size: 1e99em;", b"<h9>", b'id=""', b"\0", b'full-path=""', b"../../x", b">",
]  # fmt: skip


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wrong_with_a_book_is_a_finding(data, good_small):
    """Torn, mixed and stray bytes in any of its files, or in the archive: never an exception."""
    members = dict(good_small)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(members)))
        start = data.draw(st.integers(0, len(members[name])))
        end = data.draw(st.integers(start, min(start + 40, len(members[name]))))
        members[name] = members[name][:start] + data.draw(st.sampled_from([b"", *STRAY])) + members[name][end:]
    made = bytearray(packed(members))
    for _ in range(data.draw(st.integers(0, 2))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    for one in own_rules("issue.epub", bytes(made), NOW):
        assert one.message("en") and one.message("zh")


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"x" * 100, b""])
def test_what_is_no_zip_is_said_so(data):
    assert [d.code for d in own_rules("issue.epub", data, NOW)] == ["B001"]


def test_a_large_picture(good):
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (2500, 2000)).save(out, "JPEG")
    change = lambda members: members.update({"EPUB/cover.jpg": out.getvalue()})  # noqa: E731
    assert "B028" in [d.code for d in own_rules("issue.epub", broken(good, change), NOW)]


@pytest.mark.slow
def test_epubcheck_finds_the_rest(good, needs, tmp_path):
    needs("EPUBCheck")
    paths = {}
    for number, (what, change, _, _) in enumerate(THEIRS):
        paths[what] = tmp_path / f"{number}.epub"
        paths[what].write_bytes(broken(good, change))
    found = {v.file: [fault.split()[0] for fault in v.faults] for v in judge_books(paths)}
    assert {what: code for what, _, _, code in THEIRS if code not in found[what]} == {}


@pytest.fixture(scope="module")
def heard():
    """What EPUBCheck has said of books, by their bytes."""
    return {}


@pytest.fixture
def asked_once(heard, monkeypatch):
    """EPUBCheck is shown each book once: of the same bytes it would say the same again, and takes eight seconds for it."""

    def judged(paths, full):
        read = {name: path.read_bytes() for name, path in paths.items()}
        fresh = {name: path for name, path in paths.items() if read[name] not in heard}
        heard.update((read[one.file], one) for one in judge_books(fresh, full))
        return [replace(heard[data], file=name) for name, data in read.items()]

    monkeypatch.setattr(check, "judge_books", judged)


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments), "--lang", "en"])


@pytest.mark.slow
@pytest.mark.usefixtures("asked_once")
def test_the_command(good, tmp_path):
    (tmp_path / "good.epub").write_bytes(good)
    (tmp_path / "bad.epub").write_bytes(broken(good, OWN[0][1]))
    done = run(tmp_path / "good.epub")
    assert done.exit_code == 0 and done.stderr.startswith(f"check: {tmp_path}") and "judge: EPUBCheck: " in done.stderr
    for house in (False, True):
        done = run(tmp_path / "good.epub", tmp_path / "bad.epub", "--format", "json", *["--house"] * house)
        assert done.exit_code == (4 if house else 0)
        assert [(one["good"], [d["code"] for d in one["diagnostics"]]) for one in json.loads(done.stdout)] == [
            (True, []),
            (not house, ["B021"]),
        ]


@pytest.mark.slow
@pytest.mark.usefixtures("asked_once")
def test_a_warning_fails_a_book_and_a_folder_is_no_file(good, tmp_path):
    (tmp_path / "bad.epub").write_bytes(broken(good, next(row[1] for row in OWN if row[3] == "B009")))
    done = run(tmp_path / "bad.epub", tmp_path, "--house")
    assert done.exit_code == 4 and "B009" in done.output and "S01" in done.output and "S010" not in done.output


def test_other_files_are_refused_by_name(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"another kind")
    done = run(tmp_path / "a.docx", tmp_path / "nothing.epub")
    assert done.exit_code == 4 and "B040" in done.output and "S010" in done.output and "Traceback" not in done.output


@pytest.mark.slow
@pytest.mark.usefixtures("asked_once")
def test_a_file_that_is_no_book_was_checked_by_no_judge(good, tmp_path, needs):
    needs("EPUBCheck")
    (tmp_path / "good.epub").write_bytes(good)
    (tmp_path / "bad.epub").write_bytes(good[:5000])
    rows = {
        line.split()[0].rpartition("/")[2]: line.split()[1:]
        for line in run(*tmp_path.iterdir()).output.splitlines()
        if ".epub " in line
    }
    assert rows["good.epub"] == ["passed", "passed"] and rows["bad.epub"] == ["failed", "not", "checked"]
