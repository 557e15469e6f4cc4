"""Tests of reading DOCX: structure, styles, tables, fields, boxes, revisions and what is hidden."""

import io
import zipfile

import pytest

from ats.resumes.readers.docx import read_docx
from ats.resumes.readers.word_styles import without_table_styles
from tests.unit.resumes.lines import check_sound, kinds, targets, texts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>'
    '<w:rPr><w:b/><w:sz w:val="32"/><w:color w:val="1F4E79"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Job"><w:basedOn w:val="berschrift1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)


def document(body, relations="", **members):
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="s" Type="x/styles" Target="styles.xml"/>'
            f"{relations}</Relationships>"
        ),
        **members,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(body, relations="", **members):
    return check_sound(read_docx(document(body, relations, **members)))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style="", properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def table(*rows):
    cells = lambda row: "".join(f"<w:tc>{cell}</w:tc>" for cell in row)  # noqa: E731
    return f"<w:tbl>{''.join(f'<w:tr>{cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def link(number, target, kind="hyperlink"):
    return f'<Relationship Id="{number}" Type="x/{kind}" Target="{target}" TargetMode="External"/>'


def test_headings_are_told_by_style_name_and_outline_level():
    result = read(
        paragraph("Beruf", style="berschrift1")
        + paragraph("Operator", style="Job")
        + paragraph("Plain")
        + paragraph("Own level", properties='<w:outlineLvl w:val="2"/>')
    )
    assert kinds(result) == [
        ("heading", 1, "Beruf"),
        ("heading", 2, "Operator"),
        ("body", 0, "Plain"),
        ("heading", 3, "Own level"),
    ]
    assert [(line.size, line.bold, line.colour) for line in result.lines[:3]] == [
        (16.0, True, 0x1F4E79),
        (12.0, True, 0x1F4E79),
        (11.0, False, None),
    ]


def test_list_items_are_told_by_numbering_style_and_typed_bullets():
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    result = read(
        paragraph("Deep", properties=numbered)
        + paragraph("Styled", style="Liste")
        + paragraph("\u2022 Typed")
        + paragraph("\uf0b7Symbol")
        + paragraph("– Dashed words")
        + paragraph("– 2019")
        + paragraph("None", style="Liste", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert kinds(result) == [
        ("list", 2, "Deep"),
        ("list", 1, "Styled"),
        ("list", 1, "Typed"),
        ("list", 1, "Symbol"),
        ("list", 1, "Dashed words"),
        ("body", 0, "– 2019"),
        ("body", 0, "None"),
    ]


def test_tabs_and_styles_divide_a_line_into_pieces():
    result = read(
        paragraph(
            run("Acme", "<w:b/>"), run(", Berlin"), "<w:r><w:tab/><w:tab/></w:r>", run("2019", "<w:i/>")
        )
    )
    assert texts(result) == ["Acme, Berlin\t2019"]
    assert [(piece.text, piece.bold, piece.italic) for piece in result.lines[0].pieces] == [
        ("Acme", True, False),
        (", Berlin", False, False),
        ("2019", False, True),
    ]


def test_breaks_make_lines_of_one_block():
    result = read(paragraph("One", "<w:r><w:br/></w:r>", "Two") + paragraph("Three"))
    assert texts(result) == ["One", "Two", "Three"]
    assert result.lines[0].block == result.lines[1].block != result.lines[2].block


def test_row_of_dates_and_job_is_read_across():
    job = paragraph(run("Operator", "<w:b/>")) + paragraph("Acme, Berlin") + paragraph("\u2022 Ran it")
    result = read(table((paragraph("2019 – 2021"), job), (paragraph("Phone"), paragraph("0151 123"))))
    assert kinds(result) == [
        ("cell", 0, "2019 – 2021\tOperator"),
        ("cell", 0, "Acme, Berlin"),
        ("list", 1, "Ran it"),
        ("cell", 0, "Phone\t0151 123"),
    ]


def test_columns_of_a_page_are_read_one_after_the_other():
    left = "".join(paragraph(text) for text in ("Contact", "Berlin", "0151", "Skills", "Go", "C++"))
    right = "".join(paragraph(text) for text in ("Experience", "Operator", "Acme", "2019", "Ran it"))
    result = read(table((left, right)))
    assert texts(result)[5:7] == ["C++", "Experience"]
    assert [line.column for line in result.lines] == [0] * 6 + [1] * 5


def test_section_heading_in_a_cell_stands_alone():
    result = read(table((paragraph("Experience"), paragraph("Acme") + paragraph("Operator"))))
    assert texts(result) == ["Experience", "Acme", "Operator"]


def test_lines_of_company_and_dates_beside_each_other_are_joined():
    left = paragraph("Acme") + paragraph("Operator")
    right = paragraph("2019 – 2021") + paragraph("Berlin")
    assert texts(read(table((left, right)))) == ["Acme\t2019 – 2021", "Operator\tBerlin"]


def test_hyperlinks_by_relation_and_by_field():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:n@example.com" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("Write")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = (
        '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.com/f&quot; ">'
        + run("Simple")
        + "</w:fldSimple>"
    )
    body = paragraph(
        f'See <w:hyperlink r:id="h">{run("Git")}{run("Hub", "<w:b/>")}</w:hyperlink>'.replace(
            "See ", run("See ")
        ),
        field,
        simple,
    )
    result = read(body, link("h", "https://example.com/noor"))
    assert targets(result) == [
        ("GitHub", "https://example.com/noor"),
        ("Write", "mailto:n@example.com"),
        ("Simple", "https://example.com/f"),
    ]
    assert texts(result) == ["See GitHubWriteSimple"]


def test_page_headers_come_first_once_and_footers_last():
    part = lambda kind, text: f'<w:{kind} xmlns:w="{W}">{paragraph(text)}</w:{kind}>'  # noqa: E731
    relations = "".join(
        f'<Relationship Id="{name}" Type="x/{kind}" Target="{name}.xml"/>'
        for name, kind in (("h1", "header"), ("h2", "header"), ("f1", "footer"))
    )
    references = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/><w:footerReference r:id="f1"/></w:sectPr>'
    result = read(
        paragraph("Body") + references,
        relations,
        **{
            "word/h1.xml": part("hdr", "noor@example.com"),
            "word/h2.xml": part("hdr", "noor@example.com"),
            "word/f1.xml": part("ftr", "Page"),
        },
    )
    assert kinds(result) == [("header", 0, "noor@example.com"), ("body", 0, "Body"), ("footer", 0, "Page")]


def test_text_box_is_read_once_before_its_paragraph():
    content = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(paragraph(box, "Anchor"))) == ["Boxed", "Anchor"]


def test_paragraphs_and_boxes_within_paragraphs_end():
    box = "<w:r><w:pict><w:txbxContent>" + paragraph("Boxed") + "</w:txbxContent></w:pict></w:r>"
    assert texts(read(f"<w:p>{box}{paragraph('Inner')}{paragraph('More')}{run('Outer')}</w:p>")) == [
        "Boxed",
        "Inner",
        "More",
        "Outer",
    ]


def test_deletions_are_left_out_and_insertions_kept():
    body = (
        "<w:p><w:ins>"
        + run("New")
        + "</w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del><w:moveFrom>"
        + run("Moved")
        + "</w:moveFrom></w:p>"
    )
    assert texts(read(body)) == ["New"]


def test_content_controls_are_read_but_not_their_placeholders():
    def control(properties, text):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{paragraph(text)}</w:sdtContent></w:sdt>"

    assert texts(read(control("", "Filled") + control("<w:showingPlcHdr/>", "Click to enter text"))) == [
        "Filled"
    ]


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ("<w:vanish/>", "hidden"),
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:color w:val="FEFEFE"/>', "white"),
        ('<w:color w:val="auto" w:themeColor="background1"/>', "white"),
        ('<w:color w:val="F5F5F5"/>', "white"),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FDFDFD"/>', "white"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', "as its ground"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "as its ground"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:w w:val="1"/>', "squeezed"),
        ('<w:position w:val="-4000"/>', "off the page"),
    ],
)
def test_hidden_text_is_set_apart_and_flagged(properties, how):
    result = read(paragraph("Seen", run(" python java", properties)))
    assert texts(result) == ["Seen"]
    assert [(each.text, each.how) for each in result.hidden] == [("python java", how)]
    assert [flag.code for flag in result.flags] == ["hidden-text"]


def test_a_paragraph_indented_off_the_page_is_set_apart():
    result = read(paragraph("Seen") + '<w:p><w:pPr><w:ind w:left="-30000"/></w:pPr>' + run("away") + "</w:p>")
    assert texts(result) == ["Seen"]
    assert [(each.text, each.how) for each in result.hidden] == [("away", "off the page")]


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ('<w:framePr w:w="4000" w:hAnchor="page" w:x="-30000" w:y="200"/>', "off the page"),
        ('<w:framePr w:w="4000" w:vAnchor="page" w:x="100" w:y="31000"/>', "off the page"),
        ('<w:framePr w:w="4000" w:h="4" w:hRule="exact" w:x="100" w:y="100"/>', "clipped"),
        ('<w:spacing w:line="2" w:lineRule="exact"/>', "clipped"),
    ],
)
def test_a_paragraph_in_a_frame_or_line_that_nobody_sees_is_set_apart(properties, how):
    result = read(paragraph("Seen") + f"<w:p><w:pPr>{properties}</w:pPr>" + run("away") + "</w:p>")
    assert texts(result) == ["Seen"]
    assert [(each.text, each.how) for each in result.hidden] == [("away", how)]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:framePr w:w="4000" w:hSpace="141" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="700" w:y="15000"/>',
        '<w:framePr w:w="2000" w:h="900" w:hRule="exact" w:hAnchor="margin" w:x="-1200" w:y="-600"/>',
        '<w:framePr w:w="3000" w:h="800" w:hRule="exact" w:vAnchor="text" w:x="6000" w:y="-3200"/>',
        '<w:framePr w:w="3000" w:h="800" w:vAnchor="page" w:x="600" w:y="-3200"/>',
        '<w:framePr w:hAnchor="page" w:x="-2100" w:y="1"/>',
        '<w:framePr w:w="2000" w:hAnchor="text" w:x="-9000" w:y="1"/>',
        '<w:framePr w:w="2000" w:hAnchor="page" w:x="-9000" w:xAlign="left" w:y="1"/>',
        '<w:framePr w:h="0" w:hRule="exact" w:x="1" w:y="1"/>',
        '<w:spacing w:line="200" w:lineRule="exact"/>',
        '<w:spacing w:line="2"/>',
    ],
)
def test_a_paragraph_in_a_frame_on_the_page_is_seen(properties):
    result = read(f"<w:p><w:pPr>{properties}</w:pPr>" + run("Seen") + "</w:p>")
    assert (texts(result), result.hidden) == (["Seen"], ())


def _table(properties: str, row: str, grid: str = "") -> str:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("away", "far"))
    grid = f"<w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}<w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr></w:tbl>"


_COLUMNS = '<w:gridCol w:w="2000"/><w:gridCol w:w="3000"/>'


@pytest.mark.parametrize(
    ("properties", "row", "how"),
    [
        ('<w:tblpPr w:horzAnchor="page" w:tblpX="-30000" w:tblpY="1"/>', "", "off the page"),
        ('<w:tblpPr w:horzAnchor="page" w:tblpX="-8000" w:tblpY="1"/>', "", "off the page"),
        ("", '<w:trHeight w:val="1" w:hRule="exact"/>', "clipped"),
    ],
)
def test_a_table_that_nobody_sees_is_set_apart(properties, row, how):
    result = read(paragraph("Seen") + _table(properties, row, _COLUMNS))
    assert texts(result) == ["Seen"]
    assert {each.how for each in result.hidden} == {how}


@pytest.mark.parametrize(
    ("properties", "row"),
    [
        ('<w:tblpPr w:tblpX="-100" w:tblpY="1"/>', '<w:trHeight w:val="1"/>'),
        ('<w:tblpPr w:horzAnchor="text" w:vertAnchor="text" w:tblpX="-8000" w:tblpY="-9000"/>', ""),
        ('<w:tblpPr w:horzAnchor="page" w:tblpX="-8000" w:tblpXSpec="left" w:tblpY="1"/>', ""),
        ("", '<w:trHeight w:val="0" w:hRule="exact"/>'),
    ],
)
def test_a_table_on_the_page_is_seen(properties, row):
    shown = read(_table(properties, row, _COLUMNS))
    assert (texts(shown), shown.hidden) == (["away\tfar"], ())


def _floating(place: str, size: str = "cx='900000' cy='300000'") -> str:
    """A paragraph with a box placed by `wp:positionH` or `V`, or by the style of a shape."""
    content = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    if place.startswith("<"):
        inner = f"{place}<wp:extent {size}/><wps:txbx>{content}</wps:txbx>"
        return paragraph(f"<w:r><w:drawing><wp:anchor>{inner}</wp:anchor></w:drawing></w:r>", "Anchor")
    style = f"position:absolute;width:150pt;height:40pt;{place}"
    return paragraph(f'<w:r><w:pict><v:shape style="{style}">{content}</v:shape></w:pict></w:r>', "Anchor")


def _position(axis: str, base: str, offset: int) -> str:
    return (
        f'<wp:position{axis} relativeFrom="{base}"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'
    )


@pytest.mark.parametrize(
    "place",
    [
        _position("V", "paragraph", -3_810_000),
        _position("H", "column", -2_500_000),
        _position("H", "rightMargin", -5_000_000),
        _position("H", "margin", -2_500_000),
        "margin-top:-150pt",
        "margin-left:-400pt;mso-position-horizontal-relative:text",
        "margin-left:-900pt;mso-position-horizontal:center;mso-position-horizontal-relative:page",
    ],
)
def test_a_box_placed_from_a_column_paragraph_or_margin_is_seen(place):
    result = read(_floating(place))
    assert (texts(result), result.hidden) == (["Boxed", "Anchor"], ())


@pytest.mark.parametrize(
    "place",
    [
        _position("V", "page", -3_810_000),
        _position("H", "leftMargin", -2_500_000),
        _position("H", "margin", -6_500_000),
        "margin-top:-150pt;mso-position-vertical-relative:page",
        "margin-left:-120mm;mso-position-horizontal-relative:page",
    ],
)
def test_a_box_placed_from_the_page_off_it_is_set_apart(place):
    result = read(_floating(place))
    assert (texts(result), [each.text for each in result.hidden]) == (["Anchor"], ["Boxed"])


def test_a_box_without_a_size_is_as_large_as_its_text():
    result = read(_floating(_position("H", "page", -2_500_000), "cx='0' cy='0'"))
    assert (texts(result), result.hidden) == (["Boxed", "Anchor"], ())


def test_a_box_in_a_cell_is_placed_from_the_cell_and_not_cut_with_the_row():
    box = _floating(_position("H", "page", -2_500_000))
    row = f'<w:tr><w:trPr><w:trHeight w:val="10" w:hRule="exact"/></w:trPr><w:tc>{box}</w:tc></w:tr>'
    result = read(f"<w:tbl><w:tblPr/>{row}</w:tbl>")
    assert (texts(result), result.hidden) == (["Boxed", "Anchor"], ())


def test_a_shape_in_a_group_is_counted_from_the_group():
    content = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    shape = f'<v:shape style="position:absolute;left:-9000;top:-9000;width:50;height:50">{content}</v:shape>'
    group = (
        '<v:group style="position:absolute;margin-left:{}pt;width:90pt;height:90pt">' + shape + "</v:group>"
    )
    here, away = (
        read(paragraph(f"<w:r><w:pict>{group.format(x)}</w:pict></w:r>", "Anchor")) for x in (10, -2000)
    )
    assert (texts(here), texts(away)) == (["Boxed", "Anchor"], ["Anchor"])


def test_a_box_off_the_page_is_set_apart():
    place = "<wp:positionH><wp:posOffset>{}</wp:posOffset></wp:positionH><wp:extent cx='900000' cy='300000'/>"
    content = f"<w:txbxContent>{paragraph('Boxed')}</w:txbxContent>"
    away, here = (
        f"<w:r><w:drawing><wp:anchor>{place.format(x)}<wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing></w:r>"
        for x in (-30_000_000, -400_000)
    )
    result = read(paragraph(away, "Anchor"))
    assert texts(result) == ["Anchor"]
    assert [(each.text, each.how) for each in result.hidden] == [("Boxed", "off the page")]
    assert texts(read(paragraph(here, "Anchor"))) == ["Boxed", "Anchor"]
    drawn = f'<w:r><w:pict><v:shape style="position:absolute;margin-left:-2000pt">{content}</v:shape></w:pict></w:r>'
    assert texts(read(paragraph(drawn, "Anchor"))) == ["Anchor"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="D9D9D9"/>',
        '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>',
        '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:color w:val="1F1F1F"/><w:shd w:val="clear" w:fill="auto"/>',
        '<w:w w:val="66"/><w:position w:val="-12"/>',
    ],
)
def test_what_a_reader_can_make_out_is_seen(properties):
    result = read(paragraph(run("Noor", properties)))
    assert texts(result) == ["Noor"]
    assert result.hidden == ()


def test_white_text_on_a_filled_cell_is_seen():
    cell = '<w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr>' + paragraph(
        run("Noor Example", '<w:color w:val="FFFFFF"/>')
    )
    result = read(table((cell, paragraph("x"))))
    assert texts(result) == ["Noor Example\tx"]
    assert result.hidden == ()


def test_macros_outside_references_and_embedded_files_are_flagged():
    result = read(
        paragraph("x"),
        link("t", "http://127.0.0.1:9/t.dotm", "attachedTemplate"),
        **{"word/vbaProject.bin": "x", "word/embeddings/a.bin": "x"},
    )
    assert [flag.code for flag in result.flags] == ["macros", "embedded", "external"]


def test_what_is_left_of_a_damaged_file_is_read():
    data = bytearray(document(paragraph("Noor Example") * 50))
    data[data.find(b"word/document.xml") - 16] ^= 0xFF
    at = data.rfind(b"word/document.xml") - 30
    data[at] ^= 0xFF
    result = read_docx(bytes(data))
    assert result.state == "partly"
    assert "Noor Example" in texts(result)


def test_nesting_too_deep_for_a_tree_gives_the_bare_text():
    deep = "<w:r>" * 5000 + "<w:t>deep &amp; dark</w:t>" + "</w:r>" * 5000
    result = read(f"<w:p>{deep}</w:p>")
    assert (result.state, texts(result)) == ("partly", ["deep & dark"])


def test_no_entity_is_ever_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("canary")
    for prolog in (
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE a [<!ENTITY e "canary">]>',
        '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a +AFs-+ADwAIQ-ENTITY e "canary"+AD4-+AF0-+AD4-',
    ):
        inner = f"{prolog}<w:document {SPACES}><w:body>{paragraph('&e;')}</w:body></w:document>"
        result = read_docx(document("", **{"word/document.xml": inner}))
        assert (result.state, result.text) == ("unread", "")


def test_styles_of_tables_are_passed_over_and_those_around_them_kept():
    of_tables = '<w:style w:type="table" w:styleId="T{}"><w:rPr><w:sz w:val="90"/></w:rPr></w:style>'
    styles = of_tables.format(1) + STYLES + of_tables.format(2)
    bold = '<w:style w:styleId="Last" w:type="paragraph"><w:rPr><w:b/></w:rPr></w:style>'
    whole = f'<w:styles xmlns:w="{W}">{styles}{bold}</w:styles>'
    result = read(
        paragraph("Work", style="Job") + paragraph("Acme", style="Last"), **{"word/styles.xml": whole}
    )
    assert [(line.level, line.size, line.bold) for line in result.lines] == [(2, 12.0, True), (0, 11.0, True)]
    assert b"T1" not in (cut := without_table_styles(whole.encode()))
    assert (cut[:9], cut[-11:]) == (b"<w:styles", b"</w:styles>")
    assert without_table_styles(b'<w:style w:type="table">' * 9) == b'<w:style w:type="table">' * 9
