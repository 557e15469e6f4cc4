"""The documents of invented people: the same for the same seed, and true to what they print."""

import json
import random
from dataclasses import replace

import phonenumbers
import pytest

from ats.resumes.readers import read_text
from benchmarks.resumes.generating import generate
from benchmarks.resumes.notation import choose_notation
from benchmarks.resumes.people import COUNTRIES, Position, half, invent_person, read_lexicon
from benchmarks.resumes.sheet import lay_out
from benchmarks.resumes.themes import THEMES
from benchmarks.resumes.truth import count_months
from benchmarks.resumes.writers.docx import write_docx
from benchmarks.resumes.writers.odt import write_odt
from benchmarks.resumes.writers.rtf import write_rtf


def _write(folder, family=0):
    generate(folder, seed=5, family=family, count=30, browser=None)
    lines = (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_same_seed_gives_same_documents(tmp_path):
    assert _write(tmp_path / "a") == _write(tmp_path / "b")


def test_documents_print_what_their_truth_tells(tmp_path):
    for entry in [entry for entry in _write(tmp_path) if entry["format"] == "txt"]:
        text = (tmp_path / entry["file"]).read_text("utf-8")
        seen = json.loads((tmp_path / entry["truth"]).read_text("utf-8"))["_visible"]
        for job in seen["work"]:
            assert job["name"] in text
            assert job["position"] in text
            assert job["start"][:4][2:] in text
        assert seen["name"] in text
        assert seen["phone"] in text
        assert seen["email"] in text


def test_telephone_numbers_are_the_written_ones(tmp_path):
    for entry in _write(tmp_path, family=1):
        truth = json.loads((tmp_path / entry["truth"]).read_text("utf-8"))
        seen, region = truth["_visible"], truth["basics"]["location"]["countryCode"]
        number = phonenumbers.parse(seen["phone"], region)
        assert phonenumbers.is_valid_number(number), seen["phone"]
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == seen["phone_e164"]


def test_documents_without_chromium_are_told(tmp_path):
    assert generate(tmp_path, seed=5, family=0, count=4, browser=None) == [
        "000-banner.pdf",
        "003-rail-left.pdf",
    ]


def test_families_share_no_theme_arrangement_or_heading():
    first, second = ([theme for theme in THEMES if theme.family == family] for family in (0, 1))
    assert not {theme.name for theme in first} & {theme.name for theme in second}
    assert not {theme.arrangement for theme in first} & {theme.arrangement for theme in second}
    for language in {country[0] for country in COUNTRIES.values()}:
        for key in ("work", "education", "skills", "about", "languages", "publications", "firms", "schools"):
            words = read_lexicon(language)[key]
            assert len(words) > 1, (language, key)
            assert not set(half(words, 0)) & set(half(words, 1)), (language, key)


@pytest.mark.parametrize("layout", ["tables", "header", "columns", "tabs", "box", "side"])
def test_word_files_hold_all_that_their_truth_tells(layout):
    sheet = _sheet()
    read = read_text(write_docx(sheet, layout), "docx")
    assert _missing(sheet, read.text) == []


@pytest.mark.parametrize(("write", "kind"), [(write_odt, "odt"), (write_rtf, "rtf")])
@pytest.mark.parametrize("layout", ["tables", "tabs"])
def test_other_office_files_hold_all_that_their_truth_tells(write, kind, layout):
    sheet = _sheet()
    assert _missing(sheet, read_text(write(sheet, layout), kind).text) == []


def test_months_of_work_are_what_is_printed():
    jobs = (
        Position("A", "a", (2020, 11), (2023, 2), ()),
        Position("B", "b", (2018, 1), (2020, 12), ()),
    )
    exact = choose_notation(random.Random(1), "en", 0)
    assert count_months(jobs, replace(exact, style="numeric")) == 61
    assert count_months(jobs, replace(exact, style="year")) == 60


def _sheet():
    rng = random.Random(3)
    person = invent_person(rng, "PL", 1, "grouped")
    notation = choose_notation(rng, "pl", 1)
    return lay_out(rng, person, notation, "dates-beside-employer", {"family-1", "grouped", "personal"})


def _missing(sheet, text):
    person = sheet.person
    seen = [person.name, person.email, person.phone, *person.skills]
    for job in person.work:
        seen += [job.employer, job.title, sheet.notation.write_range(job.start, job.end), *job.highlights]
    return [each for each in seen if each not in text]
