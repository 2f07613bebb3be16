"""Waivers in a page file: a line `%% R065 开工工：地名` says that a finding is right as it is, and why; it is printed
nowhere.

The line stands alone and ends a paragraph, as an empty one does. What begins with `%%` and is no waiver is text.
"""

from __future__ import annotations

import re

from ..diagnostics import Diagnostic
from ..limits import PROOF_WAIVERS
from .proof_file import Waiver
from .rule_levels import fault_of_rule
from .source import Source

_WAIVER = re.compile(r"[ \t]*%%[ \t]+(R[0-9]{3})[ \t]+([^:： \t][^:：]*)[:：][ \t]*([^ \t].*)")


def without_waiver(line: str) -> str:
    """A line as the parser is given it: a waiver is an empty one."""
    return "" if "%%" in line and _WAIVER.fullmatch(line) else line


def waivers_of(source: Source) -> tuple[tuple[Waiver, ...], list[Diagnostic]]:
    """The waivers of a file, and what is wrong with others: no such rule, one that guards something, too many."""
    found, noticed = list[Waiver](), list[Diagnostic]()
    for number, line in source.written or tuple(enumerate(source.lines, 1)):
        hit = _WAIVER.fullmatch(line) if "%%" in line else None
        if hit and (fault := fault_of_rule(hit[1])):
            noticed.append(Diagnostic(fault[0], source.span(number), fault[1]))
        elif hit and len(found) == PROOF_WAIVERS:
            facts = {"key": "%%", "found": len(found) + 1, "limit": PROOF_WAIVERS}
            noticed.append(Diagnostic("I006", source.span(number), facts))
        elif hit:
            found.append(Waiver(hit[1], hit[2].strip(), hit[3].strip(), source.span(number), source.path))
    return tuple(found), noticed
