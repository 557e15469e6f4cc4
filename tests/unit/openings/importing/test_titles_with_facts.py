"""Titles of openings with their facts behind, beside and below them, in text, mails and Markdown."""

from ats.openings.importing import read_postings_page


def asked_of(opening):
    return [(each.text, each.importance) for each in opening.requirements]


def places_of(page):
    return [(each.title, each.place) for each in page.openings]


def test_facts_behind_and_below_titles(read_page):
    assert [(each.place, each.employment_type) for each in read_page("estates.txt").openings] == [
        ("Perth, Scotland", "full_time"),
        ("Perth, Scotland", "part_time"),
    ]
    assert [(each.place, each.workplace) for each in read_page("nested-titles.md").openings] == [
        ("Berlin", None),
        (None, "remote"),
        ("Lisbon", None),
    ]
    chemist, analyst = read_page("dyes.md").openings
    assert (chemist.place, chemist.deadline_on.isoformat()) == ("Ghent, Belgium", "2027-05-01")
    assert (analyst.workplace, analyst.employment_type) == ("remote", "part_time")
    assert read_page("orgeln.md").openings[1].employment_type == "part_time"


def test_a_bold_line_of_facts_is_no_title():
    page = read_postings_page(
        "# Vacatures\n\n## Werkplaats\n\n### Fietsenmaker\n**Utrecht · Fulltime**\n\nJe repareert.\n\n**Wij vragen**\n\n"
        "1. MBO diploma\n",
        "page.md",
    )
    assert [(program.title, [each.title for each in program.openings]) for program in page.programs] == [
        ("Werkplaats", ["Fietsenmaker"])
    ]
    (opening,) = page.openings
    assert (opening.place, opening.employment_type) == ("Utrecht", "full_time")
    assert asked_of(opening) == [("MBO diploma", "required")]


def test_folded_parts_of_markdown_are_openings():
    page = read_postings_page(
        "# Careers\n\n<details>\n<summary><strong>Kiln Engineer</strong> — Stoke, UK</summary>\n\nYou fire it.\n\n"
        "**Requirements**\n\n- Gloves\n\n</details>\n",
        "page.md",
    )
    (opening,) = page.openings
    assert (opening.title, opening.place, asked_of(opening)) == (
        "Kiln Engineer",
        "Stoke, UK",
        [("Gloves", "required")],
    )
    assert page.unplaced == page.left_out == ()


def test_places_at_the_right_margin_and_columns_of_facts():
    page = read_postings_page(
        "Jobs\n\n1) Firmware Engineer                 Delft\n   Write firmware.\n\n"
        "2) Office Assistant (20 h/week)      Utrecht\n   Keep order.\n"
    )
    assert places_of(page) == [("Firmware Engineer", "Delft"), ("Office Assistant", "Utrecht")]
    assert page.unplaced == ()
    (surveyor,) = read_postings_page("Surveyor\n\nLocation:   Aberdeen, UK\n\nYou survey.\n").openings
    assert (surveyor.place, surveyor.paragraphs) == ("Aberdeen, UK", ("You survey.",))


def test_titles_between_stars_in_a_mail():
    page = read_postings_page(
        "Hello all,\n\n*Field Engineer (Leeds)*\nYou visit.\nInternal only.\n\n*Service Desk Agent (York)*\nYou answer.\n"
    )
    assert places_of(page) == [("Field Engineer", "Leeds"), ("Service Desk Agent", "York")]
    assert [opening.visibility for opening in page.openings] == ["internal", "public"]


def test_a_table_of_facts_above_each_opening_of_a_markdown_page():
    table = "| | |\n|---|---|\n| **Position** | {} |\n| **Place** | Gdansk, Poland |\n\nYou work.\n\n### Requirements\n- Rye\n\n---\n\n"
    page = read_postings_page(table.format("Baker") + table.format("Driver"), "page.md")
    assert places_of(page) == [("Baker", "Gdansk, Poland"), ("Driver", "Gdansk, Poland")]
    assert [len(opening.requirements) for opening in page.openings] == [1, 1]
    assert page.unplaced == ()


def test_headings_that_say_that_a_title_follows():
    page = read_postings_page(
        "**Now hiring: Typesetter**\nPlace: Cork\n\nYou set.\n\n*You bring*\n- calm\n", "page.md"
    )
    assert places_of(page) == [("Typesetter", "Cork")]
    assert page.unplaced == ()
