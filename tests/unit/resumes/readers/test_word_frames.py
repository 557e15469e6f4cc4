"""Where text of a DOCX stands: frames, tables, boxes and lines that nobody sees, and those on the page."""

import pytest

from tests.unit.resumes.lines import texts
from tests.unit.resumes.readers.docx_files import paragraph, read, run


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
