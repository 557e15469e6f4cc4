"""How an opening runs: its stages, its hiring team, and its way from draft to closed."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.orm.util import identity_key

from ats.accounts.models import User
from ats.accounts.queries import find_user_by_id, name_actor
from ats.activity.models import EventRow
from ats.activity.queries import find_last
from ats.company.actions import check_stages
from ats.company.models import StageKind, StageTemplate
from ats.openings import queries, rules
from ats.openings.actions.content import StaleOpening
from ats.openings.events import OpeningChanged, OpeningStateChanged, TeamChanged
from ats.openings.models import Opening, Stage, State, TeamMember
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.dates import age_in_words
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish

_ENDS = (StageKind.APPLIED, StageKind.HIRED)
# A stage that is NULL, where an application came from nowhere or went nowhere, is no row's.
# Two who go opposite ways between two stages would wait for each other, did not both take the older one first.
_IN_ORDER = (
    select(Stage.id)
    .where(Stage.id.in_([bindparam("left"), bindparam("entered")]))
    .order_by(Stage.id)
    .with_for_update(key_share=True)
)
_COUNT = (
    update(Stage.__table__)
    .where(Stage.id.in_(_IN_ORDER))
    .values(active_count=Stage.active_count + case((Stage.id == bindparam("entered"), 1), else_=-1))
)


def change_stages(
    opening: Opening,
    stages: Sequence[tuple[str | None, str, str]],
    *,
    by: Actor,
    seen_version: int | None = None,
) -> None:
    """Set an opening's stages to (public id or None, name, kind) in this order.

    A stage that is left out is removed, which only works while no application of any status stands in it; nor
    does such a stage become or cease to be the one for arriving or for being hired. Raises Conflict then,
    Invalid for stages without a beginning or an end or with one name for two, StaleOpening when somebody saved in
    between.
    """
    queries.lock_opening(opening)
    if seen_version is not None and opening.version != seen_version:
        raise StaleOpening
    queries.lock_to_remove_stages(opening.id)
    _refuse_to_touch_used(opening, {public_id: kind for public_id, _, kind in stages if public_id})
    check_stages([(name, kind) for _, name, kind in stages])
    kept = {stage.public_id: stage for stage in opening.stages}
    rows = []
    for position, (public_id, name, kind) in enumerate(stages):
        stage = kept.pop(public_id, None) or Stage()
        stage.position, stage.name, stage.kind = position, name, StageKind(kind).value
        rows.append(stage)
    opening.stages = rows
    opening.updated_at = utc_now()
    db.session.flush()
    publish(OpeningChanged(by=by, opening_id=opening.id, changed=("stages",)))


def apply_template(opening: Opening, template: StageTemplate, *, by: Actor) -> None:
    """Replace an opening's stages by a template's; raise Conflict once it has applications."""
    if queries.used_stage_ids(opening):
        raise Conflict("This opening has applications. Change its stages one by one instead.")
    change_stages(opening, [(None, stage.name, stage.kind) for stage in template.stages], by=by)


def change_team(opening: Opening, user_ids: Iterable[int], *, by: Actor) -> None:
    """Set an opening's hiring team; whoever leaves it loses access with their next request."""
    wanted, present = set(user_ids), {member.user_id for member in opening.team}
    if wanted == present:
        return
    db.session.execute(
        delete(TeamMember).where(
            TeamMember.opening_id == opening.id, TeamMember.user_id.in_(present - wanted)
        )
    )
    db.session.add_all(
        TeamMember(opening_id=opening.id, user_id=user_id) for user_id in sorted(wanted - present)
    )
    db.session.flush()
    db.session.expire(opening, ["team"])
    added, removed = tuple(sorted(wanted - present)), tuple(sorted(present - wanted))
    publish(TeamChanged(by=by, opening_id=opening.id, added=added, removed=removed))


def add_to_team(opening: Opening, users: Iterable[User], *, by: Actor) -> None:
    """Put people on an opening's hiring team beside those who are on it now."""
    queries.lock_opening(opening)
    change_team(opening, {member.user_id for member in opening.team} | {user.id for user in users}, by=by)


def remove_from_team(opening: Opening, user: User, *, by: Actor) -> None:
    """Take somebody off an opening's hiring team; they lose access with their next request."""
    queries.lock_opening(opening)
    change_team(opening, {member.user_id for member in opening.team} - {user.id}, by=by)


class StaleState(Conflict):
    """Somebody else published, paused or closed this opening after you opened the page."""


def change_state(opening: Opening, state: State, *, by: Actor, seen: str | None = None) -> None:
    """Publish, pause, close or publish again; raise Conflict for a step that its state does not allow.

    Nobody is left without an answer: an opening is closed only when nobody is in it any more. ``seen`` is the state
    that whoever takes the step knows of; StaleState says what it is by now, and who did that.
    """
    queries.lock_opening(opening)
    before = opening.state
    if seen is not None and seen != before:
        raise StaleState(f"{_last_step_in_words(opening, told=by)}. Nothing was changed by your click.")
    if state not in rules.NEXT_STATES[before]:
        raise Conflict(f"This opening is {before}; it cannot be {State(state).value} now.")
    if state == State.PUBLISHED and not opening.stages:
        raise Invalid("An opening needs stages before it can be published")
    if state == State.CLOSED:
        _refuse_to_leave_silent(opening)
    opening.state = State(state).value
    now = utc_now()
    if state == State.PUBLISHED:
        opening.published_at, opening.closed_at = opening.published_at or now, None
    if state == State.CLOSED:
        opening.closed_at = now
    opening.updated_at = now
    db.session.flush()
    publish(OpeningStateChanged(by=by, opening_id=opening.id, before=before, after=opening.state))


def _last_step_in_words(opening: Opening, *, told: Actor) -> str:
    """Say who brought an opening into its state, and when ("Rita closed this opening 2 min ago")."""
    event = find_last(EventRow.opening_id == opening.id, kind=OpeningStateChanged.kind)
    if event is None:
        return f"This opening is {opening.state} now"
    age = age_in_words(event.at)
    when = age if age == "just now" else f"{age} ago"
    who = name_actor(Actor(event.actor_kind, event.actor_id), viewer=find_user_by_id(told.user_id))
    return f"{who} {opening.state} this opening {when}"


def _refuse_to_leave_silent(opening: Opening) -> None:
    waiting = queries.count_waiting(opening.id)
    for number, where in ((waiting.active, "are still active"), (waiting.in_tray, "wait in the tray")):
        if number:
            is_one = number == 1
            words = where.replace("are", "is", 1).replace("wait", "waits", 1) if is_one else where
            raise Conflict(
                f"{number:,} application{'' if is_one else 's'} {words}. Give everybody an answer before you close it."
            )


def count_stage_change(event) -> None:
    """Keep the counts per stage right; a reaction to what brings an application into a stage or out of it."""
    if event.left_stage_id == event.entered_stage_id:
        return
    stages = {"left": event.left_stage_id, "entered": event.entered_stage_id}
    db.session.connection().execute(_COUNT, stages)
    for stage_id in filter(None, stages.values()):
        known = db.session.identity_map.get(identity_key(Stage, stage_id))
        if known is not None:
            db.session.expire(known, ["active_count"])


def _refuse_to_touch_used(opening: Opening, kinds: dict[str, str]) -> None:
    used = queries.used_stage_ids(opening)
    for stage in opening.stages:
        if stage.id not in used:
            continue
        if stage.public_id not in kinds:
            raise Conflict(f"“{stage.name}” still holds applications. Move them before you remove the stage.")
        if kinds[stage.public_id] != stage.kind and {stage.kind, kinds[stage.public_id]} & set(_ENDS):
            raise Conflict(f"“{stage.name}” holds applications, so it stays what it is: move them first.")
