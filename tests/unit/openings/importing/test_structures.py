"""Pages built in many ways: what is on each, and that none of their words is lost."""

from pathlib import Path

import pytest

from ats.openings.importing import ImportedPage, read_postings_page
from tests.unit.openings.importing.accounting import lost_words, words_of_html

PAGES = Path(__file__).parents[3] / "files" / "structures"
# Of each page, its programs with their openings, and of each opening how many duties and requirements it has.
EXPECTED = {
    "accordions.html": {
        "Bakery": {"Night Baker": (0, 1), "Oven Technician": (0, 1)},
        "Shop": {"Counter Clerk": (0, 0)},
    },
    "aria-headings.html": {
        "Observatory": {"Dome Engineer": (0, 2)},
        "Archive": {"Plate Librarian": (0, 0)},
    },
    "aspnet-form.html": {"": {"Parks Gardener": (0, 2), "Street Cleaner": (0, 0)}},
    "beside-facts.html": {"": {"Harp Restorer and Technician": (0, 1)}},
    "bold-paragraphs.html": {"": {"Bell Founder and Mechanic": (3, 2), "Tower Fitter": (0, 2)}},
    "button-accordion.html": {"": {"Sand Analyst": (0, 1), "Camel Driver": (0, 1)}},
    "cards-of-links.html": {
        "Engineering": {"Backend Engineer": (0, 0), "Data Engineer": (0, 0)},
        "Marketing": {"Content Writer": (0, 0)},
    },
    "cards.html": {"": {"Cheese Technician": (0, 2), "Milk Driver": (0, 0)}},
    "definition-lists.html": {
        "Harbour": {"Lamp Technician": (2, 1)},
        "Boats": {"Boat Mechanic": (0, 0), "Rope Worker": (0, 0)},
    },
    "department-tabs.html": {
        "Balloons": {"Envelope Technician": (0, 0), "Gas Engineer": (0, 0)},
        "Kites": {"String Tester": (0, 0)},
    },
    "details.html": {
        "": {"Train Driver": (2, 3), "Guard": (0, 0), "Dining Car Cook": (0, 2)},
    },
    "facts-in-lists.html": {
        "Pôle Élevage": {
            "Technicien(ne) piscicole (H/F)": (2, 3),
            "Alternant(e) – Contrôle qualité": (0, 0),
        },
        "Pôle Vente": {"Vendeur / Vendeuse sur les marchés": (0, 0)},
    },
    "items-with-bold-titles.html": {"": {"Nurse": (0, 2), "Cook": (0, 1)}},
    "layout-tables.html": {"": {"Pattern Maker and Joiner": (0, 2), "Furnace Operator": (0, 1)}},
    "linked-data.html": {"": {"Rope Maker and Spinner": (0, 1)}},
    "overview-table.html": {
        "Nursery": {"Night Keeper and Cleaner": (0, 1)},
        "Clinic": {"Owl Veterinarian": (0, 1)},
    },
    "rows-of-one-opening.html": {"": {"Glass Painter": (2, 3), "Furnace Technician": (2, 1)}},
    "shared-document.html": {
        "Print shop": {"Letterpress Operator": (2, 3), "Bookbinder": (0, 0)},
        "Desk": {"Editor, Poetry": (0, 2)},
    },
    "table-of-departments.html": {
        "Drying": {"Kiln Technician": (0, 0), "Rack Cleaner": (0, 0), "Shift Supervisor": (0, 0)},
        "Harvest": {"Boat Driver": (0, 0)},
    },
    "table-per-opening.html": {"": {"Tischler (m/w/d)": (2, 2), "Buchhalterin (m/w/d)": (1, 1)}},
    "table-with-sections.html": {
        "Sky": {"Balloon Pilot": (1, 3), "Kite Instructor": (1, 1)},
        "Sea": {"Boat Mechanic": (1, 2)},
    },
    "table-with-group-rows.html": {
        "Quarry": {"Stone Mason": (0, 1), "Crane Operator": (0, 1)},
        "Workshop": {"Polisher and Painter": (0, 1)},
    },
    "tabs.html": {"": {"Opera Costume Designer": (0, 3)}},
    "turned-table.html": {"": {"Loom Mechanic": (0, 1), "Dye Chemist": (0, 2)}},
    "word-bold-titles.html": {
        "Workshop": {"Lens Grinder": (0, 2), "Coating Technician": (0, 0)},
        "Office": {"Bookkeeper": (0, 0)},
    },
    "word-export.html": {"": {"Reed Cutter and Driver": (0, 2), "Bird Warden and Guard": (0, 0)}},
}
FACTS = {
    "Train Driver": ("Skipton, England", "full_time"),
    "Guard": (None, "temporary"),
    "Dining Car Cook": ("Skipton", None),
    "Technicien(ne) piscicole (H/F)": ("Villars-les-Dombes (01)", "full_time"),
    "Alternant(e) – Contrôle qualité": (None, None),
    "Letterpress Operator": ("Leipzig, Germany", None),
    "Editor, Poetry": ("Anywhere in Europe", None),
    "Lens Grinder": ("Hay-on-Wye", "full_time"),
    "Coating Technician": ("Hay-on-Wye", "part_time"),
    "Bookkeeper": ("Anywhere in Wales", None),
    "Dome Engineer": ("La Palma", None),
    "Harp Restorer and Technician": ("Galway", "contractor"),
    "Rope Maker and Spinner": ("Chatham, GB; Rochester, GB", "part_time"),
    "Backend Engineer": ("Berlin", "full_time"),
    "Content Writer": ("Paris", "full_time"),
    "Nurse": ("Oslo", None),
    "Tischler (m/w/d)": (None, "part_time"),
    "Tower Fitter": (None, "part_time"),
    "Cheese Technician": ("Gouda", "full_time"),
    "Milk Driver": ("Edam", "part_time"),
    "Lamp Technician": ("Skerryvore; Tiree", "contractor"),
    "Night Keeper and Cleaner": ("Whitby", None),
    "Glass Painter": ("Basel; Bern", "temporary"),
    "Kiln Technician": ("Bergen; Oslo", "part_time"),
    "Rack Cleaner": ("Bergen", "temporary"),
    "Loom Mechanic": ("Lyon", "part_time"),
    "Dye Chemist": ("Roubaix", "temporary"),
}
# What nobody can place; of all other pages this is nothing.
UNPLACED = {
    "beside-facts.html": ["Our cat is called Plectrum."],
    "button-accordion.html": ["Secret tracking paragraph"],
    "cards.html": ["Visit our farm", "Every Saturday in summertime."],
    "details.html": ["We are closed on Mondays. Questions: staff@moorland.example.com"],
    "facts-in-lists.html": ["Candidature spontanée", "Vous ne trouvez pas votre bonheur ? Écrivez-nous !"],
    "shared-document.html": ["Write to jobs@quill.example.com until 20 December 2026."],
    "word-bold-titles.html": ["Please send your CV to post@kestrel.example.com by 31 January 2027."],
    "linked-data.html": ["description: Tarring happens outdoors."],
    "table-of-departments.html": ["Our harbour", "It freezes every February."],
}


def page_of(name: str) -> ImportedPage:
    return read_postings_page((PAGES / name).read_bytes(), name)


def test_every_page_of_the_folder_is_told_of():
    assert {path.name for path in PAGES.glob("*.html")} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_programs_openings_and_how_much_each_asks(name):
    found = {
        program.title: {
            opening.title: (len(opening.responsibilities), len(opening.requirements))
            for opening in program.openings
        }
        for program in page_of(name).programs
    }
    assert found == EXPECTED[name]
    assert list(found) == list(EXPECTED[name])


@pytest.mark.parametrize("name", EXPECTED)
def test_facts_are_those_of_their_opening(name):
    for opening in page_of(name).openings:
        assert (opening.place, opening.employment_type) == FACTS.get(opening.title, (None, None)) or (
            opening.title not in FACTS
        )


@pytest.mark.parametrize("name", EXPECTED)
def test_each_word_is_in_a_field_or_named_as_not_placed(name):
    assert lost_words(words_of_html((PAGES / name).read_text("utf-8")), page_of(name)) == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_only_what_is_of_no_opening_is_not_placed(name):
    assert [line.text for line in page_of(name).unplaced] == UNPLACED.get(name, [])


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_on_a_single_line_is_read_alike(name):
    on_one_line = read_postings_page((PAGES / name).read_text("utf-8").replace("\n", " "), name)
    as_it_is = page_of(name)
    assert [line.text for line in on_one_line.unplaced] == [line.text for line in as_it_is.unplaced]
    assert [line.text for line in on_one_line.understood] == [line.text for line in as_it_is.understood]
    assert [opening.paragraphs for opening in on_one_line.openings] == [
        opening.paragraphs for opening in as_it_is.openings
    ]


def test_the_row_below_an_opening_is_its_description():
    _, crane, _ = page_of("table-with-group-rows.html").openings
    assert crane.paragraphs[0].startswith("The crane operator lifts blocks of marble")


def test_what_is_hidden_or_beside_the_text_is_named():
    why = {line.text: line.why for line in page_of("button-accordion.html").unplaced}
    assert why == {"Secret tracking paragraph": "It is hidden on the page."}
    why = {line.text: line.why for line in page_of("cards.html").unplaced}
    assert why["Every Saturday in summertime."] == "It stands beside the text of the page."
    left_out = {line.text: line.why for line in page_of("cards.html").left_out}
    assert left_out["Logo"] == "It belongs to a menu, banner or control of the page."
    left_out = {line.text: line.why for line in page_of("aspnet-form.html").left_out}
    assert left_out["Start"] == "It belongs to a menu, banner or control of the page."
    assert (
        left_out["Subscribe to our gazette / Your electronic address"] == "It belongs to a form of the page."
    )


def test_a_line_of_several_facts_stays_where_the_fields_hold_a_part_of_it():
    kiln = page_of("table-of-departments.html").openings[0]
    assert kiln.paragraphs == ("Type: Part-time, 24 hours per week",)


def test_buttons_that_open_openings_are_headings_of_one_level():
    page = read_postings_page(
        "<h1>Join</h1><button aria-expanded='false' aria-controls='a'>Harbour Cook</button><div id='a' hidden>"
        "<p>You cook cod.</p><h4>Skills</h4><ul><li>Filleting</li></ul></div>"
        "<button aria-expanded='false' aria-controls='b'>Deck Cleaner</button><div id='b' hidden><p>You mop.</p></div>"
    )
    assert [(opening.title, opening.paragraphs) for opening in page.openings] == [
        ("Harbour Cook", ("You cook cod.",)),
        ("Deck Cleaner", ("You mop.",)),
    ]


def test_a_contact_below_the_requirements_is_none_of_them():
    (opening,) = read_postings_page(
        "<h2>Deck Cleaner</h2><h3>Requirements</h3><ul><li>A mop</li></ul><h3>Contact</h3>"
        "<ul><li>Ada Example, 2nd floor</li></ul>"
    ).openings
    assert [each.text for each in opening.requirements] == ["A mop"]
    assert "- Ada Example, 2nd floor" in opening.paragraphs


_FOLDED = "<details><summary>{}</summary><p>You work.</p></details>"


@pytest.mark.parametrize(
    "head",
    [
        "Deck Cleaner <small>Oslo, Norway</small>",
        "<span>Deck Cleaner</span><span>Oslo, Norway</span>",
        "Deck Cleaner <em class='job-location'>The quay</em>",
    ],
)
def test_what_an_element_sets_apart_within_a_heading_is_no_part_of_the_title(head):
    (opening,) = read_postings_page(f"<h1>Join</h1>{_FOLDED.format(head)}").openings
    assert opening.title == "Deck Cleaner"
    assert opening.place == ("The quay" if "quay" in head else "Oslo, Norway")


def test_words_that_an_element_only_colours_stay_in_the_title():
    (opening,) = read_postings_page(f"<h1>Join</h1>{_FOLDED.format('Deck <em>Cleaner</em>')}").openings
    assert opening.title == "Deck Cleaner"


def test_what_stands_below_the_heading_of_a_summary_is_no_opening():
    page = read_postings_page(
        f"<h1>Join</h1>{_FOLDED.format('<h3>Deck Cleaner</h3><span>The old quay</span>')}"
    )
    assert [(each.title, each.paragraphs) for each in page.openings] == [
        ("Deck Cleaner", ("The old quay", "You work."))
    ]


def test_what_follows_openings_that_are_folded_is_of_the_page():
    page = read_postings_page(
        f"<h1>Join</h1>{_FOLDED.format('Deck Cleaner')}{_FOLDED.format('Cook')}<p>We are closed on Mondays.</p>"
    )
    assert [each.paragraphs for each in page.openings] == [("You work.",), ("You work.",)]
    assert [line.text for line in page.unplaced] == ["We are closed on Mondays."]
