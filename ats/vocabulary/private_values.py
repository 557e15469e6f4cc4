"""What stands behind the label of a fact about a person: whether it can be the value, and is nothing else."""

import re

from ats.vocabulary.contact_labels import find_telling_word, is_believer, is_citizen
from ats.vocabulary.folding import fold

_ANY = ("birthplace", "marital status", "parents")
"""Kinds whose label tells enough, where people tell of themselves: nothing but the fact stands behind it."""

_DIGITS = {"identity number": 5, "pay": 4, "age": 1, "health": 2}
"""Kinds whose value holds a number, of so many digits at least."""

_COUNT = r"(?:\d|no|none|one|two|three|four|keine?|ein|zwei|drei|aucun|deux|trois|un|dos|tres|dwoje|troje|jedno|brak)"
_NUMBER = re.compile(rf"\d|\b{_COUNT}\b")
_AND = re.compile(r"[\s,/]+(?:(?:and|und|et|y|i|e|en)\s+)?")
_WHOLE = {
    "age": re.compile(r"\d\d(?: (?:years?|yrs?|jahre?|ans|anos|lata?|anni|jaar|ar)(?: (?:old|alt|oud))?)?"),
    "health": re.compile(r"\d(?:\.\d\d)? ?m|\d{2,3}(?:\.\d)? ?(?:cm|kg|lbs?|%)?|(?:gdb|grad) ?\d{2,3} ?%?"),
    "children": re.compile(
        rf"{_COUNT}(?: (?:boys?|girls?|sons?|daughters?|sohne?|tochter|filles?|garcons?|ninos?))?"
    ),
    "identity number": re.compile(r"(?=(?:\D*\d){5})[\da-z]{1,20}(?:[ ./-][\da-z]{1,4}){0,6}"),
    "pay": re.compile(
        r"(?:[€$£]|eur|usd|gbp|chf|pln|inr)? ?\d[\d., ']{3,}(?:k|[€$£]|eur|euros?|usd|gbp|chf|pln|zl|inr|lpa)?"
        r"(?:[ /]*(?:per|pro|par|por|brutto|gross|brut|bruto|netto|net|year|annum|jahr|an|ano|rok|month|monat|mois|mes"
        r"|p\.a\.))*"
    ),
}  # fmt: skip
"""How values are written that are nothing but the fact, folded; a number of a document is in capitals besides."""


def may_be_value(what: str, value: str) -> bool:
    """Say whether a text holds a value of a kind ("birth date"), perhaps among other words."""
    folded, digits = fold(value), sum(char.isdigit() for char in value)
    if what in _DIGITS:
        return digits >= _DIGITS[what]
    if what == "birth date":
        return digits > 0
    if what == "children":
        return _NUMBER.search(folded) is not None
    if what in ("nationality", "religion"):
        return not digits and len(value.split()) <= 4
    return what in _ANY or what == "gender" and _is_gender(value)


def is_value_alone(what: str, value: str) -> bool:
    """Say whether a text is a value of a kind and tells nothing else; birth dates are judged where dates are read."""
    value = value.strip(" .")
    if what in _WHOLE:
        in_capitals = what != "identity number" or value == value.upper()
        return in_capitals and _WHOLE[what].fullmatch(fold(value)) is not None
    words = [word for word in _AND.split(value) if word]
    if what == "nationality":
        return bool(words) and all(is_citizen(word) or is_citizen(word, noun=True) for word in words)
    if what == "religion":
        return len(value.split()) <= 2 and is_believer(value)
    if what in ("birthplace", "parents"):
        names = value.split()
        return 0 < len(names) <= 3 and all(name[:1].isupper() for name in names)
    if what == "marital status":
        return find_telling_word(value) == what
    return what == "gender" and _is_gender(value)


def _is_gender(value: str) -> bool:
    return find_telling_word(value) == "gender" or len(value.strip()) == 1
