"""What an opening says: drafting it, changing it, copying it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from ats.company.models import StageTemplate
from ats.openings import queries, rules
from ats.openings.events import OpeningChanged, OpeningCreated, OpeningRemoved
from ats.openings.models import Opening, Question, Requirement, Responsibility, Stage, State, TeamMember
from ats.platform.clock import utc_now
from ats.platform.columns import random_reference
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

# The plain columns that the editor sets; what an opening is copied with.
TEXT_FIELDS = (
    "title", "visibility", "description", "city", "region", "country", "workplace", "employment_type",
    "pay_min", "pay_max", "pay_currency", "pay_period", "headcount", "deadline_on", "what_happens_next",
    "answer_within_days", "stale_after_days", "apply_email", "from_email",
    "former_apply_url",
)  # fmt: skip
_NOT_COPIED = ("deadline_on", "apply_email")
_REQUIREMENT_FIELDS = ("text", "importance", "kind", "facets")
_QUESTION_FIELDS = ("label", "hint", "kind", "choices", "is_required")


class StaleOpening(Conflict):
    """Somebody else saved this opening after you opened it. Your text is still here; reload to see theirs."""


@dataclass(frozen=True, kw_only=True)
class OpeningContent:
    """All that the editor saves at once; the lists replace those that are there.

    ``requirements``: {"text", "importance", "kind", "facets"}; ``questions``: {"id" or None, "label", "hint",
    "kind", "choices", "is_required"}, where an id keeps the answers given to it.
    """

    fields: Mapping[str, Any]
    program_id: int
    requirements: Sequence[Mapping[str, Any]] = ()
    responsibilities: Sequence[str] = ()
    questions: Sequence[Mapping[str, Any]] = ()


def create_opening(
    content: OpeningContent,
    *,
    template: StageTemplate | Opening,
    by: Actor,
    team: Iterable[int] = (),
    copied_from: int | None = None,
    is_demo: bool = False,
) -> Opening:
    """Draft an opening with the stages of a template or another opening; return it with its reference."""
    opening = Opening(reference=_new_reference(), program_id=content.program_id, is_demo=is_demo)
    opening.position = _next_position(content.program_id)
    _set_fields(opening, content)
    opening.stages = [Stage(position=s.position, name=s.name, kind=s.kind) for s in template.stages]
    opening.team = [TeamMember(user_id=user_id) for user_id in dict.fromkeys(team)]
    db.session.add(opening)
    db.session.flush()
    _set_lists(opening, content)
    db.session.flush()
    publish(OpeningCreated(by=by, opening_id=opening.id, title=opening.title, copied_from=copied_from))
    return opening


def change_opening(opening: Opening, content: OpeningContent, *, seen_version: int, by: Actor) -> None:
    """Save what the editor holds; raise StaleOpening when somebody saved in between."""
    queries.lock_opening(opening)
    if opening.version != seen_version:
        raise StaleOpening
    if opening.program_id != content.program_id:
        opening.position = _next_position(content.program_id)
    # Written at once, so that one change counts the version up once.
    with db.session.no_autoflush:
        changed = _set_fields(opening, content) | _set_lists(opening, content)
    if changed:
        opening.updated_at = utc_now()
        db.session.flush()
        db.session.expire(opening, ["program"])
        publish(OpeningChanged(by=by, opening_id=opening.id, changed=tuple(sorted(changed))))


def copy_opening(opening: Opening, *, by: Actor) -> Opening:
    """Draft a new opening with the same text, requirements, questions, stages and team, but no deadline.

    An address to apply to leads to one opening, so the copy has none of its own. Of a demo opening it is no demo:
    somebody has made it.
    """
    content = OpeningContent(
        fields={name: getattr(opening, name) for name in TEXT_FIELDS if name not in _NOT_COPIED},
        program_id=opening.program_id,
        requirements=[_values(each, _REQUIREMENT_FIELDS) for each in opening.requirements],
        responsibilities=[each.text for each in opening.responsibilities],
        questions=_copied_questions(opening.questions),
    )
    team = [member.user_id for member in opening.team]
    return create_opening(content, template=opening, by=by, team=team, copied_from=opening.id)


def remove_draft(opening: Opening, *, by: Actor) -> None:
    """Remove a draft that nobody was put onto; raise Conflict for any other opening."""
    queries.lock_opening(opening)
    if opening.state != State.DRAFT:
        raise Conflict("Only a draft can be removed. Close the opening instead.")
    remove_opening(opening, by=by)


def remove_opening(opening: Opening, *, by: Actor) -> None:
    """Remove an opening in whatever state, as only the demo's are; raise Conflict if it has applications."""
    queries.lock_to_remove_stages(opening.id)
    if queries.used_stage_ids(opening):
        raise Conflict("This opening has applications. Close it instead.")
    publish(OpeningRemoved(by=by, opening_id=opening.id, title=opening.title))
    db.session.delete(opening)
    db.session.flush()


def _set_fields(opening: Opening, content: OpeningContent) -> set[str]:
    values = {name: content.fields[name] for name in TEXT_FIELDS if name in content.fields}
    values["program_id"] = content.program_id
    changed = {name for name, value in values.items() if getattr(opening, name) != value}
    for name in changed:
        setattr(opening, name, values[name])
    return changed


def _set_lists(opening: Opening, content: OpeningContent) -> set[str]:
    changed = set()
    wanted = [{name: each[name] for name in _REQUIREMENT_FIELDS} for each in content.requirements]
    if [_values(each, _REQUIREMENT_FIELDS) for each in opening.requirements] != wanted:
        opening.requirements = [Requirement(position=n, **values) for n, values in enumerate(wanted)]
        changed.add("requirements")
    if [each.text for each in opening.responsibilities] != list(content.responsibilities):
        rows = [Responsibility(position=n, text=text) for n, text in enumerate(content.responsibilities)]
        opening.responsibilities = rows
        changed.add("responsibilities")
    if [_values(each, ("id", *_QUESTION_FIELDS)) for each in opening.questions] != [
        dict(q) for q in content.questions
    ]:
        _set_questions(opening, content.questions)
        changed.add("questions")
    return changed


def _copied_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return questions as a new opening asks them: the first ones that need an answer go on needing it."""
    copied = [{**_values(each, _QUESTION_FIELDS), "id": None} for each in questions]
    for each in [each for each in copied if each["is_required"]][rules.MAX_REQUIRED_QUESTIONS :]:
        each["is_required"] = False
    return copied


def _set_questions(opening: Opening, questions: Sequence[Mapping[str, Any]]) -> None:
    """Keep the rows whose ids are given; an id that is another opening's, or comes twice, makes a new row."""
    label = rules.refused_requirement((each["label"], each["is_required"]) for each in questions)
    if label is not None:
        raise Invalid(rules.too_many_required(label))
    present = {question.id: question for question in opening.questions}
    rows = []
    for position, values in enumerate(questions):
        question = present.pop(values.get("id"), None) or Question()
        for name in _QUESTION_FIELDS:
            setattr(question, name, values[name])
        question.position = position
        rows.append(question)
    opening.questions = rows


def _values(row: Requirement | Question, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _next_position(program_id: int) -> int:
    last = db.session.scalar(select(func.max(Opening.position)).where(Opening.program_id == program_id))
    return 0 if last is None else last + 1


def _new_reference() -> str:
    """Return "R" and four random characters: short enough for a subject line, and never a number."""
    while True:
        reference = "R" + random_reference(4)
        if db.session.scalar(select(Opening.id).where(Opening.reference == reference)) is None:
            return reference
