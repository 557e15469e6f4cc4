"""Cuts a page into columns, recursively, and tells a gutter between columns from a gap within lines (XY-cut)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ats.resumes.layout.shapes import Segment

Span = tuple[float, float]

_GUTTER = 0.8  # em at least between two columns
_TRIES = 12  # gutters looked at in one region, the tallest first
_DEPTH = 6
_ALIGNED = 0.25  # em between baselines that stand side by side


class _Cut(NamedTuple):
    """A gutter that bands ``first`` to ``last`` of a region have in common."""

    first: int
    last: int
    gutter: Span


def cut_columns(segments: list[Segment], depth: int = 0) -> Iterator[list[Segment]]:
    """Yield regions of one column each, in reading order."""
    bands = _bands(segments)
    cut = _find_cut(bands) if depth < _DEPTH else None
    if cut is None:
        yield segments
        return
    if above := _flat(bands[: cut.first]):
        yield from cut_columns(above, depth + 1)
    within = _flat(bands[cut.first : cut.last + 1])
    for side in _sides(within, cut.gutter):
        yield from cut_columns(side, depth + 1)
    if below := _flat(bands[cut.last + 1 :]):
        yield from cut_columns(below, depth + 1)


def _bands(segments: list[Segment]) -> list[list[Segment]]:
    """Group segments that no horizontal strip of white parts."""
    bands: list[list[Segment]] = []
    bottom = 0.0
    for segment in sorted(segments, key=lambda segment: segment.top):
        if bands and segment.top < bottom:
            bands[-1].append(segment)
            bottom = max(bottom, segment.bottom)
        else:
            bands.append([segment])
            bottom = segment.bottom
    return bands


def _flat(bands: list[list[Segment]]) -> list[Segment]:
    return [segment for band in bands for segment in band]


def _sides(segments: list[Segment], gutter: Span) -> tuple[list[Segment], list[Segment]]:
    middle = (gutter[0] + gutter[1]) / 2
    left = [segment for segment in segments if (segment.x0 + segment.x1) / 2 < middle]
    right = [segment for segment in segments if (segment.x0 + segment.x1) / 2 >= middle]
    return left, right


def _find_cut(bands: list[list[Segment]]) -> _Cut | None:
    segments = _flat(bands)
    if len(segments) < 4:
        return None
    width = _GUTTER * median(segment.size for segment in segments)
    found = sorted(_cuts(bands, width), key=lambda cut: _height(bands, cut), reverse=True)
    for cut in found[:_TRIES]:
        left, right = _sides(_flat(bands[cut.first : cut.last + 1]), cut.gutter)
        if are_columns(left, right):
            return cut
    return None


def _height(bands: list[list[Segment]], cut: _Cut) -> float:
    """How far both sides of a cut reach down together."""
    left, right = _sides(_flat(bands[cut.first : cut.last + 1]), cut.gutter)
    top = max(min(s.top for s in side) for side in (left, right))
    bottom = min(max(s.bottom for s in side) for side in (left, right))
    return bottom - top


def _cuts(bands: list[list[Segment]], width: float) -> Iterator[_Cut]:
    """Yield every gutter over as many bands as have it in common."""
    spans = [_covered(((s.x0, s.x1) for s in band), width) for band in bands]
    hull = max(s[-1][1] for s in spans) - min(s[0][0] for s in spans)
    seen: set[tuple[int, float]] = set()
    for first in range(len(bands)):
        covered, last = spans[first], first
        open_gaps = list(_gaps(covered))
        while last + 1 < len(bands):
            if len(covered) == 1 and covered[0][1] - covered[0][0] > 0.7 * hull:
                break
            wider = _covered([*covered, *spans[last + 1]], width)
            gaps = list(_gaps(wider))
            for gap in open_gaps:
                if not any(_within(new, gap) for new in gaps) and _new(seen, last, gap):
                    yield _Cut(first, last, gap)
            covered, open_gaps, last = wider, gaps, last + 1
        for gap in open_gaps:
            if _new(seen, last, gap):
                yield _Cut(first, last, gap)


def _new(seen: set[tuple[int, float]], last: int, gap: Span) -> bool:
    """A gutter that begins higher up was yielded before; the same one from a lower band is no news."""
    key = (last, round(gap[0] + gap[1]))
    if key in seen:
        return False
    seen.add(key)
    return True


def _within(inner: Span, outer: Span) -> bool:
    return inner[0] < outer[1] and inner[1] > outer[0]


def _gaps(covered: list[Span]) -> Iterator[Span]:
    """Yield what lies between neighbouring spans."""
    for left, right in pairwise(covered):
        yield left[1], right[0]


def _covered(spans: Iterable[Span], width: float) -> list[Span]:
    """Join spans that overlap or have less than ``width`` between them."""
    joined: list[Span] = []
    for x0, x1 in sorted(spans):
        if joined and x0 - joined[-1][1] < width:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def are_columns(left: list[Segment], right: list[Segment]) -> bool:
    """Tell columns, each read downwards, from cells and dates that stand on the lines beside them."""
    sides = [_lines(left), _lines(right)]
    small, large = sorted(sides, key=len)
    if len(small) < 3:
        return False
    bases = sorted(line[0].base for line in large)
    groups = _groups(small)
    aligned = sum(_has_near(bases, line) for line in small) / len(small)
    heads = sum(_has_near(bases, group[0]) for group in groups) / len(groups)
    fill = _fill(small, large)
    if aligned >= 0.8 and fill < 0.6:
        return False
    if heads >= 0.8 and len(small) / len(groups) <= 3 and fill < 0.6:
        return False
    return not (aligned >= 0.9 and len(small) >= 0.8 * len(large))


def _lines(side: list[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for segment in sorted(side, key=lambda segment: segment.base):
        if lines and segment.base - lines[-1][0].base < _ALIGNED * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _groups(lines: list[list[Segment]]) -> list[list[list[Segment]]]:
    """Part lines where more white stands between them than between lines of a paragraph."""
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        if line[0].top - above[0].bottom > 0.9 * min(line[0].size, above[0].size):
            groups.append([])
        groups[-1].append(line)
    return groups


def _has_near(bases: list[float], line: list[Segment]) -> bool:
    reach = _ALIGNED * line[0].size
    return any(abs(base - line[0].base) <= reach for base in bases)


def _fill(small: list[list[Segment]], large: list[list[Segment]]) -> float:
    """How much of the height that both sides share the smaller one's lines fill."""
    top = min(small[0][0].top, large[0][0].top)
    bottom = max(small[-1][0].bottom, large[-1][0].bottom)
    usual = median([b[0].base - a[0].base for a, b in pairwise(large)] or [1.0])
    return len(small) * usual / max(bottom - top, 1.0)
