"""Files of job boards and feeds: their programs, places, types and requirements, and that no text of theirs is lost."""

import json
from pathlib import Path

import pytest

from ats.openings.importing import ImportedPage, UnreadablePage, read_postings_page
from tests.unit.openings.importing.accounting import lost_words, words_of_json

FILES = Path(__file__).parents[3] / "files" / "structures"
# Of each opening its place, way of working and type, and how many duties and requirements it has.
EXPECTED = {
    "board-of-jobs.json": {
        "Water": {"Sluice Engineer": ("Bern; Basel, Switzerland", None, "part_time", 1, 1)},
        "Flour": {"Miller and Baker": (None, "remote", None, 0, 0)},
    },
    "board-with-sections.json": {
        "Printing": {
            "Type Setter and Editor": ("Porto, Norte, Portugal", "remote", "contractor", 0, 2),
            "Ink Chemist": ("Braga, Minho, Portugal", None, "part_time", 0, 2),
        }
    },
    "board-with-teams.json": {
        "Ceramics": {
            "Kiln Designer": ("Limoges; Lyon, France", None, "part_time", 0, 2),
            "Studio Intern": (None, "remote", "intern", 0, 0),
        }
    },
    "feed.json": {
        "Coast": {
            "Flare Technician": ("Ostend, Belgium", "onsite", "part_time", 0, 2),
            "Radio Operator": (None, "remote", None, 0, 1),
        }
    },
    "graph-of-postings.json": {
        "": {"Glacier Guide": ("Zermatt, CH; Saas-Fee, CH", None, "part_time", 1, 2)},
    },
    "groups-by-name.json": {
        "Orchard": {
            "Pear Farmer": (None, None, None, 0, 0),
            "Bee Inspector": (None, None, None, 0, 0),
        },
        "Cider house": {"Press Operator": (None, None, None, 0, 1)},
    },
    "own-keys.json": {
        "Cellar": {
            "Barrel Keeper": ("Gdańsk, Poland; Gdynia, Poland", None, "full_time", 2, 5),
            "Brine Chemist": (None, "remote", "part_time", 0, 1),
        },
        "Shop": {"Shop Assistant": ("Sopot", None, "temporary", 0, 0)},
    },
    "postings-with-lists.json": {
        "Science": {"Peat Researcher": ("Galway, IE; Cork, IE", "hybrid", "part_time", 2, 2)},
        "Transport": {"Turf Driver": ("Cork", None, "full_time", 0, 0)},
    },
    "titles-alone.json": {
        "Port": {
            "Harbour Pilot": (None, None, None, 0, 0),
            "Crane Driver": ("Quay nine", None, None, 0, 0),
        }
    },
}
UNPLACED = {
    "board-of-jobs.json": [("motto: Grind with the moon", "No field is known for this key.")],
    "board-with-sections.json": [
        ("industry: Publishing houses", "“Type Setter and Editor” has no field for it."),
        ("perksOfTheTown: A funicular stops outside", "“Type Setter and Editor” has no field for it."),
    ],
    "board-with-teams.json": [],
    "feed.json": [
        ("tags: overnight", "“Radio Operator” has no field for it."),
        ("authors.name: Signal Hut Cooperative", "No field is known for this key."),
    ],
    "graph-of-postings.json": [
        ("hiringOrganization.name: Icefall Tours", "“Glacier Guide” has no field for it."),
        ("jobLocation.address.streetAddress: Gletscherweg 4", "“Glacier Guide” has no field for it."),
        ("specialCommitments: Sunrise starts", "“Glacier Guide” has no field for it."),
        ("@graph.itemListElement.name: Jobs", "No field is known for this key."),
    ],
    "groups-by-name.json": [("note: Harvest begins in September", "No field is known for this key.")],
    "own-keys.json": [("org: Brine & Sons", "No field is known for this key.")],
    "postings-with-lists.json": [],
    "titles-alone.json": [("positions.note: Coming soon: divers", "No field is known for this key.")],
}
# What only programs read: numbers of rows, moments, codes for what other keys say in words.
UNREAD = frozenset(
    [
        "id",
        "internal_job_id",
        "updated_at",
        "requisition_id",
        "language",
        "value_type",
        "shortcode",
        "country_code",
        "published_on",
        "publishedAt",
        "version",
        "date_published",
        "@type",
        "@context",
        "datePosted",
        "validThrough",
        "unitText",
        "interval",
        "currency",
        "salary_currency",
        "country",
        "addressCountry",
        "isListed",
        "apiVersion",
        "employmentType",
        "employment_type",
        "commitment",
        "type",
        "kind",
        "anforderungen",
        "workplaceType",
    ]
)


def page_of(name: str) -> ImportedPage:
    return read_postings_page((FILES / name).read_bytes(), name)


def test_every_file_of_the_folder_is_told_of():
    assert {path.name for path in FILES.glob("*.json")} == EXPECTED.keys() == UNPLACED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_programs_with_their_openings_and_facts(name):
    found = {
        program.title: {
            opening.title: (
                opening.place,
                opening.workplace,
                opening.employment_type,
                len(opening.responsibilities),
                len(opening.requirements),
            )
            for opening in program.openings
        }
        for program in page_of(name).programs
    }
    assert found == EXPECTED[name]
    assert list(found) == list(EXPECTED[name])


@pytest.mark.parametrize("name", UNPLACED)
def test_what_no_key_is_known_for_is_listed_under_it(name):
    assert [(line.text, line.why) for line in page_of(name).unplaced] == UNPLACED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_each_word_is_in_a_field_or_named_as_not_placed(name):
    words = words_of_json(json.loads((FILES / name).read_text("utf-8")), UNREAD)
    assert lost_words(words, page_of(name)) == set()


def test_what_a_field_cannot_hold_stays_in_the_description():
    setter, chemist = page_of("board-with-sections.json").openings
    assert setter.paragraphs[0] == "Employment type: Contract, 24 hours per week"
    assert chemist.paragraphs == ("Employment type: Part time, Contractor",)
    assert page_of("board-of-jobs.json").openings[0].paragraphs[:2] == (
        "Department: Weirs",
        "Shift: Ebb and flood",
    )


def test_keys_for_programs_are_named_once():
    (line,) = page_of("postings-with-lists.json").left_out
    assert (line.text, line.why) == (
        "id, createdAt, hostedUrl",
        "Only programs read what stands under such keys",
    )


def test_a_contact_of_a_job_is_listed():
    job = {"title": "Glazier", "requirements": ["A steady hand"], "contact": {"name": "Ada Example"}}
    page = read_postings_page(json.dumps([job]))
    assert [each.text for each in page.openings[0].requirements] == ["A steady hand"]
    assert [line.text for line in page.unplaced] == ["contact.name: Ada Example"]


def test_words_under_a_key_for_programs_are_listed():
    page = read_postings_page(
        json.dumps([{"title": "Glazier", "description": "Glaze.", "status": "Not before May"}])
    )
    assert [line.text for line in page.unplaced] == ["status: Not before May"]


def test_a_file_of_more_values_than_any_has_openings_is_refused():
    with pytest.raises(UnreadablePage, match="too many lines"):
        read_postings_page(json.dumps([{"title": "Glazier", "description": "Glaze.", "x": ["y"] * 50_000}]))


def test_an_address_of_some_jobs_is_not_that_of_the_others():
    page = page_of("postings-with-lists.json")
    assert [opening.apply_address for opening in page.openings] == [
        "https://jobs.example.com/bog/1/apply",
        None,
    ]
    assert page.apply_address is None


def test_more_places_than_an_opening_holds_are_listed():
    towns = [{"name": f"Longtown upon Water {number}"} for number in range(9)]
    page = read_postings_page(json.dumps([{"title": "Glazier", "locations": towns, "description": "Glaze."}]))
    assert page.openings[0].place.split("; ") == [town["name"] for town in towns[:5]]
    assert [line.text for line in page.unplaced] == [f"locations.name: {town['name']}" for town in towns[5:]]


def test_texts_that_say_the_same_are_read_once_and_a_further_one_too():
    (opening,) = read_postings_page(
        json.dumps(
            [
                {
                    "title": "Glazier",
                    "descriptionHtml": "<p>You glaze.</p>",
                    "descriptionPlain": "You glaze.",
                    "summary": "By the kiln.",
                }
            ]
        )
    ).openings
    assert opening.paragraphs == ("You glaze.", "By the kiln.")


def test_a_description_in_markdown():
    (opening,) = read_postings_page(
        json.dumps(
            [{"title": "Glazier", "description": "You glaze.\n\n## Requirements\n\n- A steady hand\n"}]
        )
    ).openings
    assert [each.text for each in opening.requirements] == ["A steady hand"]
