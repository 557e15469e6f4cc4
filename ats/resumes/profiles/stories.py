"""What an entry tells below its head: highlights from bullets, a summary from running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import Draft, source_of
from ats.resumes.profiles.marks import is_label
from ats.resumes.profiles.rows import Part, Row, stands_below
from ats.resumes.profiles.wraps import did_not_fit
from ats.resumes.text import Line

_MOST_HIGHLIGHTS = 60
_BESIDE = 3.0  # points: lines that begin no further apart are of one column
_BLANKS = re.compile(r"\s+")


@dataclass
class _Item:
    """One paragraph or bullet over one or more rows."""

    rows: list[Row]
    bullet: bool

    @property
    def text(self) -> str:
        joined = ""
        for row in self.rows:
            text = _BLANKS.sub(" ", row.text).strip()
            if joined.endswith("-") and joined[-2:-1].isalpha() and text[:1].islower():
                joined = joined[:-1] + text
            else:
                joined = f"{joined} {text}" if joined else text
        return joined


def put_story(draft: Draft, pointer: str, rest: Sequence[Part], body: Sequence[Row]) -> None:
    """Put what stands below a head: bullets under ``highlights``, other text under ``summary``."""
    items = _items(body)
    bullets = [item for item in items if item.bullet]
    if not bullets and len(items) > 1:
        bullets, items = items, []
    plain = [item for item in items if not item.bullet]
    if plain:
        text = " ".join(item.text for item in plain)
        draft.put(f"{pointer}/summary", text, _source(plain[0], "text below the head of the entry"))
    elif rest:
        part = rest[0]
        source = source_of(part.line, part.start, part.end, 0.5, "further line at the head of the entry")
        draft.put(f"{pointer}/summary", _BLANKS.sub(" ", part.text), source)
    for number, item in enumerate(bullets[:_MOST_HIGHLIGHTS]):
        draft.put(f"{pointer}/highlights/{number}", item.text, _source(item, "bullet below the entry"))


def _source(item: _Item, rule: str) -> Source:
    first, last = item.rows[0], item.rows[-1]
    start = first.parts[0].start
    if first.line.page == last.line.page:
        return source_of(first.line, start, last.line.end - first.line.start, 0.85, rule)
    return source_of(first.line, start, len(first.line.text), 0.85, rule)


def _items(body: Sequence[Row]) -> list[_Item]:
    items: list[_Item] = []
    right = max((row.line.box[2] for row in body if row.line.box), default=0.0)
    for row in body:
        if not row.parts or is_label(row.text):
            continue
        if items and not row.bullet and (_goes_on(items[-1], row, right) or _wraps(items[-1], row, body)):
            items[-1].rows.append(row)
        else:
            items.append(_Item([row], row.bullet))
    return items


def _goes_on(item: _Item, row: Row, right: float) -> bool:
    above = item.rows[-1]
    if row.text[:1].islower() or above.text[-1:] in ",-\u2013":
        return True
    if item.bullet:
        if row.line.box:
            return row.x > item.rows[0].x or stands_below(item.rows[0], row)
        return row.line.block == above.line.block  # without places, a blank line or another paragraph ends it
    if above.text[-1:] in ".!?" or row.x != above.x or row.line.block != above.line.block:
        return False
    return _filled(above.line, right)


def _wraps(item: _Item, row: Row, body: Sequence[Row]) -> bool:
    """Say whether a row that begins below the bullet's sign is the rest of its text, for which there was no room."""
    above = item.rows[-1]
    if not item.bullet or not row.line.box or above.text[-1:] in ".!?":
        return False
    below = (each.line.box for each in body if each.line.box and each.line.page == row.line.page)
    edge = max(box[2] for box in below if abs(box[0] - row.line.box[0]) <= _BESIDE)
    return did_not_fit(above.line, row.line, edge)


def _filled(line: Line, right: float) -> bool:
    """Say whether a line reaches the right edge of the text, so that the next one may go on with it."""
    return line.box is not None and line.box[2] > right - 0.12 * (right - line.box[0])
