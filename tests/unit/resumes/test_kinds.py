"""Tests of the quick check: what a file is by its content, and what is refused."""

import contextlib
import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ats.resumes.checking import RefusedFile, check_file
from ats.resumes.limits import DEFAULT, Limits

EVERY_TYPE = "The selected file must be a PDF, DOCX, DOC, ODT, RTF, TXT, HTML, PNG, JPG or TIFF"


def refusal(data, name="cv.pdf", **limits):
    with pytest.raises(RefusedFile) as caught:
        check_file(data, name, Limits(**limits))
    return caught.value


def kind_of(data, name="cv.pdf"):
    return check_file(data, name).kind


def flags_of(data, name="cv.pdf"):
    return [flag.code for flag in check_file(data, name).flags]


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
        assert kind_of(sample(name), other) == extension


def test_word_97_is_told_from_other_ole_files(make):
    assert kind_of(make.ole("WordDocument", "1Table"), "cv.doc") == "doc"
    assert refusal(make.ole("Workbook")).code == "type"
    assert refusal(make.ole("__properties_version1.0")).code == "type"


def test_macros_are_kept_apart_from_plain_documents(make):
    assert kind_of(make.docx(**{"word/vbaProject.bin": b"x"}), "cv.docx") == "docm"


def test_main_part_may_carry_a_number(make):
    members = {"[Content_Types].xml": make.CONTENT_TYPES, "word/document2.xml": "<a/>"}
    assert kind_of(make.zipped(members), "cv.docx") == "docx"


def test_messages_are_plain_sentences(make):
    assert str(refusal(b"")) == "The selected file is empty"
    assert str(refusal(b"x" * (DEFAULT.file_bytes + 1))) == "The selected file must be smaller than 10 MB"
    assert str(refusal(b"x" * 3, file_bytes=2)).startswith("The selected file must be smaller than")
    assert str(refusal(b"GIF89a\0\0")) == EVERY_TYPE
    assert str(refusal(bytes(300))) == EVERY_TYPE


@pytest.mark.parametrize("size", [0, 100, 512, 600, 1024])
def test_cut_ole_is_damaged_or_no_word_document(make, size):
    assert refusal(make.ole("WordDocument")[:size]).code in ("empty", "damaged", "type")


def test_ole_directory_that_loops_ends(make):
    looping = bytearray(make.ole("WordDocument"))
    struct.pack_into("<I", looping, 512 + 4, 1)  # the directory's sector follows itself
    assert kind_of(bytes(looping), "cv.doc") == "doc"


def test_encrypted_word_processor_files_are_kept_and_flagged(make):
    assert flags_of(make.odt(manifest="<m><manifest:encryption-data/></m>")) == ["encrypted"]
    assert kind_of(make.ole("EncryptedPackage")) == "docx"
    assert flags_of(make.ole("EncryptedPackage")) == ["encrypted"]
    flagged = bytearray(make.docx())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := flagged.find(magic, at + 1)) >= 0:
            flagged[at + offset] |= 1
    assert flags_of(bytes(flagged)) == ["encrypted"]


def test_bombs_are_refused_before_they_unpack(make):
    assert refusal(make.docx("x" * 60_000_000)).code == "bomb"
    assert refusal(make.docx("x" * 5_000_000)).code == "bomb"  # a rate above 200
    many = {f"word/media/{number}.png": b"" for number in range(2001)}
    assert refusal(make.docx(**many)).code == "bomb"


def test_size_that_lies_is_refused(make):
    body = "".join(chr(33 + number * 7919 % 90) for number in range(40_000)).translate({60: 97, 38: 97})
    lying = bytearray(make.docx(body))
    at = lying.find(b"PK\x01\x02", lying.find(b"PK\x01\x02") + 1)
    struct.pack_into("<I", lying, at + 24, 20)
    assert refusal(bytes(lying)).code == "bomb"


def test_picture_that_is_not_read_may_be_large(make):
    assert kind_of(make.docx(**{"word/media/a.png": bytes(20_000_000)}), "cv.docx") == "docx"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_document_type_declaration_is_refused(make, kind):
    evil = getattr(make, kind)(prolog='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    assert refusal(evil).code == "doctype"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_encoding_that_may_hide_a_declaration_is_refused(make, kind):
    assert refusal(getattr(make, kind)(prolog='<?xml version="1.0" encoding="UTF-7"?>')).code == "doctype"
    plain = getattr(make, kind)(prolog='<?xml version="1.0" encoding="ISO-8859-1"?>')
    assert kind_of(plain, f"cv.{kind}") == kind


def test_other_zips_are_refused(make):
    assert refusal(make.zipped({"a.txt": "x"})).code == "type"
    assert refusal(make.zipped({"mimetype": "application/epub+zip", "content.xml": "<a/>"})).code == "type"
    assert refusal(make.zipped({"a.txt": "x"})[:-60]).code == "damaged"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_cut_word_processor_files_are_kept_and_flagged(make, kind):
    cut = getattr(make, kind)()[:-60]
    assert kind_of(cut) == kind
    assert flags_of(cut) == ["damaged"]


def test_wrong_checksum_is_flagged(make):
    damaged = bytearray(make.docx())
    content = damaged.find(b"word/document.xml") + len("word/document.xml")
    damaged[content] ^= 0xFF
    assert "damaged" in flags_of(bytes(damaged))


def test_polyglots_are_what_they_begin_with_or_refused(sample, make):
    pdf = sample("one_page.pdf")
    assert kind_of(pdf + make.docx(), "cv.docx") == "pdf"
    assert kind_of(pdf + b"<script>alert(1)</script>", "cv.html") == "pdf"
    assert kind_of(b"\n" * 10 + pdf, "cv.pdf") == "pdf"
    assert kind_of(b"\x00junk" * 100 + pdf, "cv.pdf") == "pdf"
    assert flags_of(pdf + make.docx()) == ["two-files"]
    for front in (b"GIF89a\0", b"MZ\0\0", b"\x7fELF\0", b"<svg>\0\0", b"#!/bin/sh\0"):
        assert refusal(front + pdf).code == "type"
    assert refusal(b"\x00junk" * 600 + pdf).code == "type"
    assert refusal(b"<script>" + make.docx(), "cv.docx").code == "type"


@pytest.mark.parametrize(
    "text",
    [
        "<svg onload=alert(1)>",
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<!-- x --><svg/>",
        "<?php x ?>",
        "#!/bin/sh",
        "<?xml version='1.0'?>",
        "MIME-Version: 1.0\n",
        "From: a@example.com\nTo: b@example.com\nMIME-Version: 1.0\n",
    ],
)
def test_other_markup_scripts_and_mails_are_refused(text):
    for encoding in ("utf-8", "utf-16"):
        assert refusal(text.encode(encoding), "cv.txt").code == "type"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>x",
        "\ufeff <HTML>",
        "<!-- saved from url=(0014)about:internet --><html>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>",
        "<title>Noor</title>",
        "<div><p>Noor</p><p>Operator</p></div>",
    ],
)
def test_web_pages_are_told_and_flagged_under_another_name(text):
    for encoding in ("utf-8", "utf-16"):
        assert kind_of(text.encode(encoding)) == "html"
    assert flags_of(text.encode(), "cv.pdf") == ["other-name"]
    assert flags_of(text.encode(), "cv.html") == []


def test_web_page_archives_are_told_from_mails():
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>"
    assert kind_of(head) == "mhtml"
    assert kind_of(b"From: <Saved by a browser>\nSubject: CV\n" + head) == "mhtml"
    assert (
        refusal(
            b"From: a@example.com\n"
            + head.replace(b"multipart/related", b"text/plain").replace(b"text/html", b"a/b")
        ).code
        == "type"
    )


def test_words_in_angle_brackets_do_not_make_a_page():
    assert kind_of(b"<script>alert(1)</script> Example\n+1 415 555 0100\nOperator") == "txt"


@pytest.mark.parametrize("name", ["cv.html", "cv.SVG", "cv.js", "cv.hta", "cv.eml"])
def test_name_decides_nothing(name):
    assert kind_of(b"Noor Example", name) == "txt"


def picture(form, side=10):
    data = io.BytesIO()
    Image.new("1", (side, side)).save(data, form)
    return data.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_told_and_counted_before_they_are_decoded(form):
    assert kind_of(picture(form)) == form.lower()
    refused = refusal(picture(form, 20), pixels=399)
    assert (refused.code, str(refused).startswith("The selected file must be a picture of at most")) == (
        "pixels",
        True,
    )
    assert flags_of(picture(form)[:9]) == ["damaged"]


def test_malware_test_string_is_flagged_and_not_refused(make):
    eicar = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    assert flags_of(eicar, "eicar.txt") == ["malware_test"]
    assert flags_of(make.docx(**{"word/embeddings/x.com": eicar})) == ["malware_test"]
    assert flags_of(make.docx(**{"word/embeddings/x.com": eicar[:-1] + b"x"})) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_plain_text_in_usual_encodings(encoding):
    assert kind_of("Noor Example, Café <b>\n%PDF- is a magic".encode(encoding), "cv.txt") == "txt"


def test_initials_that_look_like_a_program_are_text():
    assert kind_of(b"MZ Consulting, Noor Example", "cv.txt") == "txt"


def test_bytes_that_are_no_text_are_refused():
    assert refusal(bytes(range(256)) * 20, "cv.txt").code == "type"
    assert refusal(bytes(1000), "cv.txt").code == "type"


@given(
    st.binary(max_size=3000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1"]),
)
def test_any_bytes_are_judged_or_refused(data, magic):
    with contextlib.suppress(RefusedFile):
        check_file(magic + data, "cv.pdf")
