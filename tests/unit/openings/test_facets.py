"""A row of a form shows the first years and degree of a requirement and keeps the rest."""

from ats.openings.facets import Asked, asked, further, merge

TEN = {"kind": "experience", "years": 10, "max_years": 12, "subject": "software"}
SEVEN = {"kind": "experience", "years": 7, "subject": "trains"}
DEGREE = {"kind": "education", "level": "bachelor", "subject": "physics"}


def test_what_a_row_shows():
    assert asked([TEN, SEVEN, DEGREE]) == Asked(10, "bachelor", "physics", 12)
    assert asked([]) == Asked()
    assert further([TEN, SEVEN, DEGREE]) == [SEVEN]


def test_unchanged_stays_as_it_was():
    facets = [TEN, SEVEN, DEGREE]
    assert merge(facets, asked(facets)) == facets


def test_years_are_changed_added_and_taken_away():
    assert merge([TEN, SEVEN], Asked(11, max_years=12)) == [{**TEN, "years": 11}, SEVEN]
    assert merge([TEN], Asked(10, max_years=15)) == [{**TEN, "max_years": 15}]
    assert merge([TEN], Asked(15)) == [{"kind": "experience", "years": 15, "subject": "software"}]
    assert merge([], Asked(3)) == [{"kind": "experience", "years": 3}]
    assert merge([{"kind": "experience", "years": 3}], Asked()) == []
    assert merge([SEVEN], Asked()) == [{"kind": "experience", "subject": "trains"}]


def test_a_degree_is_changed_added_and_taken_away():
    assert merge([DEGREE], Asked(level="master", subject="physics")) == [{**DEGREE, "level": "master"}]
    assert merge([TEN], Asked(10, "bachelor", max_years=12)) == [
        TEN,
        {"kind": "education", "level": "bachelor"},
    ]
    assert merge([DEGREE], Asked()) == []


def test_zero_years_are_years():
    assert merge([], Asked(0)) == [{"kind": "experience", "years": 0}]


def test_further_facets_are_replaced_in_their_order():
    given = [TEN, DEGREE, SEVEN, {**DEGREE, "level": "master"}]
    also = [{"years": 8, "max_years": 9, "subject": "ships"}, {"level": None, "subject": ""}]
    assert merge(given, asked(given), also) == [
        TEN,
        DEGREE,
        {"kind": "experience", "years": 8, "max_years": 9, "subject": "ships"},
    ]
    assert merge([TEN], asked([TEN]), also) == [TEN]


def test_a_facet_is_further_only_once():
    both = {"kind": "education", "years": 3, "level": "master"}
    assert further([DEGREE, TEN, both]) == [both]
