"""The facts of a job that came as JSON, under the names that job boards and schema.org use."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ats.openings.importing.draft import EmploymentType, Pay, Workplace
from ats.openings.importing.employment import employment_type_of, workplace_of
from ats.openings.importing.facts import Facts, place_facts
from ats.openings.importing.pay import pay_of, read_pay
from ats.platform.amounts import MOST, as_amount, as_number, read_amount
from ats.vocabulary.dates import find_date

_ADDRESSES = (
    "applyUrl",
    "apply_url",
    "application_url",
    "apply_address",
    "apply",
    "email",
    "contact_email",
    "absolute_url",
    "hostedUrl",
    "jobUrl",
    "url",
)
_DEADLINES = (
    "validThrough",
    "deadline",
    "deadline_on",
    "application_deadline",
    "applicationDeadline",
    "closes_at",
    "closing_date",
    "closingDate",
)
_TYPES = ("employmentType", "employment_type", "commitment", "job_type", "contract_type", "type")
_WORKPLACES = ("workplaceType", "workplace_type", "workplace", "jobLocationType", "remote_type")
_PLACES = ("location", "jobLocation", "locations", "place", "city", "office", "offices")
_PAYS = (
    "baseSalary",
    "salaryRange",
    "salary_range",
    "salary",
    "compensation",
    "pay",
    "salaryDescriptionPlain",
)
_ADDRESS_PARTS = ("addressLocality", "addressRegion", "addressCountry", "city", "region", "state", "country")
_MOST_PLACES = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MILLISECONDS = 100_000_000_000


def first_of(values: dict[str, Any], names: Sequence[str]) -> Any:
    """Give the first value that is there and not empty, or None."""
    return next((values[name] for name in names if values.get(name)), None)


def as_text(value: Any) -> str:
    """Give a text or the name of an object as trimmed text; anything else is empty."""
    if isinstance(value, dict):
        value = first_of(value, ("name", "title", "text", "value", "label"))
    return value.strip() if isinstance(value, str) else ""


def facts_of(values: dict[str, Any]) -> Facts:
    """Read place, way of working, type of employment, deadline and visibility of a job's object."""
    categories = values.get("categories") if isinstance(values.get("categories"), dict) else {}
    place = _place(first_of(values, _PLACES) or categories.get("location"))
    stated = Facts(
        workplace=_workplace(values),
        employment_type=_employment_type(first_of(values, _TYPES) or categories.get("commitment")),
        deadline_on=_deadline(first_of(values, _DEADLINES)),
        pay=_pay(first_of(values, _PAYS)),
        visibility="internal"
        if values.get("internal") is True or as_text(values.get("visibility")).lower() == "internal"
        else None,
    )
    return stated | (place_facts(place) if place else Facts())


def apply_address_of(values: dict[str, Any]) -> str | None:
    """Give the web or e-mail address to apply at, or None."""
    found = (as_text(values.get(name)) for name in _ADDRESSES)
    return next(
        (
            text.removeprefix("mailto:")
            for text in found
            if "@" in text or text.startswith(("http://", "https://"))
        ),
        None,
    )


def _place(value: Any) -> str | None:
    entries = value if isinstance(value, list) else [value]
    names = [name for entry in entries[:_MOST_PLACES] if (name := _one_place(entry))]
    return "; ".join(dict.fromkeys(names)) or None


def _one_place(value: Any) -> str:
    if not isinstance(value, dict):
        return as_text(value)
    address = value.get("address") if isinstance(value.get("address"), dict) else value
    address = address.get("postalAddress") if isinstance(address.get("postalAddress"), dict) else address
    parts = [as_text(address.get(name)) for name in _ADDRESS_PARTS]
    joined = ", ".join(dict.fromkeys(part for part in parts if part))
    return joined or as_text(value.get("address")) or as_text(value)


def _workplace(values: dict[str, Any]) -> Workplace | None:
    stated = workplace_of(as_text(first_of(values, _WORKPLACES)))
    return stated or ("remote" if values.get("isRemote") is True or values.get("remote") is True else None)


def _employment_type(value: Any) -> EmploymentType | None:
    first = value[0] if isinstance(value, list) and value else value
    return employment_type_of(_CAMEL.sub(" ", as_text(first)))


def _pay(value: Any) -> Pay | None:
    """Read schema.org's MonetaryAmount, an object of two ends such as Lever's salaryRange, or a text."""
    if isinstance(value, str):
        return read_pay(value)
    if not isinstance(value, dict):
        return None
    inner = value.get("value")
    spread = inner if isinstance(inner, dict) else value
    ends = [first_of(spread, names) for names in (("minValue", "min"), ("maxValue", "max"))]
    single = inner if isinstance(inner, int | float | str) else spread.get("value")
    ends = ends if any(ends) else [single, single]
    unit = first_of(spread, ("unitText", "interval", "period")) or value.get("unitText")
    return pay_of(*map(_amount, ends), as_text(value.get("currency")), as_text(unit))


def _amount(value: Any) -> int | Decimal | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return as_amount(value) if abs(value) <= MOST and as_number(as_amount(value)) == value else None
    return read_amount(value) if isinstance(value, str) else None


def _deadline(value: Any) -> date | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_timestamp(value)
    return find_date(as_text(value)[:60])


def _from_timestamp(value: float) -> date | None:
    """Read seconds or milliseconds since 1970 in UTC."""
    seconds = value / 1000 if abs(value) > _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):  # a number that is no point in time is no deadline
        return None
