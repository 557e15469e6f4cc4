"""Entries of requirements lists that wish for something, and those that only look as if they did."""

import json

import pytest

from ats.openings.importing import read_postings_page
from ats.openings.importing.importance import stated_importance
from ats.openings.importing.requirement import read_requirement


@pytest.mark.parametrize(
    "text",
    [
        "Promotion erwünscht", "Promotion in Physik erwünscht", "Englischkenntnisse erwünscht", "Englisch erwünscht",
        "Wünschenswerte Kenntnisse: Go", "Vorzugsweise mit Führerschein", "Ein Studium ist kein Muss",
        "Engels is een pluspunt", "Engels is een pré", "Rijbewijs gewenst", "Ervaring is wenselijk",
        "L'anglais serait un vrai plus", "Le permis B est un avantage", "Le permis B serait un atout",
        "El inglés es un plus", "Carnet de conducir, preferentemente B", "El inglés será una ventaja",
        "L'inglese costituisce un vantaggio", "Preferibilmente laureato", "Patente B gradita", "Apprezzata la patente B",
        "Bonus: you speak German", "Plus: Rust", "Nice to have: Rust", "Optional \u2013 a van", "Pluspunkt: Rust",
        "Familiarity with Rust a bonus", "Rust is a bonus", "Rust, a big bonus", "Familiarity with Rust a plus",
    ],
)  # fmt: skip
def test_a_wish(text):
    assert read_requirement(text).importance == "preferred"


@pytest.mark.parametrize(
    "text",
    [
        "Abwehr unerwünschter Zugriffe", "Calculating a bonus", "Plus sizes: a sense of fashion", "Java plus Rust",
        "Bonus schemes and payroll", "Ability to earn a bonus", "Muss gut rechnen können",
        "Kenntnisse in Plus/Minus-Rechnung", "Preference shares: accounting", "Must: Rust", "Required: Rust, a plus",
        "Experience of welcome desks", "Engels in woord en geschrift", "Un diplôme en physique", "Promotion in Physik",
    ],
)  # fmt: skip
def test_no_wish(text):
    assert read_requirement(text).importance == "required"


@pytest.mark.parametrize(
    ("text", "default", "importance", "kept"),
    [
        ("[required] 4+ yrs C++", "preferred", "required", "4+ yrs C++"),
        ("[preferred] Rust", "required", "preferred", "Rust"),
        ("(Nice to have) Rust", "required", "preferred", "Rust"),
        ("[Pflicht] Führerschein", "preferred", "required", "Führerschein"),
        ("[optional]: a van", "required", "preferred", "a van"),
        ("[x] Native Portuguese", "required", "required", "Native Portuguese"),
        ("[ ] (preferred) Rust", "required", "preferred", "Rust"),
        ("[x]", "required", "required", "[x]"),
        ("[remote] work", "required", "required", "[remote] work"),
        ("(Required)", "required", "required", "(Required)"),
        ("Rust (a plus)", "required", "preferred", "Rust (a plus)"),
    ],
)
def test_a_mark_weighs_and_goes(text, default, importance, kept):
    requirement = read_requirement(text, default)
    assert (requirement.importance, requirement.text) == (importance, kept)


@pytest.mark.parametrize(
    ("clause", "importance"),
    [
        ("Bewerbungen von Frauen sind ausdrücklich erwünscht.", None),
        ("Applications from people of all ages are welcome.", None),
        ("Les candidatures de tous horizons sont bienvenues.", None),
        ("Willkommen bei uns.", None),
        ("The company has 20 years of experience.", None),
        ("Our team brings 20 years of experience.", None),
        ("With over 20 years of experience, we know bread.", None),
        ("Our team requires 5 years of experience.", "required"),
        ("We expect you to have 5 years of experience.", "required"),
        ("Eine Promotion ist erwünscht.", "preferred"),
        ("Kenntnisse in Go sind herzlich willkommen.", "preferred"),
    ],
)
def test_who_is_welcome_and_what_the_company_has_is_not_asked(clause, importance):
    assert stated_importance(clause) == importance


@pytest.mark.parametrize(
    ("said", "is_wish"),
    [
        ({"preferred": True}, True), ({"optional": True}, True), ({"required": False}, True), ({"mandatory": False}, True),
        ({"importance": "preferred"}, True), ({"preferred": False}, False), ({"required": True}, False), ({}, False),
    ],
)  # fmt: skip
def test_an_entry_of_data_says_so_itself(said, is_wish):
    job = {"title": "Baker", "requirements": [{"text": "Forklift licence", **said}, {"text": "A van"}]}
    opening = read_postings_page(json.dumps([job]).encode(), "jobs.json").openings[0]
    weights = {requirement.text: requirement.importance for requirement in opening.requirements}
    assert weights == {"Forklift licence": "preferred" if is_wish else "required", "A van": "required"}


def test_a_mark_and_torn_places_are_understood():
    page = "# Jobs at Foo\n\n## Cook\n\nLocation: York and Leeds\n\n### Requirements\n- [x] Fun\n- [required] Rust\n\n"
    page += "## Baker\n\nLocation: Bath (hybrid)\n\n### Requirements\n- A big heart\n"
    read = read_postings_page(page, "jobs.md")
    assert read.unplaced == ()
    assert [opening.place for opening in read.openings] == ["York; Leeds", "Bath"]
    assert [entry.text for entry in read.openings[0].requirements] == ["Fun", "Rust"]
