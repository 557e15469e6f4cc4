"""Degrees as entries of résumés name them, and the names of schools."""

import pytest

from ats.vocabulary.degree_names import find_degree_name
from ats.vocabulary.degrees import Level
from ats.vocabulary.institutions import institution_words


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("BSc (Hons) Mathematics", "BSc (Hons)", Level.BACHELOR),
        ("B.S. in Computer Science", "B.S.", Level.BACHELOR),
        ("BA, Economics", "BA", Level.BACHELOR),
        ("Bachelor of Engineering in Computing", "Bachelor of Engineering", Level.BACHELOR),
        ("MEng, Computer Science", "MEng", Level.MASTER),
        ("Master of Technology", "Master of Technology", Level.MASTER),
        ("Executive MBA", "Executive MBA", Level.MASTER),
        ("Ph.D. Physics", "Ph.D.", Level.DOCTORATE),
        ("Associate Degree in Data Science", "Associate Degree", Level.ASSOCIATE),
        ("Diplom-Ingenieurin (FH) Bauwesen", "Diplom-Ingenieurin (FH)", Level.MASTER),
        ("Diplom Technische Informatik", "Diplom", Level.MASTER),
        ("Promotion in Chemie", "Promotion", Level.DOCTORATE),
        ("Abitur", "Abitur", Level.SECONDARY),
        ("Ausbildung zum Mechatroniker", "Ausbildung", Level.VOCATIONAL),
        ("Licence Mathématiques", "Licence", Level.BACHELOR),
        ("Diplôme d'ingénieur", "Diplôme d'ingénieur", Level.MASTER),
        ("DUT Réseaux", "DUT", Level.ASSOCIATE),
        ("Grado en Derecho", "Grado", Level.BACHELOR),
        ("Ingeniería Técnica en Obras", "Ingeniería Técnica en", Level.BACHELOR),
        ("Ingeniería en Telecomunicación", "Ingeniería", Level.MASTER),
        ("Inżynier, Mechatronika", "Inżynier", Level.BACHELOR),
        ("mgr inż. Informatyka", "mgr inż.", Level.MASTER),
        ("Laurea magistrale in Economia", "Laurea magistrale", Level.MASTER),
        ("Bacharelado em Química", "Bacharelado", Level.BACHELOR),
        ("Civilingenjör i datateknik", "Civilingenjör", Level.MASTER),
    ],
)
def test_a_degree_is_found_with_its_level(text, name, level):
    found = find_degree_name(text)
    assert (text[found.start : found.end], found.level) == (name, level)


@pytest.mark.parametrize(
    "text",
    ["Ms Office", "be on time", "as a team", "Ma vie", "Scrum Mastering", "Basel", "the promotional team"],
)
def test_other_words_are_no_degrees(text):
    assert find_degree_name(text) is None


@pytest.mark.parametrize(
    "text",
    ["Université Grenoble", "Politechnika Łódzka", "Hochschule Bremen", "UC Berkeley", "Realschule Nord",
     "Liceum nr 5", "INSA Lyon", "Umeå universitet", "Escuela de Artes"],
)  # fmt: skip
def test_schools_are_known_by_a_word_of_their_names(text):
    assert institution_words(text)


@pytest.mark.parametrize("text", ["Acme Corp.", "Computer Science", "Warszawa"])
def test_other_names_are_no_schools(text):
    assert not institution_words(text)
