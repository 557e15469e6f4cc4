"""Postings that come as JSON: lists of jobs, boards grouped by department, and schema.org JobPosting.

Shapes read: Greenhouse job boards, Lever postings, Ashby boards, schema.org JobPosting (alone, in a list,
in an ItemList or a graph), and plain lists of objects with a title and a text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from ats.openings.importing.blocks import MAX_BLOCKS, WEAK_LEVEL, Block, Kind, tidy
from ats.openings.importing.draft import ImportedOpening, ImportedPage, ImportedProgram
from ats.openings.importing.facts import Facts
from ats.openings.importing.headings import infer_headings, split_labels
from ats.openings.importing.html_blocks import fragment_to_text, html_to_page
from ats.openings.importing.json_facts import apply_address_of, as_text, facts_of, first_of
from ats.openings.importing.opening import read_opening
from ats.openings.importing.source import Format, PageTooLong, UnreadablePage, tell_format
from ats.openings.importing.text_blocks import text_to_blocks

_TITLES = ("title", "jobTitle", "job_title", "position", "role", "text", "name")
_TEXTS = (
    "description",
    "descriptionHtml",
    "description_html",
    "content",
    "body",
    "details",
    "summary",
    "introduction",
    "descriptionPlain",
    "opening",
)
_MORE_TEXTS = ("additional", "additionalPlain", "closing")
_LISTS = (
    "jobs",
    "postings",
    "openings",
    "positions",
    "vacancies",
    "roles",
    "job_posts",
    "jobPostings",
    "data",
    "results",
    "items",
    "@graph",
    "itemListElement",
)
_GROUPS = ("departments", "programs", "teams", "groups", "categories", "offices")
_PROGRAMS = (
    "program",
    "programme",
    "department",
    "departments",
    "team",
    "group",
    "division",
    "category",
    "occupationalCategory",
)
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Responsibilities", ("responsibilities", "duties", "tasks", "what_you_will_do")),
    (
        "Requirements",
        (
            "requirements",
            "qualifications",
            "skills",
            "must_have",
            "must_haves",
            "mustHave",
            "minimum_qualifications",
            "experienceRequirements",
            "educationRequirements",
        ),
    ),
    (
        "Nice to have",
        (
            "nice_to_have",
            "niceToHave",
            "nice_to_haves",
            "preferred",
            "preferred_qualifications",
            "desired",
            "bonus",
        ),
    ),
    ("Benefits", ("benefits", "jobBenefits", "perks")),
)
_WISHED = ("preferred", "desired", "optional", "nice to have", "nice_to_have")
_MOST_JOBS = 2000


@dataclass(frozen=True)
class _Job:
    """One job's object, with the name and introduction of the group that it was found in."""

    values: dict[str, Any]
    program: str
    introduction: str = ""


def read_json(text: str) -> ImportedPage:
    """Read JSON into a page. Raises UnreadablePage when it cannot be parsed."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadablePage(
            "This looks like JSON, but it cannot be read as such. Check that the file is complete."
        ) from error
    own = _own_page(values)
    return own if own is not None else page_of_jobs(values)


def page_of_jobs(values: Any) -> ImportedPage:
    """Read parsed JSON of any of the known shapes; without a job in it the page has no programs."""
    programs: dict[str, tuple[list[str], list[ImportedOpening]]] = {}
    budget = MAX_BLOCKS
    for count, job in enumerate(_find_jobs(values), start=1):
        blocks = _blocks_of(job.values)
        budget -= len(blocks)
        if budget < 0 or count > _MOST_JOBS:
            raise PageTooLong
        introductions, openings = programs.setdefault(job.program, ([], []))
        if job.introduction and job.introduction not in introductions:
            introductions.append(job.introduction)
        openings.append(_opening(job.values, blocks))
    top = values if isinstance(values, dict) else {}
    page_title = "" if _is_job(top) else as_text(first_of(top, ("title", "name")))
    introduction = "" if _is_job(top) else _plain(first_of(top, ("introduction", "description", "content")))
    drafted = tuple(
        ImportedProgram(title, "\n\n".join(texts), tuple(found)) for title, (texts, found) in programs.items()
    )
    addresses = {
        opening.apply_address for program in drafted for opening in program.openings if opening.apply_address
    }
    return ImportedPage(page_title, introduction, drafted, addresses.pop() if len(addresses) == 1 else None)


def _own_page(values: Any) -> ImportedPage | None:
    """Read what ImportedPage.to_json wrote, told by its field for the lines that could not be placed."""
    if not isinstance(values, dict) or not {"programs", "unplaced"} <= values.keys():
        return None
    try:
        return ImportedPage.from_json(values)
    except ValueError as error:
        raise UnreadablePage(f"This file is a draft that has been changed. {error}") from error


def _find_jobs(values: Any) -> Iterator[_Job]:
    """Walk lists and groups without recursion, in the order of the file."""
    stack: list[tuple[Any, str, str]] = [(values, "", "")]
    while stack:
        value, program, introduction = stack.pop()
        if isinstance(value, list):
            stack.extend((entry, program, introduction) for entry in reversed(value))
        elif isinstance(value, dict) and _is_job(value):
            yield _Job(value, _program_of(value) or program, introduction)
        elif isinstance(value, dict):
            stack.extend(reversed(list(_inside(value, program, introduction))))


def _inside(value: dict[str, Any], program: str, introduction: str) -> Iterator[tuple[Any, str, str]]:
    if isinstance(value.get("item"), dict):
        yield value["item"], program, introduction
    for name in _GROUPS:
        for group in value[name] if isinstance(value.get(name), list) else ():
            if isinstance(group, dict):
                yield {**group, "@group": True}, program, introduction
    grouped = bool(value.get("@group")) or bool(program)
    inner = as_text(first_of(value, ("title", "name"))) if value.get("@group") else program
    about = (
        _plain(first_of(value, ("introduction", "description", "content")))
        if value.get("@group")
        else introduction
    )
    for name in _LISTS:
        entries = value.get(name)
        if isinstance(entries, dict) and name == "data":
            yield entries, inner if grouped else "", about
        elif isinstance(entries, list):
            yield from ((_marked(entry), inner if grouped else "", about) for entry in entries)


def _marked(entry: Any) -> Any:
    """Take an object inside a list that holds a named list of jobs itself as a group."""
    if isinstance(entry, dict) and _has_jobs(entry) and not _is_type(entry, "ListItem"):
        return {**entry, "@group": True}
    return entry


def _has_jobs(value: dict[str, Any]) -> bool:
    return any(
        isinstance(value.get(name), list) and any(isinstance(entry, dict) for entry in value[name])
        for name in _LISTS
    )


def _is_job(value: dict[str, Any]) -> bool:
    if _is_type(value, "JobPosting"):
        return True
    if value.get("@group") or value.get("@type") or _has_jobs(value):
        return False
    title = first_of(value, _TITLES)
    told = (
        _TEXTS
        + tuple(name for _, names in _SECTIONS for name in names)
        + ("location", "absolute_url", "hostedUrl", "jobUrl", "applyUrl", "apply_url", "employmentType")
    )
    return isinstance(title, str) and bool(title.strip()) and any(value.get(name) for name in told)


def _is_type(value: dict[str, Any], name: str) -> bool:
    kinds = value.get("@type")
    return name in (kinds if isinstance(kinds, list) else [kinds])


def _program_of(value: dict[str, Any]) -> str:
    if isinstance(value.get("categories"), dict):
        return as_text(first_of(value["categories"], ("department", "team")))
    found = first_of(value, _PROGRAMS)
    first = found[0] if isinstance(found, list) and found else found
    return as_text(first)


def _opening(values: dict[str, Any], blocks: list[Block]) -> ImportedOpening:
    title = fragment_to_text(unescape(as_text(first_of(values, _TITLES)))) or "Untitled"
    facts: Facts = facts_of(values)
    opening = read_opening(title, blocks, 0, facts)
    address = opening.apply_address or apply_address_of(values)
    return ImportedOpening(**{**_fields(opening), "apply_address": address, "source_lines": (0, 0)})


def _fields(opening: ImportedOpening) -> dict[str, Any]:
    return {name: getattr(opening, name) for name in opening.__dataclass_fields__}


def _blocks_of(values: dict[str, Any]) -> list[Block]:
    blocks = _text_blocks(first_of(values, _TEXTS))
    for entry in values.get("lists") if isinstance(values.get("lists"), list) else ():
        if isinstance(entry, dict):
            blocks.append(Block(Kind.HEADING, as_text(entry.get("text")) or "Details", 0, WEAK_LEVEL))
            blocks.extend(_items(_text_blocks(entry.get("content"))))
    for heading, names in _SECTIONS:
        section = [block for name in names for block in _section_blocks(_asked(values.get(name)))]
        if heading == "Nice to have":
            section += [
                block for name in _SECTIONS[1][1] for block in _section_blocks(_wishes(values.get(name)))
            ]
        blocks.extend([Block(Kind.HEADING, heading, 0, WEAK_LEVEL), *section] if section else [])
    more = _text_blocks(first_of(values, _MORE_TEXTS))
    blocks.extend([Block(Kind.HEADING, "About the role", 0, WEAK_LEVEL), *more] if more else [])
    return split_labels(tidy(blocks))


def _is_wish(entry: Any) -> bool:
    return isinstance(entry, dict) and (entry.get("importance") in _WISHED or entry.get("required") is False)


def _wishes(value: Any) -> list[Any]:
    """Keep those requirements that say of themselves, or by the name of their list, that they are wished for."""
    if isinstance(value, dict):
        return [entry for name, entries in _lists_of(value) if name in _WISHED for entry in entries]
    return [entry for entry in value if _is_wish(entry)] if isinstance(value, list) else []


def _asked(value: Any) -> Any:
    if isinstance(value, dict) and _lists_of(value):
        return [entry for name, entries in _lists_of(value) if name not in _WISHED for entry in entries]
    return [entry for entry in value if not _is_wish(entry)] if isinstance(value, list) else value


def _lists_of(value: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    """Return the lists of an object such as ``{"required": [...], "preferred": [...]}``, by their names."""
    return [(name, entries) for name, entries in value.items() if isinstance(entries, list)]


def _section_blocks(value: Any) -> list[Block]:
    if isinstance(value, list):
        return [block for entry in value for block in _entry_blocks(entry)]
    if isinstance(value, dict):
        return _entry_blocks(value)
    return _text_blocks(value)


def _entry_blocks(entry: Any) -> list[Block]:
    """Read one entry of a list of requirements: a text, an object with one, or schema.org's types."""
    if isinstance(entry, dict):
        months = entry.get("monthsOfExperience")
        if isinstance(months, int | float | str) and str(months).isdigit():
            return [Block(Kind.ITEM, f"{months} months of experience")]
        entry = first_of(entry, ("text", "title", "credentialCategory", "name", "description"))
    text = fragment_to_text(as_text(entry))
    return [Block(Kind.ITEM, text)] if text else []


def _items(blocks: list[Block]) -> list[Block]:
    """Take a list's content as entries, whether it came as items or as lines."""
    return [
        Block(Kind.ITEM, block.text, links=block.links) if block.is_paragraph and len(blocks) > 1 else block
        for block in blocks
    ]


def _text_blocks(value: Any) -> list[Block]:
    text = as_text(value)
    if "&lt;" in text and not re.search(r"<[a-z]", text, re.IGNORECASE):
        text = unescape(text)
    if not text:
        return []
    if tell_format(text, None) is Format.HTML or re.search(r"</[a-z]|<br", text, re.IGNORECASE):
        blocks = html_to_page(text).blocks
    else:
        blocks = infer_headings(tidy(text_to_blocks(text)))
    return [Block(b.kind, b.text, 0, b.level, b.depth, b.linked, b.links) for b in blocks]


def _plain(value: Any) -> str:
    return "\n\n".join(block.flat for block in tidy(_text_blocks(value)))
