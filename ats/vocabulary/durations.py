"""Spans of years as people write them, in digits or words, in several languages."""

import re
from dataclasses import dataclass

_NUMBER_WORDS = {
    **dict.fromkeys(
        ("one", "ein", "eine", "einem", "einer", "un", "une", "uno", "una", "um", "uma", "een"), 1
    ),
    **dict.fromkeys(("two", "zwei", "deux", "dos", "due", "twee", "dois"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "tre", "drie", "três"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro", "quattro", "quatro"), 4),
    **dict.fromkeys(("five", "fünf", "cinq", "cinco", "cinque", "vijf"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "sei", "zes"), 6),
    **dict.fromkeys(("seven", "sieben", "sept", "siete", "sette", "zeven", "sete"), 7),
    **dict.fromkeys(("eight", "acht", "huit", "ocho", "otto", "oito"), 8),
    **dict.fromkeys(("nine", "neun", "neuf", "nueve", "nove", "negen"), 9),
    **dict.fromkeys(("ten", "zehn", "dix", "diez", "dieci", "tien", "dez"), 10),
}
_NUMBER = r"\d{1,2}|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_UNIT = (
    r"years?(?:['\u2019]s|['\u2019])?|yrs?\b\.?|jahre?n?\b|jährige[nrsm]?\b|ans\b|années?\b|años?\b|anni\b|"
    r"anno\b|"
    r"anos?\b|jaar\b|jaren\b"
)
# "2 and 4 years" are two lengths, "between 2 and 4 years" is one span.
_SPAN = re.compile(
    rf"(?<![\w.,])(?P<between>(?:between|zwischen|entre|tussen|tra|fra) )?"
    rf"(?P<low>{_NUMBER})(?P<digits> ?\(\d{{1,2}}\))? ?(?:\+|plus|or more|oder mehr|ou plus|o más)?"
    rf"(?: ?(?:-|\u2013|\u2014|to|bis|à|a|or|oder|ou|of|tot|o|(?(between)(?:and|und|et|y|en|e)|-)) ?"
    rf"(?P<high>{_NUMBER}) ?\+?)?[ -]?(?:full |volle )?(?:{_UNIT})",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"(?<![\w.,])(?P<months>\d{1,3}) ?\+?[ -]?(?:months|monate?n?|mois|meses|mesi|maanden)\b", re.IGNORECASE
)
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class YearsMention:
    """A span of years at `start:end` of the text it was found in; `max_years` is None when open above."""

    years: int
    max_years: int | None
    start: int
    end: int


def find_years(text: str) -> tuple[YearsMention, ...]:
    """Find every span of years ("5+ year's", "three to five years", "fünf Jahre", "36 months") in order.

    Whole years; months count as the full years they hold, spans below one year are left out. Expects
    single spaces between words.
    """
    mentions = [_of_years(match) for match in _SPAN.finditer(text)]
    for match in _MONTHS.finditer(text):
        years = int(match["months"]) // MONTHS_PER_YEAR
        if years:
            mentions.append(YearsMention(years, None, match.start(), match.end()))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _of_years(match: re.Match[str]) -> YearsMention:
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else None
    if high is not None and high <= low:
        high = None
    return YearsMention(low, high, match.start(), match.end())


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBER_WORDS[word.lower()]
