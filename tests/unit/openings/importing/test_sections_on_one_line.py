"""Sections that begin and end on one line: "Must have: baking"."""

import pytest

from ats.openings.importing import ImportedOpening, ImportedPage, read_postings_page


def _page(name: str) -> ImportedPage:
    return read_postings_page(
        f"""Baker | Bath | Full-time
Bake bread for two hundred guests.
{name}: 2 years of baking; a food hygiene certificate
Apply: baker@foo.example

Chef | York | Full-time
Cook for two hundred guests.
{name}: 3 years of cooking, good humour (desirable)
Apply: chef@foo.example
"""
    )


def _offers(opening: ImportedOpening) -> list[tuple[str, str]]:
    return [(offer.text, offer.importance) for offer in opening.suggestions]


@pytest.mark.parametrize("name", ["Must have", "Requirements"])
def test_what_is_asked_for_above_an_address_is_kept_and_offered(name: str) -> None:
    page = _page(name)
    baker, chef = page.openings
    assert baker.paragraphs[-1] == f"{name}: 2 years of baking; a food hygiene certificate"
    assert _offers(baker) == [("2 years of baking", "required"), ("a food hygiene certificate", "required")]
    assert _offers(chef) == [("3 years of cooking", "required"), ("good humour (desirable)", "preferred")]
    assert (baker.apply_address, chef.apply_address) == ("baker@foo.example", "chef@foo.example")


def test_a_line_that_lists_three_things_and_more_lists_requirements() -> None:
    page = read_postings_page(
        "Jobs\n\nCook\n\nYou cook.\n\nWe want: three years in a kitchen; knives; calm. Ideally: French; a van.\n\n"
        "Baker\n\nYou bake.\nRequirements: flour; water; patience.\n"
    )
    cook, baker = page.openings
    assert [(each.text, each.importance, each.years) for each in cook.requirements] == [
        ("three years in a kitchen", "required", 3),
        ("knives", "required", None),
        ("calm", "required", None),
        ("French", "preferred", None),
        ("a van", "preferred", None),
    ]
    assert [each.text for each in baker.requirements] == ["flour", "water", "patience"]
    assert (cook.paragraphs, baker.paragraphs) == (("You cook.",), ("You bake.",))
    assert page.unplaced == ()


@pytest.mark.parametrize(
    "text",
    [
        "You cook. We want: three years in a kitchen; knives; calm.",
        "We want: knives; calm.",
        "We want: three years in a kitchen; knives; calm. Our kitchen is red.",
        f"We want: {'knives and more ' * 10}; calm; patience.",
        "We want: knives; calm; Location: Bath",
    ],
)
def test_prose_around_such_a_list_keeps_it_and_offers_it(text: str) -> None:
    (cook,) = read_postings_page(f"Jobs\n\nCook\n\n{text}\n\nApply: cook@foo.example\n").openings
    assert (cook.requirements, cook.paragraphs) == ((), (" ".join(text.split()),))
    assert "calm" in [offer.text.rstrip(".") for offer in cook.suggestions]


def test_address_alone_is_what_is_left_out() -> None:
    page = _page("Requirements")
    assert page.unplaced == ()
    assert [line.text for line in page.left_out] == ["Apply: baker@foo.example", "Apply: chef@foo.example"]


def test_wish_in_brackets_that_says_what_it_wishes_for_is_an_offer_of_its_own() -> None:
    text = "Baker\nLocation: Bath\n\nRequirements: A degree (MBA a plus). You like bread (a plus).\n"
    (baker,) = read_postings_page(text).openings
    assert _offers(baker) == [
        ("A degree.", "required"),
        ("MBA a plus", "preferred"),
        ("You like bread (a plus).", "preferred"),
    ]
