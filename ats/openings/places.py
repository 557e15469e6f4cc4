"""Reading a place that somebody wrote on one line, such as "Utrecht, NL", as city, region and country."""

from dataclasses import dataclass, replace

from ats.vocabulary.countries import country_name, find_country

SEPARATOR = "; "
# "Newark, DE" is in Delaware and "Berlin, DE" in Germany: such a code alone names no country.
_US_STATES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV "
    "NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY"
)


@dataclass(frozen=True)
class Place:
    """A place in its parts; what is not known is empty, the country is a code of ISO 3166-1."""

    city: str = ""
    region: str = ""
    country: str = ""

    def __str__(self) -> str:
        """Return the place as people write it, so that ``read_place`` gives the same again."""
        return ", ".join(
            part for part in (self.city, self.region, self.country and country_name(self.country)) if part
        )


def read_place(text: str) -> Place:
    """Read "city", "city, country" or "city, region, country", and several of them parted by semicolons.

    Several in one country are kept as their towns ("Basel; Bern") with that country; in several countries, or
    in none that is named, all of the text stands for the town.
    """
    written = [part for part in text.split(SEPARATOR) if part.strip()]
    places = [_one(part) for part in written]
    countries = {place.country for place in places if place.country}
    if len(places) < 2:
        return places[0] if places else Place()
    towns = SEPARATOR.join(str(replace(place, country="")) or country_name(place.country) for place in places)
    if len(countries) == 1 and all(place.city for place in places):
        return Place(city=towns, country=countries.pop())
    return Place(city=SEPARATOR.join(part.strip() for part in written))


def towns_of(place: Place) -> list[Place]:
    """Return the single places that a place of several names; the place itself where it is one."""
    if ";" not in place.city:
        return [place]
    return [replace(town, country=town.country or place.country) for town in map(_one, place.city.split(";"))]


def _one(text: str) -> Place:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    country = _country(parts)
    if country:
        parts.pop()
    return Place(city=parts[0] if parts else "", region=", ".join(parts[1:]), country=country)


def _country(parts: list[str]) -> str:
    if not parts or (len(parts) == 2 and parts[1] in _US_STATES.split()):
        return ""
    return find_country(parts[-1]) or ""
