"""What can be done to the company, its reasons and its stage templates."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from ats.company import queries
from ats.company.events import CompanyChanged, ReasonChanged, StageTemplateChanged
from ats.company.models import (
    Company,
    ReasonSide,
    RejectionReason,
    StageKind,
    StageTemplate,
    StageTemplateStage,
)
from ats.company.rules import find_repeated_stage_names
from ats.platform.database import db, take_turn
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import SYSTEM, Actor, Event, publish
from ats.platform.seen_values import NOTHING, Seen, pick_changed

DEFAULT_STAGES = (
    ("New", StageKind.APPLIED),
    ("Review", StageKind.REVIEW),
    ("Phone call", StageKind.ASSESS),
    ("Interview", StageKind.INTERVIEW),
    ("Offer", StageKind.OFFER),
    ("Hired", StageKind.HIRED),
)
DEFAULT_REASONS = (
    ("Experience does not match", ReasonSide.OURS),
    ("Required qualification missing", ReasonSide.OURS),
    ("Another candidate was closer", ReasonSide.OURS),
    ("Withdrew", ReasonSide.CANDIDATE),
    ("Accepted another offer", ReasonSide.CANDIDATE),
    ("Could not be reached", ReasonSide.CANDIDATE),
    ("Position was closed", ReasonSide.NEITHER),
    ("Applied twice", ReasonSide.NEITHER),
)
DEFAULT_NEXT = "We read every application ourselves and answer each one. You can follow where yours stands."


class NameTaken(Invalid):
    """There is another stage template of this name."""


def set_up(name: str, *, is_demo: bool = False) -> Company:
    """Make the company with its first reasons and stage template; return it, or the one that is there."""
    company = queries.find_company()
    if company is not None:
        return company
    company = Company(id=1, name=name, what_happens_next=DEFAULT_NEXT, is_demo=is_demo)
    db.session.add(company)
    for position, (label, side) in enumerate(DEFAULT_REASONS):
        db.session.add(RejectionReason(label=label, side=side.value, position=position))
    save_template(None, "Standard", DEFAULT_STAGES, is_default=True, by=SYSTEM)
    return company


def change_company(
    company: Company, values: dict[str, str | None], *, by: Actor, seen: Seen = NOTHING
) -> None:
    """Set the given columns; what stays the same makes no event, nor what was not touched since it was seen.

    Raises ChangedMeanwhile.
    """
    db.session.flush()
    db.session.refresh(company, with_for_update=True)
    values = pick_changed(values, {key: getattr(company, key) for key in values}, seen)
    changed = tuple(sorted(key for key, value in values.items() if getattr(company, key) != value))
    if not changed:
        return
    for key in changed:
        setattr(company, key, values[key])
    publish(CompanyChanged(by=by, changed=changed))


def take_down(company: Company) -> None:
    """Remove the company with its reasons and templates, so that it can be set up anew; for demos alone."""
    for row in [*queries.list_reasons(), *queries.list_templates(), company]:
        db.session.delete(row)
    db.session.flush()


def name_company(event: Event) -> None:
    """Give the company the name that the first admin says; a reaction."""
    company = set_up(event.company_name)
    change_company(company, {"name": event.company_name}, by=event.by)


def note_public_change(event: Event) -> None:
    """Count up the revision after an event that public pages show; a reaction."""
    db.session.execute(update(Company).values(revision=Company.revision + 1))


def save_reason(
    reason: RejectionReason | None,
    label: str,
    side: ReasonSide,
    *,
    is_active: bool = True,
    by: Actor,
    seen: Seen = NOTHING,
) -> RejectionReason:
    """Add a reason, or change what was changed of one since it was seen; return it.

    Raises Invalid for words that another one has, and ChangedMeanwhile.
    """
    take_turn("rejection reasons")
    values = {"label": label, "side": ReasonSide(side).value, "is_active": is_active}
    if reason is not None:
        now = reason_values(reason)
        values = {**now, **pick_changed(values, now, seen)}
    label = values["label"]
    same = select(RejectionReason.id).where(func.lower(RejectionReason.label) == label.lower())
    if db.session.scalar(same.where(RejectionReason.id != (reason.id if reason else 0)).limit(1)):
        raise Invalid("There is another reason with these words")
    changed = () if reason is None else tuple(sorted(key for key in now if now[key] != values[key]))
    if reason is not None and not changed:
        return reason
    if reason is None:
        last = db.session.scalar(select(func.max(RejectionReason.position))) or 0
        reason = RejectionReason(position=last + 1)
        db.session.add(reason)
    for key, value in values.items():
        setattr(reason, key, value)
    db.session.flush()
    publish(
        ReasonChanged(by=by, reason_id=reason.id, label=label, is_active=reason.is_active, changed=changed)
    )
    return reason


def reason_values(reason: RejectionReason) -> dict[str, str | bool]:
    """Return what can be changed of a reason, as ``save_reason`` compares it with what was seen."""
    return {"label": reason.label, "side": reason.side, "is_active": reason.is_active}


def move_reason(reason: RejectionReason, *, is_up: bool, by: Actor) -> None:
    """Let a reason change places with the one above or below; at the end of the list nothing happens."""
    take_turn("rejection reasons")
    reasons = queries.list_reasons()
    place = reasons.index(reason)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(reasons):
        return
    reasons[place], reasons[other] = reasons[other], reasons[place]
    for position, each in enumerate(reasons):
        each.position = position
    db.session.flush()
    publish(ReasonChanged(by=by, reason_id=reason.id, label=reason.label, is_active=reason.is_active))


def save_template(
    template: StageTemplate | None,
    name: str,
    stages: Sequence[tuple[str, StageKind]],
    *,
    is_default: bool = False,
    by: Actor,
    seen: Seen = NOTHING,
) -> StageTemplate:
    """Add a stage template, or replace one's name and stages where they were changed since they were seen; return it.

    Earlier openings keep their own. Raises NameTaken, Invalid and ChangedMeanwhile.
    """
    take_turn("stage templates")
    same = select(StageTemplate.id).where(func.lower(StageTemplate.name) == name.lower())
    if db.session.scalar(same.where(StageTemplate.id != (template.id if template else 0)).limit(1)):
        raise NameTaken
    rows = [{"name": stage_name, "kind": StageKind(kind).value} for stage_name, kind in stages]
    values, before = {"name": name, "stages": rows}, {}
    if template is None:
        template = StageTemplate(name=name)
        db.session.add(template)
    else:
        before = template_values(template)
        values = {**before, **pick_changed(values, before, seen)}
    check_stages([(row["name"], row["kind"]) for row in values["stages"]])
    template.name = values["name"]
    template.stages = [
        StageTemplateStage(position=position, **row) for position, row in enumerate(values["stages"])
    ]
    if is_default:
        db.session.execute(update(StageTemplate).values(is_default=False))
        template.is_default = True
    db.session.flush()
    changed = tuple(key for key in before if before[key] != values[key])
    publish(StageTemplateChanged(by=by, template_id=template.id, name=template.name, changed=changed))
    return template


def template_values(template: StageTemplate) -> dict[str, str | list[dict[str, str]]]:
    """Return what can be changed of a stage template, as ``save_template`` compares it with what was seen."""
    rows = [{"name": stage.name, "kind": stage.kind} for stage in template.stages]
    return {"name": template.name, "stages": rows}


def check_stages(stages: Sequence[tuple[str, str]]) -> None:
    """Raise Invalid unless stages, as (name, kind), begin with applied, end with hired and have names of their own.

    Rows of before that rule may hold a name twice; they work until they are changed.
    """
    kinds = [kind for _, kind in stages]
    if len(kinds) < 2 or kinds[0] != StageKind.APPLIED or kinds[-1] != StageKind.HIRED:
        raise Invalid(
            "The first stage must be where applications arrive and the last one where people are hired"
        )
    if list(kinds).count(StageKind.APPLIED) > 1 or list(kinds).count(StageKind.HIRED) > 1:
        raise Invalid("There can be only one stage for arriving and one for being hired")
    for problem in find_repeated_stage_names([name for name, _ in stages]).values():
        raise Invalid(problem)


def remove_template(template: StageTemplate, *, by: Actor) -> None:
    """Remove a stage template; raise Conflict for the default one."""
    take_turn("stage templates")
    if template.is_default:
        raise Conflict("The default template cannot be removed. Make another one the default first.")
    publish(StageTemplateChanged(by=by, template_id=template.id, name=template.name))
    db.session.delete(template)
