"""The JSON-LD inside an HTML page: it fills what the page leaves open, and adds openings that it does not show."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from ats.openings.importing.draft import ImportedOpening, ImportedPage, ImportedProgram
from ats.openings.importing.facts import Facts
from ats.openings.importing.html_blocks import HtmlPage
from ats.openings.importing.json_facts import read_facts
from ats.openings.importing.json_ledger import Ledger, Said, texts_of
from ats.openings.importing.json_parts import as_text, first_of
from ats.openings.importing.json_postings import page_of_jobs
from ats.openings.importing.json_shapes import TITLES, find_jobs
from ats.openings.importing.place_lists import is_said_by, parts_of
from ats.platform.json_text import read_json as read_json_text
from ats.vocabulary.roles import title_key

_FILLED = ("workplace", "employment_type", "deadline_on", "pay", "apply_address")
_WHY = "It stands only in the data that the page has for search engines."


def with_linked_data(page: ImportedPage, html: HtmlPage) -> ImportedPage:
    """Fill a page from its JSON-LD, and list what of that is neither shown on the page nor taken from it."""
    linked = [values for values in map(_parsed, html.linked_data) if values is not None]
    postings = [opening for values in linked for opening in page_of_jobs(values).openings]
    if not postings:
        return page
    filled = _filled_page(page, postings)
    ledger = Ledger()
    texts = [*(block.text for block in html.blocks), *(line.text for line in (*html.beside, *html.left_out))]
    texts += [filled.title, *(text for opening in filled.openings for text in texts_of(opening))]
    said = Said(texts)
    by_title: dict[str, list[ImportedOpening]] = {}
    for opening in filled.openings:
        by_title.setdefault(title_key(opening.title), []).append(opening)
    for job in (job for values in linked for job in find_jobs(values)):
        named = by_title.get(title_key(as_text(first_of(job.values, TITLES))), filled.openings[:1])
        ledger.account(job.values, said, _held_keys(job.values, named), why=_WHY)
    return replace(filled, unplaced=(*filled.unplaced, *ledger.unplaced))


def _held_keys(values: dict[str, Any], openings: Sequence[ImportedOpening]) -> frozenset[str]:
    """Return the keys of facts where an opening holds all of the facts, and does not say otherwise."""
    read = read_facts(values)
    stated = {name: value for name, value in _stated(read.facts) if name not in ("place", "is_whole", "kept")}
    is_held = any(
        all(getattr(opening, name) == value for name, value in stated.items()) for opening in openings[:20]
    )
    return read.used if is_held and not read.lines else frozenset()


def _stated(facts: Facts) -> Iterator[tuple[str, Any]]:
    for each in fields(facts):
        if getattr(facts, each.name) is not None:
            yield each.name, getattr(facts, each.name)


def _parsed(script: str) -> object | None:
    """Parse a JSON-LD script; a broken one says nothing, as it does to a search engine."""
    try:
        return read_json_text(script)
    except ValueError:
        return None


def _filled_page(page: ImportedPage, postings: list[ImportedOpening]) -> ImportedPage:
    found = page.openings
    only = len(found) == len(postings) == 1
    by_title: dict[str, list[ImportedOpening]] = {}
    for posting in postings:
        by_title.setdefault(title_key(posting.title), []).append(posting)

    def filled(opening: ImportedOpening) -> ImportedOpening:
        matching = by_title.get(title_key(opening.title))
        posting = matching.pop(0) if matching else None
        if posting is None and only and (posting := postings[0]):
            by_title.clear()
        return _fill(opening, posting) if posting else opening

    programs = [replace(program, openings=tuple(map(filled, program.openings))) for program in page.programs]
    left = tuple(posting for group in by_title.values() for posting in group)
    return replace(page, programs=tuple(_with_openings(programs, left)))


def _with_openings(
    programs: list[ImportedProgram], left: tuple[ImportedOpening, ...]
) -> list[ImportedProgram]:
    """Add openings to the program without a title, which is made when there is none."""
    if not left:
        return programs
    if programs and not programs[-1].title:
        return [*programs[:-1], replace(programs[-1], openings=programs[-1].openings + left)]
    return [*programs, ImportedProgram("", openings=left)]


def _fill(opening: ImportedOpening, posting: ImportedOpening) -> ImportedOpening:
    gaps = {name: getattr(posting, name) for name in _FILLED if getattr(opening, name) is None}
    if not (opening.paragraphs or opening.requirements or opening.responsibilities):
        gaps |= {
            name: getattr(posting, name)
            for name in ("paragraphs", "requirements", "responsibilities", "suggestions")
        }
    return replace(opening, **gaps, place=_places(opening.place, posting.place))


def _places(shown: str | None, given: str | None) -> str | None:
    """Take the places of the data where they are all that the page shows, and more."""
    if shown is None or given is None:
        return shown or given
    return given if all(is_said_by(place, parts_of(given)) for place in parts_of(shown)) else shown
