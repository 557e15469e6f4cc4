"""The values of a parsed JSON object as texts and lists, whatever their shape."""

from collections.abc import Sequence
from typing import Any


def first_of(values: dict[str, Any], names: Sequence[str]) -> Any:
    """Give the first value that is there and not empty, or None."""
    return next((values[name] for name in names if values.get(name)), None)


def as_text(value: Any) -> str:
    """Give a text or the name of an object as trimmed text; anything else is empty."""
    if isinstance(value, dict):
        value = first_of(value, ("name", "title", "text", "value", "label"))
    return value.strip() if isinstance(value, str) else ""


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []
