"""Books that are made to keep a checker busy: each is answered soon, in little memory, and handed to nobody else."""

import datetime
import json
import os
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner

from banmian.cli import main
from banmian.rules.checks import rule
from banmian.rules.registry import checks_of
from banmian.rules.rule import BOOK, NOTE
from banmian.verify import book as book_module
from banmian.verify import book_judges, check, container, markup, media, styles
from banmian.verify import own_rules as own_rules_module
from banmian.verify.book_rules import mass
from banmian.verify.budget import Spent, StepsLeft
from banmian.verify.own_rules import own_rules
from banmian.verify.verdict import Verdict

from . import hostile_books as made
from .book_examples import example_book
from .conftest import ROOT
from .hostile_books import HOSTILE, book, images, members, nested, packed, page, png, styled

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
SECONDS, BYTES = 10, 1 << 30
QUICK = [row for row in HOSTILE if row[2] in ("B050", "B053", "B054", "B055", "B056", "B060", "B061", "B062")]


def codes(data: bytes) -> list[str]:
    return [one.code for one in own_rules("x.epub", data, NOW)]


@pytest.mark.parametrize(("what", "make", "code"), QUICK, ids=[row[0] for row in QUICK])
def test_what_is_soon_seen(what, make, code):
    assert code in codes(make())


def test_a_file_of_the_archive_is_named_with_its_first_line():
    (found,) = [one for one in own_rules("x.epub", made.flagged(), NOW) if one.code == "B053"]
    assert str(found.place).endswith(":1:1") and found.place.path.startswith("x.epub/")


CHILD = """
import json, resource, sys
from pathlib import Path
from banmian.verify.own_rules import own_rules
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
found = own_rules("x.epub", Path(sys.argv[1]).read_bytes())
print(json.dumps(sorted({one.code for one in found})))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("what", "make", "code"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_small_hostile_book_takes_neither_long_nor_much(what, make, code, tmp_path):
    data = make()
    assert len(data) <= 100_000
    (tmp_path / "x.epub").write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", CHILD, str(tmp_path / "x.epub"), str(BYTES)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not done.returncode and not done.stderr, done.stderr[-500:]
    assert code in json.loads(done.stdout) and "B036" not in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


def _many(mark: str) -> int:
    """How many elements (`<`) or attributes (`=`) the small book has with an empty page."""
    texts = [data for data in (members() | {"p.xhtml": page("")}).values() if isinstance(data, str)]
    return sum(text.count(mark) - text.count(f"{mark}/") for text in texts)


def _of_size(size: int) -> bytes:
    return book(
        x__bin=bytes(size - sum(len(data.encode() if isinstance(data, str) else data) for data in members().values()))
    )


def _of_markup(size: int) -> bytes:
    other = sum(len(data.encode()) for name, data in members().items() if isinstance(data, str) and name != "p.xhtml")
    return book(p__xhtml=page("<!-- -->" + "x" * (size - other - len(page("<!-- -->").encode()))))


def _of_pixels(pixels: int) -> bytes:
    """Two pictures that cost so many pixels besides what their bytes allow."""
    return images("png", *[png(pixels // 80 * 8, 5)] * 2)


AT_THE_LIMIT = [  # what is counted: where the limit is kept, its name, a book that has so many
    (container, "BOOK_FILES", lambda n: packed(members() | {f"{k}.x": b"" for k in range(n - 6)}), 12, "B050"),
    (book_module, "BOOK_LISTED_AGAIN", lambda n: book(a__opf=made.opf(spine='<itemref idref="p"/>' * n)), 7, "B071"),
    (container, "BOOK_UNPACKED_BYTES", _of_size, 5_000, "B051"),
    (markup, "BOOK_MARKUP_BYTES", _of_markup, 4_000, "B057"),
    (markup, "BOOK_ELEMENTS", lambda n: book(p__xhtml=page("<b/>" * (n - _many("<")))), 60, "B058"),
    (markup, "BOOK_ATTRIBUTES", lambda n: book(p__xhtml=page("<b c=''/>" * (n - _many("=")))), 90, "B059"),
    (markup, "BOOK_ENTITY_CHARACTERS", lambda n: book(p__xhtml=made.growing("&x;" * (n // 10), '<!ENTITY x "abcdefghij">')), 500, "B061"),
    (styles, "BOOK_STYLE_BYTES", lambda n: styled("p{}" + " " * (n - 3)), 400, "B063"),
    (styles, "BOOK_STYLE_RULES", lambda n: styled("p{}" * n), 40, "B063"),
    (styles, "BOOK_STYLE_NESTING", lambda n: styled("p{color:" + "(" * (n - 1) + ")" * (n - 1) + "}"), 64, "B063"),
    (styles, "SELECTOR_PARTS", lambda n: styled("a " * (n - 1) + "b{color:#000}"), 32, "B063"),
    (media, "BOOK_PICTURE_PIXELS", lambda n: images("png", png(n // 10, 10)), 8_000, "B066"),
    (media, "BOOK_PIXELS", _of_pixels, 40_000, "B066"),
    (media, "BOOK_FACE_BYTES", lambda n: made.faces(made.woff(n, n)), 9_000, "B067"),
    (media, "BOOK_FACE_BYTES", lambda n: made.faces(made.woff2(n)), 9_000, "B067"),
    (media, "BOOK_FACES_BYTES", lambda n: made.faces(*[made.woff(n // 2, n // 2)] * 2), 9_000, "B067"),
    (own_rules_module, "RULE_FINDINGS", lambda n: book(p__xhtml=page("<img src=''/>" * n)), 20, "B065"),
]  # fmt: skip


ROOMS = {"BOOK_FILES": "files", "BOOK_UNPACKED_BYTES": "unpacked"}
"""What the limits of an archive are called where they are kept."""


@pytest.mark.parametrize(("where", "name", "make", "limit", "code"), AT_THE_LIMIT, ids=[row[1] for row in AT_THE_LIMIT])
def test_a_limit_allows_what_is_at_it_and_no_more(where, name, make, limit, code, monkeypatch):
    if where is container:
        monkeypatch.setattr(container, "ROOM", replace(container.ROOM, **{ROOMS[name]: limit}))
    else:
        monkeypatch.setattr(where, name, limit)
    monkeypatch.setattr(media, "BOOK_PIXELS_A_BYTE", 0)
    assert code not in codes(make(limit))
    step = {"BOOK_ENTITY_CHARACTERS": 10, "BOOK_PICTURE_PIXELS": 80, "BOOK_PIXELS": 800, "BOOK_FACES_BYTES": 2}.get(name, 1)
    assert code in codes(make(limit + step))


def test_packing_is_refused_above_its_ratio_only(monkeypatch):
    monkeypatch.setattr(container, "ROOM", replace(container.ROOM, packing_from=10_000, packing=20))
    assert "B052" not in codes(book(x__bin=bytes(20_000)))
    assert "B052" in codes(book(x__bin=bytes(100_000)))
    assert "B052" not in codes(book(x__bin=os.urandom(8_000) + bytes(100_000)))


def test_a_book_may_unpack_to_the_last_byte_that_is_allowed(monkeypatch):
    monkeypatch.setattr(container, "ROOM", replace(container.ROOM, packing_from=10_000, packing=1))
    room = 10_000 - sum(len(text.encode() if isinstance(text, str) else text) for text in members().values())
    assert "B052" not in codes(packed(members() | {"x.bin": bytes(room)}))
    assert "B052" in codes(packed(members() | {"x.bin": bytes(room + 1)}))


def test_steps_are_spent_to_the_last():
    steps = StepsLeft(3)
    steps.spend(3)
    with pytest.raises(Spent):
        steps.spend()


def test_elements_lie_in_each_other_as_deep_as_the_parser_goes():
    deep = 256 - 2 - 1  # html and body, and what the parser keeps for itself
    assert "B060" not in codes(book(p__xhtml=page(nested("<b>", "</b>", deep, 1))))
    assert "B060" in codes(book(p__xhtml=page(nested("<b>", "</b>", deep + 3, 1))))


GOOD_MARKUP = [
    page().encode("utf-16"), b"\xef\xbb\xbf" + page().encode(), ('<?xml version="1.0" encoding="utf-8"?>' + page()).encode(),
    ("<?xml version='1.0' encoding='UTF-16'?>" + page()).encode("utf-16"),
    page("&n;字", kind='<!DOCTYPE html [<!ENTITY n "&#160;">]>').encode(),
    page("&n;字", kind='<!DOCTYPE html [<!ENTITY n "A &amp; B">]>').encode(),
    page("字&nbsp;", kind='<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">').encode(),
]  # fmt: skip


@pytest.mark.parametrize("data", GOOD_MARKUP)
def test_good_markup_in_all_its_forms_is_read(data):
    assert not {"B004", "B036", "B060", "B061", "B062"} & set(codes(book(p__xhtml=data)))


@pytest.mark.parametrize("kind", ["SYSTEM 'file://{}'", "PUBLIC 'x' '{}'"])
@pytest.mark.parametrize("use", ["&x;", "<p title='&x;'/>"])
def test_nothing_of_this_machine_is_read_into_a_book(kind, use, tmp_path):
    (tmp_path / "secret.txt").write_text("geheim")
    text = page(use, kind=f"<!DOCTYPE html [<!ENTITY x {kind.format(tmp_path / 'secret.txt')}>]>")
    found = own_rules("x.epub", book(p__xhtml=text), NOW)
    assert {"B060", "B061"} & {one.code for one in found}
    assert "geheim" not in str([one.as_json() for one in found])


GOOD_STYLES = [
    'p::before{content:"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("}', "/*" + "(" * 90 + "*/p{}",
    "[title='" + "a b " * 40 + "']{color:#000}", "@media screen and (color){" * 20 + "p{color:#000}" + "}" * 20, ",".join(["p"] * 500) + "{color:#000}",
    "[*|a=b]{color:#000} |{} :has(){} p:nth-child(" + "9" * 4000 + "n){color:#000}", "p:not(:first-child) + p ~ p > b:last-of-type{color:#000}",
]  # fmt: skip


@pytest.mark.parametrize("css", GOOD_STYLES)
def test_odd_style_sheets_are_no_hostile_ones(css):
    assert not {"B036", "B063", "B064"} & set(codes(styled(css, "<p>字<b>字</b></p>" * 3)))


def test_selectors_still_match_when_their_work_is_counted():
    """A thousand siblings: the library by itself goes through them by recursion."""
    body = '<h2>字</h2><p class="x">字</p>' + "<div>字</div>" * 1_100 + "<p>字</p>"
    assert codes(styled("h2 ~ p{color:#ddd}", body)).count("B035") == 1
    body = body.replace("<div>字</div>", "", 1_000)
    assert "B035" in codes(styled("div:nth-of-type(100){color:#ddd}", body))
    assert "B035" not in codes(styled("div:nth-of-type(101){color:#ddd}", body))
    assert "B035" in codes(styled("body:has(> h2 + p) > p:last-child{color:#ddd}", body))


DARK = "@media (prefers-color-scheme: dark) {{ {} }} html {{ color-scheme: light dark }}"


@pytest.mark.parametrize(
    ("css", "faint"),
    [("p { color: #767676 }", False), ("p { color: #777 }", True), ("body { background: #757575 }", False), ("body { background: #747474 }", True),
     (DARK.format("body { background: #767676 }"), False), (DARK.format("body { background: #777 }"), True),
     (DARK.format("p { color: #808080 }"), False), (DARK.format("p { color: #777 }"), True)],
)  # fmt: skip
def test_contrast_is_told_from_four_and_a_half_down(css, faint):
    """Black on white by day, white on nearly black by night, where the book says nothing else (WCAG 2.2, 1.4.3)."""
    assert ("B035" in codes(styled(css))) == faint


@pytest.mark.parametrize(
    ("text", "named"), [("faint ", "faint"), ("一二三四五六七八九十百千万", "一二三四五六七八九十百千")]
)
def test_text_that_is_too_faint_is_named_by_its_first_characters(text, named):
    (found,) = [one for one in own_rules("x.epub", styled("p{color:#ddd}", f"<p>{text}</p>"), NOW) if one.code == "B035"]
    assert found.facts["text"] == named


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError("deep"), ZeroDivisionError()])
def test_a_rule_or_the_reader_that_breaks_down_is_contained(fault, monkeypatch):
    def torn(*_):
        raise fault

    @rule("B000", BOOK, NOTE, says=("x", "x"))
    def torn_rule(book):
        raise fault

    monkeypatch.setattr(
        own_rules_module, "checks_of", lambda letter: {"B000": torn_rule, "B030": checks_of(letter)["B030"]}
    )
    assert codes(book())[-2:] == ["B036", "B030"]
    monkeypatch.setattr(own_rules_module, "read", torn)
    assert codes(book()) == ["B036"]


def test_what_a_book_says_is_short_and_harmless_in_a_message():
    name = "\x1b[2J" + "长" * 80_000
    files = members(a__opf=made.opf(metadata=f'<meta property="group-position">{name[4:]}</meta>')) | {
        "\x1b]0;x\x07.txt": ""
    }
    for one in own_rules("x.epub", packed(files), NOW):
        assert one.message().isprintable() and len(one.message()) < 1000
        assert one.place is None or one.place.path.isprintable()


@pytest.mark.slow
def test_three_hundred_torn_books():
    """Bytes changed, cut out, doubled, in the archive and in its files: always findings, never an exception."""
    chance = random.Random(11)  # noqa: S311 - tears books, keeps no secret
    files = members(
        c__css="p{color:#ddd}@media (prefers-color-scheme: dark){p>b{color:red}}",
        x__png=png(80, 80),
        f__woff=made.woff(60, 60),
    )
    files["a.opf"] = made.opf(
        '<item id="x" href="x.png" media-type="image/png"/><item id="f" href="f.woff" media-type="font/woff"/>'
    )
    for number in range(300):
        inner = dict(files)
        if number % 2:
            name = chance.choice(sorted(inner))
            data = inner[name]
            inner[name] = _torn(data.encode() if isinstance(data, str) else data, chance)
        data = packed(inner)
        data = data if number % 2 else _torn(data, chance)
        for one in own_rules("x.epub", data, NOW):
            assert one.message("en") and one.message("zh")
            assert one.code != "B036", one.message()


def _torn(data: bytes, chance: random.Random) -> bytes:
    torn = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(torn) or 1)
        kind = chance.randrange(3)
        if kind == 0 and torn:
            torn[at] = chance.randrange(256)
        elif kind == 1:
            del torn[at : at + chance.randint(1, 30)]
        else:
            torn[at:at] = torn[at : at + chance.randint(1, 30)]
    return bytes(torn)


def run(*files: object) -> tuple[int, list[dict], str]:
    done = CliRunner().invoke(main, ["check", *map(str, files), "--lang", "en", "--format", "json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout), done.output


@pytest.fixture
def shown_to(monkeypatch):
    """The names of files that the judges are shown, instead of judges."""
    names: list[str] = []

    def judge(paths, full):
        names.extend(paths)
        return [Verdict("EPUBCheck", name, "passed") for name in paths]

    monkeypatch.setattr(check, "judge_books", judge)
    return names


def test_files_that_are_no_books_stop_nobody(tmp_path, shown_to):
    """Pipes, devices, folders, circles, odd names: a message each, and the others are still checked."""
    (tmp_path / "good.epub").write_bytes(book())
    (tmp_path / "empty.epub").write_bytes(b"")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "a.txt").write_text("\x1b[2J")
    os.mkfifo(tmp_path / "pipe.epub")
    (tmp_path / "circle.epub").symlink_to("circle.epub")
    (tmp_path / os.fsdecode(b"\xff\xfe.epub")).write_bytes(book())
    names = ["/dev/zero", *sorted(tmp_path.iterdir()), tmp_path, tmp_path / "nothing.epub", tmp_path / ("a" * 300)]
    code, found, output = run(*names)
    said = {one["file"].rpartition("/")[2]: [d["code"] for d in one["diagnostics"]] for one in found}
    assert code == 4 and len(found) == len(names) and "Traceback" not in output
    assert (
        said["zero"] == said["pipe.epub"] == ["S012"]
        and said["empty.epub"] == ["B068"]
        and said["nothing.epub"] == ["S010"]
    )
    assert said["a.pdf"] == ["X055"] and said["a.txt"] == ["B040"] and said["circle.epub"] == said["a" * 300] == ["S014"]
    assert said["good.epub"] == said["\\xff\\xfe.epub"] and "B030" in said["good.epub"] and len(shown_to) == 2


def test_a_kind_that_is_not_judged_yet_has_not_failed(tmp_path, shown_to):
    (tmp_path / "a.doc").write_bytes(b"another kind")
    code, found, _ = run(tmp_path / "a.doc")
    assert code == 4 and found[0]["states"] == {"banmian": "not checked"} and not found[0]["good"]
    assert "not yet judged" in found[0]["diagnostics"][0]["message"] and found[0]["diagnostics"][0]["severity"] == "warning"


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--house"], 4)])
def test_a_note_fails_no_book(options, code, tmp_path, shown_to):
    """No cover is the house's matter: told, and with --house a fault."""
    (tmp_path / "x.epub").write_bytes(example_book(checks_of("B")["B030"].rule.bad))
    done, found, _ = run(tmp_path / "x.epub", *options)
    assert [(one["code"], one["severity"]) for one in found[0]["diagnostics"]] == [("B030", "warning" if code else "note")]
    assert (
        done == code
        and found[0]["good"] == (not code)
        and found[0]["states"]["banmian"] == ("failed" if code else "passed")
    )


REFUSED = [row for row in QUICK if row[2] != "B062" and "15 MB" not in row[0]]
REFUSED += [row for row in HOSTILE if row[2] == "B006"]


@pytest.mark.slow
def test_what_is_refused_is_shown_to_nobody(tmp_path, shown_to):
    for number, (_, make, _) in enumerate(REFUSED):
        (tmp_path / f"{number}.epub").write_bytes(make())
    (tmp_path / "good.epub").write_bytes(book())
    _, found, _ = run(*sorted(tmp_path.iterdir()))
    assert shown_to == [str(tmp_path / "good.epub")]
    for one in found:
        last = one["diagnostics"][-1]
        assert one["file"] in shown_to or (last["code"] == "B069" and "not shown to EPUBCheck" in last["message"])


def test_a_small_file_of_many_elements_is_shown_to_nobody(tmp_path, shown_to, monkeypatch):
    """300,000 links in 60 kB kept EPUBCheck busy for half a minute; a large book may have as many."""
    monkeypatch.setattr(mass, "BOOK_ELEMENTS_ANYWAY", 2_000)
    few, many = 2_000 - _many("<"), 2_001 - _many("<")
    assert "B072" not in codes(book(p__xhtml=page("<b/>" * few))) and "B072" in codes(book(p__xhtml=page("<b/>" * many)))
    large = book(p__xhtml=page("<b/>" * many), x__bin=os.urandom(9_000))
    assert "B072" not in codes(large)
    (tmp_path / "x.epub").write_bytes(book(p__xhtml=page("<b/>" * many)))
    run(tmp_path / "x.epub")
    assert shown_to == []


@pytest.fixture
def judge_that(monkeypatch, tmp_path):
    """EPUBCheck's runner replaced by a few lines of Python; its arguments are the books."""

    def replaced(lines: str) -> None:
        real = book_judges.run
        monkeypatch.setattr(book_judges, "epubcheck_jar", lambda: tmp_path / "x.jar")
        monkeypatch.setattr(book_judges, "has_java", lambda: True)
        monkeypatch.setattr(book_judges, "JUDGE_START_SECONDS", 0.6)
        monkeypatch.setattr(book_judges, "JUDGE_SECONDS", 0.0)
        code = f"import sys, time, os\nfor book in sys.argv[1:]:\n    {lines}\n    print('[]', flush=True)"
        monkeypatch.setattr(
            book_judges, "run", lambda command, **more: real([sys.executable, "-c", code, *command[5:]], **more)
        )

    return replaced


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "state", "words"),
    [
        ("book[-6] == '1' and time.sleep(60)", "not checked", "timed out after 0.6 s"),
        (
            "book[-6] == '1' and (print('more than 640 MB', file=sys.stderr), os._exit(125))",
            "not checked",
            "more than 640 MB",
        ),
        ("book[-6] == '1' and os._exit(1)", "failed", "no report"),
    ],
)
def test_a_book_that_stops_epubcheck_stops_no_other(lines, state, words, judge_that, tmp_path):
    judge_that(lines)
    paths = {name: tmp_path / f"{name}.epub" for name in ("a", "b", "c")}
    for path in paths.values():
        path.write_bytes(b"PK")
    found = book_judges.judge_books(paths)
    assert [(v.file, v.state) for v in found] == [("a", "passed"), ("b", state), ("c", "passed")]
    assert found[1].faults == (words,) and found[1].diagnostics()[0].code == ("B070" if state == "not checked" else "V010")


@pytest.mark.slow
def test_a_judge_that_is_stopped_takes_with_it_what_it_started(tmp_path):
    code = f"import subprocess, time; subprocess.Popen(['sh', '-c', 'sleep 2; touch {tmp_path / 'left'}']); time.sleep(60)"
    done = book_judges.run([sys.executable, "-c", code], timeout=0.5)
    assert done.returncode == book_judges.STOPPED
    time.sleep(2.5)
    assert not (tmp_path / "left").exists()
