"""Rules of stars that may be no mark-up, of other programs' mark-up that is pasted in, and of marks of Western text."""

from __future__ import annotations

from .rule import MANUSCRIPT, NOTE, WARNING, Rule

RULES = (
    Rule(
        "P080", MANUSCRIPT, WARNING,
        says=("two readings: the stars around {text!r} set it in Kai, or they are signs in the text, as for times", "两种读法：“{text}”两边的星号是楷体记号，还是正文里的星号（如乘号）？现按楷体排"),
        hint=("it is set in Kai; for times write ×, and for a star that is printed \\*", "现按楷体排；要乘号请写 ×，要印出星号请写 \\*"),
        source="docs/manuscript.md",
        bad="## 主题\n\n会场长20米*宽15米*都要铺上地毯。",
        good="## 主题\n\n会场长20米×宽15米都要铺上地毯。",
    ),
    Rule(
        "P081", MANUSCRIPT, WARNING,
        says=("the stars here ({stars}) have no partner and are printed", "这里的星号（{stars}）不成对，会原样印出来"),
        hint=("put the same number of stars right before and right behind the words, without a blank; for a star that is printed write \\*", "在字的前后紧挨着写同样多的星号，中间不留空格；要印出星号请写 \\*"),
        source="docs/manuscript.md",
        bad="## 主题\n\n**记者：如何看待灯会？",
        good="## 主题\n\n**记者：**如何看待灯会？",
    ),
    Rule(
        "P082", MANUSCRIPT, WARNING,
        says=("mark-up of a web page is printed as it stands, {count} times: {text}", "网页标记会原样印出来（{count} 处）：{text}"),
        hint=("write {what} instead", "请改写为{what_zh}"),
        source="docs/manuscript.md",
        bad="## 主题\n\n<p>灯会今晚开幕&nbsp;&mdash;&mdash;市民踊跃。</p>",
        good="## 主题\n\n灯会今晚开幕——市民踊跃。",
    ),
    Rule(
        "P132", MANUSCRIPT, NOTE,
        says=("a bullet stands for the dot of a name, {count} times: {text!r}", "间隔号写成了圆点符号（{count} 处）：“{text}”"),
        hint=("write · for {mark}", "请把 {mark} 改成 ·"),
        source="GB/T 15834-2011, 4.14",
        bad="## 主题\n\n作者约翰•史密斯来到现场。",
        good="## 主题\n\n作者约翰·史密斯来到现场。",
    ),
)  # fmt: skip
