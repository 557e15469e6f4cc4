"""Places that stand on a line of their own, facts below a heading, and departments within departments."""

import pytest

from ats.openings.importing import Pay, read_postings_page
from ats.openings.importing.bare_places import read_bare_place

BELOW_TITLES = """Jobs at Larch Instruments

Workshop

Senior Optics Engineer

Berlin, Germany

€60,000–70,000 a year

You grind lenses and keep the bench tidy.

Requirements:
- 4+ years of optics

Field Technician
Remote
$120k

You drive to the telescopes.

Requirements:
- A driving licence
"""
NESTED = """
<h1>Careers</h1>
<p>We measure stars.</p>
<h2>Engineering</h2><p>They build.</p>
<h3>Optics</h3><p>Lenses.</p>
<h4>Lens Engineer</h4><p>You grind.</p><h4>Coating Technician</h4><p>You coat.</p>
<h3>Software</h3><h4>Firmware Developer</h4><p>You write.</p>
<h2>Sales</h2><p>They sell.</p>
<h3>Software</h3><h4>Account Manager</h4><p>You call.</p>
<h2>Kitchen</h2><h4>Cook</h4><p>You cook.</p>
"""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Berlin, Germany", "Berlin, Germany"),
        ("Berlin", "Berlin"),
        ("Austin, TX", "Austin, TX"),
        ("New York, NY, United States", "New York, NY, United States"),
        ("Lower Fernhill, Ireland", "Lower Fernhill, Ireland"),
        ("Paris or Lyon", "Paris; Lyon"),
        ("Based in Utrecht, NL.", "Utrecht, NL"),
        ("Germany", "Germany"),
        ("Signal Relays", None),
        ("Java, Go", None),
        ("Research and Development", None),
        ("We meet in Berlin, Germany", None),
        ("Where are you from, Germany?", None),
        ("IT", None),
        ("Sites:", None),
    ],
)
def test_a_line_that_is_a_place_and_nothing_else(text, place):
    assert read_bare_place(text) == place


def test_place_and_pay_below_a_title_in_plain_text():
    page = read_postings_page(BELOW_TITLES)
    assert [(p.title, [o.title for o in p.openings]) for p in page.programs] == [
        ("Workshop", ["Senior Optics Engineer", "Field Technician"])
    ]
    optics, field = page.openings
    assert (optics.place, optics.pay) == ("Berlin, Germany", Pay(60_000, 70_000, "EUR"))
    assert optics.paragraphs == ("You grind lenses and keep the bench tidy.",)
    assert (field.workplace, field.place, field.pay) == ("remote", None, Pay(120_000, 120_000, "USD"))
    assert field.paragraphs == ("You drive to the telescopes.",)
    assert [len(opening.requirements) for opening in page.openings] == [1, 1]


def test_a_place_further_down_is_text():
    page = read_postings_page(
        "<h2>Courier</h2><p>You carry parcels from</p><p>Berlin, Germany</p><p>to Prague.</p>"
    )
    assert page.openings[0].place is None
    assert "Berlin, Germany" in page.openings[0].paragraphs


def test_facts_below_headings_of_their_own():
    page = read_postings_page(
        "<h2>Courier</h2><p>You carry parcels.</p><h3>Location</h3><p>Fernhill Depot</p>"
        "<h3>Salary</h3><p>£24,000 to £26,000 a year</p><h3>Hours</h3><p>You work part-time, in shifts that change.</p>"
    )
    courier = page.openings[0]
    assert (courier.place, courier.pay) == ("Fernhill Depot", Pay(24_000, 26_000, "GBP"))
    assert courier.paragraphs == (
        "You carry parcels.",
        "**Hours**",
        "You work part-time, in shifts that change.",
    )


def test_pay_in_a_list_of_benefits_is_noted_and_stays():
    page = read_postings_page(
        "<h2>Courier</h2><p>You carry parcels.</p><h3>What we offer</h3><ul><li>Salary of €30,000 to €34,000 a year</li>"
        "<li>A bicycle</li></ul><h3>Requirements</h3><ul><li>Pay for tools of €99,000 with care</li></ul>"
    )
    courier = page.openings[0]
    assert courier.pay == Pay(30_000, 34_000, "EUR")
    assert "Salary of €30,000" in courier.paragraphs[-1]


def test_cities_as_headings_group_openings():
    page = read_postings_page(
        "Jobs\n\nBerlin\n\nTest Engineer\nYou test.\nRequirements:\n- Calm\n\nLisbon\n\nOffice Manager\nYou order.\n"
        "Requirements:\n- Order\n"
    )
    assert [opening.title for opening in page.openings] == ["Test Engineer", "Office Manager"]
    assert [opening.place for opening in page.openings] == [None, None]


def test_departments_within_departments():
    page = read_postings_page(NESTED)
    assert page.title == "Careers"
    assert page.introduction == "We measure stars."
    assert [(p.title, p.introduction, [o.title for o in p.openings]) for p in page.programs] == [
        ("Engineering: Optics", "They build.\n\nLenses.", ["Lens Engineer", "Coating Technician"]),
        ("Engineering: Software", "", ["Firmware Developer"]),
        ("Sales: Software", "They sell.", ["Account Manager"]),
        ("Kitchen", "", ["Cook"]),
    ]
    assert page.unplaced == ()


def test_departments_without_a_title_above_them():
    page = read_postings_page(NESTED.split("<p>We measure stars.</p>")[1])
    assert [program.title for program in page.programs] == [
        "Engineering: Optics",
        "Engineering: Software",
        "Sales: Software",
        "Kitchen",
    ]


def test_departments_that_hold_openings_and_departments_in_markdown():
    page = read_postings_page(
        "# Jobs\n\n## Workshop\n\n#### Welder\n\nYou weld.\n\n### Night Shift\n\n#### Night Guard\n\nYou guard.\n"
    )
    assert [(p.title, [o.title for o in p.openings]) for p in page.programs] == [
        ("Workshop", ["Welder"]),
        ("Workshop: Night Shift", ["Night Guard"]),
    ]


BOLD_TITLES = """# Careers at Lanternworks

## Support

**Support Agent** — Lisbon, Portugal (hybrid)

You answer by mail and phone.

- 2+ years of experience in support

---

**Support Lead** — Remote

You lead a team of six.

Requirements:

- 4+ years in support
"""
AS_HTML = """
<h1>Careers at Lanternworks</h1><h2>Support</h2>
<p><strong>Support Agent</strong> – Lisbon, Portugal (hybrid)</p><p>You answer by mail and phone.</p>
<ul><li>2+ years of experience in support</li></ul>
<p><b>Support Lead</b> | Remote</p><p>You lead a team of six.</p><p>Requirements:</p>
<ul><li>4+ years in support</li></ul>
"""


@pytest.mark.parametrize(("page", "name"), [(BOLD_TITLES, "page.md"), (AS_HTML, "page.html")])
def test_bold_titles_with_facts_behind_them_are_openings_of_their_program(page, name):
    (program,) = read_postings_page(page.encode(), name).programs
    assert program.title == "Support"
    found = [(each.title, each.place, each.workplace) for each in program.openings]
    assert found == [("Support Agent", "Lisbon, Portugal", "hybrid"), ("Support Lead", None, "remote")]
    assert [[each.text for each in opening.requirements] for opening in program.openings] == [
        ["2+ years of experience in support"],
        ["4+ years in support"],
    ]


def test_a_town_behind_a_title_of_typed_text_is_its_place():
    text = "Jobs\n\nSoftwareentwickler (m/w/d), Hamburg\n\nSie bauen unsere Software.\n\nAnforderungen:\n- 3 Jahre Java\n"
    (program,) = read_postings_page(text.encode(), "page.txt").programs
    assert [(each.title, each.place) for each in program.openings] == [
        ("Softwareentwickler (m/w/d)", "Hamburg")
    ]
