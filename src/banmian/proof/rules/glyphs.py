"""Rules of glyphs, on the facts of `proof/glyphs.py`: each character has one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...limits import MISSING_PLACES
from ...model import Node, place_in
from ...rules.checks import Found, rule
from ...rules.rule import ERROR, MAKE_UP, Guard


@rule(
    "M010", MAKE_UP, ERROR,
    says=("no face has a glyph for {character} ({code}), in {text!r}", "没有一款字体有“{character}”（{code}），在“{text}”中"),
    hint=("install the full faces (Debian: fonts-noto-cjk, fonts-lxgw-wenkai; signs and emoji: fonts-symbola), or replace the character; `banmian doctor` names what is missing", "请安装完整字体（Debian：fonts-noto-cjk、fonts-lxgw-wenkai；符号和表情：fonts-symbola），或换一个字；`banmian doctor` 会列出缺哪些"),
    source="docs/fonts.md; PDF/A-2 (ISO 19005-2), 6.2.11.8, .notdef",
    guards=Guard.GLYPHS,
    bad="## 主题\n\n### 小标题\n\n作者孟\U0001e900说。",
    good="## 主题\n\n### 小标题\n\n作者孟堃说。",
)  # fmt: skip
def without_glyph(one_by_one: Iterable[Found]) -> Iterable[Found]:
    """A character that no face can show."""
    return one_by_one


@rule(
    "M021", MAKE_UP, ERROR,
    says=("no face has glyphs for {count} different characters of one script ({script}), which stand in {places} places; the first is {character} ({code}), in {text!r}", "没有一款字体有这种文字（{script_zh}）的 {count} 个不同字符，共 {places} 处；第一个是“{character}”（{code}），在“{text}”中"),
    hint=("Han: install the full faces (Debian: fonts-noto-cjk, fonts-lxgw-wenkai); other scripts than Han, Latin, Greek and Cyrillic are not set: give a picture of the text, or write it in Latin letters", "汉字：请安装完整字体（Debian：fonts-noto-cjk、fonts-lxgw-wenkai）；汉字、拉丁、希腊、西里尔以外的文字不能排，请改用图片或拉丁转写"),
    source="docs/fonts.md",
    guards=Guard.GLYPHS,
    bad="## 主题\n\n### 小标题\n\n他说：السلام عليكم ورحمة الله",
    good="## 主题\n\n### 小标题\n\n他说：Assalamu alaikum",
)  # fmt: skip
def without_script(summed_up: Iterable[Found]) -> Iterable[Found]:
    """A script that no face can show."""
    return summed_up


@rule(
    "M022", MAKE_UP, ERROR,
    says=("{character} ({code}) and {other} ({other_code}) share one glyph in the full face: a file could not tell them apart", "“{character}”（{code}）与“{other}”（{other_code}）在完整字体里是同一字形，文件里分不清"),
    hint=("write {other} in both places", "两处都写“{other}”"),
    source="docs/fonts.md",
    guards=Guard.GLYPHS,
    comes=("two forms of one character (as 户 and 戶 of a radical block) are drawn by the same glyph of a full face, and both stand in the issue", "同一个字的两个码位在完整字体里共用字形，而本期两个都用了"),
)  # fmt: skip
def shared_glyph(nodes: list[Node], twins: Mapping[str, str]) -> Iterator[Found]:
    """Two characters that a full face shows alike: the file would hold one text for both."""
    left = MISSING_PLACES
    for node in nodes if twins else ():
        for character in (c for c in dict.fromkeys(node.text) if c in twins):
            codes = {"code": f"U+{ord(character):04X}", "other_code": f"U+{ord(twins[character]):04X}"}
            if left:
                left -= 1
                yield (
                    place_in(node, node.text.index(character)),
                    {"character": character, "other": twins[character], **codes},
                )
