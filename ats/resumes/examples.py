"""Small files of an invented person, one of each format that needs no binary: what a fresh reader warms up on."""

_TEXT = """Pat Example
12 Example Street, 10115 Berlin, Germany
pat@example.com | +49 30 1234567 | +1 415 555 0100 | https://pat.example.com

Experience
Software Engineer, Example Works GmbH, Berlin\tJan 2019 - present
- Built services in Go and Python
Developer, Sample AG, Zürich\t03/2015 - 12/2018

Education
M.Sc. in Computer Science, Example University, 2012 - 2014

Skills
Python, Go, SQL, Docker; English (fluent), German (native)
"""

_HTML = "<html><body>" + "".join(f"<p>{line}</p>" for line in _TEXT.splitlines()) + "</body></html>"
_RTF = r"{\rtf1\ansi " + _TEXT.encode("ascii", "ignore").decode().replace("\n", r"\par ") + "}"


def _pdf() -> bytes:
    lines = " ".join(f"({line.encode('ascii', 'ignore').decode()}) '" for line in _TEXT.splitlines())
    content = f"BT /F1 12 Tf 60 780 Td 16 TL {lines.replace(chr(9), '  ')} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
    )
    # Without a table of its objects, which readers rebuild.
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()


EXAMPLES: tuple[tuple[str, bytes], ...] = (
    ("pdf", _pdf()),
    ("txt", _TEXT.encode()),
    ("html", _HTML.encode()),
    ("rtf", _RTF.encode()),
    # Damaged ones, whose readers come to their end at once.
    ("docx", b"PK"),
    ("odt", b"PK"),
    ("doc", b"\xd0\xcf"),
)
