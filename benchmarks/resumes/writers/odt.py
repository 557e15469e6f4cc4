"""Sheets as OpenDocument texts (ISO/IEC 26300), in two layouts."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from benchmarks.resumes.sheet import Cell, Row, Sheet
from benchmarks.resumes.writers.packing import pack
from benchmarks.resumes.writers.pieces import head_lines, label_links

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_LOOKS = (
    '<office:automatic-styles><style:style style:name="strong" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="soft" style:family="text">'
    '<style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles>'
)


def write_odt(sheet: Sheet, layout: str) -> bytes:
    """One file; layouts: "tables" and "tabs", the latter with the contact lines in the head of the page."""
    contact = _contact(sheet)
    rows = {"tables": _in_table, "tabs": _tabbed}[layout]
    parts = [] if layout == "tabs" else [contact]
    for section in sheet.sections:
        parts.append(f'<text:h text:outline-level="1">{escape(section.heading)}</text:h>')
        parts += [rows(row) for row in section.rows]
    content = (
        f'{_HEAD}<office:document-content {_NAMES} {_LINKS} office:version="1.3">{_LOOKS}<office:body><office:text>'
        f"{''.join(parts)}</office:text></office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": _TYPE,
        "content.xml": content,
        "styles.xml": _styles(contact if layout == "tabs" else "", sheet.page_line.format(n=1)),
        "META-INF/manifest.xml": _manifest(),
    }
    return pack(members, stored=frozenset({"mimetype"}))


def _styles(header: str, footer: str) -> str:
    foot = f"<style:footer><text:p>{escape(footer)}</text:p></style:footer>" if footer else ""
    head = f"<style:header>{header}</style:header>" if header else ""
    return (
        f'{_HEAD}<office:document-styles {_NAMES} {_LINKS} office:version="1.3"><office:master-styles>'
        f'<style:master-page style:name="Standard">{head}{foot}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )


def _manifest() -> str:
    files = {"/": _TYPE, "content.xml": "text/xml", "styles.xml": "text/xml"}
    items = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in files.items()
    )
    return f'{_HEAD}<manifest:manifest {_NAMES} manifest:version="1.3">{items}</manifest:manifest>'


def _paragraph(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def _contact(sheet: Sheet) -> str:
    lines = [f'<text:h text:outline-level="1">{escape(sheet.person.name)}</text:h>']
    lines += [_paragraph(escape(text)) for text in ([sheet.headline] if sheet.headline else [])]
    lines += [_paragraph(escape(text)) for text in head_lines(sheet)]
    lines += [
        _paragraph(f"<text:a xlink:href={quoteattr(link)}>{escape(shown)}</text:a>")
        for shown, link in label_links(sheet)
    ]
    return "".join(lines)


def _spans(cells: Iterable[Cell]) -> str:
    return "".join(
        f'<text:span text:style-name="{cell.part}">{escape(cell.text)}</text:span>' for cell in cells
    )


def _tabbed(row: Row) -> str:
    if row.kind == "bullet":
        return f"<text:list><text:list-item>{_paragraph(_spans(row.cells))}</text:list-item></text:list>"
    if row.kind in ("split", "margin"):
        return _paragraph(f"{_spans(row.cells[:1])}<text:tab/>{_spans(row.cells[1:])}")
    return _paragraph(_spans(row.cells))


def _in_table(row: Row) -> str:
    if row.kind not in ("split", "margin"):
        return _tabbed(row)
    cells = "".join(
        f"<table:table-cell>{_paragraph(_spans(part))}</table:table-cell>"
        for part in (row.cells[:1], row.cells[1:])
    )
    return (
        '<table:table><table:table-column table:number-columns-repeated="2"/>'
        f"<table:table-row>{cells}</table:table-row></table:table>"
    )
