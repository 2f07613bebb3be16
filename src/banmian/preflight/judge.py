"""Judging a press PDF: read it, run the rules that its demands ask for, measure its ink."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from ..diagnostics import Diagnostic
from ..limits import MB
from ..limits_finished import FACT_CHARACTERS, PDF_MEMORY, PDF_SECONDS, RULE_FINDINGS
from ..model import Span
from ..processes import within
from ..rules.checks import Facts, look
from ..rules.press_rule import PressRule
from ..rules.registry import checks_of
from ..rules.rule import Check
from .ceiling import within_limit
from .demands import NAMED, PROFILES, Demands, PressWish
from .estimate import estimated
from .facts import FACTS, where
from .ink import PageInk, heat, measured
from .plane import MM
from .plates import NoPlates, plates
from .reader import PrintedFile, UnreadablePdf, read


@dataclass(frozen=True)
class Judged:
    """What was found in a PDF. `profile`: the name of the demands; `ink`, `heats` (PNG): of each page that was measured;
    `archival`: whether it claims PDF/A or PDF/UA, which veraPDF judges.
    """

    profile: str
    found: tuple[Diagnostic, ...]
    ink: tuple[PageInk, ...] = ()
    heats: tuple[bytes, ...] = ()
    archival: bool = False


def judged_apart(name: str, data: bytes, wish: PressWish) -> Judged:
    """Judge a file of somebody else's, in a process with limits of time and memory."""
    try:
        made = within(partial(judged, name, data, wish), PDF_SECONDS, PDF_MEMORY)
    except MemoryError:
        made = None
    if made is None:
        facts = {"seconds": PDF_SECONDS, "memory": PDF_MEMORY // MB}
        return Judged("", (Diagnostic("X057", Span(name, 1, 1, 1), facts),))
    return made


def judged(name: str, data: bytes, wish: PressWish) -> Judged:
    """Judge a file."""
    try:
        file = read(data)
    except UnreadablePdf as fault:
        return Judged("", (_placed(Diagnostic("X055", None, {"fault": str(fault)}), name),))
    except Exception as fault:  # anyone's file may hold what the reader does not foresee
        words = f"{type(fault).__name__}: {fault}"
        return Judged("", (_placed(Diagnostic("X051", None, {"rule": "read", "fault": words}), name),))
    facts = Facts(FACTS, file=file)
    demands = wish.demands or _claimed(facts)
    found = [Diagnostic("X050", None, {"fault": fault}) for fault in file.faults]
    if demands.name == "structure":
        found.append(Diagnostic("X053", None, {"profiles": ", ".join(NAMED)}))
    facts = Facts(FACTS, file=file, demands=demands, name=name)
    for check in checks_of("X").values():
        if isinstance(check.rule, PressRule) and check.rule.asks in demands.asks:
            found += _looked(check, facts)
    ink, heats, more = _inked(file, data, demands, wish)
    made = tuple(_placed(one, name) for one in (*found, *more))
    return Judged(demands.name, made, ink, heats, _archival(facts))


def _claimed(facts: Facts) -> Demands:
    """What a file is judged by that says itself what it is."""
    try:
        return PROFILES["newsprint" if facts["claims_x4"] else "structure"]
    except Exception:  # metadata that cannot even be read claim nothing; the rule that asks for them says so
        return PROFILES["structure"]


def _archival(facts: Facts) -> bool:
    with suppress(Exception):  # as above
        return b"pdfaid" in facts["xmp"] or b"pdfuaid" in facts["xmp"]
    return False


def _looked(check: Check, facts: Facts) -> list[Diagnostic]:
    """What a rule finds; a rule that breaks down says so: it has not looked."""
    try:
        found = list(islice(look(check, facts), RULE_FINDINGS + 1))
    except Exception as fault:  # anyone's file may hold what no rule foresees
        return [Diagnostic("X051", None, {"rule": check.rule.code, "fault": f"{type(fault).__name__}: {fault}"})]
    if len(found) > RULE_FINDINGS:
        found[RULE_FINDINGS:] = [Diagnostic("X052", None, {"rule": check.rule.code, "limit": RULE_FINDINGS})]
    return found


def _inked(
    file: PrintedFile, data: bytes, demands: Demands, wish: PressWish
) -> tuple[tuple[PageInk, ...], tuple[bytes, ...], list[Diagnostic]]:  # fmt: skip
    """The ink of each page, pictures of it, and what is over the limits."""
    if not wish.ink or demands.name in ("structure", "x4"):
        return (), (), []
    if not wish.figures and within_limit(file, demands.ink):
        return (), (), []
    told: list[Diagnostic] = []
    try:
        pages = list(plates(data))
    except NoPlates as fault:
        told = [Diagnostic("X054") if fault.missing else Diagnostic("X056", None, {"fault": str(fault)})]
        pages = list(estimated(file)) if fault.missing else []
    made = tuple(measured(page, number, demands.ink) for number, page in enumerate(pages, 1))
    heats = tuple(heat(page, one, demands.ink) for page, one in zip(pages, made, strict=True)) if wish.heat else ()
    return made, heats, [*told, *(one for ink in made for one in _over(file, ink, demands))]


def _over(file: PrintedFile, ink: PageInk, demands: Demands) -> Iterator[Diagnostic]:
    """What is said of ink over the limits."""
    page = next(page for page in file.pages if page.number == ink.page)
    for spot in ink.spots:
        fatal = bool(demands.ink_most) and spot.ink > demands.ink_most
        left, top, right, foot = (v / MM for v in spot.mm)
        box = (page.net[0] + left, page.net[3] - foot, page.net[0] + right, page.net[3] - top)
        facts = {"ink": f"{spot.ink:.0f}", "limit": f"{demands.ink_most if fatal else demands.ink:g}", **where(page, box)}
        yield Diagnostic("X047" if fatal else "X026", None, facts)


def _placed(one: Diagnostic, name: str) -> Diagnostic:
    """A finding in its file, its words short, and nothing in them that a terminal would obey."""
    facts: dict[str, Any] = {key: _shown(value) if isinstance(value, str) else value for key, value in one.facts.items()}
    return replace(one, place=Span(_shown(name), 1, 1, 1), facts=facts)


def _shown(text: str) -> str:
    short = text if len(text) <= FACT_CHARACTERS else f"{text[: FACT_CHARACTERS - 1]}…"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in short)
