"""Tests of reading files into page images and text through the real child."""

import io
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from ats.documents.page_reader import PagesRead, read_pages, reading
from ats.documents.page_reader.frames import FrameWriter
from ats.platform.sandbox import Finished, SandboxFailed
from ats.resumes.checking import check_file
from ats.resumes.kinds import DOC, DOCX, HTML, ODT, PDF, RTF, TXT


def read(data, kind=PDF):
    return read_pages(data, kind.media_type)


def test_pdf_becomes_page_images_and_text(sample):
    result = read(sample("three_pages.pdf"))
    assert (result.state, result.why, result.page_count) == ("ready", None, 3)
    assert [page.number for page in result.pages] == [1, 2, 3]
    assert "noor@example.com" in result.text
    assert result.text.index("Page 1") < result.text.index("Page 3")
    for page in result.pages:
        image = Image.open(io.BytesIO(page.webp))
        assert (image.format, image.size) == ("WEBP", (page.width, page.height))
        assert (page.width, page.height) == (1000, 1415)
        assert image.convert("L").getextrema()[0] < 128  # something is drawn on it


def test_child_loads_nothing_of_the_web_application(sample):
    code = (
        "import sys, runpy, io; sys.argv = ['x', 'pdf']\n"
        "runpy.run_module('ats.documents.page_reader', run_name='__main__', alter_sys=False)\n"
        "sys.stderr.write(','.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=sample("one_page.pdf"),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert not {"flask", "sqlalchemy", "werkzeug"} & set(done.stderr.decode().split(","))


def test_long_pdf_is_cut_at_twenty_pages(make):
    result = read(make.pdf(23))
    assert (result.state, result.page_count, len(result.pages)) == ("ready", 23, 20)
    assert result.why == "could be read only in part"


def test_locked_pdf_says_so(sample):
    result = read(sample("locked.pdf"))
    assert (result.state, result.why, result.pages) == ("unreadable", "is password protected", ())


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7 garbage" * 100, b""])
def test_damaged_pdf_is_a_result(data):
    assert read(data).state == "unreadable"


@pytest.mark.parametrize(
    "box", ["0 0 10000000 10000000", "0 0 1 100000", "0 0 100000 1", "0 0 0 0", "9 9 -9 -9"]
)
def test_odd_page_sizes_stay_within_limits(box):
    data = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{box}]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()
    for page in read(data).pages:
        assert 0 < page.width <= 1000
        assert 0 < page.height <= 3000


def test_docx_text_comes_with_its_header_first(sample):
    result = read(sample("plain.docx"), DOCX)
    assert (result.state, result.pages, result.why) == ("text_only", (), None)
    lines = ["head@example.com", "Noor Example", "noor@example.com", "Operator, Example Works, 2019 to 2024"]
    assert result.text.splitlines() == lines


def test_docx_breaks_and_doubled_text_boxes(make):
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>A</w:t><w:tab/>'
        "<w:t>B</w:t><w:br/><w:t>C</w:t><w:delText>gone</w:delText></w:r>"
        "<mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice>"
        "<mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert read(make.docx(body), DOCX).text.splitlines()[1:] == ["A\tB", "Cbox"]


def test_odt_text(sample):
    text = read(sample("plain.odt"), ODT).text
    assert text.splitlines()[0] == "Top"
    assert "Skills\nOne\tTwo   Three\nKept" in text
    assert "Remark" not in text


def test_rtf_text(sample):
    result = read(sample("plain.rtf"), RTF)
    assert result.text == "noor@example.com\nNoor Example\nCafé €5\nMy page\n{Operator}\t2019"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"{\rtf1\uc2 \u8364??x}", "€x"),
        (rb"{\rtf1 \u-10179?\u-8704?}", "\U0001f600"),
        (rb"{\rtf1\ansicpg1250 \'b3}", "ł"),
        (rb"{\rtf1\ansicpg99999 ok}", "ok"),
        (rb"{\rtf1 a\bin3 {{{b}", "ab"),
        (b"{\\rtf1 " + b"{" * 50_000 + b"deep", "deep"),
        (b"{\\rtf1 ok}}}}\\", "ok"),
    ],
)
def test_rtf_oddities(data, text):
    assert read(data, RTF).text == text


def test_text_is_tidied_and_cut():
    result = read(b"Noor\x1b[31m\r\n\r\n\r\n\r\nExample  \n" + b"x" * 300_000, TXT)
    assert result.text.startswith("Noor[31m\n\nExample\nx")
    assert len(result.text) <= 200_000
    assert result.why == "could be read only in part"


def test_blank_text_is_unreadable():
    assert read(b" \n" * 100, TXT) == PagesRead((), "", 0, "unreadable", "holds no text")


def test_word_97_without_catdoc_names_the_package(make, monkeypatch):
    monkeypatch.setattr(reading.shutil, "which", lambda program: None)
    result = read(make.ole("WordDocument"), DOC)
    assert result.state == "unreadable"
    assert result.why == "Text of .doc files is not available here: install catdoc"


@pytest.mark.skipif(not reading.shutil.which("catdoc"), reason="catdoc is not installed")
def test_word_97_goes_through_catdoc_in_the_sandbox():
    # catdoc passes on what is no OLE file as the text it is.
    assert "Noor Example" in read(b"Noor Example", DOC).text


def test_declaration_behind_the_judged_head_is_refused(make):
    prolog = f"<!--{'x' * 70_000}--><!DOCTYPE a [<!ENTITY e 'canary'>]>"
    result = read(make.docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", prolog=prolog), DOCX)
    assert (result.state, result.text) == ("unreadable", "")
    assert "document type" in result.why


def test_text_before_a_break_in_the_xml_is_kept(make):
    body = "<w:p><w:r><w:t>First</w:t></w:r></w:p>" * 5_000 + "<w:p><"
    result = read(make.docx(body), DOCX)
    assert (result.state, result.why) == ("text_only", "could be read only in part")
    assert "First" in result.text


def test_deep_xml_is_read(make):
    deep = "<w:r>" * 20_000 + "<w:t>deep</w:t>" + "</w:r>" * 20_000
    assert "deep" in read(make.docx(f"<w:p>{deep}</w:p>"), DOCX).text


def test_unknown_media_type_is_an_error():
    with pytest.raises(ValueError):
        read_pages(b"x", "text/css")


def test_web_pages_and_pictures_are_not_shown():
    result = read(b"<p>x", HTML)
    assert (result.state, result.why) == ("unreadable", "is of a kind whose pages are not shown here")


def frames(*steps):
    pipe = io.BytesIO()
    out = FrameWriter(pipe)
    for name, *arguments in steps:
        getattr(out, name)(*arguments)
    return pipe.getvalue()


WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    "page",
    [
        (0, 9, 9, WEBP),
        (21, 9, 9, WEBP),
        (1, 1001, 9, WEBP),
        (1, 9, 3001, WEBP),
        (1, 0, 9, WEBP),
        (1, 9, 9, b"<svg>"),
    ],
)
def test_page_of_a_child_gone_wrong_is_not_believed(monkeypatch, page):
    stdout = frames(("page", *page))
    monkeypatch.setattr(reading, "run_limited", lambda *_, **__: Finished(stdout))
    assert read(b"") == PagesRead((), "", 0, "unreadable", "is damaged")


@pytest.mark.parametrize(
    "stdout", [b"garbage", struct.pack(">cI", b"C", 1) + b"x", struct.pack(">cI", b"W", 3) + b"<b>"]
)
def test_frames_of_a_child_gone_wrong_are_not_believed(monkeypatch, stdout):
    monkeypatch.setattr(reading, "run_limited", lambda *_, **__: Finished(stdout))
    assert read(b"").state == "unreadable"


def test_what_a_stopped_child_had_sent_is_kept(monkeypatch):
    stdout = frames(("count", 2), ("text", "Noor"), ("page", 1, 9, 9, WEBP)) + b"P\0\0\1\0half"

    def stop(*_, **__):
        raise SandboxFailed("timeout", "", stdout)

    monkeypatch.setattr(reading, "run_limited", stop)
    result = read(b"")
    assert (result.state, result.text, len(result.pages)) == ("ready", "Noor", 1)
    assert result.why == "could be read only in part"


@pytest.mark.parametrize(
    ("reason", "words"), [("timeout", "too long"), ("memory", "memory"), ("refused", "limited")]
)
def test_reason_of_a_stopped_child_is_told(monkeypatch, reason, words):
    def stop(*_, **__):
        raise SandboxFailed(reason, "")

    monkeypatch.setattr(reading, "run_limited", stop)
    assert words in read(b"").why


def test_eight_at_once(sample):
    data = sample("one_page.pdf")
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(read, [data] * 8))
    assert all(result.state == "ready" and result.text == results[0].text for result in results)


def test_wrong_checksum_is_left_to_the_reader(make):
    damaged = bytearray(make.docx())
    at = damaged.find(b"PK\x01\x02", damaged.find(b"PK\x01\x02") + 1)
    damaged[at + 16] ^= 0xFF
    assert check_file(bytes(damaged), "cv.docx").kind == "docx"
    result = read(bytes(damaged), DOCX)
    assert (result.state, result.text) == ("text_only", "head@example.com")
    assert result.why == "could be read only in part"
