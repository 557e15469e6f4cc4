"""Tests of the judgement of uploads by content, and of their names."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.resumes.kinds import MAX_BYTES, RefusedFile, judge_file, safe_name

EVERY_TYPE = "The selected file must be a PDF, DOCX, DOC, ODT, RTF or TXT"


def refusal(data, name="cv.pdf", **limits):
    with pytest.raises(RefusedFile) as caught:
        judge_file(data, name, **limits)
    return caught.value


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("one_page.pdf", "pdf"),
        ("locked.pdf", "pdf"),
        ("plain.docx", "docx"),
        ("plain.odt", "odt"),
        ("plain.rtf", "rtf"),
        ("plain.txt", "txt"),
    ],
)
def test_type_follows_the_content_whatever_the_name(sample, name, extension):
    for other in (name, "cv", "cv.pdf", "cv.docx", "cv.exe"):
        assert judge_file(sample(name), other).extension == extension


def test_word_97_is_told_from_other_ole_files(make):
    assert judge_file(make.ole("WordDocument", "1Table"), "cv.doc").extension == "doc"
    assert refusal(make.ole("Workbook")).code == "type"
    assert refusal(make.ole("__properties_version1.0")).code == "type"


def test_macros_are_kept_apart_from_plain_documents(make):
    assert judge_file(make.docx(**{"word/vbaProject.bin": b"x"}), "cv.docx").extension == "docm"


def test_main_part_may_carry_a_number(make):
    members = {"[Content_Types].xml": make.CONTENT_TYPES, "word/document2.xml": "<a/>"}
    assert judge_file(make.zipped(members), "cv.docx").extension == "docx"


def test_messages_are_plain_sentences(make):
    assert str(refusal(b"")) == "The selected file is empty"
    assert str(refusal(b"x" * (MAX_BYTES + 1))) == "The selected file must be smaller than 10 MB"
    assert str(refusal(b"x" * 3, max_bytes=2)).startswith("The selected file must be smaller than")
    assert str(refusal(b"\x89PNG\r\n\x1a\n")) == EVERY_TYPE
    assert str(refusal(make.ole("EncryptedPackage"))) == "The selected file is password protected"


@pytest.mark.parametrize("size", [0, 100, 512, 600, 1024])
def test_cut_ole_is_damaged_or_no_word_document(make, size):
    assert refusal(make.ole("WordDocument")[:size]).code in ("empty", "damaged", "type")


def test_ole_directory_that_loops_ends(make):
    looping = bytearray(make.ole("WordDocument"))
    struct.pack_into("<I", looping, 512 + 4, 1)  # the directory's sector follows itself
    assert judge_file(bytes(looping), "cv.doc").extension == "doc"


def test_encrypted_word_processor_files_say_so(make):
    assert refusal(make.odt(manifest="<m><manifest:encryption-data/></m>")).code == "encrypted"
    flagged = bytearray(make.docx())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := flagged.find(magic, at + 1)) >= 0:
            flagged[at + offset] |= 1
    assert refusal(bytes(flagged)).code == "encrypted"


def test_bombs_are_refused_before_they_unpack(make):
    assert refusal(make.docx("x" * 60_000_000)).code == "bomb"
    assert refusal(make.docx("x" * 5_000_000)).code == "bomb"  # a rate above 100
    many = {f"word/media/{number}.png": b"" for number in range(2001)}
    assert refusal(make.docx(**many)).code == "bomb"


def test_size_that_lies_is_refused(make):
    body = "".join(chr(33 + number * 7919 % 90) for number in range(40_000)).translate({60: 97, 38: 97})
    lying = bytearray(make.docx(body))
    at = lying.find(b"PK\x01\x02", lying.find(b"PK\x01\x02") + 1)
    struct.pack_into("<I", lying, at + 24, 20)
    assert refusal(bytes(lying)).code == "bomb"


def test_picture_that_is_not_read_may_be_large(make):
    assert judge_file(make.docx(**{"word/media/a.png": bytes(20_000_000)}), "cv.docx").extension == "docx"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_document_type_declaration_is_refused(make, kind):
    evil = getattr(make, kind)(prolog='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    assert refusal(evil).code == "damaged"


def test_other_zips_are_refused(make):
    assert refusal(make.zipped({"a.txt": "x"})).code == "type"
    assert refusal(make.zipped({"mimetype": "application/epub+zip", "content.xml": "<a/>"})).code == "type"
    assert refusal(make.docx()[:-60]).code == "damaged"


def test_polyglots_are_what_they_begin_with_or_refused(sample, make):
    pdf = sample("one_page.pdf")
    assert judge_file(pdf + make.docx(), "cv.docx").extension == "pdf"
    assert judge_file(pdf + b"<script>alert(1)</script>", "cv.html").extension == "pdf"
    assert judge_file(b"\n" * 10 + pdf, "cv.pdf").extension == "pdf"
    assert judge_file(b"\x00junk" * 100 + pdf, "cv.pdf").extension == "pdf"
    for front in (b"<html><script>", b"<!-- x -->", b"GIF89a", b"MZ\0\0", b"\x7fELF", b"\xff\xd8\xff"):
        assert refusal(front + pdf).code == "type"
    assert refusal(b"\x00junk" * 300 + pdf).code == "type"
    assert refusal(b"<script>" + make.docx(), "cv.docx").code == "type"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>x",
        "\ufeff <HTML>",
        "<svg onload=alert(1)>",
        "<script>x</script>",
        "<?php x ?>",
        "#!/bin/sh",
        "<?xml version='1.0'?>",
        "MIME-Version: 1.0\n",
        "From: a@example.com\nTo: b@example.com\nMIME-Version: 1.0\n",
    ],
)
def test_markup_and_scripts_are_no_plain_text(text):
    for encoding in ("utf-8", "utf-16"):
        assert refusal(text.encode(encoding), "cv.txt").code == "type"


@pytest.mark.parametrize("name", ["cv.html", "cv.SVG", "cv.js", "cv.hta", "cv.eml"])
def test_text_named_as_something_that_runs_is_refused(name):
    assert refusal(b"Noor Example", name).code == "type"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_plain_text_in_usual_encodings(encoding):
    assert (
        judge_file("Noor Example, Café <b>\n%PDF- is a magic".encode(encoding), "cv.txt").extension == "txt"
    )


def test_initials_that_look_like_a_program_are_text():
    assert judge_file(b"MZ Consulting, Noor Example", "cv.txt").extension == "txt"


def test_bytes_that_are_no_text_are_refused():
    assert refusal(bytes(range(256)) * 20, "cv.txt").code == "type"
    assert refusal(bytes(1000), "cv.txt").code == "type"


@given(
    st.binary(max_size=3000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1"]),
)
def test_any_bytes_are_judged_or_refused(data, magic):
    with contextlib.suppress(RefusedFile):
        judge_file(magic + data, "cv.pdf")


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../../etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\x.pdf", "x.pdf"),
        ("cv.pdf\0.exe", "cv.pdf.exe"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("c\u200bv\ufeff.pdf", "cv.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux"),
        (".htaccess", "htaccess"),
        (".pdf", "file.pdf"),
        ("..", "file"),
        ("", "file"),
        ("~", "file"),
        ("--help.pdf", "help.pdf"),
        ("cv.pdf. .", "cv.pdf"),
        ("cv.pdf::$DATA", "cv.pdf__$DATA"),
        ("line\nbreak.pdf", "line break.pdf"),
        ("Re\u0301sume\u0301.PDF", "R\u00e9sum\u00e9.PDF"),
        ("\u5c65\u6b74\u66f8.pdf", "\u5c65\u6b74\u66f8.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ("a" * 300 + ".docx", "a" * 115 + ".docx"),
        ("a." + "b" * 300, "a." + "b" * 118),
    ],
)
def test_name_is_made_fit_to_show(given_name, shown):
    assert safe_name(given_name) == shown


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_name_becomes_short_printable_and_stable(name):
    shown = safe_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*\0\r\n\t')
    assert shown[0] not in ".- "
    assert shown[-1] not in ". "
    assert shown.encode("utf-8")
    assert safe_name(shown) == shown
