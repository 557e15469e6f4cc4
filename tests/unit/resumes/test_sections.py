"""Sections by headings of every look, dates in rails, months of experience, and hostile text."""

import time
from dataclasses import replace
from datetime import date

import pytest

from ats.resumes.profiles.experience import months_of_experience
from ats.resumes.profiles.making import make_profile
from ats.resumes.profiles.rails import align_rails
from ats.resumes.profiles.recognised import steady
from ats.resumes.profiles.sections import find_sections
from ats.resumes.profiles.side_headings import put_beside
from ats.resumes.text import Line, TextRead
from ats.vocabulary.periods import find_periods
from tests.unit.resumes.typed import typed

RECEIVED = date(2026, 11, 23)


def kinds_of(text, *, placed=False):
    return [section.kind for section in find_sections(typed(text, placed=placed).lines)]


def test_the_region_above_the_first_heading_is_contact():
    (contact, work) = find_sections(typed("Ada Quill\nada@example.com\nExperience\nNurse\n").lines)
    assert [line.text for line in contact.lines] == ["Ada Quill", "ada@example.com"]
    assert contact.heading is None
    assert (work.kind, work.heading.text, [line.text for line in work.lines]) == (
        "work",
        "Experience",
        ["Nurse"],
    )


def test_a_plain_line_that_reads_like_a_heading_is_none_where_headings_stand_out():
    text = "^Ada\n^Skills\n!Programming\nPython\n!Languages\nGo\n!Tools\nGit\n^Experience\nNurse\n^Education\nBSc\n"
    assert kinds_of(text) == ["contact", "skills", "work", "education"]


def test_a_heading_in_the_margin_keeps_what_stands_beside_it():
    text = "^Ada\n!Experience\tHalberd Ltd\n!Nurse\n!Education\tDunmore College\n"
    sections = find_sections(typed(text, placed=True).lines)
    assert [(s.kind, s.lines[0].text) for s in sections[1:]] == [
        ("work", "Halberd Ltd"),
        ("education", "Dunmore College"),
    ]


def test_a_heading_over_two_lines():
    assert kinds_of("Ada\n!PROFESSIONAL\n!CAREER\nNurse\n!EDUCATION\nBSc\n") == [
        "contact",
        "work",
        "education",
    ]


def test_an_unknown_heading_that_looks_like_the_others_ends_a_section():
    text = "Ada\n^Experience\nNurse at a large hospital in town\n^Education\nBSc in Nursing\n^Odds and ends\nChess\n"
    assert kinds_of(text) == ["contact", "work", "education", "other"]


def test_an_employer_that_looks_like_a_heading_is_none():
    text = "Ada\n^Experience\n^Halberd\nNurse\n2019 - 2021\n^Skills\nGo\n"
    assert kinds_of(text) == ["contact", "work", "skills"]


def test_a_combined_heading_holds_both():
    section = find_sections(typed("Ada\nSkills & Languages\nGo, German\n").lines)[1]
    assert section.holds("skills")
    assert section.holds("languages")
    assert not section.holds("work")


def _line(text, start, x, y, column):
    return Line(text, start, 1, (x, y, x + 5.0 * len(text), y + 10), 0, column, size=10.0)


def test_dates_in_a_rail_stand_before_the_lines_they_are_level_with():
    rail = [
        _line("Experience", 0, 40, 80, 0),
        _line("2019 - 2021", 11, 40, 100, 0),
        _line("2015 - 2019", 23, 40, 140, 0),
    ]
    text = [_line("Nurse", 35, 140, 101, 1), _line("Porter", 41, 140, 141, 1)]
    assert [line.text for line in align_rails([*rail, *text])] == [
        "Experience",
        "2019 - 2021",
        "Nurse",
        "2015 - 2019",
        "Porter",
    ]


def test_headings_in_a_rail_stand_before_what_they_are_level_with():
    top = [_line("Ada Quill", 0, 40, 60, 0)]
    rail = [
        _line("Experience", 10, 40, 100, 1),
        _line("Studies", 21, 40, 150, 1),
        _line("Spoken", 29, 40, 200, 1),
        _line("languages", 36, 40, 214, 1),
    ]
    text = [
        _line("Nurse, Tarnhill Hospital", 46, 140, 103, 2),
        _line("Kept the records", 70, 140, 118, 2),
        _line("Hexby School of Business", 87, 140, 148, 2),
        _line("English", 112, 140, 201, 3),
        _line("Spanish", 120, 140, 215, 3),
    ]
    ordered = put_beside([*top, *rail, *text])
    assert [line.text for line in ordered] == [
        "Ada Quill",
        "Experience",
        "Nurse, Tarnhill Hospital",
        "Kept the records",
        "Studies",
        "Hexby School of Business",
        "Spoken",
        "languages",
        "English",
        "Spanish",
    ]
    assert put_beside(ordered) == ordered


def test_headings_with_their_text_below_them_stay_a_column():
    left = [_line("Languages", 0, 40, 100, 0), _line("English", 10, 40, 115, 0)]
    left += [_line("Skills", 20, 40, 150, 0), _line("Nursing of children and of the old", 30, 40, 165, 0)]
    right = [_line("Tarnhill Hospital", 70, 240, 101, 1), _line("Kept the records", 90, 240, 151, 1)]
    assert put_beside([*left, *right]) == (*left, *right)


def test_columns_of_text_stay_apart():
    left = [_line("Skilled in the use of every tool", 0, 40, 100, 0)]
    right = [_line("2019 - 2021 Nurse at the hospital", 40, 240, 101, 1)]
    assert align_rails([*left, *right]) == (*left, *right)


def test_sizes_of_recognised_lines_are_made_steady_and_others_are_not():
    lines = [replace(_line("x" * 20, 0, 40, 80, 0), size=11.0), replace(_line("y", 30, 40, 95, 0), size=12.0)]
    assert [line.size for line in steady(lines)] == [11.0, 11.0]
    bold = [lines[0], replace(lines[1], bold=True)]
    assert [line.size for line in steady(bold)] == [11.0, 12.0]


def test_headings_of_a_picture_are_known_by_their_words_however_large_each_was_measured():
    texts = [
        ("Ada Quill", 21),
        ("Experience", 16),
        ("Nurse at the hospital", 11),
        ("Education", 11),
        ("BSc", 11),
    ]
    texts += [("Skills", 9), ("Triage", 11)]
    lines, start = [], 0
    for row, (text, size) in enumerate(texts):
        lines.append(replace(_line(text, start, 40, 80 + 15 * row, 0), size=float(size)))
        start += len(text) + 1
    assert [section.kind for section in find_sections(lines)] == ["contact", "work", "education", "skills"]
    printed = [replace(line, bold=line.text == "Experience") for line in lines]
    assert [section.kind for section in find_sections(printed)] == ["contact", "work"]


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        (["Jan 2020 - Mar 2020"], 3),
        (["Jan 2020 - Dec 2020", "Jun 2020 - Jun 2021"], 18),
        (["Oct 2026 - present"], 2),
        (["2014 - 2016"], 24),
        (["2014 - 2016", "2016 - 2018"], 48),
        (["2015 - 2015"], 6),
        (["Jan 2027 - present"], 0),
        (["Jan 2026 - Dec 2030"], 11),
    ],
)
def test_months_are_counted_once_and_until_the_day_of_receipt(periods, months):
    found = [period for text in periods for period in find_periods(text)]
    assert months_of_experience(found, RECEIVED) == months


@pytest.mark.parametrize(
    "text",
    [" " * 200_000, "9" * 200_000, "2019-" * 40_000, "a," * 100_000, "Experience\n" * 3_000, "(" * 100_000],
)
def test_hostile_text_takes_little_time(text):
    lines, start = [], 0
    for row in text.split("\n"):
        lines.append(Line(row, start))
        start += len(row) + 1
    begun = time.process_time()
    make_profile(TextRead("txt", tuple(lines)), received_on=RECEIVED)
    assert time.process_time() - begun < 3
