"""`banmian watch`: what is watched, when it is built again, what is shown, and that nothing is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
import watchfiles
from click.testing import CliRunner

from banmian import desk, layout_folders, watch
from banmian.cli import main
from banmian.cli_watch import ENDS, Teller
from banmian.diagnostics import Diagnostic, Refused
from banmian.job import Made, Order, Result
from banmian.model import Span
from banmian.reading import heard_by, read_file
from banmian.render.session import session_of
from banmian.rules.watch import RULES
from banmian.watch import Built, Reads

from .conftest import ROOT, SEED, SEED_ISSUE
from .helpers import issue
from .several_pages import write as several

PAGE = "# 报\n\n## A01\n\n## 头\n\n字。\n"


# --- the loop, without a file system ---


def script(*looks: str):
    """Looks that find, one after the other, what has changed: a letter a file, "" nothing."""
    left = iter(looks)
    return lambda: {Path(one): 1 for one in next(left)}


def hints(most: int = 9):
    for _ in range(most):
        yield


def found(*looks: str, most: int = 9, number: int = 2) -> list[str]:
    made = watch.changes(script(*looks), lambda: hints(most), lambda seconds: None)
    return ["".join(sorted(str(path) for path in one)) for one in islice(made, number)]


def test_it_looks_before_it_waits():
    """What was saved during a build is built after it, though the system told of it long ago."""
    assert found("a", "a", "b", "b", most=0) == ["a", "b"]


def test_it_waits_until_something_has_changed():
    assert found("", "", "", "a", "a", "", "b", "b") == ["a", "b"]


def test_saves_in_quick_succession_are_one_build():
    assert found("", "a", "ab", "abc", "abc", number=1) == ["abc"]


def test_what_is_as_it_was_when_all_is_still_builds_nothing():
    """An editor takes the file away and puts it back."""
    assert found("", "a", "", "", "b", "b", number=1) == ["b"]


def test_who_never_stops_writing_is_built_all_the_same():
    sizes = iter(range(1000))
    made = watch.changes(lambda: {Path("a"): next(sizes)}, hints, lambda seconds: None)
    assert list(next(made)) == [Path("a")] and next(sizes) <= watch.QUIET_ROUNDS + 1


def test_nothing_waits_for_the_system_while_something_is_built():
    """Its thread would be alive when processes are forked."""
    open_now = []

    def waits():
        open_now.append(1)
        try:
            yield from hints()
        finally:
            open_now.pop()

    for _ in islice(watch.changes(script("", "a", "a", "", "b", "b"), waits, lambda seconds: None), 2):
        assert open_now == []


def built(changed=(), noticed=(), result=None) -> Built:
    return Built(tuple(changed), 0.25, result, tuple(noticed))


def test_it_builds_at_once_and_then_once_a_change():
    told = watch.rounds(lambda paths: built(sorted(paths)), [[Path("a")], [Path("b"), Path("c")]])
    assert [[str(path) for path in one.changed] for one in told] == [[], ["a"], ["b", "c"]]


def test_a_fault_of_the_first_build_waits_for_a_save():
    fault = Diagnostic("P034", Span("A01.md", 1, 1, 1), {"first": 1})
    assert len(list(watch.rounds(lambda paths: built(noticed=[fault]), [["a"]]))) == 2


@pytest.mark.parametrize(("code", "there"), [("S031", True), ("S001", False)], ids=["no such target", "never an issue"])
def test_what_no_save_mends_ends_it(code, there):
    fault = Diagnostic(code, None, {"name": "x", "targets": "y", "path": "z"})
    with pytest.raises(Refused) as refused:
        next(watch.rounds(lambda paths: built(noticed=[fault]), [], there))
    assert refused.value.diagnostics == [fault]


# --- what is watched ---


def read(folder: Path, layouts: Path | None = None) -> Reads:
    """What reads an issue and its layout, listened to: a build does no more of that kind but to read pictures."""
    reads = Reads()
    with heard_by(reads):
        try:
            bundle, _ = desk.read(folder)
            layout_folders.find(bundle.settings.layout or "broadsheet", layouts, bundle.folder)
            read_file(folder / "images" / "a.jpg", 1000, folder)
        except Refused:
            pass
    return reads


@pytest.fixture
def folder(tmp_path) -> Path:
    made = issue(tmp_path / "issue", PAGE, 'layout = "./layouts/own"\n')
    shutil.copytree(ROOT / "layouts" / "tabloid", made / "layouts" / "own")
    (made / "images").mkdir()
    (made / "images" / "a.jpg").write_bytes(b"jpeg")
    return made


def write(name: str, text: str = "another"):
    def act(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return act


def again_as_it_was(folder: Path) -> None:
    for path in (folder / "A01.md", folder / "images" / "a.jpg"):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
        os.utime(path, (1, 1))


def of_the_same_size_and_time(folder: Path) -> None:
    path = folder / "A01.md"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text(PAGE.replace("字", "文"), encoding="utf-8")
    os.utime(path, ns=times)


SAVES = {
    "a page": (write("A01.md"), ["A01.md"]),
    "a page of the same size and time": (of_the_same_size_and_time, ["A01.md"]),
    "another page": (write("A02.md"), ["A02.md"]),
    "a page that is taken away": (lambda folder: (folder / "A01.md").unlink(), ["A01.md"]),
    "a page that is renamed": (lambda folder: (folder / "A01.md").rename(folder / "A02.md"), ["A01.md", "A02.md"]),
    "settings": (write("issue.toml"), ["issue.toml"]),
    "a picture": (write("images/a.jpg"), ["images/a.jpg"]),
    "a style sheet": (write("layouts/own/page.css"), ["layouts/own/page.css"]),
    "a new part of a layout": (write("layouts/own/new.html"), ["layouts/own/new.html"]),
    "the issue that is gone": (shutil.rmtree, ["issue"]),
}
NO_SAVES = {
    "nothing": lambda folder: None,
    "the same again": again_as_it_was,
    "touched": lambda folder: os.utime(folder / "A01.md"),
    "an editor's copies": lambda folder: [
        write(name)(folder)
        for name in (".A01.md.swp", "A01.md~", "#A01.md#", ".#A01.md", "~$A01.docx", "4913", "A01.md.bak", "A01.md.tmp")
    ],
    "the output": write("build/paper-2026-01-01/screen.pdf"),
    "another program's": write(".git/index"),
    "a picture that nobody names": write("images/b.jpg"),
    "notes": write("notes.md"),
    "a layout that is not used": write("layouts/other/layout.toml"),
    "what is no part of a layout": write("layouts/own/page.css~"),
}


@pytest.mark.parametrize("save", SAVES)
def test_a_change_of_what_was_read_is_seen(folder, save):
    act, names = SAVES[save]
    reads = read(folder)
    act(folder)
    above = folder.parent if names == ["issue"] else folder
    assert [str(path.relative_to(above)) for path in watch._named(reads.look())] == names


@pytest.mark.parametrize("other", NO_SAVES)
def test_anything_else_is_not(folder, other):
    reads = read(folder)
    NO_SAVES[other](folder)
    assert reads.look() == {} and reads.look() == {}


def test_settings_are_missed_before_there_are_any(tmp_path):
    reads = read(issue(tmp_path / "issue", PAGE))
    write("issue.toml", "")(tmp_path / "issue")
    assert list(reads.look()) == [tmp_path / "issue" / "issue.toml"]


def test_a_picture_is_missed_where_it_was_sought(folder):
    (folder / "images" / "a.jpg").unlink()
    reads = read(folder)
    assert reads.look() == {}
    write("images/a.jpg")(folder)
    assert list(reads.look()) == [folder / "images" / "a.jpg"]


def test_a_layout_is_seen_where_it_comes_first(folder, tmp_path):
    """`--layouts` is searched before the shipped ones."""
    (folder / "issue.toml").write_text('layout = "tabloid"\n', encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    reads = read(folder, own)
    shutil.copytree(ROOT / "layouts" / "tabloid", own / "tabloid")
    assert list(reads.look()) == [own / "tabloid" / "layout.toml"]


def test_settings_that_are_wrong_are_watched(folder):
    write("issue.toml", "x = [")(folder)
    reads = read(folder)
    write("issue.toml", "")(folder)
    assert list(reads.look()) == [folder / "issue.toml"]


def test_a_page_file_alone_is_watched_with_its_settings(tmp_path):
    folder = issue(tmp_path / "issue", PAGE)
    reads = read(folder / "A01.md")
    write("A02.md")(folder)
    assert reads.look() == {}
    write("A01.md")(folder)
    assert list(reads.look()) == [folder / "A01.md"]


def test_what_is_as_before_is_digested_once(folder, monkeypatch):
    reads = read(folder)
    asked = []
    monkeypatch.setattr(watch, "_digest", asked.append)
    reads.look()
    assert asked == []


def test_the_folders_in_which_something_may_come_are_watched(folder):
    reads = read(folder)
    places = reads.places()
    assert {folder, folder / "images", folder / "layouts" / "own"} <= places
    shutil.rmtree(folder)
    assert folder.parent in reads.places() and all(place.is_dir() for place in reads.places())


def test_the_shelf_reads_what_is_its_own_unheard():
    """A manifest that was read is another one when the files are delivered."""
    shelf = (ROOT / "src" / "banmian" / "shelf").glob("*.py")
    assert [path.name for path in shelf if "read_file" in path.read_text(encoding="utf-8")] == []


# --- the system's word ---


@pytest.mark.parametrize("fault", [OSError("inotify watch limit reached"), RuntimeError("not known")])
def test_where_the_system_says_nothing_it_looks_by_itself(monkeypatch, fault):
    def refused(*places, **kwargs):
        raise fault
        yield

    monkeypatch.setattr(watchfiles, "watch", refused)
    monkeypatch.setattr(watch, "POLL", 0)
    said: list[Diagnostic] = []
    say = watch._once(said.extend)
    for _ in range(2):
        assert len(list(islice(watch.woken([Path()], say), 3))) == 3
    assert [one.code for one in said] == ["S090"] and str(fault) in said[0].message()


def test_a_folder_that_is_gone_is_no_fault_of_the_system(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "POLL", 0)
    monkeypatch.setattr(os, "access", lambda path, mode: True)  # it goes a moment later
    said: list[Diagnostic] = []
    assert list(islice(watch.woken([tmp_path / "issue"], said.append), 1)) == [None] and said == []


# --- what is shown ---

RESULT = Result(
    Path("build/paper-2026-01-01"),
    [Made("screen", "screen.pdf", b"", 0.1), *(Made("press", f"press/A0{n}.pdf", b"", 0.1) for n in range(8))],
    [], missing={"epub": ("B001",)},
)  # fmt: skip
FAULT = Diagnostic("P034", Span("A01.md", 2, 1, 2), {"first": 1})
NOTE = Diagnostic("S090", None, {"fault": "x", "seconds": "1"})


def shown(capsys, *rounds: Built, lang: str = "en", style: str = "human") -> tuple[list[str], str]:
    teller = Teller(lang, style, Path("paper"))
    for one in rounds:
        teller.build(one)
    teller.end()
    out, err = capsys.readouterr()
    return [line.partition("  ")[2] if line[2:3] == ":" else line for line in out.splitlines()], err


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", ["paper  →  screen.pdf, press/ (8), epub (missing)  0.25 s", "built again at each save; Ctrl-C ends it", "A01.md, a/b.jpg, x/y.css, … (+1)  →  1 error, no file is replaced  0.25 s", "ended after 2 builds"]),
        ("zh", ["paper  →  screen.pdf, press/ (8), epub (未出)  0.25 s", "保存后自动重做，Ctrl-C 结束", "A01.md, a/b.jpg, x/y.css, … (+1)  →  1 个错误，成品未动  0.25 s", "已结束，共做了 2 次"]),
    ],
)  # fmt: skip
def test_a_build_is_a_line(capsys, tmp_path, monkeypatch, lang, lines):
    monkeypatch.chdir(tmp_path)
    issue(tmp_path / "paper", PAGE)
    changed = [Path("paper/A01.md"), Path("paper/a/b.jpg"), Path("/far/x/y.css"), Path("z")]
    out, err = shown(capsys, built(result=RESULT), built(changed, [FAULT]), lang=lang)
    assert out == lines
    assert "paper/A01.md:2:1" in err and "P034" in err


def test_what_was_said_of_the_build_before_is_not_said_again(capsys):
    """But a fault is, as long as it stands; and a fault between two builds makes nothing new of old notes."""
    _, err = shown(capsys, *[built(noticed=[NOTE], result=RESULT), built(noticed=[FAULT])] * 2)
    assert err.count("S090") == 1 and err.count("P034") == 2


def test_for_machines_each_line_is_json(capsys):
    teller = Teller("en", "json", Path("paper"))
    teller.build(built(result=RESULT))
    teller.build(built([Path("paper/A01.md")], [FAULT]))
    teller.end()
    out, err = capsys.readouterr()
    good, bad = map(json.loads, out.splitlines())
    assert good["files"][0] == "screen.pdf" and good["missing"] == ["epub"] and not err
    assert bad["changed"] == ["paper/A01.md"] and bad["folder"] is None and bad["diagnostics"][0]["code"] == "P034"


@pytest.mark.parametrize(("arguments", "code"), [(["no-such"], 5), ([str(SEED), "--to", "nothing"], 2)])
def test_what_no_save_mends_is_refused(arguments, code, tmp_path):
    done = CliRunner().invoke(main, ["watch", *arguments, "--out", str(tmp_path), "--lang", "en"])
    assert done.exit_code == code, done.output


def test_the_order_is_that_of_a_build(tmp_path, monkeypatch):
    orders: list[tuple[Order, bool]] = []

    def stopped(order, session, poll, tell, said):
        orders.append((order, poll))
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(watch, "watch", stopped)
    given = [
        "watch",
        "i",
        "--layout",
        "tabloid",
        "--out",
        "o",
        "--jobs",
        "2",
        "--draft",
        "--strict",
        "--no-cache",
        "--poll",
    ]
    done = CliRunner().invoke(main, [*given, "--to", "press,epub", "--lang", "en"])
    assert (done.exit_code, done.output) == (0, "ended after 0 builds\n")
    CliRunner().invoke(main, ["watch", "i", "--no-cache"])
    whole = Order(Path("i"), ("press", "epub"), "tabloid", None, Path("o"), 2, strict=True, draft=True, cache=False)
    assert orders == [(whole, True), (Order(Path("i"), ("screen",), cache=False), False)]


@pytest.mark.parametrize("name", ["watch.md", "zh/watch.md"])
def test_the_docs_tell_of_each_option_and_code(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    options = [param.opts[0] for param in main.commands["watch"].params if param.opts[0].startswith("--")]
    assert [one for one in [*options, *(rule.code for rule in RULES)] if one not in text] == []


# --- the command itself ---


class Process:
    """`banmian watch` as a process with a group of its own, and what it has written so far."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.home, self.log = home, home / "log.txt"
        (home / "tmp").mkdir()
        env = {**os.environ, "TMPDIR": str(home / "tmp"), "BANMIAN_CACHE": str(home / "cache"), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "banmian", "watch", "issue", "--lang", "en", *arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=home, env=env, stdout=log, stderr=log, start_new_session=True)

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def built(self, number: int) -> str:
        """The line of a build, when it has come."""
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            lines = [line for line in self.text().splitlines() if "  →  " in line]
            if len(lines) >= number and lines[number - 1].endswith(" s"):
                return lines[number - 1]
            time.sleep(0.02)
        raise AssertionError(self.text())

    def end(self, number: int, group: bool = True) -> int:
        """Send a signal as a terminal does, to the whole group, or to the process alone."""
        (os.killpg if group else os.kill)(self.process.pid, number)
        return self.process.wait(60)

    def left(self) -> list[str]:
        """What is left behind: temporary files, processes of the group."""
        made = [path.name for path in (self.home / "tmp").iterdir()]
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return made
        return [*made, "a process"]


@pytest.fixture
def seed(tmp_path) -> Path:
    shutil.copytree(SEED_ISSUE, tmp_path / "issue")
    return tmp_path


@pytest.fixture
def start(seed) -> Iterator[Callable[..., Process]]:
    """Starts the command in the folder of `seed`; whatever becomes of the test, it ends."""
    started: list[Process] = []

    def start(*arguments: str) -> Process:
        started.append(Process(seed, *arguments))
        return started[-1]

    yield start
    for one in started:
        with suppress(ProcessLookupError):
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.wait()


@pytest.mark.slow
def test_what_a_build_reads_of_its_own_files_is_not_watched(tmp_path):
    """Or it would build for ever: whatever it delivers is other than what it has read there."""
    folder = several(tmp_path / "issue", 2)
    order, reads = Order(folder, ("press", "screen"), out=tmp_path / "build", jobs=1), Reads()
    page = folder / "T02.md"
    first = page.read_text(encoding="utf-8")
    with session_of(cached=False) as session:
        for text in (first, first, first.replace("。", "！", 1)):
            page.write_text(text, encoding="utf-8")
            assert watch._built(order, session, reads, (), watch._to_nobody).result
            assert page in reads.files and [path for path in reads.files if path.is_relative_to(tmp_path / "build")] == []


@pytest.mark.slow
@pytest.mark.parametrize("given", [[], ["--poll", "--no-cache", "--jobs", "1"]], ids=["told", "polling"])
def test_a_day_at_the_desk(seed, start, given):
    """Save, break, mend, end: each save is a line, the last good file stays, nothing is left."""
    desk_, page = start(*given), seed / "issue" / "T01.md"
    pdf = seed / "build" / "liaocheng-daily-2022-12-27" / "screen.pdf"
    text = page.read_text(encoding="utf-8")
    assert desk_.built(1).split("  ")[1:4] == ["issue", "→", "screen.pdf"]
    first = pdf.read_bytes()

    page.write_text(text.replace("。", "！", 1), encoding="utf-8")
    assert desk_.built(2).split("  ")[1:4] == ["T01.md", "→", "screen.pdf"]
    second = pdf.read_bytes()
    assert second != first

    page.write_text(text + "\n# 又一个\n", encoding="utf-8")
    assert desk_.built(3).split("  ")[1:4] == ["T01.md", "→", "1 error, no file is replaced"]
    page.write_text(text, encoding="utf-8")
    assert desk_.built(4).split("  ")[1:4] == ["T01.md", "→", "screen.pdf"]
    assert f"issue/T01.md:{text.count(chr(10)) + 2}:3: error P034" in desk_.text()
    assert pdf.read_bytes() == first

    os.utime(page)
    (seed / "issue" / "T01.md~").write_text(text, encoding="utf-8")
    time.sleep(2 * watch.LOOK)
    assert desk_.text().count("  →  ") == 4

    assert desk_.end(signal.SIGINT) == 0
    assert desk_.text().endswith("ended after 4 builds\n") and "Traceback" not in desk_.text()
    assert desk_.left() == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDS)
@pytest.mark.parametrize("group", [True, False], ids=["group", "alone"])
def test_whenever_it_is_ended_nothing_is_left(seed, start, name, group):
    """While pages are made in other processes, too."""
    shutil.rmtree(seed / "issue")
    several(seed / "issue", 3)
    desk_ = start("--to", "press,screen", "--jobs", "2", "--draft", "--no-cache")
    until = time.monotonic() + 60
    while time.monotonic() < until and not any((seed / "tmp").glob("banmian-*/*/*/*.entry")):
        time.sleep(0.01)
    time.sleep(0.3)
    assert desk_.end(getattr(signal, name), group) == 0, desk_.text()
    assert "ended after" in desk_.text() and "Traceback" not in desk_.text()
    assert desk_.left() == [] and not any((seed / "build").glob(".*"))


ENDED_IN_EXEC = """
import os, signal
from banmian.cli_watch import ended
try:
    with ended():
        exec("import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
except KeyboardInterrupt:
    print("ended")
"""


@pytest.mark.slow
def test_the_program_ends_well_wherever_it_is_asked_to():
    """While a dataclass was made, Python noted the interrupt, and killed itself with SIGINT after all was put away."""
    done = subprocess.run([sys.executable, "-c", ENDED_IN_EXEC], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "ended\n"), done
