"""The habits, held by tests: imports go one way, functions and files are small, the engine is loaded late."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from banmian.diagnostics import Exit

from .conftest import ROOT, SEED

SOURCE = ROOT / "src" / "banmian"
MODULES = sorted(SOURCE.rglob("*.py"))

# Each part may import itself and what stands left of it.
ORDER = [
    "base",
    "manuscript",
    "proof",
    "composer",
    "makeup",
    "edge",
    "preflight",
    "scene",
    "engine",
    "render",
    "package",
    "deposit",
    "verify",
    "targets",
    "workshop",
    "desk",
    "archive",
    "front",
]
PARTS = {
    "rules": "base", "shelf": "edge",
    "model": "base", "language": "base", "scripts": "base", "words": "base", "signed": "base", "tabular": "base", "names": "base", "numerals": "base", "days": "base", "rebuilding": "base", "diagnostics": "base", "places": "base", "job": "base", "limits": "base", "limits_finished": "base", "reading": "base", "sequences": "base", "toml": "base", "model_json": "base",
    "originals": "edge", "spread": "base", "uncollected": "base", "cache": "edge", "cache_entries": "edge", "cache_folder": "edge", "cli_cache": "front", "fonts": "edge", "pictures": "edge", "raster": "edge", "colour": "edge", "layout_folders": "edge", "layout_faces": "edge",
    "frozen": "base", "processes": "base", "crew": "base", "kept": "base", "handing": "base", "choosing": "workshop", "composing": "workshop", "press_setup": "workshop", "earlier": "workshop", "zips": "base", "making": "workshop", "workshop": "workshop", "desk": "desk", "fix": "desk", "verifying": "desk", "rebuilt": "desk", "console": "front", "explain": "front", "ladder": "front", "cli": "front", "cli_archive": "front", "cli_verify": "front", "cli_check": "front", "cli_press": "front", "sarif": "front", "writing": "base", "cli_watch": "front", "cli_plan": "front", "cli_proof": "front", "proof_shown": "front", "proof_page": "front", "plan_shown": "front", "plan_svg": "front", "planning": "desk", "replacing": "base", "watch": "desk", "doctor": "front", "starter": "front", "speech": "front", "helps_zh": "front", "manners": "front",
    "__init__": "front", "__main__": "front",
}  # fmt: skip


def test_the_docs_name_every_part():
    """docs/design.md, "The tree"."""
    section = (
        (ROOT / "docs" / "design.md").read_text(encoding="utf-8").partition("\n## The tree\n")[2].partition("\n## ")[0]
    )
    named = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", section)}
    parts = {path.stem if path.suffix else path.name for path in SOURCE.iterdir()} - {
        "__pycache__",
        "profiles",
        "plants",
        "schemas",
        "py",
        "__main__",
    }
    assert sorted(parts - named) == []


@cache
def tree(path: Path) -> ast.Module:
    """What a module says, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def walked(source: ast.AST) -> tuple[ast.AST, ...]:
    """Every node of a module, found once."""
    return tuple(ast.walk(source))


def part_of(module: str) -> str:
    """A folder is a part of its own, but for those that `PARTS` names."""
    head = module.split(".", 1)[0]
    return PARTS.get(head, head)


@cache
def imports(path: Path) -> set[str]:
    """Modules of ours that a file imports when it runs, below `banmian`, as dotted names."""
    own = path.relative_to(SOURCE).with_suffix("").parts
    every = walked(tree(path))
    for_types = {
        inner
        for node in every
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in every:
        if isinstance(node, ast.ImportFrom) and node.level and node not in for_types:
            base = own[: len(own) - node.level]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {".".join([*base, *name.split(".")]) for name in names}
    return {name for name in found if name not in ("", "__version__")}


def name_of(path: Path) -> str:
    """A file's module, below `banmian`."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


@pytest.mark.slow
def test_imports_go_one_way():
    place = {name: ORDER.index(part_of(name)) for path in MODULES for name in (name_of(path), *imports(path))}
    wrong = {name_of(path): [one for one in imports(path) if place[one] > place[name_of(path)]] for path in MODULES}
    assert {name: others for name, others in wrong.items() if others} == {}


def test_there_is_no_import_cycle():
    graph = {name_of(p): imports(p) for p in MODULES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail, name])
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def functions() -> list[tuple[str, int]]:
    found = []
    for path in MODULES:
        for node in walked(tree(path)):
            if isinstance(node, ast.FunctionDef):
                found.append((f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1))
    return found


def test_functions_and_files_are_small():
    """Four functions in five within 20 lines, none over 60, no file over 400."""
    sizes = functions()
    assert [name for name, lines in sizes if lines > 60] == []
    assert sum(lines <= 20 for _, lines in sizes) >= 0.8 * len(sizes)
    assert [path.name for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def named(source: ast.Module) -> Iterator[str]:
    """The names of a module's types: its classes, and what it calls other types. `_` before a name makes it no other."""
    for node in walked(source):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")
    for node in source.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            if isinstance(target, ast.Name) and re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", target.id):
                yield target.id.lstrip("_")


def twice(sources: Iterable[ast.Module]) -> dict[str, int]:
    """Names that stand for several types, each with their number."""
    counts = Counter(name for source in sources for name in named(source))
    return {name: count for name, count in counts.items() if count > 1}


def test_a_type_has_a_name_of_its_own():
    """Whoever reads a name anywhere in the package knows which it is."""
    assert twice(map(tree, MODULES)) == {}


@pytest.mark.parametrize(
    "other", ["class Page: ...", "class _Page: ...", "def f():\n    class Page: ...", "Page = dict[str, int]"]
)
def test_a_name_of_two_types_is_seen(other):
    assert twice(map(ast.parse, ["class Page: ...", other])) == {"Page": 2}


HEAVY = (
    "weasyprint pikepdf PIL lxml rich jinja2 markdown_it uharfbuzz rjieba opencc fontTools pypdfium2 ebooklib docx jpype deflate watchfiles tomlkit"
).split()
"""Libraries that take five milliseconds or more to import."""
SAMPLE = ROOT / "seeds" / "sample-daily" / "2026-03-20"
ENGINE = {"weasyprint", "deflate", "fontTools", "PIL", "jinja2", "markdown_it", "uharfbuzz"}


@pytest.mark.parametrize(
    ("command", "may"),
    [
        (["--help"], set()),
        (["build", "--help"], set()),
        (["explain", "P001"], set()),
        (["plan", "--help"], set()),
        (["layouts"], {"uharfbuzz"}),
        (["model", str(SEED)], {"markdown_it"}),
        (["check", str(SEED / "T01.md")], {"PIL", "lxml"}),
        (["proof", str(SAMPLE)], {"markdown_it", "rjieba"}),
        pytest.param(["fit", str(SEED)], ENGINE | {"rjieba"}, marks=pytest.mark.slow),
        pytest.param(["build", str(SEED), "--to", "screen"], ENGINE | {"pikepdf", "rjieba"}, marks=pytest.mark.slow),
        pytest.param(["build", str(SEED), "--to", "press"], ENGINE | {"pikepdf", "rjieba"}, marks=pytest.mark.slow),
        pytest.param(
            ["build", str(SEED), "--to", "epub"],
            ENGINE | {"lxml", "ebooklib", "rjieba", "pypdfium2", "pikepdf"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda part: " ".join(part[:1] + part[2:]) if isinstance(part, list) else "",
)
def test_a_command_imports_what_it_needs_and_no_more(command, may, tmp_path):
    """Proofreading asks the dictionary of words where a character stands twice."""
    code = (
        "import sys, runpy; sys.argv = ['banmian', *sys.argv[1:]]\n"
        "try: runpy.run_module('banmian', run_name='__main__')\n"
        f"except SystemExit as end: assert end.code in (0, None, {int(Exit.OUTPUT)}), end.code\n"
        f"print('imported', *sorted(set({HEAVY}) & set(sys.modules)))"
    )
    own = {**os.environ, "BANMIAN_CACHE": str(tmp_path / "cache")}
    out = ["--out", str(tmp_path / "out"), "--jobs", "1"] if command[0] == "build" and command[1] != "--help" else []
    command = [sys.executable, "-c", code, *command, *out]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()[-1].split()[1:]) <= may


@pytest.mark.parametrize("tool", [["ruff", "check", "."], ["ruff", "format", "--check", "src", "tests", "bench"], ["mypy"]])
@pytest.mark.slow
def test_the_checkers_are_clean(tool):
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_every_code_has_a_message_in_both_languages_and_is_used():
    from banmian.rules.registry import every_rule

    text = "\n".join(p.read_text(encoding="utf-8") for p in MODULES if p.parent != SOURCE / "rules")
    for rule in every_rule():
        assert all(rule.says) and bool(rule.hint[0]) == bool(rule.hint[1]), rule.code
        assert rule.code[0] == rule.subject.letter
        assert f'"{rule.code}"' in text, f"nothing uses {rule.code}"


def test_both_languages_of_a_rule_say_the_same_facts():
    from string import Formatter

    from banmian.rules.registry import every_rule

    def facts(text: str) -> set[str]:
        return {name.removesuffix("_zh") for _, name, _, _ in Formatter().parse(text) if name}

    for rule in every_rule():
        english, chinese = (facts(text) - {"what"} for text in rule.says)
        assert english == chinese, rule.code
        english, chinese = (facts(text) - {"what"} for text in rule.hint)
        assert english == chinese, rule.code


CODES = re.compile(r"(?:[A-Z]\d{3})(?: [A-Z]\d{3})*")
OF_OTHERS = {"verify/markup.py"}
"""Modules in which `.code` is another program's: libxml2's."""


def steered_by_codes(path: Path) -> list[int]:
    """Lines of a module in which a rule's code is compared or looked into, or codes are kept in a list of words."""
    found = []
    for node in walked(tree(path)):
        asked = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Subscript):
            asked = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = [node.func.value]
        elif isinstance(node, ast.Match):
            asked = [node.subject]
        if any(isinstance(one, ast.Attribute) and one.attr == "code" for one in asked):
            found.append(node.lineno)
        listed = [one for one in asked if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if any(CODES.fullmatch(one.value) for one in listed):
            found.append(node.lineno)
    return found


@pytest.mark.slow
def test_no_code_of_a_rule_steers_the_program():
    """What follows from a rule is a field of it (guards, subject, …), or the type of what is raised."""
    found = {p: steered_by_codes(p) for p in MODULES if p.relative_to(SOURCE).parts[0] != "rules"}
    assert {
        str(p.relative_to(SOURCE)): lines
        for p, lines in found.items()
        if lines and str(p.relative_to(SOURCE)) not in OF_OTHERS
    } == {}
