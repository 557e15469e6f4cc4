"""What a PDF holds beside its pages, and PDFs that would burst a reader."""

import time
import zlib

import pytest
from plain_pdfs import FONT, assemble, line, pdf

from ats.resumes.readers.pdf import read_pdf
from ats.resumes.readers.pdf_alarms import lacks_objects, list_alarms
from ats.resumes.readings import join

_LINE = line("Mara Voss")


def _packed(content: bytes, turns: int = 1) -> bytes:
    filters = b"/FlateDecode" * turns
    for _ in range(turns):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content)


def _codes(data: bytes) -> list[str]:
    return [flag.code for flag in list_alarms(data)]


@pytest.mark.parametrize(
    ("catalog", "code"),
    [
        (b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "script"),
        (b"/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>", "script"),
        (b"/OpenAction<</S/Launch/F(cmd.exe)>>", "launch"),
        (b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec>>]>>>>", "attachment"),
        (b"/X " + b"[" * 300 + b"]" * 300, "nested"),
    ],
)
def test_what_a_file_holds_is_flagged_and_its_text_read(catalog, code):
    data = pdf(_LINE, catalog=catalog)
    assert _codes(data) == [code]
    assert read_pdf(data).text == "Mara Voss"


def test_a_script_in_a_packed_stream_of_objects_is_found():
    packed = zlib.compress(b"9 0 <</S/JavaScript/JS(app.alert(1))>>")
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    assert _codes(pdf(_LINE, objects=(stream,))) == ["script"]


def test_an_ordinary_file_raises_no_alarm_nor_do_words_in_it():
    assert _codes(pdf(line("I wrote /JavaScript and /Launch with startxref 12"))) == []


def test_damage_is_flagged_and_what_can_be_read_is():
    sound = pdf(_LINE)
    start = sound.rindex(b"startxref")
    for broken in (sound[:start] + b"startxref\n9999\n%%EOF", sound[: sound.index(b"xref\n")]):
        assert _codes(broken) == ["damaged"]
        assert read_pdf(broken).text == "Mara Voss"


_FONT_AT_THE_END = assemble(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        FONT,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R/F2 6 0 R>>>>>>",
        _packed(_LINE + b"BT /F2 12 Tf 60 700 Td <0036005700520046004E000300260052> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Mara/Encoding/Identity-H/DescendantFonts[7 0 R]>>",
    ]
)


def test_of_a_file_that_breaks_off_before_a_font_the_text_in_it_is_left_out():
    broken = _FONT_AT_THE_END[: _FONT_AT_THE_END.index(b"6 0 obj")]
    read = read_pdf(broken)
    assert (read.text, read.state, read.needs_ocr) == ("Mara Voss", "partly", ())
    assert "only a part of it could be read" in read.why


def test_a_file_that_breaks_off_within_a_page_is_read_in_part():
    sound = pdf(_LINE, line("Engineer"))
    read = read_pdf(sound[: sound.rindex(b"Engineer")])
    assert (read.text, read.state) == ("Mara Voss", "partly")
    assert read_pdf(sound[: sound.index(b"xref\n")]).state == "read"


def test_a_file_that_breaks_off_before_its_first_words_is_unread():
    sound = pdf(_packed(_LINE * 20))
    read = join([read_pdf(sound[: sound.index(b"stream") + 8])], "pdf")
    assert (read.state, read.why) == ("unread", "is damaged or breaks off; nothing of it could be read")


def test_objects_in_a_packed_stream_are_not_lacking():
    packed = zlib.compress(b"9 0 <</X 4 0 R>>")
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    sound = pdf(_LINE, objects=(stream % (len(packed), packed),), catalog=b"/Y 9 0 R")
    assert not lacks_objects(sound)
    assert lacks_objects(pdf(_LINE, catalog=b"/Y 9 0 R"))


@pytest.mark.parametrize("end", [b"", b"endstream"])
@pytest.mark.parametrize("word", [b"/ObjStm stream ", b"/ObjStm "])
def test_packed_streams_without_end_take_no_time(word, end):
    data = b"%PDF-1.7\n" + word * (4_000_000 // len(word)) + end
    began = time.process_time()
    assert _codes(data) == ["damaged"]
    assert not lacks_objects(data)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("broken", [b"", b"\xff\xff"])
def test_many_packed_streams_that_inflate_a_thousandfold_take_no_time(broken):
    most = zlib.compress(b"1 2 " * 24_000, 9)
    stream = b"/ObjStm stream\n" + (most[:-8] + broken if broken else most) + b" endstream "
    began = time.process_time()
    assert lacks_objects(b"%PDF-1.7\n" + stream * 10_000 + b"7 0 R")
    assert time.process_time() - began < 10


def test_a_table_that_follows_itself_is_damage():
    sound = pdf(_LINE)
    start = sound.index(b"xref\n")
    assert _codes(sound.replace(b"/Root", b"/Prev %d/Root" % start)) == ["damaged"]


def test_another_file_behind_the_end_is_flagged():
    assert _codes(pdf(_LINE) + b"PK\x03\x04word/document.xml") == ["another-file"]


def test_a_file_that_is_none_is_said_to_be_damaged():
    read = read_pdf(b"%PDF-1.7 and then nothing")
    assert (read.state, read.why) == ("unread", "is damaged and could not be opened")


def test_a_page_that_unpacks_without_end_is_read_to_some_point():
    bomb = _packed(_LINE + b"0 0 m 1 1 l S\n" * 6_000_000)
    began = time.process_time()
    read = read_pdf(pdf(bomb, _LINE))
    assert [one.text for one in read.lines] == ["Mara Voss", "Mara Voss"]
    assert [flag.code for flag in read.flags] == ["bomb"]
    assert time.process_time() - began < 5


def test_a_page_packed_twice_that_unpacks_without_end_does_not_stop_the_next():
    read = read_pdf(pdf(_packed(b"0 0 m 1 1 l S\n" * 6_000_000, 2), _LINE))
    assert [one.text for one in read.lines] == ["Mara Voss"]
    assert [flag.code for flag in read.flags] == ["bomb"]


def _forms(*contents: tuple[bytes, bytes]) -> bytes:
    """A page that draws the first form; each form has its content and its resources, numbered from 4."""
    objects = tuple(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
        % (resources, len(content), content)
        for content, resources in contents
    )
    return pdf(_LINE + b"/X Do", objects=objects, resources=b"/XObject<</X 4 0 R>>")


@pytest.mark.parametrize(
    "forms",
    [
        [(b"/X Do /X Do", b"/XObject<</X 4 0 R>>")],
        [(b"/Y Do /Y Do", b"/XObject<</Y 5 0 R>>"), (b"/X Do /X Do", b"/XObject<</X 4 0 R>>")],
    ],
)
def test_forms_that_draw_themselves_are_left_out(forms):
    read = read_pdf(_forms(*forms))
    assert read.text == "Mara Voss"
    assert [flag.code for flag in read.flags] == ["loop"]


def test_forms_that_draw_others_are_drawn():
    read = read_pdf(
        _forms((b"/Y Do", b"/XObject<</Y 5 0 R>>"), (line("Engineer", 60, 5), b"/Font<</F1 3 0 R>>"))
    )
    assert read.flags == () or [flag.code for flag in read.flags] == ["hidden-text"]
    assert "loop" not in [flag.code for flag in read.flags]


def test_pages_that_hold_each_other_have_no_text():
    loop = assemble([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"])
    read = read_pdf(loop)
    assert (read.state, read.why) == ("unread", "has no pages that could be read")


def _with_picture(side: int) -> bytes:
    """A page covered by a picture of one bit a pixel, of which only the beginning is there."""
    picture = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Length 4>>"
    picture = picture % (side, side) + b"stream\n\0\0\0\0\nendstream"
    return pdf(b"q 595 0 0 842 0 0 cm /I Do Q", objects=(picture,), resources=b"/XObject<</I 4 0 R>>")


def test_a_picture_of_too_many_pixels_is_not_drawn_to_be_recognised():
    read = read_pdf(_with_picture(40_000))
    assert (read.state, read.needs_ocr, [flag.code for flag in read.flags]) == (
        "unread",
        (),
        ["huge-picture"],
    )
    usual = read_pdf(_with_picture(1_000))
    assert (usual.state, usual.needs_ocr, usual.flags) == ("unread", (1,), ())
