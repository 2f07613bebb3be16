"""Rules of pictures: that of a page shows the page, and the manuscript's photographs are in the archive PDF as they came."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ...colour import fitting, to_srgb
from ...limits_finished import DEPOSIT_PICTURE_PIXELS, DRAWING_BYTES, DRAWING_SECONDS
from ...model import Issue
from ...processes import within
from ...raster import Unfit, intolerant, page_picture, plain
from .damage import Found, damage
from .deposit import Deposit, Lacking
from .fault import Fault, fault_of
from .sound import look_over

TILE = 12
"""px of a tile's side, of which the mean is taken: the noise of JPEG is 7 then, one character painted over 88."""
ALIKE = 30
"""Grey (0 to 255) by which the means of a tile may differ."""


def drawn(deposit: Deposit, shown_in: Mapping[str, tuple[str, int]]) -> tuple[tuple[str, int | Fault], ...]:
    """For each page picture how far it is from its page, or why that cannot be said. Raises `Lacking`."""
    pictures = [name for name in deposit.below("pages/") if name.rpartition("/")[2] in ("page.jpg", "page.png")]
    asked = [(name, *shown_in[folder]) for name in pictures if (folder := name.split("/")[1]) in shown_in]
    if not asked:
        raise Lacking("archive.pdf" if pictures else "pages/")
    wanted = [(name, deposit.data(name), deposit.data(pdf), at) for name, pdf, at in asked]
    keys = {name: ("drawn", hashlib.sha256(whole + data + b"%d" % at).hexdigest()) for name, data, whole, at in wanted}
    left = [one for one in wanted if keys[one[0]] not in deposit.kept]
    if left:
        seconds = DRAWING_SECONDS * len(left)
        made = within(partial(differences, [one[1:] for one in left]), seconds, DRAWING_BYTES)
        ended = Fault(f"drawing it ended after {seconds} s, or by a fault", f"{seconds} 秒内没有画完，或出错中止")
        results = [ended] * len(left) if made is None else made
        deposit.kept |= {keys[one[0]]: result for one, result in zip(left, results, strict=True)}
    return tuple((name, deposit.kept[keys[name]]) for name, *_ in wanted)  # type: ignore[misc]  # kept by key


def differences(pictures: Sequence[tuple[bytes, bytes, int]]) -> list[int | Fault]:
    """How far pictures are from a page of a PDF, by its number from 0.

    In a process of its own: what draws PDFs is not made for strangers'.
    """
    made: list[int | Fault] = []
    with intolerant():
        for data, whole, at in pictures:
            try:
                made.append(_difference(whole, data, at))
            except Exception as fault:  # a picture that somebody else made
                made.append(fault_of(fault))
    return made


def _difference(whole: bytes, data: bytes, at: int) -> int | Fault:
    from PIL import Image, ImageChops

    from ...package.images import page_image, page_size

    with page_picture(data) as picture:
        if picture.width * picture.height > DEPOSIT_PICTURE_PIXELS:
            return Fault(f"{picture.width} x {picture.height} px", f"{picture.width} × {picture.height} 像素")
        picture.draft("L", picture.size)  # a JPEG is decoded in grey alone, in half the time
        picture.load()
        width, height = page_size(whole, at)
        if abs(height / width * picture.width - picture.height) > 2:
            return 255
        shown = page_image(whole, at, picture.size).convert("L")
        tiles = (max(1, picture.width // TILE), max(1, picture.height // TILE))
        apart = ImageChops.difference(shown, picture.convert("L")).resize(tiles, Image.Resampling.BOX)
        return max(value for value, count in enumerate(apart.histogram()) if count)


@damage(
    "D059",
    says=("this picture does not show its page: they are {grey} of 255 apart at one place", "图片与版面不符：有一处灰度相差 {grey}（满值 255）"),
    source="docs/verify.md",
    comes=("a page picture was retouched, cut, or is another page's", "版面图片被修改、截断，或是别的版"),
)  # fmt: skip
def other_picture(deposit: Deposit, drawn: tuple[tuple[str, int | Fault], ...]) -> Iterator[Found]:
    """Each page picture is the archive PDF's page, drawn at its size."""
    for name, found in drawn:
        if isinstance(found, int) and found > ALIKE:
            yield deposit.inside(name), {"grey": found}


@damage(
    "D060",
    says=("it cannot be compared with its page: {fault}", "无法与版面比对：{fault_zh}"),
    source="docs/verify.md",
    comes=("a picture or the archive PDF is broken, or made to break its readers", "图片或存档 PDF 损坏，或是存心让程序出错"),
)  # fmt: skip
def no_picture(deposit: Deposit, drawn: tuple[tuple[str, int | Fault], ...]) -> Iterator[Found]:
    """Each page picture can be opened, to its last byte."""
    for name, found in drawn:
        if isinstance(found, Fault):
            yield deposit.inside(name), found.facts


@damage(
    "D061",
    says=("this picture is not in {pdf} as it came", "{pdf} 里的不是这张原图"),
    hint=("the picture in source/ was changed, or that in the PDF", "source/ 里的图或 PDF 里的图被改过"),
    source="docs/verify.md",
    comes=("a photograph was exchanged, or a bit of it in the PDF is another one", "照片被换，或 PDF 里的照片有一位变了"),
)  # fmt: skip
def other_photograph(deposit: Deposit, sources: Mapping[str, str], issue: Issue) -> Iterator[Found]:
    """Photographs that go into an archive PDF as they came (JPEG in sRGB or grey) are in it, and in their page's, byte for
    byte.
    """
    seen: set[tuple[str, str]] = set()
    for page in issue.pages:
        names = {one.image for figure in page.figures for one in figure.pictures if one.image in sources}
        for pdf in ("issue/archive.pdf", f"pages/{page.sequence:04d}/archive.pdf"):
            for name in sorted(sources[one] for one in names if one):
                if (name, pdf) not in seen and _is_other(deposit, name, pdf):
                    yield deposit.inside(name), {"pdf": pdf}
                seen.add((name, pdf))


def _is_other(deposit: Deposit, name: str, pdf: str) -> bool:
    """Whether a photograph is not in a PDF that can be read; of others D047 says why."""
    try:
        inside = deposit.read(streams_of_pictures, pdf)
    except Exception:  # a stranger's PDF breaks its reader in many ways
        return False
    digest = hashlib.sha256(deposit.data(name)).hexdigest()
    return digest not in inside and deposit.read(goes_as_it_came, name)


def streams_of_pictures(data: bytes) -> frozenset[str]:
    """SHA-256 of each picture's stream in a PDF, as it is packed."""
    import pikepdf

    look_over(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = (one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image")
        return frozenset(hashlib.sha256(one.read_raw_bytes()).hexdigest() for one in streams)


def goes_as_it_came(data: bytes) -> bool:
    """Whether a picture is put into the archive PDF byte for byte; one that is broken is, too: then it is another one."""
    if not data.startswith(b"\xff\xd8"):
        return False
    try:
        made = plain(data)
    except Unfit:
        return True
    if made.mode == "CMYK":  # what it becomes is a matter of the press's profile
        return False
    profile, _ = fitting(made.profile, made.mode, b"")
    return made.data == data and to_srgb(data, profile, b"") == data
