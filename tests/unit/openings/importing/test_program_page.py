"""A plain text page with programs, typed bullets, run-in labels and furniture, and the seed page."""

import json
from pathlib import Path

import pytest

from ats.openings.importing import Facet, ImportedPage, describe_import, read_postings_page

SEED = Path(__file__).parents[5] / "shared" / "seeds" / "dse-job-openings-2007.txt"


@pytest.fixture
def page(read_page):
    return read_page("programs.txt")


def titles(page):
    return [(program.title, [opening.title for opening in program.openings]) for program in page.programs]


def test_openings_stand_under_their_programs_in_order(page):
    assert titles(page) == [
        ("Tide Storage Engineering", ["Lead Software Engineer", "Storage Engineer"]),
        ("Signal Relays", ["Lead Software Engineer", "Lead Software Engineer", "Relay Program Manager"]),
        ("Client Call Kits", ["Software Engineer", "Senior Design Engineer"]),
    ]


def test_same_title_stays_two_openings(page):
    first, second = page.programs[1].openings[:2]
    assert [requirement.years for requirement in first.requirements[:1]] == [6]
    assert [requirement.years for requirement in second.requirements[:2]] == [12, 8]
    assert first.source_lines[1] < second.source_lines[0]


def test_every_bullet_is_a_requirement_of_its_own(page):
    assert [len(opening.requirements) for opening in page.openings] == [0, 0, 6, 4, 1, 5, 2]


def test_a_bullet_of_two_sentences_stays_one_and_required(page):
    requirement = page.programs[1].openings[0].requirements[2]
    assert requirement.text.endswith("Experience developing brokers is preferred")
    assert requirement.importance == "required"


@pytest.mark.parametrize(
    ("program", "opening", "index", "importance", "kind", "level"),
    [
        (1, 0, 3, "preferred", "experience", None),
        (1, 0, 4, "required", "education", "bachelor"),
        (1, 0, 5, "preferred", "education", "master"),
        (2, 0, 0, "required", "education", "bachelor"),
        (2, 0, 1, "required", "skill", None),
        (2, 0, 2, "preferred", "experience", None),
        (2, 0, 3, "preferred", "other", None),
        (2, 0, 4, "preferred", "skill", None),
    ],
)
def test_bullets_say_what_they_ask(page, program, opening, index, importance, kind, level):
    requirement = page.programs[program].openings[opening].requirements[index]
    assert (requirement.importance, requirement.kind, requirement.level) == (importance, kind, level)


def test_one_bullet_holds_two_spans_of_years(page):
    facets = page.programs[2].openings[1].requirements[0].facets
    assert facets == (
        Facet("experience", 9, None, "overall development"),
        Facet("experience", 5, None, "instrument software"),
    )


def test_duties_are_not_requirements(page):
    assert page.programs[2].openings[1].responsibilities == (
        "Draw up formats that last.",
        "Review designs, code and tests.",
        "Teach.",
    )
    assert page.programs[0].openings[1].responsibilities[0] == "Compare storage engines and report."


def test_prose_is_offered_as_suggestions_and_stays_readable(page):
    lead, storage = page.programs[0].openings
    offered = {suggestion.text: suggestion.importance for suggestion in lead.suggestions}
    assert offered["Bachelors degree required"] == "required"
    assert offered["MS in physics desired."] == "preferred"
    assert offered["Experience with large archives is desired."] == "preferred"
    assert offered["experience running a replicated store"] == "required"
    run_in = storage.paragraphs[-1]
    assert run_in.startswith("Skills/Experience: A record of calm recoveries.")
    assert all(suggestion.sentence in " ".join(storage.paragraphs) for suggestion in storage.suggestions)
    assert [suggestion.importance for suggestion in storage.suggestions][-2:] == ["preferred", "preferred"]


def test_a_wish_in_brackets_is_told_from_what_is_asked(page):
    manager = page.programs[1].openings[2]
    offered = {suggestion.text: suggestion for suggestion in manager.suggestions}
    assert offered["MBA a plus"].level == "master"
    assert offered["MBA a plus"].importance == "preferred"
    assert offered["Candidates must have a mathematics degree and clear speech."].level is None


def test_who_may_see_an_opening(page):
    assert [opening.visibility for opening in page.openings] == ["public"] * 6 + ["internal"]
    assert "Internal only" not in " ".join(page.openings[-1].paragraphs)
    assert "External/Internal" not in " ".join(page.openings[0].paragraphs)


def test_furniture_is_in_no_text(page):
    said = json.dumps([page.introduction, [program.to_json() for program in page.programs]])
    for furniture in ("Top of Page", "Copyright", "Send resume", "by Program", "send your resume"):
        assert furniture not in said
    assert not page.unplaced


def test_apply_addresses(page):
    assert page.apply_address == "people@harbour.example.com"
    assert page.openings[0].apply_address == "people@harbour.example.com"
    assert page.openings[-1].apply_address == "design@harbour.example.com"


def test_introduction_keeps_its_list(page):
    assert page.title == "Welcome to the Harbour Instruments Engineering Group"
    assert page.introduction.startswith("Our group builds the gauges")
    assert "- Would you rather measure than guess?" in page.introduction


def test_description_names_programs_requirements_and_years(page):
    described = describe_import(page)
    assert "3 programs, 7 openings" in described
    assert "Signal Relays (3 openings)" in described
    assert "required, experience (9 years, 5 years): 9+ years overall" in described
    assert "preferred, education (master)" in described


def test_seed_page_of_2007():
    if not SEED.exists():
        pytest.skip("the shared seed page is not there")
    page = read_postings_page(SEED.read_bytes(), SEED.name)
    assert [(program.title, len(program.openings)) for program in page.programs] == [
        ("Persistent Systems Engineering", 2),
        ("Messaging Technologies", 3),
        ("Request Reply Frameworks", 2),
    ]
    assert [len(opening.requirements) for opening in page.openings] == [0, 0, 10, 14, 1, 9, 9]
    assert [opening.title for opening in page.programs[1].openings[:2]] == [
        "Senior Software Development Engineer"
    ] * 2
    years = [[r.years for r in opening.requirements if r.years] for opening in page.openings[2:]]
    assert years == [[5], [10, 7], [5], [], [10]]
    assert [facet.years for facet in page.openings[-1].requirements[1].facets] == [10, 7]
    levels = [
        [(r.level, r.importance) for r in opening.requirements if r.level] for opening in page.openings[2:]
    ]
    both = [("bachelor", "required"), ("master", "preferred")]
    assert levels == [both, both, [], both[:1], both[:1]]
    assert len(page.openings[-1].responsibilities) == 7
    assert {opening.visibility for opening in page.openings} == {"public"}
    said = json.dumps(page.to_json()["programs"])
    assert not any(
        words in said for words in ("Top of Page", "Copyright", "Send resume", "External/Internal")
    )
    assert not page.unplaced
    assert ImportedPage.from_json(page.to_json()) == page
