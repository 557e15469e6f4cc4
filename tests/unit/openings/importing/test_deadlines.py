"""Days until which prose asks to apply, in several languages, and days that are none."""

from datetime import date

import pytest

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
