"""Finds the gutters of a page: upright strips of white that several lines below each other have in common."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ats.resumes.layout.shapes import Segment, median

Span = tuple[float, float]
Band = list[Segment]
"""Segments that no level strip of white parts."""

_WIDER = 1.0  # em by which a gutter must grow for a band at its end to be left out
_APART = 0.9  # em of white between bands that do not belong together
_TITLE = 1.5  # times the usual size: a title above all columns
_WIDTH_COUNTS = 0.15  # more weight for every em of width
_MOST = 0.6  # share of a gutter's height
_WIDEST = 4.0  # em beyond which width counts no more
_FULL = 0.7  # of the region's width: a band so wide leaves no room for a gutter that counts


class Gutter(NamedTuple):
    """A gutter that bands ``first`` to ``last`` of a region have in common."""

    first: int
    last: int
    span: Span

    def within(self, bands: list[Band]) -> list[Segment]:
        """Return the segments beside it."""
        return flat(bands[self.first : self.last + 1])

    def sides(self, bands: list[Band]) -> tuple[list[Segment], list[Segment]]:
        """Return the segments on its left and those on its right."""
        middle = (self.span[0] + self.span[1]) / 2
        left, right = [], []
        for segment in self.within(bands):
            (left if (segment.x0 + segment.x1) / 2 < middle else right).append(segment)
        return left, right


def make_bands(segments: list[Segment]) -> list[Band]:
    """Group segments from top to bottom."""
    bands: list[Band] = []
    bottom = 0.0
    for segment in sorted(segments, key=lambda segment: segment.top):
        if bands and segment.top < bottom:
            bands[-1].append(segment)
            bottom = max(bottom, segment.bottom)
        else:
            bands.append([segment])
            bottom = segment.bottom
    return bands


def flat(bands: Iterable[Band]) -> list[Segment]:
    """Return the segments of all bands."""
    return [segment for band in bands for segment in band]


def list_gutters(bands: list[Band], width: float) -> list[Gutter]:
    """Return every gutter at least so wide, over as many bands as have it in common, the weightiest first."""
    whole = {trimmed for gutter in _gutters(bands, width) if (trimmed := _trimmed(gutter, bands, width))}
    found = whole | {part for gutter in whole for part in parts_of(gutter, bands)}
    heights = {gutter: _height(gutter.sides(bands)) for gutter in found}
    known = [(*gutter.span, height) for gutter, height in heights.items()]
    size = median(segment.size for band in bands for segment in band) if bands else 1.0
    return sorted(found, key=lambda gutter: (-_weight(gutter.span, heights[gutter], known, size), gutter))


def parts_of(gutter: Gutter, bands: list[Band]) -> list[Gutter]:
    """Part a gutter at the headings above which and below which it may part different things."""
    return _split(gutter, bands, lambda at: _is_heading(bands, at, gutter.span))


def groups_of(gutter: Gutter, bands: list[Band]) -> list[Gutter]:
    """Part a gutter where more white than between lines goes across both sides."""
    return _split(gutter, bands, lambda at: is_apart(bands, at))


def is_apart(bands: list[Band], at: int) -> bool:
    """Tell a band above which there is more white than between lines."""
    return _white_above(bands, at) > _APART * bands[at][0].size


def _split(gutter: Gutter, bands: list[Band], begins: Callable[[int], bool]) -> list[Gutter]:
    starts = [at for at in range(gutter.first + 1, gutter.last + 1) if begins(at)]
    edges = [gutter.first, *starts, gutter.last + 1]
    parts = [Gutter(first, after - 1, gutter.span) for first, after in pairwise(edges)]
    return [part for part in parts if all(part.sides(bands))]


def _white_above(bands: list[Band], at: int) -> float:
    return min(s.top for s in bands[at]) - max(s.bottom for s in bands[at - 1])


def _is_heading(bands: list[Band], at: int, span: Span) -> bool:
    """Tell a line on one side that looks stronger than what follows it."""
    band, below = bands[at], bands[at + 1] if at + 1 < len(bands) else None
    if len(band) != 1 or below is None or not _one_sided(band, span) or _one_sided(below, span):
        return False
    ink, next_ink = band[0].words[0].ink, below[0].words[0].ink
    return (ink.size, ink.bold) > (next_ink.size, next_ink.bold)


def _gutters(bands: list[Band], width: float) -> Iterator[Gutter]:
    spans = [_covered(((s.x0, s.x1) for s in band), width) for band in bands]
    hull = max(s[-1][1] for s in spans) - min(s[0][0] for s in spans)
    seen: set[tuple[int, float]] = set()
    for first in range(len(bands)):
        covered, last = spans[first], first
        gaps = list(_gaps(covered))
        while last + 1 < len(bands) and (gaps or covered[0][1] - covered[0][0] <= _FULL * hull):
            wider = _covered([*covered, *spans[last + 1]], width)
            left = list(_gaps(wider))
            for gap in gaps:
                if not any(new[0] < gap[1] and gap[0] < new[1] for new in left) and _new(seen, last, gap):
                    yield Gutter(first, last, gap)
            covered, gaps, last = wider, left, last + 1
        for gap in gaps:
            if _new(seen, last, gap):
                yield Gutter(first, last, gap)


def _new(seen: set[tuple[int, float]], last: int, gap: Span) -> bool:
    """A gutter that begins higher up was found before; the same one from a lower band is no news."""
    key = (last, round(gap[0] + gap[1]))
    if key in seen:
        return False
    seen.add(key)
    return True


def _gaps(covered: list[Span]) -> Iterator[Span]:
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


def _trimmed(gutter: Gutter, bands: list[Band], width: float) -> Gutter | None:
    """Leave out bands at both ends that stand on one side only and rather belong to what is beyond."""
    first, last, span = gutter
    size = median(segment.size for segment in gutter.within(bands))
    while first < last and _one_sided(bands[first], span):
        if not (_narrows(bands, first, last, first, span) or bands[first][0].size > _TITLE * size):
            break
        first += 1
        span = _span(bands, first, last, span)
    while first < last and _one_sided(bands[last], span):
        if not (_narrows(bands, first, last, last, span) or _leans_down(bands, last)):
            break
        last -= 1
        span = _span(bands, first, last, span)
    trimmed = Gutter(first, last, span)
    left, right = trimmed.sides(bands)
    return trimmed if left and right and span[1] - span[0] >= width else None


def _one_sided(band: Band, span: Span) -> bool:
    return all(s.x1 <= span[0] for s in band) or all(s.x0 >= span[1] for s in band)


def _span(bands: list[Band], first: int, last: int, span: Span) -> Span:
    """Return how wide the gutter is over these bands alone."""
    middle = (span[0] + span[1]) / 2
    segments = flat(bands[first : last + 1])
    lefts = [s.x1 for s in segments if s.x1 <= middle]
    rights = [s.x0 for s in segments if s.x0 >= middle]
    return max(lefts, default=span[0]), min(rights, default=span[1])


def _narrows(bands: list[Band], first: int, last: int, at: int, span: Span) -> bool:
    """Tell a band at one end, such as a centred heading, without which the gutter would be wider."""
    without = _span(bands, first + (at == first), last - (at == last), span)
    size = bands[at][0].size
    return without[1] - without[0] > span[1] - span[0] + _WIDER * size


def _leans_down(bands: list[Band], at: int) -> bool:
    """Tell a band that is nearer to the full-width band below it than to what stands above, as headings are."""
    if not 0 < at < len(bands) - 1:
        return False
    return _white_above(bands, at) > 1.3 * _white_above(bands, at + 1)


def _weight(span: Span, height: float, known: list[tuple[float, float, float]], size: float) -> float:
    """How far both sides reach down together; of gutters about as tall the one that is wider for most of it is more."""
    x0, x1 = span
    least = _MOST * height
    same = [right - left for left, right, tall in known if left <= x0 and right >= x1 and tall >= least]
    widest = max([x1 - x0, *same])
    return height * (1 + _WIDTH_COUNTS * min(widest / size, _WIDEST))


def _height(sides: tuple[list[Segment], list[Segment]]) -> float:
    top = max(min(s.top for s in side) for side in sides)
    bottom = min(max(s.bottom for s in side) for side in sides)
    return bottom - top
