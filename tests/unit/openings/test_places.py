"""A place on one line, in its parts."""

import pytest

from ats.openings.places import Place, read_place
from ats.vocabulary.countries import COUNTRIES, find_country


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", Place()),
        ("Utrecht", Place("Utrecht")),
        ("Utrecht, NL", Place("Utrecht", "", "NL")),
        ("Utrecht, The Netherlands", Place("Utrecht", "", "NL")),
        ("Seattle, WA", Place("Seattle", "WA")),
        ("Seattle, WA, USA", Place("Seattle", "WA", "US")),
        ("Newark, DE", Place("Newark", "DE")),
        ("Berlin, Berlin, DE", Place("Berlin", "Berlin", "DE")),
        ("Germany", Place("", "", "DE")),
        ("Porto, Portugal; Lisbon", Place("Porto", "", "PT")),
        ("Near the river", Place("Near the river")),
    ],
)
def test_read_place(text, place):
    assert read_place(text) == place


def test_a_place_is_read_as_it_is_written():
    place = Place("Graz", "Styria", "AT")
    assert read_place(str(place)) == place


def test_countries():
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert [find_country(name) for name in ("NL", "nl", "türkiye", "Atlantis")] == ["NL", None, "TR", None]
