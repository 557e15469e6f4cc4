"""Mails made for the tests, with the standard library or by hand where they have to be wrong."""

import io
import struct
import zipfile
from email.message import EmailMessage

LETTER = "Dear team,\n\nI would like to apply.\n\nKind regards\nPat Example\n"
RESUME = (
    "Pat Example\npat@example.com\n+44 20 7946 0000\n\nExperience\n\n2019 - 2024  Engineer, Example Ltd, Leeds\n"
    "- built engines\n2015 - 2019  Developer, Sample plc, York\n\nEducation\n\n2011 - 2015  BSc, University of Leeds\n\n"
    "Skills\nPython, SQL, Linux\n"
)


def mail(
    subject="Application",
    text=LETTER,
    *,
    sender="Pat Example <pat@example.com>",
    files=(),
    html="",
    **headers,
) -> EmailMessage:
    """A whole mail; ``files`` are (name, content) or (name, content, media type)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "jobs@example.com", subject
    message["Message-ID"] = headers.pop("message_id", "<one@example.com>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content, *kind in files:
        main, _, sub = (kind[0] if kind else "application/octet-stream").partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def zipped(**members: bytes) -> bytes:
    """A zip; the names' double underscores are dots."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def winmail(name: str, content: bytes, text: str) -> bytes:
    """A winmail.dat with one file, its long name as a property, and a plain text ([MS-OXTNEF] 2.1)."""

    def attribute(level: int, number: int, value: bytes) -> bytes:
        return (
            bytes([level])
            + struct.pack("<II", number, len(value))
            + value
            + struct.pack("<H", sum(value) & 0xFFFF)
        )

    long_name = (name + "\0").encode("utf-16-le")
    padded = long_name + b"\0" * (-len(long_name) % 4)
    properties = struct.pack("<IHHII", 1, 0x001F, 0x3707, 1, len(long_name)) + padded
    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + attribute(1, 0x0002800C, text.encode("cp1252") + b"\0")
        + attribute(2, 0x00069002, b"\0" * 14)
        + attribute(2, 0x00018010, b"RESUME~1.PDF\0")
        + attribute(2, 0x0006800F, content)
        + attribute(2, 0x00069005, properties)
    )
