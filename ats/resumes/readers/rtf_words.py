"""The words of RTF that matter for its text: destinations, characters, code pages. Format: RTF specification 1.9.1."""

import codecs
import re
from functools import cache

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n\\]",
    re.DOTALL,
)
CHARACTERS = {
    "line": "\n", "lbr": "\n", "tab": "\t", "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ",
    "enspace": " ", "qmspace": " ", "nestcell": "\t", "softline": "\n",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column", "nestrow"))
# Destinations with text of their own, and what stands in them.
STREAMS = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "note", "shptxt": "box",
}  # fmt: skip
SKIPPED = frozenset((
    "info", "pict", "objdata", "objclass", "objname", "objalias", "objsect", "themedata", "colorschememapping",
    "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "latentstyles", "filetbl",
    "revtbl", "annotation", "atnid", "atnauthor", "atndate", "atnref", "nonshppict", "xe", "tc", "bkmkstart",
    "bkmkend", "pntext", "listtext", "pn", "sp", "shpgrp", "background", "template", "falt", "panose", "fontemb",
    "datafield", "formfield", "private", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "userprops", "mmathPr",
    "docvar", "passwordhash", "writereservhash", "do",
))  # fmt: skip
# Destinations marked as optional that do hold text.
OPTIONAL = frozenset(("shptxt", "shppict", "shpinst", "fldinst", "fldrslt", "shprslt", "cs"))
_CHARSETS = {
    238: "cp1250", 204: "cp1251", 161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    163: "cp1258", 222: "cp874", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 77: "mac_roman",
}  # fmt: skip
SYMBOL_CHARSET = 2


@cache
def code_page(number: int | None) -> str:
    """Return the codec of a code page; that of Western Europe for one that is unknown."""
    try:
        return codecs.lookup("mac_roman" if number == 10000 else f"cp{number}").name
    except LookupError:
        return "cp1252"


def charset_encoding(charset: int | None) -> str | None:
    """Return the codec of a font's character set; None where the document's own counts."""
    return _CHARSETS.get(charset or 0)
