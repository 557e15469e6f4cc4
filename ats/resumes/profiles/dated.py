"""The dates of lines: one at an edge, and those that a narrow column broke over two, three or four lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ats.resumes.text import Line
from ats.vocabulary.folding import fold
from ats.vocabulary.months import MONTHS, PRESENT, SEASONS
from ats.vocabulary.periods import Period, find_periods
from ats.vocabulary.word_lists import words

SAME_EDGE = 3
"""Points by which lines of one edge may begin apart."""

_FRAGMENT_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d+")
_NOW_WORDS = frozenset(re.findall(r"[a-z]{2,}", fold(PRESENT))) - {"the", "time"}
_JOINING = words(
    "to till until bis a au do hasta al ate tot til thru through de du von od from since seit depuis"
)
_LONGEST_FRAGMENT = 40
_DASHES = ("-", "\u2013", "\u2014")
_MOST_SPOTS, _FARTHEST = 4, 9  # lines that a date runs over, and among which they are looked for
_PITCH = 2.8  # heights of a line from one line of a date to the next, a dash alone left out between them
_ENDS_OPEN = re.compile(r"(?:[-\u2013\u2014/]|\b[^\W\d_]{3,12}\.?|\d{4}|\d{1,2}[./])\s*\Z")
_BEGINS = re.compile(
    r"\s*(?:[-\u2013\u2014]|\d{4}|\d{1,2}[./-]\d{4}|[^\W\d_]{3,12}\.?\s+\d{4}|[^\W\d_]{3,12}\s*\Z)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and the places where it is written: more than one when it runs over several lines."""

    period: Period
    spots: tuple[tuple[Line, int, int], ...]


def find_dates(lines: Sequence[Line]) -> dict[int, Dated]:
    """Find the first period of each line, those that run over two or three lines included."""
    found: dict[int, Dated] = {}
    used: set[int] = set()
    for index in range(len(lines)):
        if index in used:
            continue
        stacked = _stacked(lines, index)
        if stacked is not None:
            found[index] = stacked[0]
            used.update(stacked[1][1:])
            continue
        dated = _wrapped(lines, index) or _own(lines[index])
        if dated is not None:
            found[index] = dated
            if len(dated.spots) > 1:
                used.add(index + 1)
    return found


def _own(line: Line) -> Dated | None:
    periods = find_periods(line.text)
    if not periods:
        return None
    best = next((period for period in periods if period.is_range), periods[0])
    return Dated(best, ((line, best.first, best.last),))


def _wrapped(lines: Sequence[Line], index: int) -> Dated | None:
    """Find a range that begins at the end of a line and goes on in the next."""
    if index + 1 >= len(lines):
        return None
    line, following = lines[index], lines[index + 1]
    if (
        len(line.text) > 200
        or not _ENDS_OPEN.search(line.text[-24:])
        or not _BEGINS.match(following.text[:24])
    ):
        return None
    own = _own(line)
    if own is not None and own.period.is_range and line.text[: own.period.last].rstrip()[-1:].isalnum():
        return None
    head = following.text[:60]
    joined = f"{line.text} {head}"
    border = len(line.text)
    for period in find_periods(joined):
        if period.first < border < period.last and period.is_range:
            rest = period.last - border - 1
            return Dated(period, ((line, period.first, border), (following, 0, rest)))
    return None


def _stacked(lines: Sequence[Line], index: int) -> tuple[Dated, list[int]] | None:
    """Find a range set in a narrow column: "April 2024 –" above "Present", "2016" above "2020".

    Return it with the places of its lines.
    """
    places = _column_below(lines, index)
    spots = [(lines[place], *spot) for place in places if (spot := _fragment(lines[place])) is not None]
    for count in range(len(spots), 1, -1):
        texts = [line.text[start:end] for line, start, end in spots[:count]]
        if any(period.is_range and texts[0].rstrip()[-1:].isalnum() for period in find_periods(texts[0])):
            return None
        plain = " ".join(texts)
        # A dash on a line of its own is no line of a section.
        for whole in (plain, " – ".join(texts), f"{texts[0]} – {' '.join(texts[1:])}"):
            periods = find_periods(whole)
            # Dates that follow each other in a column, the latest first, are no range turned round.
            is_meant = whole == plain or (periods and periods[0].start is not None)
            if len(periods) == 1 and is_meant and periods[0].is_range and _covers(periods[0], whole):
                return Dated(periods[0], tuple(spots[:count])), places[:count]
    return None


def _column_below(lines: Sequence[Line], index: int) -> list[int]:
    """List the places of a line and of those below it, as long as they begin with pieces of a date.

    What stands to the right of such a column may come between them where its lines are not level with the dates.
    """
    spot = _fragment(lines[index])
    if spot is None or not _FRAGMENT_WORD.search(lines[index].text):
        return []
    places, first = [index], lines[index]
    right = _right_of(first, spot[1])
    for place in range(index + 1, min(index + _FARTHEST, len(lines))):
        line = lines[place]
        if len(places) == _MOST_SPOTS or line.page != first.page:
            break
        if _fragment(line) is not None and (
            first.box is None or line.box is None or abs(line.box[0] - first.box[0]) <= SAME_EDGE
        ):
            if _is_far(lines[places[-1]], line):
                break
            places.append(place)
        elif right is None or line.box is None or line.box[0] < right:
            break
    return places


def _right_of(line: Line, end: int) -> float | None:
    """Return where on the page the piece ends that holds the character before ``end``; None without places."""
    boxes = [piece.box for piece in line.pieces if piece.start < end and piece.box is not None]
    return boxes[-1][2] if boxes else line.box[2] if line.box else None


def _is_far(above: Line, line: Line) -> bool:
    """Say whether white space parts two lines of a column."""
    if above.box is None or line.box is None:
        return False
    return line.box[1] - above.box[1] > _PITCH * (above.box[3] - above.box[1])


def _covers(period: Period, text: str) -> bool:
    return period.last - period.first >= len(text.strip()) - 3


def _fragment(line: Line) -> tuple[int, int] | None:
    """Find a first piece, or a whole line, that holds nothing but pieces of a date."""
    piece = line.pieces[0] if line.pieces else None
    end = len(piece.text) + piece.start if piece else len(line.text)
    start = piece.start if piece else 0
    return (start, end) if is_date_fragment(line.text[start:end]) else None


def is_date_fragment(text: str) -> bool:
    """Say whether a short text holds nothing but pieces of a date: "April 2024 –", "Present"."""
    if len(text) > _LONGEST_FRAGMENT:
        return False
    if text.strip() in _DASHES:
        return True
    found = _FRAGMENT_WORD.findall(text)
    return bool(found) and all(_of_date(word) for word in found)


def _of_date(word: str) -> bool:
    if word.isdigit():
        return len(word) in (1, 2, 4)
    folded = fold(word)
    return folded in MONTHS or folded in SEASONS or folded in _NOW_WORDS or folded in _JOINING
