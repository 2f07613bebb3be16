"""The whole line: manuscript → parse → proof → make up → render → package → verify → build/<paper>-<date>/."""

from __future__ import annotations

import datetime
import os
import re
import time
from collections.abc import Container, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .crew import Executors, processes
from .diagnostics import Diagnostic, Refused, Severity, errors
from .earlier import Earlier, MadeUp
from .job import Made, Order, Result, Seal, Told, quiet
from .manuscript.folder import Bundle, collect
from .manuscript.issue_file import IssueFile
from .manuscript.readers import reader_of
from .model import Issue, texts
from .model_json import as_bytes, as_json
from .proof.proofreading import Asked, Proofed, proof, proofread
from .rules.levels import Levels
from .rules.registry import rule_of
from .rules.rule import PRESS
from .shelf.lying import Lying
from .shelf.shelf import Output, Shelf, recover_all
from .targets.table import table
from .verify.conservation import compare, model_text
from .verify.raw import compared

if TYPE_CHECKING:
    from .makeup.composition import PageComposition
    from .manuscript.parse import Parsed
    from .planning import PlannedPage
    from .preflight.demands import PressWish
    from .preflight.separations import PlatePicture
    from .render.session import Session
    from .verify.check import Checked
    from .verify.verdict import Verdict
    from .workshop import Workshop


def read(source: Path, strict: bool = False) -> tuple[Bundle, Parsed]:
    """Collect and parse the files of an issue; errors are in `Parsed.noticed`, at the levels of its settings.

    Where there is none, the model is compared with the ledgers of the files: what the parser lost, added or moved is one,
    too, and so is what no ledger accounts for.
    """
    from .manuscript.parse import parse  # and all that reads manuscripts: whoever checks finished files needs nothing of it

    bundle = collect(source)
    levels = replace(bundle.settings.rules, strict=strict)
    bundle = replace(bundle, settings=replace(bundle.settings, rules=levels))
    parsed = parse(bundle.pages, bundle.settings)
    found = [*parsed.noticed, *bundle.noticed, *_unknown_targets(bundle.settings)]
    parsed.noticed[:] = levels.applied(found)
    if not errors(parsed.noticed):
        for one in parsed.ledgers:
            parsed.noticed.extend(compared([one], reader_of(one.path).marks, parsed.issue))
    return bundle, parsed


def asked(bundle: Bundle, parsed: Parsed) -> Asked:
    """What an issue asks of proofreading."""
    settings = bundle.settings
    return Asked(settings.proof, bundle.lists, parsed.waivers, bundle.folder.resolve().name, settings.whole)


def proof_of(source: Path, strict: bool = False) -> tuple[Bundle, Parsed, Proofed]:
    """Read and proofread an issue and make nothing: what its pages give to notice, at the levels of its settings.

    Of the pictures only those are sought that a caption has none of. Raises `Refused` for a bad manuscript.
    """
    bundle, parsed = read(source, strict)
    levels = bundle.settings.rules
    of_pages = [one for one in levels.passed(parsed.noticed) if one.place and one.place.path in bundle.pages]
    figures = (figure for page in parsed.issue.pages for figure in page.figures)
    lacking = [one.caption for one in figures if one.caption and not one.image]
    missing = [Diagnostic("R002", one.span, {"caption": one.text, "text": one.text}) for one in lacking]
    done = proofread(parsed.issue, asked(bundle, parsed))
    found = sorted([*of_pages, *levels.applied([*missing, *done.found])], key=_in_order)
    return bundle, parsed, replace(done, found=found)


@dataclass(frozen=True)
class PagesProofed:
    """What a report is made of: the issue, the name of its output folder, the characters that its pages have room for."""

    issue: Issue
    folder: str
    page_characters: int


def pages_proofed(source: Path, bundle: Bundle, parsed: Parsed) -> PagesProofed:
    """The pages of an issue as the annex of 2020 counts them: lines by characters of a line, in each page's body size."""
    from .choosing import page_layouts
    from .days import issue_name

    layouts = page_layouts(Order(source), bundle, parsed.issue.language)
    room = sum(layouts.of(page).characters for page in parsed.issue.pages)
    return PagesProofed(parsed.issue, issue_name(bundle.slug, parsed.issue.masthead.date), room)


def _in_order(one: Diagnostic) -> tuple[Any, ...]:
    """By place, what has none first."""
    return (one.place is not None, one.place.path, one.place.line, one.place.column) if one.place else (False,)


def _unknown_targets(settings: IssueFile) -> list[Diagnostic]:
    """Targets of `issue.toml` that there are not, or that are named twice, with what is wrong in the table."""
    if settings.targets is None:
        return []
    names = table().names
    facts = {"key": "targets", "allowed": f"each once, {', '.join(names)}", "allowed_zh": f"{'、'.join(names)}，每种一次"}
    bad = dict.fromkeys(one.facts["name"] for one in table().faults_of(settings.targets))
    noticed = [Diagnostic("I003", settings.targets_at, facts | {"value": name}) for name in bad]
    return [*table().noticed, *noticed] if noticed else []


def build(
    order: Order, told: Told = quiet, session: Session | None = None, executors: Executors = processes
) -> Result:  # fmt: skip
    """Build an issue; the targets that can be made are delivered, the others are in `Result.missing`.

    `session`: what is kept from build to build, in one thread; without one, the build has its own. `executors`: opens what
    pages and targets are spread over, never more workers than `order.jobs`. Raises `Refused` with every error known when no
    target is left; then nothing that was there before is touched.
    """
    began = time.perf_counter()
    recovered = recover_all(order.out)
    with _session(order, session) as opened:
        shop, noticed = _opened(order, told, opened, executors)
        with shop.bundle.settings.rules.kept():
            result = _built(shop, [*recovered, *noticed], told)
        result.diagnostics += opened.noticed  # of the machine, so in no report
    result.seconds = time.perf_counter() - began
    return result


def _built(shop: Workshop, noticed: list[Diagnostic], told: Told) -> Result:
    """From make-up to delivery. What is noticed when the files are delivered already refuses nothing, not even strictly."""
    from .making import make  # with what starts other processes

    order, levels = shop.order, shop.bundle.settings.rules
    shelf = Shelf(order.out, shop.folder_name, order.source)
    shelf.check()  # before the work, not after it
    shop.lying = Lying(shelf.folder)
    earlier = Earlier(shop.session.cache, shop.lying, shop.kept_by)
    known = earlier.known([target.name for target in shop.left(noticed)])
    compositions, pages = _made_up(shop, noticed, earlier, known)
    noticed[:] = levels.applied([*noticed, *pages.noticed])
    shop.stop_at(noticed)
    keep = earlier.keep if _is_whole(shop, compositions) else None
    made, verified = make(shop.left(noticed), shop.material(compositions), shop.crew, told, known, keep)
    made = _good(shop, made, noticed, verified)
    verdicts = _judged(made, told) if order.judge else []
    made = _good(shop, made, noticed, _said_of(made, verdicts))

    result = Result(shelf.folder, made, noticed, pages.rungs, verdicts, levels, missing=shop.missing(noticed))
    result.plans, result.seals = pages.plans, _seals(made)
    told("deliver", str(shelf.folder))
    delivered = shelf.deliver(_outputs(shop, made), shop.made_from, partial(_reported, result), set(result.missing))
    result.diagnostics = [*noticed, *replace(levels, strict=False).applied(delivered)]
    return result


def _made_up(
    shop: Workshop, noticed: Sequence[Diagnostic], earlier: Earlier, known: Container[str]
) -> tuple[Sequence[PageComposition], MadeUp]:  # fmt: skip
    """The pages, and what they came to; of an issue whose targets are all `known`, that alone: nothing is made of them."""
    from .makeup.plan_facts import facts_of

    targets = [target.name for target in shop.left(noticed)]
    layouts = [str(one.manifest.path) for one in shop.layouts.every]
    kept = earlier.made_up(targets, layouts) if all(name in known for name in targets) else None
    if kept:
        return (), kept
    more = list(noticed)
    pages = shop.make_up(more, known)
    rungs = {one.page.label: str(one.rung) for one in pages}
    plans = {one.page.label: facts_of(plan, one.page) for one in pages if (plan := one.rung.plan)}
    made = MadeUp(rungs, plans, tuple(more[len(noticed) :]))
    if _is_whole(shop, pages):
        earlier.keep_made_up(targets, layouts, made)
    return pages, made


def _is_whole(shop: Workshop, pages: Sequence[PageComposition]) -> bool:
    """Whether all pages could be made up; else for a reason of the moment: the next build asks anew."""
    return len(pages) == len(shop.parsed.issue.pages)


def _good(shop: Workshop, made: Sequence[Made], noticed: list[Diagnostic], more: Sequence[Diagnostic]) -> list[Made]:
    """The files that are to be delivered, with what more was noticed. Raises `Refused` when there is none.

    Of a target whose own checks refused some files, and nothing else is wrong with it, all are delivered, those under names
    that say so.
    """
    noticed += shop.bundle.settings.rules.applied(_of_no_account(shop, one) for one in more)
    missing = shop.missing(noticed)
    shown = {one.target for one in made if one.rejected and one.target in missing}
    shown -= {name for name in shown if any(rule_of(code).subject is not PRESS for code in missing[name])}
    if not shown or shop.order.strict:
        shop.stop_at(noticed)
    return [one for one in made if one.target in shop.wanted and (one.target not in missing or one.target in shown)]


def _of_no_account(shop: Workshop, one: Diagnostic) -> Diagnostic:
    """An error of a target that nobody wants, and that what is made from it can be made with: a warning."""
    wanted = one.target is None or one.target in shop.wanted or one.rule.spoils
    return one if wanted or one.severity is not Severity.ERROR else replace(one, level=Severity.WARNING)


def _judged(made: Sequence[Made], told: Told) -> list[Verdict]:
    """Show the files to the outside judges."""
    from .deposit.formats import format_of
    from .verify.judges import judge

    told("judge", ", ".join(dict.fromkeys(one.unit or one.name for one in made)))
    targets = {one.name: table().targets[one.target] for one in made}
    kept = [one for one in made if targets[one.name].archived(one.name)]
    flavours = {one.name: "0" for one in kept if one.name.endswith("/archive.pdf")}
    flavours |= {name: target.flavour for name, target in targets.items() if target.flavour}
    formats = {one.name: format_of(one.name, one.data).puid for one in kept}
    return judge({one.name: one.data for one in made}, flavours, formats)


def _said_of(made: Sequence[Made], verdicts: Sequence[Verdict]) -> list[Diagnostic]:
    """What judges found, each finding with the target of its file."""
    targets = {one.name: one.target for one in made}
    return [replace(one, target=targets[verdict.file]) for verdict in verdicts for one in verdict.diagnostics()]


def _seals(made: Sequence[Made]) -> list[Seal]:
    """What vouches for the units among finished files."""
    files: dict[str, dict[str, bytes]] = {}
    for one in made:
        files.setdefault(one.target, {})[one.name] = one.data
    return [seal for name, some in files.items() if (seal := table().targets[name].seal(some))]


def _outputs(shop: Workshop, made: Sequence[Made]) -> list[Output]:
    """The files of a build but its report."""
    model = Made("model", "model.json", as_bytes(as_json(shop.parsed.issue)), 0.0)
    listed = [(one, shop.listed_as(one.target)) for one in (model, *made)]
    return [Output(one.name, target, one.data, shop.made_from(target), one.unit, one.sha256) for one, target in listed]


def _reported(result: Result, noticed: Sequence[Diagnostic]) -> Output:
    """The report, with what becomes of the files of an earlier build; an error among that stops the delivery."""
    everything = [*result.diagnostics, *result.levels.passed(noticed)]
    return Output("report.json", "report", as_bytes(report(replace(result, diagnostics=everything))), "")


def fit(order: Order, told: Told = quiet) -> tuple[list[PageComposition], list[Diagnostic]]:
    """Make the pages up and render nothing: each with the ladder as it was tried. Raises `Refused` for a bad manuscript."""
    with _session(order) as session:
        shop, noticed = _opened(replace(order, draft=True), told, session)
        levels = shop.bundle.settings.rules
        noticed = levels.passed([*noticed, *([] if shop.prints else shop.unprintable(texts(shop.parsed.issue)))])
        with levels.kept():
            pages = shop.fit()
        found = [*noticed, *(one for page in pages for one in page.noticed)]
    return pages, [*levels.applied(found), *session.noticed]


def plan(order: Order, told: Told = quiet) -> tuple[Bundle, list[PlannedPage], list[Diagnostic]]:
    """Plan every page, also where another cannot be made up; what is noticed has what is wrong with each.

    Raises `Refused` for a bad manuscript.
    """
    from .planning import PlannedPage

    with _session(order) as session:
        shop, noticed = _opened(replace(order, draft=True), told, session)
        levels = shop.bundle.settings.rules
        noticed = levels.passed([*noticed, *([] if shop.prints else shop.unprintable(texts(shop.parsed.issue)))])
        pages = [PlannedPage(page, *shop.tried(page)) for page in shop.parsed.issue.pages]
        found = [*noticed, *(one for page in pages for one in page.noticed)]
    return shop.bundle, pages, [*levels.applied(found), *session.noticed]


def check(
    files: Sequence[Path], full: bool = False, told: Told = quiet, house: bool = False, wish: PressWish | None = None
) -> list[Checked]:  # fmt: skip
    """Check finished files, anyone's: by the standards, and with `house` by the house's rules as well.

    `wish`: how PDFs are judged.
    """
    from .verify.check import check as checked

    return checked(files, full, datetime.datetime.now(datetime.UTC), told, house, wish)


def separations(file: Path, dpi: int) -> list[PlatePicture]:
    """The plates of a PDF as pictures. Raises `Refused`."""
    from .preflight.separations import separated

    return separated(file, dpi)


def checked_as_json(one: Checked, lang: str) -> dict[str, Any]:
    """A checked file for machines."""
    states = {verdict.judge: verdict.state for verdict in (one.own, *one.verdicts)}
    said = {"file": one.name, "good": one.good, "states": states, "diagnostics": [d.as_json(lang) for d in one.noticed]}
    if one.press is not None:
        ink = [{"page": i.page, "most": round(i.most, 1), "plates": [round(v, 2) for v in i.plates]} for i in one.press.ink]
        said |= {"profile": one.press.profile, "ink": ink}
    return said


def _session(order: Order, session: Session | None = None) -> AbstractContextManager[Session]:
    """The session that was given, which goes on after this order, or one for it alone."""
    if session is not None:
        return nullcontext(session)
    from .render.session import session_of

    return session_of(order.cache)


def _opened(
    order: Order, told: Told, session: Session, executors: Executors = processes
) -> tuple[Workshop, list[Diagnostic]]:  # fmt: skip
    """Read and proof the manuscript, and open the workshop for it."""
    from .workshop import Workshop  # with all that pages are made up by

    Levels().passed([] if order.to is None else [*table().noticed, *table().faults_of(order.to)])  # before any setting
    told("parse", str(order.source))
    bundle, parsed = read(order.source, order.strict)
    levels, issue = bundle.settings.rules, parsed.issue
    noticed = [*levels.passed(parsed.noticed), *proof(issue, asked(bundle, parsed))]
    noticed += compare("model", parsed.manuscript, model_text(issue), issue)
    with levels.kept():
        shop = Workshop.open(order, bundle, parsed, order.moment or moment(bundle, parsed), session, executors)
    noticed = shop.bundle.settings.rules.applied([*noticed, *shop.noticed])
    shop.stop_at(noticed)
    told("make up", ", ".join(one.name for one in shop.layouts.on(shop.parsed.issue.pages)))
    return shop, noticed


_LAST_SECOND = 253_402_300_799
"""The end of the year 9999: what files can be dated with."""


def moment(bundle: Bundle, parsed: Parsed) -> datetime.datetime:
    """The moment that files are dated with: SOURCE_DATE_EPOCH, else the issue's correction or day, never the clock."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not re.fullmatch("[0-9]{1,12}", epoch) or int(epoch) > _LAST_SECOND:
            raise Refused([Diagnostic("S007", None, {"value": epoch[:40]})])
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    if revised := bundle.settings.revised:
        return _in_utc(revised)
    day = parsed.issue.masthead.date or datetime.date(1980, 1, 1)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """The same moment in UTC; at the edges of the calendar, where there is no such day, as it is written."""
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError:
        return moment.replace(tzinfo=datetime.UTC)


def report(result: Result) -> dict[str, Any]:
    """`report.json`: everything that was noticed, what was made and what is missing, what was checked, which rules are off
    or of another level, and why. No times: same input, same bytes.
    """
    seals = [{"folder": s.folder, "digest": f"sha256:{s.digest}", "without": list(s.without)} for s in result.seals]
    said = [level.as_json() for level in result.levels.said]
    made = dict.fromkeys(one.target for one in result.files)
    checked = [{"judge": v.judge, "file": v.file, "state": v.state, "faults": list(v.faults)} for v in result.verdicts]
    return {
        "files": [{"target": f.target, "file": f.name, "bytes": len(f.data)} for f in result.files],
        "promises": {name: promises for name in made if (promises := list(table().targets[name].promises))},
        "missing": [{"target": name, "because": list(codes)} for name, codes in result.missing.items()],
        **({"seals": seals} if seals else {}),
        "rungs": result.rungs,
        **({"plans": result.plans} if result.plans else {}),
        "conservation": "every character of the manuscript once and in order, read back from each file",
        "judges": checked or "not asked (--judge)",
        **({"rules": said} if said else {}),
        "diagnostics": [
            d.as_json("en") | {"message_zh": d.message("zh"), "hint_zh": d.hint("zh")} for d in result.diagnostics
        ],
    }
