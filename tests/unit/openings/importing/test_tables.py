"""Tables whose rows or columns are openings or their sections, and lists that a JSON object divides."""

import json

from ats.openings.importing import read_postings_page

_OPENINGS = """
<h1>Jobs</h1><h2>Kiln</h2>
<table><tr><th>Title</th><th>Place</th><th>Requirements</th><th>Nice to have</th><th>Apply by</th></tr>
<tr><td>Glazier</td><td>Leeds, United Kingdom</td><td><ul><li>4 years at a kiln</li><li>A steady hand</li></ul></td>
<td>French</td><td>1 March 2027</td></tr>
<tr><td>Packer</td><td>Remote</td><td>A good back</td><td></td><td>2 March 2027</td></tr></table>
<h2>Yard</h2>
<table><tr><th>Title</th><th>Requirements</th></tr><tr><td>Driver</td><td>A licence</td></tr></table>
"""
_SECTIONS = """
<h1>Glazier</h1><p>You glaze.</p>
<table><tr><th>Requirements</th><th>Nice to have</th></tr>
<tr><td><ul><li>4 years at a kiln</li><li>A steady hand</li></ul></td><td><ul><li>French</li></ul></td></tr></table>
"""


def asked_of(opening) -> list[tuple[str, str]]:
    return [(each.text, each.importance) for each in opening.requirements]


def test_each_row_is_an_opening_and_its_cells_are_facts_and_sections():
    page = read_postings_page(_OPENINGS)
    assert [[opening.title for opening in each.openings] for each in page.programs] == [
        ["Glazier", "Packer"],
        ["Driver"],
    ]
    glazier, packer, _ = page.openings
    assert asked_of(glazier) == [
        ("4 years at a kiln", "required"),
        ("A steady hand", "required"),
        ("French", "preferred"),
    ]
    assert (glazier.place, glazier.deadline_on.isoformat()) == ("Leeds, United Kingdom", "2027-03-01")
    assert asked_of(packer) == [("A good back", "required")]
    assert page.unplaced == ()


def test_two_columns_that_are_sections_are_those_of_the_opening_above():
    (opening,) = read_postings_page(_SECTIONS).openings
    assert opening.title == "Glazier"
    assert asked_of(opening) == [
        ("4 years at a kiln", "required"),
        ("A steady hand", "required"),
        ("French", "preferred"),
    ]


def test_an_object_divides_requirements_by_the_names_of_its_lists():
    lists = {"required": ["4 years at a kiln"], "preferred": ["French"], "soft": ["Patience"]}
    (opening,) = read_postings_page(
        json.dumps([{"title": "Glazier", "description": "You glaze.", "requirements": lists}])
    ).openings
    assert asked_of(opening) == [
        ("4 years at a kiln", "required"),
        ("Patience", "required"),
        ("French", "preferred"),
    ]
