"""Lines that a narrow column broke in two: joined again, with their places in the text as they were."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ats.resumes.profiles.rows import Row, make_rows
from ats.resumes.text import Line
from ats.vocabulary.degree_names import find_degree_name

_OPEN_ENDS = (
    ",",
    "&",
    " -",
    " \u2013",
    " @",
    " at",
    " of",
    " de",
    " und",
    " and",
    " et",
    " y",
    " i",
    " der",
    " w",
    " in",
    " en",
)
_LABEL = re.compile(r"[^\W\d_]{3,20}\s?:\s")
_PITCH = 1.6


def unwrap(rows: Sequence[Row], right: float) -> list[Row]:
    """Join rows of a head where one goes on in the next; ``right`` is the right edge of the section's text."""
    joined: list[Row] = []
    for row in rows:
        if joined and _goes_on(joined[-1], row, right):
            again = make_rows([_join(joined[-1].line, row.line)])
            joined[-1] = replace(again[0], dated=joined[-1].dated or row.dated, bullet=joined[-1].bullet)
        else:
            joined.append(row)
    return joined


def _goes_on(above: Row, row: Row, right: float) -> bool:
    if not above.parts or not row.parts or row.bullet or above.date_last or (row.dated and above.dated):
        return False
    first, second = above.line, row.line
    if second.start != first.end + 1 or len(first.text) + len(second.text) > 200:
        return False
    if above.parts[-1].look != row.parts[0].look and not _same_style(above, row):
        return False
    if first.text.rstrip().endswith(_OPEN_ENDS):
        return True
    return row.text[:1].islower() and not _begins_anew(row.text) or did_not_fit(first, second, right)


def _begins_anew(text: str) -> bool:
    """Say whether a line in small letters begins something of its own: a degree, or a value behind its label."""
    degree = find_degree_name(text)
    return degree is not None and degree.start == 0 or _LABEL.match(text) is not None


def _same_style(above: Row, row: Row) -> bool:
    one, other = above.parts[-1].look, row.parts[0].look
    return one._replace(capitals=False) == other._replace(capitals=False)


def did_not_fit(first: Line, second: Line, right: float) -> bool:
    """Say whether the first word of the second line would not have fitted behind the first one."""
    if first.box is None or second.box is None or first.page != second.page or not first.text:
        return False
    x0, y0, x1, y1 = first.box
    if abs(second.box[0] - x0) > 3 or not 0 < second.box[1] - y0 <= _PITCH * (y1 - y0):
        return False
    word = second.text.split()[0]
    return x1 + (len(word) + 1) * (x1 - x0) / len(first.text) > right + 1


def _join(first: Line, second: Line) -> Line:
    """Put two lines behind each other: the blank between them stands where the line break stood in the text."""
    shift = len(first.text) + 1
    box = first.box
    if first.box and second.box and first.page == second.page:
        box = (
            min(first.box[0], second.box[0]),
            min(first.box[1], second.box[1]),
            max(first.box[2], second.box[2]),
            max(first.box[3], second.box[3]),
        )
    pieces = (*first.pieces, *(replace(piece, start=piece.start + shift) for piece in second.pieces))
    links = (
        *first.links,
        *(replace(link, start=link.start + shift, end=link.end + shift) for link in second.links),
    )
    return replace(first, text=f"{first.text} {second.text}", box=box, pieces=pieces, links=links)
