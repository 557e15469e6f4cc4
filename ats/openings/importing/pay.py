"""Pay as pages write it: "€60,000–70,000 a year", "$120k", "Gehalt: 55.000 bis 65.000 EUR"."""

import re
from dataclasses import replace
from decimal import Decimal

from ats.openings.importing.draft import PAY_PERIODS, Pay, PayPeriod
from ats.platform.amounts import MOST, as_amount

# ISO 4217 codes by what stands for them; a bare dollar is taken for that of the United States.
_CURRENCIES = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "R$": "BRL", "S$": "SGD",
    "HK$": "HKD", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "ZŁ": "PLN", "EURO": "EUR", "EUROS": "EUR",
}  # fmt: skip
_CODES = "EUR USD GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN CAD AUD NZD JPY INR BRL ZAR SGD HKD MXN ILS TRY"
_CURRENCY = "|".join(
    [re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True) if not sign.isalpha()]
    + [rf"\b(?:{'|'.join([*_CODES.split(), 'euros?', 'zł'])})\b"]
)
_NUMBER = r"\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = (
    rf"(?:(?:{_CURRENCY}) ?)?(?<![\d.,])(?:{_NUMBER})(?!\d|[.,]\d)(?: ?(?:k|Tsd\.?|mil)\b)?"
    rf"(?: ?(?:{_CURRENCY}))?"
)
_UP_TO = r"up to|bis(?: zu)?|jusqu['\u2019]à|hasta|tot|max\.?"
_FROM = r"from|starting (?:at|from)|at least|ab|mind\.|à partir de|desde|vanaf|min\.?"
_SPAN = re.compile(
    rf"(?:(?P<bound>{_UP_TO}|{_FROM}) )?(?P<low>{_AMOUNT})"
    rf"(?:(?: ?[-\u2013\u2014] ?| (?:to|bis|and|und|à|a|y|e|en|et|tot|hasta|al|-) )(?P<high>{_AMOUNT})"
    rf"|(?P<open> ?\+))?",
    re.IGNORECASE,
)
_PERIODS: tuple[tuple[PayPeriod, str], ...] = (
    ("hour", r"hours?|hr|h|stunde|heure|hora|uur|ora"),
    ("day", r"days?|tag|jour|día|dag|giorno"),
    ("week", r"weeks?|wk|woche|semaine|semana|settimana"),
    ("month", r"months?|mo|monat|mois|mes|mese|maand"),
    ("year", r"years?|yr|annum|jahr|an|año|anno|jaar"),
)
_PER = r"(?:/|\b(?:an?|per|each|pro|je|im|in der|par|al|all['\u2019]|a la|por)(?:\b|(?<=['\u2019]))) ?"
_ADVERBS = {
    "hourly": "hour", "stündlich": "hour", "daily": "day", "weekly": "week", "monthly": "month", "monatlich": "month",
    "mensuel": "month", "annual": "year", "annually": "year", "yearly": "year", "jährlich": "year", "annuel": "year",
    "mensuels": "month", "mensual": "month", "mensuales": "month", "mensili": "month", "maandelijks": "month",
    "annuels": "year", "anual": "year", "anuales": "year", "annui": "year", "annuo": "year", "jaarlijks": "year",
    "p.a.": "year", "pa": "year", "stundenlohn": "hour", "monatsgehalt": "month", "jahresgehalt": "year",
}  # fmt: skip
_PERIOD = re.compile(
    rf"{_PER}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _PERIODS)})\b"
    rf"|(?<!\w)(?P<adverb>{'|'.join(re.escape(word) for word in _ADVERBS)})(?!\w)",
    re.IGNORECASE,
)
_SMALL_CHANGE = re.compile(
    r"(?:\W|\b(?:gross|brutto|bruto|brut|net|netto|doe|depending|based|on|your|experience|skills|and|circa|ca|approx|"
    r"stipendio|retribuzione|sueldo|rémunération|entre|tussen|tra|fra|brutos|bruts|lord[oi]|is|ist|est|es|è|"
    r"(?:grade|band|scale|scp|spine points?) ?\d{1,2}[a-z]?|about|around|"
    r"between|zwischen|plus|bonus|equity|ote|base|basic|salary|pay|range|rate|band|compensation|remuneration|"
    r"wage|gehalt|lohn|vergütung|salaire|salario|salaris|je|nach|erfahrung|negotiable|"
    r"vb|pro|rata|the|of|p|a|erwartet|selon|profil|full|time|equivalent|fte)\b)*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\W|\b(?:base|basic|annual|yearly|monthly|hourly|salary|pay|range|rate|band|compensation|remuneration|wage|"
    r"between|zwischen|entre|tussen|tra|fra|from|jahresgehalt|monatsgehalt|stundenlohn|gehalt|lohn|vergütung|salaire|rémunération|salario|sueldo|"
    r"salaris|stipendio|retribuzione|the|of|is)\b)*",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:salary|salaries|compensation|remuneration|wages?|pay(?:s| range| band| rate)?|stipend|gehalt|jahresgehalt|"
    r"vergütung|stundenlohn|lohn|salaire|rémunération|salario|sueldo|salaris|stipendio|retribuzione)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[|\u00b7\u2022;\n]")
_YEARLY_FROM = 10_000
_READ = 400


def read_pay(text: str) -> Pay | None:
    """Read a short text that says nothing but a pay; None for anything else."""
    found = _first_span(text) if len(text) <= _READ else None
    if found is None:
        return None
    pay, before, after = found
    rest = _PERIOD.sub(" ", f"{before} {after}")
    return pay if is_small_change(rest) else None


def split_pay(text: str) -> tuple[Pay, str] | None:
    """Take the pay out of a line of several facts; return it and the line with a bar in its place, or None."""
    found = _first_span(text) if len(text) <= _READ else None
    if found is None:
        return None
    pay, before, after = found
    beside, further = _parted(after)
    if _PERIOD.search(beside):
        return pay, f"{before} | {_PERIOD.sub(' ', beside, count=1)}{further}"
    parts = (part if re.search(r"\d", part) else _PERIOD.sub(" ", part) for part in _APART.split(further))
    return pay, f"{before} | {beside}{' | '.join(parts)}"


def is_small_change(text: str) -> bool:
    """Return whether words say nothing beside a pay ("gross", "depending on experience")."""
    return _SMALL_CHANGE.fullmatch(text) is not None


def says_only_pay(text: str) -> bool:
    """Return whether a pay is all that a text says: "$120k", and not "$120k gross, plus a bonus"."""
    found = _first_span(text) if len(text) <= _READ else None
    return found is not None and says_nothing_more(_PERIOD.sub(" ", f"{found[1]} {found[2]}", count=1))


def says_nothing_more(text: str) -> bool:
    """Return whether the words beside a pay only name it ("salary range")."""
    return _NAMED.fullmatch(text) is not None


def find_pay(sentence: str) -> Pay | None:
    """Find the pay in a sentence that speaks of one ("The salary is $100,000 to $120,000 a year")."""
    if not _CUE.search(sentence[:_READ]):
        return None
    found = _first_span(sentence[:_READ])
    return found[0] if found else None


def states_pay(sentence: str) -> Pay | None:
    """Return the pay of a sentence that speaks of nothing but it, by name: "The salary range is $90k to $100k."."""
    return find_pay(sentence) if read_pay(sentence) else None


def pay_of(low: int | Decimal | None, high: int | Decimal | None, currency: str, period: str) -> Pay | None:
    """Return a pay from its parts, as data gives them; None when they make no pay.

    The period may be schema.org's unitText ("YEAR") or hold such a word ("per-year-salary"). None means a year, for
    which small amounts are no pay.
    """
    code = _CURRENCIES.get(currency.strip().upper(), currency.strip().upper())
    ends = [amount for amount in (low, high) if amount is not None]
    if not ends or code not in _CODES.split() or any(not 0 < each <= MOST for each in ends):
        return None
    if ends != sorted(ends):
        return None
    said = next((name for name in PAY_PERIODS if name in period.lower()), None)
    return Pay(low, high, code, said or "year") if said or max(ends) >= _YEARLY_FROM else None


def _first_span(text: str) -> tuple[Pay, str, str] | None:
    for match in _SPAN.finditer(text):
        pay = _pay(match, text)
        if pay is not None:
            return pay, text[: match.start()], text[match.end() :]
    return None


def _pay(match: re.Match[str], text: str) -> Pay | None:
    low, high = match["low"], match["high"]
    currency = _currency(low) or (high and _currency(high))
    amounts = [_value(low, _is_thousands(high or low))] + ([_value(high, False)] if high else [])
    if not currency or None in amounts:
        return None
    period = _period_around(text[: match.start()], text[match.end() :])
    if period is None and max(amounts) < _YEARLY_FROM:
        return None
    return _bounded(Pay(amounts[0], amounts[-1], currency, period or "year"), match)


def _bounded(pay: Pay, match: re.Match[str]) -> Pay | None:
    """Open one end of a pay of one amount where the words do; refuse a span that runs backwards."""
    if match["high"]:
        return pay if pay.minimum <= pay.maximum else None
    bound = match["bound"] or ""
    if re.fullmatch(_UP_TO, bound, re.IGNORECASE):
        return replace(pay, minimum=None)
    return replace(pay, maximum=None) if bound or match["open"] else pay


def _currency(amount: str) -> str:
    found = re.search(_CURRENCY, amount, re.IGNORECASE)
    written = found.group().upper() if found else ""
    return _CURRENCIES.get(written, written)


def _is_thousands(amount: str) -> bool:
    return re.search(r"\d ?(?:k|tsd\.?|mil)\b", amount, re.IGNORECASE) is not None


def _value(amount: str, is_shared: bool) -> int | Decimal | None:
    """Return an amount in units, None for one that is out of reach; "100" of "100-120k" is in thousands too."""
    digits = re.search(_NUMBER, amount).group()
    value = Decimal(_normal(digits))
    if _is_thousands(amount) or (is_shared and value < 1000):
        value *= 1000
    return as_amount(value) if 0 < value <= MOST else None


def _normal(digits: str) -> str:
    """Take the separators out of "60,000.00", "60.000" and "60'000"; keep the point before a fraction."""
    fraction = re.search(r"[.,](\d{1,2})$", digits)
    whole = digits[: fraction.start()] if fraction else digits
    return re.sub(r"\D", "", whole) + (f".{fraction[1]}" if fraction else "")


def _period_around(before: str, after: str) -> PayPeriod | None:
    """Find the period beside a pay, or set apart from it where no number ("37 hours a week") stands with it."""
    beside, further = _parted(after)
    above, beside_before = _parted(before, from_end=True)
    others = "|".join(part for part in _APART.split(f"{above}|{further}") if not re.search(r"\d", part))
    return _period(beside) or _period(beside_before) or _period(others)


def _parted(text: str, *, from_end: bool = False) -> tuple[str, str]:
    """Part a text at the first mark, or the last, that sets facts apart, which stays with what is further off."""
    marks = list(_APART.finditer(text))
    if not marks:
        return ("", text) if from_end else (text, "")
    at = marks[-1].end() if from_end else marks[0].start()
    return text[:at], text[at:]


def _period(text: str) -> PayPeriod | None:
    found = _PERIOD.search(text)
    if found is None:
        return None
    if found["adverb"]:
        return _ADVERBS[found["adverb"].lower()]
    return next(name for name, _ in _PERIODS if found[name])
