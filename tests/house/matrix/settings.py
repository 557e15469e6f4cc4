"""Who gets what from the settings routes."""

from tests.house.access import Row

ROWS: dict[str, list[Row]] = {}
