"""Makes the pictures of README and docs from real builds: `python docs/make_pictures.py` (needs Poppler)."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

import banmian

HERE = Path(__file__).resolve().parent
SEED = HERE.parent / "seeds" / "liaocheng-daily" / "2022-12-27"
LAYOUTS = (("broadsheet", None), ("headline-first", HERE / "make-ups"), ("rail", HERE / "make-ups"))


def page(layout: str, layouts: Path | None, ppi: int, crop: tuple[int, int, int, int] | None = None) -> Image.Image:
    """The seed's page in a layout as a picture; `crop`: left, top, width, height in px."""
    with tempfile.TemporaryDirectory() as folder:
        result = banmian.build(SEED, to=["screen"], out=folder, layout=layout, layouts=layouts)
        options: list[str] = []
        if crop:
            options = [part for name, value in zip("xyWH", crop, strict=True) for part in (f"-{name}", str(value))]
        command = ["pdftoppm", "-r", str(ppi), *options, "-png", str(result.folder / "screen.pdf")]
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - a fixed command
        return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Pictures of one height on a grey ground."""
    sheet = Image.new(
        "RGB", (sum(p.width for p in pictures) + 12 * (len(pictures) + 1), pictures[0].height + 24), "#8a8a8a"
    )
    left = 12
    for picture in pictures:
        sheet.paste(picture, (left, 12))
        left += picture.width + 12
    return sheet


def save(picture: Image.Image, name: str) -> None:
    """Write a small JPEG into docs/pictures."""
    (HERE / "pictures").mkdir(exist_ok=True)
    picture.save(HERE / "pictures" / name, quality=82, optimize=True)
    print(f"docs/pictures/{name}")


if __name__ == "__main__":
    save(page("broadsheet", None, 60), "page.jpg")
    save(page("broadsheet", None, 200, (420, 2950, 1400, 900)), "column.jpg")
    save(page("tabloid", None, 60), "tabloid.jpg")
    save(side_by_side([page(name, folder, 40) for name, folder in LAYOUTS]), "make-ups.jpg")
