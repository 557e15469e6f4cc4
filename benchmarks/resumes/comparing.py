"""When two values mean the same: texts, employers, names, degrees, dates, addresses and telephone numbers."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "ı": "i"})
_FORMS = (
    r"inc|llc|ltd|limited|corp|corporation|gmbh|gmbh & co\. ?kg|ag|se|sas|sa|s\.a|sarl|s\.l|sl|sp\. ?z ?o\.?o|plc|bv"
    r"|b\.v|n\.v|nv|ab|a\.?s|jsc|co\.?,? ?ltd|pvt\.? ?ltd|private limited|ltda|s\.r\.l|s\.p\.a|l\.p|ltd\. sti"
)
_LEGAL_FORM = re.compile(rf"[\s,]+({_FORMS})\.?$")
_BEFORE_NAME = re.compile(r"^(dr|prof|mr|mrs|ms|dipl\.-ing)\.?\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(,\s*|\s+)(ph\.?d|jr|sr|iii|ii|pmp|mba|m\.?sc)\.?$", re.IGNORECASE)
_LEVELS = (
    ("doctor", r"\b(ph\.?\s?d|d\.?phil|doctor|doctorado|doktorat|promotion|dr\.?[- ]?(rer|ing))"),
    (
        "master",
        r"\b(master|m\.?\s?sc?\b|m\.?s\.?\b|m\.?a\.\b|m\.?(eng|phil|tech)|m\.?e\.|mca|mba|magister|mgr|diplom\b"
        r"|diplom-|diplome d.?ing|ingenieria\b(?! tec))",
    ),
    ("associate", r"\b(associate|a\.?\s?a\.?s\.?\b|a\.?s\.\b)"),
    (
        "bachelor",
        r"\b(bachelor|b\.?\s?sc?\b|b\.?a\.?\b|b\.?s\.?\b|b\.?(eng|tech)|b\.?e\.|bca|licence|licencjat|licenciatura"
        r"|grado|dut|inzynier|inz\.|ingenieria tecnica|undergraduate)",
    ),
)
_PRESENT = re.compile(r"present|current|now|ongoing|today|heute|actual|obecnie")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})$")
_RECEIVED = ("present", "2026-11", "2026-11-23")
"""How "to date" may be told; some documents print the day on which they were made."""

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def fold(text: object) -> str:
    """The text without accents and case."""
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold().translate(_LETTERS)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def squeeze(text: object) -> str:
    """The letters and digits of a text, folded."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def digits(text: object) -> str:
    """The digits of a text."""
    return re.sub(r"\D", "", str(text or ""))


def is_like(wanted: object, found: object, ratio: int = 90) -> bool:
    """Whether two texts are alike: equal when squeezed, or similar to so many per cent."""
    first, second = squeeze(wanted), squeeze(found)
    return bool(first and second) and (first == second or fuzz.ratio(first, second) >= ratio)


def is_employer(wanted: object, found: object) -> bool:
    """Whether two names are those of one employer; the legal form does not count."""
    bare = _without_form(wanted)
    return is_like(wanted, found) or (bare != "" and bare == _without_form(found))


def _without_form(name: object) -> str:
    text = fold(name).strip()
    for _ in range(2):
        text = _LEGAL_FORM.sub("", text).strip(" ,")
    return squeeze(text)


def is_name(wanted: str, found: object) -> bool:
    """Whether a name is the wanted one, which may go without its title, suffix or nickname."""
    bare = re.sub(r"\s*\([^)]*\)", "", wanted)
    forms = {form for name in (wanted, bare) for form in (name, _BEFORE_NAME.sub("", name))}
    return squeeze(found) in {squeeze(form) for name in forms for form in (name, _AFTER_NAME.sub("", name))}


def is_degree(wanted: object, found: object) -> bool:
    """Whether two degrees are of one level."""
    return _level(wanted) == _level(found) or is_like(wanted, found)


def _level(degree: object) -> str | None:
    text = fold(degree)
    if "ingenieria tecnica" in text:
        return "bachelor"
    found = (level for level, pattern in _LEVELS if re.search(pattern, str(degree or "").lower()))
    folded = (level for level, pattern in _LEVELS if re.search(pattern, text))
    return next(found, None) or next(folded, None) or squeeze(degree) or None


def read_date(value: object) -> str | None:
    """YYYY, YYYY-MM or "present" of what a reader gives as date; None for nothing."""
    text = str(value if value is not None else "").strip().lower()
    if text in ("", "none", "null"):
        return None
    if _PRESENT.match(text):
        return "present"
    if found := _YEAR_FIRST.match(text):
        month = int(found[2] or 0)
        return f"{found[1]}-{month:02}" if 1 <= month <= 12 else found[1]
    if found := _MONTH_FIRST.match(text):
        return f"{found[2]}-{int(found[1]):02}"
    return text


def is_period(wanted: tuple[str | None, str | None], found: tuple[str | None, str | None]) -> bool:
    """Whether both ends are right, each as precisely as it is printed."""
    return _is_date(wanted[0], found[0]) and (
        found[1] in _RECEIVED or (found[1] is None and found[0] is not None)
        if wanted[1] == "present"
        else _is_date(wanted[1], found[1])
    )


def _is_date(wanted: str | None, found: str | None) -> bool:
    if wanted is None:
        return True
    if found is None or found == "present" or wanted == "present":
        return False
    return found[: 4 if len(wanted) == 4 else 7] == wanted


def short_address(address: object) -> str:
    """A web address without scheme, "www." and the last slash."""
    bare = re.sub(r"^(https?:)?(//)?(www\.)?", "", str(address or "").strip().lower())
    return bare.rstrip("/")


def skill_key(skill: object) -> str:
    """What makes two skills one: letters, digits, and the signs + # and full stops within."""
    return re.sub(r"[^\w+#.]", "", fold(skill)).strip(".")


def match(
    wanted: Sequence[Wanted], found: Sequence[Found], is_same: Callable[[Wanted, Found], bool]
) -> tuple[list[Wanted], list[Found]]:
    """Give each wanted value the first found one that is the same; return those left over on both sides."""
    rest, missing = list(found), []
    for each in wanted:
        place = next((place for place, other in enumerate(rest) if is_same(each, other)), None)
        if place is None:
            missing.append(each)
        else:
            del rest[place]
    return missing, rest
