"""Small PDFs that break one rule of the press each, and good ones that look as if they did. Built in memory, no tools."""

import io
import zlib
from functools import cache

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

WIDE, HIGH = 300, 400
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped></rdf:Description></rdf:RDF>
</x:xmpmeta><?xpacket end="r"?>"""
TINT = "1 0 0 0 k 20 20 260 360 re f "
"""Something to lie on."""
BLACK, WHITE = "0 0 0 1 k", "0 0 0 0 k"
PLACE = "q {} 0 0 {} 30 30 cm /I Do Q "
FONT_NAME = "/ABCDEF+Small"


def profile():
    """The head of an output profile of CMYK: all that the rules look at."""
    return bytes(12) + b"prtrCMYKLab " + bytes(12) + b"acsp" + bytes(92)


@cache
def face():
    """A small TrueType face: blocks for the printable ASCII characters."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [".notdef", *(f"c{code}" for code in range(32, 127))]
    pen = TTGlyphPen(None)
    for move, *lines in [[(50, 0), (50, 700), (450, 700), (450, 0)]]:
        pen.moveTo(move)
        for line in lines:
            pen.lineTo(line)
        pen.closePath()
    block, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"c{code}" for code in range(32, 127)})
    builder.setupGlyf({name: empty if name == "c32" else block for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    assert TTFont(io.BytesIO(out.getvalue())).getBestCmap()
    return out.getvalue()


def descriptor(pdf, embed=True, name=FONT_NAME):
    made = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(name),
        Flags=32,
        FontBBox=Array([-100, -250, 1200, 950]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=730,
        StemV=80,
    )
    if embed:
        made.FontFile2 = pdf.make_stream(face(), Length1=len(face()))
    return pdf.make_indirect(made)


def font(pdf, embed=True, name=FONT_NAME):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name(name),
            FirstChar=32,
            LastChar=126,
            Widths=Array([500] * 95),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=descriptor(pdf, embed, name),
        )
    )


def cid_font(pdf):
    """A composite font that does not say what its codes mean."""
    leaf = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(FONT_NAME),
        DW=500,
        FontDescriptor=descriptor(pdf),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(FONT_NAME),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([leaf]),
    )


def type3(pdf):
    """A font whose glyphs are drawn, here in red of a screen."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=66,
        LastChar=66,
        Widths=Array([500]),
        Encoding=Dictionary(Differences=Array([66, Name("/b")])),
        CharProcs=Dictionary(b=pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 500 700 re f")),
        Resources=Dictionary(),
        ToUnicode=pdf.make_stream(b"1 beginbfchar <42> <0042> endbfchar"),
    )


def image(pdf, wide, high, cs=Name.DeviceCMYK, bits=8, value=b"\0\0\0\x40", **more):
    data = value * (wide * high) if bits == 8 else b"\xaa" * ((wide + 7) // 8 * high)
    return pdf.make_stream(
        zlib.compress(data),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=wide,
        Height=high,
        ColorSpace=cs,
        BitsPerComponent=bits,
        Filter=Name.FlateDecode,
        **more,
    )


def mask(pdf, wide, high):
    made = image(pdf, wide, high, bits=1)
    del made.ColorSpace
    made.ImageMask = True
    return made


def state(**said):
    return Dictionary(Type=Name.ExtGState, **said)


def pdf(content, change=None):
    """A page as bytes: black 100 K text would be good on it."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(WIDE, HIGH))
    page = made.pages[0].obj
    page.TrimBox = Array([0, 0, WIDE, HIGH])
    states = Dictionary(
        On=state(OP=True, op=True, OPM=1),
        On0=state(OP=True, op=True, OPM=0),
        Off=state(OP=False, op=False),
        Half=state(ca=0.5),
    )
    page.Resources = Dictionary(Font=Dictionary(F=font(made)), XObject=Dictionary(), ExtGState=states)
    intent = made.make_stream(profile(), N=4)
    made.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier="CGATS TR 002",
                DestOutputProfile=intent,
                RegistryName="http://www.color.org",
                Info="newsprint",
            )
        ]
    )
    made.Root.Metadata = made.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    made.docinfo["/Title"], made.docinfo["/Trapped"] = "t", Name("/False")
    made.docinfo["/CreationDate"] = made.docinfo["/ModDate"] = "D:20221227000000Z"
    if change:
        change(made, page)
    page.Contents = made.make_stream(content.encode())
    out = io.BytesIO()
    made.save(out, deterministic_id=not made.Root.get("/NoID", False))
    return out.getvalue()


def text(size, colour, words="Banmian", x=40, y=200, more=""):
    return f"BT {colour} {more} /F {size} Tf {x} {y} Td ({words}) Tj ET "


PLAIN = text(14, BLACK, more="/On gs")


def resources(kind, **what):
    """A change: more resources of a kind; what can be called is made with the PDF."""

    def change(made, page):
        known = dict(page.Resources.get(f"/{kind}", Dictionary()))
        page.Resources[f"/{kind}"] = Dictionary(
            {**known, **{f"/{key}": value(made) if callable(value) else value for key, value in what.items()}}
        )

    return change


def both(*changes):
    return lambda made, page: [change(made, page) for change in changes]


def page_key(key, value):
    return lambda made, page: page.__setitem__(key, value(made) if callable(value) else value)


def root_key(key, value):
    return lambda made, page: made.Root.__setitem__(key, value)


def icc(count):
    return lambda made: Array([Name.ICCBased, made.make_stream(profile(), N=count)])


def spot(name, under=Name.DeviceCMYK, full=(0, 1, 1, 0)):
    function = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0] * len(full), C1=list(full))
    return lambda made: Array([Name.Separation, Name(f"/{name}"), under, function])


def form(body, **more):
    own = Dictionary(On=state(op=True, OP=True, OPM=1), Off=state(op=False, OP=False))
    return lambda made: made.make_stream(
        body.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDE, HIGH]),
        Resources=Dictionary(ExtGState=own),
        **more,
    )


def group(space):
    return Dictionary(S=Name.Transparency, CS=space, I=True)


def picture(wide, high, **more):
    return resources("XObject", I=lambda made: image(made, wide, high, **more))


def masked(space):
    body = form("0.5 g 0 0 300 400 re f", Group=group(space))
    return resources("ExtGState", M=lambda made: Dictionary(SMask=Dictionary(S=Name.Luminosity, G=body(made))))


def nested(made):
    """A form in a form, the inner one in the red of a screen."""
    outer = form("/Y Do")(made)
    outer.Resources.XObject = Dictionary(Y=form("1 0 0 rg 50 50 90 90 re f")(made))
    return outer


def lettered(made, page):
    """A form that shows text with the page's font."""
    page.Resources.XObject.X = form("BT 0 0 0 1 k /F 1 Tf 8 0 0 8 40 200 Tm (Banmian) Tj ET")(made)
    page.Resources.XObject.X.Resources.Font = page.Resources.Font


def tile(body, paint=1):
    return lambda made: made.make_stream(
        body,
        Type=Name.Pattern,
        PatternType=1,
        PaintType=paint,
        TilingType=1,
        BBox=Array([0, 0, 10, 10]),
        XStep=10,
        YStep=10,
        Resources=Dictionary(),
    )


def gradient(space, first, last):
    function = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=first, C1=last)
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 300, 0], Function=function)


def layer(made, page):
    """A layer that is off, called L."""
    resources("Properties", L=lambda made: made.make_indirect(Dictionary(Type=Name.OCG, Name="l")))(made, page)
    own = page.Resources.Properties.L
    made.Root.OCProperties = Dictionary(OCGs=Array([own]), D=Dictionary(OFF=Array([own])))


def wrong_profile(made, page):
    data = profile()[:16] + b"RGB " + profile()[20:]
    made.Root.OutputIntents[0].DestOutputProfile = made.make_stream(data, N=3)


def without(*keys):
    def change(made, page):
        for key in keys:
            if key in page:
                del page[key]
            elif key in made.Root:
                del made.Root[key]
            else:
                del made.docinfo[key]

    return change


def intent_without(*keys):
    def change(made, page):
        for key in keys:
            del made.Root.OutputIntents[0][key]

    return change


RGB_PICTURE = {"cs": Name.DeviceRGB, "value": b"\x10\x20\x30"}
GREY = {"cs": Name.DeviceGray, "value": b"\x40"}
PATTERN = "/Pattern cs /P scn 50 50 90 90 re f"
RED_GRADIENT = gradient(Name.DeviceRGB, [0, 0, 0], [1, 0, 0])
INLINE = "q 60 0 0 60 30 30 cm BI /W 2 /H 2 /CS /RGB /BPC 8 /F /AHx ID 102030405060708090a0b0c0> EI Q"
INDEXED = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\0\0\0\xff\xff\xff")])
LAB = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
LINK = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 50, 50]))])
CODES = "BT 0 0 0 1 k /On gs /G 14 Tf 40 200 Td <{}> Tj ET"
HEAVY = "1 1 1 .5 k 50 50 200 200 re f "

BAD = {
    "no Trapped": ("X001", PLAIN, without("/Trapped")),
    "Trapped unknown": ("X001", PLAIN, lambda made, page: made.docinfo.__setitem__("/Trapped", Name("/Unknown"))),
    "no title": ("X001", PLAIN, without("/Title")),
    "no intent": ("X002", PLAIN, without("/OutputIntents")),
    "an RGB profile": ("X002", PLAIN, wrong_profile),
    "no condition": ("X002", PLAIN, intent_without("/OutputConditionIdentifier")),
    "neither profile nor registry": ("X002", PLAIN, intent_without("/DestOutputProfile", "/RegistryName")),
    "an action": ("X003", PLAIN, root_key("/OpenAction", Dictionary(S=Name.JavaScript, JS="1"))),
    "a note": ("X003", PLAIN, page_key("/Annots", LINK)),
    "a transfer curve": ("X003", "/T gs " + PLAIN, resources("ExtGState", T=Dictionary(TR=Dictionary(FunctionType=2, Domain=[0, 1], N=2)))),
    "OPI": ("X003", PLAIN, resources("XObject", X=form("", OPI=Dictionary()))),
    "a font that is not there": ("X004", PLAIN, resources("Font", F=lambda made: font(made, embed=False))),
    "Courier": ("X044", PLAIN, resources("Font", F=lambda made: font(made, name="/Courier"))),
    "UserUnit": ("X005", PLAIN, page_key("/UserUnit", 2)),
    "cropped": ("X006", PLAIN, page_key("/CropBox", Array([10, 10, 200, 200]))),
    "no TrimBox": ("X007", PLAIN, without("/TrimBox")),
    "bleed inside of trim": ("X007", PLAIN, page_key("/BleedBox", Array([5, 5, 290, 390]))),
    "turned": ("X007", PLAIN, page_key("/Rotate", 90)),
    "empty": ("X008", WHITE + " 20 20 50 50 re f", None),
    "white text overprints": ("X010", TINT + text(14, WHITE, more="/On gs"), None),
    "white area overprints": ("X011", TINT + "/On gs 0 0 0 0 k 50 50 60 60 re f", None),
    "black text knocks out": ("X012", TINT + text(9, BLACK), None),
    "black text, mode 0": ("X012", TINT + text(9, BLACK, more="/On0 gs"), None),
    "black text in a form": ("X012", TINT + "/X Do", lettered),
    "black of a separation": ("X012", TINT + text(9, "/K cs 1 scn"), resources("ColorSpace", K=spot("Black", full=(0, 0, 0, 1)))),
    "black text made small": ("X012", TINT + "q .5 0 0 .5 0 0 cm " + text(18, BLACK, y=400) + "Q", None),
    "black line knocks out": ("X013", TINT + "0 0 0 1 K 1 w 30 100 m 200 100 l S", None),
    "border of CSS": ("X013", TINT + "0 0 0 1 k 30 100 200 .5 re f", None),
    "border between rectangles": ("X013", TINT + "0 0 0 1 k 30 100 200 90 re 30 100.5 200 89.5 re f*", None),
    "grey text": ("X014", TINT + text(9, "0 g"), None),
    "grey line": ("X015", TINT + "0 G 1 w 30 100 m 200 100 l S", None),
    "grey overprints": ("X016", TINT + "/On gs 0.5 g 50 50 90 90 re f", None),
    "rich black": ("X017", text(14, ".6 .5 .5 .9 k"), None),
    "white of 9 pt": ("X018", TINT + text(9, WHITE, more="/Off gs"), None),
    "two inks of 9 pt": ("X019", text(9, "0 1 1 0 k"), None),
    "white hairline": ("X020", TINT + "0 0 0 0 K .2 w 30 100 m 200 100 l S", None),
    "white thin rectangle": ("X020", TINT + "0 0 0 0 k 30 100 200 .2 re f", None),
    "thin line of two inks": ("X021", "0 1 1 0 K 1 w q .2 0 0 .2 0 0 cm 150 500 m 900 500 l S Q", None),
    "a pen that is sheared": ("X021", "0 1 1 0 K 1 w q 1 0 0 .1 0 0 cm 30 1000 m 200 1000 l S Q", None),
    "line of no width": ("X023", "0 0 0 1 K 0 w 30 100 m 200 100 l S", None),
    "a spot colour": ("X024", text(14, "/S cs 1 scn"), resources("ColorSpace", S=spot("PANTONE 185 C"))),
    "a spot colour in GBK": ("X024", text(14, "/S cs 1 scn"), resources("ColorSpace", S=spot("#D7A8#C9AB"))),
    "a picture in a spot colour": ("X024", PLACE.format(60, 60), resources("XObject", I=lambda made: image(made, 200, 200, cs=spot("Gold")(made), value=b"\x40"))),
    "registration colour": ("X025", "/A cs .2 scn 50 50 90 90 re f", resources("ColorSpace", A=spot("All", full=(1, 1, 1, 1)))),
    "RGB text": ("X027", text(14, "1 0 0 rg"), None),
    "RGB line": ("X027", "0 0 1 RG 1 w 30 100 m 200 100 l S", None),
    "RGB picture": ("X027", PLACE.format(60, 60), picture(200, 200, **RGB_PICTURE)),
    "ICCBased CMYK": ("X027", "/C cs 0 0 0 1 scn 50 50 90 90 re f", resources("ColorSpace", C=icc(4))),
    "Lab": ("X027", "/L cs 50 0 0 scn 50 50 90 90 re f", resources("ColorSpace", L=LAB)),
    "a default space": ("X027", PLAIN, resources("ColorSpace", DefaultCMYK=icc(4))),
    "indexed RGB": ("X027", PLACE.format(60, 60), picture(200, 200, cs=INDEXED, value=b"\1")),
    "RGB in a form in a form": ("X027", "/X Do", resources("XObject", X=nested)),
    "RGB in a pattern": ("X027", PATTERN, resources("Pattern", P=tile(b"0 1 0 rg 0 0 5 5 re f"))),
    "RGB in a gradient": ("X027", PATTERN, resources("Pattern", P=Dictionary(PatternType=2, Shading=RED_GRADIENT))),
    "RGB shading": ("X027", "q 50 50 90 90 re W n /S sh Q", resources("Shading", S=RED_GRADIENT)),
    "RGB inline picture": ("X027", INLINE, None),
    "RGB glyphs": ("X027 X045", "BT /G 14 Tf 40 200 Td (B) Tj ET", resources("Font", G=type3)),
    "a group in RGB": ("X028", "/X Do", resources("XObject", X=form("0 0 0 1 k /On gs 50 50 90 90 re f", Group=group(Name.DeviceRGB)))),
    "the page's group": ("X028", PLAIN, page_key("/Group", lambda made: group(icc(4)(made)))),
    "a mask's group": ("X028", "/M gs 0 0 0 1 k 50 50 90 90 re f", masked(Name.DeviceRGB)),
    "a picture of 72 ppi": ("X029", PLACE.format(72, 72), picture(72, 72)),
    "72 ppi one way": ("X029", PLACE.format(72, 200), picture(240, 200)),
    "a turned picture": ("X041", "q 100 100 -100 100 150 30 cm /I Do Q", picture(240, 240)),
    "a picture of 144 ppi": ("X041", PLACE.format(72, 72), picture(144, 144)),
    "one bit, 300 ppi": ("X030", PLACE.format(72, 72), picture(300, 300, cs=Name.DeviceGray, bits=1)),
    "one bit, 600 ppi": ("X042", PLACE.format(72, 72), picture(600, 600, cs=Name.DeviceGray, bits=1)),
    "a stencil": ("X030", "0 0 0 1 k " + PLACE.format(72, 72), resources("XObject", I=lambda made: mask(made, 300, 300))),
    "no ToUnicode": ("X038", CODES.format("00240025"), resources("Font", G=cid_font)),
    ".notdef": ("X037 X038", CODES.format("00000025"), resources("Font", G=cid_font)),
    "a broken stream": ("X050", PLAIN + " /Nothing Do", None),
    "too much ink": ("X047", HEAVY, None),
    "rather much ink": ("X026", ".8 .8 .83 0 k 50 50 200 200 re f ", None),
}  # fmt: skip
"""Name: the codes of all rules that are broken, the page's content, what else is changed in the file."""

GOOD = {
    "black overprints": (TINT + text(9, BLACK, more="/On gs"), None),
    "black beside a tint": ("1 0 0 0 k 20 20 260 100 re f " + text(9, BLACK, y=124), None),
    "black on a patch of paper": (TINT + "0 0 0 0 k 30 150 200 100 re f " + text(9, BLACK), None),
    "black on black's own tint": ("0 0 0 .3 k 20 20 260 360 re f " + text(9, BLACK), None),
    "black within a frame": ("1 0 0 0 k 20 20 260 360 re 22 22 256 356 re f* " + text(9, BLACK), None),
    "white of 10 pt": (TINT + text(10, WHITE, more="/Off gs"), None),
    "two inks of 10 pt by the matrix": ("q 2 0 0 2 0 0 cm " + text(5, "0 1 1 0 k", x=20, y=100) + "Q", None),
    "a grey picture": (PLACE.format(60, 60), picture(200, 200, **GREY)),
    "RGB on a layer that is off": (PLAIN + "/OC /L BDC 1 0 0 rg 50 50 60 60 re f EMC", layer),
    "RGB that paints nothing": (PLAIN + "1 0 0 rg 50 50 60 60 re n", None),
    "text that is not seen": (TINT + text(9, "1 0 0 rg 3 Tr"), None),
    "a coarse soft mask": (PLACE.format(72, 72), resources("XObject", I=lambda made: image(made, 240, 240, SMask=image(made, 60, 60, **GREY)))),
    "a grey group of a mask": ("/M gs 0 0 0 1 k 50 50 90 90 re f", masked(Name.DeviceGray)),
    "a separation of black": (text(14, "/S cs 1 scn", more="/On gs"), resources("ColorSpace", S=spot("Black", full=(0, 0, 0, 1)))),
    "a line of a quarter pt": (TINT + "/On gs 0 0 0 1 K .25 w 30 100 m 200 100 l S", None),
    "an icon": (PLACE.format(20, 20), picture(16, 16)),
    "a line that is clipped away": ("1 0 0 0 k 20 20 100 100 re f q 200 200 50 50 re W n 0 0 0 1 K 1 w 30 100 m 110 100 l S Q " + PLAIN, None),
    "a pattern in ink": (PATTERN, resources("Pattern", P=tile(b"0 1 0 0 k 0 0 5 5 re f"))),
    "a gradient in ink": (PATTERN, resources("Pattern", P=Dictionary(PatternType=2, Shading=gradient(Name.DeviceCMYK, [0, 0, 0, 0], [0, 1, 0, 0])))),
    "240 % of ink": (".8 .8 .79 0 k 50 50 200 200 re f ", None),
    "much ink on little": ("1 1 1 1 k 50 50 20 20 re f ", None),
}  # fmt: skip
