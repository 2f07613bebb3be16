"""What a page and an issue must have, and what they have twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...manuscript.proof_file import ProofSettings
from ...model import Issue, Page, Span, Story, texts
from ...rules.checks import Found, rule
from ...rules.rule import NOTE, PROOFREADING, WARNING

_HEAD = "样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n"
_TWO = "--- A01.md\n" + _HEAD + "# 要闻\n\n## A01\n\n{first}\n--- A02.md\n# 副刊\n\n## {number}\n\n{second}"


def _shown(page: Page) -> Span | None:
    return page.number.span if page.number else next((node.span for node in texts(page)), None)


@rule(
    "R080", PROOFREADING, WARNING,
    says=("page {page} names no {roles}", "{page} 版没有署{roles}"),
    hint=("write the credit at the top of the page; what each page must name stands in `[proof] credits`", "请在版首写明；每版须署名的在 [proof] credits 里"),
    source="docs/proof.md",
    bad='--- A01.md\n# 要闻\n\n## A01\n\n责编：王明\n\n## 主题\n\n正文。\n--- issue.toml\n[proof]\ncredits = ["责编", "校对"]',
    good='--- A01.md\n# 要闻\n\n## A01\n\n责编：王明 校对：李红\n\n## 主题\n\n正文。\n--- issue.toml\n[proof]\ncredits = ["责编", "校对"]',
)  # fmt: skip
def credited(issue: Issue, settings: ProofSettings) -> Iterator[Found]:
    """Each page names who has to be named, as the paper says (责编, 校对)."""
    for page in issue.pages:
        roles = [credit.role for credit in page.credits if credit.names]
        lacking = [wanted for wanted in settings.credits if not any(wanted in role for role in roles)]
        if lacking:
            yield _shown(page), {"page": page.label, "roles": "、".join(lacking), "text": page.label}


_SHORT = 60
"""Characters of a line that says where and by whom a paper is made, and at what price."""
_PRINTED = (
    ("where it is published (address, telephone)", "地址、电话", re.compile(r"地址|社址|电话|热线|邮编|Address|Tel", re.I)),
    ("the price", "定价", re.compile(r"定价|零售|订价|售价|每份|全年|免费|Price", re.I)),
    ("who prints it", "印刷单位", re.compile(r"印刷|承印|印制|Printed", re.I)),
)


@rule(
    "R081", PROOFREADING, NOTE,
    says=("the issue does not say everything that a paper must: {lacking}", "版本记录不全，缺：{lacking_zh}"),
    hint=("it stands in the masthead, or at the foot of a page", "请写在报头或版面固定位置"),
    source="《报纸出版形式差错数计算方法》(2020)",
    bad=_HEAD + "国内统一连续出版物号 CN 00-0000\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
    good="样报社出版\n\n样报\n\n2026年1月1日 星期四\n\n样报社主办\n\n国内统一连续出版物号 CN 00-0000 总第9999期 今日4版\n\n地址：样市样街1号 电话：00000000 "
    "每份1元 样报印务承印\n\n# 要闻\n\n## A01\n\n## 主题\n\n正文。",
)  # fmt: skip
def complete(issue: Issue, start: Span | None, whole: bool) -> Iterator[Found]:
    """A paper with a CN number says its name, day, number, pages, publisher, address, price and printer: one finding for all
    that is lacking. A newsletter without a number is under no such rule.
    """
    head = issue.masthead
    fields = (
        ("its name", "报名", head.title), ("its date", "日期", head.date_text),
        ("its publisher or sponsor", "主管主办出版单位", head.publisher or head.organ),
        ("the number of the issue", "总期号", head.issue_text),
        ("the number of pages", "版数", head.count_text),
    )  # fmt: skip
    said = "\n".join(node.text for node in texts(issue) if len(node.text) <= _SHORT and "，" not in node.text)
    lacking = [(name, name_zh) for name, name_zh, there in fields if not there]
    lacking += [(name, name_zh) for name, name_zh, form in _PRINTED if not form.search(said)]
    if lacking and whole and head.serial_text:
        place = next((one.span for one in (head.title, head.date_text) if one), start)
        yield place, {"lacking": ", ".join(one for one, _ in lacking), "lacking_zh": "、".join(one for _, one in lacking)}


_NUMBER = re.compile(r"([^\d]*)(\d+)")


@rule(
    "R082", PROOFREADING, WARNING,
    says=("page {number} comes after page {last}", "{last} 版之后是 {number} 版"),
    hint=("a page is missing, or numbered wrongly", "缺版，或版次有误"),
    source="《报纸出版形式差错数计算方法》(2020)",
    bad=_TWO.format(first="## 灯会\n\n灯亮了。", number="A04", second="## 早市\n\n早市搬家。"),
    good=_TWO.format(first="## 灯会\n\n灯亮了。", number="A02", second="## 早市\n\n早市搬家。"),
)  # fmt: skip
def folios(issue: Issue) -> Iterator[Found]:
    """The numbers of pages go up one by one within their letter."""
    last: dict[str, int] = {}
    for page in issue.pages:
        hit = _NUMBER.fullmatch(page.label) if page.number else None
        if page.number and hit:
            letters, number = hit[1], int(hit[2])
            before = last.get(letters)
            if before is not None and number != before + 1:
                yield (
                    page.number.span,
                    {"number": page.label, "last": f"{letters}{before:0{len(hit[2])}}", "text": page.label},
                )
            last[letters] = number


@rule(
    "R083", PROOFREADING, WARNING,
    says=("the folder is called {folder}, the masthead says {date}", "文件夹名是 {folder}，报头日期是 {date}"),
    hint=("one of the two is from another day", "其中一个是别的日子的"),
    source="house",
    comes=("the folder of the day before was copied, and the masthead was changed, or the other way round", "由前一天的文件夹复制而来，只改了报头或只改了文件夹名"),
)  # fmt: skip
def folder_day(issue: Issue, folder: str) -> Iterator[Found]:
    """A folder named by a day holds the issue of that day."""
    head = issue.masthead
    if head.date and head.date_text and re.fullmatch(r"\d{4}-\d{2}-\d{2}", folder) and folder != head.date.isoformat():
        yield head.date_text.span, {"folder": folder, "date": head.date.isoformat(), "text": head.date_text.text}


_LEAST = 30
"""Characters of a paragraph that no two stories have in common by chance."""


def _marks_of(story: Story) -> Iterator[str]:
    """What a story is known by: its headline, if it is long, and its first paragraph."""
    if story.headline and len(story.headline.text) >= 8:
        yield story.headline.text
    behind = texts((story.lead, story.sections))
    yield from [node.text for node in behind if len(node.text) >= _LEAST][:1]


@rule(
    "R084", PROOFREADING, WARNING,
    says=("this story stands already on page {page}: “{text}”", "此稿已见于 {page} 版：“{text}”"),
    hint=("take one of the two out", "请撤下一篇"),
    source="《报纸出版形式差错数计算方法》(2020)",
    bad=_TWO.format(first="## 古城灯会昨晚正式开幕\n\n灯亮了。", number="A02", second="## 古城灯会昨晚正式开幕\n\n灯亮了。"),
    good=_TWO.format(first="## 古城灯会昨晚正式开幕\n\n灯亮了。", number="A02", second="## 早市\n\n早市搬家。"),
)  # fmt: skip
def stories_twice(issue: Issue) -> Iterator[Found]:
    """No story stands twice in an issue, under another head neither."""
    seen: dict[str, tuple[str, Page]] = {}
    for page in issue.pages:
        for story in (one.story for one in page.placements if one.story):
            for mark in _marks_of(story):
                name, first = seen.setdefault(mark, (story.name, page))
                if name != story.name:
                    place = next(node.span for node in texts(story))
                    yield place, {"page": first.label, "text": story.called}
                    break


@rule(
    "R085", PROOFREADING, WARNING,
    says=("the picture {path} is used twice, first in line {line} of {file}", "图片 {path} 用了两次，第一次在 {file} 第 {line} 行"),
    hint=("ask whether the second is meant", "请核对第二处是否用错"),
    source="house",
    bad="--- A01.md\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n\n![灯会](a.png)\n\n![早市](a.png)\n--- a.png\n(a picture)",
    good="--- A01.md\n# 要闻\n\n## A01\n\n## 主题\n\n正文。\n\n![灯会](a.png)\n\n![早市](b.png)\n--- a.png\n(a picture)\n--- b.png\n(a picture)",
)  # fmt: skip
def pictures_twice(issue: Issue) -> Iterator[Found]:
    """No picture is printed twice in an issue."""
    seen: dict[str, Span] = {}
    for figure in (one for page in issue.pages for shown in page.figures for one in shown.pictures):
        first = seen.setdefault(figure.image, figure.span) if figure.image else figure.span
        if first != figure.span:
            yield figure.span, {"path": figure.image, "line": first.line, "file": first.path, "text": figure.image}
