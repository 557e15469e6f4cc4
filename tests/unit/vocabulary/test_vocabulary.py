"""Degrees, spans of years, dates and roles in several languages."""

from datetime import date

import pytest

from ats.vocabulary.dates import find_date
from ats.vocabulary.degrees import Level, find_degrees
from ats.vocabulary.durations import find_years
from ats.vocabulary.roles import names_a_role, title_key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Minimum of a B.S. in Physics or in a related field.", [(Level.BACHELOR, "Physics")]),
        ("M.S. in Physics is strongly preferred", [(Level.MASTER, "Physics")]),
        (
            "Bachelors degree required; MS in biology desired",
            [(Level.BACHELOR, None), (Level.MASTER, "biology")],
        ),
        ("B.S./M.S. in Physics", [(Level.BACHELOR, "Physics"), (Level.MASTER, "Physics")]),
        ("a computer science degree", [(None, "computer science")]),
        ("An MBA", [(Level.MASTER, "business administration")]),
        ("Ph.D. in Statistics preferred", [(Level.DOCTORATE, "Statistics")]),
        ("Abgeschlossenes Studium der Informatik", [(None, "Informatik")]),
        ("Abgeschlossene Ausbildung als Koch", [(Level.VOCATIONAL, None)]),
        ("Bac+5 en informatique", [(Level.MASTER, "informatique")]),
        ("Licenciatura en Biología", [(Level.BACHELOR, "Biología")]),
        ("high school diploma", [(Level.SECONDARY, None)]),
        ("Scrum Master with MS Office and master data", []),
    ],
)
def test_degrees(text, found):
    assert [(degree.level, degree.subject) for degree in find_degrees(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5+ year's", [(5, None)]),
        ("10+ years and 7+ yrs", [(10, None), (7, None)]),
        ("3-5 years", [(3, 5)]),
        ("three to five years", [(3, 5)]),
        ("five (5) or more years", [(5, None)]),
        ("fünf Jahre", [(5, None)]),
        ("3 ans d'expérience", [(3, None)]),
        ("cinco años", [(5, None)]),
        ("18 months", [(1, None)]),
        ("6 months", []),
        ("since 2019", []),
    ],
)
def test_years(text, found):
    assert [(mention.years, mention.max_years) for mention in find_years(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027-03-31T10:00", date(2027, 3, 31)),
        ("by 31 March 2027.", date(2027, 3, 31)),
        ("March 3rd, 2027", date(2027, 3, 3)),
        ("31.03.2027", date(2027, 3, 31)),
        ("3. März 2027", date(2027, 3, 3)),
        ("le 1er mai 2027", date(2027, 5, 1)),
        ("25/04/2027", date(2027, 4, 25)),
        ("04/25/2027", date(2027, 4, 25)),
        ("03/04/2027", None),
        ("31 February 2027", None),
        ("soon", None),
    ],
)
def test_dates(text, found):
    assert find_date(text) == found


@pytest.mark.parametrize(
    "title",
    [
        "Head of Growth",
        "Lead Software Engineer",
        "Softwareentwickler:in (m/w/d)",
        "Chef de projet H/F",
        "Nurses",
    ],
)
def test_titles_of_openings(title):
    assert names_a_role(title)


@pytest.mark.parametrize(
    "title", ["Tide Storage Engineering", "Operations", "Meet our engineers", "Customer Success", ""]
)
def test_other_titles(title):
    assert not names_a_role(title)


def test_two_spellings_of_a_title_share_a_key():
    assert title_key("Bridge Keeper (m/f/x)") == title_key("bridge keeper")
