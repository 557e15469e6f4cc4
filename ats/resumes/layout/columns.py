"""Cuts a page into regions in reading order (XY-cut): columns one after the other, labels with their texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from ats.resumes.layout.gutters import Band, Gutter, flat, list_gutters, make_bands
from ats.resumes.layout.judging import TextLine, Verdict, group_lines, judge, text_lines
from ats.resumes.layout.shapes import Segment

_GUTTER = 0.8  # em at least between two columns
_TRIES = 12  # gutters looked at in one region, the tallest first
_DEPTH = 6


@dataclass(slots=True)
class Region:
    """Segments that are read from top to bottom, and what stands beside the first of them as their label."""

    segments: list[Segment]
    label: list[TextLine] = field(default_factory=list)


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
        if verdict is not Verdict.ROWS:
            return gutter, verdict
    return None, Verdict.ROWS


def _labelled(left: list[Segment], right: list[Segment], depth: int) -> Iterator[Region]:
    """Yield every label with the text beside and below it, down to the next label."""
    labels = group_lines(text_lines(left))
    starts = [label[0][0].top for label in labels]
    parts: list[list[Segment]] = [[] for _ in range(len(labels) + 1)]
    for segment in right:
        middle = (segment.top + segment.bottom) / 2
        parts[sum(start <= middle for start in starts)].append(segment)
    if parts[0]:
        yield from cut_columns(parts[0], depth + 1)
    for label, part in zip(labels, parts[1:], strict=True):
        regions = list(cut_columns(part, depth + 1)) if part else [Region([])]
        regions[0].label = label + regions[0].label
        yield from regions
