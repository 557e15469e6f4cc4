"""The pay of a job that came as JSON, under the names that job boards and schema.org use."""

from decimal import Decimal
from typing import Any

from ats.openings.importing.draft import Pay
from ats.openings.importing.facts import Facts
from ats.openings.importing.json_parts import as_text, first_of
from ats.openings.importing.pay import pay_of, read_pay, says_only_pay
from ats.platform.amounts import MOST, as_amount, as_number, read_amount

_PAYS = (
    "baseSalary",
    "salaryRange",
    "salary_range",
    "salary",
    "compensation",
    "pay",
    "wage",
    "wages",
    "salaryDescriptionPlain",
)
_LOW = ("minValue", "min", "minimum", "from", "salary_from", "min_value", "low")
_HIGH = ("maxValue", "max", "maximum", "to", "salary_to", "max_value", "high")
_CURRENCIES = (
    "currency",
    "salary_currency",
    "salaryCurrency",
    "currencyCode",
    "currency_type",
    "pay_currency",
)
_PERIODS = (
    "unitText",
    "interval",
    "period",
    "salary_period",
    "salaryPeriod",
    "pay_period",
    "payPeriod",
    "per",
    "unit",
    "frequency",
)
_FLAT_PAYS = (
    ("salary_min", "min_salary", "salaryMin", "minSalary", "pay_min", "salary_from"),
    ("salary_max", "max_salary", "salaryMax", "maxSalary", "pay_max", "salary_to"),
)
_PAY_TEXTS = ("compensationTierSummary", "scrapeableCompensationSalarySummary", "summary", "text", "label")
PAY_KEYS = (*_PAYS, *_FLAT_PAYS[0], *_FLAT_PAYS[1])
"""The keys under which a job says its pay."""


def read_stated_pay(values: dict[str, Any]) -> tuple[Facts, str, set[str]]:
    """Read the pay of a job: what is known of it, its text where it has one, and the keys that it was read from."""
    for name in _PAYS:
        pay = _pay(values.get(name))
        if pay is not None:
            text = as_text(values[name]) if isinstance(values[name], str) else ""
            return Facts(pay=pay, is_whole=not text or says_only_pay(text)), text, {name}
    ends = [first_of(values, names) for names in _FLAT_PAYS]
    pay = pay_of(
        *map(amount_of, ends), as_text(first_of(values, _CURRENCIES)), as_text(first_of(values, _PERIODS))
    )
    keys = {*_FLAT_PAYS[0], *_FLAT_PAYS[1], *_CURRENCIES, *_PERIODS} if pay else set()
    text = "" if pay else next((given for name in _PAYS if isinstance(given := values.get(name), str)), "")
    return Facts(pay=pay), text.strip(), keys


def _pay(value: Any) -> Pay | None:
    """Read schema.org's MonetaryAmount, an object of two ends such as Lever's salaryRange, or a text."""
    if isinstance(value, str):
        return read_pay(value)
    if not isinstance(value, dict):
        return None
    inner = value.get("value")
    spread = inner if isinstance(inner, dict) else value
    ends = [first_of(spread, names) for names in (_LOW, _HIGH)]
    single = inner if isinstance(inner, int | float | str) else spread.get("value")
    ends = ends if any(ends) else [single, single]
    unit = first_of(spread, _PERIODS) or first_of(value, _PERIODS)
    currency = first_of(value, _CURRENCIES) or first_of(spread, _CURRENCIES)
    pay = pay_of(*map(amount_of, ends), as_text(currency), as_text(unit))
    texts = (as_text(value.get(name)) for name in _PAY_TEXTS)
    return pay or next(filter(None, map(read_pay, texts)), None)


def amount_of(value: Any) -> int | Decimal | None:
    """Return a number, or a text that is one, as an amount; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_amount(value) if abs(value) <= MOST and as_number(as_amount(value)) == value else None
    return read_amount(value) if isinstance(value, str) else None
