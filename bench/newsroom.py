"""Pages of many stories without the engine: random pages from the seed's sentences, a layout, the shell of a specimen."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from banmian import fonts, layout_folders
from banmian.makeup.boxes import Box
from banmian.makeup.composition import Area, Obstacle, Shell, Style
from banmian.makeup.layouts import MM, Layout, Steps
from banmian.makeup.module_rules import BROADSHEET, ModuleRules
from banmian.makeup.page_plan import SketchOrder
from banmian.makeup.plan.news import News, news_of
from banmian.makeup.plan.planned import parts_of_module, rules_of_modules
from banmian.makeup.stone import Stone, shell_on
from banmian.manuscript.parse import parse
from banmian.model import Figure, Issue, Page, parts_of
from inputs import SEED

HEADS = """聊城：项目建设提速 全年投资目标提前完成
96个重点项目开工复工率达100%
水上光伏项目并网 年产绿电2.2亿千瓦时
华为数字产业创新中心完成80家企业诊断
“一窗通办”让群众少跑腿
新建5G基站590个 提前完成建站任务
古城保护更新二期工程启动
东昌湖畔新添三处口袋公园
全市供暖运行平稳 居民室温普遍达标
农产品质量安全示范区创建成功
小微企业贷款贴息政策延续实施
轴承产业集群订单排到明年二季度
冬季菜篮子货足价稳
城区十二条道路完成雨污分流改造
文化活动中心元旦起免费开放
返乡创业平台服务四百余家企业
葫芦雕刻进校园 非遗传承有新人
高铁西站站前广场月底投用
市民热线办结率升至98.6%
养老服务中心覆盖所有街道
营商环境改革要再进一步
把实事办到群众心坎上""".splitlines()
BRIEFS = """我市新增省级专精特新企业21家|全民健身中心试开放|两条公交线路今起调整|冬小麦长势良好|图书馆延长开放时间
道路交通事故同比下降一成|寒潮将至 注意防冻|职业技能大赛落幕|城市书房再添五处|社区食堂开到家门口""".replace("\n", "|").split(
    "|"
)
SENTENCE = "目前，这项工作已经全面铺开，预计明年三月底前完成。"
"""One sentence more."""
NAMEPLATE = 70.0
"""pt of the type area that a folio or a nameplate takes."""


@dataclass(frozen=True)
class Piece:
    """A story of a random page: what its manuscript says. `pictures`: aspects."""

    head: str
    body: tuple[str, ...]
    labels: str = ""
    pictures: tuple[float, ...] = ()

    def longer(self) -> Piece:
        """With a sentence more at its end."""
        return replace(self, body=(*self.body[:-1], self.body[-1] + SENTENCE))

    def text(self) -> str:
        """Its manuscript."""
        shown = [f"![图片说明文字在此](images/{n}.jpg)" for n, _ in enumerate(self.pictures)]
        return "\n\n".join([f"## {self.head} {self.labels}".strip(), *shown, *self.body]) + "\n"


@dataclass
class Sentences:
    """The seed's sentences, dealt out anew; the same number gives the same text."""

    every: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        manuscript = (SEED / "T01.md").read_text(encoding="utf-8")
        body = manuscript[manuscript.index("## 创新") :]
        text = "".join(line for line in body.splitlines() if len(line) > 60)
        self.every = [s for s in re.findall("[^。！？]+[。！？]”?", text) if 15 < len(s) < 140]

    def body(self, number: int, characters: float) -> tuple[str, ...]:
        """Paragraphs of about so many characters in all."""
        dice, made, paragraph, count = random.Random(number), list[str](), "", 0  # noqa: S311 - the same pages each time
        deck = dice.sample(self.every, len(self.every)) * 9
        while count < characters:
            paragraph += deck.pop()
            if len(paragraph) > dice.randint(60, 150) or count + len(paragraph) >= characters:
                made.append(paragraph)
                count, paragraph = count + len(paragraph), ""
        return tuple(made)

    def story(
        self, number: int, characters: float, head: int = 0, labels: str = "", pictures: Sequence[float] = ()
    ) -> Piece:
        """A story that opens with a dateline, but for a comment."""
        body = list(self.body(number, characters))
        if "评论" not in labels:
            body[0] = "本报讯（记者李旭）" + body[0]
        return Piece(HEADS[(head or number) % len(HEADS)], tuple(body), labels, tuple(pictures))

    def briefs(self, number: int, count: int) -> Piece:
        """A column of briefs."""
        body: list[str] = []
        for n in range(count):
            body += [f"### {BRIEFS[(number + n) % len(BRIEFS)]}", "".join(self.body(number * 50 + n, 90))]
        return Piece("简讯", tuple(body), "{简讯 简讯}")


def random_page(sentences: Sentences, number: int, more: float = 1.0) -> list[Piece]:
    """4 to 9 modules, 0 to 3 pictures, for about 0.7 to 1.1 of a page: those of the proof, without advertisements.

    `more`: so many times as much text.
    """
    dice = random.Random(number)  # noqa: S311 - the same pages each time
    count = dice.randint(4, 9)
    want = dice.uniform(0.72, 1.12) * 6400 * more
    weights = [1.9, 1.3] + [dice.uniform(0.5, 1) for _ in range(count - 2)]
    made, pictures = list[Piece](), dice.randint(0, 3)
    for n, weight in enumerate(weights):
        length = int((want - pictures * 650) * weight / sum(weights))
        shown = (dice.uniform(1.3, 1.8),) if n in (0, 1, 3)[:pictures] else ()
        if n == count - 1 and dice.random() < 0.6:
            made.append(sentences.briefs(number, max(3, min(8, length // 100))))
        elif n == count - 2 and dice.random() < 0.4:
            made.append(sentences.story(number * 20 + n, min(length, 700), dice.randint(0, 99), "{评论 东昌时评}"))
        else:
            made.append(sentences.story(number * 20 + n, length, dice.randint(0, 99), "", shown))
    return made


def full_page(sentences: Sentences, number: int, count: int) -> list[Piece]:
    """A page of so many modules that is about full."""
    dice = random.Random(1000 * count + number)  # noqa: S311 - the same pages each time
    weights = [1.9, 1.3] + [dice.uniform(0.5, 1) for _ in range(count - 2)]
    lengths = [dice.uniform(0.9, 1.05) * 5600 * weight / sum(weights) for weight in weights]
    made = [
        sentences.story(number * 31 + n, length, dice.randint(0, 99), "", (dice.uniform(1.3, 1.8),) if n < 2 else ())
        for n, length in enumerate(lengths[:-1])
    ]
    return [*made, sentences.briefs(number, max(3, min(8, int(lengths[-1]) // 100)))]


def layout_of(rules: ModuleRules = BROADSHEET, paper: tuple[float, float] = (390, 540), lines: int = 100) -> Layout:
    """A layout of modules on the paper (mm): the broadsheet's faces and house."""
    base = layout_folders.find("broadsheet", None)
    size = rules.types[0].size
    area = (20.0, 25.0, paper[0] - 40, paper[1] - 50)
    return replace(
        base, paper=paper, type_area=area, size=Steps(size, size, size), lines=Steps(lines, lines, lines), modules=rules,
        columns=rules.columns, depths={},
    )  # fmt: skip


def _styles(layout: Layout) -> dict[str, Style]:
    size, line = layout.size.base, layout.leading(int(layout.lines.base))
    song, hei, kai = "Banmian Song", "Banmian Hei", "Banmian Kai"
    every = [
        Style("paragraph", song, size, line, indent=2, strong=hei, em=kai),
        Style("lead", song, size, line, indent=2, strong=hei, em=kai),
        Style("signed", kai, size, line, align="right"),
        Style("heading", hei, size + 1.5, 2 * line, align="left"),
        Style("caption", kai, size - 0.5, line, align="left"),
        Style("headline", "Banmian Song Heavy", 30, 36, align="left"),
        Style("kicker", hei, 14, 20, align="left"),
        Style("subhead", kai, 13.5, 21, align="left"),
        Style("summary", hei, 11, 16, align="left"),
        Style("byline", kai, 10, 15, align="left"),
        Style("note", kai, size, line),
        Style("item", song, size, line, indent=2),
        Style("line", kai, size, line, indent=2, align="left"),
        Style("question", hei, size, line, indent=2),
        Style("answer", song, size, line, indent=2, strong=hei),
        *(Style(role, song, size, line, align="left") for role in ("cell", "cell-head", "cell-title")),
    ]
    return {style.role: style for style in every}


def shell_of_specimen(page: Page, layout: Layout, taken: float = NAMEPLATE) -> Shell:
    """The shell that the engine would give for the specimen of a page. `taken`: pt of a nameplate."""
    left, top, wide, deep = (value * MM for value in layout.type_area)
    whole, every = Box(left, top + taken, wide, deep - taken), _styles(layout)
    areas = [_area(f"m{news.story}-{part}", f"a{news.story}", part, whole, every) for news, part in _parts(page, layout)]
    obstacles = [Obstacle("modules", whole)]
    for number, figure in enumerate(page.figures, 1):
        obstacles.append(Obstacle(f"p{number}", whole, kind="picture", shows=tuple(p.name for p in figure.pictures)))
        if figure.caption:
            areas.append(Area(f"c{number}", whole, (f"f{number}",), {"caption": every["caption"]}, kind="caption"))
    if page.name_card:
        obstacles.append(Obstacle("name-card", whole))
    width, height = (value * MM for value in layout.paper)
    figures = tuple(figure.name for figure in page.figures)
    return shell_on(
        page, Shell(Box(0, 0, width, height), Box(left, top, wide, deep), tuple(areas), tuple(obstacles), figures)
    )


def _parts(page: Page, layout: Layout) -> list[tuple[News, str]]:
    every = news_of(page, len(rules_of_modules(layout).ranks))
    return [(news, part) for news in every for part in parts_of_module(page, news) if part != "label"]


def _area(name: str, story: str, part: str, box: Box, every: Mapping[str, Style]) -> Area:
    if part != "text":
        return Area(name, box, (f"{story}.{part}",), {part: every[part]}, kind=part)
    own = {role: style for role, style in every.items() if role not in ("caption", "headline", "kicker", "subhead")}
    return Area(name, box, (f"{story}.body",), own, fill=True)


def stone_of(
    text: str, layout: Layout | None = None, aspects: Sequence[float] = (), taken: float = NAMEPLATE
) -> tuple[Stone, Shell]:
    """The stone of the first page of a manuscript, and the shell of its specimen. `aspects`: of its pictures, in order."""
    layout = layout or layout_of()
    issue = parse({"A01.md": ("聊城日报\n2022年12月27日\n\n# A01\n\n" + text).encode()}).issue
    return stone_for(issue, issue.pages[0], layout, aspects, taken)


def stone_for(
    issue: Issue, page: Page, layout: Layout, aspects: Sequence[float] = (), taken: float = NAMEPLATE
) -> tuple[Stone, Shell]:
    """The same for a page of an issue."""
    shell = shell_of_specimen(page, layout, taken)
    figures = [one for one in parts_of(page.figures) if isinstance(one, Figure)]
    known = {figure.name: aspect for figure, aspect in zip(figures, aspects, strict=False)}
    return Stone(issue, page, shell, layout, fonts.font_set("").chains, aspects=known), shell


def stone_of_pieces(pieces: Sequence[Piece], layout: Layout | None = None) -> tuple[Stone, Shell]:
    """The stone of a page of pieces."""
    return stone_of("\n".join(one.text() for one in pieces), layout, [a for one in pieces for a in one.pictures])


def kept(sketch: str) -> SketchOrder:
    """The order to keep a sketch."""
    return SketchOrder(sketch=sketch, kept=True)
