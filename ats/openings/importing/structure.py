"""From blocks to a page: programs with their openings in order, introductions, what found no place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile, zip_longest

from ats.openings.importing.blocks import MAX_BLOCKS, WEAK_LEVEL, Block, Kind, tidy
from ats.openings.importing.draft import ImportedOpening, ImportedPage, ImportedProgram, UnplacedLine
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.footers import PAGE_SECTIONS, find_footer, part_foot
from ats.openings.importing.furniture import (
    drop_contents_lists,
    find_addresses,
    find_apply_address,
    is_furniture,
    without_apply_sentences,
)
from ats.openings.importing.headings import infer_headings, split_labels
from ats.openings.importing.labels import read_label
from ats.openings.importing.nested_lists import titles_from_lists
from ats.openings.importing.numbered_titles import titles_from_numbers
from ats.openings.importing.one_opening import read_titled
from ats.openings.importing.outline import Role, assign_roles, is_page_heading
from ats.openings.importing.said_programs import programs_from_lines
from ats.openings.importing.source import PageTooLong
from ats.openings.importing.survey import ASKS_OR_DUTIES
from ats.openings.importing.title_lists import headings_from_lists
from ats.vocabulary.roles import names_a_role

_MAX_LISTED_TITLE = 120
_DEPARTMENT_SEPARATOR = ": "


@dataclass
class _Program:
    title: str
    introduction: list[str] = field(default_factory=list)
    openings: list[ImportedOpening] = field(default_factory=list)


@dataclass
class _Department:
    """A heading that programs stand under; what one without openings says goes to its first program."""

    title: str
    level: int
    introduction: list[str] = field(default_factory=list)
    is_new: bool = True

    def take_introduction(self) -> list[str]:
        taken, self.introduction, self.is_new = self.introduction, [], False
        return taken


def read_structure(blocks: Sequence[Block], title: str = "") -> ImportedPage:
    """Read a page's blocks; `title` is used where the page's own headings give none.

    Where marked headings give openings of which none names a role, headings that are not marked may give better
    ones. A page on which no opening is found comes back without programs. Raises PageTooLong for more blocks
    than any page of openings has.
    """
    if len(blocks) > MAX_BLOCKS:
        raise PageTooLong
    body, foot = part_foot(tidy(blocks))
    tidied = titles_from_numbers(titles_from_lists(body))
    page = None
    for attempt in (split_labels, infer_headings, headings_from_lists):
        prepared, listed = drop_contents_lists(attempt(tidied))
        roles = assign_roles(prepared, listed)
        if roles:
            read = _PageReader(prepared, roles, title, foot).read()
            if any(names_a_role(opening.title) for opening in read.openings):
                return read
            page = page or read
    return page or ImportedPage(title=title)


class _PageReader:
    """Walk the blocks once; gather under the open program or opening what stands below its heading."""

    def __init__(self, blocks: list[Block], roles: dict[int, Role], title: str, foot: list[Block]) -> None:
        self._blocks = blocks
        self._roles = roles
        self._title = title
        self._foot = foot
        self._introduction: list[str] = []
        self._programs: list[_Program] = []
        self._departments: list[_Department] = []
        self._opening: tuple[Block, list[Block]] | None = None
        self._pending: Block | None = None
        self._closed = False
        self._bodies: list[list[Block]] = []
        self._after_break, self._is_ruled = False, True
        self._next_line = 0
        self._section_levels = {
            block.level for block in blocks if block.is_heading and _asks_or_names_duties(block)
        }
        self._address: str | None = None
        self._unplaced: list[UnplacedLine] = []

    def read(self) -> ImportedPage:
        others = frozenset(_lists_of_others(self._blocks))
        for index, block in enumerate(self._blocks):
            if index in others:
                self._next_line = block.line
                self._close()
            self._take(block, self._roles.get(index))
            self._after_break = block.kind is Kind.BREAK
        self._next_line = self._foot[0].line if self._foot else 0
        self._finish_opening(is_last=True)
        self._closed = True
        for block in self._foot:
            self._take_outside(block)
        programs = tuple(
            ImportedProgram(program.title, "\n\n".join(program.introduction), tuple(program.openings))
            for program in self._programs
            if program.openings
        )
        address = self._address or self._shared_address(programs)
        return ImportedPage(
            self._title,
            "\n\n".join(self._introduction),
            programs_from_lines(programs),
            address,
            tuple(self._unplaced),
        )

    def _take(self, block: Block, role: Role | None) -> None:
        self._next_line = block.line
        if role is Role.OPENING:
            self._finish_opening()
            self._opening, self._pending = (block, []), None
            self._is_ruled = self._is_ruled and self._after_break
        elif role is Role.PROGRAM:
            self._finish_opening()
            self._programs.append(self._program(block))
            self._pending = None
        elif role is Role.DEPARTMENT:
            self._finish_opening()
            self._leave_departments(block.level)
            self._departments.append(_Department(block.flat, block.level))
            self._pending, self._closed = None, False
        elif role is Role.TITLE:
            self._title, self._pending = block.flat, None
        elif self._opening is not None and not self._ends_opening(block, role):
            self._opening[1].append(block)
        else:
            self._take_outside(block)

    def _program(self, block: Block) -> _Program:
        """Begin a program: named with the departments around it, the first one says what they say of themselves."""
        self._leave_departments(block.level)
        names = [department.title for department in self._departments]
        said = [text for department in self._departments for text in department.take_introduction()]
        name = block.flat.rstrip(": ")
        self._departments.append(_Department(name, block.level, is_new=False))
        return _Program(_DEPARTMENT_SEPARATOR.join([*names, name]), said)

    def _leave_departments(self, level: int) -> None:
        while self._departments and self._departments[-1].level >= level:
            self._departments.pop()

    def _ends_opening(self, block: Block, role: Role | None) -> bool:
        """Say whether a heading no deeper than the opening's own begins another part of the page."""
        own = self._opening[0].level
        label = read_label(block.flat) if role is Role.LABEL else None
        # Where requirements are on the level of the titles, so may be what an opening says of its benefits.
        is_beside = block.level == own < WEAK_LEVEL and own not in self._section_levels
        above = label is not None and label.section in PAGE_SECTIONS and (block.level < own or is_beside)
        part = role is Role.PART and block.level <= own and block.level < WEAK_LEVEL
        if not above and not part:
            return False
        self._close()
        return True

    def _close(self) -> None:
        self._finish_opening()
        self._closed = True

    def _take_outside(self, block: Block) -> None:
        self._address = self._address or find_apply_address(block.flat, block.links)
        if block.is_heading:
            is_general = is_page_heading(block.flat) and not read_label(block.flat)
            self._pending = None if is_furniture(block.flat) or is_general else block
            return
        if self._is_title_line(block):
            self._title = block.flat
            return
        text = without_apply_sentences(block.flat, block.links)
        if block.kind is Kind.BREAK or not text or is_furniture(text):
            return
        # What stands behind the openings introduces nothing; that nothing has it is said by the accounts.
        if not self._closed:
            self._introduce(f"- {text}" if block.is_item else text)

    def _is_title_line(self, block: Block) -> bool:
        """Say whether a line that no mark makes a heading is the title of the page, at its very beginning."""
        is_first = not (self._title or self._introduction or self._programs or self._departments)
        is_line = block.is_paragraph and len(block.flat) <= _MAX_LISTED_TITLE and not block.flat.endswith(".")
        return is_first and is_line and is_page_heading(block.flat) and not is_furniture(block.flat)

    def _introduce(self, text: str) -> None:
        into = self._introduced()
        if self._pending is not None:
            into.append(f"**{self._pending.flat}**")
            self._pending = None
        if text.startswith("- ") and into and into[-1].startswith("- "):
            into[-1] += f"\n{text}"
        else:
            into.append(text)

    def _introduced(self) -> list[str]:
        """Return what the next text introduces: a department without programs yet, a program, or the page."""
        if self._departments and self._departments[-1].is_new:
            return self._departments[-1].introduction
        return self._programs[-1].introduction if self._programs else self._introduction

    def _finish_opening(self, *, is_last: bool = False) -> None:
        if self._opening is None:
            return
        heading, blocks = self._opening
        footer: list[Block] = []
        if is_last:
            end = find_footer(heading, blocks, self._bodies, is_ruled=self._is_ruled)
            blocks, footer = blocks[:end], blocks[end:]
        self._bodies.append(blocks)
        self._opening, self._closed = None, False
        if not self._programs:
            self._programs.append(_Program(""))
        opening = read_titled(heading, blocks)
        # A block knows its lines, which may be fewer on the page, as those of a row of a table are.
        if footer or self._next_line:
            last = (footer[0].line if footer else self._next_line) - 1
            first, end = opening.source_lines
            opening = replace(opening, source_lines=(first, max(first, min(end, last))))
        self._programs[-1].openings.append(opening)
        self._unplaced.extend(_empty_headings(blocks))
        self._closed = bool(footer)
        for block in footer:
            self._take_outside(block)

    def _shared_address(self, programs: tuple[ImportedProgram, ...]) -> str | None:
        """Take the one address that the openings share, or the only e-mail address on the page.

        One that a single opening among several names is its own: mails for the others would go to somebody else.
        """
        every = [opening.apply_address for program in programs for opening in program.openings]
        named = set(filter(None, every))
        if not named:
            named = {
                address for block in [*self._blocks, *self._foot] for address in find_addresses(block.flat)
            }
        elif len(every) > 1 and len(every) - every.count(None) == 1:
            return None
        return named.pop() if len(named) == 1 else None


def _lists_of_others(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the places of headings such as "Similar jobs", below which a list of links or of titles stands alone."""
    for index, block in enumerate(blocks):
        if not block.is_heading or not is_page_heading(block.flat) or read_label(block.flat):
            continue
        below = list(takewhile(lambda each: not each.is_heading, islice(blocks, index + 1, None)))
        listed = [each for each in below if each.is_item]
        is_list = bool(listed) and len(listed) == len([each for each in below if each.flat])
        if is_list and all(each.links or names_a_role(each.flat) for each in listed):
            yield index


def _empty_headings(blocks: list[Block]) -> list[UnplacedLine]:
    """List the headings inside an opening that are no section label and have nothing under them."""
    return [
        UnplacedLine(block.line, block.flat, "A heading with nothing under it.")
        for block, following in zip_longest(blocks, blocks[1:])
        if block.is_heading and (following is None or following.is_heading) and not _is_known(block.flat)
    ]


def _asks_or_names_duties(block: Block) -> bool:
    label = read_label(block.flat)
    return label is not None and label.section in ASKS_OR_DUTIES


def _is_known(text: str) -> bool:
    return bool(read_label(text) or read_fact_line(text) or is_furniture(text))
