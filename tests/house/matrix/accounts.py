"""Who gets what from the accounts routes."""

from tests.house.access import Row

ROWS: dict[str, list[Row]] = {}
