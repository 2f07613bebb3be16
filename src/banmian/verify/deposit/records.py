"""Rules of METS, MODS, PREMIS and IIIF: their links lead somewhere, they name blocks, headlines and formats rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ...limits_finished import FACT_CHARACTERS
from ...model import Issue
from . import iiif
from .damage import Found, damage
from .deposit import Deposit
from .facts import METS_FILE, PREMIS_FILE
from .markup import ALTO, METS, MODS, PREMIS, XLINK
from .witness import href

LINKS = ("FILEID", "DMDID", "ADMID", f"{XLINK}from", f"{XLINK}to")
"""Attributes of METS that name something by its ID (lists, some of them)."""


def mets_files(mets: Any) -> Mapping[str, str]:
    """The files that METS lists, by their IDs."""
    return {
        one.get("ID") or "": href(one.find(f"{METS}FLocat"))
        for one in mets.iter(f"{METS}file")
        if one.find(f"{METS}FLocat") is not None
    }


@damage(
    "D053",
    says=("{what} links {id!r}, and nothing has that name", "{what} 指向 {id!r}，但没有这个标识"),
    source="METS 1.12.1, 2; PREMIS 3.0, 1.13 and 2.6",
    comes=("METS or PREMIS was edited", "METS 或 PREMIS 被改"),
)  # fmt: skip
def dead_link(deposit: Deposit, trees: Mapping[str, Any]) -> Iterator[Found]:
    """What METS and PREMIS link by name is there."""
    for name, root, links in ((METS_FILE, *_mets(trees)), (PREMIS_FILE, *_premis(trees))):
        for element, what, wanted in links:
            if wanted not in root:
                yield deposit.inside(name, element.sourceline or 1), {"what": what, "id": wanted[:FACT_CHARACTERS]}


Link = tuple[Any, str, str]


def _mets(trees: Mapping[str, Any]) -> tuple[set[str], list[Link]]:
    root = trees.get(METS_FILE)
    if root is None or isinstance(root, str):
        return set(), []
    links = [
        (one, link.rpartition("}")[2], wanted)
        for one in root.iter(f"{METS}*")
        for link in LINKS
        if (said := one.get(link))
        for wanted in said.split()
    ]
    return {said for one in root.iter() if (said := one.get("ID"))}, links


def _premis(trees: Mapping[str, Any]) -> tuple[set[str], list[Link]]:
    root = trees.get(PREMIS_FILE)
    if root is None or isinstance(root, str):
        return set(), []
    kinds = ("object", "event", "agent", "rightsStatement")
    known = {one.text or "" for kind in kinds for one in root.iter(f"{PREMIS}{kind}IdentifierValue")}
    linking = ("linkingObject", "linkingAgent", "linkingEvent", "relatedObject")
    links = [(one, kind, one.text or "") for kind in linking for one in root.iter(f"{PREMIS}{kind}IdentifierValue")]
    return known, links


@damage(
    "D054",
    says=("the {kind} areas are not those of ALTO: number {at} is {found}, and not {wanted}", "{kind} 区域与 ALTO 不符：第 {at} 个是 {found}，应为 {wanted}"),
    source="METS 1.12.1, area; IIIF Presentation 3.0; docs/archive.md",
    comes=("METS, IIIF or ALTO was edited, or ALTO files were exchanged", "METS、IIIF 或 ALTO 被改，或 ALTO 文件对调"),
)  # fmt: skip
def other_areas(
    deposit: Deposit, trees: Mapping[str, Any], jsons: Mapping[str, Any], altos: Mapping[str, Any], issue: Issue
) -> Iterator[Found]:
    """Both maps of METS name every block of ALTO once, the physical one page by page in reading order; IIIF has the
    canvases of its size, and the articles where it has their blocks.
    """
    for name, line, kind, wanted, found in (*_maps(trees, altos), *_canvases(jsons, altos, issue)):
        if found and wanted != found:
            at = next(n for n in range(max(len(wanted), len(found))) if wanted[n : n + 1] != found[n : n + 1])
            facts = {"at": at + 1, "wanted": _area(wanted, at), "found": _area(found, at)}
            yield deposit.inside(name, line), {"kind": kind, **facts}


Areas = Iterator[tuple[str, int, str, Sequence[str], Sequence[str]]]
"""File and line, kind of areas, those that are wanted, those that are there."""


def _maps(trees: Mapping[str, Any], altos: Mapping[str, Any]) -> Areas:
    mets = trees.get(METS_FILE)
    if mets is None or isinstance(mets, str):
        return
    files = mets_files(mets)
    wanted = [f"pages/{folder}/alto.xml {one.get('ID')}" for folder, root in sorted(altos.items()) for one in _blocks(root)]
    for one in mets.findall(f"{METS}structMap"):
        found = [f"{files.get(area.get('FILEID') or '')} {area.get('BEGIN')}" for area in one.iter(f"{METS}area")]
        kind = (one.get("TYPE") or "?").lower()
        if kind == "physical":
            yield METS_FILE, one.sourceline or 1, kind, wanted, found
        else:
            yield METS_FILE, one.sourceline or 1, kind, sorted(wanted), sorted(found)


def _canvases(jsons: Mapping[str, Any], altos: Mapping[str, Any], issue: Issue) -> Areas:
    yield iiif.MANIFEST, 1, "IIIF", iiif.wanted(altos, issue), iiif.said(jsons)


def _blocks(root: Any) -> Iterator[Any]:
    return root.iter(f"{ALTO}TextBlock", f"{ALTO}Illustration", f"{ALTO}GraphicalElement")  # type: ignore[no-any-return]  # lxml


def _area(areas: Sequence[str], at: int) -> str:
    return areas[at][:FACT_CHARACTERS] if at < len(areas) else "-"


@damage(
    "D055",
    says=("{what} {at} is {found!r}, the manuscript's is {wanted!r}", "第 {at} 个{what_zh}是“{found}”，稿件的是“{wanted}”"),
    source="MODS 3.7, titleInfo; METS 1.12.1, LABEL",
    comes=("METS was edited, or a headline of the manuscript", "METS 被改，或稿件的标题被改"),
)  # fmt: skip
def other_titles(deposit: Deposit, mets: Any, jsons: Mapping[str, Any], issue: Issue) -> Iterator[Found]:
    """MODS has the titles of issue, pages and articles in their order; METS and IIIF call articles what they are called."""
    heads = [_bare(story.called) for story in issue.stories]
    subjects = [_bare(page.subject.text) for page in issue.pages if page.subject]
    titles = [(one, _bare("".join(one.itertext()))) for one in mets.iter(f"{MODS}title")]
    labels = [(one, _bare(one.get("LABEL") or "")) for one in mets.iter(f"{METS}div") if one.get("TYPE") == "ARTICLE"]
    paper = [_bare(issue.masthead.title.text)] * 2 if issue.masthead.title else [found for _, found in titles[:2]]
    wanted = [*paper, *subjects, *filter(None, heads)]
    yield from _unlike(deposit, titles, wanted, {"what": "title", "what_zh": "题名"})
    words = {"what": "label of an article", "what_zh": "稿件标签"}
    yield from _unlike(deposit, labels, heads, words)
    for name, called in iiif.headlines(jsons).items():
        yield from _unlike(deposit, [(None, _bare(one)) for one in called], heads, words, name)


def _unlike(
    deposit: Deposit,
    found: Sequence[tuple[Any, str]],
    wanted: Sequence[str],
    words: Mapping[str, str],
    name: str = METS_FILE,
) -> Iterator[Found]:
    """The first of some words that is not what is wanted."""
    for at, (one, other) in enumerate(zip_longest(found, wanted)):
        element, text = one or (None, "")
        if text != (other or ""):
            line = element.sourceline or 1 if element is not None else 1
            facts = {"at": at + 1, "found": text[:FACT_CHARACTERS], "wanted": (other or "")[:FACT_CHARACTERS]}
            yield deposit.inside(name, line), {**facts, **words}
            return


def _bare(text: str) -> str:
    return "".join(text.split())
