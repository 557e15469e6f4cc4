"""Amounts of money: exact decimals of at most two places, as people write them and read them."""

import re
from decimal import Decimal

# More than anybody is paid, in any currency.
MOST = 2_000_000_000
# What stands between groups of three digits; the first is kept for all of one number.
_GROUPED = r"\d{1,3}(?P<between>[.,'\u2019\u00a0\u202f ])\d{3}(?:(?P=between)\d{3})*"
_WRITTEN = re.compile(rf"(?P<whole>{_GROUPED}|\d+)(?:(?P<point>[.,])(?P<rest>\d{{1,2}}))?")
_LONGEST = 30


def read_amount(text: str) -> int | Decimal | None:
    """Read "17.50", "17,50", "50,000", "50 000" or "1.234,50"; None for anything else, as more than two places."""
    found = _WRITTEN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or (found["between"] and found["between"] == found["point"]):
        return None
    whole = re.sub(r"\D", "", found["whole"])
    return as_amount(Decimal(f"{whole}.{found['rest'] or 0}"))


def as_amount(value: int | float | Decimal) -> int | Decimal:
    """Return an amount as it is handled: a whole number as an int, any other with two places."""
    exact = value if isinstance(value, int) else round(Decimal(str(value)), 2)
    return int(exact) if exact == int(exact) else exact


def as_number(amount: int | Decimal) -> int | float:
    """Return an amount for JSON, where its shortest decimal form stands: 17.5 for 17.50."""
    return amount if isinstance(amount, int) else float(amount)


def write_amounts(amounts: list[int | float | Decimal]) -> list[str]:
    """Write amounts that stand together, "17.50" and "19.00" or "50,000" and "65,000": with two places all or none."""
    exact = [as_amount(each) for each in amounts]
    places = 0 if all(isinstance(each, int) for each in exact) else 2
    return [f"{each:,.{places}f}" for each in exact]
