"""Cut the faces that banmian ships from the full Noto CJK and LXGW WenKai fonts of Debian.

    python fonts/cut.py          write the faces, the licences and manifest.toml beside this script
    python fonts/cut.py --check  compare the files with the manifest's hashes

Four things make these faces fit for a painter that writes glyph ids into a PDF: a glyph stands for one text
only (so that ToUnicode gives back what was set), CID = GID (else MuPDF and Ghostscript show nothing), no outline
needs a subroutine (else each PDF pays for freeing it), and the same input gives the same bytes.
"""

import argparse
import bz2
import copy
import hashlib
import io
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

HERE, SHARE = Path(__file__).resolve().parent, Path("/usr/share")


@dataclass(frozen=True)
class Face:
    """One shipped face: its name and use here, and which face of which Debian package it is cut from."""

    file: str
    family: str
    role: str
    source: str
    source_family: str
    package: str
    licence: str = "LICENSE-noto.txt"
    before: tuple[str, ...] = ()
    tag: str = "zh-Hans"

    @property
    def contexts(self) -> tuple[tuple[str, str, str], ...]:
        """Script, language, direction of shaping. A glyph must stand for one text over all of them."""
        hani, latn = ("Hani", self.tag), ("Latn", self.tag)
        return ((*hani, "ltr"), (*hani, "ttb"), ("Latn", "en", "ltr"), (*latn, "ltr"))

    @property
    def system(self) -> str:
        """Its language in OpenType."""
        return {"zh-Hans": "ZHS ", "zh-Hant": "ZHT ", "zh-Hant-HK": "ZHH "}[self.tag]


FACES = (
    Face("song.otf", "Banmian Song", "text", "NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "fonts-noto-cjk"),
    Face(
        "song-heavy.otf",
        "Banmian Song Heavy",
        "heavy",
        "NotoSerifCJK-Black.ttc",
        "Noto Serif CJK SC Black",
        "fonts-noto-cjk-extra",
    ),
    Face("hei.otf", "Banmian Hei", "head", "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC Bold", "fonts-noto-cjk"),
    Face("hei-light.otf", "Banmian Hei Light", "light", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "fonts-noto-cjk"),
    # Debian has no GB edition. Of its faces only the plain one fits: Mono sets all Latin half an em wide.
    Face(
        "kai.ttf",
        "Banmian Kai",
        "caption",
        "LXGWWenKai-Regular.ttf",
        "LXGW WenKai",
        "fonts-lxgw-wenkai",
        "LICENSE-wenkai.txt",
    ),
)


def _hant(face: Face, region: str, tag: str, before: tuple[str, ...]) -> Face:
    """The face of a region that stands before others: it has only what they have not, or have in other forms."""
    stem = face.file.partition(".")[0]
    of_region = face.source_family.replace("CJK SC", f"CJK {region}")
    file, family = f"hant/{stem}-{region.lower()}{face.file[len(stem) :]}", f"{face.family} {region}"
    return Face(file, family, face.role, face.source, of_region, face.package, face.licence, before, tag)


# Noto's faces share the outlines that are alike, so that those of Taiwan and Hong Kong are small: what differs.
TAIWAN = tuple(_hant(face, "TC", "zh-Hant", (face.file,)) for face in FACES)
HONG_KONG = tuple(
    _hant(face, "HK", "zh-Hant-HK", (taiwan.file, face.file))
    for face, taiwan in zip(FACES, TAIWAN, strict=True)
    if "Noto" in face.source
)
EVERY = (*FACES, *TAIWAN, *HONG_KONG)

# What HarfBuzz does unasked, and what a composer or designer turns on for Chinese. ccmp makes —— one glyph.
# Features of width (fwid, hwid, pwid) and aalt stay out: they lead a character to the glyph of another.
FEATURES = ("ccmp", "locl", "liga", "kern", "vert", "halt", "palt", "vhal", "vpal", "vkrn")
SCRIPTS = ("DFLT", "hani", "latn")

# Latin and pinyin; marks, m² CO₂, currency; ℃ № Ⅷ, arrows; ① boxes ■; ★ ✓ ❶; CJK marks, units, full width.
RANGES = (
    "0020-007E 00A0-00FF 0100-017F 01CD-01DC 2002-2027 2030-205E 2070-209C 20A0-20C0 2100-214F 2150-2189 "
    "2190-21FF 2460-24FF 2500-257F 25A0-25FF 2605-2606 260E-260F 261C-261F 2640-2642 2660-2667 2713-2717 "
    "2776-277F 2E3A-2E3B 3000-303F 309B-309E 30FB-30FE 3220-3229 3231-3231 3251-325F 3280-3289 32B1-32BF "
    "3371-337A 3380-33DF FF01-FF5E FFE0-FFE6"
)
SINGLES = "ǸǹḾḿẾếỀềɑɡ⋯√∞≈≠≤≥−×÷∶"
# Bopomofo with its tones, and the marks of which Taiwan and Hong Kong have forms of their own.
CENTRED = "、。！，．：；？"
HANT_RANGES, HANT_SINGLES = "3105-312F 31A0-31B7", f"ˇˉˊˋ˙{CENTRED}"
# What Hong Kong writes beyond Big5: Cantonese, and characters of places.
CANTONESE = (
    "嘅咗嚟喺哋啲嘢唔咁佢冇乜冚嗰咩噉攞揾搵掂瞓餸靚嘥孭揸掟嗌喐啱㗎喎啩咋噃嘞啫嘛喇嗱𠵱𨋢邨埗鰂涌塱磡氹㷫脷裏衞綫羣峯着説脱悦閲鋭税"
    "啟啓污埔屌撚𨳒閪戇乸仔仲佬俾冧咪咭唞唥啖喼嘈噏噚囉埞執奀娣孖屙巿惗扮抌拎拗挭揈揼摙撳攤攰晏杰枱梗櫈氽沊淥滾焗煲煱爆牀畀癐癲盞睇瞇"
    "矺碌祇笪篤粒綑耷脹膶臊舂芫荽虢蝕衰補諗諸豉賴踎蹺躝迾遢邊鈪鎅鑊閂陣隻頹飛餅餼騎鬅鬧鯭麪麽齋"
)


class CutError(Exception):
    """The cut cannot be made, or what was made is not right."""


def find(name: str) -> Path:
    """The file of this name among the system's fonts and Unicode data."""
    for path in sorted(path for folder in ("fonts", "unicode") for path in (SHARE / folder).rglob(name)):
        return path
    raise CutError(f"{name} is not installed")


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def gb2312() -> Iterator[str]:
    """The 7,445 characters of GB 2312."""
    # Python's gb2312 takes A1A4 for U+30FB and A1AA for U+2015; gb18030 has U+00B7 and U+2014, what is meant.
    for code in (bytes((first, second)) for first in range(0xA1, 0xF8) for second in range(0xA1, 0xFF)):
        if code.decode("gb2312", "ignore"):
            yield code.decode("gb18030")


def character_set() -> tuple[set[str], set[str]]:
    """All wanted characters, and those among them that no face may lack: the Han of the two standards."""
    # No combining marks (a + acute gives the glyph of á) and nothing invisible (HarfBuzz sets that with the
    # glyph of the space): either would give one glyph two texts.
    gb = set(gb2312())
    with bz2.open(find("Unihan_OtherMappings.txt.bz2"), "rt", encoding="utf-8") as lines:
        general = {chr(int(line[2:].split("\t")[0], 16)) for line in lines if "\tkTGH\t20" in line}
    if (len(gb), len(general)) != (7445, 8105):
        raise CutError(f"GB 2312 has {len(gb)} characters for 7445, 通用规范汉字表 {len(general)} for 8105")
    ranges = [[int(end, 16) for end in ends.split("-")] for ends in RANGES.split()]
    others = {chr(code) for first, last in ranges for code in range(first, last + 1)}.union(SINGLES)
    wanted = gb | general | {c for c in others if unicodedata.category(c)[0] in "LNPSZ"}
    return wanted, {c for c in gb | general if unicodedata.name(c, "").startswith("CJK UNIFIED")}


def traditional() -> tuple[set[str], set[str]]:
    """What a paper of Taiwan needs beyond that: the 13,051 Han of Big5; and one of Hong Kong: its forms of the Han of the
    first level, and what Big5 has not.
    """
    pairs = (bytes((first, second)) for first in range(0xA4, 0xFA) for second in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    han = {c for pair in pairs for c in pair.decode("big5", "ignore") if unicodedata.name(c, "").startswith("CJK UNIFIED")}
    if len(han) != 13051:
        raise CutError(f"Big5 has {len(han)} Han for 13051")
    ranges = [[int(end, 16) for end in ends.split("-")] for ends in HANT_RANGES.split()]
    wanted = han.union(HANT_SINGLES, (chr(code) for first, last in ranges for code in range(first, last + 1)))
    return wanted, {c for c in wanted if _is_usual(c)}.union(CANTONESE)


def _is_usual(character: str) -> bool:
    """Whether it is on Big5's first level, or not in Big5."""
    return character.encode("big5", "ignore")[:1] < b"\xc9"


def own_of(face: Face, characters: set[str]) -> set[str]:
    """Of these, those that a face of a region has in a form that none of the faces has that it stands before."""
    source = open_face(find(face.source), face.source_family)
    form, own = hb.Font(source), set[str]()
    left = characters & set(map(chr, source.unicodes))
    # A Kai has one form for all regions: of it only what the shipped one lacks, and its marks, which are moved.
    if face.before and "Noto" not in face.source:
        left, own = {c for c in left if _is_usual(c)}, set(CENTRED)
    for file in face.before:  # what the first of them has that has a character is what would be set
        other = next(one for one in EVERY if one.file == file)
        there = left & set(map(chr, hb.Face(hb.Blob.from_file_path(str(HERE / file))).unicodes))
        full = hb.Font(open_face(find(other.source), other.source_family))
        own |= {c for c in there if full.get_nominal_glyph(ord(c)) != form.get_nominal_glyph(ord(c))}
        left -= there
    return own | left


def samples(characters: set[str]) -> list[str]:
    """Texts to shape: every character, runs of equal marks, pairs and some triples of Latin letters."""
    return [text for text in _samples(characters) if characters.issuperset(text)]


def _samples(characters: set[str]) -> list[str]:
    marks = sorted(c for c in characters if unicodedata.category(c)[0] in "PSZ")
    latin = "abcdefghijklmnopqrstuvwxyzAT"
    return [
        *sorted(characters),
        *(c * n for c in marks for n in (2, 3, 4)),
        *(a + b for a in latin for b in latin),
        "ffi",
        "ffl",
        "fff",
        "ffj",
        "fft",
        "...",
        "---",
        "1/2",
    ]


def shape(font: hb.Font, text: str, context: tuple[str, str, str]) -> list[tuple[int, str]]:
    """Each glyph id with the part of the text that it stands for."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language, buffer.direction = context
    hb.shape(font, buffer)
    starts = [*sorted({info.cluster for info in buffer.glyph_infos}), len(text)]
    return [(i.codepoint, text[i.cluster : starts[starts.index(i.cluster) + 1]]) for i in buffer.glyph_infos]


def subset(
    face: hb.Face, characters: set[str], contexts: tuple[tuple[str, str, str], ...], features: tuple[str, ...] = FEATURES
) -> TTFont:  # fmt: skip
    """The font with these characters and features; CID = GID if it is CID-keyed; free of hints and subroutines."""
    # The glyphs are those that shaping reaches: HarfBuzz's own closure would add those of Japan and Korea.
    font, texts, request, flags = hb.Font(face), samples(characters), hb.SubsetInput(), hb.SubsetFlags
    request.glyph_set.update(glyph for c in contexts for text in texts for glyph, _ in shape(font, text, c))
    request.unicode_set.update(map(ord, characters))
    for kind, tags in (("feature", features), ("script", SCRIPTS)):
        chosen = getattr(request, f"layout_{kind}_tag_set")
        chosen.clear()
        chosen.update(int.from_bytes(tag.encode(), "big") for tag in tags)
    request.name_id_set.update(range(15))
    request.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.CFF_IDENTITY_CHARSET | flags.NO_LAYOUT_CLOSURE
    request.flags |= flags.DESUBROUTINIZE  # here once, or whenever a PDF embeds a part of it
    return TTFont(io.BytesIO(request.subset(face).blob.data), recalcTimestamp=False)


def drop_languages(layout: object, kept: str) -> None:
    """Leave only the face's language and the default, and empty the lookups that others used."""
    used = set()
    for script in (record.Script for record in layout.ScriptList.ScriptRecord):
        script.LangSysRecord = [r for r in script.LangSysRecord if r.LangSysTag == kept]
        script.LangSysCount = len(script.LangSysRecord)
        for system in filter(None, [script.DefaultLangSys, *(r.LangSys for r in script.LangSysRecord)]):
            for index in system.FeatureIndex:
                used.update(layout.FeatureList.FeatureRecord[index].Feature.LookupListIndex)
    for index, lookup in enumerate(layout.LookupList.Lookup):
        if index not in used:
            lookup.SubTable, lookup.SubTableCount = [], 0


def subtables(font: TTFont, *tags: str) -> Iterator:
    """All subtables of GSUB or GPOS, as far as the font has them, extensions unwrapped."""
    for lookup in (lookup for tag in tags if tag in font for lookup in font[tag].table.LookupList.Lookup):
        yield from (getattr(table, "ExtSubTable", table) for table in lookup.SubTable)


class Twins:
    """Gives each text a glyph of its own by copying glyphs that serve several."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.order = list(font.getGlyphOrder())
        self.owner: dict[str, str] = {}  # glyph → the text that it stands for
        self.source: dict[str, str] = {}  # twin → glyph that it is a copy of, in glyph order
        self.known: dict[tuple[str, str], str] = {}

    def claim(self, glyph: str, text: str) -> str:
        """The glyph that stands for the text where the font had `glyph`: itself while free, else a twin."""
        original = self.source.get(glyph, glyph)
        if self.owner.setdefault(original, text) == text:
            return original
        if (original, text) not in self.known:
            self.known[original, text] = self.copy(original, text)
        return self.known[original, text]

    def copy(self, original: str, text: str) -> str:
        """Add a copy of a glyph: outline, advances, vertical origin, substitutions."""
        twin = f"cid{len(self.order):05d}"  # fontTools reads the CID from the name: it stays equal to the GID
        self.order.append(twin)
        self.owner[twin], self.source[twin] = text, original
        copy_outline(self.font, original, twin)
        origins = self.font["VORG"].VOriginRecords if "VORG" in self.font else {}
        upright = self.font["vmtx"].metrics if "vmtx" in self.font else {}
        for values in (self.font["hmtx"].metrics, upright, origins):
            values.update({twin: values[original]} if original in values else {})
        for table in subtables(self.font, "GSUB"):
            copy_substitutions(table, original, twin)
        return twin

    def split_characters(self, characters: set[str]) -> None:
        """Two code points never share a glyph; others (HarfBuzz keeps ⼀ with 一) have none."""
        best = self.font.getBestCmap()
        own = {code: self.claim(best[code], chr(code)) for code in sorted(map(ord, characters))}
        self.font["cmap"].tables = [table for table in self.font["cmap"].tables if table.format in (4, 12)]
        for table in self.font["cmap"].tables:
            table.cmap = {code: glyph for code, glyph in own.items() if table.format == 12 or code < 0x10000}

    def split_substitutions(self) -> None:
        """Two texts never lead to the same glyph; repeated while twins bring new rules."""
        before = -1
        while before != len(self.owner):
            before = len(self.owner)
            for table in subtables(self.font, "GSUB"):
                for glyph in [g for g in getattr(table, "mapping", ()) if g in self.owner]:
                    table.mapping[glyph] = self.claim(table.mapping[glyph], self.owner[glyph])
                for first, rules in list(getattr(table, "ligatures", {}).items()):
                    for rule in rules:
                        text = [self.owner.get(part, "") for part in (first, *rule.Component)]
                        if all(text):
                            rule.LigGlyph = self.claim(rule.LigGlyph, "".join(text))

    def finish(self) -> None:
        """Write the glyph order and extend the tables that list glyphs."""
        if "CFF " in self.font:
            self.font["CFF "].cff.topDictIndex[0].charset = self.order
        self.font.setGlyphOrder(self.order)
        classes = self.font["GDEF"].table.GlyphClassDef.classDefs if "GDEF" in self.font else {}
        for twin, original in self.source.items():
            classes.update({twin: classes[original]} if original in classes else {})
            for table in subtables(self.font, "GSUB", "GPOS"):
                extend(table, original, twin)


def copy_outline(font: TTFont, original: str, twin: str) -> None:
    """Copy an outline under a new name, CFF or TrueType."""
    if "glyf" in font:
        font["glyf"].glyphs[twin] = copy.deepcopy(font["glyf"][original])
        return
    top = font["CFF "].cff.topDictIndex[0]
    outline, font_dict = top.CharStrings.getItemAndSelector(original)
    top.CharStrings.charStringsIndex.append(outline)
    top.CharStrings.charStrings[twin] = len(top.CharStrings.charStringsIndex) - 1
    top.FDSelect.append(font_dict)


def copy_substitutions(table: object, original: str, twin: str) -> None:
    """Give the twin the single and ligature substitutions of the original (their results are split later)."""
    mapping, ligatures = getattr(table, "mapping", {}), getattr(table, "ligatures", {})
    if original in mapping:
        mapping[twin] = mapping[original]
    for first in list(ligatures):
        for rule in [copy.copy(r) for r in ligatures[first] if original in (first, *r.Component)]:
            rule.Component = [twin if part == original else part for part in rule.Component]
            ligatures.setdefault(twin if first == original else first, []).append(rule)


def extend(table: object, original: str, twin: str) -> None:
    """Position the twin like the original; twins come in glyph order, so lists stay sorted by appending."""
    kind = (type(table).__name__, getattr(table, "Format", 0))
    if kind[0] in ("SingleSubst", "LigatureSubst", "MarkBasePos", "MarkLigPos", "MarkMarkPos"):
        return  # substitutions are copied already; no twin is a letter that takes an accent
    if kind[0] not in ("SinglePos", "PairPos"):
        raise CutError(f"cannot extend {kind[0]}")
    if kind == ("PairPos", 1):
        for pairs in table.PairSet:
            for record in [copy.copy(r) for r in pairs.PairValueRecord if r.SecondGlyph == original]:
                record.SecondGlyph = twin
                pairs.PairValueRecord.append(record)
    if kind == ("PairPos", 2):
        for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
            classes.update({twin: classes[original]} if original in classes else {})
    covered = table.Coverage.glyphs
    if original in covered:
        rows = {("SinglePos", 2): "Value", ("PairPos", 1): "PairSet"}.get(kind)
        if rows:
            getattr(table, rows).append(copy.deepcopy(getattr(table, rows)[covered.index(original)]))
        covered.append(twin)


def centre(font: TTFont, em: int) -> None:
    """Put marks into the middle of their square, as Taiwan and Hong Kong have them; the upright ones are high enough."""
    best = font.getBestCmap()
    for mark in CENTRED:
        glyph = font["glyf"][best[ord(mark)]]
        across = em / 2 - (glyph.xMin + glyph.xMax) / 2
        up = 0.38 * em - (glyph.yMin + glyph.yMax) / 2 if mark in "、。，．" else 0
        glyph.coordinates.translate((round(across), round(up)))
        glyph.recalcBounds(font["glyf"])
        metrics = font["hmtx"].metrics
        metrics[best[ord(mark)]] = (metrics[best[ord(mark)]][0], glyph.xMin)


def rename(font: TTFont, family: str) -> None:
    """Our family name, style Regular, weight 400: fontconfig must not choose or embolden by weight."""
    names, script_name = font["name"], family.replace(" ", "") + "-Regular"
    kept = {number: names.getDebugName(number) for number in (0, 5, 13, 14)}
    ours = {1: family, 2: "Regular", 3: f"{kept[5]};{script_name}", 4: family, 6: script_name}
    names.names = []
    for number, text in ((number, text) for number, text in (kept | ours).items() if text):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass, font["head"].macStyle = 400, 0
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b100001 | 0b1000000  # not bold, italic; regular
    if "CFF " in font:
        cff, top = font["CFF "].cff, font["CFF "].cff.topDictIndex[0]
        cff.fontNames, top.FullName, top.FamilyName, top.Weight = [script_name], family, family, "Regular"


def prove(data: bytes, face: Face, characters: set[str]) -> None:
    """Fail if a glyph stands for two texts, a text needs two glyphs, or a character has none."""
    font, text_of = hb.Font(hb.Face(data)), {}
    for context in face.contexts:
        for text in samples(characters):
            shaped = shape(font, text, context)
            if "".join(part for _, part in shaped) != text or any(glyph == 0 for glyph, _ in shaped):
                raise CutError(f"{face.file}: {text!r} is not set glyph by glyph in {context}")
            for glyph, part in shaped:
                if text_of.setdefault(glyph, part) != part:
                    raise CutError(f"{face.file}: glyph {glyph} is {text_of[glyph]!r} and {part!r} in {context}")


def open_face(path: Path, family: str) -> hb.Face:
    """The face with this family name (name ID 1) in a font file or collection; a bold one is known by its full name (4)."""
    blob = hb.Blob.from_file_path(str(path))
    for index in range(hb.Face(blob).count):
        if family in (hb.Face(blob, index).get_name(1), hb.Face(blob, index).get_name(4)):
            return hb.Face(blob, index)
    raise CutError(f"{path.name} has no face {family}")


def cut(face: Face, wanted: set[str], needed: set[str]) -> dict:
    """Write one face; its entry for the manifest."""
    source = open_face(find(face.source), face.source_family)
    present = wanted & set(map(chr, source.unicodes))
    if needed - present:
        raise CutError(f"{face.source} lacks the Han {''.join(sorted(needed - present))}")
    font = subset(source, present, face.contexts)
    for tag in {"GSUB", "GPOS"} & set(font.keys()):
        drop_languages(font[tag].table, face.system)
    twins = Twins(font)
    twins.split_characters(present)
    twins.split_substitutions()
    twins.finish()
    if face.before and "glyf" in font:
        centre(font, source.upem)
    rename(font, face.family)
    font.save(out := io.BytesIO())
    prove(out.getvalue(), face, present)
    (HERE / face.file).parent.mkdir(exist_ok=True)
    (HERE / face.file).write_bytes(out.getvalue())
    return {
        "file": face.file,
        "family": face.family,
        "role": face.role,
        "sha256": sha256(HERE / face.file),
        "units_per_em": source.upem,
        "glyphs": len(twins.order),
        "code_points": len(present),
        "twins": len(twins.source),
        **({"before": face.before[-1], "tag": face.tag} if face.before else {}),
        "missing": " ".join(f"U+{ord(c):04X}" for c in sorted(wanted - present)),
        "package": face.package,
        "package_version": package_version(face.package),
        "source": face.source,
        "source_index": source.index,
        "source_sha256": sha256(find(face.source)),
        "licence": face.licence,
        "fallback": f"{{ file = '{face.source}', index = {source.index}, family = '{face.source_family}' }}",
    }


def package_version(package: str) -> str:
    """Version of an installed Debian package."""
    return subprocess.check_output(["dpkg-query", "-W", "-f", "${Version}", package], text=True)


def write_manifest(entries: list[dict], wanted: int, needed: int) -> None:
    """Write manifest.toml. It names the tools because another version of them may give other bytes."""
    head = {
        "wanted": wanted,
        "han": needed,
        "unicode_data": package_version("unicode-data"),
        "fonttools": version("fonttools"),
        "uharfbuzz": version("uharfbuzz"),
    }
    lines = ["# Written by cut.py; do not edit."]
    for title, record in (("", head), *(("\n[[face]]\n", record) for record in entries)):
        # A string that holds no quotes is written alike in TOML and Python.
        values = (f"{key} = {value if key == 'fallback' else repr(value)}" for key, value in record.items())
        lines.append(title + "\n".join(values))
    (HERE / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_licence(name: str) -> None:
    """Write a licence file: the notices inside the fonts, Debian's copyright lines, the text of the OFL."""
    faces = [face for face in EVERY if face.licence == name]
    paragraphs = (SHARE / "doc" / faces[0].package / "copyright").read_text(encoding="utf-8").split("\n\n")
    rights, text = (
        next(p for p in paragraphs if p.startswith(start))
        for start in ("Files: *", ("License: SIL-1.1", "License: OFL-1.1"))
    )
    notices = dict.fromkeys(open_face(find(f.source), f.source_family).get_name(0) for f in faces)
    body = [line[1:].removeprefix(".").rstrip() for line in text.splitlines()[1:]]
    lines = [
        *(f"{f.file} ({f.family}) is a modified version of {f.source}." for f in faces),
        "",
        *notices,
        "",
        f"From the package {faces[0].package}:",
        rights,
        "",
        *body,
    ]
    (HERE / name).write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def write_all() -> None:
    """Cut all faces, each after those that it stands before, and write what goes with them."""
    wanted, needed = character_set()
    entries = []
    for faces, beyond in ((FACES, wanted), (TAIWAN, traditional()[0]), (HONG_KONG, traditional()[1])):
        with ProcessPoolExecutor() as pool:
            # what Hong Kong writes is in the one Kai of both
            asked = [beyond if "Noto" in face.source or faces is FACES else beyond.union(CANTONESE) for face in faces]
            own = list(pool.map(own_of, faces, asked))
            entries += pool.map(cut, faces, own, [needed if faces is FACES else set()] * len(faces))
    write_manifest(entries, len(wanted), len(needed))
    for name in dict.fromkeys(face.licence for face in EVERY):
        write_licence(name)
    for record in entries:
        print(record["file"], record["code_points"], "code points; not in the source:", record["missing"])


def check(folder: Path = HERE) -> None:
    """Fail unless every face in a folder's manifest is there with the manifest's hash."""
    for record in tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["face"]:
        if not (path := folder / record["file"]).is_file() or sha256(path) != record["sha256"]:
            raise CutError(f"{path.name} is not what the manifest says")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cut the shipped faces from the full fonts of Debian.")
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    try:
        check() if parser.parse_args().check else write_all()
    except CutError as problem:
        sys.exit(f"cut.py: {problem}")
