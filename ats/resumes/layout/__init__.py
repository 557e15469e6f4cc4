"""Layout: from glyphs or words with their places to lines in the order in which a person reads them."""

from ats.resumes.layout.columns import cut_columns
from ats.resumes.layout.lines import make_lines
from ats.resumes.layout.rows import make_rows
from ats.resumes.layout.segments import make_segments
from ats.resumes.layout.shapes import Glyph, Ink, Row, Word
from ats.resumes.layout.words import make_words

_SAME_COLUMN = 20.0  # points

__all__ = ["Glyph", "Ink", "Word", "make_lines", "make_words", "read_in_order"]


def read_in_order(words: list[Word]) -> list[Row]:
    """Return the rows of one upright page in reading order: columns one after the other, each from top to bottom."""
    if not words:
        return []
    regions = list(cut_columns(make_segments(words)))
    made = [make_rows(region.segments, region.label, region.label_width) for region in regions]
    columns = _number_columns([region.origin for region in regions])
    rows: list[Row] = []
    for group, column in zip(made, columns, strict=True):
        block = rows[-1].block + 1 if rows else 0
        for row in group:
            row.block, row.column = row.block + block, column
        rows.extend(group)
    return rows


def _number_columns(lefts: list[float]) -> list[int]:
    """Number columns from the left; those that begin within some points of each other share a number."""
    edges: list[float] = []
    for left in sorted(lefts):
        if not edges or left - edges[-1] > _SAME_COLUMN:
            edges.append(left)
    return [sum(left >= edge for edge in edges) - 1 for left in lefts]
