"""Pages that only list titles, of which some name a role that is known and others do not."""

import pytest

from ats.openings.importing import UnreadablePage, read_postings_page


def _listed(page: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (program.title, opening.title, opening.place, opening.employment_type)
        for program in read_postings_page(page).programs
        for opening in program.openings
    ]


def test_entries_with_facts_in_brackets_are_openings_where_one_of_them_is() -> None:
    page = "We're hiring!\n\n- Product Manager (Dublin)\n- Office Dog Walker (Dublin, part-time)\n"
    assert _listed(page) == [
        ("", "Product Manager", "Dublin", None),
        ("", "Office Dog Walker", "Dublin", "part_time"),
    ]


def test_entries_with_places_behind_links_are_openings_where_one_of_them_is() -> None:
    page = "<ul><li><a>Rust Developer</a> – Dublin</li><li><a>Dog Walker</a> – Paris</li>"
    page += "<li><a>Accountant</a> – Rome, Italy</li></ul>"
    assert _listed(page) == [
        ("", "Rust Developer", "Dublin", None),
        ("", "Dog Walker", "Paris", None),
        ("", "Accountant", "Rome, Italy", None),
    ]


def test_list_of_the_same_shape_below_another_heading_is_another_program() -> None:
    page = "<h1>Jobs</h1><h2>Engineering</h2><ul><li><a>Rust Developer</a> – Dublin</li></ul>"
    page += "<h2>Office</h2><ul><li><a>Dog Walker</a> – Paris</li></ul>"
    assert _listed(page) == [
        ("Engineering", "Rust Developer", "Dublin", None),
        ("Office", "Dog Walker", "Paris", None),
    ]


def test_links_are_openings_where_half_of_their_list_names_roles() -> None:
    page = "<h1>Jobs</h1><ul><li><a href=/a>Rust Developer</a><li><a href=/b>Dog Walker</a>"
    page += "<li><a href=/c>See all jobs</a></ul>"
    assert [title for _, title, _, _ in _listed(page)] == ["Rust Developer", "Dog Walker"]


def test_other_lists_of_the_page_hold_no_openings() -> None:
    page = "We're hiring!\n\n- Product Manager (Dublin)\n- Dog Walker (Paris)\n\nBenefits\n\n- Free lunch\n- A garden\n"
    assert [title for _, title, _, _ in _listed(page)] == ["Product Manager", "Dog Walker"]


def test_list_of_places_alone_is_no_page_of_openings() -> None:
    with pytest.raises(UnreadablePage):
        read_postings_page("Where we are\n\n- Big garden (Dublin)\n- Old mill (Paris)\n")
