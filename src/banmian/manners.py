"""What all commands have in common: their options, their language, how they end."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from .diagnostics import Diagnostic, Exit, Refused
from .speech import LANGUAGES, Command, language, spoken


def lang_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option for the language of messages."""
    option = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages (default: the locale's).")
    return option(function)


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option for people or machines."""
    option = click.option("--format", "style", type=click.Choice(["human", "json"]), default="human", show_default=True)
    return option(function)


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that takes warnings for errors."""
    return click.option("--strict", is_flag=True, help="A warning refuses as an error does.")(function)


def cache_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option to use nothing of other builds and to keep nothing."""
    text = "Whether to use and keep what is dear to make (`banmian cache`)."
    return click.option("--cache/--no-cache", default=True, help=text)(function)


def layouts_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option for a folder of layouts."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--layouts", type=kind, help="A folder of layouts that is searched first.")(function)


def layout_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options for a layout and for a folder of layouts."""
    named = click.option("--layout", metavar="NAME", help="A layout, as `banmian layouts` lists them.")
    return named(layouts_option(function))


def pages_manners(function: Callable[..., None]) -> Callable[..., None]:
    """The manners and options of all that makes pages up: `--strict`, `--cache`, `--format`, `--lang`."""
    return strict_option(cache_option(format_option(manners(function))))


def to_names(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...] | None:
    """The names that `--to` is given."""
    from .job import names_of

    return names_of(value) if value else None


def manners(function: Callable[..., None]) -> Callable[..., None]:
    """One place turns a refusal into output and an exit code; a user's mistake never shows a traceback. With `--lang`."""

    @wraps(function)
    def wrapped(*args: Any, lang: str | None = None, style: str = "human", **kwargs: Any) -> None:
        from .console import describe, print_json, show_diagnostics

        spoken_in = language(lang)
        try:
            function(*args, lang=spoken_in, style=style, **kwargs)
            sys.stdout.flush()
        except (KeyboardInterrupt, BrokenPipeError) as end:
            sys.exit(_ended(end, spoken_in))
        except OSError as fault:  # a full disk behind the output, a name that no file system takes
            print(describe(Diagnostic("S045", None, {"fault": str(fault)[:200]}), spoken_in, {}), file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer is not tried again
            sys.exit(Exit.MACHINE)
        except Refused as refused:
            if style == "json":
                print_json({"diagnostics": [d.as_json(spoken_in) for d in refused.diagnostics]})
            else:
                show_diagnostics(refused.diagnostics, spoken_in, sys.stderr, folder_of(kwargs.get("source")))
            sys.exit(refused.exit)

    return lang_option(wrapped)


def _ended(end: BaseException, lang: str) -> int:
    """Ended from outside, by a key or by the reader of what we write: the exit code that shells expect, no traceback."""
    if isinstance(end, KeyboardInterrupt):
        print("\n已中止" if lang == "zh" else "\nstopped", file=sys.stderr)
        return Exit.STOPPED
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer is not tried again
    return Exit.UNREAD


def folder_of(source: Path | None) -> Path:
    """Where the files of an issue lie, of which a place says only the name."""
    return source if source and os.path.isdir(source) else (source or Path()).parent  # noqa: PTH112 - never raises


class Commands(Command, click.Group):
    """Commands that print on any terminal, wherever they are called, in the language that they are asked in."""

    command_class = Command

    def main(self, args: Sequence[str] | None = None, *more: Any, **kwargs: Any) -> Any:
        """What a terminal cannot show (ASCII, GBK) is written in hexadecimal; a working folder that is gone is said."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            Path.cwd()
        except OSError:
            from .console import describe

            print(describe(Diagnostic("S042"), language(None), {}), file=sys.stderr)
            sys.exit(Exit.MACHINE)
        with spoken(self, sys.argv[1:] if args is None else args):
            return super().main(args, *more, **kwargs)
