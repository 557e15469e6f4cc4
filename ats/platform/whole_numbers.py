"""Whole numbers that a form or an address holds: places of rows, versions, ids. What comes with them is anybody's."""

# As many digits as a column of whole numbers takes on both engines; Python itself refuses thousands of them.
_DIGITS = 9


def read_whole_number(text: str | None) -> int | None:
    """Return the number that a few digits say, None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
