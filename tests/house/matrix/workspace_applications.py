"""Who gets what from the dashboard's routes about applications."""

from tests.house.access import Row

ROWS: dict[str, list[Row]] = {}
