"""What the document as a whole must be: PDF/X-4 with its intent, nothing that a plant forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

from pikepdf import Dictionary, Name, Stream

from ...rules.checks import Found
from ...rules.press_rule import PressAsks, rule
from ...rules.rule import ERROR, NOTE, PRESS, Guard
from ..demands import Demands
from ..events import PaintEvent
from ..facts import in_file, on_page
from ..plane import extent, overlap
from ..reader import PrintedFile

ISO = PressAsks.ISO


@rule(
    "X001", PRESS, ERROR, asks=ISO, guards=Guard.STANDARD,
    says=("as PDF/X-4 the file lacks {lack}", "作为 PDF/X-4 缺少：{lack_zh}"),
    source="ISO 15930-7, 6.1; GWG 2022 R0001",
    comes=("the file was exported as an ordinary PDF", "文件是按普通 PDF 导出的"),
)  # fmt: skip
def identification(file: PrintedFile, claims_x4: bool) -> Iterator[Found]:
    """It says that it is a PDF/X-4, has an id, a title, its dates, and whether it is trapped."""
    info = file.pdf.docinfo
    if not claims_x4:
        yield in_file(
            lack="the mark GTS_PDFXVersion PDF/X-4 in its metadata", lack_zh="元数据里的 GTS_PDFXVersion PDF/X-4 标记"
        )
    if "/ID" not in file.pdf.trailer:
        yield in_file(lack="/ID", lack_zh="/ID")
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if key not in info:
            yield in_file(lack=key, lack_zh=key)
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield in_file(lack="/Trapped, true or false", lack_zh="/Trapped（True 或 False）")


@rule(
    "X002", PRESS, ERROR, asks=ISO, guards=Guard.STANDARD,
    says=("the output intent: {fault}", "输出意图：{fault_zh}"),
    source="ISO 15930-7, 6.2; GWG 2022 R0035",
    comes=("no profile of the plant was chosen, or one for screens", "导出时没有选印刷厂的色彩配置文件，或选了显示器的"),
)  # fmt: skip
def output_intent(file: PrintedFile) -> Iterator[Found]:
    """One intent for PDF/X: it names its condition, and its profile is an output profile of CMYK."""
    found = [one for one in file.pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(found) != 1:
        yield in_file(fault=f"{len(found)} for PDF/X, not one", fault_zh=f"PDF/X 的有 {len(found)} 个，应有 1 个")
        return
    if not str(found[0].get("/OutputConditionIdentifier", "")):
        yield in_file(fault="it names no condition", fault_zh="没有写明印刷条件")
    profile = found[0].get("/DestOutputProfile")
    if profile is None:
        if not str(found[0].get("/RegistryName", "")):
            yield in_file(fault="neither a profile nor a registry", fault_zh="既无配置文件，也无登记处")
        return
    head = bytes(profile.read_bytes())[:20]
    kind = head[12:20].decode("ascii", "backslashreplace")
    if kind != "prtrCMYK":
        yield in_file(fault=f"its profile is {kind!r}, not prtr CMYK", fault_zh=f"配置文件是“{kind}”，不是 prtr CMYK")


@rule(
    "X003", PRESS, ERROR, asks=ISO, guards=Guard.STANDARD,
    says=("a press file may not have {what}", "印刷文件里不得有：{what_zh}"),
    source="ISO 15930-7, 6.3–6.20",
    comes=("the file was made for a screen, locked, or comes from an old workflow", "文件是给屏幕用的、加了密，或出自旧的工作流程"),
)  # fmt: skip
def forbidden(file: PrintedFile) -> Iterator[Found]:
    """No encryption, actions, scripts, PostScript, LZW, OPI, transfer curves; notes only outside the bleed."""
    if file.pdf.is_encrypted:
        yield in_file(what="encryption", what_zh="加密")
    for key in ("/OpenAction", "/AA"):
        if key in file.pdf.Root:
            yield in_file(what=f"an action ({key})", what_zh=f"动作（{key}）")
    if "/JavaScript" in file.pdf.Root.get("/Names", {}):
        yield in_file(what="JavaScript", what_zh="JavaScript")
    for name in sorted({name for obj in file.pdf.objects if isinstance(obj, Stream) for name in _old(obj)}):
        yield in_file(what=name, what_zh=name)
    if any(one.state.transfer for one in file.events):
        yield in_file(what="a transfer curve", what_zh="传递曲线")
    yield from _notes(file)


def _old(stream: Any) -> Iterator[str]:
    said = stream.get("/Filter", [])
    if "/LZWDecode" in [str(one) for one in ([said] if isinstance(said, Name) else said)]:
        yield "LZW"
    if "/PS" in (str(stream.get("/Subtype")), str(stream.get("/Subtype2"))):
        yield "PostScript"
    if "/OPI" in stream:
        yield "OPI"


def _notes(file: PrintedFile) -> Iterator[Found]:
    for page in file.pages:
        inside = page.bleed or page.trim or page.media
        for note in page.obj.get("/Annots", []):
            kind = str(note.get("/Subtype", "/?"))
            if kind not in ("/TrapNet", "/PrinterMark", "/Popup") and overlap(extent(note.Rect), inside):
                yield in_file(what=f"a note ({kind}) on page {page.number}", what_zh=f"注释（{kind}，第 {page.number} 页）")


@rule(
    "X008", PRESS, ERROR, asks=PressAsks.GWG,
    says=("{at}: it is empty", "{at_zh}：空白"),
    source="GWG 2022 R0005",
    comes=("a blank page was left in the file", "文件里留了一页白版"),
)  # fmt: skip
def empty(file: PrintedFile, seen: Sequence[PaintEvent]) -> Iterator[Found]:
    """Something is printed on each page."""
    inked = {
        one.page for one in seen
        if one.kind in ("image", "shading") or (one.kind != "group" and not all(paint.white for paint, _ in one.paints))
    }  # fmt: skip
    yield from (on_page(page) for page in file.pages if page.number not in inked)


@rule(
    "X039", PRESS, ERROR, asks=PressAsks.PLANT,
    says=("the file is called {name!r}, the plant wants {wanted!r}", "文件名是“{name}”，印刷厂要求“{wanted}”"),
    source="docs/press.md",
    comes=("the plant sorts files by their names", "印刷厂按文件名分拣"),
)  # fmt: skip
def called(name: str, demands: Demands) -> Iterator[Found]:
    """The file is called as the plant wants."""
    own = name.rpartition("/")[2]
    if demands.file and not fnmatchcase(own, demands.file):
        yield in_file(name=own, wanted=demands.file)


@rule(
    "X046", PRESS, NOTE, asks=PressAsks.GWG,
    says=("{at}: the colour space {name} ({kind}) is listed, and nothing uses it", "{at_zh}：列有色彩空间 {name}（{kind}），但没有用到"),
    source="GWG 2022 R0027; house",
    comes=("the program that wrote the file lists spaces before it knows whether it needs them", "写文件的程序先列出色彩空间，不管用不用"),
)  # fmt: skip
def unused(file: PrintedFile) -> Iterator[Found]:
    """No space is listed that would be wrong if it were used."""
    for page in file.pages:
        spaces = page.obj.get("/Resources", Dictionary()).get("/ColorSpace", Dictionary())
        used = {one.within.where for one in file.events}  # a page that draws nothing uses nothing
        for name, space in spaces.items() if used and isinstance(spaces, Dictionary) else ():
            kind = str(space[0])[1:] if not isinstance(space, Name) and len(space) else str(space)[1:]
            if kind in ("ICCBased", "Lab", "CalRGB", "CalGray") and not _is_used(file, name, page.number):
                yield on_page(page, name=name[1:], kind=kind)


def _is_used(file: PrintedFile, name: str, number: int) -> bool:
    """Whether content of a page, or of a form that borrows its resources, chooses a space by a name."""
    import pikepdf

    for command in pikepdf.parse_content_stream(file.pdf.pages[number - 1], "cs CS"):
        if str(command.operands[0]) == name:
            return True
    return name in ("/DefaultCMYK", "/DefaultRGB", "/DefaultGray")
