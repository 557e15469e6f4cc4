"""Tests of reading DOCX: structure, styles, tables, fields, boxes, revisions and what is hidden."""

import pytest

from ats.resumes.readers.docx import read_docx
from ats.resumes.readers.word_styles import without_table_styles
from tests.unit.resumes.lines import kinds, targets, texts
from tests.unit.resumes.readers.docx_files import (
    SPACES,
    STYLES,
    W,
    document,
    link,
    paragraph,
    read,
    run,
    table,
)


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
