"""Draw the two illustrations of the page; run as ``python draw.py`` in this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import centre
import oldtown
from output import save

HERE = Path(__file__).resolve().parent
OLD_TOWN = {
    "title_zh": "聊城古城区风光秀丽",
    "title_en": "The old town of Liaocheng by Dongchang Lake",
    "about_zh": "插图（由程序绘制，并非照片）：清晨隔东昌湖望聊城古城与光岳楼。",
    "about_en": "Illustration (drawn by a program, not a photograph): Guangyue Tower and the old town of "
    "Liaocheng seen across Dongchang Lake in the early morning.",
}
CENTRE = {
    "title_zh": "聊城文化活动中心",
    "title_en": "The cultural centre of Liaocheng",
    "about_zh": "插图（由程序绘制，并非照片）：傍晚的聊城文化活动中心与门前水池，建筑为艺术想象。",
    "about_en": "Illustration (drawn by a program, not a photograph): the cultural centre of Liaocheng in "
    "the evening, mirrored in a pool; the architecture is imagined.",
}


def main(names: list[str]) -> None:
    """Draw the pictures named, or both."""
    if not names or "old-town" in names:
        save(oldtown.draw(), HERE / "old-town.jpg", OLD_TOWN)
    if not names or "culture-centre" in names:
        save(centre.draw(), HERE / "culture-centre.jpg", CENTRE)


if __name__ == "__main__":
    main(sys.argv[1:])
