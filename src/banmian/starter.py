"""`banmian new`: a small issue that builds, to start from."""

from __future__ import annotations

import json
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .targets.table import table

SENTENCES = (
    "这是一份新的样稿，把这里的文字换成你的稿件，再运行一次命令，就能得到印刷、屏幕和存档用的版面以及电子书。",
    "空一行就是新的一段，正文首行自动空两格，行首行末的标点由程序照规矩安排，不必自己动手。",
    "版面排得满不满，程序会逐行计算，少了几行、多了几行，都会在报告里写明位置和数目。",
    "图片放进图片文件夹，在稿件里写上图说和文件名，暂时没有图片时，先用方框占住位置。",
)


def _text(paragraphs: int, start: int) -> str:
    made = []
    for number in range(paragraphs):
        order = [SENTENCES[(start + number + n) % len(SENTENCES)] for n in range(4)]
        made.append("".join(order))
    return "\n\n".join(made)


def _page() -> str:
    sections = "\n\n".join(
        f"### {head}\n\n{_text(6, number)}"
        for number, head in enumerate(("写稿 一段一空行", "排版 程序来拼版", "交付 一次出四样"))
    )
    return (
        "样报社出版\n\n样报\n\n创刊号\n\n2026年1月1日 星期四\n\n# 要闻\n\n## A01\n\n责编：张三  \n校对：李四\n\n"
        "![样报编辑部的早晨](images/morning.jpg)\n\n## 新报开张 一稿多用\n\n"
        f"{_text(1, 1)}\n\n{sections}\n\n![印刷车间](images/works.jpg)\n"
    )


_SETTINGS = """\
# Settings of this issue; every key is explained in docs/issue-toml.md
layout = "broadsheet"
targets = {targets}

[paper]
slug = "sample-daily"

# [[pictures]]                        # what a picture shows, for readers who cannot see it
# caption = "样报编辑部的早晨"
# image = "images/morning.jpg"
# alt = "清晨的编辑部，几位编辑围着桌子看大样"
"""


def start(folder: Path) -> list[Path]:
    """Write a sample issue. Raises `Refused` when the folder is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused([Diagnostic("S005", None, {"path": str(folder)})])
    files = {folder / "A01.md": _page(), folder / "issue.toml": _SETTINGS.format(targets=json.dumps(table().usual))}
    try:
        (folder / "images").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise Refused([Diagnostic("S004", None, {"path": str(folder), "fault": fault.strerror})]) from fault
    return list(files)
