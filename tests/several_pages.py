"""An issue of several pages like the seed's, each with a headline and pictures of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from .conftest import SEED, SEED_ISSUE

HEADLINE = "创新 活力 生态 品质 持续建设聊城首善之区"
SUBJECT = "# 东昌府区"
PICTURES = (("聊城古城区风光秀丽", "old-town"), ("聊城文化活动中心", "culture-centre"))


def write(folder: Path, pages: int = 3) -> Path:
    """Write the issue into a folder: pages T01, T02 …; the masthead stands on the first."""
    text = SEED.read_text(encoding="utf-8")
    (folder / "images").mkdir(parents=True)
    said = ['layout = "broadsheet"\n[paper]\nslug = "several"\n']
    for number in range(1, pages + 1):
        made = text if number == 1 else text[text.index(SUBJECT) :]
        made = made.replace("## T01", f"## T{number:02d}").replace(HEADLINE, f"{HEADLINE[:-1]}{'区县市镇乡村'[number - 1]}")
        for caption, name in PICTURES:
            own, path = f"{caption}{'一二三四五六'[number - 1]}", f"images/{name}-{number}.jpg"
            made = own.join(made.rsplit(caption, 1))
            shutil.copy(SEED_ISSUE / "images" / f"{name}.jpg", folder / path)
            said.append(f'[[pictures]]\ncaption = "{own}"\nimage = "{path}"\nalt = "插画，{own}"\n')
        (folder / f"T{number:02d}.md").write_text(made, encoding="utf-8")
    (folder / "issue.toml").write_text("\n".join(said), encoding="utf-8")
    return folder
