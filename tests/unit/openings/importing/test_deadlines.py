"""Days until which prose asks to apply, in several languages, and days that are none."""

from datetime import date

import pytest

from ats.openings.importing import read_postings_page
from ats.openings.importing.facts import read_deadline


@pytest.mark.parametrize(
    "sentence",
    [
        "Apply by 10 January 2027.", "Bewerbung an jobs@foo.example bis 10. Januar 2027",
        "Envoyez votre CV à : tech@foo.example avant le 10 janvier 2027", "Candidature jusqu’au 10 janvier 2027",
        "Solliciteren kan tot en met 10 januari 2027 via jobs@foo.example", "Solliciteer vóór 10 januari 2027",
        "Reageren kan uiterlijk 10 januari 2027", "Envía tu CV a jobs@foo.example antes del 10 de enero de 2027",
        "Invia la candidatura entro il 10 gennaio 2027",
    ],
)  # fmt: skip
def test_until_when_to_apply(sentence):
    assert read_deadline(sentence) == date(2027, 1, 10)


@pytest.mark.parametrize(
    "sentence",
    [
        "Solliciteer op een contract tot 10 januari 2027", "Solliciteer nu. De baan loopt tot 10 januari 2027",
        "Sollicitaties voor de functie per 10 januari 2027", "Postulez à ce contrat qui va jusqu'au 10 janvier 2027",
        "Candidature pour un poste à pourvoir avant le 10 janvier 2027", "We bake until 10 January 2027",
        "Apply with a degree obtained before 10 January 2027",
    ],
)  # fmt: skip
def test_other_days(sentence):
    assert read_deadline(sentence) is None


@pytest.mark.parametrize(
    ("line", "place", "kind", "pay"),
    [
        ("*Full time · £32,000–£38,000 · Apply by 31 January 2027*", None, "full_time", 38000),
        ("Part time | Closing date: 31 January 2027", None, "part_time", None),
        ("Bewerbungsfrist: 31.1.2027 | Vollzeit | Hamburg", "Hamburg", "full_time", None),
        ("Leeds · Apply by 31 January 2027", "Leeds", None, None),
    ],
)
def test_a_deadline_among_other_facts_is_one_of_them(line, place, kind, pay):
    text = (
        f"# Jobs\n\n## Yard\n\n### Boat Builder\n\nYou plank hulls.\n\n{line}\n\n### Sail Maker\n\nYou sew.\n"
    )
    opening = read_postings_page(text, "page.md").openings[0]
    assert (opening.deadline_on, opening.place, opening.employment_type) == (date(2027, 1, 31), place, kind)
    assert (opening.pay.maximum if opening.pay else None) == pay
    assert opening.paragraphs == ("You plank hulls.",)
