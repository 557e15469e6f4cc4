"""Programs that openings name themselves, facts behind titles, and rules below facts."""

from ats.openings.importing import read_postings_page
from ats.openings.importing.labels import Section, read_label

PAYROLL = """Position: Payroll Administrator
Department: Finance
Location: Limerick
Salary: EUR 17.50 per hour

Essential criteria:
- Two years' experience in payroll

Closing date: 31/12/2026
------------------------------
Position: Warehouse Operative
Department: Logistics
Location: Shannon

Essential criteria:
- Manual handling certificate

Closing date: 31/12/2026
------------------------------
Position: Payroll Team Lead
Department: Finance

Essential criteria:
- Degree in accounting
"""


def read(text, name="page.txt"):
    return read_postings_page(text.encode(), name)


def titles(page):
    return [(program.title, [opening.title for opening in program.openings]) for program in page.programs]


def test_department_that_each_opening_names_is_its_program():
    page = read(PAYROLL)
    assert titles(page) == [
        ("Finance", ["Payroll Administrator", "Payroll Team Lead"]),
        ("Logistics", ["Warehouse Operative"]),
    ]
    assert not any("Department" in text for opening in page.openings for text in opening.paragraphs)
    assert page.unplaced == ()
    assert {"Department: Finance", "Department: Logistics"} & {line.text for line in page.understood} == {
        "Department: Finance"
    }


def test_opening_that_names_none_or_two_stays_outside():
    page = read(PAYROLL.replace("Department: Logistics\n", "Department: Logistics\nTeam: Nights\n"))
    assert titles(page) == [
        ("Finance", ["Payroll Administrator", "Payroll Team Lead"]),
        ("", ["Warehouse Operative"]),
    ]
    said = "\n".join(page.programs[1].openings[0].paragraphs)
    assert "Department: Logistics" in said
    assert "Team: Nights" in said


def test_programs_of_headings_stay_what_the_page_makes_them():
    page = read(
        "# Jobs\n\n## Kiln\n\n### Potter\n\nDepartment: Clay\n\nWe fire.\n\n### Glazier\n\nBlue.\n", "a.md"
    )
    assert titles(page) == [("Kiln", ["Potter", "Glazier"])]
    assert any("Department: Clay" in text for text in page.openings[0].paragraphs)


def test_rule_below_a_fact_makes_it_no_heading():
    assert [str(opening.deadline_on) for opening in read(PAYROLL).openings] == [
        "2026-12-31",
        "None",
        "2026-12-31",
    ]


def test_facts_in_brackets_behind_a_title_are_facts():
    page = read(
        "# Jobs\n\n## Boats\n\n- **Boat Engineer** (Ghent, full time)\n  - Must have\n    - 3 years of boats\n"
        "- **Sail Technician** (Bruges, part-time)\n  - Must have\n    - Needles\n",
        "a.md",
    )
    assert [(each.title, each.place, each.employment_type) for each in page.openings] == [
        ("Boat Engineer", "Ghent", "full_time"),
        ("Sail Technician", "Bruges", "part_time"),
    ]
    assert page.unplaced == ()


def test_titles_for_all_genders_are_headings_above_their_facts():
    page = read(
        "Offene Stellen\n\nAbteilung Entwicklung\n\nHier entstehen die Kassen.\n\nSoftwareentwickler:in (m/w/d)\n"
        "Leipzig, Vollzeit\n\nIhr Profil\n- Drei Jahre Java\n\nVertriebsmitarbeiter:in\nDresden\n\nIhr Profil\n- Ausdauer\n"
    )
    assert titles(page) == [
        ("Abteilung Entwicklung", ["Softwareentwickler:in (m/w/d)", "Vertriebsmitarbeiter:in"])
    ]
    assert [opening.place for opening in page.openings] == ["Leipzig", "Dresden"]


def test_headings_that_wish():
    wished = (
        "Great if you also have",
        "We would be glad to see",
        "What helps",
        "Serait un plus",
        "Ce qui serait un plus",
    )
    for text in wished:
        label = read_label(text)
        assert (label.section, label.importance) == (Section.REQUIREMENTS, "preferred"), text
