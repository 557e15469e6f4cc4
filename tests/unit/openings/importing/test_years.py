"""Years in a requirement: least experience, upper limits, ages and other times."""

import pytest

from ats.openings.importing.requirement import read_requirement
from ats.openings.importing.suggestions import suggest


@pytest.mark.parametrize(
    "text",
    [
        "Less than 5 years of experience", "Up to 3 years of experience", "No more than 4 years of postdoc experience",
        "Experience: 5 years or less", "Fewer than two years of experience", "Maximum of 3 years' experience",
        "2 years of experience at most", "At most 2 years of experience", "3 years max of experience",
        "Höchstens 3 Jahre Berufserfahrung", "Weniger als 5 Jahre Erfahrung", "Bis zu 2 Jahre Berufserfahrung",
        "Maximal 4 Jahre Erfahrung", "Moins de 5 ans d'expérience", "Jusqu’à 3 ans d'expérience",
        "3 ans maximum d'expérience", "Menos de 3 años de experiencia", "Hasta 2 años de experiencia",
        "Como máximo 3 años de experiencia", "Minder dan 5 jaar ervaring", "Maximaal 3 jaar werkervaring",
        "Tot 3 jaar ervaring", "Meno di 3 anni di esperienza", "Fino a 2 anni di esperienza",
    ],
)  # fmt: skip
def test_an_upper_limit_asks_for_no_years(text):
    requirement = read_requirement(text)
    assert (requirement.kind, requirement.years) == ("experience", None)


@pytest.mark.parametrize(
    "text",
    [
        "Must be 18 years or older", "Must be at least 18 years old", "Aged 18 years and over", "Age: 18 years",
        "Minimum 18 years", "You are over the age of 21 years", "Mindestens 18 Jahre alt", "Volljährig (18 Jahre)",
        "Mindestens 18 Jahre", "18 Jahre oder älter", "Älter als 21 Jahre", "Avoir 18 ans minimum",
        "Être âgé de 18 ans", "18 ans révolus", "Tener 18 años", "Mayor de 18 años", "18 años cumplidos",
        "Minimaal 18 jaar", "18 jaar of ouder", "Avere 18 anni compiuti", "Età minima 18 anni",
        "Between 18 and 30 years old", "UK residence for 3 years", "Available for 2 years", "3 years of UK residence",
        "Bachelor completed within the last 3 years", "PhD obtained no more than 5 years ago", "Contract of 2 years",
        "Abschluss in den letzten 3 Jahren", "Diplôme obtenu dans les 3 ans", "Contrato de 2 años",
        "Verfügbar für 2 Jahre", "Disponible pendant 2 ans", "Beschikbaar gedurende 2 jaar",
        "Auf 2 Jahre befristet", "CDD de 2 ans", "Contrat d'apprentissage, 12 mois", "Fixed term contract: 2 years", "Contratto di 2 anni", "A position of 2 years", "Titulado en los últimos 3 años",
    ],
)  # fmt: skip
def test_ages_and_other_times_are_no_experience(text):
    assert [facet.years for facet in read_requirement(text).facets if facet.years is not None] == []


@pytest.mark.parametrize(
    ("text", "years", "most"),
    [
        ("More than 5 years of experience", 5, None),
        ("No less than 4 years of experience", 4, None),
        ("Not less than 4 years' experience", 4, None),
        ("Nicht weniger als 4 Jahre Erfahrung", 4, None),
        ("Pas moins de 4 ans d'expérience", 4, None),
        ("At least 18 years of experience in shipbuilding", 18, None),
        ("20+ years in leadership", 20, None),
        ("15 years as a captain", 15, None),
        ("Minimum 2 years", 2, None),
        ("Under supervision, 2 years of experience", 2, None),
        ("2 to 4 years of experience", 2, 4),
        ("Between 3 and 5 years of experience", 3, 5),
        ("Zwischen 3 und 5 Jahren Berufserfahrung", 3, 5),
        ("Entre 2 et 4 ans d'expérience", 2, 4),
        ("Entre 2 y 4 años de experiencia", 2, 4),
        ("Tussen 2 en 4 jaar ervaring", 2, 4),
        ("2 tot 4 jaar ervaring", 2, 4),
        ("Tra 2 e 4 anni di esperienza", 2, 4),
        ("Mindestens 3 Jahre Berufserfahrung", 3, None),
        ("Worked for 3 years as a baker", 3, None),
        ("Has taught for 2 years", 2, None),
        ("For at least 2 years of experience with kilns you get a bonus", 2, None),
        ("3 years of experience within the last 5 years", 3, None),
        ("Mehr als 5 Jahre Erfahrung", 5, None),
        ("Plus de 5 ans d'expérience", 5, None),
        ("Más de 3 años de experiencia", 3, None),
        ("Meer dan 3 jaar ervaring", 3, None),
        ("Almeno 3 anni di esperienza", 3, None),
    ],
)
def test_least_experience_stays(text, years, most):
    facet = read_requirement(text).facets[0]
    assert (facet.kind, facet.years, facet.max_years) == ("experience", years, most)


@pytest.mark.parametrize(
    ("sentence", "is_offered"),
    [
        ("Die Stelle ist zunächst auf 24 Monate befristet.", False),
        ("This is a fixed-term position of 2 years.", False),
        ("Experience with fixed-term contracts is required.", True),
        ("A heart for bread.", True),
    ],
)
def test_how_long_the_work_lasts_is_not_offered_among_requirements(sentence, is_offered):
    assert bool(suggest(sentence, "required")) == is_offered
