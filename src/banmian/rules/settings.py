"""Rules of issue.toml."""

from __future__ import annotations

from .rule import ERROR, SETTINGS, WARNING, Rule

RULES = (
    Rule(
        "I001", SETTINGS, ERROR,
        says=("issue.toml cannot be read: {fault}", "issue.toml 读不懂：{fault}"),
        hint=("see docs/issue-toml.md for an example", "写法见 docs/issue-toml.md"),
    ),
    Rule(
        "I002", SETTINGS, ERROR,
        says=("{key} is not a setting", "没有 {key} 这一项设置"),
        hint=("there are: {keys}", "可用的设置：{keys}"),
    ),
    Rule(
        "I003", SETTINGS, ERROR,
        says=("{key} cannot be {value!r}", "{key} 不能是 {value!r}"),
        hint=("allowed: {allowed}", "可以是：{allowed}"),
    ),
    Rule(
        "I004", SETTINGS, ERROR,
        says=("an entry of [[{key}]] lacks {needed}", "[[{key}]] 的一项缺少 {needed}"),
    ),
    Rule(
        "I005", SETTINGS, WARNING,
        says=("no caption of the manuscript reads {caption!r}, so {image} is not used", "稿件里没有图说“{caption}”，{image} 没有用上"),
        hint=("copy the caption from the manuscript, letter by letter", "图说要与稿件一字不差"),
    ),
    Rule(
        "I006", SETTINGS, ERROR,
        says=("{found} entries of [[pictures]]; at most {limit}", "[[pictures]] 有 {found} 项，上限为 {limit}"),
    ),
    Rule(
        "I020", SETTINGS, ERROR,
        says=("{path} cannot be the press's colour profile: {fault}", "{path} 不能用作印刷色彩配置文件：{fault}"),
        hint=("ask the printing plant for its ICC profile, or leave the line out", "请向印刷厂要 ICC 配置文件，或删掉这一行"),
    ),
    Rule(
        "I021", SETTINGS, ERROR,
        says=("{path} is a colour profile for {found}, not for a CMYK press", "{path} 是 {found} 的色彩配置文件，不是 CMYK 印刷用的"),
        hint=("ask the printing plant for its CMYK output profile, or leave the line out", "请向印刷厂要 CMYK 输出配置文件，或删掉这一行"),
    ),
    Rule(
        "I022", SETTINGS, ERROR,
        says=("the press's colour profile {path} cannot be worked with: {fault}", "印刷色彩配置文件 {path} 没法用：{fault}"),
        hint=("ask the printing plant for its ICC profile, version 2 or 4", "请向印刷厂要第 2 或第 4 版的 ICC 配置文件"),
    ),
)  # fmt: skip
