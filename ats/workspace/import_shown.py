"""What the preview of an import shows for what was read, as the values of its fields."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from ats.openings import facets, rules
from ats.openings.actions import nearest_employment_type
from ats.openings.importing import (
    ImportedOpening,
    ImportedPage,
    ImportedProgram,
    ImportedRequirement,
    Pay,
    UnplacedLine,
)
from ats.platform.columns import new_public_id
from ats.workspace.requirement_fields import shown_facet, shown_facts

# What one preview may hold: beyond this it takes longer to show than anybody would wait, or check.
MOST_OPENINGS = 300


def find_why_too_long(page: ImportedPage) -> str:
    """Return why a page cannot be corrected in one preview, as a sentence; empty where it can."""
    number = len(page.openings)
    if number <= MOST_OPENINGS:
        return ""
    return (
        f"This page holds {number:,} openings, and at most {MOST_OPENINGS} can be checked at once. Bring it in a part "
        "at a time, or all of it with “flask --app wsgi openings import FILE”"
    )


def shown_page(page: ImportedPage, lines: list[tuple[int, str]]) -> dict:
    """Return what the form shows for a page that was just read."""
    return {
        "apply_address": _shown_address(page.apply_address),
        "introduction": page.introduction,
        "key": new_public_id(),
        "programs": [_shown_program(program) for program in page.programs],
        "source": json.dumps(lines, ensure_ascii=False),
        **{name: _as_json(getattr(page, name)) for name in ("unplaced", "left_out", "understood")},
    }


def _as_json(lines: Sequence[UnplacedLine]) -> str:
    return json.dumps([line.to_json() for line in lines], ensure_ascii=False)


def _shown_program(program: ImportedProgram) -> dict:
    openings = [shown_opening(opening) for opening in program.openings]
    return {"title": program.title, "introduction": program.introduction, "openings": openings}


def shown_opening(opening: ImportedOpening) -> dict:
    """Return what the preview shows for an opening."""
    return {
        "keep": True,
        "title": opening.title,
        "body": "\n\n".join(opening.paragraphs),
        "duties": "\n".join(opening.responsibilities),
        "place": opening.place or "",
        "workplace": opening.workplace or "onsite",
        "employment_type": nearest_employment_type(opening.employment_type),
        "visibility": opening.visibility,
        "deadline_on": opening.deadline_on,
        **_shown_pay(opening.pay),
        "apply_address": _shown_address(opening.apply_address),
        "assumed": " ".join(
            name for name in ("workplace", "employment_type") if getattr(opening, name) is None
        ),
        "first_line": str(opening.source_lines[0]),
        "last_line": str(opening.source_lines[1]),
        "requirements": [shown_requirement(each, keep=True) for each in opening.requirements],
        "suggestions": [shown_requirement(each, keep=False) for each in opening.suggestions],
    }


def _shown_pay(pay: Pay | None) -> dict:
    if pay is None:
        return {"pay_period": "year"}
    return {
        "pay_min": pay.minimum,
        "pay_max": pay.maximum,
        "pay_currency": pay.currency,
        "pay_period": pay.period,
    }


def _shown_address(text: str | None) -> str:
    """Return an address of either kind as it stands on the page; anything else is none."""
    is_web = rules.web_address((text or "")[: rules.MAX_ADDRESS])
    return rules.mail_address(text) or (text if is_web else "")


def shown_requirement(requirement: ImportedRequirement, *, keep: bool) -> dict:
    """Return what the preview shows for a requirement or a suggestion."""
    stated = [facet.to_json() for facet in requirement.facets]
    return {
        "keep": keep,
        "text": requirement.text,
        "importance": requirement.importance,
        "kind": requirement.kind,
        **shown_facts(stated),
        "also": [shown_facet(facet) for facet in facets.further(stated)],
        "facets": json.dumps(stated, ensure_ascii=False),
    }


def with_opening(given: MultiDict, name: str, opening: ImportedOpening) -> MultiDict:
    """Return the fields of a preview with what was read in place of an opening's own; it stays in its program."""
    prefix = f"{name}-"
    kept = {f"{prefix}program", f"{prefix}new_program"}
    others = [
        (key, value) for key, value in given.items(multi=True) if key in kept or not key.startswith(prefix)
    ]
    return MultiDict([*others, *as_sent(shown_opening(opening), prefix)])


def as_sent(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields as a browser sends them that shows these values."""
    for name, value in values.items():
        if isinstance(value, list):
            for number, row in enumerate(value):
                yield from as_sent(row, f"{prefix}{name}-{number}-")
        elif value is True:
            yield f"{prefix}{name}", "y"
        elif value is not None and value is not False:
            yield f"{prefix}{name}", str(value)
