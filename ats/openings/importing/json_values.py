"""Values of parsed JSON that has to have a known shape; ValueError names the field that has not."""

from datetime import date
from decimal import Decimal
from typing import Any

from ats.platform.amounts import MOST, as_amount, as_number


def field(values: Any, name: str, kind: type | tuple[type, ...], empty: Any) -> Any:
    """Return a value of a kind, or what stands for a missing one; raise ValueError for another kind."""
    if not isinstance(values, dict):
        raise ValueError(f"Expected an object with “{name}”.")
    value = values.get(name)
    if value is None:
        return empty
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise ValueError(f"“{name}” has a value of the wrong type.")
    return value


def text(values: dict[str, Any], name: str) -> str:
    """Return a text; a missing one is empty."""
    return field(values, name, str, "")


def optional(values: dict[str, Any], name: str) -> str | None:
    """Return a text, or None for an empty or missing one."""
    return field(values, name, str, "") or None


def whole(values: dict[str, Any], name: str) -> int | None:
    """Return a whole number, or None."""
    return field(values, name, int, None)


def amount(values: dict[str, Any], name: str) -> int | Decimal | None:
    """Return an amount of money of at most two places, or None."""
    given = field(values, name, (int, float), None)
    if given is None:
        return None
    if isinstance(given, bool) or not 0 <= given <= MOST or as_number(as_amount(given)) != given:
        raise ValueError(f"“{name}” is not an amount such as 17.50.")
    return as_amount(given)


def choice(values: dict[str, Any], name: str, allowed: tuple[str, ...], default: str) -> Any:
    """Return one of the texts that are allowed; the default when there is none."""
    chosen = text(values, name) or default
    if chosen not in allowed:
        raise ValueError(f"“{name}” is none of {', '.join(allowed)}.")
    return chosen


def optional_choice(values: dict[str, Any], name: str, allowed: tuple[str, ...]) -> Any:
    """Return one of the texts that are allowed, or None."""
    return choice(values, name, allowed, allowed[0]) if text(values, name) else None


def texts(values: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts."""
    entries = field(values, name, (list, tuple), [])
    if not all(isinstance(entry, str) for entry in entries):
        raise ValueError(f"“{name}” must hold texts only.")
    return tuple(entries)


def dicts(values: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects, which the reader of each object checks."""
    return list(field(values, name, (list, tuple), []))


def day(values: dict[str, Any], name: str) -> date | None:
    """Return a day as "2027-03-31" says it, or None."""
    given = text(values, name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise ValueError(f"“{name}” is not a date such as 2027-03-31.") from error


def line_pair(values: dict[str, Any], name: str) -> tuple[int, int]:
    """Return a first and a last line."""
    pair = field(values, name, (list, tuple), [0, 0])
    if len(pair) != 2 or not all(isinstance(line, int) and not isinstance(line, bool) for line in pair):
        raise ValueError(f"“{name}” must be a first and a last line.")
    return (pair[0], pair[1])
