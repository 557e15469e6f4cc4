"""Cities, regions and countries under their names in several languages."""

import pytest

from ats.vocabulary.countries import COUNTRIES, find_country
from ats.vocabulary.places import find_city, find_region, list_city_countries, list_region_countries


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutschland", "DE"),
        ("ALLEMAGNE", "DE"),
        ("Reino Unido", "GB"),
        ("Wielka Brytania", "GB"),
        ("Estados Unidos", "US"),
        ("Países Bajos", "NL"),
        ("Việt Nam", "VN"),
        ("PL", "PL"),
        ("pl", None),
        ("Atlantis", None),
    ],
)
def test_a_country_is_found_by_its_names(written: str, code: str | None) -> None:
    assert find_country(written) == code


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Munich", "München", "DE"),
        ("muenchen", "München", "DE"),
        ("Cracovie", "Kraków", "PL"),
        ("KRAKOW", "Kraków", "PL"),
        ("Bangalore", "Bengaluru", "IN"),
        ("Ho Chi Minh City", "Hồ Chí Minh", "VN"),
        ("Aix en Provence", "Aix-en-Provence", "FR"),
    ],
)
def test_a_city_is_found_by_its_names(written: str, name: str, country: str) -> None:
    found = find_city(written)
    assert found is not None
    assert (found.name, found.country) == (name, country)


def test_of_cities_with_one_name_that_in_the_country_is_taken() -> None:
    assert set(list_city_countries("Valencia")) == {"ES", "VE"}
    assert getattr(find_city("Valencia", "VE"), "country", None) == "VE"
    assert find_city("Valencia", "PL") is None


def test_abbreviations_of_regions_count_in_capitals_only() -> None:
    assert getattr(find_region("CA"), "name", None) == "California"
    assert find_region("ca") is None
    assert getattr(find_region("Bavaria"), "name", None) == "Bayern"
    assert list_region_countries("Punjab") == ("IN", "PK")


def test_every_listed_country_is_one_of_iso() -> None:
    from ats.vocabulary.places import _tables

    assert set(_tables()) <= set(COUNTRIES)
