"""Layout: from glyphs or words with their places to lines in the order in which a person reads them."""

from ats.resumes.layout.columns import cut_columns
from ats.resumes.layout.lines import make_lines
from ats.resumes.layout.rows import make_rows
from ats.resumes.layout.segments import make_segments
from ats.resumes.layout.shapes import Glyph, Ink, Row, Word
from ats.resumes.layout.words import make_words

__all__ = ["Glyph", "Ink", "Word", "make_lines", "make_words", "read_in_order"]


def read_in_order(words: list[Word]) -> list[Row]:
    """Return the rows of one upright page in reading order: columns one after the other, each from top to bottom."""
    rows: list[Row] = []
    if not words:
        return rows
    regions = list(cut_columns(make_segments(words)))
    columns = _number_columns([min(s.x0 for s in region) for region in regions])
    for region, column in zip(regions, columns, strict=True):
        rows.extend(make_rows(region, column, rows[-1].block + 1 if rows else 0))
    return rows


def _number_columns(lefts: list[float]) -> list[int]:
    """Number columns from the left; regions that begin within 2 em of each other share a number."""
    edges: list[float] = []
    for left in sorted(lefts):
        if not edges or left - edges[-1] > 20:
            edges.append(left)
    return [sum(left >= edge for edge in edges) - 1 for left in lefts]
