"""The archive target: one file that is PDF/A-2a and PDF/UA-1.

The engine writes PDF/A-2a; what is missing for PDF/UA-1 is its identification, with the extension schema that
ISO 19005-2 6.6.2.3 asks for. The same rules forbid image interpolation (6.2.8).
"""

from __future__ import annotations

from typing import Any

from .pdf import objects_by_reference, rewrite_xmp

UA_IDENTIFICATION = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas>
<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


def finish(document: Any, pdf: Any) -> None:
    """Claim PDF/UA-1 beside PDF/A-2a, and switch interpolation off."""
    rewrite_xmp(pdf, lambda xmp: xmp.replace(b"</rdf:RDF>", UA_IDENTIFICATION.encode()))
    for obj in objects_by_reference(pdf).values():
        extra = getattr(obj, "extra", None)
        if extra and extra.get("Subtype") == "/Image" and "Interpolate" in extra:
            extra["Interpolate"] = "false"
