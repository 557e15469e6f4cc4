"""Sheets as Word files (ECMA-376, WordprocessingML), in six layouts."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from benchmarks.resumes.sheet import Cell, Row, Section, Sheet
from benchmarks.resumes.writers.packing import pack
from benchmarks.resumes.writers.pieces import head_lines, label_links, shared

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
)
_LOOKS = {"strong": "<w:rPr><w:b/></w:rPr>", "soft": "<w:rPr><w:i/></w:rPr>"}
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9900"/></w:tabs>'
_LEFT_TAB = '<w:tabs><w:tab w:val="left" w:pos="2400"/></w:tabs><w:ind w:left="2400" w:hanging="2400"/>'
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:styleId="Name"><w:name w:val="Title"/>'
    '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style></w:styles>'
)
_NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def write_docx(sheet: Sheet, layout: str) -> bytes:
    """One file; layouts: "tables", "header", "columns", "tabs", "box" and "side"."""
    body, header = _BODIES[layout](sheet)
    footer = _paragraph(escape_run(sheet.page_line.format(n=1)))
    parts = {"header1": (header, "hdr"), "footer1": (footer if sheet.page_line else "", "ftr")}
    used = {name: part for name, part in parts.items() if part[0]}
    marks = "".join(f'<w:{name[:-1]}Reference w:type="default" r:id="{name}"/>' for name in used)
    last = f'<w:cols w:num="{2 if layout == "columns" else 1}"/>'
    document = (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}'
        f"<w:sectPr>{marks}{_PAGE}{last}</w:sectPr></w:body></w:document>"
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(used),
        "_rels/.rels": _relations({"d": ("officeDocument", "word/document.xml", "")}),
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/_rels/document.xml.rels": _relations(_targets(sheet, used)),
    }
    for name, (content, tag) in used.items():
        members[f"word/{name}.xml"] = f'{_HEAD}<w:{tag} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{tag}>'
    return pack(members)


def _targets(sheet: Sheet, used: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    links = {
        f"link{place}": ("hyperlink", link, ' TargetMode="External"')
        for place, (_, link) in enumerate(label_links(sheet))
    }
    named = {name: (name[:-1], f"{name}.xml", "") for name in used}
    return {"s": ("styles", "styles.xml", ""), "n": ("numbering", "numbering.xml", ""), **named, **links}


def _relations(targets: dict[str, tuple[str, str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{escape(target)}"{mode}/>'
        for name, (kind, target, mode) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _types(used: Iterable[str]) -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    kinds |= {name: name[:-1] for name in used}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{parts}</Types>'
    )


def escape_run(text: str, part: str = "plain") -> str:
    """A run of text in the look of its part."""
    return f'<w:r>{_LOOKS.get(part, "")}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _styled(text: str, style: str) -> str:
    return _paragraph(escape_run(text), f'<w:pStyle w:val="{style}"/>')


def _runs(cells: Iterable[Cell]) -> str:
    return "".join(escape_run(cell.text, cell.part) for cell in cells)


def _contact(sheet: Sheet) -> str:
    lines = "".join(_paragraph(escape_run(text)) for text in head_lines(sheet))
    for place, (shown, _) in enumerate(label_links(sheet)):
        lines += _paragraph(f'<w:hyperlink r:id="link{place}">{escape_run(shown)}</w:hyperlink>')
    return lines


def _title(sheet: Sheet) -> str:
    return _styled(sheet.person.name, "Name") + (
        _paragraph(escape_run(sheet.headline)) if sheet.headline else ""
    )


def _sections(sections: Iterable[Section], row) -> str:
    return "".join(_styled(section.heading, "Part") + "".join(map(row, section.rows)) for section in sections)


def _tabbed(row: Row) -> str:
    """A row as one paragraph: what stands apart is told by a tab stop."""
    if row.kind == "bullet":
        return _paragraph(_runs(row.cells), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    if row.kind in ("split", "margin"):
        stop = _RIGHT_TAB if row.kind == "split" else _LEFT_TAB
        return _paragraph(f"{_runs(row.cells[:1])}<w:r><w:tab/></w:r>{_runs(row.cells[1:])}", stop)
    return _paragraph(_runs(row.cells))


def _table(columns: list[str], widths: tuple[int, ...]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(widths, columns, strict=True)
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"


def _in_table(row: Row) -> str:
    if row.kind not in ("split", "margin"):
        return _tabbed(row)
    widths = (2400, 7500) if row.kind == "margin" else (7000, 2900)
    return _table([_paragraph(_runs(row.cells[:1])), _paragraph(_runs(row.cells[1:]))], widths)


def _with_tables(sheet: Sheet) -> tuple[str, str]:
    return _title(sheet) + _contact(sheet) + _sections(sheet.sections, _in_table) + _paragraph(""), ""


def _with_tabs(sheet: Sheet) -> tuple[str, str]:
    return _title(sheet) + _contact(sheet) + _sections(sheet.sections, _tabbed), ""


def _with_header(sheet: Sheet) -> tuple[str, str]:
    return _sections(sheet.sections, _tabbed), _title(sheet) + _contact(sheet)


def _with_columns(sheet: Sheet) -> tuple[str, str]:
    side, main = shared(sheet)
    whole = f'<w:type w:val="continuous"/>{_PAGE}<w:cols w:num="1"/>'
    above = _title(sheet) + _contact(sheet) + _paragraph("", f"<w:sectPr>{whole}</w:sectPr>")
    turn = _paragraph('<w:r><w:br w:type="column"/></w:r>')
    return above + _sections(main, _tabbed) + turn + _sections(side, _tabbed), ""


def _with_box(sheet: Sheet) -> tuple[str, str]:
    side, main = shared(sheet)
    inside = _contact(sheet) + _sections(side, _tabbed)
    box = (
        '<w:r><w:pict><v:shape style="position:absolute;margin-left:330pt;width:160pt;height:400pt">'
        f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    return _title(sheet) + _paragraph(box) + _sections(main, _tabbed), ""


def _with_side(sheet: Sheet) -> tuple[str, str]:
    side, main = shared(sheet)
    left, right = _contact(sheet) + _sections(side, _tabbed), _sections(main, _tabbed)
    return _title(sheet) + _table([left, right], (3200, 6700)) + _paragraph(""), ""


_BODIES = {
    "tables": _with_tables,
    "header": _with_header,
    "columns": _with_columns,
    "tabs": _with_tabs,
    "box": _with_box,
    "side": _with_side,
}
