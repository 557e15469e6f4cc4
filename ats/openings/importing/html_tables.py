"""Rows of HTML tables as blocks: an entry with labelled cells, or a whole opening where cells are its sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.labels import read_label


@dataclass
class Cell:
    """The texts of one cell, the line of the first, and the links in all of them."""

    texts: list[str] = field(default_factory=list)
    line: int = 0
    links: tuple[Link, ...] = ()

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.texts)

    def add(self, text: str, line: int, links: tuple[Link, ...]) -> None:
        """Add a block of the cell's."""
        self.line = self.line or line
        self.texts.append(text)
        self.links += links


def row_to_blocks(columns: Sequence[str], cells: Sequence[Cell], *, level: int) -> list[Block]:
    """Turn a row below named columns into blocks; ``level`` is that of a heading within what the table stands in.

    Where all columns are sections of openings ("Requirements", "Nice to have"), so are the cells. Where one is, each
    row is one opening: its first cell is the title, the sections follow with their entries, the other cells as facts.
    Any other row is one entry of a list.
    """
    if all(map(read_label, columns)):
        return list(_sections(list(zip(columns, cells, strict=False))))
    named = list(zip(columns[1:], cells[1:], strict=False))
    if cells[0].texts and any(cell.texts and read_label(name) for name, cell in named):
        return [
            Block(
                Kind.HEADING,
                cells[0].text,
                cells[0].line,
                min(level, WEAK_LEVEL - 1),
                links=cells[0].links,
            ),
            *_facts(named),
            *_sections(named),
        ]
    text = "\n".join([cells[0].text, *(f"{name}: {cell.text}" for name, cell in named)])
    links = tuple(link for cell in cells for link in cell.links)
    return [Block(Kind.ITEM, text, cells[0].line, links=links)]


def _facts(named: Sequence[tuple[str, Cell]]) -> Iterator[Block]:
    for name, cell in named:
        if cell.texts and not read_label(name):
            yield Block(Kind.PARAGRAPH, f"{name}: {cell.text}", cell.line, links=cell.links)


def _sections(named: Sequence[tuple[str, Cell]]) -> Iterator[Block]:
    for name, cell in named:
        if cell.texts and read_label(name):
            yield Block(Kind.HEADING, name, cell.line, WEAK_LEVEL)
            for text in cell.texts:
                yield Block(Kind.ITEM, text, cell.line, links=cell.links)
