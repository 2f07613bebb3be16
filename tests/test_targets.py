"""Targets: one table, from modules and from other packages; what is wrong with one stops that one and what needs it."""

import io
import json
import os
import pickle
import re
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import banmian
from banmian import desk, making, targets
from banmian.cli import main
from banmian.console import show_result
from banmian.crew import Crew
from banmian.diagnostics import Diagnostic, Exit, Refused, Scope, exit_of
from banmian.job import Made, Order, Result, Seal, names_of
from banmian.making import make, missing, rounds
from banmian.manuscript.issue_file import IssueFile
from banmian.model import texts
from banmian.targets.epub import Epub
from banmian.targets.table import TargetTable, table
from banmian.targets.target import Material, Target
from banmian.verify.conservation import text_of
from banmian.verify.judges import judge
from banmian.verify.verdict import Verdict

from .conftest import ROOT, SEED_ISSUE
from .helpers import issue, page, parsed

STORY = page("## 主题\n\n导语写完了。\n\n### 小标题\n\n正文写完了。\n")
LONG = page("## 主题\n\n" + f"{'这一段写得很长。' * 80}\n\n" * 16)
EXTEND = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")
SHIPPED = (
    "press",
    "screen",
    "archive",
    "archive-pages",
    "epub",
    "epub-replica",
    "epub-vertical",
    "epub-hant",
    "deposit",
    "softproof",
)


def example(language: str) -> str:
    """The first example in a language in docs/extend.md, on how to add a target."""
    return re.search(rf"^```{language}\n(.*?)^```", EXTEND, flags=re.M | re.S)[1]


@pytest.fixture
def fresh():
    """A table that is put together in the test, and forgotten after it."""
    table.cache_clear()
    yield
    table.cache_clear()


@pytest.fixture
def added(tmp_path, monkeypatch, fresh):
    """`added(code)`: one more module of the program's own targets, `words`, which no test before or after it knows of."""

    def add(code: str) -> None:
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "words.py").write_text(code, encoding="utf-8")
        monkeypatch.setattr(targets, "__path__", [*targets.__path__, str(tmp_path / "more")])

    yield add
    sys.modules.pop("banmian.targets.words", None)
    vars(targets).pop("words", None)


@pytest.fixture
def installed(tmp_path, monkeypatch, fresh):
    """`installed(package, code, entry points)`: another package, as it lies there when it is installed."""

    def install(package: str, code: str, points: str, metadata: str | None = None) -> None:
        place = tmp_path / package
        info = place / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (place / f"{package}.py").write_text(code, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[banmian.targets]\n{points}\n", encoding="utf-8")
        said = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n" if metadata is None else metadata
        (info / "METADATA").write_text(said, encoding="utf-8")
        monkeypatch.syspath_prepend(place)
        monkeypatch.delitem(sys.modules, package, raising=False)

    return install


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), env={"LC_ALL": "C.UTF-8"})


# The table ------------------------------------------------------------------------------------------------------------


def test_the_targets_of_the_program():
    assert table().names == SHIPPED and table().usual == ("press", "screen", "archive", "epub") and table().noticed == ()
    assert [name for name, target in table().targets.items() if target.reduces] == ["proof"]
    assert [target.name for target in table().with_needs(["proof", "press"])] == ["press", "screen", "proof"]


def test_a_module_of_the_package_is_a_target(added):
    """One new file, and nothing else."""
    added(example("python"))
    assert table().names == (*SHIPPED, "words") and table().packages == {}


@pytest.mark.slow
def test_a_target_of_another_package_is_built(tmp_path, installed):
    """The example of docs/extend.md."""
    installed("banmian_words", example("python"), "words = banmian_words:WORDS")
    done = run("build", str(issue(tmp_path / "a", STORY)), "--to", "words", "--out", str(tmp_path / "out"))
    assert done.exit_code == 0 and "words.txt" in done.stdout, done.output
    folder = tmp_path / "out" / "a-2026-01-01"
    assert (folder / "words.txt").read_text(encoding="utf-8").endswith("主题\n导语写完了。\n小标题\n正文写完了。")
    assert [one["target"] for one in json.loads((folder / "report.json").read_text(encoding="utf-8"))["files"]] == ["words"]
    assert "words" in run("build", "--help").output and "words (banmian_words 1.0)" in run("doctor").output


@pytest.mark.slow
def test_a_target_that_loses_a_character_delivers_nothing(tmp_path, installed):
    code = example("python").replace("texts(material.issue)).encode()", 'texts(material.issue)).replace("导", "").encode()')
    installed("banmian_words", code, "words = banmian_words:WORDS")
    with pytest.raises(Refused) as told:
        desk.build(Order(issue(tmp_path / "a", STORY), ("words", "epub"), out=tmp_path / "out", jobs=1))
    assert [(one.code, one.target) for one in told.value.diagnostics if one.code[0] == "V"] == [("V001", "words")]
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.slow
def test_a_package_that_pip_installs_is_built(tmp_path):
    place = tmp_path / "banmian-words"
    place.mkdir()
    (place / "banmian_words.py").write_text(example("python"), encoding="utf-8")
    (place / "pyproject.toml").write_text(example("toml"), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps"]
    subprocess.run([*command, "--target", str(tmp_path / "site"), str(place)], check=True, capture_output=True)
    path = os.pathsep.join(map(str, (ROOT / "src", tmp_path / "site")))
    build = [sys.executable, "-m", "banmian", "build", str(SEED_ISSUE), "--to", "screen,words", "--out", "out"]
    subprocess.run(build, cwd=tmp_path, env=os.environ | {"PYTHONPATH": path}, check=True, capture_output=True)
    assert {"screen.pdf", "words.txt"} <= {
        file.name for file in (tmp_path / "out" / "liaocheng-daily-2022-12-27").iterdir()
    }


HEAD = "from banmian.targets.target import Target\nfrom dataclasses import replace\nX = Target('x', ('x', 'x'))\n"


@pytest.mark.parametrize(
    ("code", "points", "left_out"),
    [
        ("import nothing_of_that_name", "x = PACKAGE:X", "x"),
        ("def", "x = PACKAGE:X", "x"),
        ("raise SystemExit(3)", "x = PACKAGE:X", "x"),
        (HEAD, "x = PACKAGE:Y", "x"),
        (HEAD, "x = PACKAGE", "x"),
        (HEAD, "x = ???", "x"),
        (HEAD, "other = PACKAGE:X", "other"),
        (HEAD, "screen = PACKAGE:X", "screen"),
        (HEAD + "X = replace(X, needs='screen')", "x = PACKAGE:X", "x"),
        (HEAD + "X = replace(X, palette='grey')", "x = PACKAGE:X", "x"),
        (HEAD + "X = replace(X, says=('x',))", "x = PACKAGE:X", "x"),
        (HEAD + "X = replace(X, rank='first')", "x = PACKAGE:X", "x"),
        (HEAD + "X = replace(X, name='X,y')", "X,y = PACKAGE:X", "X,y"),
        (HEAD + "X = replace(X, needs=('nothing',))", "x = PACKAGE:X", "x"),
        (HEAD + "X = replace(X, needs=('x',))", "x = PACKAGE:X", "x"),
        (
            HEAD + "Y = replace(X, name='y', needs=('x',))\nX = replace(X, needs=('y',))",
            "x = PACKAGE:X\ny = PACKAGE:Y",
            "xy",
        ),
        (
            HEAD + "Y = replace(X, name='y', needs=('x',))\nX = replace(X, needs=('x',))",
            "x = PACKAGE:X\ny = PACKAGE:Y",
            "xy",
        ),
    ],
)
def test_an_entry_point_at_fault_is_named_and_left_out(installed, code, points, left_out):
    installed("faulty", code, points.replace("PACKAGE", "faulty"))
    names = list(left_out) if left_out == "xy" else [left_out]
    assert [(one.code, one.facts["name"], one.facts["package"]) for one in table().noticed] == [
        ("S034", name, "faulty 1.0") for name in names
    ]
    assert table().names == SHIPPED and all(one.message("zh") for one in table().noticed)
    done = run("build", "nothing.md", "--to", "x")
    assert done.exit_code == Exit.USAGE and "warning S034" in done.stderr and "error S031" in done.stderr
    assert "pip uninstall faulty" in run("doctor").output


def test_a_name_that_two_packages_give_is_nobodys(installed):
    """Which of them is meant nobody can know."""
    for package in ("one", "two"):
        installed(package, HEAD, f"x = {package}:X")
    assert [(one.code, one.facts["package"]) for one in table().noticed] == [("S034", "one 1.0"), ("S034", "two 1.0")]


@pytest.mark.parametrize("points", ["x", "x = \n = x", "[[[", "x = faulty:X\nx = faulty:X"])
def test_a_list_of_entry_points_that_cannot_be_read_is_told(installed, points):
    installed("faulty", HEAD, points)
    assert {one.code for one in table().noticed} == {"S034"} and table().names == SHIPPED


def test_a_package_without_metadata_is_told_by_its_target(installed):
    installed("faulty", "", "x = faulty:X", metadata="")
    assert [one.facts["name"] for one in table().noticed] == ["x"]


KEYS = {
    "manuscript/issue_file.py": {"press", "epub", "archive", "proof"}, "manuscript/settings_check.py": {"press", "epub", "archive", "proof"}, "proof_page.py": {"proof"}, "verify/contrast.py": {"screen"}, "rules/rule.py": {"archive", "deposit"}, "proof/__init__.py": {"proof"},
    "__init__.py": {"screen"}, "cli_archive.py": {"archive", "deposit"}, "helps_zh.py": {"archive", "proof"}, "console.py": {"deposit"}, "verifying.py": {"deposit"},
    "cli_watch.py": {"screen"}, "verify/deposit/readers.py": {"epub"}, "verify/build_folder.py": {"epub-hant"}, "rebuilt.py": {"deposit"},
}  # fmt: skip
"""Where such a word is no target's name (tables of issue.toml, a medium of CSS, a subject, a stage, a command, a kind of
folder that is verified, an ending), or an example; what watch makes when nobody says what; a rebuild makes deposits, a book in another script is read as it is.
"""


def test_no_other_module_knows_a_target_by_its_name():
    root, word = ROOT / "src" / "banmian", re.compile(f"[\"']({'|'.join(table().targets)})[\"']")
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py") if path.parent.name != "targets"}
    named = {str(path.relative_to(root)): set(word.findall(text)) for path, text in texts.items()}
    assert {path: words for path, words in named.items() if words} == KEYS


def test_the_documents_name_the_targets_as_they_are():
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]*) \| `([^|`]*)` \|", design, flags=re.M)
    files = {
        name: f"PAPER-DATE{target.suffix}.epub"
        if isinstance(target, Epub)
        else getattr(target, "file", "").format(page="T01", number=1, name="PAPER-DATE")
        for name, target in table().targets.items()
    }
    assert rows == [(name, ", ".join(one.promises) or "–", files[name]) for name, one in table().targets.items()]
    settings = (ROOT / "docs" / "issue-toml.md").read_text(encoding="utf-8")
    (usual, others) = re.search(r"^targets = (\[.*\]) +# the default; also (.*)$", settings, flags=re.M).groups()
    assert tuple(json.loads(usual)) == table().usual
    assert others.split(", ") == [name for name in table().names if name not in table().usual]


# Names of targets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "codes"),
    [
        ("", ["S033"]), (" , ", ["S033"]), ([], ["S033"]), ("pdf", ["S031"]), (["pdf"], ["S031"]), (5, ["S031"]), (b"screen", ["S031"]),
        (["screen", "pdf"], ["S031"]), ("screen,screen", ["S032"]), (["epub", "screen", "epub"], ["S032"]),
        (["web", "web"], ["S031", "S032"]), (["x" * 5000], ["S031"]), (["Screen"], ["S031"]), ([3], ["S031"]),
    ],
)  # fmt: skip
def test_targets_that_there_are_not_are_errors_in_python(to, codes):
    with pytest.raises(banmian.Refused) as told:
        banmian.build("nothing.md", to=to)
    assert [one.code for one in told.value.diagnostics] == codes and told.value.exit == Exit.USAGE
    assert all(isinstance(one, banmian.Diagnostic) and len(one.message("zh")) < 100 for one in told.value.diagnostics)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", ""], "S033"), (["--to", "screen", "--to", "web"], "S031"), (["--to", "screen", "--to", "screen"], "S032"),
        (["--to", "epub,screen", "--to", "press,screen"], "S032"),
    ],
)  # fmt: skip
def test_targets_that_there_are_not_are_errors_on_the_command_line(arguments, code):
    done = run("build", "nothing.md", *arguments)
    assert done.exit_code == Exit.USAGE and f"error {code}" in done.stderr
    assert "S001" not in done.stderr  # before anything is read


def test_the_office_proof_is_made_in_its_layout_only(tmp_path):
    source = issue(tmp_path / "a", STORY)
    for order in (Order(source, ("proof",), out=tmp_path), Order(source, ("press",), "proof", out=tmp_path)):
        with pytest.raises(Refused) as told:
            desk.build(order)
        assert [one.code for one in told.value.diagnostics if one.code[0] in "SL"] == [
            {None: "S031", "proof": "L005"}[order.layout]
        ]


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ('targets = ["screen", "web"]', ["web"]), ('\n\ntargets = ["screen", "epub", "screen"]', ["screen"]),
        ('targets = ["proof"]', ["proof"]), ('targets = ["epub"]\n[paper]\nnumber = 3', []),
    ],
)  # fmt: skip
def test_targets_that_there_are_not_are_errors_in_the_settings(tmp_path, settings, values):
    _, read = desk.read(issue(tmp_path / "a", STORY, settings + "\n"))
    found = [one for one in read.noticed if one.code == "I003"]
    assert [one.facts["value"] for one in found] == values and all(one.hint("zh") for one in found)
    assert {one.place.line for one in found} <= {settings.count("\n") + 1}


def test_targets_add_up_however_they_are_written(monkeypatch):
    orders = []
    monkeypatch.setattr(desk, "build", lambda order, told=None: orders.append(order))
    for to in (None, "screen", "screen, epub", ["screen", "epub"], ("screen,epub", "press")):
        banmian.build("a.md", to=to)
    assert [order.to for order in orders] == [
        None, ("screen",), ("screen", "epub"), ("screen", "epub"), ("screen", "epub", "press")]  # fmt: skip
    run("build", "a.md", "--to", "screen", "--to", "epub,press")
    assert orders[-1].to == ("screen", "epub", "press") and names_of("") == ()


# Making ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Halves(Target):
    """Two files, each with every second text of the issue but for those that are `left`."""

    left: tuple[int, ...] = ()

    def files(self, material):
        return {str(n): text_of(self.holds(material, str(n))).encode() for n in (0, 1)}

    def text(self, data):
        return data.decode()

    def holds(self, material, file):
        return [node for at, node in enumerate(texts(material.issue)) if at % 2 == int(file) and at not in self.left]


def test_the_files_of_a_target_hold_every_text_together():
    for left, wanted in (((), None), ((6, 7), "主题导语写完了。")):
        _, noticed = make([Halves("halves", ("", ""), left=left)], material(), Crew(1), lambda stage, what: None)
        assert [one.facts["wanted"] for one in noticed] == ([wanted] if wanted else [])


@dataclass(frozen=True)
class Toy(Target):
    """A target that is made from the files of what it needs; `act` is done first. `whole`: the unit of its file."""

    says: tuple[str, str] = ("toy", "玩具")
    file: str = ""
    whole: str = ""
    act: object = field(default=None, compare=False)

    def files(self, material):
        if callable(self.act):
            self.act()
        given = "".join(data.decode() for need in self.needs for data in material.made[need].values())
        return {self.file or f"{self.name}.txt": f"({self.name}{given})".encode()}

    def holds(self, material, file):
        return None

    def unit(self, file):
        return self.whole


def material() -> Material:
    read = parsed(STORY)
    return Material(read.issue, (), "a", IssueFile(), None, {}, None, None)


def table_of(*toys: Toy) -> TargetTable:
    return TargetTable({toy.name: toy for toy in toys}, {})


def made_of(*toys: Toy, jobs: int = 1) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The files of all toys with what is in them, and what is missing."""
    ordered = table_of(*toys).with_needs([toy.name for toy in toys])
    files, noticed = make(ordered, material(), Crew(jobs), lambda stage, what: None)
    return {one.name: one.data.decode() for one in files}, dict(missing(ordered, noticed))


def refuse(code: str, **facts):
    def act():
        raise Refused([Diagnostic(code, None, facts)])

    return act


A, B = Toy("a"), Toy("b", palette="cmyk")


def test_what_a_target_needs_stands_before_it_in_its_process_or_in_a_round_before():
    c, d, e = Toy("c", needs=("a",)), Toy("d", needs=("b", "c")), Toy("e", needs=("d",), palette="cmyk")
    ordered = table_of(e, d, A, B, c).with_needs(["e", "c"])
    assert [one.name for one in ordered] == ["b", "a", "c", "d", "e"]
    named = [["+".join(one.name for one in group) for group in groups] for groups in rounds(ordered)]
    assert named == [["a+c", "b"], ["d"], ["e"]]


def test_the_longest_work_of_a_round_begins_first(monkeypatch):
    """And what comes of it is told in the order of the groups."""
    begun = []
    monkeypatch.setattr(making, "_numbered", lambda state, number: begun.append(number) or {f"of {number}": ([], [])})
    (groups,) = rounds([table().targets[name] for name in ("screen", "press", "epub")])
    done = [name for name, _ in making._round(groups, SimpleNamespace(kept={}), Crew())]
    assert begun == [2, 1, 0] and done == ["of 0", "of 1", "of 2"]


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_target_gets_the_files_of_what_it_needs(jobs):
    c = Toy("c", needs=("a", "b"))
    assert made_of(A, B, c, Toy("d", needs=("c",)), jobs=jobs) == (
        {"a.txt": "(a)", "b.txt": "(b)", "c.txt": "(c(a)(b))", "d.txt": "(d(c(a)(b)))"}, {})  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_stops_its_target_and_what_needs_it(jobs):
    bad = Toy("bad", palette="cmyk", act=refuse("V010", judge="j", where="w", fault="f"))
    files, lost = made_of(A, bad, Toy("c", needs=("bad",)), Toy("d", needs=("c", "a")), jobs=jobs)
    assert files == {"a.txt": "(a)"} and lost == {"bad": ("V010",), "c": ("V010",), "d": ("V010",)}


def test_a_fault_of_safety_or_the_manuscript_stops_everything():
    facts = {"where": "x", "at": 1, "wanted": "a", "found": "b", "missing": 1, "path": "x"}
    for code in ("S012", "S003", "V001"):
        assert set(made_of(A, Toy("bad", act=refuse(code, types="", **facts)))[1]) == {"a", "bad"}


def test_a_file_without_text_is_told_apart_and_no_judge_is_shown_what_it_cannot_read():
    files, _ = make([A, Halves("halves", ("", ""))], material(), Crew(1), lambda stage, what: None)
    assert {one.name: one.holds_text for one in files} == {"a.txt": False, "0": True, "1": True}
    result = Result(Path("a"), files, [])
    with redirect_stdout(io.StringIO()) as shown:
        show_result(result, "en")
    assert [line.split()[0] for line in shown.getvalue().splitlines() if "conserved" in line] == ["0", "1"]
    assert judge({one.name: one.data for one in files}, {}) == []


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "digest of the deposit: a-1 sha256:ab"), ("zh", "存档包的摘要：a-1 sha256:ab")]
)
def test_a_unit_is_a_line_and_its_digest_is_told(lang, said):
    names = ("screen.pdf", "deposit/a-1/bagit.txt", "deposit/a-1/data/mets.xml")
    files = [Made("screen", name, b"x" * 1000, 0.25, False, "deposit/a-1" if "/" in name else "") for name in names]
    result = Result(Path("a"), files, [], seals=[Seal("deposit/a-1", "ab", ("c",))])
    with redirect_stdout(io.StringIO()) as shown:
        show_result(result, lang)
    _, _, first, second, digest, _ = shown.getvalue().splitlines()
    assert first.split() == ["screen.pdf", "1", "kB", "0.25", "s"]
    assert second.split() == ["deposit/a-1/", "(2)", "2", "kB", "0.50", "s"] and digest == said
    assert desk.report(result)["seals"] == [{"folder": "deposit/a-1", "digest": "sha256:ab", "without": ["c"]}]


@pytest.mark.slow
def test_a_killed_process_is_a_fault_of_its_targets_alone():
    """Memory that runs out takes one process, and the other palette's files are as good as ever."""
    killed = Toy("killed", palette="cmyk", act=lambda: os._exit(9))
    files, lost = made_of(A, killed, Toy("c", needs=("killed",)), jobs=2)
    assert files == {"a.txt": "(a)"} and lost == {"killed": ("S030",), "c": ("S030",)}


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a//b", "report.json", "MODEL.json", "manifest.json", "A.TXT", "a.txt/b", ".x", ""]
)
def test_a_file_name_that_is_taken_or_leads_elsewhere_is_its_targets_fault(name):
    bad = Toy("x")
    object.__setattr__(bad, "files", lambda material: {name: b""})
    assert made_of(A, bad)[1] == {"x": ("S035",)}


def test_a_folder_of_files_is_no_file():
    assert made_of(Toy("b", file="a/b"), Toy("x", file="A"))[1] == {"x": ("S035",)}


@pytest.mark.parametrize("whole", ["bag", "a/bag", "a/bag/x.txt", "a/ba", "a/bag/", "../a", "/"])
def test_a_unit_is_a_folder_above_its_file(whole):
    assert made_of(A, Toy("x", file="a/bag/x.txt", whole=whole))[1] == ({} if whole == "a/bag" else {"x": ("S035",)})


@pytest.mark.parametrize("other", ["A/Bag/data/y.txt", "a/bag/y.txt", "a/bag"])
@pytest.mark.parametrize("whole", ["", "a/bag", "a", "a/bag/data"])
def test_in_a_unit_are_the_files_of_one_target(other, whole):
    """A file of another's in a bag is as foreign as one of the user's, whichever of them is made first."""
    bag = Toy("bag", file="a/bag/x.txt", whole="a/bag")
    for toys in ((bag, Toy("x", file=other, whole=whole)), (Toy("b", file=other, whole=whole), replace(bag, name="x"))):
        assert set(made_of(*toys)[1].values()) == {("S035",)}
    assert made_of(bag, Toy("x", file="a/y.txt"), Toy("y", file="a/bags/y.txt", whole="a/bags"))[1] == {}


def test_an_error_of_a_page_stops_the_targets_that_show_pages():
    book = Toy("book", shows_pages=False)
    error = Diagnostic("M001")
    assert dict(missing([A, book, Toy("c", needs=("a",), shows_pages=False)], [error])) == {"a": ("M001",), "c": ("M001",)}
    assert dict(missing([A, book], [Diagnostic("M020")])) == {}
    assert dict(missing([A, book], [Diagnostic("E005", target="book")])) == {"book": ("E005",)}
    assert dict(missing([A, book], [error, Diagnostic("B001", target="book"), error])) == {
        "a": ("M001",),
        "book": ("B001",),
    }


def test_a_diagnostic_keeps_its_target():
    one = Diagnostic("V010", None, {"judge": "j", "where": "w", "fault": "f"}, target="screen")
    assert pickle.loads(pickle.dumps(one)) == one and one.as_json()["target"] == "screen"  # noqa: S301 - our own bytes
    assert "target" not in Diagnostic("M020", None, {"page": "1", "fault": "M001"}).as_json()
    assert one.rule.stops is Scope.TARGET and exit_of([Diagnostic("M020"), one]) == Exit.OUTPUT and exit_of([]) == Exit.DONE


# What is missing, and why ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_books_are_delivered_when_a_page_cannot_be_printed(tmp_path):
    """And of the press file of an earlier build the shelf says that it is yesterday's."""
    source, out = issue(tmp_path / "a", STORY), tmp_path / "out"
    assert run("build", str(source), "--to", "press,epub", "--out", str(out), "--jobs", "1").exit_code == 0
    issue(source, LONG)
    done = run("build", str(source), "--to", "press,epub", "--out", str(out), "--jobs", "1")
    folder = out / "a-2026-01-01"
    assert done.exit_code == Exit.MAKE_UP and not (folder / "press").exists(), done.output
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in report["files"]] == ["a-2026-01-01.epub"]
    assert report["missing"] == [{"target": "press", "because": ["M011"]}]
    assert [one["code"] for one in report["diagnostics"]] == ["M011", "M020", "S023"]
    assert re.search(r"^press +missing +M011$", done.stdout, flags=re.M)


def test_fit_names_the_character_also_where_only_books_are_asked_for(tmp_path):
    """Once it was a traceback."""
    done = run("fit", str(issue(tmp_path / "a", page("## 题\n\n有𫠠字。\n"), 'targets = ["epub"]\n')))
    assert done.exit_code == Exit.MAKE_UP and "error M010" in done.stderr


@pytest.mark.slow
def test_what_a_judge_refuses_is_missing_and_its_old_file_stays_while_it_is_todays(tmp_path, monkeypatch):
    order = Order(issue(tmp_path / "a", STORY), ("screen", "epub"), out=tmp_path / "out", jobs=1, judge=True)
    said = Verdict("veraPDF ua1", "screen.pdf", "passed")
    monkeypatch.setattr("banmian.verify.judges.judge", lambda files, flavours, archived: [said])
    first = desk.build(order)
    assert first.missing == {} and len(first.files) == 2
    said = Verdict("veraPDF ua1", "screen.pdf", "failed", ("7.1-3",))
    second = desk.build(order)
    assert second.missing == {"screen": ("V010",)} and [one.name for one in second.files] == ["a-2026-01-01.epub"]
    assert [(one.code, one.target) for one in second.diagnostics] == [("M012", None), ("V010", "screen")]
    assert (second.folder / "screen.pdf").read_bytes() == first.files[0].data
    said = Verdict("EPUBCheck", "a-2026-01-01.epub", "failed", ("RSC-005",))
    monkeypatch.setattr(
        "banmian.verify.judges.judge",
        lambda files, flavours, archived: [said, Verdict("v", "screen.pdf", "failed", ("x",))],
    )
    with pytest.raises(Refused) as told:
        desk.build(order)
    assert {one.target for one in told.value.diagnostics if one.code == "V010"} == {"epub", "screen"}


@pytest.mark.slow
def test_the_files_of_another_package_are_todays_while_its_version_is(tmp_path, installed):
    installed("banmian_words", example("python"), "words = banmian_words:WORDS")
    order = Order(issue(tmp_path / "a", STORY), ("words",), out=tmp_path / "out", jobs=1)
    folder = desk.build(order).folder
    digests = {one["made_from"] for one in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]}
    assert len(digests) == 3  # of words.txt, of model.json, and none for the report
    info = tmp_path / "banmian_words" / "banmian_words-1.0.dist-info" / "METADATA"
    info.write_text(info.read_text(encoding="utf-8").replace("Version: 1.0", "Version: 1.1"), encoding="utf-8")
    table.cache_clear()
    result = desk.build(Order(order.source, ("epub",), out=order.out, jobs=1))
    assert [one.facts["names"] for one in result.diagnostics if one.code == "S023"] == ["words.txt"]
