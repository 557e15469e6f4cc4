"""Who gets what from the dashboard's routes about openings."""

from tests.house.access import Row

ROWS: dict[str, list[Row]] = {}
