"""The language of the command line, click's part of it too: helps, usage, errors.

Click looks its words up by `gettext`, which knows files of the system and no text of a program; so its modules are given a
look-up of ours while a command runs. A word that they have and we have not stays English.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, types

_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)
LANGUAGES = ("en", "zh")
_HELP = ("Show this message and exit.", "显示这段说明。")


def language(given: str | None = None) -> str:
    """`--lang`, wherever it stands in the command; else BANMIAN_LANG; else the locale's."""
    if found := given or _SPOKEN.get():
        return found
    if os.environ.get("BANMIAN_LANG") in LANGUAGES:
        return os.environ["BANMIAN_LANG"]
    known = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if (known or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else "en"


def asked_for(arguments: Sequence[str]) -> str | None:
    """The language that a command asks for, known before click reads it: a help is shown at once."""
    found = None
    given = list(arguments)[: list(arguments).index("--")] if "--" in arguments else list(arguments)
    for option, value in pairwise([*given, ""]):
        name, _, own = option.partition("=")
        if name == "--lang" and (own or value) in LANGUAGES:
            found = own or value
    return found


@contextmanager
def spoken(group: click.Group, arguments: Sequence[str]) -> Iterator[None]:
    """While a command runs: click says everything in the language that the command asks for."""
    token = _SPOKEN.set(asked_for(arguments))
    changed = list(_changes(group)) if language() == "zh" else []
    before = [(one, name, getattr(one, name)) for one, name, _ in changed]
    try:
        for one, name, value in changed:
            setattr(one, name, value)
        yield
    finally:
        for one, name, value in before:
            setattr(one, name, value)
        _SPOKEN.reset(token)


def _changes(group: click.Group) -> Iterator[tuple[Any, str, Any]]:
    """What is something else in Chinese: an object, its attribute, the value."""
    from .console import cells
    from .helps_zh import COMMANDS, NAMES, OPTIONS, WORDS

    for module in (core, decorators, exceptions, formatting, parser, types):
        if hasattr(module, "_"):
            yield module, "_", lambda text: WORDS.get(text, text)
        if hasattr(module, "ngettext"):
            yield module, "ngettext", lambda one, many, count: WORDS.get(one if count == 1 else many, one)
    yield formatting, "term_len", cells
    for name, command in commands(group):
        said = COMMANDS.get(name, (command.help, ""))[0] or ""
        yield command, "help", said
        yield command, "short_help", said.partition("。")[0] + "。"  # click knows the end of English sentences alone
        yield command, "epilog", COMMANDS.get(name, ("", command.epilog))[1]
        yield command, "options_metavar", NAMES["[OPTIONS]"]
        for param in command.params:
            if isinstance(param, click.Option):
                option = param.opts[0]
                yield param, "help", OPTIONS.get(f"{name} {option}", OPTIONS.get(option, param.help))
                shown = param.metavar or param.type.name.upper()
            else:
                shown = param.metavar or f"{param.name}".upper()
            if shown in NAMES:
                many = param.nargs == -1 and not shown.endswith("...")
                yield param, "metavar", NAMES[shown] + ("..." if many else "")
        if isinstance(command, click.Group):
            yield command, "subcommand_metavar", NAMES["COMMAND [ARGS]..."]


def commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """A group and all commands below it, each with its name as it is called: `main`, `build`, `archive add`."""
    yield "main", group
    waiting: list[tuple[str, click.Command]] = list(group.commands.items())
    while waiting:
        name, command = waiting.pop(0)
        yield name, command
        if isinstance(command, click.Group):
            waiting += [(f"{name} {inner}", one) for inner, one in command.commands.items()]


class Command(click.Command):
    """A command whose `--help` says what it does in the language that is spoken: click makes that option once."""

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """The option, with its words."""
        option = super().get_help_option(context)
        if option is not None:
            option.help = _HELP[language() == "zh"]
        return option
