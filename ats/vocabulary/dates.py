"""Month names in several languages and the calendar dates written with them."""

import re
from collections.abc import Iterator
from datetime import date

_MONTH_NAMES = (
    ("january", "januar", "jänner", "janvier", "enero", "gennaio", "januari", "janeiro", "jan"),
    ("february", "februar", "février", "febrero", "febbraio", "februari", "fevereiro", "feb", "febr", "févr"),
    ("march", "märz", "mars", "marzo", "maart", "março", "mar", "mrz"),
    ("april", "avril", "abril", "aprile", "apr", "avr"),
    ("may", "mai", "mayo", "maggio", "mei", "maio"),
    ("june", "juni", "juin", "junio", "giugno", "junho", "jun"),
    ("july", "juli", "juillet", "julio", "luglio", "julho", "jul"),
    ("august", "août", "agosto", "augustus", "aug"),
    ("september", "septembre", "septiembre", "settembre", "setembro", "sept", "sep"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro", "oct", "okt"),
    ("november", "novembre", "noviembre", "novembro", "nov"),
    ("december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "dec", "dez", "déc"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?,? (?:of |de )?(?P<name>{_NAME})\b\.?,? (?:de "
    rf")?(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<name>{_NAME})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<!\d)(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})(?!\d)")


def find_date(text: str) -> date | None:
    """Find the first complete date, or None.

    Reads ISO 8601, "31 March 2026", "March 31, 2026", "31.03.2026" and the same in several languages. A date
    with slashes counts only where day and month cannot be mistaken for each other.
    """
    found = sorted(_dates(text), key=lambda pair: pair[0])
    return found[0][1] if found else None


def without_dates(text: str) -> str:
    """Return a text with all that ``find_date`` reads taken out of it."""
    for pattern in (_ISO, _DOTTED, _DAY_FIRST, _MONTH_FIRST, _SLASHED):
        text = pattern.sub(" ", text)
    return text


def _dates(text: str) -> Iterator[tuple[int, date]]:
    for pattern in (_ISO, _DOTTED):
        for match in pattern.finditer(text):
            yield from _checked(match.start(), match["year"], match["month"], match["day"])
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            yield from _checked(match.start(), match["year"], MONTHS[match["name"].lower()], match["day"])
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if first > 12 or first == second:
            yield from _checked(match.start(), match["year"], second, first)
        elif second > 12:
            yield from _checked(match.start(), match["year"], first, second)


def _checked(start: int, year: str, month: str | int, day: str | int) -> Iterator[tuple[int, date]]:
    try:
        yield start, date(int(year), int(month), int(day))
    except ValueError:  # the 31st of a shorter month is no date
        return
