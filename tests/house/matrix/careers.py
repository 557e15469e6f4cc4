"""Who gets what from the careers routes."""

from tests.house.access import Row

ROWS: dict[str, list[Row]] = {}
