"""Writes pages as inputs for the peers: `page_NN.html` for plain WeasyPrint, `page_NN.json` for `page.typ` (Typst)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path

from pages import Page, Section

HERE = Path(__file__).resolve().parent
PICTURE = "photo.jpg"

_HTML = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{paper} {folio}</title><meta name="author" content="{publisher}">
<link rel="stylesheet" href="page.css"></head>
<body>
<header><div class="side">{account}<br>{publisher}</div>
<p class="paper">{paper}</p><div class="edition">{edition}</div></header>
<div class="dateline"><span>{date}</span><span>{cn}</span></div>
<div class="top"><figure><img src="{picture}" alt="{caption}"><figcaption>{caption}</figcaption></figure>
<aside><p class="district">{district}</p><p class="folio">{folio}</p><div class="credits">
{credits}
</div></aside></div>
<h2 class="card">{card_title}</h2>
<table><tbody>
{card}
</tbody></table>
<h1 class="headline">{headline}</h1>
<div class="body">
{body}
</div>
<p class="caption2">{caption2}</p>
</body></html>
"""


def write(pages: Iterable[Page], picture: Path, folder: Path) -> None:
    """Write every page into a folder, beside the style sheet, the Typst source and the picture."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("page.css", "page.typ"):
        shutil.copy(HERE / name, folder)
    shutil.copy(picture, folder / PICTURE)
    for number, page in enumerate(pages):
        (folder / f"page_{number:02d}.html").write_text(html(page), encoding="utf-8")
        data = json.dumps(page.as_json(), ensure_ascii=False, indent=1)
        (folder / f"page_{number:02d}.json").write_text(data, encoding="utf-8")


def html(page: Page) -> str:
    """A page as a web designer would write it, with CSS columns."""
    words = {name: escape(value) for name, value in page.as_json().items() if isinstance(value, str)}
    body = [*_elements("p", page.lead), *(element for section in page.sections for element in _section(section))]
    rows = ("<tr>" + "".join(_elements("td", row)) + "</tr>" for row in page.card)
    credits = "\n".join(_elements("p", page.credits))
    return _HTML.format(picture=PICTURE, credits=credits, card="\n".join(rows), body="\n".join(body), **words)


def _section(section: Section) -> list[str]:
    return [*_elements("h3", [section.title]), *_elements("p", section.paras)]


def _elements(tag: str, texts: Iterable[str]) -> list[str]:
    return [f"<{tag}>{escape(text)}</{tag}>" for text in texts]
