"""Which heading is the page's title, a department of programs, a program, an opening, or a part of one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.furniture import contents_key, find_apply_address, is_furniture
from ats.openings.importing.labels import Label, Section, read_label
from ats.vocabulary.roles import names_a_role

_PAGE_WORDS = re.compile(
    r"\b(?:welcome|jobs?|careers?|openings?|opportunit(?:y|ies)|vacanc(?:y|ies)|positions?|join (?:us|our)|"
    r"work (?:with|for|at)|hiring|stellen(?:angebote|anzeigen|ausschreibungen)?|"
    r"karriere|offene stellen|willkommen|offres? d['\u2019]emploi|emplois?|recrutement|carrières|empleos?|"
    r"ofertas|trabaja con|vacatures?|werken bij|lavora con noi|vagas)\b",
    re.IGNORECASE,
)


def is_page_heading(text: str) -> bool:
    """Say whether a heading only speaks of openings in general ("Join us", "Offene Stellen")."""
    return _PAGE_WORDS.search(text) is not None and not names_a_role(text)


class Role(StrEnum):
    """What a heading turned out to be."""

    TITLE = "title"
    DEPARTMENT = "department"
    PROGRAM = "program"
    OPENING = "opening"
    LABEL = "label"
    PART = "part"


@dataclass
class _Heading:
    """A heading with what stands under it, up to the next heading that is no section label."""

    index: int
    text: str
    level: int
    names_role: bool
    listed: bool
    label: Label | None
    labels_below: int = 0
    paragraphs_below: int = 0
    items_below: int = 0
    applies_below: bool = False
    after_break: bool = False

    @property
    def stands_alone(self) -> bool:
        """Nothing but another heading follows."""
        return not (self.labels_below or self.paragraphs_below or self.items_below or self.applies_below)

    @property
    def has_evidence(self) -> bool:
        """What stands below says that this is an opening."""
        return self.labels_below > 0 or self.applies_below


def assign_roles(blocks: Sequence[Block], listed: frozenset[str]) -> dict[int, Role]:
    """Say for each heading, by its index in `blocks`, what it is; empty when the page shows no opening.

    `listed` are the names of the page's contents lists.
    """
    headings = _survey(blocks, listed)
    titles = [heading for heading in headings if heading.label is None]
    marked = any(heading.level < WEAK_LEVEL for heading in titles)
    roles = (_by_level(titles) if marked else None) or _by_order(titles)
    if Role.OPENING not in roles.values():
        return {}
    return roles | {heading.index: Role.LABEL for heading in headings if heading.label is not None}


def _survey(blocks: Sequence[Block], listed: frozenset[str]) -> list[_Heading]:
    headings: list[_Heading] = []
    current: _Heading | None = None
    broken = False
    for index, block in enumerate(blocks):
        if block.is_heading:
            heading = _heading(index, block, listed, broken)
            headings.append(heading)
            if heading.label is None:
                current = heading
            elif current is not None and heading.label.section in (
                Section.REQUIREMENTS,
                Section.RESPONSIBILITIES,
            ):
                current.labels_below += 1
            broken = False
        else:
            broken = _count(block, current, broken)
    return headings


def _heading(index: int, block: Block, listed: frozenset[str], broken: bool) -> _Heading:
    text = block.flat
    label = read_label(text)
    return _Heading(
        index, text, block.level, names_a_role(text), contents_key(text) in listed, label, after_break=broken
    )


def _count(block: Block, heading: _Heading | None, broken: bool) -> bool:
    """Count a block towards the heading above it; say whether it ends what stood before it."""
    if block.kind is Kind.BREAK or is_furniture(block.flat):
        return True
    applies = find_apply_address(block.flat[:600], block.links) is not None
    if heading is not None:
        heading.applies_below = heading.applies_below or applies
        heading.paragraphs_below += block.is_paragraph
        heading.items_below += block.is_item
    return applies


def _by_level(titles: list[_Heading]) -> dict[int, Role] | None:
    """Take the level whose headings most look like openings, programs from above it; None without any."""
    groups: dict[int, list[_Heading]] = defaultdict(list)
    for heading in titles:
        groups[heading.level].append(heading)
    weights = {level: sum(map(_weight, group)) / len(group) for level, group in groups.items()}
    level = max(sorted(weights), key=lambda candidate: weights[candidate])
    if weights[level] <= 0 or not any(
        heading.names_role or heading.has_evidence for heading in groups[level]
    ):
        return None
    return _roles_around(titles, level)


def _weight(heading: _Heading) -> float:
    weight = 3.0 * heading.names_role + 2.0 * (heading.labels_below > 0) + 1.0 * heading.applies_below
    weight += 0.5 * (heading.paragraphs_below > 0 or heading.items_below > 0)
    if _PAGE_WORDS.search(heading.text) and not heading.names_role:
        weight -= 2.0
    return weight - 0.5 * (heading.level == WEAK_LEVEL) - 0.5 * heading.stands_alone


def _roles_around(titles: list[_Heading], level: int) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    named = any(heading.names_role for heading in titles if heading.level == level)
    for heading in titles:
        if heading.level == level:
            roles[heading.index] = Role.OPENING if _is_opening(heading, named) else Role.PART
        else:
            roles[heading.index] = Role.PROGRAM if heading.level < level else Role.PART
    return _settle_above(titles, roles)


def _is_opening(heading: _Heading, others_named: bool) -> bool:
    """Keep a heading of the openings' level unless it is a page section among titles that name roles."""
    if heading.names_role or heading.has_evidence:
        return True
    if heading.level == WEAK_LEVEL or _PAGE_WORDS.search(heading.text):
        return False
    return not others_named or heading.paragraphs_below > 1


def _settle_above(titles: list[_Heading], roles: dict[int, Role]) -> dict[int, Role]:
    """Keep as programs those headings above that openings stand under; find title and departments."""
    parents: set[int] = set()
    above: _Heading | None = None
    for heading in titles:
        if roles[heading.index] is Role.PROGRAM:
            above = heading
        elif roles[heading.index] is Role.OPENING and above is not None:
            parents.add(above.index)
    candidates = [heading for heading in titles if roles[heading.index] is Role.PROGRAM]
    departments = _departments(candidates, parents)
    for position, heading in enumerate(candidates):
        sole_top = position == 0 and all(other.level > heading.level for other in candidates[1:])
        generic = _PAGE_WORDS.search(heading.text) is not None and not heading.listed
        grouping = heading.index in departments and not generic
        if position == 0 and (sole_top or generic or not (grouping or heading.index in parents)):
            roles[heading.index] = Role.TITLE
        elif grouping:
            roles[heading.index] = Role.DEPARTMENT
        elif heading.index not in parents or generic:
            roles[heading.index] = Role.PART
    return roles


def _departments(candidates: list[_Heading], parents: set[int]) -> set[int]:
    """Find the headings that no opening stands under itself, but a deeper heading that openings stand under."""
    departments: set[int] = set()
    for position, heading in enumerate(candidates):
        below = takewhile(lambda other, own=heading.level: other.level > own, candidates[position + 1 :])
        if heading.index not in parents and any(other.index in parents for other in below):
            departments.add(heading.index)
    return departments


def _by_order(titles: list[_Heading]) -> dict[int, Role]:
    """Tell programs from openings where no levels help: by words, what follows, and contents list."""
    programs_listed = any(heading.listed and not heading.names_role for heading in titles)
    roles = {heading.index: _guess(heading, programs_listed) for heading in titles}
    if Role.OPENING not in roles.values():
        return {}
    _settle_first(titles, roles, programs_listed)
    _dissolve_empty(titles, roles)
    return roles


def _guess(heading: _Heading, programs_listed: bool) -> Role:
    if heading.listed and not heading.names_role:
        return Role.PROGRAM
    if heading.names_role:
        return Role.OPENING
    if _PAGE_WORDS.search(heading.text):
        return Role.PART
    if heading.has_evidence:
        return Role.OPENING
    capitals = heading.text.isupper() and len(heading.text) > 3
    grouping = heading.stands_alone or heading.after_break or capitals
    return Role.PROGRAM if grouping and not programs_listed else Role.PART


def _settle_first(titles: list[_Heading], roles: dict[int, Role], programs_listed: bool) -> None:
    """Make the first heading the page's title unless it is an opening or one of several programs."""
    first = titles[0]
    programs = [heading for heading in titles if roles[heading.index] is Role.PROGRAM]
    if (
        roles[first.index] is Role.PART
        or (roles[first.index] is Role.PROGRAM and not first.listed and len(programs) == 1)
        or roles[first.index] is Role.PROGRAM
        and not programs_listed
        and _next_is_program(titles, roles)
    ):
        roles[first.index] = Role.TITLE


def _next_is_program(titles: list[_Heading], roles: dict[int, Role]) -> bool:
    return len(titles) > 1 and roles[titles[1].index] is Role.PROGRAM


def _dissolve_empty(titles: list[_Heading], roles: dict[int, Role]) -> None:
    """Take back programs that no opening stands under."""
    filled = False
    for heading in reversed(titles):
        role = roles[heading.index]
        if role is Role.OPENING:
            filled = True
        elif role is Role.PROGRAM:
            if not filled:
                roles[heading.index] = Role.PART
            filled = False
