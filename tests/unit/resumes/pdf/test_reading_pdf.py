"""Text of PDFs: places on the page as shown, looks, links, forms, what stands in the way."""

import pytest
from fpdf import FPDF
from plain_pdfs import line, pdf

from ats.resumes.readers.pdf import MOST_PAGES, iter_pdf, read_pdf


def _codes(read) -> list[str]:
    return [flag.code for flag in read.flags]


def _written(**settings) -> FPDF:
    document = FPDF(unit="pt", format="A4", **settings)
    document.add_page()
    document.set_font("Helvetica", size=12)
    return document


def test_lines_have_places_and_looks():
    document = _written()
    document.set_font("Helvetica", "B", 16)
    document.set_text_color(200, 0, 16)
    document.text(60, 100, "Mara Voss")
    document.set_font("Helvetica", "I", 10)
    document.text(60, 120, "Engineer")
    name, title = read_pdf(bytes(document.output())).lines
    assert (name.text, name.page, name.size, name.bold, name.italic, name.colour) == (
        "Mara Voss", 1, 16.0, True, False, 0xC80010,
    )  # fmt: skip
    assert name.box == pytest.approx((60, 100 - 0.72 * 16, 140, 100 + 0.22 * 16), abs=1)
    assert (title.size, title.bold, title.italic, title.start) == (10.0, False, True, 10)


def test_a_turned_page_is_read_as_it_is_shown():
    content = b"BT /F1 12 Tf 0 1 -1 0 100 60 Tm (Mara Voss) Tj 0 -20 Td (Engineer) Tj ET"
    read = read_pdf(pdf(content, page=b"/Rotate 90"))
    assert [one.text for one in read.lines] == ["Mara Voss", "Engineer"]
    assert (read.pages[0].width, read.pages[0].height) == (842, 595)
    x0, y0, x1, y1 = read.lines[0].box
    assert (x0, y1) == pytest.approx((60, 100 + 0.22 * 12), abs=1)
    assert x1 - x0 > 3 * (y1 - y0)


def test_sideways_text_is_read_last_and_boxed_where_it_stands():
    content = line("Mara Voss and a line of text") + b"BT /F1 12 Tf 0 1 -1 0 590 60 Tm (CURRICULUM) Tj ET"
    read = read_pdf(pdf(content))
    assert [one.text for one in read.lines] == ["Mara Voss and a line of text", "CURRICULUM"]
    x0, y0, x1, y1 = read.lines[1].box
    assert y1 == pytest.approx(842 - 60, abs=1)
    assert y1 - y0 > 3 * (x1 - x0)


def test_the_box_that_is_shown_counts_not_the_paper():
    read = read_pdf(pdf(line("Mara Voss", 160, 680), page=b"/CropBox[100 100 500 700]"))
    assert read.lines[0].box[0] == pytest.approx(60, abs=1)
    assert (read.pages[0].width, read.pages[0].height) == (400, 600)


def test_links_lie_on_their_words():
    document = _written()
    document.text(60, 100, "Find me on LinkedIn and elsewhere")
    width = document.get_string_width("Find me on ")
    document.link(60 + width, 90, document.get_string_width("LinkedIn"), 12, "https://linkedin.com/in/mara")
    (found,) = read_pdf(bytes(document.output())).lines
    (link,) = found.links
    assert found.text[link.start : link.end] == "LinkedIn"
    assert link.target == "https://linkedin.com/in/mara"


def test_a_link_on_a_picture_stands_at_the_nearest_line():
    document = _written()
    document.text(60, 100, "Mara Voss")
    document.text(60, 200, "Engineer")
    document.link(30, 92, 15, 12, "mailto:mara@example.com")
    name, title = read_pdf(bytes(document.output())).lines
    assert [(link.start, link.end, link.target) for link in name.links] == [(9, 9, "mailto:mara@example.com")]
    assert not title.links


@pytest.mark.parametrize("target", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x"])
def test_links_that_would_run_something_are_left_out_and_flagged(target):
    annotation = (
        b"/Annots[<</Type/Annot/Subtype/Link/Rect[60 770 200 800]/A<</S/URI/URI(%s)>>>>]" % target.encode()
    )
    read = read_pdf(pdf(line("Mara Voss"), page=annotation))
    assert not read.lines[0].links
    assert _codes(read) == ["unsafe-link"]


def test_links_to_local_files_are_left_out():
    annotation = (
        b"/Annots[<</Type/Annot/Subtype/Link/Rect[60 770 200 800]/A<</S/URI/URI(file:///etc/passwd)>>>>]"
    )
    read = read_pdf(pdf(line("Mara Voss"), page=annotation))
    assert not read.lines[0].links
    assert not read.flags


def test_what_was_typed_into_a_form_is_read_beside_its_label():
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(phone)/V(+49 40 555 0101)/Rect[120 776 300 794]/F %d/P 5 0 R>>"
    )
    for flags, hidden in ((4, False), (2, True)):
        data = pdf(
            line("Phone:"),
            objects=(field % flags,),
            catalog=b"/AcroForm<</Fields[4 0 R]>>",
            page=b"/Annots[4 0 R]",
        )
        read = read_pdf(data)
        if hidden:
            assert [one.text for one in read.lines] == ["Phone:"]
            assert [(one.text, one.how) for one in read.hidden] == [("+49 40 555 0101", "hidden field")]
        else:
            assert [(one.text, one.kind) for one in read.lines] == [("Phone:\t+49 40 555 0101", "form")]


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen():
    read = read_pdf(pdf(line("distributed sys-") + line("tems for harbours", y=766)))
    assert [one.text for one in read.lines] == ["distributed sys-", "tems for harbours"]


def test_a_password_is_said():
    document = _written()
    document.set_encryption(owner_password="owner", user_password="secret")
    document.text(60, 100, "Mara Voss")
    read = read_pdf(bytes(document.output()))
    assert (read.state, read.why, read.lines) == ("unread", "is password protected", ())


def test_a_password_only_for_changes_does_not_matter():
    document = _written()
    document.set_encryption(owner_password="owner")
    document.text(60, 100, "Mara Voss")
    assert read_pdf(bytes(document.output())).text == "Mara Voss"


def test_pages_beyond_the_limit_are_not_read_and_that_is_said():
    read = read_pdf(pdf(*[line(f"Page {at}") for at in range(MOST_PAGES + 5)]))
    assert len(read.pages) == MOST_PAGES
    assert read.page_count == MOST_PAGES + 5
    assert read.state == "partly"
    assert _codes(read) == ["many-pages"]


def test_pages_are_handed_over_one_by_one():
    parts = iter_pdf(pdf(line("One"), line("Two")))
    assert next(parts).page_count == 2
    assert [one.text for one in next(parts).lines] == ["One"]


def test_lines_of_all_pages_count_in_one_text():
    read = read_pdf(pdf(line("One"), line("Two"), line("Three")))
    assert [read.text[one.start : one.end] for one in read.lines] == ["One", "Two", "Three"]
    assert [one.page for one in read.lines] == [1, 2, 3]
    assert len({one.block for one in read.lines}) == 3


def test_text_whose_characters_cannot_be_told_is_left_to_recognition():
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    map_ = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <e000> endbfrange "
        b"endcmap end end"
    )
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(map_), map_)
    content = (
        b"BT /F2 12 Tf 60 780 Td <" + "Mara Voss Engineer".encode("utf-16-be").hex().encode() + b"> Tj ET"
    )
    data = pdf(content, objects=(font, stream), resources=b"/X<</F2 4 0 R>>")
    data = data.replace(b"<</F1 3 0 R>>/X<</F2 4 0 R>>", b"<</F2 4 0 R>>                ")
    read = read_pdf(data)
    assert read.needs_ocr == (1,)
    assert _codes(read) == ["garbled"]
    assert read.lines == ()


def test_a_page_of_outlines_needs_recognition_and_a_blank_one_does_not():
    curves = b" ".join(
        b"%d %d m %d %d l %d %d l f" % (x, y, x + 4, y, x, y + 6)
        for x in range(60, 400, 8)
        for y in (700, 720)
    )
    read = read_pdf(pdf(curves, b"1 0 0 rg 0 0 595 100 re f"))
    assert read.needs_ocr == (1,)
    assert (read.state, read.why) == ("unread", "holds no text, only pictures of it")
    assert read_pdf(pdf(b"")).why == "holds no text"


def test_the_same_bytes_give_the_same_reading():
    data = pdf(line("Mara Voss") + line("Engineer", y=760), line("Two"))
    assert read_pdf(data) == read_pdf(data)
