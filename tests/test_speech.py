"""The command line speaks one language at a time: helps, usage and errors, click's words too."""

import re

import click
import pytest
from click.testing import CliRunner

from banmian.cli import main
from banmian.helps_zh import COMMANDS, OPTIONS
from banmian.speech import asked_for, commands, language

from .helpers import some

HAN = "[\u4e00-\u9fff]"
SAID = {
    "banmian", "main", "BANMIAN", "LANG", "UTF", "build", "fit", "check", "model", "layouts", "doctor", "explain", "new", "fix", "verify", "help", "EPUB", "PDF", "JSON", "OUT",
    "EPUBCheck", "Ace", "FIDO", "JHOVE", "veraPDF", "json", "human", "zh", "en", "BANMIAN_LANG", "stdin", "HEX", "source",
    "OCFL", "archive", "watch", "Ctrl", "add", "list", "search", "reindex", "export", "revised", "AND", "deposit", "cache", "clear", "plan", "SVG", "NAME", "FILE", "sarif", "separations", "plates", "proof", "softproof",
}  # fmt: skip
"""Words that are the same in Chinese."""


def run(*arguments: str, **env: str) -> str:
    return CliRunner().invoke(main, list(arguments), env={"LC_ALL": "C.UTF-8", **env}, terminal_width=100).output


def english(output: str) -> list[str]:
    """English words of an output, but for its examples, options, names of files and targets."""
    head = output.partition("例：")[0]
    bare = re.sub(
        r"--?[a-z-]+|'[^']*'|`[^`]*`|[a-z]+(?:[-.][a-z]+)+|\.\w+|\[.*?\]|press|screen|archive|epub|replica|vertical|hant|deposit",
        " ",
        head,
    )
    return [word for word in re.findall(r"[A-Za-z]{3,}", bare) if word not in SAID]


def every_command() -> dict[str, click.Command]:
    return {"" if name == "main" else name: command for name, command in commands(main)}


@pytest.mark.parametrize("name", sorted(every_command()))
def test_each_help_is_chinese_where_that_is_asked_for(name):
    """Once `--lang zh` changed messages alone."""
    arguments = [*name.split(), "--help", "--lang", "zh"] if name else ["--lang", "zh", "--help"]
    told = run(*arguments)
    assert english(told) == [] and "用法:" in told and "选项:" in told and "显示这段说明" in told
    assert "Usage:" in run(*[one for one in arguments if one not in ("--lang", "zh")])


def test_each_command_and_option_has_its_words():
    assert {name or "main" for name in every_command()} <= set(COMMANDS)
    params = {
        param.opts[0] for command in every_command().values() for param in command.params if isinstance(param, click.Option)
    }
    assert params <= set(OPTIONS)
    for name, (help_, epilog) in COMMANDS.items():
        command = every_command().get("" if name == "main" else name)
        assert command is None or (bool(command.help) and bool(command.epilog) == bool(epilog) and re.search(HAN, help_)), (
            name
        )


@pytest.mark.parametrize(
    "command",
    some(
        [
            "--lang zh", "bu --lang zh", "build --lang zh", "check --lang zh", "build a --jobs x --lang zh", "build a --jobs 99 --lang zh",
            "build a --nothing --lang zh", "build --lang=zh a --to", "fit a --layouts no --lang zh", "fit a b --lang zh",
            "fit a b c --lang zh", "build a --format xm --lang zh", "build a --strict=1 --lang zh", "new --lang zh",
            "build a --layouts {file} --lang zh", "build a --out {file} --lang zh",
        ],
        17,
    ),
)  # fmt: skip
def test_each_mistake_of_use_is_told_in_chinese(command, tmp_path):
    file = tmp_path / "file"
    file.touch()
    told = run(*command.format(file=file).split()).replace(str(file), "")
    assert english(told) == [] and "错误：" in told


def test_english_is_untouched_after_chinese():
    before = run("build", "--help")
    assert re.search(HAN, run("build", "--help", "--lang", "zh"))
    assert run("build", "--help") == before and "Usage: " in before and "default: build" in before
    assert "Error: Missing argument" in run("build")


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ("build a --lang zh", "zh"), ("build --lang=zh a", "zh"), ("--lang zh build a", "zh"), ("--lang zh build a --lang en", "en"),
        ("build -- --lang zh", None), ("build --lang fr", None), ("build a --lang", None), ("", None),
    ],
)  # fmt: skip
def test_the_language_is_known_before_the_command_is_read(arguments, asked):
    assert asked_for(arguments.split()) == asked


@pytest.mark.parametrize(
    ("env", "spoken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "de_DE.UTF-8"}, "en"), ({"BANMIAN_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"BANMIAN_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"), ({"BANMIAN_LANG": "x", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_setting_then_of_the_system(env, spoken, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "BANMIAN_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert language() == spoken and language("en") == "en"


def test_a_command_takes_the_language_that_stands_before_it():
    assert "找不到" in run("--lang", "zh", "model", "nothing.md")
    assert "找不到" in run("model", "nothing.md", BANMIAN_LANG="zh")


def test_options_that_say_different_things_in_english_do_in_chinese():
    said: dict[str, dict[str, list[str]]] = {}
    for name, command in commands(main):
        for param in command.params:
            if isinstance(param, click.Option) and f"{name} {param.opts[0]}" not in OPTIONS:
                said.setdefault(param.opts[0], {}).setdefault(param.help or "", []).append(name)
    assert {option: told for option, told in said.items() if len(told) > 1} == {}


def test_a_list_of_commands_says_one_whole_sentence_of_each():
    """Click cuts English ones at their end; Chinese ones it cut anywhere, or nowhere."""
    for arguments in (("--help",), ("archive", "--help")):
        listed = run(*arguments, BANMIAN_LANG="zh").partition("\n命令:\n")[2]
        said = ["".join(one.split()) for one in re.split(r"\n  (?=[a-z])", f"\n{listed}")[1:]]
        assert said and all(one.partition("例：")[0].endswith("。") and one.count("。") == 1 for one in said), said
