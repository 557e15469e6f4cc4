"""Postings that come as JSON: lists of jobs, boards grouped by department, and schema.org JobPosting.

Shapes read: Greenhouse job boards, Lever postings, Ashby and Workable boards, JSON Feed, schema.org JobPosting
(alone, in a list, in an ItemList or a graph), and plain lists of objects with a title and a text.
"""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

from ats.openings.importing.blocks import MAX_BLOCKS, Block, Kind
from ats.openings.importing.draft import ImportedOpening, ImportedPage, ImportedProgram, UnplacedLine
from ats.openings.importing.html_blocks import fragment_to_text
from ats.openings.importing.json_blocks import read_blocks
from ats.openings.importing.json_facts import JobFacts, apply_address_of, read_facts
from ats.openings.importing.json_ledger import Ledger, Said, texts_of
from ats.openings.importing.json_parts import as_text, first_of
from ats.openings.importing.json_shapes import TITLES, find_jobs, introduction_of, is_job, program_of
from ats.openings.importing.json_states import read_withheld
from ats.openings.importing.opening import read_opening
from ats.openings.importing.source import PageTooLong, UnreadablePage
from ats.platform import json_text

_MOST_JOBS = 2000
_GROUPED = ("department", "departments", "team", "teams", "division")


def read_json(text: str) -> ImportedPage:
    """Read JSON into a page. Raises UnreadablePage when it cannot be parsed."""
    try:
        values = json_text.read_json(text)
    except ValueError as error:
        raise UnreadablePage(
            "This looks like JSON, but it cannot be read as such. Check that the file is complete."
        ) from error
    own = _own_page(values)
    return own if own is not None else page_of_jobs(values)


def page_of_jobs(values: Any) -> ImportedPage:
    """Read parsed JSON of any of the known shapes; without a job in it the page has no programs.

    What of the jobs, and of what stands around them, no text of the result has is listed with its key.
    """
    programs: dict[str, tuple[list[str], list[ImportedOpening]]] = {}
    budget = MAX_BLOCKS
    ledger, passed = Ledger(), set()
    for count, job in enumerate(find_jobs(values), start=1):
        facts = read_facts(job.values)
        blocks = [*_further(job.values, facts), *read_blocks(job.values)]
        budget -= len(blocks)
        if budget < 0 or count > _MOST_JOBS:
            raise PageTooLong
        introductions, openings = programs.setdefault(job.program, ([], []))
        if job.introduction and job.introduction not in introductions:
            introductions.append(job.introduction)
        opening = _opening(job.values, blocks, facts)
        openings.append(opening)
        if opening.withheld:
            why = f"“{opening.title}” is a draft that is not published with the others."
            ledger.unplaced.append(UnplacedLine(0, opening.withheld, why))
        why = f"“{opening.title}” has no field for it."
        used = facts.used | {
            name for name, value in job.values.items() if value and value == opening.apply_address
        }
        ledger.account(job.values, Said([job.program, *texts_of(opening), *facts.said]), used, why=why)
        passed.add(id(job.values))
    return _with_what_is_around(values, programs, ledger, frozenset(passed))


def _with_what_is_around(
    values: Any,
    programs: dict[str, tuple[list[str], list[ImportedOpening]]],
    ledger: Ledger,
    jobs: frozenset[int],
) -> ImportedPage:
    top = values if isinstance(values, dict) and not is_job(values) else {}
    title = as_text(first_of(top, ("title", "name")))
    introduction = introduction_of(top)
    drafted = tuple(
        ImportedProgram(name, "\n\n".join(texts), tuple(found)) for name, (texts, found) in programs.items()
    )
    if drafted:
        around = [
            title,
            introduction,
            *(text for each in drafted for text in (each.title, each.introduction)),
        ]
        ledger.account(values, Said(around), passed=jobs)
    # One that only some of them name is not that of the others.
    addresses = {opening.apply_address for program in drafted for opening in program.openings}
    return ImportedPage(
        title,
        introduction,
        drafted,
        addresses.pop() if len(addresses) == 1 else None,
        tuple(ledger.unplaced),
        ledger.left_out(),
        tuple(ledger.understood),
    )


def _own_page(values: Any) -> ImportedPage | None:
    """Read what ImportedPage.to_json wrote, told by its field for the lines that could not be placed."""
    if not isinstance(values, dict) or not {"programs", "unplaced"} <= values.keys():
        return None
    try:
        return ImportedPage.from_json(values)
    except ValueError as error:
        raise UnreadablePage(f"This file is a draft that has been changed. {error}") from error


def _opening(values: dict[str, Any], blocks: list[Block], facts: JobFacts) -> ImportedOpening:
    title = fragment_to_text(unescape(as_text(first_of(values, TITLES)))) or "Untitled"
    opening = read_opening(title, blocks, 0, facts.facts)
    address = opening.apply_address or apply_address_of(values)
    return replace(opening, apply_address=address, source_lines=(0, 0), withheld=read_withheld(values))


def _further(values: dict[str, Any], facts: JobFacts) -> Iterator[Block]:
    """Yield as lines of the description what facts and program cannot hold: hours, a second type, a second team."""
    for line in facts.lines:
        yield Block(Kind.PARAGRAPH, line)
    program = program_of(values)
    categories = values.get("categories")
    around = (values, categories) if isinstance(categories, dict) else (values,)
    for given in around:
        for name in _GROUPED:
            found = given.get(name)
            for entry in found if isinstance(found, list) else [found]:
                if as_text(entry) not in ("", program):
                    yield Block(Kind.PARAGRAPH, f"{name.rstrip('s').capitalize()}: {as_text(entry)}")
