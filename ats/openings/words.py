"""How the fixed values of an opening are said on a page: place, way of working, employment, pay."""

from collections import Counter
from collections.abc import Iterable

from ats.platform.amounts import write_amounts
from ats.vocabulary.countries import country_name

WORKPLACES = {"onsite": "On site", "hybrid": "Hybrid", "remote": "Remote"}
EMPLOYMENT_TYPES = {
    "full_time": "Full time",
    "part_time": "Part time",
    "contractor": "Contract",
    "temporary": "Temporary",
    "intern": "Internship",
}
PAY_PERIODS = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def told_apart(openings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (reference, title) as they are offered for a choice: titles of several with the reference behind."""
    given = list(openings)
    titles = Counter(title for _, title in given)
    return [(key, f"{title} ({key})" if titles[title] > 1 else title) for key, title in given]


def place_text(opening) -> str:
    """Return where the work is, such as "Utrecht, Netherlands"; empty when nothing is given."""
    parts = (opening.city, opening.region, country_name(opening.country))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def pay_text(opening) -> str:
    """Return the pay, such as "€50,000 to €65,000 a year"; empty when none is given."""
    amounts = [amount for amount in (opening.pay_min, opening.pay_max) if amount]
    if not amounts or not opening.pay_currency:
        return ""
    sign = _SIGNS.get(opening.pay_currency, f"{opening.pay_currency} ")
    said = [sign + amount for amount in write_amounts(list(dict.fromkeys(amounts)))]
    if len(said) == 1 and len(amounts) == 1:
        said[0] = ("from " if opening.pay_min else "up to ") + said[0]
    return f"{' to '.join(said)} {PAY_PERIODS.get(opening.pay_period, '')}".strip()
