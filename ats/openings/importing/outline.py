"""Which heading is the page's title, a department of programs, a program, an opening, or a part of one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile

from ats.openings.importing.bare_programs import find_bare_programs, speaks_to_readers
from ats.openings.importing.blocks import WEAK_LEVEL, Block
from ats.openings.importing.survey import Heading, survey_headings
from ats.vocabulary.roles import names_a_role

_PAGE_WORDS = re.compile(
    r"\b(?:welcome|(?:open|current|available) roles|"
    r"jobs?|careers?|openings?|opportunit(?:y|ies)|vacanc(?:y|ies)|positions?|join (?:us|our)|"
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


def assign_roles(blocks: Sequence[Block], listed: frozenset[str]) -> dict[int, Role]:
    """Say for each heading, by its index in `blocks`, what it is; empty when the page shows no opening.

    `listed` are the names of the page's contents lists.
    """
    headings = survey_headings(blocks, listed)
    titles = [heading for heading in headings if heading.label is None]
    marked = any(heading.level < WEAK_LEVEL for heading in titles)
    roles = (_by_level(titles) if marked else None) or _by_order(titles)
    if Role.OPENING not in roles.values():
        return {}
    return roles | {heading.index: Role.LABEL for heading in headings if heading.label is not None}


def _by_level(titles: list[Heading]) -> dict[int, Role] | None:
    """Take the level whose headings most look like openings, programs from above it; None without any."""
    groups: dict[int, list[Heading]] = defaultdict(list)
    for heading in titles:
        groups[heading.level].append(heading)
    weights = {level: sum(map(_weight, group)) / len(group) for level, group in groups.items()}
    level = max(sorted(weights), key=lambda candidate: weights[candidate])
    if weights[level] <= 0 or not any(
        heading.names_role or heading.has_evidence for heading in groups[level]
    ):
        return None
    return _roles_around(titles, level)


def _weight(heading: Heading) -> float:
    weight = 3.0 * heading.names_role + 2.0 * (heading.labels_below > 0) + 1.0 * heading.applies_below
    weight += 0.5 * (heading.paragraphs_below > 0 or heading.items_below > 0)
    if _PAGE_WORDS.search(heading.text) and not heading.names_role:
        weight -= 2.0
    return weight - 0.5 * (heading.level == WEAK_LEVEL) - 0.5 * heading.stands_alone


def _roles_around(titles: list[Heading], level: int) -> dict[int, Role]:
    roles: dict[int, Role] = {}
    named = any(heading.names_role for heading in titles if heading.level == level)
    for heading in titles:
        if heading.level == level:
            roles[heading.index] = Role.OPENING if _is_opening(heading, named) else Role.PART
        else:
            roles[heading.index] = Role.PROGRAM if heading.level < level else Role.PART
    roles = _settle_above(titles, roles | _bare_programs(titles, roles, level))
    if Role.TITLE not in roles.values() and roles[titles[0].index] is Role.PART:
        roles[titles[0].index] = Role.TITLE
    return roles


def _bare_programs(titles: list[Heading], roles: dict[int, Role], level: int) -> dict[int, Role]:
    """Find programs among the headings of the openings' level, where none but the page's title stands above it."""
    if any(heading.level < level for heading in titles[1:]):
        return {}
    beside = [heading for heading in titles if heading.level == level]
    found = find_bare_programs(beside, lambda heading: heading.names_role or heading.has_evidence)
    return {heading.index: Role.PROGRAM for heading in found}


def _is_opening(heading: Heading, others_named: bool) -> bool:
    """Keep a heading of the openings' level unless it is a page section among titles that name roles."""
    if heading.names_role or (heading.has_evidence and not (others_named and is_page_heading(heading.text))):
        return True
    if heading.level == WEAK_LEVEL or _PAGE_WORDS.search(heading.text):
        return False
    return not others_named or heading.paragraphs_below > 1


def _settle_above(titles: list[Heading], roles: dict[int, Role]) -> dict[int, Role]:
    """Keep as programs those headings above that openings stand under; find title and departments."""
    parents: set[int] = set()
    above: Heading | None = None
    for heading in titles:
        if roles[heading.index] is Role.PROGRAM:
            above = heading
        elif roles[heading.index] is Role.OPENING and above is not None:
            parents.add(above.index)
    candidates = [heading for heading in titles if roles[heading.index] is Role.PROGRAM]
    departments = _departments(candidates, parents)
    is_titled = _has_unmarked_title(titles, roles, candidates)
    if is_titled:
        roles[titles[0].index] = Role.TITLE
    for position, heading in enumerate(candidates):
        may_be_title = position == 0 and not is_titled
        sole_top = may_be_title and all(other.level > heading.level for other in candidates[1:])
        generic = _is_generic(heading)
        grouping = heading.index in departments and not generic
        if may_be_title and (sole_top or generic or not (grouping or heading.index in parents)):
            roles[heading.index] = Role.TITLE
        elif grouping:
            roles[heading.index] = Role.DEPARTMENT
        elif heading.index not in parents or generic:
            roles[heading.index] = Role.PART
    return roles


def _is_generic(heading: Heading) -> bool:
    return _PAGE_WORDS.search(heading.text) is not None and not heading.listed


def _has_unmarked_title(titles: list[Heading], roles: dict[int, Role], programs: list[Heading]) -> bool:
    """Say whether the first heading, which no level marks, is the page's title above a program that one does."""
    is_unmarked = roles[titles[0].index] is Role.PART and titles[0].level == WEAK_LEVEL
    return is_unmarked and bool(programs) and not _is_generic(programs[0])


def _departments(candidates: list[Heading], parents: set[int]) -> set[int]:
    """Find the headings that no opening stands under itself, but a deeper heading that openings stand under."""
    departments: set[int] = set()
    for position, heading in enumerate(candidates):
        below = takewhile(lambda other, own=heading.level: other.level > own, candidates[position + 1 :])
        if heading.index not in parents and any(other.index in parents for other in below):
            departments.add(heading.index)
    return departments


def _by_order(titles: list[Heading]) -> dict[int, Role]:
    """Tell programs from openings where no levels help: by words, what follows, and contents list."""
    programs_listed = any(heading.listed and not heading.names_role for heading in titles)
    roles = {heading.index: _guess(heading, programs_listed) for heading in titles}
    if Role.OPENING not in roles.values():
        return {}
    if not programs_listed:
        above = takewhile(lambda role: role is not Role.OPENING, (roles[each.index] for each in titles[1:]))
        found = find_bare_programs(
            titles,
            lambda heading: roles[heading.index] is Role.OPENING,
            has_programs=Role.PROGRAM in above,
        )
        roles |= {heading.index: Role.PROGRAM for heading in found if roles[heading.index] is Role.PART}
    _settle_first(titles, roles, programs_listed)
    _dissolve_empty(titles, roles)
    return roles


def _guess(heading: Heading, programs_listed: bool) -> Role:
    if heading.listed and not heading.names_role:
        return Role.PROGRAM
    if heading.names_role:
        return Role.OPENING
    if _PAGE_WORDS.search(heading.text):
        return Role.PART
    if heading.has_evidence:
        return Role.OPENING
    capitals = heading.text.isupper() and len(heading.text) > 3
    grouping = (heading.stands_alone or heading.after_break or capitals) and not speaks_to_readers(
        heading.text
    )
    return Role.PROGRAM if grouping and not programs_listed else Role.PART


def _settle_first(titles: list[Heading], roles: dict[int, Role], programs_listed: bool) -> None:
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


def _next_is_program(titles: list[Heading], roles: dict[int, Role]) -> bool:
    return len(titles) > 1 and roles[titles[1].index] is Role.PROGRAM


def _dissolve_empty(titles: list[Heading], roles: dict[int, Role]) -> None:
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
