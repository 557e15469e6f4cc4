"""What files of a mail are taken for: by content and name, in any order."""

import itertools
import struct

import pytest

from ats.inbox.classifying import Kind, choose_resume, classify, kind_by_name, reads_like_resume
from ats.inbox.mime import MailFile
from tests.unit.inbox.mails import LETTER, RESUME

CERTIFICATE = (
    "Certificate of Completion\nThis is to certify that Pat Example has completed the course.\nLeeds, 2021\n"
)
LONG_LETTER = (
    "Pat Example\npat@example.com\n\nDear Sir or Madam,\n\nI read your advert. I have built engines since 2015. I would "
    "like to build yours. My work at Example Ltd taught me a lot. I learn fast.\n\nYours sincerely\nPat Example\n"
)


def file(name: str, content: bytes = b"x" * 2000, media_type="application/octet-stream", **about) -> MailFile:
    return MailFile(name, media_type, content, **about)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CV.pdf", Kind.RESUME),
        ("PatExampleCV2024.pdf", Kind.RESUME),
        ("Lebenslauf_Pat_Example.docx", Kind.RESUME),
        ("Anschreiben.pdf", Kind.COVER_LETTER),
        ("lettre de motivation.pdf", Kind.COVER_LETTER),
        ("cover_letter.pdf", Kind.COVER_LETTER),
        ("Arbeitszeugnis Example GmbH.pdf", Kind.CERTIFICATE),
        ("portfolio-2024.pdf", Kind.PORTFOLIO),
        ("Résumé & cover letter.pdf", Kind.RESUME),
        ("scan0001.pdf", None),
    ],
)
def test_names(name, kind):
    assert kind_by_name(name) == kind


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("scan1.pdf", RESUME, Kind.RESUME),
        ("scan2.pdf", LONG_LETTER, Kind.COVER_LETTER),
        ("scan3.pdf", CERTIFICATE, Kind.CERTIFICATE),
        ("portfolio.pdf", "Pictures", Kind.PORTFOLIO),
        ("cv.pdf", None, Kind.RESUME),
        ("letter.pdf", RESUME, Kind.RESUME),
        ("meeting.ics", None, Kind.CALENDAR),
        ("notes.bin", None, Kind.OTHER),
        ("data.xlsx", None, Kind.OTHER),
    ],
)
def test_content_and_name(name, text, kind):
    assert classify(file(name), text).kind == kind


def test_order_does_not_matter():
    papers = [("a.pdf", LONG_LETTER), ("b.pdf", RESUME), ("c.pdf", CERTIFICATE)]
    for order in itertools.permutations(papers):
        files = [file(name) for name, _ in order]
        found = choose_resume(
            [classify(each, text) for each, (_, text) in zip(files, order, strict=True)], files
        )
        kinds = {each.name: one.kind for each, one in zip(files, found, strict=True)}
        assert kinds == {"a.pdf": "cover_letter", "b.pdf": "resume", "c.pdf": "certificate"}


def test_pictures_of_signatures_are_none_of_the_papers():
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 200, 50) + b"x" * 100
    assert (
        classify(file("image001.png", png, "image/png", is_inline=True), None).kind == Kind.SIGNATURE_PICTURE
    )
    photograph = b"\xff\xd8\xff" + b"x" * 900_000
    found = classify(file("IMG_2041.jpg", photograph, "image/jpeg"), None)
    assert found.kind == Kind.OTHER
    assert choose_resume([found], [file("IMG_2041.jpg", photograph)])[0].kind == Kind.RESUME


def test_of_two_résumés_the_likelier_is_the_one():
    files = [file("cv-short.pdf"), file("cv.pdf")]
    found = choose_resume([classify(files[0], "Pat Example\n"), classify(files[1], RESUME)], files)
    assert [each.kind for each in found] == [Kind.OTHER, Kind.RESUME]


def test_a_body_is_a_résumé_only_if_it_reads_like_one():
    assert reads_like_resume(RESUME)
    assert not reads_like_resume(LONG_LETTER)
    assert not reads_like_resume(LETTER)
