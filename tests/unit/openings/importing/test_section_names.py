"""The names that companies give to the parts of an opening, in several languages, and what only resembles them."""

import pytest

from ats.openings.importing import read_postings_page
from ats.openings.importing.labels import Section, read_label


@pytest.mark.parametrize(
    "text",
    [
        "What awaits you", "What you can expect", "What your day looks like", "Was dich erwartet", "Tu misión",
        "Lo que te espera", "¿Qué te espera?", "Dit ga je doen", "Je takenpakket", "Jouw takenpakket", "Jouw rol",
        "Ce qui vous attend", "Ce qui t’attend", "Cosa ti aspetta", "Il tuo ruolo", "Qué harás", "Your mission",
    ],
)  # fmt: skip
def test_duties(text):
    assert read_label(text).section is Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "text",
    [
        "What you should bring along", "What you should bring", "What you need to have", "What makes you a great fit",
        "Das solltest du mitbringen", "Was Sie mitbringen sollten", "Das zeichnet dich aus", "So überzeugst du uns",
        "Ce que nous attendons de vous", "Ce que nous recherchons", "Qui es-tu ?", "¿Qué necesitas?", "Lo que aportas",
        "Dit vragen wij van jou", "Dit neem je mee", "Wat neem je mee", "Cosa porti", "Chi sei",
    ],
)  # fmt: skip
def test_requirements(text):
    label = read_label(text)
    assert (label.section, label.importance) == (Section.REQUIREMENTS, "required")


@pytest.mark.parametrize(
    "text", ["Strong candidates may also have", "The best candidates might have:", "What sets you apart"]
)
def test_wishes(text):
    label = read_label(text)
    assert (label.section, label.importance) == (Section.REQUIREMENTS, "preferred")


@pytest.mark.parametrize(
    "text",
    [
        "Mission Specialist", "Misión Manager", "What awaits our guests", "Strong candidates", "Bring along",
        "Takenpakket Manager", "Role Play Teacher", "Dit is ons team", "Qui cherche trouve", "Quién es quién",
    ],
)  # fmt: skip
def test_titles_and_other_headings(text):
    assert read_label(text) is None


@pytest.mark.parametrize(
    "text", ["Unsere Mission", "Notre mission", "Nuestra misión", "Onze missie", "Our mission"]
)
def test_the_mission_of_the_company_is_no_duty(text):
    assert read_label(text).section is Section.COMPANY


@pytest.mark.parametrize(
    "label", ["Your mission", "Deine Mission", "Votre mission", "A typical day", "Your impact"]
)
def test_prose_below_what_tells_of_the_work_stays_prose(label):
    prose = "You bring bread to the town. Our ovens are warm."
    (opening,) = read_postings_page(
        f"# Baker\n\n## {label}\n\n{prose}\n\n## Skills\n\n- Flour\n", "page.md"
    ).openings
    assert (opening.responsibilities, opening.paragraphs) == ((), (f"**{label}**", prose))
    (opening,) = read_postings_page(f"# Baker\n\n## {label}\n\n- Bake\n- Sell\n\nMore.\n", "page.md").openings
    assert (opening.responsibilities, opening.paragraphs) == (("Bake", "Sell"), ("More.",))


def test_who_may_be_asked_below_a_list_of_wishes_is_not_asked_for():
    (opening,) = read_postings_page(
        "Baker\n\nYou bake.\n\nPerson specification\n\nEssential\n- Flour\n\nIt helps if you have\n- A nose\n\n"
        "For an informal chat please ring Jan Example on 01632 960001.\n"
    ).openings
    assert [(each.text, each.importance) for each in opening.requirements] == [
        ("Flour", "required"),
        ("A nose", "preferred"),
    ]
    assert opening.suggestions == ()


def test_a_list_that_reads_like_requirements_is_offered_under_any_heading():
    page = "<h1>Jobs</h1><h2>Baker</h2><p>Location: Bath</p><h3>What the oven asks</h3><ul>"
    page += "<li>3+ years of experience with ovens</li><li>A degree in baking</li></ul><h3>What the oven gives</h3>"
    page += "<ul><li>Bread</li><li>Warm hands</li></ul>"
    opening = read_postings_page(page.encode(), "jobs.html").openings[0]
    offered = [suggestion.text for suggestion in opening.suggestions]
    assert offered == ["3+ years of experience with ovens", "A degree in baking"]
    assert opening.suggestions[0].years == 3
    assert "**What the oven asks**" in opening.paragraphs
    assert not opening.requirements
