"""Bringing a page of postings in: what was read from it, corrected or not, becomes programs and openings."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete

from ats.company.actions import change_company
from ats.company.models import StageTemplate
from ats.company.queries import find_company
from ats.openings import facets, queries, rules
from ats.openings.actions.content import OpeningContent, create_opening
from ats.openings.actions.process import change_state
from ats.openings.actions.programs import save_program
from ats.openings.importing import ImportedOpening, ImportedPage, ImportedProgram, ImportedRequirement
from ats.openings.models import EmploymentType, ImportKey, Opening, Program, State, Visibility, Workplace
from ats.openings.places import read_place
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor

UNNAMED_PROGRAM = "Openings"
# Types of employment that a page may name and that an opening does not tell apart.
_NEAREST_TYPE = {"per_diem": "temporary", "volunteer": "temporary", "other": "full_time"}


# As long as somebody may leave a preview open.
KEY_LIFE = timedelta(days=7)


class ImportedBefore(Conflict):
    """This page was saved already, and its openings are drafted. Save once more to draft what is below as well."""


@dataclass(frozen=True)
class BroughtIn:
    """A program of the page, whether it is new, and the openings drafted in it, in the page's order.

    ``unused_introduction`` is what the page says of a program that has an introduction of its own and keeps it.
    """

    program: Program
    is_new: bool
    openings: tuple[Opening, ...]
    unused_introduction: str = ""


def bring_in(
    page: ImportedPage, *, template: StageTemplate, by: Actor, is_published: bool = False
) -> list[BroughtIn]:
    """Draft everything on a page, or publish at once what can be; raise Invalid before anything is written by half.

    A program of the same name is used again and keeps its own introduction. The page's address for
    applications goes to its openings, and to the company if that has none, as the introduction of the page becomes
    what the company says about itself if it says nothing.
    """
    if not page.openings:
        raise Invalid("There are no openings to bring in")
    brought = [_program(program, page, template, by) for program in page.programs if program.openings]
    _fill_company(page, by)
    if is_published:
        made = [opening for each in brought for opening in each.openings]
        for opening, given in zip(made, page.openings, strict=True):
            if not given.withheld and not rules.obstacles_to_publishing(opening, current_app.config["ZONE"]):
                change_state(opening, State.PUBLISHED, by=by)
    return brought


def bring_in_once(
    page: ImportedPage, *, key: str, template: StageTemplate, by: Actor, is_published: bool = False
) -> list[BroughtIn]:
    """Draft everything on a page; nothing, and an empty list, when the same was done with this key before.

    Raises ImportedBefore when the key came with another page, and IntegrityError when another transaction was
    faster with the same key: to be tried again.
    """
    db.session.execute(delete(ImportKey).where(ImportKey.created_at < utc_now() - KEY_LIFE))
    digest, used = _digest(page), db.session.get(ImportKey, key)
    if used is not None and used.page_digest != digest:
        raise ImportedBefore
    if used is not None:
        return []
    db.session.add(ImportKey(key=key, page_digest=digest))
    db.session.flush()
    return bring_in(page, template=template, by=by, is_published=is_published)


def key_of(page: ImportedPage) -> str:
    """Return the key by which a page is known where no preview brings one of its own."""
    return _digest(page)


def _digest(page: ImportedPage) -> str:
    return hashlib.sha256(json.dumps(page.to_json(), sort_keys=True).encode()).hexdigest()


def _program(given: ImportedProgram, page: ImportedPage, template: StageTemplate, by: Actor) -> BroughtIn:
    name = given.title or UNNAMED_PROGRAM
    _check_length("program", name, 200)
    program = queries.find_program_by_name(name)
    is_new = program is None
    is_used = program is None or program.introduction in ("", given.introduction)
    if program is None or not program.introduction:
        program = save_program(program, name=name, introduction=given.introduction, by=by)
    openings = [
        create_opening(_content(opening, program, page), template=template, by=by)
        for opening in given.openings
    ]
    return BroughtIn(program, is_new, tuple(openings), "" if is_used else given.introduction)


def _content(given: ImportedOpening, program: Program, page: ImportedPage) -> OpeningContent:
    if not given.title:
        raise Invalid("Every opening needs a title")
    _check_length("opening", given.title, 200)
    if len("\n\n".join(given.paragraphs)) > rules.LONGEST_TEXT:
        raise Invalid(
            f"The description of “{given.title[:80]}” is longer than {rules.LONGEST_TEXT:,} characters"
        )
    return OpeningContent(
        fields=dict(_fields(given, page)),
        program_id=program.id,
        requirements=[_requirement(each) for each in given.requirements],
        responsibilities=given.responsibilities,
    )


def _fields(given: ImportedOpening, page: ImportedPage) -> Iterator[tuple[str, Any]]:
    place = read_place(given.place or "")
    yield "title", given.title
    yield "description", "\n\n".join(given.paragraphs)
    yield "visibility", Visibility.INTERNAL if given.visibility == "internal" else Visibility.PUBLIC
    yield from (("city", place.city[:120]), ("region", place.region[:120]), ("country", place.country))
    yield "workplace", given.workplace or Workplace.ONSITE
    yield "employment_type", nearest_employment_type(given.employment_type)
    yield "deadline_on", given.deadline_on
    if given.pay is not None:
        yield from (("pay_min", given.pay.minimum), ("pay_max", given.pay.maximum))
        yield from (("pay_currency", given.pay.currency), ("pay_period", given.pay.period))
    for name, read in (("apply_email", rules.mail_address), ("former_apply_url", rules.web_address)):
        yield name, read(given.apply_address) or read(page.apply_address)


def nearest_employment_type(name: str | None) -> str:
    """Return an opening's type of employment for what a page says; full time when it says nothing."""
    return _NEAREST_TYPE.get(name or "other") or EmploymentType(name).value


def _requirement(given: ImportedRequirement) -> dict[str, Any]:
    stated = [facet.to_json() for facet in given.facets]
    return {
        "text": given.text,
        "importance": given.importance,
        "kind": given.kind,
        "facets": facets.merge(stated, facets.asked(stated)),
    }


def _fill_company(page: ImportedPage, by: Actor) -> None:
    company = find_company()
    if company is None:
        return
    given = {"apply_email": rules.mail_address(page.apply_address), "about": page.introduction}
    change_company(
        company,
        {name: value for name, value in given.items() if value and not getattr(company, name)},
        by=by,
    )


def uses_introduction(page: ImportedPage) -> bool:
    """Say whether the introduction of a page is what the company says about itself."""
    company = find_company()
    return company is not None and bool(page.introduction) and company.about == page.introduction


def _check_length(what: str, name: str, most: int) -> None:
    if len(name) > most:
        raise Invalid(f"The {what} “{name[:60]}…” has a name of more than {most} characters")
