"""Types of employment and places in short texts, and that what the fields cannot hold stays in the text."""

import json

import pytest

from ats.openings.importing import read_postings_page
from ats.openings.importing.facts import Facts, read_fact_line
from ats.openings.importing.place_lists import PLACE_LENGTH


@pytest.mark.parametrize(
    ("line", "employment_type", "is_whole"),
    [
        ("Type: Part-time", "part_time", True),
        ("Type: Part-time, 20 h/week", "part_time", False),
        ("Teilzeit, 20 Stunden pro Woche", "part_time", False),
        ("Arbeitszeit: Teilzeit, 20 Stunden pro Woche", "part_time", False),
        ("Hours: 24 hours per week", "part_time", False),
        ("24-32 uur per week", "part_time", False),
        ("Hours: 40 hours per week", "full_time", False),
        ("Pensum: 80–100 %", "full_time", False),
        ("Basel, 50-60 %", "part_time", False),
        ("Vertragsart: Befristet", "temporary", True),
        ("Contrat : CDD", "temporary", True),
        ("Contrat : CDI", "full_time", False),
        ("Contrat : CDI, temps partiel", "part_time", False),
        ("Type: Permanent contract", "full_time", False),
        ("Type: Fixed-term contract", "temporary", True),
        ("Anstellung: Werkstudent", "part_time", False),
        ("Type: Internship", "intern", True),
        ("Contrat : Stage", "intern", True),
        ("Full-time, from 1 March 2027", "full_time", False),
        ("Media jornada (20 h semanales) · Temporal, 6 meses", "part_time", False),
        ("Vollzeit, per sofort", "full_time", False),
        ("Commitment: Freelance", "contractor", True),
        ("Full-time or part-time", "full_time", False),
        ("Vollzeit (Teilzeit möglich)", "full_time", False),
        ("Type: Volunteer", "volunteer", False),
    ],
)
def test_a_type_of_employment_and_whether_it_is_all_that_the_line_says(line, employment_type, is_whole):
    facts = read_fact_line(line)
    assert (facts.employment_type, facts.is_whole) == (employment_type, is_whole)


@pytest.mark.parametrize(
    ("line", "place", "workplace"),
    [
        ("Location: Basel / Bern", "Basel; Bern", None),
        ("Standorte: Basel, Bern", "Basel; Bern", None),
        ("Location: Austin, TX", "Austin, TX", None),
        ("Location: Berlin, Munich or Hamburg", "Berlin; Munich; Hamburg", None),
        ("Location: Berlin or Remote", "Berlin", "remote"),
        ("Berlin / Remote", "Berlin", "remote"),
        ("Berlin | Munich | Hamburg | Hybrid", "Berlin; Munich; Hamburg", "hybrid"),
        ("Berlin | Germany | Hybrid", "Berlin, Germany", "hybrid"),
        ("Location: Bosnia and Herzegovina", "Bosnia and Herzegovina", None),
    ],
)
def test_each_place_of_a_line_is_kept(line, place, workplace):
    assert read_fact_line(line) == Facts(place=place, workplace=workplace)


@pytest.mark.parametrize(
    "line",
    [
        "Hybrid, 3 days a week",
        "Salary: $120k plus a bonus",
        "Engineering | Berlin | Full-time",
        "Deadline: 31 March 2027, noon",
    ],
)
def test_a_line_that_says_more_than_its_facts_is_not_whole(line):
    assert not read_fact_line(line).is_whole


def test_what_a_field_cannot_hold_stays_in_the_text():
    (opening,) = read_postings_page(
        "<h2>Glazier</h2><p>Type: Part-time, 20 h/week</p><p>Location: Basel</p><p>Location: Bern</p>"
        "<p>Type: Full-time</p><p>You glaze.</p>"
    ).openings
    assert (opening.employment_type, opening.place) == ("part_time", "Basel; Bern")
    assert opening.paragraphs == ("Type: Part-time, 20 h/week", "Type: Full-time", "You glaze.")


def test_a_long_list_of_places_keeps_whole_places_and_its_text():
    towns = [f"Longtown upon Water {number}" for number in range(9)]
    line = f"Locations: {'; '.join(towns)}"
    (opening,) = read_postings_page(f"<h2>Glazier</h2><p>{line}</p><p>You glaze.</p>").openings
    assert len(opening.place) <= PLACE_LENGTH
    assert opening.place.split("; ") == towns[:5]
    assert opening.paragraphs == (line, "You glaze.")


def test_a_place_in_the_text_beside_that_of_the_data_is_added():
    (opening,) = read_postings_page(
        json.dumps(
            [{"title": "Miller", "location": "Basel", "description": "<p>Location: Bern</p><p>Mill.</p>"}]
        )
    ).openings
    assert opening.place == "Basel; Bern"
