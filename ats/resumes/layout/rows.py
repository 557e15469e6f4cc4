"""Makes rows of the segments of one column: what stands on one baseline is read as one line."""

from statistics import median

from ats.resumes.layout.shapes import Row, Segment

_SAME_ROW = 0.3  # em between baselines of what is read as one line


def make_rows(segments: list[Segment], column: int, block: int) -> list[Row]:
    """Return the rows from top to bottom; blocks count up from ``block`` wherever white space parts them."""
    rows = [Row(sorted(group, key=lambda s: s.x0), 0, column) for group in _on_baselines(segments)]
    _number_blocks(rows, block)
    return rows


def _on_baselines(segments: list[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.base):
        if groups and segment.base - groups[-1][0].base <= _SAME_ROW * min(segment.size, groups[-1][0].size):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


def _number_blocks(rows: list[Row], block: int) -> None:
    gaps = [_gap(a, b) for a, b in zip(rows, rows[1:], strict=False)]
    close = [gap for gap in gaps if gap < 1.2]
    usual = median(close) if close else 0.4
    rows[0].block = block
    for row, gap in zip(rows[1:], gaps, strict=True):
        block += gap > usual + 0.3
        row.block = block


def _gap(above: Row, below: Row) -> float:
    """White between two rows, in em."""
    size = max(min(s.size for s in below.segments), 0.1)
    top = min(s.top for s in below.segments)
    return (top - max(s.bottom for s in above.segments)) / size
