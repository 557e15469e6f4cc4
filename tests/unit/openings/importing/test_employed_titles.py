"""Titles that are types of employment as well: "Intern", "Freelancer"."""

import pytest

from ats.openings.importing import ImportedOpening, read_postings_page

_LIST = "\n\nRequirements\n- {}\n\n"


def _openings(text: str) -> list[ImportedOpening]:
    return list(read_postings_page(text).openings)


@pytest.mark.parametrize(
    "title",
    [
        "Intern",
        "Intern, Marketing",
        "Working Student",
        "Freelancer",
        "Contractor, Facilities",
        "Volunteer",
        "Praktikant",
        "Stage",
    ],
)
def test_line_that_is_a_type_of_employment_begins_an_opening_where_one_follows(title: str) -> None:
    page = "Jobs at Foo\n\nBaker\nLocation: Bath" + _LIST.format("Baking")
    page += f"{title}\nLocation: York" + _LIST.format("Curiosity")
    baker, other = _openings(page)
    assert (baker.title, baker.place, baker.employment_type) == ("Baker", "Bath", None)
    assert [requirement.text for requirement in baker.requirements] == ["Baking"]
    assert (other.title, other.place) == (title, "York")
    assert [requirement.text for requirement in other.requirements] == ["Curiosity"]


def test_first_opening_of_a_page_may_be_a_type_of_employment() -> None:
    page = "Jobs at Foo\n\nIntern\n\nLocation: York" + _LIST.format("Curiosity")
    assert [opening.title for opening in _openings(page)] == ["Intern"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_type_of_employment_below_a_title_is_its_fact(between: str) -> None:
    page = f"Jobs at Foo\n\nBaker{between}Intern\nLocation: Bath" + _LIST.format("Baking")
    (baker,) = _openings(page)
    assert (baker.title, baker.place, baker.employment_type) == ("Baker", "Bath", "intern")


def test_type_of_employment_between_two_sections_is_a_fact_of_their_opening() -> None:
    page = "Jobs at Foo\n\nBaker\n\nYour duties\n- Bake\n\nContractor\nLocation: Bath" + _LIST.format(
        "Baking"
    )
    (baker,) = _openings(page)
    assert (baker.place, baker.employment_type) == ("Bath", "contractor")
