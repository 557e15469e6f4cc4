"""The kinds of file that are accepted as résumés, and how each is told by its content, never by its name."""

import re
from dataclasses import dataclass
from typing import Literal

from ats.resumes.readers.encodings import decode

Kind = Literal["pdf", "docx", "docm", "doc", "odt", "rtf", "txt", "html", "mhtml", "png", "jpeg", "tiff"]
Magic = Literal["pdf", "rtf", "png", "jpeg", "tiff", "zip", "ole"]

ACCEPTED = "PDF, DOCX, DOC, ODT, RTF, TXT, HTML, PNG, JPG or TIFF"
"""The accepted kinds as a person knows them; for hints and messages."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER = re.compile(rb"%PDF-\d")
_PDF_HEADER_WITHIN = 2048  # PDF 2.0, H.2.1 says 1,024; files with a little more before it open everywhere
# Files of another kind that a browser or a system would open as such, whatever follows later in them.
_OTHER_MAGIC = (
    b"MZ", b"\x7fELF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%!PS", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"RIFF", b"BM6",
    b"II*\0", b"MM\0*",
)  # fmt: skip
_MARKUP_BEFORE = re.compile(
    r"\s*(?:<!--.*?(?:-->|\Z)|<\?xml[^>]{0,300}>|<!doctype[^>]{0,300}>)", re.IGNORECASE | re.DOTALL
)
_PAGE = re.compile(r"<(?:html|head|body|title|meta|base|link|style)(?=[\s/>])", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:script|table|div|p|a|br|h[1-6]|span|ul|ol|dl|center|font|b|i|strong|em|main|header|section|article|nav|"
    r"footer|img|pre|form|blockquote)(?=[\s/>])",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|div|table|tr|td|li|ul|ol|h[1-6]|section|article|header|br|hr)(?=[\s/>])", re.IGNORECASE
)
_FEWEST_BLOCKS = 3  # tags that make a page of text that begins with one; a name may be a jest
_DOCTYPE_HTML = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_OTHER_TEXT = re.compile(r"<\?(?!xml)|<%|<!|</?[a-z][\w:.-]*(?=[\s/>])|#!|%!PS", re.IGNORECASE)
_MAIL = re.compile(r"(?:[!-9;-~]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?mime-version:", re.IGNORECASE)
_MHTML = re.compile(
    r"^content-type:\s*(?:multipart/related|text/html|multipart/alternative)", re.IGNORECASE | re.MULTILINE
)
_HEAD_CHARACTERS = 8192


@dataclass(frozen=True, slots=True)
class FileType:
    """An accepted type: what to serve it as, the extension to give it, and its name on screen."""

    kind: Kind
    media_type: str
    extension: str
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = FileType("pdf", "application/pdf", "pdf", "PDF")
DOCX = FileType("docx", _OOXML, "docx", "Word document")
DOCM = FileType(
    "docm", "application/vnd.ms-word.document.macroEnabled.12", "docm", "Word document with macros"
)
DOC = FileType("doc", "application/msword", "doc", "Word 97 to 2003 document")
ODT = FileType("odt", "application/vnd.oasis.opendocument.text", "odt", "OpenDocument text")
RTF = FileType("rtf", "application/rtf", "rtf", "Rich text")
TXT = FileType("txt", "text/plain", "txt", "Plain text")
HTML = FileType("html", "text/html", "html", "Web page")
MHTML = FileType("mhtml", "multipart/related", "mhtml", "Web page archive")
PNG = FileType("png", "image/png", "png", "Picture")
JPEG = FileType("jpeg", "image/jpeg", "jpg", "Picture")
TIFF = FileType("tiff", "image/tiff", "tiff", "Picture")
FILE_TYPES = (PDF, DOCX, DOCM, DOC, ODT, RTF, TXT, HTML, MHTML, PNG, JPEG, TIFF)
ACCEPT = ",".join(f".{each.extension}" for each in FILE_TYPES) + ",.htm,.mht,.jpeg,.tif"
"""The extensions for the ``accept`` attribute of a file field."""

_BY_KIND: dict[str, FileType] = {each.kind: each for each in FILE_TYPES}


def type_of(kind: str) -> FileType:
    """Return the accepted type of a kind; raise KeyError."""
    return _BY_KIND[kind]


def tell_magic(data: bytes) -> Magic | None:
    """Tell a file by the bytes that it begins with; None for text and for everything unknown."""
    if data.startswith(OLE_MAGIC):
        return "ole"
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _is_pdf(data):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "tiff" if data.startswith((b"II*\0", b"MM\0*")) else None


def tell_text(data: bytes) -> Kind | None:
    """Tell plain text from web pages, and both from everything that is not accepted."""
    # "MZ" alone may be somebody's initials; a program's header has zeros. So it is with "BM6" and "RIFF".
    if data.startswith(_OTHER_MAGIC) and 0 in data[:64]:
        return None
    text = decode(data[:_HEAD_CHARACTERS] if len(data) > 4 * _HEAD_CHARACTERS else data)
    if text is None or (len(data) > 4 * _HEAD_CHARACTERS and decode(data) is None):
        return None
    return _kind_of_markup(text[:_HEAD_CHARACTERS])


def _kind_of_markup(text: str) -> Kind | None:
    head = text.lstrip("\ufeff\0 \t\r\n\f\v")
    if _MAIL.match(head):
        return "mhtml" if _MHTML.search(head) else None
    if _DOCTYPE_HTML.match(head):
        return "html"
    rest = head
    while before := _MARKUP_BEFORE.match(rest):
        if _DOCTYPE_HTML.match(before[0].lstrip()):
            return "html"
        rest = rest[before.end() :]
    rest = rest.lstrip()
    if _PAGE.match(rest):
        return "html"
    if _FRAGMENT.match(rest):
        return "html" if len(_BLOCK.findall(rest)) >= _FEWEST_BLOCKS else "txt"
    return None if rest != head or _OTHER_TEXT.match(rest) else "txt"


def _is_pdf(data: bytes) -> bool:
    header = _PDF_HEADER.search(data, 0, _PDF_HEADER_WITHIN)
    if not header:
        return False
    before = data[: header.start()]
    if not before.strip(b"\xef\xbb\xbf\0\t\n\f\r "):
        return True
    if b" obj" not in data or before.startswith(_OTHER_MAGIC):
        return False
    return _kind_of_markup(before.decode("latin-1")) == "txt"
