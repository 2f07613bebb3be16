"""What is looked at in a deposit, by name: groups of rules, a rebuild, outside judges."""

from __future__ import annotations

from ...rules.rule import Both

GROUPS: dict[str, Both] = {
    "fixity": ("checksums", "校验值"), "bag": ("bag", "打包"), "holdings": ("completeness", "齐全"), "forms": ("schemas", "规范"),
    "records": ("METS, PREMIS", "METS、PREMIS"), "texts": ("text", "文字"), "dates": ("dates", "日期"),
    "places": ("places", "位置"), "pictures": ("pictures", "图片"), "formats": ("formats", "格式"),
}  # fmt: skip
"""Groups of rules, each the module of its name, in words."""
REBUILD = "rebuild"
USUAL = ("verapdf", "epubcheck")
JUDGES = {"verapdf": "veraPDF", "epubcheck": "EPUBCheck", "fido": "FIDO", "jhove": "JHOVE", "commons-ip2": "commons-ip2"}
"""Outside judges, and how their verdicts begin. The usual ones are asked wherever they are, the others when they must be."""
WORDS: dict[str, Both] = GROUPS | {REBUILD: ("rebuild", "重做")} | {name: (word, word) for name, word in JUDGES.items()}
NAMES = tuple(WORDS)
"""What `--require` can ask for."""
