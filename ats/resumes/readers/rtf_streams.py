"""The streams of text of an RTF file: body, page headers, notes and boxes, each with its paragraphs, cells and rows."""

from dataclasses import dataclass, field, replace

from ats.resumes.readers.drafts import Draft, Run, split_breaks
from ats.resumes.readers.table_rows import read_row
from ats.resumes.text import LineKind


@dataclass(slots=True)
class Stream:
    """The lines of body, a header, a note or a box, as they come."""

    drafts: list[Draft] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cells: list[list[Draft]] = field(default_factory=list)
    cell: list[Draft] = field(default_factory=list)
    in_table: bool = False
    level: int = 0
    depth: int = 0
    block: int = 0

    def end_paragraph(self) -> None:
        """End the paragraph; within a table it belongs to the cell."""
        kind: LineKind = "heading" if self.level else "list" if self.depth else "body"
        self.block += 1
        draft = Draft(self.runs, kind=kind, level=self.level or self.depth, block=self.block)
        self.runs = []
        if not self.in_table:
            self.end_row()
        (self.cell if self.in_table else self.drafts).extend(split_breaks(draft))

    def end_cell(self) -> None:
        """End the cell."""
        self.in_table = True
        self.end_paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """End the row."""
        if self.cell:
            self.cells.append(self.cell)
        self.drafts += read_row(self.cells)
        self.cells, self.cell = [], []

    def finish(self) -> list[Draft]:
        """End everything that is open and return the lines."""
        self.end_paragraph()
        self.end_row()
        return self.drafts


def each_once(parts: list[list[Draft]], kind: LineKind) -> list[Draft]:
    """Return the lines of page headers or footers, each text once."""
    out: list[Draft] = []
    seen: set[str] = set()
    for drafts in parts:
        text = "\n".join(draft.text.strip() for draft in drafts)
        if text not in seen:
            seen.add(text)
            out += [replace(draft, kind=kind) for draft in drafts]
    return out
