"""A one-page PDF of a wanted size with readable text, unlike every other one in its bytes and its text."""

import random

_MARK = b"UNIQUE-MARK-0000"


class PdfTemplate:
    """One file of ``size`` bytes, made once; copies differ in a mark of fixed length."""

    def __init__(self, lines: list[str], size: int):
        bare = len(_build(lines, b""))
        self._template = _build(lines, random.Random(size).randbytes(max(size - bare, 0)))

    def copy(self, number: int) -> bytes:
        """Return the file with a number in its text, up to sixteen digits."""
        return self._template.replace(_MARK, b"%016d" % number)


def _build(lines: list[str], padding: bytes) -> bytes:
    """Return a document by ISO 32000-1, with a stream at its end that nothing refers to."""
    shown = " ".join(f"({line}) Tj T*" for line in lines).encode("ascii")
    content = b"BT /F1 9 Tf 40 800 Td 11 TL (Copy " + _MARK + b") Tj T* " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(padding),
    ]
    file, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(file))
    return bytes(file + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
