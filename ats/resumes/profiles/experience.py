"""Months of experience: every month in which at least one position was held, counted once."""

from collections.abc import Iterable
from datetime import date

from ats.vocabulary.periods import Moment, Period

# A year alone says nothing of the month: from its middle, until its middle, which is right on the average.
_FROM_MONTH = 7
_UNTIL_MONTH = 6
_MOST_YEARS = 70


def months_of_experience(periods: Iterable[Period], received_on: date) -> int:
    """Count the months that the periods cover together, first and last month included.

    "To date" is the month of receipt; nothing after it counts. A single date counts as its month, or half its year.
    """
    months: set[int] = set()
    today = received_on.year * 12 + received_on.month - 1
    for period in periods:
        first, last = _bounds(period, today)
        if first is not None and last is not None:
            first = max(first, today - _MOST_YEARS * 12)
            months.update(range(first, min(last, today) + 1))
    return len(months)


def _bounds(period: Period, today: int) -> tuple[int | None, int | None]:
    if period.start is None:
        return None, None
    first = _month(period.start, _FROM_MONTH)
    if period.ongoing:
        return first, today
    end = period.end or period.start
    last = _month(end, _UNTIL_MONTH)
    if end.month is None and end.year == period.start.year:
        # Within one year: half of it.
        return first, first + 5
    return first, last


def _month(moment: Moment, otherwise: int) -> int:
    return moment.year * 12 + (moment.month or otherwise) - 1
