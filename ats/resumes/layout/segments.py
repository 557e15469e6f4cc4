"""Joins words to segments of lines, wherever in the content stream they stand."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ats.resumes.layout.shapes import Segment, Word, median

_NEAR = 0.55  # em between words of one segment that were drawn apart
_SPACE = 1.25  # widths of a letter
_SPACED = 1.0  # em between words with a space character between them: justified lines stretch it
_OVERLAP = 0.3  # em by which words of one segment may run into each other
_SAME_BASE = 0.12  # em
_UNUSUAL = 1.2  # times the usual gap of a line
_EDGE = 4  # lines that begin at one place
_LEAST_GUTTER = 0.36  # em: a little more than a space
_BULLET_REACH = 3.0  # em from a bullet to its text
_BULLETS = frozenset("+~•●○◦▪▫■□▸►▶▹‣⁃·∙–—-*✓✔➢➤❖◆◇»›→§o")


def make_segments(words: list[Word]) -> list[Segment]:
    """Return the segments, sorted by baseline, then from the left."""
    groups = _drawn_together(words)
    edges = _edges(groups)
    drawn = [Segment(part) for group in groups for part in _at_edges(group, edges)]
    return _joined(sorted(drawn, key=lambda segment: (segment.base, segment.x0)), edges)


def _edges(groups: list[list[Word]]) -> frozenset[int]:
    """Return the places, in points, at which many lines begin: text that begins there is set off, however little."""
    counts = Counter(round(group[0].x0) for group in groups)
    return frozenset(place for place, count in counts.items() if count >= _EDGE)


def _at_edges(group: list[Word], edges: frozenset[int]) -> Iterator[list[Word]]:
    start = 0
    gaps = [word.x0 - last.x1 for last, word in pairwise(group)]
    for at in range(1, len(group)):
        if gaps[at - 1] > _UNUSUAL * median(gaps) and _is_set_off(group[at - 1], group[at], edges):
            yield group[start:at]
            start = at
    yield group[start:]


def _is_set_off(last: Word, word: Word, edges: frozenset[int]) -> bool:
    gap = word.x0 - last.x1
    return (
        not word.spaced
        and round(word.x0) in edges
        and gap > _LEAST_GUTTER * min(last.ink.size, word.ink.size)
    )


def is_bullet(segment: Segment) -> bool:
    """Tell a segment that is nothing but the sign before a list's item."""
    return len(segment.words) == 1 and segment.words[0].text in _BULLETS


def _drawn_together(words: list[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        if groups and _follows(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            word.glued = False
            groups.append([word])
    return groups


def _follows(last: Word, word: Word) -> bool:
    size = max(last.ink.size, word.ink.size)
    small = min(last.ink.size, word.ink.size)
    reach = 0.45 if small < 0.8 * size else _SAME_BASE  # superscripts leave the baseline
    if abs(word.base - last.base) > reach * size:
        return False
    reach = (_SPACED * size if word.spaced else _near(last, word)) + 2 * last.tracking
    return -_OVERLAP * small < word.x0 - last.x1 < reach


def _near(left: Word, right: Word) -> float:
    """Return how far apart words of one segment may be, in points; fonts of one width for all have wide spaces."""
    advance = min((word.x1 - word.x0) / len(word.text) for word in (left, right))
    return max(_NEAR * min(left.ink.size, right.ink.size), _SPACE * advance)


def _joined(segments: list[Segment], edges: frozenset[int]) -> list[Segment]:
    """Join neighbours on one baseline, each with the nearest to its right."""
    result: list[Segment] = []
    for row in _baselines(segments):
        row.sort(key=lambda segment: segment.x0)
        joined = [row[0]]
        for segment in row[1:]:
            if _touches(joined[-1], segment, edges):
                joined[-1] = _join(joined[-1], segment)
            else:
                joined.append(segment)
        result.extend(joined)
    return result


def _baselines(segments: list[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in segments:
        if rows and segment.base - rows[-1][-1].base < _SAME_BASE * max(segment.size, rows[-1][-1].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _touches(left: Segment, right: Segment, edges: frozenset[int]) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if is_bullet(left):
        return 0 <= gap < _BULLET_REACH * size
    if _is_set_off(left.words[-1], right.words[0], edges):
        return False
    return -_OVERLAP * size < gap < _near(left.words[-1], right.words[0]) or _same_place(left, right)


def _join(left: Segment, right: Segment) -> Segment:
    if _same_place(left, right):
        return left
    right.words[0].glued = right.x0 - left.x1 < 0.1 * min(left.size, right.size)
    return Segment(left.words + right.words)


def _same_place(left: Segment, right: Segment) -> bool:
    """The same words once more, drawn to look bold or to cast a shadow."""
    return abs(left.x0 - right.x0) < 0.15 * left.size and left.text == right.text
