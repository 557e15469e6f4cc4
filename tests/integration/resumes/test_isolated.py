"""Reads small files, honest and hostile ones of our own making, in the children that uploads are read in."""

import io
import json
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from ats.platform.sandbox import Finished, SandboxFailed
from ats.platform.warm_pool import Ended
from ats.resumes import isolated, tools, transport
from ats.resumes.checking import RefusedFile
from ats.resumes.examples import EXAMPLES
from ats.resumes.limits import DEFAULT, Limits
from ats.resumes.reading import read_here
from ats.resumes.readings import reading_from_json
from ats.resumes.text import Line, TextRead
from ats.resumes.tools import ToolFailed

RECEIVED_ON = date(2026, 11, 23)
SAMPLES = {kind: data for kind, data in EXAMPLES if len(data) > 100}
DOCX_NAMES = ("[Content_Types].xml", "word/document.xml")


@pytest.fixture(autouse=True, scope="module")
def pool(tmp_path_factory):
    isolated.configure(limits=DEFAULT, at_once=8, folder=tmp_path_factory.mktemp("reader"))
    yield
    isolated.pool().stop()


def read(data, name="cv", **options):
    return isolated.read_resume(data, name, received_on=RECEIVED_ON, **options)


def docx(document, **more):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCX_NAMES[0], "<Types/>")
        archive.writestr(DOCX_NAMES[1], document)
        for name, content in more.items():
            archive.writestr(name, content)
    return packed.getvalue()


def refusal(data, name="cv"):
    with pytest.raises(RefusedFile) as caught:
        isolated.check_file(data, name)
    return caught.value.code


@pytest.mark.parametrize("kind", SAMPLES)
def test_child_reads_just_what_is_read_here_and_always_the_same(kind):
    data = SAMPLES[kind]
    first = read(data, f"cv.{kind}")
    assert (first.kind, first.state) == (kind, "read")
    assert first.profile.resume["basics"]["email"] == "pat@example.com"
    here = read_here(data, f"cv.{kind}", received_on=RECEIVED_ON)
    assert first.as_json() == read(data, f"cv.{kind}").as_json() == here.as_json()
    assert reading_from_json(first.as_json()) == first


def test_quick_check_tells_kind_and_refuses_with_a_plain_message():
    assert isolated.check_file(SAMPLES["pdf"], "cv.txt").kind == "pdf"
    assert refusal(b"") == "empty"
    assert refusal(b"MZ" + bytes(1000), "cv.pdf") == "type"
    assert refusal(docx("<!DOCTYPE x [<!ENTITY a 'b'>]><w/>")) == "doctype"
    assert refusal(docx(b" " * 60_000_000)) == "bomb"
    with pytest.raises(RefusedFile, match="smaller than 1 MB"):
        isolated.check_file(bytes(1_100_000), "cv", max_bytes=1 << 20)


def test_pdf_and_rtf_are_told_without_a_child_and_what_has_to_be_opened_is_not(monkeypatch):
    def no_child(*args, **options):
        raise ToolFailed("no child")

    monkeypatch.setattr(isolated.pool(), "run", no_child)
    assert isolated.check_file(SAMPLES["pdf"], "cv.pdf").kind == "pdf"
    assert isolated.check_file(rb"{\rtf1 Pat Example}", "cv.doc").kind == "rtf"
    assert [flag.code for flag in isolated.check_file(SAMPLES["pdf"] + docx("<w/>"), "cv.pdf").flags] == [
        "two-files"
    ]
    for data in (docx("<w/>"), b"Pat Example", b"\x89PNG\r\n\x1a\n", b"", b"<html>%PDF-1.4"):
        with pytest.raises(isolated.ReaderBusy):
            isolated.check_file(data, "cv.pdf")


def test_refused_file_that_is_read_all_the_same_says_why():
    reading = read(b"MZ" + bytes(1000))
    assert (reading.state, reading.why, reading.text) == ("unread", "is of a kind that is not read", "")


def test_picture_with_too_many_pixels_is_refused_before_it_is_decoded():
    packed = io.BytesIO()
    Image.new("1", (8000, 8000)).save(packed, "PNG")
    assert len(packed.getvalue()) < 20_000
    assert refusal(packed.getvalue()) == "pixels"


def test_file_that_takes_too_long_is_stopped_and_says_so():
    limits = replace(DEFAULT, child_cpu_seconds=1, child_wall_seconds=1)
    # As many lines as are read at all: nothing else is to be said of the file.
    lines = b"\n".join(b"Engineer | Example %d GmbH | 03/2019 - 04/2020" % number for number in range(19_000))
    reading = read(lines, limits=limits)
    assert reading.state in ("partly", "unread")
    assert reading.why == "took too long to read"
    assert "stopped" in [flag.code for flag in reading.flags]


def test_pages_read_before_the_child_is_stopped_count(monkeypatch):
    run = isolated.pool().run

    def cut(job, *arguments, **named):
        ended = run(job, *arguments, **named)
        if job == "read":
            ended.frames = [frame for frame in ended.frames if frame[0] != transport.PROFILE]
            ended.reason = "timeout"
        return ended

    monkeypatch.setattr(isolated.pool(), "run", cut)
    reading = read(SAMPLES["pdf"])
    assert (reading.state, reading.why) == ("partly", "took too long to read")
    assert reading.profile.resume["basics"]["email"] == "pat@example.com"


def test_characters_that_nothing_can_store_become_signs_for_such():
    text = TextRead("txt", (Line("a\0b \\u0000 \ud800", 0),))
    payload = transport.dump(transport.to_json(text))
    assert transport.text_from_json(transport.load(payload)).text == "a\ufffdb \\u0000 \ufffd"


def line(**values):
    return transport.dump({"kind": "txt", "lines": [{"text": "abc", "start": 0, "block": 0, **values}]})


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"[]", b"null", b"{", b"[" * 100_000, b'{"kind":"txt","extra":1}', b'{"kind":7}', line(start=1),
        line(text="a\nb"), b'{"kind":"txt","lines":[{"text":"\\u0000","start":0}]}', line(page=-1), line(page=True), line(size="x"), line(size=1e300),
        b'{"kind":"txt","lines":[{"text":"\\ud800","start":0}]}', b'{"kind":"txt","page_count":1e999}',
        line(box=[1, 2, 3]), line(links=[{"start": 2, "end": 9, "target": "x"}]), line(kind="script"),
        line(pieces=[{"text": "zz", "start": 0}]),
    ],
)  # fmt: skip
def test_report_that_no_honest_child_sends_is_a_file_that_could_not_be_read(monkeypatch, payload):
    frames = [(transport.CHECKED, b'{"kind":"txt","flags":[]}'), (transport.PART, payload)]
    monkeypatch.setattr(isolated.pool(), "run", lambda *_, **__: Ended(frames))
    reading = read(b"x")
    assert (reading.state, reading.why, reading.text) == ("unread", "is damaged and could not be read", "")


@pytest.mark.parametrize(
    "profile",
    [
        {"resume": []}, {"resume": {"a": {"b": "\0"}}}, {"resume": {}, "sources": {"/x": {}}},
        {"resume": {"a": 1}, "sources": {"/a": {"start": 0, "end": 99, "page": 0, "box": None, "confidence": 1,
                                               "rule": ""}}},
        {"resume": {"a": 1}, "sources": {"/b": {"start": 0, "end": 1, "page": 0, "box": None, "confidence": 1,
                                               "rule": ""}}},
    ],
)  # fmt: skip
def test_profile_that_no_honest_child_sends_is_not_taken(monkeypatch, profile):
    frames = [
        (transport.CHECKED, b'{"kind":"txt","flags":[]}'),
        (transport.PART, line()),
        (transport.PROFILE, json.dumps(profile).encode()),
    ]
    monkeypatch.setattr(isolated.pool(), "run", lambda *_, **__: Ended(list(frames)))
    reading = read(b"x")
    assert reading.profile.resume == {}
    assert "no-profile" in [flag.code for flag in reading.flags]


def test_pages_become_pictures_in_two_densities():
    pictures = list(isolated.iter_pictures(SAMPLES["pdf"], "pdf"))
    assert [(picture.number, picture.density) for picture in pictures] == [(1, 1), (1, 2)]
    for picture in pictures:
        image = Image.open(io.BytesIO(picture.webp))
        assert (image.format, image.size) == ("WEBP", (picture.width, picture.height))
    assert list(isolated.iter_pictures(b"%PDF-1.7 nothing", "pdf")) == []


def test_what_is_no_picture_is_not_given_on(monkeypatch):
    about = {"number": 1, "density": 1, "width": 10, "height": 10}
    for change, image in (
        ({}, b"<script>"),
        ({"width": 10**6}, b"RIFF0000WEBP"),
        ({"density": 3}, b"RIFF0000WEBP"),
    ):
        frame = (transport.PICTURE, json.dumps(about | change).encode() + b"\n" + image)
        monkeypatch.setattr(isolated.pool(), "run", lambda *_, frame=frame, **__: Ended([frame]))
        assert list(isolated.iter_pictures(b"", "pdf")) == []


def picture_of(text):
    from PIL import ImageDraw, ImageFont

    image = Image.new("L", (1000, 500), 255)
    ImageDraw.Draw(image).multiline_text((40, 40), text, font=ImageFont.load_default(40), spacing=20)
    packed = io.BytesIO()
    image.save(packed, "PNG", dpi=(150, 150))
    return packed.getvalue()


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_scan_is_recognised_only_when_it_may_be():
    data = picture_of("Pat Example\npat@example.com\nSoftware Engineer at Example Works")
    assert "Software Engineer" in read(data).text
    later = read(data, ocr=False)
    assert (later.state, later.why) == ("unread", "is a scan that has not been recognised yet")


def test_time_of_recognition_is_that_of_the_processor_over_all_pages(monkeypatch, tmp_path):
    asked = []

    def run(argv, *, cpu_seconds, **_):
        asked.append(cpu_seconds)
        return Finished(b"words", cpu_seconds=2.5)

    monkeypatch.setattr(tools, "run_limited", run)
    ours = tools.Tools(Limits(scan_cpu_seconds=6), lock=tmp_path / "lock")
    for _ in range(3):
        ours.run(("tesseract", "stdin", "stdout"), b"")
    with pytest.raises(tools.ToolFailed, match="timeout"):
        ours.run(("tesseract", "stdin", "stdout"), b"")
    assert asked == [6, 4, 1]


def test_busy_machine_asks_to_try_again_and_changes_nothing(monkeypatch, tmp_path):
    tried = []

    def run(*_, **__):
        tried.append(1)
        if len(tried) < 3:
            raise SandboxFailed("timeout", "stopped", starved=True)
        return Finished(b"words")

    monkeypatch.setattr(tools, "run_limited", run)
    with pytest.raises(tools.ToolFailed, match="busy"):
        tools.Tools(lock=tmp_path / "lock").answer(b'["tesseract","stdin","stdout"]\n')
    assert (
        tools.Tools(lock=tmp_path / "lock", patient=True).run(("tesseract", "stdin", "stdout"), b"")
        == b"words"
    )


def test_missing_program_is_told_apart(monkeypatch):
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    tools.installed_languages.cache_clear()
    reading = read(picture_of("Pat Example"))
    tools.installed_languages.cache_clear()
    assert (reading.state, reading.why) == ("unread", "is in a format that is not read here")
    assert "not-read-here" in [flag.code for flag in reading.flags]


@pytest.mark.parametrize(
    "question",
    [
        b"", b"[]\n", b"{}\n", b'["sh","-c","true"]\n', b'["catdoc","/etc/passwd"]\n', b"[" * 50_000,
        b'["tesseract","/etc/passwd","stdout"]\n', b'["tesseract","stdin","/tmp/out"]\n',
        b'["tesseract","stdin","stdout","-c","debug_file=x"]\n', b'["tesseract","stdin","stdout","-l","../x"]\n',
        b'["tesseract","stdin","stdout","pdf"]\n', b'["tesseract","stdin","stdout","-l"]\n', b'["catdoc",1]\n',
    ],
)  # fmt: skip
def test_child_gets_no_other_program_run(question):
    assert tools.Tools().answer(question) == b"-refused"


def test_eight_at_once_read_their_own():
    texts = [f"Person Number{number}\nperson{number}@example.com\n" for number in range(16)]
    with ThreadPoolExecutor(8) as threads:
        readings = list(threads.map(lambda text: read(text.encode()), texts))
    assert [reading.text + "\n" for reading in readings] == texts
