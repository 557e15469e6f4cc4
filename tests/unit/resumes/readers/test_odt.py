"""Tests of reading ODT: styles, lists, tables, links, page headers, notes, boxes, forms and what is hidden."""

import io
import zipfile

import pytest

from ats.resumes.readers.odt import read_odt
from tests.unit.resumes.lines import check_sound, kinds, targets, texts

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("form", "form"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def style(name, family, properties, more=""):
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


AUTOMATIC = (
    style("Bold", "text", '<style:text-properties fo:font-weight="bold"/>')
    + style("Pale", "text", '<style:text-properties fo:color="#fdfdfd"/>')
    + style("Thin", "text", '<style:text-properties style:text-scale="1%"/>')
    + style("Black", "text", '<style:text-properties fo:color="#000000" fo:background-color="#000000"/>')
    + style("Grey", "text", '<style:text-properties fo:color="#d0d0d0" style:text-scale="70%"/>')
    + style("White", "text", '<style:text-properties fo:color="#ffffff"/>')
    + style("Base", "paragraph", '<style:text-properties fo:font-size="12pt" fo:color="#1f4e79"/>')
    + style(
        "Half", "paragraph", '<style:text-properties fo:font-size="50%"/>', 'style:parent-style-name="Base"'
    )
    + style("Left", "paragraph", '<style:paragraph-properties fo:margin-left="-40cm"/>')
    + style("Right", "paragraph", '<style:paragraph-properties fo:margin="0cm 0cm" fo:margin-left="90in"/>')
    + style("First", "paragraph", '<style:paragraph-properties fo:text-indent="-2000pt"/>')
    + style(
        "Back",
        "paragraph",
        '<style:paragraph-properties fo:margin-left="1cm" fo:text-indent="-0.5cm"/>',
        'style:parent-style-name="Left"',
    )
    + style("Dark", "table-cell", '<style:table-cell-properties fo:background-color="#000000"/>')
)


def document(body, header="", **members):
    page = f"<style:master-page><style:header>{header}</style:header></style:master-page>" if header else ""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {NAMES}><office:master-styles>{page}</office:master-styles>"
            "</office:document-styles>"
        ),
        **members,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(body, header="", **members):
    return check_sound(read_odt(document(body, header, **members)))


def test_headings_lists_and_blanks():
    result = read(
        '<text:h text:outline-level="2">Experience</text:h><text:p>Acme<text:s text:c="3"/>AG\n Bern<text:tab/>2019</text:p>'
        "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Deep</text:p>"
        "</text:list-item></text:list></text:list-item></text:list><text:p>a<text:line-break/>b</text:p>"
    )
    assert kinds(result) == [
        ("heading", 2, "Experience"),
        ("body", 0, "Acme AG Bern\t2019"),
        ("list", 1, "One"),
        ("list", 2, "Deep"),
        ("body", 0, "a"),
        ("body", 0, "b"),
    ]


def test_looks_follow_parent_styles_and_spans_set_pieces_off():
    result = read(
        '<text:p text:style-name="Half"><text:span text:style-name="Bold">Acme</text:span>, Berlin</text:p>'
    )
    first, second = result.lines[0].pieces
    assert (first.text, first.bold, first.size, first.colour) == ("Acme", True, 6.0, 0x1F4E79)
    assert (second.text, second.bold) == (", Berlin", False)


def test_rows_are_read_across_and_page_headers_come_first():
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("2019", "Engineer")
    )
    result = read(
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>",
        "<text:p>Pat Example</text:p>",
    )
    assert kinds(result) == [("header", 0, "Pat Example"), ("cell", 0, "2019\tEngineer")]


def test_links_notes_and_boxes_are_read():
    result = read(
        '<text:p>See <text:a xlink:href="https://example.com/p">work</text:a><text:note><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note></text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>After</text:p>"
    )
    assert texts(result) == ["See work", "Boxed", "After", "A note"]
    assert targets(result) == [("work", "https://example.com/p")]


def test_what_nobody_sees_is_kept_apart_but_white_on_black_is_seen():
    result = read(
        '<text:p>Seen <text:span text:style-name="White">unseen</text:span></text:p>'
        '<text:section text:display="none"><text:p>away</text:p></text:section>'
        '<table:table><table:table-row><table:table-cell table:style-name="Dark"><text:p>'
        '<text:span text:style-name="White">on black</text:span></text:p></table:table-cell></table:table-row></table:table>'
    )
    assert texts(result) == ["Seen", "on black"]
    assert [(hidden.text, hidden.how) for hidden in result.hidden] == [
        ("unseen", "white"),
        ("away", "hidden"),
    ]
    assert "hidden-text" in {flag.code for flag in result.flags}


@pytest.mark.parametrize(
    ("name", "how"), [("Pale", "white"), ("Thin", "squeezed"), ("Black", "as its ground")]
)
def test_text_that_cannot_be_made_out_is_kept_apart(name, how):
    result = read(
        f'<text:p>Seen <text:span text:style-name="{name}">unseen</text:span>'
        '<text:span text:style-name="Grey">grey</text:span></text:p>'
    )
    assert texts(result) == ["Seen grey"]
    assert [(hidden.text, hidden.how) for hidden in result.hidden] == [("unseen", how)]


@pytest.mark.parametrize("name", ["Left", "Right", "First"])
def test_paragraphs_moved_off_the_page_are_kept_apart(name):
    result = read(
        f'<text:p>Seen</text:p><text:p text:style-name="{name}">un<text:span text:style-name="Bold">seen</text:span></text:p>'
        '<text:p text:style-name="Back">hanging</text:p>'
    )
    assert texts(result) == ["Seen", "hanging"]
    assert [(hidden.text, hidden.how) for hidden in result.hidden] == [("unseen", "off the page")]


def test_form_fields_give_what_was_filled_in():
    result = read(
        '<office:forms><form:form><form:text form:id="c1" form:current-value="+49 30 123"/></form:form></office:forms>'
        '<text:p>Phone: <draw:control draw:control="c1"/></text:p>'
    )
    assert texts(result) == ["Phone: +49 30 123"]


@pytest.mark.parametrize(
    ("member", "code"), [("Basic/x.xml", "macros"), ("Object 1/content.xml", "embedded")]
)
def test_macros_and_embedded_files_are_flagged(member, code):
    assert code in {flag.code for flag in read("<text:p>x</text:p>", **{member: "<x/>"}).flags}


def test_pictures_elsewhere_are_flagged():
    result = read(
        '<text:p>x<draw:frame><draw:image xlink:href="http://example.com/a.png"/></draw:frame></text:p>'
    )
    assert "external" in {flag.code for flag in result.flags}


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"META-INF/manifest.xml": "<m><encryption-data/></m>"}, "password"),
        ({"content.xml": "<!DOCTYPE x><x/>"}, "document type"),
    ],
)
def test_what_cannot_be_read_says_why(members, why):
    result = read("<text:p>x</text:p>", **members)
    assert (result.state, result.text) == ("unread", "")
    assert why in result.why


def test_no_zip_and_no_content_are_unread():
    assert read_odt(b"PK").state == "unread"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert "lacks" in read_odt(packed.getvalue()).why
