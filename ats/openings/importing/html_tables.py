"""HTML tables and definition lists as blocks: rows or columns that are openings, rows that are facts and sections.

A table that only lays a page out is read cell by cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind, Link
from ats.openings.importing.columns import ColumnKind, column_kind, is_column_name
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.furniture import find_apply_address, is_furniture
from ats.openings.importing.html_rows import Row, Rows
from ats.openings.importing.labels import Section, read_label
from ats.vocabulary.roles import names_a_role

_MAX_SHORT = 90
_MAX_NAME = 60
# Columns whose cells may reach into further rows; a table with more of them lays out something else.
_MOST_REACHED = 12
_LISTED = (Section.REQUIREMENTS, Section.RESPONSIBILITIES)
_NAMES_OPENINGS = frozenset((ColumnKind.TITLE, ColumnKind.PROGRAM))


@dataclass
class Cell:
    """What stands in one cell, and over how many columns and rows it reaches."""

    is_head: bool = False
    columns: int = 1
    rows: int = 1
    blocks: list[Block] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, to be asked for when all of it was read."""
        return [line for block in self.blocks for line in block.lines]

    @cached_property
    def text(self) -> str:
        """All of it on one line, to be asked for when all of it was read."""
        return " ".join(self.lines)

    @property
    def line(self) -> int:
        return self.blocks[0].line if self.blocks else 0

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for block in self.blocks for link in block.links)

    @property
    def names_something(self) -> bool:
        """Whether it looks like the name of a row or column: short, and set as one or known as one."""
        is_bold = bool(self.blocks) and all(block.is_heading for block in self.blocks)
        return self.is_short and (self.is_head or is_bold)

    @property
    def is_prose(self) -> bool:
        """Whether it is more than a name: sentences, or more than one line."""
        return len(self.lines) > 1 or len(self.text) > _MAX_SHORT or self.text.endswith((".", "!", "?"))

    @property
    def is_short(self) -> bool:
        return len(self.blocks) == 1 and len(self.lines) == 1 and len(self.text) <= _MAX_NAME


@dataclass
class Table:
    """The cells as they come in, row by row, and what stands in the table outside of them."""

    rows: list[list[Cell]] = field(default_factory=list)
    stray: list[Block] = field(default_factory=list)

    def start_cell(self, cell: Cell) -> None:
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(cell)


def read_table(table: Table, level: int) -> list[Block | Rows]:
    """Turn a table into blocks; ``level`` is that of a heading within what the table stands in."""
    rows = [row for row in _grid(table.rows) if any(cell.blocks for cell in row)]
    before = [row for row in _before_names(rows) if row]
    rows = rows[len(before) :]
    lead = [*table.stray, *(block for row in before for block in _flow(row))]
    if not rows:
        return lead
    width = max(len(row) for row in rows)
    parts = _parted(rows) if width == 2 else []
    if parts and all(_are_pairs(part) for _, part in parts if part):
        return [*lead, *(block for head, part in parts for block in _part(head, part, level))]
    if width == 2 and _are_pairs(rows):
        return [*lead, *_pairs([(row[0], row[1:]) for row in rows], level)]
    if all(_alternates(row) for row in rows):
        pairs = [(row[at], row[at + 1 : at + 2]) for row in rows for at in range(0, len(row), 2)]
        return [*lead, *_pairs(pairs, level)]
    if len(rows) > 1 and _is_header(rows[0]):
        return [*lead, *_below_names(rows[0], rows[1:], level)]
    if all(row[0].names_something for row in rows) and any(row[0].is_head for row in rows):
        return [*lead, *_pairs([(row[0], row[1:]) for row in rows], level)]
    if width == 2 and all(len(row) == 2 and names_a_role(row[0].text) and row[0].is_short for row in rows):
        return [*lead, Rows([Row(_title(row[0], level), "", row[1].blocks) for row in rows], level)]
    return [*lead, *(block for row in rows for block in _flow(row))]


def read_terms(entries: Sequence[tuple[Cell, Cell]], level: int) -> list[Block]:
    """Turn the terms of a definition list, each with what it says, into openings, or into facts and sections."""
    if len(entries) > 1 and all(names_a_role(term.text) for term, _ in entries):
        return [block for term, said in entries for block in (_title(term, level), *said.blocks)]
    return _pairs([(term, [said]) for term, said in entries], level, has_titles=False)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Repeat cells in the rows that they reach into, so that each row has a cell for each of its columns."""
    grid: list[list[Cell]] = []
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        laid: list[Cell] = []
        for cell in row:
            _reach(laid, reaching)
            if cell.rows > 1 and len(laid) < _MOST_REACHED:
                reaching[len(laid)] = (cell, cell.rows - 1)
            laid.append(cell)
        _reach(laid, reaching)
        grid.append(laid)
    return grid


def _reach(laid: list[Cell], reaching: dict[int, tuple[Cell, int]]) -> None:
    while len(laid) in reaching and len(laid) < _MOST_REACHED:
        cell, left = reaching.pop(len(laid))
        if left > 1:
            reaching[len(laid)] = (cell, left - 1)
        laid.append(cell)


def _parted(rows: Sequence[list[Cell]]) -> list[tuple[Cell | None, list[list[Cell]]]]:
    """Part rows at those that are one short cell over all columns, as the name of what stands below it."""
    parts: list[tuple[Cell | None, list[list[Cell]]]] = [(None, [])]
    for row in rows:
        sole = _sole(row)
        if sole is not None and sole.is_short and not sole.is_prose and (sole.columns > 1 or len(row) == 1):
            parts.append((sole, []))
        else:
            parts[-1][1].append(row)
    return [part for part in parts if part[0] or part[1]] if len(parts) > 1 else []


def _part(head: Cell | None, rows: Sequence[list[Cell]], level: int) -> Iterator[Block]:
    if head is not None and names_a_role(head.text):
        yield _title(head, level)
    elif head is not None:
        yield Block(Kind.HEADING, head.text, head.line, WEAK_LEVEL)
    yield from _pairs([(row[0], row[1:]) for row in rows], level, has_titles=head is None)


def _before_names(rows: Sequence[list[Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows of one cell above the row that names the columns."""
    for at, row in enumerate(rows):
        below = rows[at + 1 : at + 3]
        if _sole(row) is None or len(below) < 2 or not _is_header(below[0]):
            return
        yield row


def _sole(row: Sequence[Cell]) -> Cell | None:
    """Return the one cell of a row that has anything in it."""
    filled = [cell for cell in row if cell.blocks]
    return filled[0] if len(filled) == 1 and (len(row) == 1 or row[0] is filled[0]) else None


def _is_header(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell.blocks]
    if len(filled) < 2 or not all(cell.is_short for cell in filled):
        return False
    known = sum(is_column_name(cell.text) for cell in filled)
    return all(cell.names_something for cell in filled) or (known >= 2 and known * 2 >= len(filled))


def _are_pairs(rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether the first of two columns names what stands in the second."""
    if all(cell.is_head for cell in rows[0]):
        return False
    names = [row[0] for row in rows if row[0].blocks and not _is_full_prose(row)]
    known = sum(cell.is_head or (cell.is_short and is_column_name(cell.text)) for cell in names)
    across = sum(is_column_name(cell.text) for cell in rows[0] if cell.is_short)
    is_named = all(len(cell.text) <= _MAX_SHORT and len(cell.lines) == 1 for cell in names)
    return is_named and known * 2 >= len(names) and known >= across


def _is_full_prose(row: Sequence[Cell]) -> bool:
    """Say whether a row is text over all columns."""
    sole = _sole(row)
    return sole is not None and sole.is_prose and (sole.columns > 1 or len(row) == 1)


def _alternates(row: Sequence[Cell]) -> bool:
    """Say whether names and values take turns in a row: "Place | Oslo | Hours | 40"."""
    return (
        len(row) > 2
        and len(row) % 2 == 0
        and all(cell.is_head == (at % 2 == 0) for at, cell in enumerate(row))
    )


def _flow(row: Sequence[Cell]) -> Iterator[Block]:
    for cell in row:
        yield from cell.blocks


def _below_names(header: Sequence[Cell], rows: Sequence[list[Cell]], level: int) -> list[Block | Rows]:
    names = [cell.text.rstrip(": ") for cell in header]
    kinds = [column_kind(name) for name in names]
    if _names_openings_across(header, rows):
        return [Rows(list(_turned(header, rows, level)), level)]
    if all(kind is ColumnKind.SECTION for kind in kinds):
        return [block for row in rows for block in _labelled(names, row, kinds)]
    title_at = _title_at(kinds)
    has_roles = sum(len(row) > title_at and names_a_role(row[title_at].text) for row in rows) * 2 > len(rows)
    may_name_openings = has_roles and not {ColumnKind.FACT, ColumnKind.SECTION}.isdisjoint(kinds)
    if may_name_openings or not _NAMES_OPENINGS.isdisjoint(kinds):
        return _openings(names, kinds, rows, level)
    return [*_name_of_list(names[0], header[0].line), *(_entry(names, row) for row in rows)]


def _name_of_list(name: str, line: int) -> list[Block]:
    """Head a table that is read as a list by the name of its first column, which may be that of a section."""
    if read_label(name):
        return [Block(Kind.HEADING, name, line, WEAK_LEVEL)]
    return [Block(Kind.PARAGRAPH, f"{name}:", line)] if name else []


def _openings(
    names: Sequence[str], kinds: Sequence[ColumnKind], rows: Sequence[list[Cell]], level: int
) -> list[Block | Rows]:
    title_at = _title_at(kinds)
    program_at = kinds.index(ColumnKind.PROGRAM) if ColumnKind.PROGRAM in kinds else None
    found: list[Row] = []
    loose: list[Block] = []
    program, last = "", None
    for row in rows:
        sole = _sole(row)
        if sole is not None and (len(row) == 1 or sole.columns > 1):
            if sole.is_short and not sole.is_prose:
                program = sole.text
            else:
                (found[-1].blocks if found else loose).extend(sole.blocks)
            continue
        if [cell.text.rstrip(": ") for cell in row] == list(names):
            continue
        if program_at is not None and len(row) > program_at and row[program_at].text:
            program = row[program_at].text
        cells = [cell for cell in row if cell.blocks]
        at = title_at if len(row) > title_at and row[title_at].blocks else row.index(cells[0])
        columns = [each for each in range(min(len(row), len(names))) if each not in (at, program_at)]
        beyond = [block for cell in row[len(names) :] for block in cell.blocks]
        told = _labelled([names[c] for c in columns], [row[c] for c in columns], [kinds[c] for c in columns])
        if found and row[at] is last:
            found[-1].blocks.extend(told)
            continue
        last = row[at]
        rest = row[at].blocks[1:] if len(row[at].blocks) > 1 else _after_first_line(row[at])
        found.append(Row(_title(row[at], level), program, [*rest, *told, *beyond]))
    return [*loose, Rows(found, level)] if found else loose


def _title_at(kinds: Sequence[ColumnKind]) -> int:
    for wanted in (ColumnKind.TITLE, ColumnKind.OTHER):
        if wanted in kinds:
            return kinds.index(wanted)
    return 0


def _title(cell: Cell, level: int) -> Block:
    first = cell.blocks[0] if cell.blocks else Block(Kind.HEADING, "", 0)
    return Block(Kind.HEADING, first.lines[0], first.line, min(level, WEAK_LEVEL - 1), links=cell.links)


def _after_first_line(cell: Cell) -> list[Block]:
    """Return what stands below a title in the same block."""
    lines = cell.lines[1:]
    return [Block(Kind.PARAGRAPH, "\n".join(lines), cell.line)] if lines else []


def _names_openings_across(header: Sequence[Cell], rows: Sequence[list[Cell]]) -> bool:
    first = header[0].text
    titles = [cell.text for cell in header[1:]]
    return (
        len(titles) > 1
        and (not first or column_kind(first) is ColumnKind.TITLE)
        and all(map(names_a_role, titles))
        and any(row and is_column_name(row[0].text) for row in rows)
    )


def _turned(header: Sequence[Cell], rows: Sequence[list[Cell]], level: int) -> Iterator[Row]:
    for at in range(1, len(header)):
        named = [(row[0], row[at : at + 1]) for row in rows if len(row) > at and row[at].blocks]
        yield Row(_title(header[at], level), "", _pairs(named, level, has_titles=False))


def _pairs(
    pairs: Sequence[tuple[Cell, Sequence[Cell]]], level: int, *, has_titles: bool = True
) -> list[Block]:
    """Turn names and what stands beside each into a title where one is named, facts, and sections behind them."""
    heads: list[Block] = []
    names, cells, kinds = [], [], []
    for name, values in pairs:
        value = Cell(blocks=[block for cell in values for block in cell.blocks])
        text = name.text.rstrip(": ")
        if _is_full_prose((name, *values)):
            names.append("")
            kinds.append(ColumnKind.OTHER)
            cells.append(name)
            continue
        if has_titles and column_kind(text) is ColumnKind.TITLE and value.is_short and not heads:
            heads.append(_title(value, level))
            continue
        names.append(text)
        kinds.append(column_kind(text))
        cells.append(value if value.blocks or not text else Cell(blocks=[]))
        if text and not value.blocks:
            heads.append(Block(Kind.HEADING, text, name.line, WEAK_LEVEL))
    return [*sorted(heads, key=lambda head: head.level), *_labelled(names, cells, kinds)]


def _labelled(names: Sequence[str], cells: Sequence[Cell], kinds: Sequence[ColumnKind]) -> list[Block]:
    """Turn cells with their names into facts, then what needs a heading, then the sections of an opening."""
    facts: list[Block] = []
    parts: list[Block] = []
    sections: list[Block] = []
    for name, cell, kind in zip(names, cells, kinds, strict=False):
        value = "; ".join(cell.lines)
        if not cell.blocks:
            continue
        if not name or is_furniture(value):
            facts += (
                [Block(Kind.BREAK, "", cell.line, links=cell.links)] if is_furniture(value) else cell.blocks
            )
        elif _is_fact(name, value, cell, kind) or _says_where_to_apply(name, cell):
            facts.append(Block(Kind.PARAGRAPH, f"{name}: {value}", cell.line, links=cell.links))
        elif kind is ColumnKind.SECTION:
            sections += [Block(Kind.HEADING, name, cell.line, WEAK_LEVEL), *_entries(name, cell)]
        else:
            parts += [Block(Kind.HEADING, name, cell.line, WEAK_LEVEL), *cell.blocks]
    return [*facts, *parts, *sections]


def _says_where_to_apply(name: str, cell: Cell) -> bool:
    label = read_label(name)
    is_line = label is not None and label.section is Section.APPLY and cell.is_short
    return is_line and find_apply_address(f"{name}: {cell.text}", cell.links) is not None


def _is_fact(name: str, value: str, cell: Cell, kind: ColumnKind) -> bool:
    if read_fact_line(f"{name}: {value}"):
        return True
    has_list = any(block.is_item for block in cell.blocks)
    return kind is not ColumnKind.SECTION and len(value) <= _MAX_SHORT and not has_list


def _entries(name: str, cell: Cell) -> Iterator[Block]:
    """Yield what stands in a section; under requirements and duties each line is an entry."""
    label = read_label(name)
    for block in cell.blocks:
        if label is None or label.section not in _LISTED or not block.is_paragraph:
            yield block
            continue
        lines = block.lines if all(not line[:1].islower() for line in block.lines) else (block.flat,)
        for offset, line in enumerate(lines):
            yield Block(Kind.ITEM, line, block.line + offset, links=block.links)


def _entry(names: Sequence[str], row: Sequence[Cell]) -> Block:
    """Return a row that is no opening as one entry of a list below the name of its first column."""
    told = [
        f"{name}: {cell.text}" if name else cell.text for name, cell in zip(names[1:], row[1:], strict=False)
    ]
    told += [cell.text for cell in row[len(names) :]]
    text = "; ".join(filter(None, [row[0].text, *told]))
    return Block(Kind.ITEM, text, row[0].line, links=tuple(link for cell in row for link in cell.links))
