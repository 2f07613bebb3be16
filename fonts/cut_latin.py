"""Cut the Latin faces of English papers from Newsreader, Libre Franklin and UnifrakturCook (SIL OFL).

    python fonts/cut_latin.py FOLDER   write the faces, the licences and manifest.toml in latin/ beside this script
    python fonts/cut_latin.py --check  compare the files with the manifest's hashes

FOLDER holds the files of the packages that `FACES` names, unpacked. An instance is taken at the optical size that the face
is used in; then each is made fit for the painter as cut.py makes the Chinese ones.
"""

import argparse
import io
import string
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import uharfbuzz as hb
from cut import HERE, CutError, Twins, check, prove, rename, sha256, subset, subtables
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

LATIN = HERE / "latin"

# Latin with accents of Europe and Vietnam; marks, dashes, quotes; currency; superiors, inferiors, fractions; a few signs.
RANGES = "0020-007E 00A0-017F 01A0-01A1 01AF-01B0 0218-021B 02C6-02DD 1E80-1E85 1E9E-1E9E 1EA0-1EF9 2010-2015 2018-201E"
RANGES += " 2020-2022 2026-2026 2030-2030 2032-2033 2039-203A 2044-2044 2070-2070 2074-207B 2080-208B 20A0-20BF 2113-2122"
RANGES += " 0300-0304 0306-030C 0323-0323 0327-0328 0331-0331"
RANGES += " 2150-215F 2189-2189 2190-2193 2212-2212 2248-2248 2260-2265 25A0-25CF"
LIKE = {"\u00a0": " ", "\u2010": "-", "\u2011": "-"}
"""What is drawn as another character where a face has no glyph for it: U+2011 is the hyphen at a line's end."""

FIGURES = "0123456789+\u2212"
SUPERIORS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b"
INFERIORS = "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b"
"""Drawn from the figures where a face has none (CO\u2082): smaller, and from a heavier place on its axes, so that they are
as black as what is beside them."""
SMALL, DROP, HEAVIER = 0.57, 0.13, 110
"""Their size and how far inferiors hang below the line, in parts of the figures' size and of an em; units of weight."""

FRACTIONS = {c: unicodedata.normalize("NFKC", c).split("\u2044") for c in map(chr, (*range(0x2150, 0x2160), 0x2189))}
"""Put together where a face has none (\u2153), of figures and slash as in its \u00bd, as near to each other."""


CONTEXTS = (("Latn", "en", "ltr"), ("Latn", "zh-Hans", "ltr"), ("Hani", "zh-Hans", "ltr"))
"""Script, language, direction: the composer has marks shaped as Hani."""
FEATURES = ("liga", "kern", "mark", "mkmk")
"""All that an English text asks for, and the anchors of accents that combine."""


@dataclass(frozen=True)
class LatinFace:
    """A face: its name and use here, the package, file and place on the axes that it is cut from."""

    file: str
    family: str
    role: str
    package: str
    source: str
    axes: dict[str, float] = field(default_factory=dict)
    contexts: tuple[tuple[str, str, str], ...] = CONTEXTS


_NEWSREADER = "fontpkg-newsreader 1.3"
_ROMAN, _ITALIC, _FRANKLIN = "Newsreader[opsz,wght].ttf", "Newsreader-Italic[opsz,wght].ttf", "LibreFranklin[wght].ttf"
FACES = (
    LatinFace("news.ttf", "Banmian News", "text", _NEWSREADER, _ROMAN, {"opsz": 9, "wght": 410}),
    LatinFace("news-italic.ttf", "Banmian News Italic", "text", _NEWSREADER, _ITALIC, {"opsz": 9, "wght": 410}),
    LatinFace("news-bold.ttf", "Banmian News Bold", "heavy", _NEWSREADER, _ROMAN, {"opsz": 9, "wght": 700}),
    LatinFace("headline.ttf", "Banmian Headline", "heavy", _NEWSREADER, _ROMAN, {"opsz": 44, "wght": 640}),
    LatinFace("deck.ttf", "Banmian Deck", "light", _NEWSREADER, _ROMAN, {"opsz": 18, "wght": 380}),
    LatinFace("sans.ttf", "Banmian Sans", "light", "fontpkg-libre-franklin 3.0", _FRANKLIN, {"wght": 460}),
    LatinFace("sans-bold.ttf", "Banmian Sans Bold", "head", "fontpkg-libre-franklin 3.0", _FRANKLIN, {"wght": 740}),
    LatinFace(
        "blackletter.ttf", "Banmian Blackletter", "heavy", "@fontsource/unifrakturcook 5.3.0",
        "unifrakturcook-latin-700-normal.woff",
    ),
)  # fmt: skip


def find(folder: Path, name: str) -> Path:
    """A file of that name somewhere in a folder."""
    for path in sorted(path for path in folder.rglob("*") if path.name == name):
        return path
    raise CutError(f"there is no {name} in {folder}")


def wanted() -> set[str]:
    """The characters that a face has, if its source has them."""
    ranges = [[int(end, 16) for end in ends.split("-")] for ends in RANGES.split()]
    return {chr(code) for first, last in ranges for code in range(first, last + 1)} - {"\u00ad"}


def instance(path: Path, axes: dict[str, float]) -> bytes:
    """The face at a place on its axes, with glyphs for the characters of LIKE."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    if axes:
        font = instantiateVariableFont(font, axes, inplace=True, updateFontNames=False)
    best = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update({ord(c): best[ord(other)] for c, other in LIKE.items() if ord(c) not in best})
    if axes:
        draw_small(font, TTFont(path), axes)
        compose_fractions(font)
    font.save(out := io.BytesIO())
    return out.getvalue()


def draw_small(font: TTFont, source: TTFont, axes: dict[str, float]) -> None:
    """Give a face the superior and inferior figures that it has not."""
    most = next(axis.maxValue for axis in source["fvar"].axes if axis.axisTag == "wght")
    places = {"wght": min(most, axes["wght"] + HEAVIER)}
    if "opsz" in axes:
        places["opsz"] = max(6, SMALL * axes["opsz"])
    heavy = instantiateVariableFont(source, places, inplace=True, updateFontNames=False)
    glyphs, names, known = heavy.getGlyphSet(), heavy.getBestCmap(), font.getBestCmap()
    em, high = font["head"].unitsPerEm, font["glyf"][known[ord("H")]].yMax
    for characters, up in ((SUPERIORS, (1 - SMALL) * high), (INFERIORS, -DROP * em)):
        for character, figure in zip(characters, FIGURES, strict=True):
            if ord(character) in known:
                continue
            pen = TTGlyphPen(None)
            drawn = DecomposingRecordingPen(glyphs)
            glyphs[names[ord(figure)]].draw(drawn)
            drawn.replay(TransformPen(pen, (SMALL, 0, 0, SMALL, 0, round(up))))
            put(font, character, pen.glyph(round=round), round(SMALL * glyphs[names[ord(figure)]].width))


def compose_fractions(font: TTFont) -> None:
    """Give a face the vulgar fractions that it has not."""
    known, glyf, widths = font.getBestCmap(), font["glyf"], font["hmtx"].metrics
    slash, under, over = sorted(glyf[known[0xBD]].components, key=lambda part: (part.glyphName != known[0x2044], -part.x))
    before = slash.x - over.x - _reach(font, over.glyphName, over.y, left=True)
    behind = under.x - slash.x - _reach(font, under.glyphName, under.y, left=False)
    white = widths[known[0xBD]][0] - under.x - widths[under.glyphName][0]
    for character, (top, bottom) in FRACTIONS.items():
        if ord(character) in known:
            continue
        upper, *lower = (
            _small(font, over.glyphName, figure, "dnom" if n else "numr") for n, figure in enumerate(top + bottom)
        )
        x = over.x + _reach(font, upper, over.y, left=True) + before
        parts = [(upper, over.x, over.y), (slash.glyphName, round(x), 0)]
        x += _reach(font, lower[0], under.y, left=False) + behind if lower else glyf[slash.glyphName].xMax
        for figure in lower:
            parts.append((figure, round(x), under.y))
            x += widths[figure][0]
        pen = TTGlyphPen(font.getGlyphSet())
        for name, right, up in parts:
            pen.addComponent(name, (1, 0, 0, 1, right, up))
        put(font, character, pen.glyph(), round(x + white))


def _small(font: TTFont, over: str, figure: str, place: str) -> str:
    """The glyph of a figure of a fraction, of the kind of its face's \u00bd: made for fractions, or a superior one."""
    own = unicodedata.name(figure).split()[-1].lower()
    return f"{own}.{place}" if over.endswith(".numr") else font.getBestCmap()[ord(SUPERIORS[int(figure)])]


def _reach(font: TTFont, figure: str, up: int, *, left: bool) -> float:
    """How far to its right of its origin a slash stands that a figure touches, or a figure that touches a slash."""
    glyf = font["glyf"]
    corners = list(glyf[font.getBestCmap()[0x2044]].getCoordinates(glyf)[0])
    foot, top = min(y for _, y in corners), max(y for _, y in corners)
    outer = min if left else max
    low, high = (outer(x for x, y in corners if abs(y - end) < (top - foot) / 10) for end in (foot, top))
    edges = [(x, low + (high - low) * (y + up - foot) / (top - foot)) for x, y in glyf[figure].getCoordinates(glyf)[0]]
    return max(x - edge if left else edge - x for x, edge in edges)


def put(font: TTFont, character: str, glyph: Glyph, width: int) -> None:
    """A glyph for a character."""
    name = f"uni{ord(character):04X}"
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in (one for one in font["cmap"].tables if one.isUnicode() and one.format in (4, 12)):
        table.cmap[ord(character)] = name


def thin(font: TTFont) -> None:
    """Leave out the pairs that are as far apart by the classes behind them: a quarter of Newsreader's."""
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ():
        pairs, *behind = (getattr(table, "ExtSubTable", table) for table in lookup.SubTable)
        if len(behind) != 1 or (pairs.Format, behind[0].Format) != (1, 2):
            continue
        for first, pair_set in zip(pairs.Coverage.glyphs, pairs.PairSet, strict=True):
            kept = (
                one for one in pair_set.PairValueRecord if one.Value1.XAdvance != _apart(behind[0], first, one.SecondGlyph)
            )
            pair_set.PairValueRecord = list(kept)
            pair_set.PairValueCount = len(pair_set.PairValueRecord)


def _apart(classes: object, first: str, second: str) -> int:
    """What a table of classes adds between two glyphs."""
    if first not in classes.Coverage.glyphs:
        return 0
    row = classes.Class1Record[classes.ClassDef1.classDefs.get(first, 0)].Class2Record
    value = row[classes.ClassDef2.classDefs.get(second, 0)].Value1
    return value.XAdvance if value else 0


def anchor_letters(font: TTFont) -> None:
    """Anchors for the letters that have none (Libre Franklin's x and p): where o and O have theirs, from the middle of the
    ink and from its upper or lower edge.
    """
    best, glyphs = font.getBestCmap(), font["glyf"]
    for table in (one for one in subtables(font, "GPOS") if type(one).__name__ == "MarkBasePos"):
        known = dict(zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True))
        for letter in string.ascii_letters:
            name, like = best[ord(letter)], best[ord("O" if letter.isupper() else "o")]
            if name not in known and like in known:
                anchors = [_moved(one, glyphs[like], glyphs[name]) for one in known[like].BaseAnchor]
                known[name] = otTables.BaseRecord()
                known[name].BaseAnchor = anchors
        table.BaseCoverage.glyphs = sorted(known, key=font.getGlyphID)
        table.BaseArray.BaseRecord = [known[name] for name in table.BaseCoverage.glyphs]
        table.BaseArray.BaseCount = len(known)


def _moved(anchor: otTables.Anchor | None, like: Glyph, glyph: Glyph) -> otTables.Anchor | None:
    if anchor is None:
        return None
    made = otTables.Anchor()
    made.Format = 1
    made.XCoordinate = anchor.XCoordinate + round((glyph.xMin + glyph.xMax - like.xMin - like.xMax) / 2)
    over = anchor.YCoordinate > (like.yMin + like.yMax) / 2
    made.YCoordinate = anchor.YCoordinate + (glyph.yMax - like.yMax if over else glyph.yMin - like.yMin)
    return made


def let_marks_be_narrow(font: TTFont) -> None:
    """Accents that combine take no room: shaping says so by itself, but the engine writes the width in the file."""
    for code, name in font.getBestCmap().items():
        if unicodedata.combining(chr(code)):
            font["hmtx"][name] = (0, font["hmtx"][name][1])


def cut(face: LatinFace, folder: Path) -> dict:
    """Write one face; its entry for the manifest."""
    path = find(folder, face.source)
    source = hb.Face(instance(path, face.axes))
    present = wanted() & set(map(chr, source.unicodes))
    font = subset(source, present, CONTEXTS, FEATURES)
    twins = Twins(font)
    twins.split_characters(present)
    twins.split_substitutions()
    twins.finish()
    thin(font)
    anchor_letters(font)
    let_marks_be_narrow(font)
    rename(font, face.family)
    font.save(out := io.BytesIO())
    prove(out.getvalue(), face, present)
    (LATIN / face.file).write_bytes(out.getvalue())
    return {
        "file": face.file, "family": face.family, "role": face.role, "sha256": sha256(LATIN / face.file),
        "units_per_em": source.upem, "glyphs": len(twins.order), "code_points": len(present),
        "twins": len(twins.source), "package": face.package, "source": face.source, "source_sha256": sha256(path),
        "axes": ", ".join(f"{axis} {place:g}" for axis, place in face.axes.items()),
        "licence": _licence(face),
    }  # fmt: skip


def _licence(face: LatinFace) -> str:
    return f"LICENSE-{face.package.split()[0].split('/')[-1].removeprefix('fontpkg-')}.txt"


def write_all(folder: Path) -> None:
    """Cut all faces and write what goes with them."""
    LATIN.mkdir(exist_ok=True)
    entries = [cut(face, folder) for face in FACES]
    lines = ["# Written by cut_latin.py; do not edit."]
    for entry in entries:
        lines.append("\n[[face]]\n" + "\n".join(f"{key} = {value!r}" for key, value in entry.items()))
    (LATIN / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for face in FACES:
        source = find(folder, face.source)
        near = next(parent / "LICENSE" for parent in source.parents if (parent / "LICENSE").is_file())
        cuts = "".join(
            f"{f.file} ({f.family}) is a modified version of {f.source}.\n" for f in FACES if _licence(f) == _licence(face)
        )
        (LATIN / _licence(face)).write_text(f"{cuts}\n{near.read_text(encoding='utf-8').strip()}\n", encoding="utf-8")
    for entry in entries:
        print(entry["file"], entry["code_points"], "code points", (LATIN / entry["file"]).stat().st_size, "bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cut the Latin faces of English papers.")
    parser.add_argument("folder", nargs="?", type=Path, help="where the packages lie unpacked")
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    try:
        said = parser.parse_args()
        write_all(said.folder) if said.folder and not said.check else check(LATIN)
    except CutError as problem:
        sys.exit(f"cut_latin.py: {problem}")
