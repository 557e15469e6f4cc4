"""Programs that plain text names by a line alone, with an introduction and nothing that tells their level."""

import pytest

from ats.openings.importing import read_postings_page


def groups(page):
    return [
        (each.title, each.introduction, [opening.title for opening in each.openings])
        for each in page.programs
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "abteilungen.txt",
            [
                (
                    "Abteilung Forschung",
                    "In der Forschung suchen wir nach neuen Mehlen. Wir arbeiten mit zwei Universitäten zusammen.",
                    ["Chemiker (m/w/d)", "Laborhelfer (m/w/d)"],
                ),
                (
                    "Abteilung Vertrieb",
                    "Der Vertrieb verkauft unser Mehl in ganz Europa.",
                    ["Verkäufer (m/w/d)"],
                ),
            ],
        ),
        (
            "horlogerie.txt",
            [
                (
                    "Pôle Recherche",
                    "Le pôle recherche conçoit les mouvements de demain.",
                    ["Ingénieur mécanique (H/F)"],
                ),
                ("Pôle Vente", "L'équipe vend en Europe.", ["Vendeur (H/F)"]),
            ],
        ),
        (
            "candles.txt",
            [
                (
                    "Engineering",
                    "The engineering team keeps the machines running and builds new ones when the old ones give up.",
                    ["Process Engineer", "Maintenance Technician"],
                ),
                ("Sales", "Sales talks to churches and restaurants.", ["Sales Representative"]),
            ],
        ),
        (
            "looms.txt",
            [
                ("Engineering", "We build and run the looms. Six people work here.", ["Loom Mechanic"]),
                ("Research", "Here we try new yarns.", ["Yarn Scientist"]),
            ],
        ),
    ],
)
def test_a_bare_line_with_an_introduction_is_a_program(read_page, name, expected):
    page = read_page(name)
    assert groups(page) == expected
    assert page.unplaced == ()


def test_the_introduction_of_the_page_stays_the_page_s(read_page):
    page = read_page("candles.txt")
    assert (page.title, page.introduction) == (
        "Careers at Tallow & Wick",
        "We make candles that burn evenly.",
    )


@pytest.mark.parametrize(
    "name", ["Engineering", "Abteilung Forschung", "Research and Development", "Service Après-Vente"]
)
def test_a_single_program(name):
    page = read_postings_page(
        f"Jobs at Quay Works\n\nWe build quays.\n\n{name}\n\nTwelve people work here.\n\nDock Engineer\n\nYou dock.\n\n"
        "Requirements:\n- Water\n\nCrane Technician\n\nYou lift.\n\nRequirements:\n- Air\n"
    )
    assert groups(page) == [(name, "Twelve people work here.", ["Dock Engineer", "Crane Technician"])]


def test_a_section_of_the_page_before_the_openings_is_no_program():
    page = read_postings_page(
        "Jobs at Quay Works\n\nLife on the Quay\n\nIt rains.\n\nDock Engineer\n\nYou dock.\n\nRequirements:\n- Water\n"
    )
    assert [program.title for program in page.programs] == [""]
    assert page.introduction == "**Life on the Quay**\n\nIt rains."


def test_what_stands_at_each_opening_under_one_name_is_a_part_of_it():
    opening = "You dock.\n\nRequirements:\n- Water\n\nShift Work\n\nNights {}.\n\n"
    page = read_postings_page(
        f"Engineering\n\nWe build.\n\nDock Engineer\n\n{opening.format('on Monday')}"
        f"Crane Technician\n\n{opening.format('on Friday')}Pump Mechanic\n\n{opening.format('on Sunday')}"
    )
    assert [part for opening in page.openings for part in opening.paragraphs if "Nights" in part] == [
        "Nights on Monday.",
        "Nights on Friday.",
        "Nights on Sunday.",
    ]
    assert [len(opening.paragraphs) for opening in page.openings] == [3, 3, 3]


def test_headings_of_one_level_in_markdown():
    page = read_postings_page(
        "# Jobs\n\n## Engineering\n\nWe build.\n\n## Dock Engineer\n\nYou dock.\n\n### Requirements\n\n- Water\n\n"
        "## Sales\n\nWe sell.\n\n## Sales Manager\n\nYou lead.\n\n### Requirements\n\n- Air\n",
        "page.md",
    )
    assert groups(page) == [
        ("Engineering", "We build.", ["Dock Engineer"]),
        ("Sales", "We sell.", ["Sales Manager"]),
    ]


def test_names_with_a_colon_and_a_program_whose_introduction_holds_a_list():
    page = read_postings_page(
        "Open positions\n\nEngineering:\n\nWe have two values:\n- calm\n- care\n\nDock Engineer:\n\nYou dock.\n\n"
        "Requirements:\n- Water\n\nResearch:\n\nWe test.\n\nWood Scientist:\n\nYou test.\n\nRequirements:\n- PhD\n"
    )
    assert [(each.title, [opening.title for opening in each.openings]) for each in page.programs] == [
        ("Engineering", ["Dock Engineer"]),
        ("Research", ["Wood Scientist"]),
    ]
    assert "- calm\n- care" in page.programs[0].introduction
    assert page.programs[1].introduction == "We test."
