"""Periods as résumés write them: "03/2019 – heute", "since May 2020", "2016-18", "Sept. 2014 à juin 2016"; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ats.vocabulary.folding import fold
from ats.vocabulary.months import MONTHS, PRESENT, SEASONS

LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month or a day, as exactly as it is printed."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Period:
    """A period at ``first:last`` of its text.

    ``ongoing`` says that it is written as not ended ("to date", "since 2019", "2019 –"); a single moment that could be
    start, end or both has ``start`` alone, and neither ``end`` nor ``ongoing``. One with ``end`` alone is an "until".
    One that ends before it begins ("2021 – 2019", "today – 2015") has neither: nobody knows what was meant.
    """

    start: Moment | None
    end: Moment | None
    ongoing: bool
    first: int
    last: int

    @property
    def is_range(self) -> bool:
        """Say whether it is written as a beginning and an end, be the end "today"."""
        if self.start is None:
            return self.end is None
        return self.end is not None or self.ongoing


_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WORD = r"[^\W\d_]{2,14}"
_OF = r"(?:de[l]?\s|of\s|di\s|van\s|roku\s)?"
_MOMENT = re.compile(
    rf"(?<![\w,.$€£])(?:"
    rf"(?P<iso>(?P<iso_y>{_YEAR})[-./](?P<iso_m>{_MONTH})[-./](?P<iso_d>{_DAY})(?!\d))"
    rf"|(?P<cjk>(?P<cjk_y>{_YEAR})\s?年\s?(?P<cjk_m>{_MONTH})\s?月(?:\s?{_DAY}\s?日)?)"
    rf"|(?P<dmy>(?P<dmy_1>{_DAY})(?P<dmy_s>[-./])\s?(?P<dmy_2>{_DAY})(?P=dmy_s)\s?(?P<dmy_y>{_YEAR})(?!\d))"
    rf"|(?P<ym>(?P<ym_y>{_YEAR})[-./](?P<ym_m>{_MONTH})(?![\d/]))"
    rf"|(?P<my>(?P<my_m>{_MONTH})\s?[-./]\s?(?P<my_y>{_YEAR})(?!\d))"
    rf"|(?P<dwy>(?P<dwy_d>{_DAY})(?:st|nd|rd|th|er|\.|º)?\s{_OF}(?P<dwy_w>{_WORD})\.?,?\s{_OF}(?P<dwy_y>{_YEAR})(?!\d))"
    rf"|(?P<wdy>(?P<wdy_w>{_WORD})\.?\s(?P<wdy_d>{_DAY})(?:st|nd|rd|th)?,?\s(?P<wdy_y>{_YEAR})(?!\d))"
    rf"|(?P<wy>(?P<wy_w>{_WORD})[.,]{{0,2}}[ /-]{{0,2}}{_OF}['\u2019]?(?P<wy_y>{_YEAR})(?!\d))"
    rf"|(?P<qy>(?:[qtkh]|kw)\.?\s?[1-4][\s/]{{1,2}}(?P<qy_y>{_YEAR})(?!\d))"
    rf"|(?P<yw>(?P<yw_y>{_YEAR})[,.]?[\s-](?P<yw_w>{_WORD})\b)"
    rf"|(?P<y>(?P<y_y>{_YEAR})(?![\d%,]|[.]\d|\s?[%€$]))"
    rf")",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"(?<!\d)(?:1[3-9]|2\d|3[01])/{_DAY}/{_YEAR}(?!\d)")
_MONTH_FIRST = re.compile(rf"(?<!\d){_DAY}/(?:1[3-9]|2\d|3[01])/{_YEAR}(?!\d)")
_YEAR_ALONE = re.compile(rf"(?<!\d){_YEAR}(?![\d%])")
_SHORT = re.compile(
    rf"(?<![\w,.$€£/])(?:"
    rf"(?P<my>(?P<my_m>{_MONTH})\s?[/.]\s?(?P<my_y>\d\d)(?![\d/.,%]))"
    rf"|(?P<wy>(?P<wy_w>{_WORD})\.?[\s-]?['\u2019]?(?P<wy_y>\d\d)(?![\d%,]))"
    rf"|(?P<y>['\u2019](?P<y_y>\d\d)(?![\d%,]))"
    rf")",
    re.IGNORECASE,
)
_TO = (
    r"to|till|until|til|thru|through|bis|bis\s+zum|à|a|au|aux|jusqu['\u2019]?\s?(?:à|au|en)|al|hasta(?:\s+(?:la|el))?|do|"
    r"até|ate|fino\s+a(?:d)?|ad|tot(?:\s+en\s+met)?|t/m|tom|t\.o\.m\.|til|and|et|y|und|i"
)
_SEPARATOR = re.compile(
    rf"\s{{0,3}}(?:[-\u2012-\u2015~\u2192>\u203a\u00bb/\u2044\ufe58\u30fc\u301c]{{1,3}}\s{{0,3}}(?:(?:{_TO})\s{{1,2}})?"
    rf"|\b(?:{_TO})\s{{1,2}})",
    re.IGNORECASE,
)
_SURELY_TO = re.compile(
    r"\s{0,3}(?:[-\u2012-\u2015\u2192]{1,3}\s{0,3}|(?:to|till|until|bis|hasta|do|até|tot)\s{1,2})\Z",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\s{0,3}(?:[-\u2013\u2014\u2192]|\.{3}|\u2026)\s{0,3}(?=$|[\t|()\]•·,;]|\s{2})")
_NOW = re.compile(rf"(?:the\s|d['\u2019]|la\s|el\s)?(?:{PRESENT})\b\.?", re.IGNORECASE)
_NOW_BEFORE = re.compile(
    rf"\b(?:{PRESENT})\b\.?(?:\s{{0,3}}[-\u2012-\u2015\u2192]{{1,3}}\s{{0,3}}|\s(?:to|till|until|bis|hasta|do|até|tot)\s{{1,2}})\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:\b(?:since|seit|depuis|desde(?:\s+el)?|od|dal|da|sinds|sedan|siden|starting|from|ab|von|du|de|van|fra|från|"
    r"depuis\s+(?:le\s)?|between|zwischen|entre|w\s+latach))\s{1,2}\Z",
    re.IGNORECASE,
)
_ONGOING_SINCE = re.compile(
    r"\b(?:since|seit|depuis|desde|sinds|sedan|siden|od|dal|ab|starting)\s{1,2}\Z", re.IGNORECASE
)
_UNTIL = re.compile(
    r"(?:\b(?:until|till|bis|jusqu['\u2019](?:à|en)|hasta|do|até|tot)\s{1,2}|[-\u2013\u2014]\s?)\Z",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(
    rf"(?P<word>{_WORD})\.?\s{{0,2}}(?:[-\u2013\u2014/]|\bto|\bbis|\bà|\ba|\bdo)\s{{0,2}}\Z", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(rf"(?<!\d)(?P<month>{_MONTH})\s{{0,2}}[-\u2013\u2014]\s{{0,2}}\Z")
_YEAR_AFTER = re.compile(r"\s?[-\u2013\u2014/]\s?['\u2019]?(?P<year>\d\d)(?![\d./-])")
_ANY_YEAR = re.compile(rf"{_YEAR}|['\u2019/.-]\d\d(?!\d)|\d\d\s?[-\u2013\u2014]|[^\W\d_]\s\d\d(?!\d)")


_APOSTROPHE = re.compile(r"['\u2019]\d\d(?!\d)")
_LIKE = str.maketrans("\u00ad\u2010\u2011\u2212\u00a0\u2007\u2009\u200a\u202f", "----     ")


@dataclass(frozen=True, slots=True)
class _Found:
    moment: Moment
    first: int
    last: int


@lru_cache(maxsize=1024)
def find_periods(text: str) -> tuple[Period, ...]:
    """Find every period and single date of a line, from left to right; none in a line longer than 400 characters.

    Dates with two-digit years count only where they make a range: "01/20 - 03/22", "'19 – now".
    """
    if len(text) > LONGEST_LINE or not _ANY_YEAR.search(text):
        return ()
    text = text.translate(_LIKE)
    found = [moment for moment in _moments(text) if moment is not None]
    if not found:
        return tuple(period for period in _joined(text, list(_short_moments(text))) if period.is_range)
    return tuple(_joined(text, sorted([*found, *_beside(text, found)], key=lambda each: each.first)))


def _beside(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Yield months whose year is written short with an apostrophe, beside moments with whole years."""
    if not _APOSTROPHE.search(text):
        return
    for short in _short_moments(text):
        written = _APOSTROPHE.search(text, short.first, short.last)
        if (
            written
            and short.moment.month
            and all(short.last <= each.first or each.last <= short.first for each in found)
        ):
            yield short


def _moments(text: str) -> Iterator[_Found]:
    position = 0
    while match := _MOMENT.search(text, position):
        found = _moment_of(match)
        if found is None:
            # The word beside the year names no month; what begins at the year itself may be more than a year.
            year = _YEAR_ALONE.search(text, match.start(), match.end())
            if year is not None and year.start() > match.start():
                position = year.start()
                continue
            if year is not None and not _amount(text, year.end()):
                found = _Found(Moment(int(year.group())), year.start(), year.end())
            position = year.end() if year else match.end()
        else:
            position = max(found.last, match.start() + 1)
        if found is not None:
            yield found


def _amount(text: str, end: int) -> bool:
    return text[end : end + 1] in ("%", "€", "$")


def _moment_of(match: re.Match[str]) -> _Found | None:
    form = match.lastgroup or ""
    form = next(name for name in _FORMS if match[name] is not None) if form not in _FORMS else form
    return _FORMS[form](match)


def _of_iso(match: re.Match[str]) -> _Found:
    return _found(match, match["iso_y"], match["iso_m"], match["iso_d"])


def _of_cjk(match: re.Match[str]) -> _Found:
    return _found(match, match["cjk_y"], match["cjk_m"])


def _of_day_first(match: re.Match[str]) -> _Found:
    first, second = int(match["dmy_1"]), int(match["dmy_2"])
    if second > 12:
        first, second = second, first
    elif match["dmy_s"] == "/" and first <= 12:
        # 03/04/2019 is April here and March there; another date beside it may tell, else only the year is sure.
        if _MONTH_FIRST.search(match.string):
            first, second = second, first
        elif first != second and not _DAY_FIRST.search(match.string):
            return _found(match, match["dmy_y"])
    return _found(match, match["dmy_y"], second, first)


def _of_year_month(match: re.Match[str]) -> _Found:
    return _found(match, match["ym_y"], match["ym_m"])


def _of_month_year(match: re.Match[str]) -> _Found:
    return _found(match, match["my_y"], match["my_m"])


def _of_day_word(match: re.Match[str]) -> _Found | None:
    month = MONTHS.get(fold(match["dwy_w"]))
    return None if month is None else _found(match, match["dwy_y"], month, match["dwy_d"])


def _of_word_day(match: re.Match[str]) -> _Found | None:
    month = MONTHS.get(fold(match["wdy_w"]))
    return None if month is None else _found(match, match["wdy_y"], month, match["wdy_d"])


def _of_word(match: re.Match[str]) -> _Found | None:
    word = fold(match["wy_w"])
    month = MONTHS.get(word)
    if month is None and word not in SEASONS:
        return None
    return _found(match, _full_year(match["wy_y"]), month)


def _of_quarter(match: re.Match[str]) -> _Found:
    return _found(match, match["qy_y"])


def _of_year_word(match: re.Match[str]) -> _Found | None:
    month = MONTHS.get(fold(match["yw_w"]))
    return None if month is None else _found(match, match["yw_y"], month)


def _of_year(match: re.Match[str]) -> _Found:
    return _found(match, _full_year(match["y_y"]))


_FORMS = {
    "iso": _of_iso,
    "cjk": _of_cjk,
    "dmy": _of_day_first,
    "ym": _of_year_month,
    "my": _of_month_year,
    "dwy": _of_day_word,
    "wdy": _of_word_day,
    "wy": _of_word,
    "qy": _of_quarter,
    "yw": _of_year_word,
    "y": _of_year,
}


def _found(match: re.Match[str], year: str, month: str | int | None = None, day: str | None = None) -> _Found:
    moment = Moment(int(year), int(month) if month else None, int(day) if day else None)
    return _Found(moment, match.start(), match.end())


def _full_year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return ("19" if int(digits) > 50 else "20") + digits


def _short_moments(text: str) -> Iterator[_Found]:
    position = 0
    while match := _SHORT.search(text, position):
        position = match.end()
        if match["my"]:
            yield _found(match, _full_year(match["my_y"]), match["my_m"])
        elif match["wy"]:
            found = _of_word(match)
            if found is None:
                # "to 08/18": no month before the number, but the number may begin one.
                position = match.end("wy_w")
            else:
                yield found
        else:
            yield _found(match, _full_year(match["y_y"]))


def _joined(text: str, found: list[_Found]) -> Iterator[Period]:
    index = 0
    while index < len(found):
        here = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        separator = _SEPARATOR.match(text, here.last)
        if following and separator and separator.end() == following.first:
            joined = _from_to(text, here, following, separator)
            if joined is not None:
                yield joined
                index += 2
                continue
        yield _alone(text, here, separator)
        index += 1


def _ordered(here: _Found, following: _Found) -> bool:
    first, second = here.moment, following.moment
    return (first.year, first.month or 0) <= (second.year, second.month or 12)


def _from_to(text: str, here: _Found, following: _Found, separator: re.Match[str]) -> Period | None:
    first = _with_since(text, here.first)
    if _ordered(here, following):
        return Period(here.moment, following.moment, False, first, following.last)
    if _SURELY_TO.match(separator.group()) and _is_whole(text, here) and _is_whole(text, following):
        return Period(None, None, False, first, following.last)
    return None


def _is_whole(text: str, found: _Found) -> bool:
    """Say whether the year is written in four digits; "12.30 – 8.15" may be anything."""
    return str(found.moment.year) in text[found.first : found.last]


def _alone(text: str, here: _Found, separator: re.Match[str] | None) -> Period:
    first = _with_since(text, here.first)
    if separator is not None:
        now = _NOW.match(text, separator.end())
        if now is not None:
            return Period(here.moment, None, True, first, now.end())
    short = _YEAR_AFTER.match(text, here.last) if here.moment.month is None else None
    if short is not None and _short_end(here.moment.year, short["year"]) is not None:
        end = Moment(_short_end(here.moment.year, short["year"]) or 0)
        return Period(here.moment, end, False, first, short.end())
    before = text[max(0, here.first - 24) : here.first]
    now_before = _NOW_BEFORE.search(before)
    if now_before is not None and _is_whole(text, here):
        return Period(None, None, False, here.first - len(now_before.group()), here.last)
    if _ONGOING_SINCE.search(before):
        return Period(here.moment, None, True, first, here.last)
    shared = _shared_year(before, here)
    if shared is not None:
        return Period(shared[0], here.moment, False, here.first - shared[1], here.last)
    opening = _OPEN.match(text, here.last)
    if opening is not None:
        return Period(here.moment, None, True, first, opening.end())
    until = _UNTIL.search(before)
    if until is not None and not text[: here.first - len(until.group())].strip(" \t("):
        return Period(None, here.moment, False, here.first - len(until.group()), here.last)
    return Period(here.moment, None, False, first, here.last)


def _short_end(start: int, digits: str) -> int | None:
    year = start - start % 100 + int(digits)
    year += 100 if year < start - 50 else 0
    return year if start < year <= start + 40 else None


def _shared_year(before: str, here: _Found) -> tuple[Moment, int] | None:
    """Find the first month of "Jan – Mar 2020" or "01–03/2020": its year is that of the second."""
    end = here.moment
    if end.month is None:
        return None
    word = _WORD_BEFORE.search(before)
    month = MONTHS.get(fold(word["word"])) if word else None
    match = word
    if month is None:
        match = _MONTH_BEFORE.search(before)
        month = int(match["month"]) if match else None
    if match is None or month is None or month > end.month:
        return None
    return Moment(end.year, month), len(before) - match.start()


def _with_since(text: str, first: int) -> int:
    """Take the word before a range to it: "from", "seit", "von"."""
    before = text[max(0, first - 16) : first]
    match = _SINCE.search(before)
    return first - len(match.group()) if match else first
