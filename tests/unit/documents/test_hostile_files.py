"""Judges and reads the hostile files shared between projects; they lie outside the repository."""

import json
from pathlib import Path

import pytest

from ats.documents.page_reader import read_pages
from ats.resumes.checking import RefusedFile, check_file
from ats.resumes.file_names import safe_name
from ats.resumes.kinds import type_of

FOLDER = Path(__file__).parents[4] / "shared" / "resumes" / "hostile"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared hostile files are not here")

# One of each way to hurt: loops, bombs, depth, entities, a password, a wrong name, active content.
SAMPLE = (
    "loop_xobject.pdf",
    "bomb_stream_double.pdf",
    "deep_pagetree.pdf",
    "huge_mediabox.pdf",
    "encrypted_user.pdf",
    "javascript.pdf",
    "billion_laughs.docx",
    "bomb_lying_size.docx",
    "bad_crc.docx",
    "xxe_file.docx",
    "zip_slip.docx",
    "deep.rtf",
    "bin.rtf",
    "exe_as.pdf",
    "redos_spaces.txt",
)


def cases():
    lines = (FOLDER / "manifest.jsonl").read_text().splitlines() if FOLDER.is_dir() else []
    return [case for case in map(json.loads, lines) if (FOLDER / case["file"]).exists()]


def check(case):
    """Judge and read one file; nothing may be raised or leak; the sandbox itself ends what takes too long."""
    data = (FOLDER / case["file"]).read_bytes()
    try:
        kind = check_file(data, case["file"]).kind
    except RefusedFile:
        return "refused"
    result = read_pages(data, type_of(kind).media_type)
    assert case.get("must_not_contain", "\0") not in result.text
    assert not Path(case.get("must_not_exist", "/nonexistent")).exists()
    assert result.why or result.state != "unreadable"
    return result.state


def test_sample_is_survived():
    for case in cases():
        if case["file"] in SAMPLE:
            check(case)


@pytest.mark.slow
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["file"])
def test_every_file_is_survived_and_what_must_be_refused_is(case):
    outcome = check(case)
    if case["expected"] == "reject":
        assert outcome == "refused"


def test_every_hostile_name_is_made_harmless():
    for case in json.loads((FOLDER / "filenames.json").read_text()):
        shown = safe_name(case["filename"])
        assert shown.isprintable()
        assert not set(shown) & set("/\\:\0")
        assert 0 < len(shown) <= 120
