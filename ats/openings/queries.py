"""Reading programs and openings."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

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


def find_opening_by_id(opening_id: int) -> Opening | None:
    """Return an opening, or None."""
    return db.session.get(Opening, opening_id)


def get_program(slug: str) -> Program:
    """Return a program by the slug of its address; raise NotFound."""
    program = db.session.scalar(select(Program).where(Program.slug == slug))
    if program is None:
        raise NotFound
    return program


def list_programs() -> list[Program]:
    """Return all programs in their order."""
    return list(db.session.scalars(select(Program).order_by(Program.position, Program.id)))


def list_published(*, to_staff: bool = False, program: Program | None = None) -> list[Opening]:
    """Return the openings that the listing shows to a visitor, or to staff, by program and position."""
    shown = [Visibility.PUBLIC, Visibility.INTERNAL] if to_staff else [Visibility.PUBLIC]
    query = (
        select(Opening)
        .join(Opening.program)
        .where(Opening.state == State.PUBLISHED, Opening.visibility.in_(shown))
        .order_by(Program.position, Program.id, Opening.position, Opening.id)
    )
    return list(db.session.scalars(query.where(Opening.program_id == program.id) if program else query))


def list_similar(opening: Opening, limit: int = 3) -> list[Opening]:
    """Return published public openings like a closed one: its program's first."""
    query = (
        select(Opening)
        .where(Opening.state == State.PUBLISHED, Opening.visibility == Visibility.PUBLIC, Opening.id != opening.id)
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
    """Return the openings that somebody may see, with stages and team, by program and position."""
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


def is_on_team(user: User, opening_id: int) -> bool:
    """Return whether somebody is on an opening's hiring team."""
    query = select(exists().where(TeamMember.opening_id == opening_id, TeamMember.user_id == user.id))
    return bool(db.session.scalar(query))


def list_team(opening: Opening) -> list[User]:
    """Return the people of an opening's hiring team by name."""
    query = select(User).join(TeamMember, TeamMember.user_id == User.id)
    return list(db.session.scalars(query.where(TeamMember.opening_id == opening.id).order_by(func.lower(User.name))))


def get_stage(opening: Opening, public_id: str) -> Stage:
    """Return one of an opening's own stages; raise NotFound for another's."""
    query = select(Stage).where(Stage.public_id == public_id, Stage.opening_id == opening.id)
    stage = db.session.scalar(query)
    if stage is None:
        raise NotFound
    return stage


def list_stages(opening_id: int) -> list[Stage]:
    """Return an opening's stages in their order."""
    return list(db.session.scalars(select(Stage).where(Stage.opening_id == opening_id).order_by(Stage.position)))


def count_openings(program: Program) -> int:
    """Return how many openings a program has, in any state."""
    return db.session.scalar(select(func.count()).select_from(Opening).where(Opening.program_id == program.id)) or 0
