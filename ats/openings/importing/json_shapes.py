"""Where the jobs are in parsed JSON: lists, boards grouped by department, feeds, graphs of linked data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ats.openings.importing.blocks import tidy
from ats.openings.importing.json_blocks import SECTION_KEYS, TEXTS, text_blocks
from ats.openings.importing.json_facts import program_tag
from ats.openings.importing.json_parts import as_text, first_of, list_of
from ats.openings.importing.outline import is_page_heading

TITLES = ("title", "jobTitle", "job_title", "headline", "position", "role", "text", "name")
_NAMES_OF_GROUPS = ("title", "name", "label", "team", "department", "program", "group", "category")
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
# Lists that hold jobs and nothing else, so that a title alone makes one.
_JOB_LISTS = frozenset(
    ("jobs", "postings", "openings", "positions", "vacancies", "roles", "job_posts", "jobPostings")
)
# Lists named so hold all jobs of a file; the name of any other list of jobs is that of their program.
_CONTAINERS = frozenset(
    (
        "content", "offers", "records", "rows", "list", "hits", "entries", "elements", "nodes", "response", "payload",
        "joblist", "joboffers", "jobads", "adverts", "advertisements", "requisitions", "listings",
    )
)  # fmt: skip
# What introduces a group, or the page at the top of the file.
INTRODUCTIONS = ("introduction", "intro", "about", "description", "summary", "overview", "blurb", "content")
_ADDRESSES = (
    "location",
    "where",
    "absolute_url",
    "hostedUrl",
    "jobUrl",
    "applyUrl",
    "apply_url",
    "employmentType",
)


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Job:
    """One job's object, with the name and introduction of the group that it was found in."""

    values: dict[str, Any]
    program: str
    introduction: str = ""


@dataclass(frozen=True)
class _Part:
    """A part of the file that may hold jobs, with what stands around it."""

    value: Any
    program: str = ""
    introduction: str = ""
    is_listed: bool = False
    is_group: bool = False


def find_jobs(values: Any) -> Iterator[Job]:
    """Walk lists and groups without recursion, in the order of the file."""
    stack = [_Part(values)]
    while stack:
        part = stack.pop()
        if isinstance(part.value, list):
            stack.extend(
                replace(part, value=entry, is_group=_holds_jobs(entry)) for entry in reversed(part.value)
            )
        elif (
            isinstance(part.value, dict)
            and not part.is_group
            and is_job(part.value, is_listed=part.is_listed)
        ):
            yield Job(part.value, program_of(part.value) or part.program, part.introduction)
        elif isinstance(part.value, dict):
            stack.extend(reversed(list(_inside(part))))


def _inside(part: _Part) -> Iterator[_Part]:
    value = part.value
    inner = part
    if part.is_group:
        inner = replace(
            part, program=as_text(first_of(value, _NAMES_OF_GROUPS)), introduction=introduction_of(value)
        )
    inner = replace(inner, is_group=False, is_listed=False)
    if isinstance(value.get("item"), dict):
        yield replace(inner, value=value["item"])
    for name in _GROUPS:
        for group in list_of(value.get(name)):
            if isinstance(group, dict):
                yield replace(inner, value=group, is_group=True)
    for name, entries in value.items():
        if name in _LISTS:
            yield from _listed(name, entries, inner)
        elif name not in _GROUPS and _is_list_of_jobs(entries):
            group = inner if _is_container(name) else replace(inner, program=name, introduction="")
            yield replace(group, value=entries, is_listed=True)


def _is_container(name: str) -> bool:
    """Say whether a list is named for holding jobs ("offers", "stellenangebote"), and not after their program."""
    in_words = _CAMEL.sub(" ", name).replace("_", " ").replace("-", " ")
    return in_words.replace(" ", "").lower() in _CONTAINERS or is_page_heading(in_words)


def _listed(name: str, entries: Any, inner: _Part) -> Iterator[_Part]:
    """Yield what a list of jobs holds, or an object of lists by the names of their groups."""
    is_listed = name in _JOB_LISTS
    if isinstance(entries, list):
        yield replace(inner, value=entries, is_listed=is_listed)
    elif isinstance(entries, dict) and (name == "data" or any(map(_is_list_of_jobs, entries.values()))):
        yield replace(inner, value=entries)


def _is_list_of_jobs(entries: Any) -> bool:
    return isinstance(entries, list) and any(isinstance(entry, dict) and is_job(entry) for entry in entries)


def _holds_jobs(value: Any) -> bool:
    """Say whether an object inside a list is a group: it holds a named list of objects itself."""
    return (
        isinstance(value, dict)
        and not is_type(value, "ListItem", "JobPosting")
        and any(any(isinstance(entry, dict) for entry in list_of(value.get(name))) for name in _LISTS)
    )


def is_job(value: dict[str, Any], *, is_listed: bool = False) -> bool:
    """Say whether an object is a job: a title with a text or an address; in a list of jobs a title alone."""
    if is_type(value, "JobPosting"):
        return True
    if value.get("@type") or _holds_jobs(value):
        return False
    title = first_of(value, TITLES)
    told = (*TEXTS, *SECTION_KEYS, *_ADDRESSES)
    is_titled = isinstance(title, str) and bool(title.strip())
    return is_titled and (is_listed or any(value.get(name) for name in told))


def is_type(value: dict[str, Any], *names: str) -> bool:
    """Say whether an object of linked data is of one of the types."""
    kinds = value.get("@type")
    return any(name in (kinds if isinstance(kinds, list) else [kinds]) for name in names)


def program_of(value: dict[str, Any]) -> str:
    """Return the program that a job names itself; empty without one."""
    categories = value.get("categories")
    if isinstance(categories, dict) and (named := as_text(first_of(categories, ("department", "team")))):
        return named
    found = first_of(value, _PROGRAMS)
    entries = found if isinstance(found, list) else [found]
    return next(filter(None, map(as_text, entries)), "") or program_tag(value)


def introduction_of(values: dict[str, Any]) -> str:
    """Return all that introduces a group of jobs, or the page, each text once."""
    texts = (plain(values.get(name)) for name in INTRODUCTIONS)
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def plain(value: Any) -> str:
    """Return a text in any format as its paragraphs."""
    return "\n\n".join(block.flat for block in tidy(text_blocks(value)))
