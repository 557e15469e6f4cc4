"""That nothing of a page is lost without a word: what is in no text of the result is listed, each with a reason."""

import re
from collections import Counter

import pytest

from ats.openings.importing import (
    ImportedOpening,
    ImportedPage,
    ImportedProgram,
    describe_import,
    read_postings_page,
)
from ats.openings.importing.accounting import account_for
from ats.openings.importing.page_lines import PageLine
from tests.unit.openings.importing.conftest import POSTINGS

# A bullet or a number before an entry, and where a link of Markdown leads to, are no words of the page.
_MARKS = re.compile(r"^\s*(?:#{1,6}\s|>|[-*+o]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)*")
_TARGET = re.compile(r"\]\([^()\s]*\)")
_TEXTS = sorted(path.name for path in POSTINGS.iterdir() if path.suffix in (".txt", ".md"))

TWO_ALIKE = """Jobs

Welder

You weld.

Requirements:
- Steady hands

Solderer

You solder.

Requirements:
- Steady hands

[Top of Page]

Copyright 2026, Tin Works. All rights reserved.
"""


def lost_lines(source: str, page: ImportedPage) -> list[str]:
    """Return the lines of which some word is found less often in the result than on the page."""
    there = Counter(word for text in _texts(page) for word in re.findall(r"\w+", text.casefold()))
    lost = []
    for line in source.splitlines():
        words = Counter(re.findall(r"\w+", _MARKS.sub("", _TARGET.sub("]", line)).casefold()))
        if words - there:
            lost.append(line)
        there -= words
    return lost


def _texts(page: ImportedPage):
    yield from (page.title, page.introduction)
    for program in page.programs:
        yield from (program.title, program.introduction)
    for opening in page.openings:
        yield from (opening.title, *opening.paragraphs, *opening.responsibilities, opening.place or "")
        yield from (requirement.text for requirement in opening.requirements)
    yield from (line.text for line in (*page.unplaced, *page.left_out, *page.understood))


@pytest.mark.parametrize("name", _TEXTS)
def test_every_word_of_every_line_is_in_the_result_or_listed(read_page, posting_file, name):
    assert lost_lines(posting_file(name).decode(), read_page(name)) == []


def test_the_measure_itself_sees_what_is_lost():
    page = read_postings_page(TWO_ALIKE)
    assert lost_lines(TWO_ALIKE, page) == []
    assert lost_lines(f"{TWO_ALIKE}\nOne more line.", page) == ["One more line."]
    assert lost_lines(TWO_ALIKE.replace("You solder.", "You weld."), page) == ["You weld."]


def test_furniture_is_listed_with_its_line_and_a_reason():
    page = read_postings_page(TWO_ALIKE)
    assert page.unplaced == ()
    assert [(line.line_number, line.text, line.why) for line in page.left_out] == [
        (17, "[Top of Page]", "Furniture of the page"),
        (19, "Copyright 2026, Tin Works. All rights reserved.", "Furniture of the page"),
    ]


def test_names_of_sections_and_facts_are_listed_as_understood():
    page = read_postings_page(
        "Welder\nLocation: Leeds\nFull-time\n\nYou weld. Day by day you will have these to do:\n- Weld\n\nRequirements:\n- Fire\n"
    )
    assert [(line.text, line.why) for line in page.understood] == [
        ("Location:", "Read as a fact"),
        ("Full-time", "Read as a fact"),
        ("Day by day you will have these to do:", "Leads into a list"),
        ("Requirements:", "The name of a section"),
    ]
    assert page.unplaced == page.left_out == ()


def test_a_second_place_is_taken_and_a_second_type_stays_in_the_text():
    page = read_postings_page(
        "Welder\nLocation: Leeds\nLocation: York\nType: Part-time\nType: Full-time\n\nYou weld.\n\n"
        "Requirements:\n- Fire\n"
    )
    (welder,) = page.openings
    assert (welder.place, welder.employment_type) == ("Leeds; York", "part_time")
    assert welder.paragraphs == ("Type: Full-time", "You weld.")
    assert page.unplaced == ()


def test_a_fact_that_was_not_taken_is_not_understood():
    opening = ImportedOpening("Welder", place="Leeds", source_lines=(1, 3))
    page = ImportedPage(programs=(ImportedProgram("", openings=(opening,)),))
    lines = [PageLine(1, "Welder"), PageLine(2, "Location: Leeds"), PageLine(3, "Location: York")]
    accounted = account_for(page, lines)
    assert [(line.line_number, line.text) for line in accounted.understood] == [(2, "Location:")]
    assert [(line.line_number, line.text) for line in accounted.unplaced] == [(3, "Location: York")]
    assert "says otherwise elsewhere" in accounted.unplaced[0].why


def test_a_way_to_apply_that_is_not_taken_is_no_furniture():
    page = read_postings_page(
        "Jobs\n\nWelder\n\nYou weld.\n\nSend your resume to weld@tin.example.com.\n\n"
        "Send a copy of your resume to copy@tin.example.com too.\n"
    )
    assert page.openings[0].apply_address == "weld@tin.example.com"
    assert [line.text for line in page.left_out] == ["Send your resume to weld@tin.example.com."]
    assert [line.text for line in page.unplaced] == [
        "Send a copy of your resume to copy@tin.example.com too."
    ]


def test_a_sentence_over_two_lines_is_listed_once():
    page = read_postings_page(
        "Welder\n\nYou weld. If that sounds like you, please do send your\nresume to weld@tin.example.com. We answer.\n"
        "\nRequirements:\n- Fire\n"
    )
    assert [(line.line_number, line.text) for line in page.left_out] == [
        (3, "If that sounds like you, please do send your resume to weld@tin.example.com.")
    ]
    assert page.openings[0].paragraphs == ("You weld. We answer.",)


def test_front_matter_and_comments_are_not_text():
    page = read_postings_page(
        "---\nlayout: jobs\n---\n# Jobs\n\n<!-- ask Moira -->\n\n## Welder\n\nYou weld.\n\n**Requirements**\n\n- Fire\n",
        "page.md",
    )
    hidden = [line.text for line in page.left_out if line.why == "Not shown to readers of the page"]
    assert [text.strip("<!-> ") for text in hidden] == ["layout: jobs", "ask Moira"]


def test_a_rule_at_the_start_of_a_page_is_no_front_matter():
    page = read_postings_page("---\n## Welder\nYou weld.\n\n- Fire\n---\n## Painter\nYou paint.\n", "page.md")
    assert [opening.title for opening in page.openings] == ["Welder", "Painter"]


def test_the_description_lists_them_in_full_and_each_once():
    long = f"Copyright {'Z' * 140}"
    described = describe_import(read_postings_page(f"Tin is soft.\n\n{TWO_ALIKE}\n[Top of Page]\n\n{long}\n"))
    assert "  lines 19, 23: [Top of Page] (Furniture of the page)" in described
    assert "  lines 9, 16: Requirements: (The name of a section)" in described
    assert f"  line 25: {long} (Furniture of the page)" in described
    assert "Introduction of the page:\n  Tin is soft." in described
