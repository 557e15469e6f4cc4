"""Reading programs and openings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, inspect, select
from sqlalchemy.orm import contains_eager, defer, joinedload, selectinload

from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.openings.models import Opening, Program, Stage, State, TeamMember, Visibility
from ats.platform.database import db
from ats.platform.errors import NotFound

WITH_CONTENT = (selectinload(Opening.requirements), selectinload(Opening.responsibilities))


def get_opening(reference: str) -> Opening:
    """Return an opening by its reference, in whatever case it is written; raise NotFound."""
    opening = db.session.scalar(select(Opening).where(Opening.reference == reference.upper()[:12]))
    if opening is None:
        raise NotFound
    return opening


def get_opening_with_content(reference: str) -> Opening:
    """Return an opening with all that its public page shows; raise NotFound."""
    query = select(Opening).where(Opening.reference == reference.upper()[:12])
    opening = db.session.scalar(query.options(*WITH_CONTENT, selectinload(Opening.stages)))
    if opening is None:
        raise NotFound
    return opening


def with_questions(*columns) -> Select:
    """Return the query for an opening with its questions, and for other columns, to be made once and kept."""
    query = select(Opening, *columns).where(Opening.reference == bindparam("reference"))
    return query.options(joinedload(Opening.questions))


def get_opening_with_questions(query: Select, reference: str, **given):
    """Return what a query of ``with_questions`` finds with these parameters; raise NotFound."""
    row = db.session.execute(query, {"reference": reference.upper()[:12], **given}).unique().first()
    if row is None:
        raise NotFound
    return row


def find_opening_by_id(opening_id: int) -> Opening | None:
    """Return an opening, or None."""
    return db.session.get(Opening, opening_id)


def lock_opening(opening: Opening) -> None:
    """Read an opening anew and keep it from others until the transaction ends; raise NotFound for one that is gone."""
    db.session.flush()
    db.session.expire(opening)
    query = select(Opening).where(Opening.id == inspect(opening).identity[0])
    if db.session.scalar(query.with_for_update(of=Opening, key_share=True)) is None:
        raise NotFound


def get_program(slug: str) -> Program:
    """Return a program by the slug of its address; raise NotFound."""
    program = db.session.scalar(select(Program).where(Program.slug == slug))
    if program is None:
        raise NotFound
    return program


def get_public_program(slug: str, *, to_staff: bool = False) -> Program:
    """Return a program that visitors may know of, as one of its openings is or was to be seen; raise NotFound.

    Staff see any.
    """
    program = get_program(slug)
    theirs = (Opening.program_id == program.id, Opening.visibility != Visibility.INTERNAL)
    shown = select(Opening.id).where(*theirs, Opening.state != State.DRAFT).limit(1)
    if not to_staff and db.session.scalar(shown) is None:
        raise NotFound
    return program


def find_program_by_name(name: str) -> Program | None:
    """Return the first program of a name, in whatever case it is written."""
    return next((each for each in list_programs() if each.name.casefold() == name.casefold()), None)


def list_programs() -> list[Program]:
    """Return all programs in their order."""
    return list(db.session.scalars(select(Program).order_by(Program.position, Program.id)))


def list_current_titles() -> list[tuple[str, str]]:
    """Return the names of program and opening of every opening that is not closed."""
    query = select(Program.name, Opening.title).join(Program, Program.id == Opening.program_id)
    return [
        (program, title) for program, title in db.session.execute(query.where(Opening.state != State.CLOSED))
    ]


def list_published(
    *, to_staff: bool = False, program: Program | None = None, with_text: bool = False
) -> list[Opening]:
    """Return the openings that the listing shows to a visitor, or to staff, by program and position.

    ``with_text`` loads descriptions, requirements and responsibilities too, which a list of titles does without.
    """
    shown = [Visibility.PUBLIC, Visibility.INTERNAL] if to_staff else [Visibility.PUBLIC]
    query = (
        select(Opening)
        .join(Opening.program)
        .options(contains_eager(Opening.program))
        .options(
            *(WITH_CONTENT if with_text else (defer(Opening.description), defer(Opening.what_happens_next)))
        )
        .where(Opening.state == State.PUBLISHED, Opening.visibility.in_(shown))
        .order_by(Program.position, Program.id, Opening.position, Opening.id)
    )
    return list(db.session.scalars(query.where(Opening.program_id == program.id) if program else query))


def last_public_changes() -> dict[int, datetime]:
    """Return when what visitors see of each program last changed, by program id; a closed opening counts too."""
    query = (
        select(Program.id, Program.updated_at, func.max(Opening.updated_at))
        .outerjoin(
            Opening,
            and_(
                Opening.program_id == Program.id,
                Opening.visibility == Visibility.PUBLIC,
                Opening.published_at.is_not(None),
            ),
        )
        .group_by(Program.id, Program.updated_at)
    )
    return {program_id: max(own, other or own) for program_id, own, other in db.session.execute(query)}


def list_similar(opening: Opening, limit: int = 3) -> list[Opening]:
    """Return published public openings like a closed one: its program's first."""
    query = (
        select(Opening)
        .where(
            Opening.state == State.PUBLISHED,
            Opening.visibility == Visibility.PUBLIC,
            Opening.id != opening.id,
        )
        .order_by((Opening.program_id != opening.program_id), Opening.position, Opening.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def visible_openings(user: User):
    """Return a subquery of the ids of the openings that somebody may see, or None for all of them."""
    if user.can(Permission.SEE_ALL_OPENINGS):
        return None
    return select(TeamMember.opening_id).where(TeamMember.user_id == user.id)


def list_for(user: User, *, states: Sequence[str] = ()) -> list[Opening]:
    """Return the openings that somebody may see, with their stages, by program and position."""
    query = (
        select(Opening)
        .join(Opening.program)
        .options(selectinload(Opening.stages))
        .order_by(Program.position, Program.id, Opening.position, Opening.id)
    )
    visible = visible_openings(user)
    if visible is not None:
        query = query.where(Opening.id.in_(visible))
    return list(db.session.scalars(query.where(Opening.state.in_(states)) if states else query))


def list_all() -> list[Opening]:
    """Return every opening, with its stages, by program and position."""
    query = select(Opening).join(Opening.program).options(selectinload(Opening.stages))
    return list(
        db.session.scalars(query.order_by(Program.position, Program.id, Opening.position, Opening.id))
    )


def count_by_state(user: User) -> dict[str, int]:
    """Return how many openings somebody may see in each state; a state without any is left out."""
    query = select(Opening.state, func.count()).group_by(Opening.state)
    visible = visible_openings(user)
    if visible is not None:
        query = query.where(Opening.id.in_(visible))
    return {state: number for state, number in db.session.execute(query)}


def is_on_team(user: User, opening_id: int) -> bool:
    """Return whether somebody is on an opening's hiring team."""
    query = select(exists().where(TeamMember.opening_id == opening_id, TeamMember.user_id == user.id))
    return bool(db.session.scalar(query))


def list_team(opening: Opening) -> list[User]:
    """Return the people of an opening's hiring team by name."""
    query = select(User).join(TeamMember, TeamMember.user_id == User.id)
    return list(
        db.session.scalars(query.where(TeamMember.opening_id == opening.id).order_by(func.lower(User.name)))
    )


def teams_of(openings: Sequence[Opening]) -> dict[int, list[User]]:
    """Return the hiring teams of several openings by opening id, each by name."""
    query = (
        select(TeamMember.opening_id, User)
        .join(User, TeamMember.user_id == User.id)
        .where(TeamMember.opening_id.in_([opening.id for opening in openings]))
        .order_by(func.lower(User.name), User.id)
    )
    teams: dict[int, list[User]] = {}
    for opening_id, user in db.session.execute(query):
        teams.setdefault(opening_id, []).append(user)
    return teams


def used_stage_ids(opening: Opening) -> set[int]:
    """Return the ids of an opening's stages that hold applications of any status."""
    # By the name of the table: applications are on a higher floor.
    applications = db.metadata.tables["applications"]
    query = select(applications.c.stage_id).where(applications.c.opening_id == opening.id).distinct()
    return set(db.session.scalars(query))


@dataclass(frozen=True)
class Waiting:
    """How many applications of an opening have no outcome: on their way, and suspected of being spam."""

    active: int
    in_tray: int


def count_waiting(opening_id: int) -> Waiting:
    """Return how many are still without an answer."""
    active = select(func.coalesce(func.sum(Stage.active_count), 0)).where(Stage.opening_id == opening_id)
    # By the name of the table: applications are on a higher floor.
    applications = db.metadata.tables["applications"]
    in_tray = (
        select(func.count())
        .select_from(applications)
        .where(applications.c.opening_id == opening_id, applications.c.tray == "waiting")
    )
    row = db.session.execute(select(active.scalar_subquery(), in_tray.scalar_subquery())).one()
    return Waiting(*row)


def get_stage(opening: Opening, public_id: str) -> Stage:
    """Return one of an opening's own stages; raise NotFound for another's."""
    return get_stage_of(opening.id, public_id)


def get_stage_of(opening_id: int, public_id: str) -> Stage:
    """Return one of the stages of the opening with an id; raise NotFound for another's."""
    query = select(Stage).where(Stage.public_id == public_id, Stage.opening_id == opening_id)
    stage = db.session.scalar(query)
    if stage is None:
        raise NotFound
    return stage


def lock_stages(stage_ids: Collection[int]) -> None:
    """Keep the counts of some stages from others until the end, in the one order in which everybody takes them."""
    _lock(Stage.id.in_(stage_ids))


def lock_all_stages(opening_ids: Collection[int]) -> None:
    """Do so with all stages of some openings: for whoever does not know yet in which of them many decisions count."""
    _lock(Stage.opening_id.in_(opening_ids))


def lock_to_remove_stages(opening_id: int) -> None:
    """Let nobody decide or apply in an opening meanwhile: who was faster stands in a stage from here on, or never."""
    _lock(Stage.opening_id == opening_id, is_for_removal=True)


def _lock(which: ColumnElement[bool], *, is_for_removal: bool = False) -> None:
    query = select(Stage.id).where(which).order_by(Stage.id)
    db.session.execute(query.with_for_update(key_share=not is_for_removal))


def list_stages(opening_id: int) -> list[Stage]:
    """Return an opening's stages in their order."""
    return list(
        db.session.scalars(select(Stage).where(Stage.opening_id == opening_id).order_by(Stage.position))
    )


def list_stages_by_opening(opening_ids: Collection[int]) -> dict[int, list[Stage]]:
    """Return the stages of some openings, by opening, in their order."""
    query = select(Stage).where(Stage.opening_id.in_(opening_ids)).order_by(Stage.opening_id, Stage.position)
    found: dict[int, list[Stage]] = {opening_id: [] for opening_id in opening_ids}
    for stage in db.session.scalars(query):
        found[stage.opening_id].append(stage)
    return found


def count_openings(program: Program) -> int:
    """Return how many openings a program has, in any state."""
    return (
        db.session.scalar(select(func.count()).select_from(Opening).where(Opening.program_id == program.id))
        or 0
    )


def count_openings_by_program() -> dict[int, int]:
    """Return how many openings, in any state, each program has, by program id."""
    query = select(Opening.program_id, func.count()).group_by(Opening.program_id)
    return {program_id: number for program_id, number in db.session.execute(query)}
