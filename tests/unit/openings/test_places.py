"""A place on one line, in its parts."""

import pytest

from ats.openings.places import Place, read_place, towns_of
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
        ("Porto, Portugal; Lisbon", Place("Porto; Lisbon", "", "PT")),
        ("Seattle, WA, USA; Austin, TX, USA", Place("Seattle, WA; Austin, TX", "", "US")),
        ("Basel; Bern", Place("Basel; Bern")),
        ("Basel, CH; Lyon, FR", Place("Basel, CH; Lyon, FR")),
        ("Basel, CH; Austria", Place("Basel, CH; Austria")),
        ("; ", Place()),
        ("Near the river", Place("Near the river")),
    ],
)
def test_read_place(text, place):
    assert read_place(text) == place


@pytest.mark.parametrize("place", [Place("Graz", "Styria", "AT"), Place("Seattle, WA; Austin, TX", "", "US")])
def test_a_place_is_read_as_it_is_written(place):
    assert read_place(str(place)) == place


def test_several_places_are_told_apart_again():
    assert towns_of(Place("Seattle, WA; Austin, TX", "", "US")) == [
        Place("Seattle", "WA", "US"),
        Place("Austin", "TX", "US"),
    ]
    assert towns_of(Place("Basel, CH; Lyon, FR")) == [Place("Basel", "", "CH"), Place("Lyon", "", "FR")]
    assert towns_of(Place("Graz", "Styria", "AT")) == [Place("Graz", "Styria", "AT")]


def test_countries():
    assert len(COUNTRIES) == 249
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert [find_country(name) for name in ("NL", "nl", "türkiye", "Atlantis")] == ["NL", None, "TR", None]
