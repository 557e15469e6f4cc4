"""Cuts a page into regions in reading order (XY-cut): columns one after the other, labels with their texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from ats.resumes.layout.gutters import (
    Band,
    Gutter,
    Span,
    flat,
    groups_of,
    is_apart,
    list_gutters,
    make_bands,
    parts_of,
)
from ats.resumes.layout.judging import (
    TextLine,
    Verdict,
    are_dated_rows,
    are_prose,
    judge,
    list_labels,
    text_lines,
)
from ats.resumes.layout.shapes import Segment, median

_GUTTER = 0.8  # em between two columns
_NARROW = 0.3  # em that will do where many lines begin at its right
_CRISP = 4  # such lines
_TRIES = 12  # gutters looked at in one region, the tallest first
_DEPTH = 6
_ENTRIES = 2  # dated titles across a gutter that cannot be chance


@dataclass(slots=True)
class Region:
    """Segments that are read from top to bottom, and what stands beside the first of them as their label.

    ``origin`` is where the column begins that they are of.
    """

    segments: list[Segment]
    origin: float
    label: list[TextLine] = field(default_factory=list)
    label_width: float = 0.0
    """How wide labels like this one may be."""


def cut_columns(segments: list[Segment], origin: float | None = None, depth: int = 0) -> Iterator[Region]:
    """Yield regions in reading order; ``origin`` is where the column that the segments are of begins."""
    if origin is None:
        origin = min(segment.x0 for segment in segments)
    bands = make_bands(segments)
    gutter, verdict = _choose(bands) if depth < _DEPTH else (None, Verdict.ROWS)
    if gutter is None:
        yield Region(segments, origin)
        return
    if above := flat(bands[: gutter.first]):
        yield from cut_columns(above, origin, depth + 1)
    left, right = gutter.sides(bands)
    if verdict is Verdict.LABELS:
        yield from _labelled(left, right, origin, depth)
    else:
        yield from cut_columns(left, None, depth + 1)
        yield from cut_columns(right, None, depth + 1)
    if below := flat(bands[gutter.last + 1 :]):
        yield from cut_columns(below, origin, depth + 1)


def _choose(bands: list[Band]) -> tuple[Gutter | None, Verdict]:
    """Return the tallest gutter between columns or labels and texts, if there is one."""
    segments = flat(bands)
    if len(segments) < 4:
        return None, Verdict.ROWS
    size = median(segment.size for segment in segments)
    tall = (g for g in list_gutters(bands, _NARROW * size) if _is_wide(g, bands, size))
    tried = list(islice(tall, _TRIES))
    for gutter in tried:
        found, verdict = _judged(gutter, bands)
        if verdict is not Verdict.ROWS:
            return found, verdict
    groups = (
        group for gutter in tried for group in groups_of(gutter, bands) if are_prose(*group.sides(bands))
    )
    found = next(groups, None)
    return found, Verdict.ROWS if found is None else Verdict.COLUMNS


def _is_wide(gutter: Gutter, bands: list[Band], size: float) -> bool:
    """Tell a gutter of some width; less will do if most lines at its right begin just there."""
    if gutter.span[1] - gutter.span[0] >= _GUTTER * size:
        return True
    starts = [line[0].x0 for line in text_lines(gutter.sides(bands)[1])]
    crisp = sum(abs(start - gutter.span[1]) <= 1 for start in starts)
    return crisp >= max(_CRISP, 0.4 * len(starts))


def _judged(gutter: Gutter, bands: list[Band]) -> tuple[Gutter, Verdict]:
    """Judge a gutter; from columns leave out dated titles below and above that happen to leave it free."""
    verdict = judge(*gutter.sides(bands))
    first, last, span = gutter
    if verdict is not Verdict.COLUMNS:
        return gutter, verdict
    if _is_mixed(gutter, bands):
        return gutter, Verdict.ROWS
    while first < last and is_apart(bands, last) and _is_dated(bands, last, span):
        last -= 1
    while first < last and is_apart(bands, first + 1) and _is_dated(bands, first, span):
        first += 1
    shorter = Gutter(first, last, span)
    return (gutter, verdict) if shorter == gutter else (shorter, judge(*shorter.sides(bands)))


def _is_dated(bands: list[Band], at: int, span: Span) -> bool:
    return are_dated_rows(*Gutter(at, at, span).sides(bands))


def _is_mixed(gutter: Gutter, bands: list[Band]) -> bool:
    """Tell a gutter that parts columns in one place, and in another sets dates off from the titles of entries."""
    parts = parts_of(gutter, bands)
    if len(parts) > 1 and any(are_dated_rows(*part.sides(bands)) for part in parts):
        return True
    within = range(gutter.first + 1, gutter.last + 1)
    return sum(is_apart(bands, at) and _is_dated(bands, at, gutter.span) for at in within) >= _ENTRIES


def _labelled(left: list[Segment], right: list[Segment], origin: float, depth: int) -> Iterator[Region]:
    """Yield every label with the text beside and below it, down to the next label."""
    labels = list_labels(text_lines(left), text_lines(right))
    starts = [label[0][0].top for label in labels]
    parts: list[list[Segment]] = [[] for _ in range(len(labels) + 1)]
    for segment in right:
        middle = (segment.top + segment.bottom) / 2
        parts[sum(start <= middle for start in starts)].append(segment)
    if parts[0]:
        yield from cut_columns(parts[0], origin, depth + 1)
    width = max(s.x1 for s in left) - min(s.x0 for s in left)
    for label, part in zip(labels, parts[1:], strict=True):
        regions = list(cut_columns(part, origin, depth + 1)) if part else [Region([], origin)]
        if regions[0].label:
            regions.insert(0, Region([], origin))
        regions[0].label, regions[0].label_width = label, width
        yield from regions
