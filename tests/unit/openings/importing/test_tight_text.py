"""Plain text without blank lines, as text that is copied from a page often comes."""

import pytest

from ats.openings.importing import ImportedPage, read_postings_page
from tests.unit.openings.importing.test_program_page import SEED

_TIGHT = """Jobs at Pebble
We make millstones.
Engineering
Stone Engineer
Ghent, Belgium
Full-time
You cut stones for mills that grind by wind and water, all over the country.
What you will do
Cut stones
Measure stones
Requirements
3 years with stone
A steady hand
Apply: jobs@pebble.example.com
Mill Technician
Bruges, Belgium
You keep the mills going.
Requirements
A ladder
No fear of heights
Apply: jobs@pebble.example.com
Office
Clerk
Ghent, Belgium
You count the stones.
Requirements
- Excel
- Patience
"""


def outline(page: ImportedPage) -> list[tuple[str, list[tuple]]]:
    return [
        (
            program.title,
            [
                (each.title, each.responsibilities, [requirement.text for requirement in each.requirements])
                for each in program.openings
            ],
        )
        for program in page.programs
    ]


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def test_titles_programs_and_lists():
    page = read_postings_page(_TIGHT)
    assert outline(page) == [
        (
            "Engineering",
            [
                ("Stone Engineer", ("Cut stones", "Measure stones"), ["3 years with stone", "A steady hand"]),
                ("Mill Technician", (), ["A ladder", "No fear of heights"]),
            ],
        ),
        ("Office", [("Clerk", (), ["Excel", "Patience"])]),
    ]
    assert page.introduction == "We make millstones."
    assert [each.place for each in page.openings] == ["Ghent, Belgium", "Bruges, Belgium", "Ghent, Belgium"]
    assert page.unplaced == ()


@pytest.mark.parametrize(
    "name", ["programs.txt", "hollow-tree.txt", "pictures.txt", "school.txt", "segel.txt"]
)
def test_a_page_of_programs_is_read_as_with_its_blank_lines(posting_file, name):
    text = posting_file(name).decode()
    assert outline(read_postings_page(without_blank_lines(text))) == outline(read_postings_page(text))


def test_the_seed_page_is_read_as_with_its_blank_lines():
    if not SEED.exists():
        pytest.skip("the shared seed page is not there")
    text = SEED.read_text("utf-8")
    page, tight = read_postings_page(text), read_postings_page(without_blank_lines(text))
    assert outline(tight) == outline(page)
    assert [len(each.requirements) for each in tight.openings] == [0, 0, 10, 14, 1, 9, 9]
    assert [each.paragraphs for each in tight.openings] == [each.paragraphs for each in page.openings]
    assert tight.unplaced == ()


def test_a_title_within_a_sentence_begins_nothing():
    page = read_postings_page(
        "Jobs\n\nCook\n\nYou cook with the\nHead Chef\nand the whole crew.\n\nRequirements\n- Knives\n"
    )
    assert [each.title for each in page.openings] == ["Cook"]
    tight = without_blank_lines(_TIGHT).replace(
        "You keep the mills going.", "You help the\nStone Engineer\nto cut."
    )
    assert [each.title for each in read_postings_page(tight).openings] == [
        "Stone Engineer",
        "Mill Technician",
        "Clerk",
    ]
