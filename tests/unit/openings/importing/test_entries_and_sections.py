"""Entries of lists, and the sections that lines and entries begin, in text and Markdown."""

import pytest

from ats.openings.importing import read_postings_page


def asked_of(opening):
    return [(each.text, each.importance) for each in opening.requirements]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "·", "►", "o", "1)", "a)", "(1)"])
def test_bullets_blanks_and_line_ends(bullet, blank, ends):
    text = f"Dyer\n\nYou dye.\n\nRequirements\n{bullet}{blank}Wool and patience\n{bullet}{blank}Silk and more of it\n"
    (dyer,) = read_postings_page(text.replace("\n", ends)).openings
    assert [each.text for each in dyer.requirements] == ["Wool and patience", "Silk and more of it"]


def test_entries_that_begin_with_the_section_they_are():
    (opening,) = read_postings_page(
        "## Test Engineer\n\n- **Must have:** Go, PostgreSQL\n- Nice to have: Rust\n- What you will do: Write tests\n"
        "- We eat together.\n",
        "page.md",
    ).openings
    assert asked_of(opening) == [
        ("Must have: Go, PostgreSQL", "required"),
        ("Nice to have: Rust", "preferred"),
    ]
    assert opening.responsibilities == ("Write tests",)
    assert opening.paragraphs == ("- We eat together.",)


def test_sections_with_a_colon_as_entries_beside_theirs():
    (opening,) = read_postings_page(
        "Test Engineer\n\nYou test.\n\n• Must have:\n• Go\n• Patience\n• Nice to have:\n• Rust\n"
    ).openings
    assert asked_of(opening) == [("Go", "required"), ("Patience", "required"), ("Rust", "preferred")]


def test_what_follows_a_list_of_duties_is_no_duty():
    (opening,) = read_postings_page(
        "Deckhand (seasonal)\n\nDuties include:\n- tie ropes\n\nThe boat is red.\n\nRequirements:\n- Water\n"
    ).openings
    assert (opening.responsibilities, opening.paragraphs) == (("tie ropes",), ("The boat is red.",))


def test_a_line_of_a_paragraph_that_is_a_section():
    (opening,) = read_postings_page(
        "Test Engineer\n\nYou test.\nRequirements: Patience is a must; Rust.\n"
    ).openings
    assert opening.paragraphs == ("You test.", "Requirements: Patience is a must; Rust.")
    assert [each.text for each in opening.suggestions] == ["Patience is a must", "Rust."]
