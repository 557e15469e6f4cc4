"""Entries of a section: rows gathered around their dates by the pattern that the section itself repeats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ats.resumes.profiles.dated import Dated
from ats.resumes.profiles.marks import company_score, is_label, is_prose, is_stack, place_score
from ats.resumes.profiles.rows import Row, stands_below, without_date
from ats.resumes.profiles.wraps import unwrap
from ats.vocabulary.titles import title_score

_MOST_LEADS = 5
_MOST_NAMES = 2  # rows with employer and title
_MOST_TAILS = 5
_LONGEST_BESIDE = 130
_BODY_SHARE = 0.3
_INDENT = 5

Signature = tuple[int, bool, bool, int | None, int]


@dataclass
class Entry:
    """Rows of one entry: those above its date, the row of the date, those below it, and the text that follows."""

    lead: list[Row] = field(default_factory=list)
    anchor: Row | None = None
    tail: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)

    @property
    def dated(self) -> Dated | None:
        """When it was."""
        return self.anchor.dated if self.anchor else None


def find_entries(rows: Sequence[Row]) -> list[Entry]:
    """Divide the rows of a section into entries, one for each date that stands at the head of something."""
    anchors = _anchors(rows)
    rows = [row if index in anchors else without_date(row) for index, row in enumerate(rows)]
    rows = [row for row in rows if row.parts or row.dated]
    places = [index for index, row in enumerate(rows) if row.dated]
    body = _bodies(rows, places)
    if not places:
        return _undated(rows, body)
    return _around(rows, places, body)


def signature(row: Row) -> Signature:
    """Tell what a row looks like and where it begins, for comparing rows of a section."""
    look = row.parts[0].look if row.parts else None
    if look is None:
        return (0, False, False, None, row.indent)
    return (look.size, look.bold, look.italic, look.colour, row.indent)


def _anchors(rows: Sequence[Row]) -> set[int]:
    plain = {index for index, row in enumerate(rows) if not row.bullet and _at_head(row)}
    ranges = {index for index in plain if rows[index].dated.period.is_range}  # type: ignore[union-attr]
    if len(ranges) >= 1:
        beside = {signature(rows[index])[:-1] for index in ranges}
        return ranges | {index for index in plain - ranges if _like(rows, index, beside)}
    if plain:
        return plain
    return {index for index, row in enumerate(rows) if row.bullet and _at_head(row)}


def _like(rows: Sequence[Row], index: int, beside: set[tuple[int | bool | None, ...]]) -> bool:
    row = rows[index]
    return not row.parts or signature(row)[:-1] in beside or row.date_last


def _at_head(row: Row) -> bool:
    """Say whether a date may head an entry: it stands at an edge of its line, beside something short."""
    if row.dated is None:
        return False
    line, first, last = row.dated.spots[0]
    text = row.text
    if not text:
        return True
    if len(text) > _LONGEST_BESIDE:
        return False
    if line is not row.line:
        return not is_prose(text)
    at_start = not any(char.isalnum() for char in line.text[:first])
    at_end = not any(char.isalpha() for char in line.text[last:])
    period = row.dated.period
    if period.is_range:
        return at_start or _short_after(line.text[last:]) or not is_prose(text)
    set_apart = any(part.start >= last or part.end <= first for part in row.parts)
    before = line.text[:first].rstrip()
    if at_end and before[-1:].isalpha() and is_prose(text):
        return False
    return (at_start or at_end) and set_apart and not (is_prose(text) and not at_start)


def _short_after(text: str) -> bool:
    return len(text.strip(" \t()[]|,;.·•")) <= 40


def _bodies(rows: Sequence[Row], places: list[int]) -> list[bool]:
    """Tell for each row whether it belongs to the text of an entry rather than to its head."""
    strong = [_is_text(rows, index) for index in range(len(rows))]
    heads = {signature(rows[index]) for index in places if rows[index].parts}
    left = max((rows[index].inner for index in places), default=0)
    share = _body_shares(rows, strong)
    for kind in _listed_below(rows, left, heads):
        share[kind] = 1.0
    body = list(strong)
    told = False
    for index, row in enumerate(rows):
        if row.dated:
            body[index] = told = False
        elif not strong[index]:
            kind = signature(row)
            free = told or row.inner > left + _INDENT
            alike = kind not in heads and share[kind] >= _BODY_SHARE and free
            looks_like_body = alike and title_score(row.text) < 0.7 and company_score(row.text) < 1
            body[index] = looks_like_body or _continues(rows, body, index)
        told = told or (row.bullet and not row.dated)
    return body


def _is_text(rows: Sequence[Row], index: int) -> bool:
    """Say whether a row by itself, or with the next row that goes on with it, is text rather than a name."""
    row = rows[index]
    if row.bullet or is_prose(row.text) or is_stack(row.text) or is_label(row.text):
        return True
    following = rows[index + 1] if index + 1 < len(rows) else None
    if following is None or following.dated or following.bullet or not following.text[:1].islower():
        return False
    return row.dated is None and is_prose(f"{row.text} {following.text}")


def _body_shares(rows: Sequence[Row], strong: list[bool]) -> dict[Signature, float]:
    """Tell how many of the rows of each signature are text; rows with a bullet of their own prove nothing."""
    count: Counter[Signature] = Counter()
    bodies: Counter[Signature] = Counter()
    for index, (row, is_body) in enumerate(zip(rows, strong, strict=True)):
        if not row.bullet:
            count[signature(row)] += 1
            bodies[signature(row)] += is_body or (index > 0 and _hangs(row, rows[index - 1]))
    return {kind: bodies[kind] / count[kind] for kind in count}


def _listed_below(rows: Sequence[Row], left: int, heads: set[Signature]) -> set[Signature]:
    """Find looks of rows that are set in from all heads, several below each other, where names stand elsewhere.

    Lists without a bullet look so; none of their rows is for sure a name, while one beside the heads is.
    """
    kinds: dict[Signature, list[Row]] = {}
    several, names = set(), False
    for index, row in enumerate(rows):
        if row.dated or not row.parts:
            continue
        kind = signature(row)
        if row.inner > left + _INDENT and kind not in heads:
            kinds.setdefault(kind, []).append(row)
            if index and not rows[index - 1].dated and signature(rows[index - 1]) == kind:
                several.add(kind)
        else:
            names = names or company_score(row.text) == 1
    if not names:
        return set()
    return {kind for kind in several if not any(_is_name(row.text) for row in kinds[kind])}


def _is_name(text: str) -> bool:
    return title_score(text) >= 0.7 or company_score(text) == 1 or place_score(text) >= 0.7


def _continues(rows: Sequence[Row], body: list[bool], index: int) -> bool:
    """Say whether a row goes on with the text of the row above: begun in lower case, or hung below a bullet."""
    if index == 0 or not body[index - 1]:
        return False
    row, above = rows[index], rows[index - 1]
    if not row.parts or not above.parts or row.parts[0].look.size != above.parts[-1].look.size:
        return False
    if row.parts[0].look.bold and not above.parts[-1].look.bold:
        return False
    begins = row.text[:1]
    return begins.islower() or begins in "(&+" or _hangs(row, above) or above.text[-1:] in ",-\u2013("


def _hangs(row: Row, above: Row) -> bool:
    """Say whether a row is the next line of a bullet, set in from it."""
    set_in = row.x > above.x + 2 or stands_below(above, row)
    return above.bullet and not row.bullet and set_in and row.line.block == above.line.block


def _around(rows: Sequence[Row], places: list[int], body: list[bool]) -> list[Entry]:
    entries = []
    bounds = [-1, *places, len(rows)]
    gaps = [range(start + 1, end) for start, end in zip(bounds, bounds[1:], strict=False)]
    first_leads = _trailing(gaps[0], body, rows)
    pattern = _Pattern(rows, places, first_leads)
    right = max((row.line.box[2] for row in rows if row.line.box), default=0.0)
    leads: list[list[int]] = [first_leads]
    followers: list[list[int]] = []
    for gap in gaps[1:-1]:
        split = pattern.split(gap, body)
        followers.append([index for index in gap if index < split])
        leads.append([index for index in gap if index >= split])
    followers.append(list(gaps[-1]))
    for place, lead, after in zip(places, leads, followers, strict=True):
        tail = _leading(after, body, rows)
        anchor, *below = unwrap([rows[place], *(rows[index] for index in tail)], right)
        entries.append(
            Entry(
                unwrap([rows[index] for index in lead], right),
                anchor,
                below,
                [rows[index] for index in after if index not in tail],
            )
        )
    return entries


def _trailing(gap: range, body: list[bool], rows: Sequence[Row]) -> list[int]:
    """Take the rows at the end of a gap that head the next entry; one that describes the employer may be among them."""
    run: list[int] = []
    for index in reversed(gap):
        if len(run) == _MOST_LEADS or (body[index] and not _describes(gap, index, body, rows)):
            break
        run.insert(0, index)
    return run


def _describes(gap: range, index: int, body: list[bool], rows: Sequence[Row]) -> bool:
    """Say whether a row of text stands between names above and the rest of a head below: it says who that is."""
    if rows[index].bullet:
        return False
    above = index - 1
    while above in gap and index - above <= _MOST_NAMES and not body[above] and not rows[above].bullet:
        above -= 1
    return above < index - 1 and (above not in gap or rows[above].bullet or body[above])


def _leading(after: Sequence[int], body: list[bool], rows: Sequence[Row]) -> list[int]:
    run: list[int] = []
    for index in after:
        if body[index] or len(run) == _MOST_TAILS:
            break
        run.append(index)
    return run


class _Pattern:
    """How the first entry begins, which the others repeat: its leading rows say what a leading row looks like."""

    def __init__(self, rows: Sequence[Row], places: list[int], leads: list[int]) -> None:
        self._rows = rows
        self._count = len(leads)
        head = {rows[index].line.block for index in (*leads, places[0])}
        placed = any(row.line.box for row in rows)
        self._one_block = len(leads) > 1 and len(head) == 1 and not placed
        self._kinds = {signature(rows[index]) for index in leads}

    def split(self, gap: range, body: list[bool]) -> int:
        """Return where in the rows between two dates the later entry begins."""
        run = _trailing(gap, body, self._rows)
        if not run or not self._count:
            return gap.stop
        while run and signature(self._rows[run[0]]) not in self._kinds and len(run) > 1:
            run = run[1:]
        if len(run) == len(gap):
            return self._without_text(gap)
        return run[0]

    def _without_text(self, gap: range) -> int:
        """Divide rows without any text between: at a blank line, else as many rows as the first entry took."""
        if not self._one_block:
            return max(gap.start, gap.stop - self._count)
        blocks = [self._rows[index].line.block for index in gap]
        breaks = [index for index in gap[1:] if blocks[index - gap.start] != blocks[index - gap.start - 1]]
        return breaks[0] if len(breaks) == 1 else max(gap.start, gap.stop - self._count)


def _undated(rows: Sequence[Row], body: list[bool]) -> list[Entry]:
    """Divide rows without any date: each run of rows that are no text heads an entry."""
    entries: list[Entry] = []
    for row, is_body in zip(rows, body, strict=True):
        if is_body:
            if entries:
                entries[-1].body.append(row)
        elif entries and not entries[-1].body and len(entries[-1].lead) < _MOST_LEADS:
            entries[-1].lead.append(row)
        else:
            entries.append(Entry([row]))
    return entries
