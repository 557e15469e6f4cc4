"""Lists within lists: entries that are programs, openings and the sections of openings."""

import pytest

from ats.openings.importing import read_postings_page

_WITH_WORDS_BETWEEN = """# Jobs

- **Rope Engineer**, Bergen, Norway

  You design ropes.

  - Must have
    - Patience
    - Calm

  The rope loft is cold in winter.

- **Loom Wizard**

  You weave.

  - Requirements
    - Wool
"""


def lists_of(opening) -> dict[str, list[str]]:
    asked = opening.requirements
    return {
        "to do": list(opening.responsibilities),
        "required": [each.text for each in asked if each.importance == "required"],
        "preferred": [each.text for each in asked if each.importance == "preferred"],
    }


def titles(page):
    return [(program.title, [opening.title for opening in program.openings]) for program in page.programs]


def test_sections_within_the_entries_of_a_list_of_jobs(read_page):
    page = read_page("nested-jobs.md")
    assert titles(page) == [("", ["Rope Engineer", "Knot Technician"])]
    rope, knot = page.openings
    assert (rope.place, rope.paragraphs) == ("Bergen, Norway", ("You design ropes that hold.",))
    assert lists_of(rope) == {
        "to do": ["Draw ropes", "Test ropes"],
        "required": ["5+ years of rope design", "B.Sc. in Mechanics"],
        "preferred": ["Norwegian"],
    }
    assert lists_of(knot) == {"to do": ["Tie knots"], "required": ["Calm hands"], "preferred": ["A boat"]}


def test_jobs_within_the_entries_of_a_list_of_programs(read_page):
    page = read_page("nested-programs.md")
    assert page.title == "Offene Stellen"
    assert titles(page) == [
        ("Abteilung Forschung", ["Chemiker (m/w/d)", "Laborhelfer (m/w/d)"]),
        ("Abteilung Vertrieb", ["Verkäufer (m/w/d)"]),
    ]
    assert lists_of(page.openings[0]) == {
        "to do": ["Stoffe mischen", "Proben nehmen"],
        "required": ["Studium der Chemie", "3 Jahre Erfahrung im Labor"],
        "preferred": [],
    }
    assert page.introduction == ""


def test_sections_within_a_list_below_the_heading_of_an_opening(read_page):
    gardener, guard = read_page("nested-sections.md").openings
    assert lists_of(gardener) == {
        "to do": ["Plant beds", "Water beds"],
        "required": ["3+ years of gardening", "Strong back"],
        "preferred": ["Bees"],
    }
    assert gardener.paragraphs == ("You look after the roof.",)
    assert lists_of(guard) == {
        "to do": ["Walk around", "Write reports"],
        "required": ["A torch"],
        "preferred": [],
    }


def test_what_an_entry_says_between_and_below_its_lists_stays_with_it():
    page = read_postings_page(_WITH_WORDS_BETWEEN, "page.md")
    rope, loom = page.openings
    assert (rope.title, rope.place, loom.title) == ("Rope Engineer", "Bergen, Norway", "Loom Wizard")
    assert rope.paragraphs == ("You design ropes.", "The rope loft is cold in winter.")
    assert lists_of(rope)["required"] == ["Patience", "Calm"]
    assert loom.paragraphs == ("You weave.",)
    assert lists_of(loom)["required"] == ["Wool"]


def test_what_follows_a_section_within_a_list_is_not_in_that_section():
    page = read_postings_page(
        "## Welder\n\nYou weld.\n\n- Must have\n  - Fire\n  - Steel\n- We work in Leeds.\n- We eat together.\n",
        "page.md",
    )
    (welder,) = page.openings
    assert lists_of(welder)["required"] == ["Fire", "Steel"]
    assert welder.paragraphs == ("You weld.", "- We work in Leeds.\n- We eat together.")


def test_roles_within_a_requirement_are_no_openings():
    page = read_postings_page(
        "## Welder\n\nYou weld.\n\n### Requirements\n\n- Works well with others\n  - Product Manager\n    - Sales\n- Steel\n",
        "page.md",
    )
    assert titles(page) == [("", ["Welder"])]
    assert lists_of(page.openings[0])["required"] == [
        "Works well with others",
        "Product Manager",
        "Sales",
        "Steel",
    ]


@pytest.mark.parametrize("bullet", ["•", "–", "*", "·", "o "])
def test_nested_lists_of_plain_text(bullet):
    page = read_postings_page(
        f"Our jobs\n\n{bullet} Rope Engineer\n    {bullet} Must have\n        {bullet} Patience\n        {bullet} Calm\n"
        f"    {bullet} Nice to have\n        {bullet} A boat\n{bullet} Knot Technician\n    {bullet} Must have\n"
        f"        {bullet} Rope\n"
    )
    assert titles(page) == [("", ["Rope Engineer", "Knot Technician"])]
    assert lists_of(page.openings[0]) == {
        "to do": [],
        "required": ["Patience", "Calm"],
        "preferred": ["A boat"],
    }
