"""Whose line it is: finds the place in a designer's templates or style sheets that something on the page came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..makeup.layouts import Layout, LayoutFile
from ..model import Span

_AT = re.compile(r" at (\d+):(\d+)")
_QUOTED = re.compile(r"`([^`]+)`|'([^']+)'|\"([^\"]+)\"")


@dataclass(frozen=True)
class Blame:
    """Looks things up in the files of a layout: its own files first, then its parents'."""

    layout: Layout

    def start(self) -> Span:
        """The nearest page template, when nothing better is known."""
        pages = self.layout.all_named("page.html")
        path = pages[-1][1].path if pages else self.layout.manifest.path
        return Span(path, 1, 1, 1)

    def attribute(self, attributes: Mapping[str, str], name: str, tag: str) -> Span:
        """Where an attribute was written: in the element, or as the argument of a macro that writes it."""
        value, short = attributes.get(name, ""), name.removeprefix("data-")
        exact = (f'{name}="{value}"', f"{name}='{value}'", f'{short}="{value}"', f"{short}={value}", f"{name}={value}")
        quoted = (f'"{value}"', f"'{value}'")
        given = value != "" and name in attributes
        return self.text(
            [*(exact if given else ()), *self._of_id(attributes), *(quoted if given else ()), f"{name}=", f"<{tag}"]
        )

    def element(self, attributes: Mapping[str, str], tag: str) -> Span:
        """Where an element was written."""
        classes = (f'class="{attributes["class"]}"',) if attributes.get("class") else ()
        return self.text((*self._of_id(attributes), *classes, f"<{tag}"))

    @staticmethod
    def _of_id(attributes: Mapping[str, str]) -> tuple[str, ...]:
        name = attributes.get("id")
        return (f'id="{name}"', f'"{name}"', f"'{name}'") if name else ()

    def text(self, wanted: Iterable[str]) -> Span:
        """The first line of a template that holds the first of some texts that any holds."""
        return next((hit for one in wanted if (hit := _find(self.layout.templates, one))), self.start())

    def quoted(self, word: str) -> Span | None:
        """The first line of a style sheet, then of a template, that holds a word."""
        return _find((*reversed(self.layout.sheets), *self.layout.templates), word)

    def declared(self, role: str, properties: Iterable[str]) -> Span:
        """The line that sets one of some properties of a role: in the layout's own style sheet, else in a parent's."""
        properties = tuple(properties)
        for file in reversed(self.layout.sheets):
            lines = file.text.split("\n")
            found = [
                n for n, line in enumerate(lines) if any(re.search(rf"(?<![\w-]){one}\s*:", line) for one in properties)
            ]
            if found:
                line = next((n for n in reversed(found) if f".{role}" in lines[n]), found[-1]) + 1
                return Span(file.path, line, 1, line)
        return self.start()

    def style(self, message: str, sheets: Iterable[LayoutFile]) -> Span:
        """The line that a complaint of the engine about a style is about: it says line and column, or quotes the style."""
        at = _AT.search(message)
        quoted = [next(filter(None, hit.groups())) for hit in _QUOTED.finditer(message)]
        names = [part.split(":")[0].strip() for part in quoted]
        for file in reversed(tuple(sheets)):
            lines = file.text.split("\n")
            line = int(at[1]) if at else 0
            if at and line <= len(lines) and (not names or any(name in lines[line - 1] for name in names)):
                return Span(file.path, line, int(at[2]), line)
        return next(
            (hit for one in (*quoted, *names) if (hit := _find((*sheets, *self.layout.templates), one))), self.start()
        )

    def complaint(self, message: str) -> Diagnostic:
        """What the engine logged, with its place."""
        named = (file for name, file in self.layout.files.items() if f" {name.partition('/')[2]}" in message)
        picture = next((Span(file.path, 1, 1, 1) for file in named), None)
        return Diagnostic("L040", picture or self.style(message, self.layout.sheets), {"message": message[:300]})


def _find(files: Iterable[LayoutFile], wanted: str) -> Span | None:
    for file in files if wanted else ():
        before, found, _ = file.text.partition(wanted)
        if found:
            line = before.count("\n") + 1
            return Span(file.path, line, len(before) - before.rfind("\n"), line)
    return None


def in_sheet(file: LayoutFile, message: str) -> Diagnostic:
    """A complaint of the engine about one style sheet."""
    at = _AT.search(message)
    place = Span(file.path, int(at[1]), int(at[2]), int(at[1])) if at else None
    quoted = (next(filter(None, hit.groups())).strip() for hit in _QUOTED.finditer(message))
    place = place or next((hit for one in quoted if (hit := _find([file], one))), Span(file.path, 1, 1, 1))
    return Diagnostic("L040", place, {"message": message[:300]})
