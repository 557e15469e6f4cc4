"""What can be done to programs and openings: write, copy, publish, pause, close."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select, update

from ats.company.actions import check_stages
from ats.company.models import StageTemplate
from ats.openings import queries, rules
from ats.openings.events import (
    OpeningChanged,
    OpeningCreated,
    OpeningStateChanged,
    ProgramRemoved,
    ProgramSaved,
    TeamChanged,
)
from ats.openings.models import Opening, Program, Question, Requirement, Responsibility, Stage, State, TeamMember
from ats.platform.clock import utc_now
from ats.platform.columns import random_reference
from ats.platform.database import db
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

# The plain columns that the editor sets; what an opening is copied with.
TEXT_FIELDS = (
    "title", "visibility", "description", "city", "region", "country", "workplace", "employment_type", "pay_min",
    "pay_max", "pay_currency", "pay_period", "headcount", "deadline_on", "what_happens_next", "answer_within_days",
    "apply_email",
)  # fmt: skip


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
    questions: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def save_program(program: Program | None, *, name: str, introduction: str, by: Actor, is_demo=False) -> Program:
    """Add a program at the end, or change one; its address stays what it was. Returns it."""
    if program is None:
        last = db.session.scalar(select(func.max(Program.position))) or 0
        program = Program(slug=_free_slug(name), position=last + 1, is_demo=is_demo)
        db.session.add(program)
    program.name, program.introduction = name, introduction
    db.session.flush()
    publish(ProgramSaved(by=by, program_id=program.id, name=name))
    return program


def move_program(program: Program, direction: int, *, by: Actor) -> None:
    """Move a program one place up (-1) or down (1)."""
    programs = queries.list_programs()
    old = programs.index(program)
    programs.insert(max(0, min(len(programs), old + direction)), programs.pop(old))
    for position, each in enumerate(programs):
        each.position = position
    publish(ProgramSaved(by=by, program_id=program.id, name=program.name))


def remove_program(program: Program, *, by: Actor) -> None:
    """Remove a program that has no openings; raise Conflict otherwise."""
    if queries.count_openings(program):
        raise Conflict("This program still has openings. Move or close them first.")
    publish(ProgramRemoved(by=by, program_id=program.id, name=program.name))
    db.session.delete(program)


def create_opening(
    content: OpeningContent, *, template: StageTemplate, by: Actor, team: Iterable[int] = (), copied_from=None, is_demo=False
) -> Opening:
    """Draft an opening whose stages are copied from a template; return it with its new reference."""
    last = db.session.scalar(select(func.max(Opening.position)).where(Opening.program_id == content.program_id))
    opening = Opening(reference=_new_reference(), position=(last or 0) + 1, program_id=content.program_id, is_demo=is_demo)
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
    if opening.version != seen_version:
        raise StaleOpening
    changed = _set_fields(opening, content) | _set_lists(opening, content)
    if changed:
        opening.updated_at = utc_now()
        db.session.flush()
        publish(OpeningChanged(by=by, opening_id=opening.id, changed=tuple(sorted(changed))))


def copy_opening(opening: Opening, *, by: Actor) -> Opening:
    """Draft a new opening with the same text, requirements, questions, stages and team."""
    content = OpeningContent(
        fields={name: getattr(opening, name) for name in TEXT_FIELDS if name != "deadline_on"},
        program_id=opening.program_id,
        requirements=[_requirement_values(each) for each in opening.requirements],
        responsibilities=[each.text for each in opening.responsibilities],
        questions=[{**_question_values(each), "id": None} for each in opening.questions],
    )
    stages = StageTemplate(stages=[])
    copied = create_opening(
        content, template=stages, by=by, team=[m.user_id for m in opening.team], copied_from=opening.id, is_demo=opening.is_demo
    )
    copied.stages = [Stage(position=s.position, name=s.name, kind=s.kind) for s in opening.stages]
    db.session.flush()
    return copied


def change_stages(opening: Opening, stages: Sequence[tuple[str | None, str, str]], *, by: Actor) -> None:
    """Set an opening's stages to (public id or None, name, kind) in this order; raise Conflict for one with people.

    A stage that is left out is removed, which only works while no application of any status stands in it.
    """
    check_stages([kind for _, _, kind in stages])
    kept = {stage.public_id: stage for stage in opening.stages}
    wanted = {public_id for public_id, _, _ in stages if public_id}
    for public_id, stage in kept.items():
        if public_id not in wanted and _is_used(stage):
            raise Conflict(f"“{stage.name}” still holds applications. Move them before you remove the stage.")
    rows = []
    for position, (public_id, name, kind) in enumerate(stages):
        stage = kept.get(public_id) or Stage(opening_id=opening.id)
        stage.position, stage.name, stage.kind = position, name, kind
        rows.append(stage)
    opening.stages = rows
    opening.updated_at = utc_now()
    db.session.flush()
    publish(OpeningChanged(by=by, opening_id=opening.id, changed=("stages",)))


def change_team(opening: Opening, user_ids: Iterable[int], *, by: Actor) -> None:
    """Set an opening's hiring team; whoever leaves it loses access with their next request."""
    wanted, present = set(user_ids), {member.user_id for member in opening.team}
    if wanted == present:
        return
    db.session.execute(
        delete(TeamMember).where(TeamMember.opening_id == opening.id, TeamMember.user_id.in_(present - wanted))
    )
    db.session.add_all(TeamMember(opening_id=opening.id, user_id=user_id) for user_id in sorted(wanted - present))
    db.session.flush()
    db.session.expire(opening, ["team"])
    added, removed = tuple(sorted(wanted - present)), tuple(sorted(present - wanted))
    publish(TeamChanged(by=by, opening_id=opening.id, added=added, removed=removed))


def change_state(opening: Opening, state: State, *, by: Actor) -> None:
    """Publish, pause, close or publish again; raise Conflict for a step that its state does not allow."""
    before = opening.state
    if state not in rules.NEXT_STATES[before]:
        raise Conflict(f"This opening is {before}; it cannot be {State(state).value} now.")
    if state == State.PUBLISHED and not opening.stages:
        raise Invalid("An opening needs stages before it can be published")
    opening.state = State(state).value
    now = utc_now()
    if state == State.PUBLISHED:
        opening.published_at, opening.closed_at = opening.published_at or now, None
    if state == State.CLOSED:
        opening.closed_at = now
    opening.updated_at = now
    db.session.flush()
    publish(OpeningStateChanged(by=by, opening_id=opening.id, before=before, after=opening.state))


def count_stage_change(event) -> None:
    """Keep the counts per stage right; a reaction to whatever brings an application into a stage or out of it."""
    for stage_id, step in ((event.left_stage_id, -1), (event.entered_stage_id, 1)):
        if stage_id is not None:
            db.session.execute(
                update(Stage).where(Stage.id == stage_id).values(active_count=Stage.active_count + step)
            )


def _is_used(stage: Stage) -> bool:
    """Ask by table name: applications are on a higher floor."""
    applications = db.metadata.tables["applications"]
    query = select(applications.c.id).where(applications.c.stage_id == stage.id).limit(1)
    return db.session.scalar(query) is not None


def _set_fields(opening: Opening, content: OpeningContent) -> set[str]:
    values = {name: content.fields[name] for name in TEXT_FIELDS if name in content.fields}
    values["program_id"] = content.program_id
    changed = {name for name, value in values.items() if getattr(opening, name) != value}
    for name in changed:
        setattr(opening, name, values[name])
    return changed


def _set_lists(opening: Opening, content: OpeningContent) -> set[str]:
    changed = set()
    wanted = [dict(each) for each in content.requirements]
    if [_requirement_values(each) for each in opening.requirements] != wanted:
        opening.requirements = [Requirement(position=n, **values) for n, values in enumerate(wanted)]
        changed.add("requirements")
    if [each.text for each in opening.responsibilities] != list(content.responsibilities):
        rows = [Responsibility(position=n, text=text) for n, text in enumerate(content.responsibilities)]
        opening.responsibilities = rows
        changed.add("responsibilities")
    if [_question_values(each) for each in opening.questions] != [dict(each) for each in content.questions]:
        _set_questions(opening, content.questions)
        changed.add("questions")
    return changed


def _set_questions(opening: Opening, questions: Sequence[Mapping[str, Any]]) -> None:
    present = {question.id: question for question in opening.questions}
    rows = []
    for position, values in enumerate(questions):
        question = present.get(values.get("id")) or Question()
        for name, value in values.items():
            if name != "id":
                setattr(question, name, value)
        question.position = position
        rows.append(question)
    opening.questions = rows


def _requirement_values(requirement: Requirement) -> dict[str, Any]:
    return {name: getattr(requirement, name) for name in ("text", "importance", "kind", "facets")}


def _question_values(question: Question) -> dict[str, Any]:
    names = ("id", "label", "hint", "kind", "choices", "is_required")
    return {name: getattr(question, name) for name in names}


def _free_slug(name: str) -> str:
    wanted, number = rules.slug(name), 1
    slug = wanted
    while db.session.scalar(select(Program.id).where(Program.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _new_reference() -> str:
    """Return five free characters: short enough for a subject line, and never an ordinary word or number."""
    while True:
        reference = "R" + random_reference(4)
        if db.session.scalar(select(Opening.id).where(Opening.reference == reference)) is None:
            return reference
