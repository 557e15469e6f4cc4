"""Cuts a page into regions in reading order (XY-cut): columns one after the other, labels with their texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from ats.resumes.layout.gutters import Band, Gutter, flat, list_gutters, make_bands, parts_of
from ats.resumes.layout.judging import (
    TextLine,
    Verdict,
    are_dated_rows,
    are_pairs,
    group_lines,
    judge,
    text_lines,
)
from ats.resumes.layout.shapes import Segment

_GUTTER = 0.8  # em at least between two columns
_TRIES = 12  # gutters looked at in one region, the tallest first
_DEPTH = 6


@dataclass(slots=True)
class Region:
    """Segments that are read from top to bottom, and what stands beside the first of them as their label."""

    segments: list[Segment]
    label: list[TextLine] = field(default_factory=list)
    label_width: float = 0.0
    """How wide labels like this one may be."""


def cut_columns(segments: list[Segment], depth: int = 0) -> Iterator[Region]:
    """Yield regions in reading order."""
    bands = make_bands(segments)
    gutter, verdict = _choose(bands) if depth < _DEPTH else (None, Verdict.ROWS)
    if gutter is None:
        yield Region(segments)
        return
    if above := flat(bands[: gutter.first]):
        yield from cut_columns(above, depth + 1)
    left, right = gutter.sides(bands)
    if verdict is Verdict.LABELS:
        yield from _labelled(left, right, depth)
    else:
        yield from cut_columns(left, depth + 1)
        yield from cut_columns(right, depth + 1)
    if below := flat(bands[gutter.last + 1 :]):
        yield from cut_columns(below, depth + 1)


def _choose(bands: list[Band]) -> tuple[Gutter | None, Verdict]:
    """Return the tallest gutter between columns or labels and texts, if there is one."""
    segments = flat(bands)
    if len(segments) < 4:
        return None, Verdict.ROWS
    width = _GUTTER * median(segment.size for segment in segments)
    for gutter in list_gutters(bands, width)[:_TRIES]:
        verdict = judge(*gutter.sides(bands))
        if verdict is not Verdict.ROWS and not (verdict is Verdict.COLUMNS and _is_mixed(gutter, bands)):
            return gutter, verdict
    return None, Verdict.ROWS


def _is_mixed(gutter: Gutter, bands: list[Band]) -> bool:
    """Tell a gutter that parts columns in one place, and below a heading sets dates off from titles."""
    parts = parts_of(gutter, bands)
    return len(parts) > 1 and any(are_dated_rows(*part.sides(bands)) for part in parts)


def _labelled(left: list[Segment], right: list[Segment], depth: int) -> Iterator[Region]:
    """Yield every label with the text beside and below it, down to the next label."""
    labels = [label for group in group_lines(text_lines(left)) for label in _apart(group, right)]
    starts = [label[0][0].top for label in labels]
    parts: list[list[Segment]] = [[] for _ in range(len(labels) + 1)]
    for segment in right:
        middle = (segment.top + segment.bottom) / 2
        parts[sum(start <= middle for start in starts)].append(segment)
    if parts[0]:
        yield from cut_columns(parts[0], depth + 1)
    width = max(s.x1 for s in left) - min(s.x0 for s in left)
    for label, part in zip(labels, parts[1:], strict=True):
        regions = list(cut_columns(part, depth + 1)) if part else [Region([])]
        if regions[0].label:
            regions.insert(0, Region([]))
        regions[0].label, regions[0].label_width = label, width
        yield from regions


def _apart(group: list[TextLine], right: list[Segment]) -> list[list[TextLine]]:
    """Part labels that stand close below each other, each beside a line of its own."""
    top, bottom = group[0][0].top, group[-1][0].bottom
    beside = text_lines([segment for segment in right if top < (segment.top + segment.bottom) / 2 < bottom])
    return [[line] for line in group] if are_pairs(group, beside) else [group]
