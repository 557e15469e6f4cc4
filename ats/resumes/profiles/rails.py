"""Dates in a column of their own: brought beside the lines that they stand level with."""

from collections.abc import Sequence

from ats.resumes.profiles.dated import is_date_fragment
from ats.resumes.profiles.marks import place_score
from ats.resumes.text import Line
from ats.vocabulary.periods import find_periods
from ats.vocabulary.section_headings import find_section_kinds

_LEVEL = 4.0  # points between the upper edges of lines that stand side by side
_PITCH = 22.0  # points at most from one line of a date to the next
_SHORT = 28


def align_rails(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put two columns in one order by height where one of them holds, beside the other, but dates and headings.

    Readers read column after column; a column of dates belongs to the lines beside it.
    """
    runs: list[list[Line]] = []
    for line in lines:
        if runs and (runs[-1][-1].page, runs[-1][-1].column) == (line.page, line.column):
            runs[-1].append(line)
        else:
            runs.append([line])
    merged = runs[:1]
    for run in runs[1:]:
        before = merged[-1]
        if _is_rail_beside(before, run) or _is_rail_beside(run, before):
            merged[-1] = _by_height(before, run)
        else:
            merged.append(run)
    return tuple(line for run in merged for line in run)


def _is_rail_beside(rail: list[Line], text: list[Line]) -> bool:
    """Say whether a run holds nothing but dates, places and headings at the height of the other, and a date level."""
    if rail[0].page != text[0].page or rail[0].column == text[0].column:
        return False
    if any(line.box is None for line in (*rail, *text)):
        return False
    top = min(_top(line) for line in text) - _LEVEL
    bottom = max(_top(line) for line in text) + _LEVEL
    beside = [line for line in rail if top <= _top(line) <= bottom]
    if not beside or not all(_may_be_rail(line) for line in beside):
        return False
    dates = [line for line in _heads_of_dates(rail) if line in beside]
    return bool(dates) and all(any(abs(_top(line) - _top(date)) <= _LEVEL for line in text) for date in dates)


def _heads_of_dates(rail: list[Line]) -> list[Line]:
    """List the dates of a rail, of those over several lines the first line alone."""
    return [
        line
        for number, line in enumerate(rail)
        if (_is_date(line) or is_date_fragment(line.text))
        and not (number and _goes_on(rail[number - 1], line))
    ]


def _goes_on(above: Line, line: Line) -> bool:
    """Say whether a line goes on with the date that the line above began: "2019 –" above "2021"."""
    if not (is_date_fragment(above.text) and is_date_fragment(line.text)):
        return False
    whole = any(period.is_range and above.text.rstrip()[-1:].isalnum() for period in find_periods(above.text))
    return not whole and _top(line) - _top(above) <= _PITCH


def _top(line: Line) -> float:
    return line.box[1] if line.box else 0.0


def _may_be_rail(line: Line) -> bool:
    text = line.text
    if is_date_fragment(text) or _is_date(line):
        return True
    return len(text) <= _SHORT and (place_score(text) >= 0.5 or bool(find_section_kinds(text)))


def _is_date(line: Line) -> bool:
    periods = find_periods(line.text)
    return bool(periods) and periods[0].last - periods[0].first >= len(line.text.strip()) - 3


def _by_height(first: list[Line], second: list[Line]) -> list[Line]:
    """Sort the lines of two columns by height; the further lines of a date stay with its first line."""
    units: list[list[Line]] = []
    for run in (first, second):
        for number, line in enumerate(run):
            if number and _goes_on(run[number - 1], line):
                units[-1].append(line)
            else:
                units.append([line])
    return put_by_height(units, _LEVEL)


def put_by_height(units: Sequence[Sequence[Line]], level: float) -> list[Line]:
    """Return the lines of units that stay together, from the top; of those that begin level the left one comes first.

    ``level`` is by how many points their upper edges may differ.
    """
    rows: list[list[Sequence[Line]]] = []
    for unit in sorted(units, key=lambda unit: _top(unit[0])):
        if rows and _top(unit[0]) - _top(rows[-1][0][0]) <= level:
            rows[-1].append(unit)
        else:
            rows.append([unit])
    return [line for row in rows for unit in sorted(row, key=_left) for line in unit]


def _left(unit: Sequence[Line]) -> float:
    return unit[0].box[0] if unit[0].box else 0.0
