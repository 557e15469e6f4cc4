"""The legal foot of a page, which belongs to none of its openings."""

import pytest

from ats.openings.importing import read_postings_page

_OPENINGS = """Jobs at Foo

Baker
Location: Bath

Requirements
- Baking

Chef
Location: York

Requirements
- 5 years of cooking
"""
_FOOT = """Privacy Policy | Terms of Use | Cookie settings
© 2026 Foo Ltd. All rights reserved.
Foo Ltd, 12 High Street, Bath, Tel. 01225 000000
Follow us on LinkedIn
"""


@pytest.mark.parametrize("above", ["\n", "\nWe all eat together.\n"])
def test_foot_is_left_out_of_the_last_opening_and_listed(above: str) -> None:
    page = read_postings_page(_OPENINGS + above + _FOOT)
    chef = page.openings[-1]
    assert chef.paragraphs == ((above.strip(),) if above.strip() else ())
    assert [requirement.text for requirement in chef.requirements] == ["5 years of cooking"]
    assert not any("Foo" in offer.text or "Privacy" in offer.text for offer in chef.suggestions)
    listed = [line.text for line in (*page.left_out, *page.unplaced)]
    assert sorted(listed) == sorted(_FOOT.splitlines())
    assert [line.text for line in page.unplaced] == ["Foo Ltd, 12 High Street, Bath, Tel. 01225 000000"]


def test_links_beside_a_copyright_are_furniture() -> None:
    row = "Mentions légales | Politique de confidentialité | © 2026 Foo SARL"
    page = read_postings_page(f"{_OPENINGS}\n{row}\n")
    assert page.openings[-1].paragraphs == ()
    assert [line.text for line in page.left_out] == [row]


def test_copyright_above_openings_ends_nothing() -> None:
    page = read_postings_page(f"© 2026 Foo Ltd.\n\n{_OPENINGS}")
    assert [opening.title for opening in page.openings] == ["Baker", "Chef"]


def test_copyright_above_facts_of_an_opening_is_no_foot() -> None:
    page = read_postings_page(f"{_OPENINGS}\n© 2026 Foo Ltd.\n\nSalary: £20,000 a year\n")
    assert page.openings[-1].pay is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Foo is an equal opportunity employer.",
        "Wir sind ein fairer Arbeitgeber.",
        "Foo est un employeur engagé.",
    ],
)
def test_what_a_company_says_of_itself_is_not_offered_as_a_requirement(sentence: str) -> None:
    chef = read_postings_page(f"{_OPENINGS}\n{sentence}\n").openings[-1]
    assert (chef.paragraphs, chef.suggestions) == ((sentence,), ())


def test_a_rule_and_an_address_below_the_last_opening_are_of_the_page():
    page = read_postings_page(
        "# Jobs\n\n## Baker\n\nYou bake.\n\n## Cook\n\nYou cook.\n\n---\n\nQuestions? hello@foo.example\n",
        "page.md",
    )
    assert [each.paragraphs for each in page.openings] == [("You bake.",), ("You cook.",)]
    assert "Questions? hello@foo.example" in [line.text for line in (*page.unplaced, *page.left_out)]


def test_a_heading_that_names_how_to_apply_below_the_openings_is_left_out():
    page = read_postings_page(
        "# Jobs\n\n## Baker\n\nYou bake.\n\n## Cook\n\nYou cook.\n\n# How to apply\n\nCome in.\n", "page.md"
    )
    assert ("How to apply", "Names how to apply") in [(line.text, line.why) for line in page.left_out]
