"""Makes rows of the segments of one region: what stands on one baseline is read as one line."""

from itertools import pairwise

from ats.resumes.layout.judging import TextLine, are_level
from ats.resumes.layout.shapes import Row, Segment, median

_SAME_ROW = 0.3  # em between baselines of what is read as one line
_DASHES = "-\u2010\u2011\u2012\u2013\u2014/"
_TALL = 4  # rows from which words without a number beside them are a heading rather than a label


def make_rows(segments: list[Segment], label: list[TextLine], label_width: float) -> list[Row]:
    """Return the rows from top to bottom, the label before the first of them; blocks count from 0."""
    rows = [Row(sorted(group, key=lambda s: s.x0)) for group in _on_baselines(segments)]
    if rows:
        _number_blocks(rows)
    return _with_label(rows, _unwrapped(label, label_width)) if label else rows


def _on_baselines(segments: list[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.base):
        if groups and segment.base - groups[-1][0].base <= _SAME_ROW * min(segment.size, groups[-1][0].size):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


def _number_blocks(rows: list[Row]) -> None:
    gaps = [_gap(a, b) for a, b in pairwise(rows)]
    close = [gap for gap in gaps if gap < 1.2]
    usual = median(close) if close else 0.4
    block = 0
    for row, gap in zip(rows[1:], gaps, strict=True):
        block += gap > usual + 0.3
        row.block = block


def _gap(above: Row, below: Row) -> float:
    """White between two rows, in em."""
    size = max(min(s.size for s in below.segments), 0.1)
    top = min(s.top for s in below.segments)
    return (top - max(s.bottom for s in above.segments)) / size


def _with_label(rows: list[Row], lines: list[TextLine]) -> list[Row]:
    """Put a label on the line that it stands beside; the rest of its own lines follow that line."""
    if not rows or not are_level(lines[0][0], rows[0].segments[0]) or _is_heading(lines, rows):
        return [Row(line) for line in lines] + rows
    rows[0].segments[0].set_off = True
    first = Row(lines[0] + rows[0].segments, rows[0].block)
    return [first, *(Row(line, first.block) for line in lines[1:]), *rows[1:]]


def _is_heading(lines: list[TextLine], rows: list[Row]) -> bool:
    text = " ".join(segment.text for line in lines for segment in line)
    return len(rows) >= _TALL and not any(char.isdigit() for char in text)


def _unwrapped(label: list[TextLine], width: float) -> list[TextLine]:
    """Join lines of a label that was too long for its column."""
    lines = [label[0]]
    for above, line in pairwise(label):
        if len(lines[-1]) == len(line) == 1 and _goes_on(lines[-1][0], above[-1], line[0], width):
            lines[-1] = [Segment(lines[-1][0].words + line[0].words)]
        else:
            lines.append(line)
    return lines


def _goes_on(so_far: Segment, above: Segment, line: Segment, width: float) -> bool:
    """Tell a line whose first word found no room above, unless a new statement begins there, as below a period."""
    word = line.words[0]
    if above.words[-1].ink != word.ink or above.x1 - above.x0 + word.x1 - word.x0 + 0.3 * line.size < width:
        return False
    dashed = so_far.text[-1] in _DASHES or line.text[0] in _DASHES
    return dashed or line.text[0].isdigit() or not any(char.isdigit() for char in so_far.text)
