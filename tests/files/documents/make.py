"""Makes the small files of this folder: `python tests/files/documents/make.py`.

PDFs come from fpdf2; word processor files are written member by member, so that nothing in them is unknown.
The person in them is invented.
"""

import io
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import AccessPermission

FOLDER = Path(__file__).parent
LINES = ("Noor Example", "noor@example.com", "Operator, Example Works, 2019 to 2024")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
LONG_AGO = (2024, 1, 1, 0, 0, 0)


def pdf(pages: int = 1, password: str | None = None) -> bytes:
    """Make a PDF of so many pages, each with the lines and its number."""
    document = FPDF(format="A4")
    document.set_creation_date(datetime(*LONG_AGO, tzinfo=UTC))
    document.set_font("Helvetica", size=12)
    for number in range(1, pages + 1):
        document.add_page()
        document.multi_cell(0, 8, "\n".join((*LINES, f"Page {number}")))
    if password:
        document.set_encryption(
            owner_password="owner", user_password=password, permissions=AccessPermission.all()
        )
    return bytes(document.output())


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Make a ZIP of the members in their order, the same bytes every time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, compress_type=method)
    return packed.getvalue()


def docx(body: str | None = None, prolog: str = "", **more: str | bytes) -> bytes:
    """Make a DOCX with the e-mail address in its page header, and the body given or the lines."""
    if body is None:
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    header = f'<w:hdr xmlns:w="{WORD}"><w:p><w:r><w:t>head@example.com</w:t></w:r></w:p></w:hdr>'
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": document,
        "word/header1.xml": header,
    }
    return zipped({**members, **more})


def odt(manifest: str = "<manifest/>", prolog: str = "") -> bytes:
    """Make an ODT with a heading, a tab, several spaces, an annotation and the lines."""
    body = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    body += '<text:h>Skills</text:h><text:p>One<text:tab/>Two<text:s text:c="3"/>Three</text:p>'
    body += "<text:p>Kept<office:annotation><text:p>Remark</text:p></office:annotation></text:p>"
    spaces = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:style="{STYLE}"'
    inner = f"<office:body>{body}</office:body>"
    content = f"{prolog}<office:document-content {spaces}>{inner}</office:document-content>"
    inner = "<style:header><text:p>Top</text:p></style:header>"
    styles = f"<office:document-styles {spaces}>{inner}</office:document-styles>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": styles,
            "META-INF/manifest.xml": manifest,
        }
    )


def rtf() -> bytes:
    """Make an RTF with a font table, a picture, a link, a code page, Unicode and a skipped destination."""
    return (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Hidden Font;}}{\header noor@example.com\par}"
        rb"\pard Noor Example\par Caf\'e9 \u8364?5\par"
        rb'{\field{\*\fldinst HYPERLINK "https://example.com/hidden"}{\fldrslt My page}}\par'
        rb"{\pict\pngblip 89504e47}{\*\unknown Hidden words}"
        rb"\{Operator\}\tab 2019\par}"
    )


def ole(*streams: str) -> bytes:
    """Make an OLE file of a header, one FAT sector and a directory that names the streams ([MS-CFB] 2.2)."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)  # one FAT sector; the directory starts at sector 1
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = bytearray(512)
    for place, name in enumerate(("Root Entry", *streams)):
        encoded = name.encode("utf-16-le")
        directory[place * 128 : place * 128 + len(encoded)] = encoded
        struct.pack_into("<H", directory, place * 128 + 64, len(encoded) + 2)
    return bytes(header) + fat + bytes(directory)


def main() -> None:
    """Write every file."""
    files = {
        "one_page.pdf": pdf(),
        "three_pages.pdf": pdf(3),
        "locked.pdf": pdf(password="secret"),
        "plain.docx": docx(),
        "plain.odt": odt(),
        "plain.rtf": rtf(),
        "plain.txt": "\n".join((*LINES, "Café")).encode(),
    }
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
