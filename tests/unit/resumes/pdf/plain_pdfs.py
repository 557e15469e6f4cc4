"""Small PDFs written by hand, so that a test says all of what is in them."""

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(
    *contents: bytes,
    page: bytes = b"",
    objects: tuple[bytes, ...] = (),
    catalog: bytes = b"",
    box: bytes = b"0 0 595 842",
    resources: bytes = b"",
) -> bytes:
    """Return a file with a page for every content stream.

    Objects 1 and 2 are catalog and pages, 3 the font /F1; ``objects`` are numbered from 4, pages and streams follow.
    """
    first = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(contents)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(contents),
        FONT,
        *objects,
    ]
    for at, content in enumerate(contents):
        stream = (
            content
            if content.startswith(b"<<")
            else b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
        )
        bodies += [
            b"<</Type/Page/Parent 2 0 R/MediaBox["
            + box
            + b"]/Resources<</Font<</F1 3 0 R>>"
            + resources
            + b">>"
            b"/Contents %d 0 R" % (first + 2 * at + 1) + page + b">>",
            stream,
        ]
    return assemble(bodies)


def assemble(bodies: list[bytes]) -> bytes:
    """Write objects, their table and a trailer."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def line(text: str, x: int = 60, y: int = 780, size: int = 12) -> bytes:
    """Return operators that draw a line of text."""
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, text.encode("cp1252"))
