"""Reads the row of a table as a person does: across, where its cells belong together, or cell by cell."""

from dataclasses import replace

from ats.resumes.readers.drafts import TAB, Draft
from ats.vocabulary.section_headings import find_section_kinds

_TALL = 5  # lines; two cells as tall as this are columns of a page, not cells of a row
_SAME_SIZE = 1.4
_WIDE = 60  # characters; a longer line would wrap in its cell, and those beside it stand elsewhere


def read_row(cells: list[list[Draft]], first_column: int = 0) -> list[Draft]:
    """Put the lines of a row's cells in order.

    Cells that are columns of a layout, such as a side bar, follow each other; otherwise the lines that stand beside
    each other become one line with a tab between the cells.
    """
    filled = [
        [replace(draft, column=first_column + number) for draft in lines]
        for number, cell in enumerate(cells)
        if (lines := [draft for draft in cell if not draft.is_blank()])
    ]
    if len(filled) < 2:
        return [_as_cell(draft) for cell in filled for draft in cell]
    if _are_columns(filled):
        return [draft for cell in filled for draft in cell]
    return [_as_cell(draft) for draft in _across(filled)]


def _are_columns(cells: list[list[Draft]]) -> bool:
    heights = sorted((len(cell) for cell in cells), reverse=True)
    if heights[1] >= _TALL:
        return True
    headed = sum(any(_heads_section(draft) for draft in cell) for cell in cells)
    if headed >= 2 and heights[0] > 1:
        return True
    return heights[1] > 1 and not _are_level([cell[0] for cell in cells])


def _are_level(firsts: list[Draft]) -> bool:
    """Say whether lines beside each other could be one line: of much the same size, and none alone in a list."""
    sizes = [size for draft in firsts if (size := max((run.style.size for run in draft.runs), default=0.0))]
    listed = sum(draft.kind == "list" for draft in firsts)
    return listed in (0, len(firsts)) and (not sizes or max(sizes) <= _SAME_SIZE * min(sizes))


def _across(cells: list[list[Draft]]) -> list[Draft]:
    """Join lines side by side until one of them is a list item, a heading or so long that it wraps."""
    out: list[Draft] = []
    beside = 0
    while beside < min(_reach(cell) for cell in cells):
        beside += 1
    tallest = max(len(cell) for cell in cells)
    if beside == 0:
        return [draft for cell in cells for draft in cell]
    for number in range(beside):
        out.append(_joined([cell[number] for cell in cells]))
    if tallest > beside:
        for cell in cells:
            out += cell[beside:]
    return out


def _reach(cell: list[Draft]) -> int:
    """Return how many lines from the top stand where a line beside them would be expected."""
    for number, draft in enumerate(cell):
        if (draft.kind == "list" and number) or _heads_section(draft):
            return number
        if len(draft.text) > _WIDE and len(cell) > 1:
            return number + 1
    return len(cell)


def _joined(lines: list[Draft]) -> Draft:
    first = next((line for line in lines if line.kind == "heading"), lines[0])
    runs = list(lines[0].runs)
    for line in lines[1:]:
        runs += [TAB, *line.runs]
    return replace(first, runs=runs, column=lines[0].column)


def _heads_section(draft: Draft) -> bool:
    return bool(find_section_kinds(draft.text))


def _as_cell(draft: Draft) -> Draft:
    return replace(draft, kind="cell") if draft.kind == "body" else draft
