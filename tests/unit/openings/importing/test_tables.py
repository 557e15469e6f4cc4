"""Tables whose rows or columns are openings or their sections, and lists that a JSON object divides."""

import json

import pytest

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


_FACTS = """<h1>Jobs</h1><h2>Glazier</h2>
<table><tr><th>Place</th><td>Leeds</td></tr><tr><th>{}</th><td>{}</td></tr></table><p>You glaze.</p>
<h2>Packer</h2><p>You pack.</p>"""


@pytest.mark.parametrize("name", ["Apply", "How to apply", "Bewerbung"])
@pytest.mark.parametrize(
    "value", ["kiln@foo.example", "<a href='mailto:kiln@foo.example'>kiln@foo.example</a>"]
)
def test_a_row_that_says_where_to_apply(name, value):
    page = read_postings_page(_FACTS.format(name, value))
    glazier, packer = page.openings
    assert (glazier.apply_address, packer.apply_address) == ("kiln@foo.example", None)
    assert glazier.paragraphs == ("You glaze.",)
    assert [(line.text, line.why) for line in page.left_out] == [
        (f"{name}: kiln@foo.example", "Says where to apply")
    ]


def test_a_section_that_is_an_address_alone_says_where_to_apply():
    page = read_postings_page(
        "Jobs\n\nGlazier\n\nYou glaze.\n\nHow to apply\n\nE-mail: kiln@foo.example\n\nPacker\n\nYou pack.\n"
    )
    assert page.openings[0].apply_address == "kiln@foo.example"
    assert [line.text for line in page.left_out] == ["E-mail: kiln@foo.example"]
    assert page.openings[0].paragraphs == ("You glaze.",)


def test_an_address_for_questions_is_not_where_to_apply():
    (glazier, _) = read_postings_page(_FACTS.format("Contact", "kiln@foo.example")).openings
    assert (glazier.apply_address, glazier.paragraphs) == (
        None,
        ("**Contact**", "kiln@foo.example", "You glaze."),
    )


_AMOUNTS = [("Lunch", "€ 5 a day"), ("Train ticket", "€ 49 a month")]


@pytest.mark.parametrize("name", ["Benefit", "Extra"])
def test_a_table_of_something_else_is_a_list_below_the_name_of_its_first_column(name):
    rows = "".join(f"<tr><td>{what}</td><td>{much}</td></tr>" for what, much in _AMOUNTS)
    html = f"<h1>Jobs</h1><h2>Glazier</h2><p>You glaze.</p><table><tr><th>{name}</th><th>Amount</th></tr>{rows}</table>"
    rows = "".join(f"| {what} | {much} |\n" for what, much in _AMOUNTS)
    markdown = f"# Jobs\n\n## Glazier\n\nYou glaze.\n\n| {name} | Amount |\n|---|---|\n{rows}"
    for page in (read_postings_page(html, "page.html"), read_postings_page(markdown, "page.md")):
        (opening,) = page.openings
        head = f"**{name}**" if name == "Benefit" else f"{name}:"
        told = "- Lunch; Amount: € 5 a day\n- Train ticket; Amount: € 49 a month"
        assert opening.paragraphs == ("You glaze.", head, told)
        assert opening.pay is None
        assert page.unplaced == ()


def test_rows_of_skills_are_requirements():
    (opening,) = read_postings_page(
        "<h1>Glazier</h1><p>You glaze.</p><table><tr><th>Skill</th><th>Level</th></tr>"
        "<tr><td>Lead glass</td><td>expert</td></tr><tr><td>Drawing</td><td>basic</td></tr></table>"
    ).openings
    assert asked_of(opening) == [
        ("Lead glass; Level: expert", "required"),
        ("Drawing; Level: basic", "required"),
    ]


_PROSE = "You glaze all night long and go home in the morning."


@pytest.mark.parametrize(
    "prose", ["You glaze at night.", _PROSE, f"{_PROSE} It is warm work and you are well fed there."]
)
@pytest.mark.parametrize(
    "table",
    [
        "<tr><th>Title</th><th>Place</th></tr><tr><td>Glazier</td><td>Ghent</td></tr><tr><td colspan=2>{}</td></tr>"
        "<tr><td>Packer</td><td>Bruges</td></tr>",
        "<tr><td colspan=2>Glazier</td></tr><tr><td>Place</td><td>Ghent</td></tr><tr><td colspan=2>{}</td></tr>"
        "<tr><td colspan=2>Packer</td></tr><tr><td>Place</td><td>Bruges</td></tr>",
    ],
)
def test_a_text_over_all_columns_is_of_the_opening_above(table, prose):
    page = read_postings_page(f"<h1>Jobs</h1><table>{table.format(prose)}</table>")
    assert [(each.title, each.place, each.paragraphs) for each in page.openings] == [
        ("Glazier", "Ghent", (prose,)),
        ("Packer", "Bruges", ()),
    ]
    assert page.unplaced == ()


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
