"""Pages built in other ways: HTML, German HTML, Markdown, underlined text, one opening, JSON and JSON-LD."""

from datetime import date

import pytest

from ats.openings.importing import ImportedPage, read_postings_page


def titles(page):
    return [(program.title, [opening.title for opening in program.openings]) for program in page.programs]


def said(opening):
    entries = [requirement.text for requirement in opening.requirements]
    return "\n".join([*opening.paragraphs, *opening.responsibilities, *entries])


def test_every_page_survives_json(read_page, page_name):
    page = read_page(page_name)
    assert ImportedPage.from_json(page.to_json()) == page


def test_html_departments(read_page):
    page = read_page("departments.html")
    assert titles(page) == [("Ovens", ["Head Baker", "Night Assistant"]), ("Shop", ["Shop Manager"])]
    assert page.title == "Work at Fernhill Bakery"
    assert page.introduction == "We bake for four villages & one railway station."
    assert page.programs[0].introduction == "The night shift."


def test_html_sections_of_an_opening(read_page):
    baker = read_page("departments.html").openings[0]
    assert baker.responsibilities == ("Plan the dough", "Look after two apprentices")
    assert [requirement.importance for requirement in baker.requirements] == ["required"] * 3 + [
        "preferred"
    ] * 2
    assert [requirement.kind for requirement in baker.requirements][:3] == [
        "experience",
        "education",
        "skill",
    ]
    assert baker.requirements[0].years == 5
    assert baker.requirements[1].level == "vocational"
    assert baker.requirements[2].text == "Knowledge of: rye; spelt"
    assert baker.requirements[4].level == "bachelor"
    assert baker.paragraphs[1:] == ("**What we offer**", "- Bread\n- Six weeks of holiday")


def test_html_facts(read_page):
    baker, assistant, manager = read_page("departments.html").openings
    assert (baker.place, baker.employment_type, baker.workplace) == ("Fernhill", "full_time", "onsite")
    assert (baker.deadline_on, baker.apply_address) == (date(2027, 3, 31), "ovens@fernhill.example.com")
    assert (assistant.place, assistant.employment_type) == ("Lower Fernhill", "part_time")
    assert assistant.deadline_on == date(2027, 2, 15)
    assert manager.place is None


def test_html_furniture_is_left_out_and_later_sections_are_named(read_page):
    page = read_page("departments.html")
    text = "\n".join(said(opening) for opening in page.openings)
    for furniture in ("Imprint", "Home", "Share", "Old department", "Not a Job", "©"):
        assert furniture not in text
    assert [line.text for line in page.unplaced] == ["Our story", "Founded 40 years ago by two sisters."]
    assert all(line.line_number and line.why for line in page.unplaced)


def test_german_page(read_page):
    page = read_page("werkstatt.html")
    assert titles(page) == [("", ["Softwareentwickler:in Steuerung (m/w/d)", "Uhrmachermeister (m/w/d)"])]
    developer, master = page.openings
    assert developer.responsibilities[0] == "Sie entwickeln Steuerungen für Läutewerke"
    assert [requirement.kind for requirement in developer.requirements] == [
        "education",
        "experience",
        "skill",
        "other",
    ]
    assert developer.requirements[0].facets[0].subject == "Informatik"
    assert developer.requirements[1].years == 5
    assert developer.requirements[3].importance == "preferred"
    assert (developer.place, developer.employment_type) == ("München", "full_time")
    assert developer.deadline_on == date(2027, 3, 31)
    assert "**Wir bieten**" in developer.paragraphs
    assert "stellen@" not in said(developer)
    assert [requirement.importance for requirement in master.requirements] == [
        "required",
        "required",
        "preferred",
    ]
    assert (master.requirements[0].level, master.requirements[1].years) == ("vocational", 3)


def test_markdown_page(read_page):
    page = read_page("handbook.md")
    assert titles(page) == [
        ("Cartography", ["Map Engineer", "Label Designer"]),
        ("Field", ["Surveyor"]),
    ]
    engineer, designer, surveyor = page.openings
    assert engineer.paragraphs == ("You will turn measurements into tiles.",)
    assert engineer.responsibilities == ("Keep the tile server fast", "Answer surveyors' questions")
    assert (engineer.requirements[0].years, engineer.requirements[0].facets[0].max_years) == (3, 5)
    assert [requirement.importance for requirement in engineer.requirements] == ["required"] * 3 + [
        "preferred"
    ] * 2
    assert engineer.requirements[3].level == "doctorate"
    assert engineer.apply_address == "maps@otter.example.com"
    assert [requirement.text for requirement in designer.requirements] == ["Excellent spelling", "Portfolio"]
    assert [suggestion.importance for suggestion in surveyor.suggestions] == ["required", "preferred"]
    assert surveyor.suggestions[0].years == 2
    assert surveyor.deadline_on == date(2027, 5, 1)
    assert page.programs[0].introduction == "Maps are made here, slowly."
    assert engineer.source_lines[0] == 15


def test_underlined_text(read_page):
    page = read_page("noticeboard.txt")
    assert titles(page) == [
        ("BACKSTAGE", ["Stage Technician", "Lighting Designer"]),
        ("FRONT OF HOUSE", ["Box Office Clerk"]),
    ]
    technician, designer, clerk = page.openings
    wrapped = "three years of experience as a stage technician or electrician"
    assert technician.requirements[0].text == wrapped
    assert technician.paragraphs[0].startswith("You hang lamps and take them down again. The work is quiet")
    assert [requirement.importance for requirement in technician.requirements][-1] == "preferred"
    assert (technician.place, technician.employment_type) == ("Leith", "temporary")
    assert designer.responsibilities == ("draw plans", "sit through rehearsals")
    assert len(designer.requirements) == 2
    assert (designer.deadline_on, designer.apply_address) == (date(2027, 1, 12), "lamps@lantern.example.com")
    assert clerk.paragraphs == ("You sell tickets and answer the telephone.",)


def test_page_with_a_single_opening(read_page):
    page = read_page("single.html")
    assert titles(page) == [("", ["Veterinary Nurse"])]
    nurse = page.openings[0]
    assert nurse.apply_address == "https://apply.example.com/vet-nurse"
    assert len(nurse.responsibilities) == 2
    assert nurse.requirements[0].years == 2
    assert "**Our seals**" in nurse.paragraphs
    assert "Apply now" not in said(nurse)


def test_job_board_json(read_page):
    page = read_page("board.json")
    assert titles(page) == [("Weather", ["Data Analyst", "Data Analyst"]), ("Beach", ["Kite Tester"])]
    analyst, porto, tester = page.openings
    assert analyst.paragraphs == ("You count clouds & gusts.",)
    assert [requirement.years for requirement in analyst.requirements] == [4, None]
    assert [facet.level for facet in analyst.requirements[1].facets] == ["bachelor", "master"]
    assert (analyst.place, analyst.workplace) == ("Lisbon", "hybrid")
    assert porto.place == "Porto"
    assert (tester.place, tester.workplace) == (None, "remote")
    assert tester.apply_address == "https://boards.example.com/kite/jobs/102"


def test_postings_json(read_page):
    keeper, chemist = read_page("postings.json").openings
    assert keeper.responsibilities == ("Prune", "Pick")
    assert [requirement.importance for requirement in keeper.requirements] == ["required", "preferred"]
    assert (keeper.workplace, keeper.employment_type) == ("onsite", "full_time")
    assert chemist.visibility == "internal"
    assert [(r.level, r.importance) for r in chemist.requirements] == [
        ("master", "required"),
        (None, "preferred"),
    ]


def test_linked_data_fills_gaps_and_adds_what_the_text_does_not_show(read_page):
    bridge, lock = read_page("linked-data.html").openings
    assert bridge.title == "Bridge Keeper (m/f/x)"
    assert bridge.paragraphs == ("You open the bridge and close it again.",)
    assert (bridge.place, bridge.employment_type, bridge.deadline_on) == (
        "Bruges, BE",
        "part_time",
        date(2027, 6, 30),
    )
    assert lock.workplace == "remote"
    assert lock.responsibilities == ("Watch the water.", "Keep the log.")
    assert [(r.importance, r.years) for r in lock.requirements] == [
        ("required", None),
        ("preferred", None),
        ("required", 2),
    ]


def test_old_html_without_headings():
    page = read_postings_page(
        "<html><body><font size=5><b>Jobs at Quay Works</b></font><br><br>"
        "<b>Dock Engineer</b><br>You keep the dock level.<p><b>Requirements:</b><br>"
        "&#8226; Two years of dock experience<br>&#8226; Swimming<p>Send resume to: dock@quay.example.com"
        "<p><b>Crane Operator</b><br>You lift.</body></html>"
    )
    assert titles(page) == [("", ["Dock Engineer", "Crane Operator"])]
    assert [requirement.years for requirement in page.openings[0].requirements] == [2, None]
    assert page.openings[0].paragraphs == ("You keep the dock level.",)


def test_table_of_openings():
    page = read_postings_page(
        "<table><tr><th>Position</th><th>Location</th><th>Deadline</th></tr>"
        "<tr><td><a href='/1'>Research Assistant</a></td><td>Oslo</td><td>2027-02-01</td></tr>"
        "<tr><td>Lab Technician</td><td><p>Bergen</p></td><td></td></tr></table>"
    )
    assert [(opening.title, opening.place) for opening in page.openings] == [
        ("Research Assistant", "Oslo"),
        ("Lab Technician", "Bergen"),
    ]
    assert page.openings[0].deadline_on == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        (
            "ACME\n\nSALES\n\nAccount Executive\nYou sell.\nWhat you bring\n* patience\n",
            ["Account Executive"],
        ),
        (
            "# Join us\n## Design\n\n**Poster Designer**\n\nDraw.\n\n**Requirements**\n- Ink\n",
            ["Poster Designer"],
        ),
        (
            "<h1>Careers</h1><h2>Loom Wizard</h2><p>x</p><h2>Requirements</h2><ul><li>Wool</li></ul>"
            "<h2>Loom Witch</h2><p>y</p><h2>Requirements</h2><ul><li>Silk</li></ul>",
            ["Loom Wizard", "Loom Witch"],
        ),
        (
            "<h2>Open positions</h2><details><summary>Nurse</summary><p>Care.</p></details>"
            "<details><summary>Cook</summary><p>Cook.</p></details>",
            ["Nurse", "Cook"],
        ),
        ("1. Weaver and Loom Mechanic\n---\nSkills: wool.\n\n2. Cook\n---\nYou cook.\n", None),
    ],
)
def test_small_pages_of_other_kinds(text, openings):
    found = [opening.title for opening in read_postings_page(text).openings]
    assert found == openings if openings else len(found) == 2


def test_list_of_titles_only():
    page = read_postings_page(
        "Open roles\n\nEngineering\n\n- Backend Engineer | Berlin | Remote\n- Test Engineer\n"
    )
    assert [opening.title for opening in page.openings] == ["Backend Engineer", "Test Engineer"]


def test_requirements_as_lines_without_bullets():
    page = read_postings_page(
        "Night Porter\n\nYou guard the door.\n\nRequirements:\nTwo years of hotel experience\nA lamp\n"
    )
    assert [requirement.text for requirement in page.openings[0].requirements] == [
        "Two years of hotel experience",
        "A lamp",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    page = read_postings_page(
        "Bäcker (m/w/d)\n\nSie backen.\n\nIhr Profil\n\n– Frühaufsteher\n".encode(encoding)
    )
    assert page.openings[0].title == "Bäcker (m/w/d)"
    assert page.openings[0].requirements[0].text == "Frühaufsteher"
