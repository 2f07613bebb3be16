"""Word files for tests: packages of hand-written XML, as Word writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
) + (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Own"/><w:basedOn w:val="own2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own2"><w:name w:val="Own 2"/><w:basedOn w:val="own"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="b"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    content = content if content.startswith("<") or not content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


HEAD = p("样报社出版") + p("样报") + p("2026年1月1日 星期四") + p("要闻", "1") + p("A01", "2")
STORY = HEAD + p("主题", "2")


def part(tag: str, content: str) -> str:
    """A part's XML."""
    return f"<w:{tag} {NAMES}>{content}</w:{tag}>"


def picture(size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def shown(ident: str) -> str:
    """A run with a picture."""
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{ident}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def word(
    body: str,
    parts: Mapping[str, str] = {},
    media: Mapping[str, bytes] = {},
    relations: str = "",
    changed: Mapping[str, bytes | str | None] = {},
) -> bytes:
    """A Word file: its body, other parts by kind, pictures by id and name (`r9 image1.png`), and members put in or out."""
    said = dict({"styles": part("styles", STYLES)}, **parts)
    names = {kind: f"{kind}.xml" for kind in said}
    linked = "".join(
        f'<Relationship Id="p{n}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{names[kind]}"/>'
        for n, kind in enumerate(said)
    )
    linked += "".join(
        f'<Relationship Id="{name.split()[0]}" Type="{OFFICE}/image" Target="media/{name.split()[1]}"/>' for name in media
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    members: dict[str, bytes | str | None] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{MIME}.document.main+xml"/></Types>',
        "_rels/.rels": rels.format(f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": rels.format(linked + relations),
        **{f"word/{names[kind]}": xml for kind, xml in said.items()},
        **{f"word/media/{name.split()[1]}": data for name, data in media.items()},
        **changed,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            if data is not None:
                made.writestr(name, data)
    return out.getvalue()
