"""Judges by content whether an uploaded file is one of the accepted types, and makes its name fit to show."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from ats.resumes.containers import OLE_MAGIC, BadContainer, find_text_parts, judge_ole

MAX_BYTES = 10 * 1024 * 1024
NAME_CHARACTERS = 120
_NAME_READ = 1000  # characters looked at, from the end

Code = Literal["empty", "too_large", "type", "encrypted", "damaged", "bomb"]

_MESSAGES = {
    "empty": "The selected file is empty",
    "type": "The selected file must be a PDF, DOCX, DOC, ODT, RTF or TXT",
    "encrypted": "The selected file is password protected",
    "damaged": "The selected file is damaged and cannot be opened",
    "bomb": "The selected file unpacks to more than this site accepts",
}

_PDF_HEADER = re.compile(rb"%PDF-\d")
_PDF_HEADER_WITHIN = 1024
# Files of another kind that a browser or a system would open as such, whatever follows later in them.
_OTHER_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"%!PS",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKUP = re.compile(
    r"<(!doctype|!--|\?xml|\?php|%|/?(html|head|body|title|meta|script|svg|iframe|style|table|div|p|a|br|h\d)\b)"
    r"|#!|mime-version:|from:.*\n(.+\n)*mime-version:",
    re.IGNORECASE,
)
_MARKUP_NAMES = frozenset({
    "html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "xml", "xsl", "hta", "js", "mjs", "vbs", "php",
    "phtml", "py", "pl", "rb", "sh", "bash", "bat", "cmd", "ps1", "eml",
})  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_CONTROL_SHARE = 0.05
_NO_PROSE = frozenset(("Cc", "Cn", "Co", "Cs"))
_RESERVED_STEM = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileType:
    """An accepted type: what to serve it as, the extension to give it, and its name on screen."""

    media_type: str
    extension: str
    label: str


PDF = FileType("application/pdf", "pdf", "PDF")
DOCX = FileType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word document"
)
DOCM = FileType("application/vnd.ms-word.document.macroEnabled.12", "docm", "Word document with macros")
DOC = FileType("application/msword", "doc", "Word 97 to 2003 document")
ODT = FileType("application/vnd.oasis.opendocument.text", "odt", "OpenDocument text")
RTF = FileType("application/rtf", "rtf", "Rich text")
TXT = FileType("text/plain", "txt", "Plain text")
FILE_TYPES = (PDF, DOCX, DOCM, DOC, ODT, RTF, TXT)

_BARE_EXTENSIONS = frozenset(f".{accepted.extension}" for accepted in FILE_TYPES)
_BY_KIND = {"docx": DOCX, "docm": DOCM, "odt": ODT, "doc": DOC}


class RefusedFile(ValueError):
    """An upload that is not accepted; `str()` is a sentence for the person who chose the file."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code


def judge_file(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> FileType:
    """Tell the type of an upload by its content; raise RefusedFile.

    The name decides only where content cannot: text named like something browsers or shells run is refused.
    A password on a PDF shows only when it is read.
    """
    if not data:
        raise _refused("empty")
    if len(data) > max_bytes:
        megabytes = max_bytes / (1024 * 1024)
        raise RefusedFile("too_large", f"The selected file must be smaller than {megabytes:.3g} MB")
    try:
        found = _type_by_magic(data) or _type_of_text(data, name)
    except BadContainer as error:
        raise _refused(error.code) from error
    if not found:
        raise _refused("type")
    return found


def decode_text(data: bytes) -> str | None:
    """Decode plain text in UTF-8, UTF-16 or Windows-1252; None when the bytes are not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        if _is_prose(text[:4096]):
            return text
    for order in ("le", "be"):
        if _looks_utf16(data, order):
            return data.decode(f"utf-16-{order}", "replace")
    if len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(data):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def safe_name(name: str) -> str:
    """Make the name of an upload fit to show and to offer for download: at most 120 characters, never empty.

    Folders, control and invisible characters, and what Windows forbids in names go; the extension stays.
    """
    text = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2][-_NAME_READ:]
    text = unicodedata.normalize("NFC", "".join(_shown(character) for character in text))
    text = re.sub(r"\s+", " ", text).strip()
    if text.lower() in _BARE_EXTENSIONS:
        return f"file{text}"
    text = text.lstrip(" .-~").rstrip(" .") or "file"
    if _RESERVED_STEM.fullmatch(text.partition(".")[0].strip()):
        text = f"_{text}"
    return _cut(text)


def _refused(code: Code) -> RefusedFile:
    return RefusedFile(code, _MESSAGES[code])


def _type_by_magic(data: bytes) -> FileType | None:
    if data.startswith(OLE_MAGIC):
        return _known(judge_ole(data))
    if data.startswith(b"PK\x03\x04"):
        return _known(find_text_parts(data).kind)
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return RTF
    return PDF if _is_pdf(data) else None


def _known(kind: str) -> FileType:
    if kind not in _BY_KIND:
        raise _refused("type")
    return _BY_KIND[kind]


def _is_pdf(data: bytes) -> bool:
    header = _PDF_HEADER.search(data, 0, _PDF_HEADER_WITHIN)
    if not header:
        return False
    before = data[: header.start()]
    if not before.strip(b"\xef\xbb\xbf\0\t\n\f\r "):
        return True
    return (
        b" obj" in data and not before.startswith(_OTHER_MAGIC) and not _is_markup(before.decode("latin-1"))
    )


def _type_of_text(data: bytes, name: str) -> FileType | None:
    if name.rpartition(".")[2].strip().lower() in _MARKUP_NAMES or _is_other_kind(data):
        return None
    text = decode_text(data)
    if text is None or _is_markup(text[:4096]):
        return None
    return TXT


def _is_other_kind(data: bytes) -> bool:
    # "MZ" alone may be somebody's initials; a program's header has zeros.
    return data.startswith(_OTHER_MAGIC) and not (data.startswith(b"MZ") and 0 not in data[:64])


def _is_markup(text: str) -> bool:
    return bool(_MARKUP.match(text.lstrip("\ufeff\0 \t\r\n\f\v")))


def _looks_utf16(data: bytes, order: Literal["le", "be"]) -> bool:
    sample = data[:2048]
    low, high = (sample[::2], sample[1::2]) if order == "le" else (sample[1::2], sample[::2])
    return len(data) % 2 == 0 and high.count(0) > 0.7 * len(high) and low.count(0) == 0


def _is_prose(text: str) -> bool:
    odd = sum(unicodedata.category(character) in _NO_PROSE for character in text) - len(
        re.findall(r"[\t-\r]", text)
    )
    return odd <= _CONTROL_SHARE * len(text)


def _shown(character: str) -> str:
    if character in '<>:"|?*':
        return "_"
    category = unicodedata.category(character)
    if category in ("Zl", "Zp") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


def _cut(text: str) -> str:
    stem, dot, extension = text.rpartition(".")
    if not stem or len(extension) > 10:
        return text[:NAME_CHARACTERS].rstrip(" .")
    return f"{stem[: NAME_CHARACTERS - len(extension) - 1].rstrip(' .')}{dot}{extension}"
