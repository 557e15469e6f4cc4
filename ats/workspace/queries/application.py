"""Reading one application's page: all that stands on it, and those beside it in the same stage."""

from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, and_, bindparam, exists, func, null, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased, joinedload, load_only, undefer, with_expression

from ats.accounts.models import User
from ats.activity.models import EventRow
from ats.applications.models import Application, Attachment, StageChange, Status, is_in_no_tray
from ats.applications.unfinished import unanswered_lines
from ats.candidates.models import Candidate, CandidateTag
from ats.candidates.queries import joined_labels, row_of, select_bound_rows, walk_tags
from ats.company.models import RejectionReason
from ats.documents.models import Document
from ats.messages.models import MessageTemplate, Purpose
from ats.openings.models import Opening, Stage
from ats.openings.queries import visible_openings
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.reviews.models import ShortlistEntry
from ats.workspace.queries.attention import bound_snoozed_until

TIMELINE_LENGTH = 200
NEIGHBOURS = 12


def get_whole(public_id: str, *, with_known_tags: bool = False) -> Application:
    """Return an application with candidate, addresses, opening, stage, reason, last change, answers and tags.

    Raises NotFound where there is none.

    ``with_known_tags`` reads the tags along that anybody has, for whoever may add one.
    """
    application = db.session.scalars(_whole(with_known_tags), {"wanted_id": public_id}).unique().one_or_none()
    if application is None:
        raise NotFound
    return application


# The statements of this page are made once: putting them together took longer than their answers.
@cache
def _whole(with_known_tags: bool) -> Select:
    own, mate = aliased(Candidate), aliased(Candidate)
    mates = (
        select(mate.id).join(own, own.person_id == mate.person_id).where(own.id == Application.candidate_id)
    )
    tags = select(func.min(CandidateTag.label).label("label")).where(
        or_(
            CandidateTag.candidate_id == Application.candidate_id,
            CandidateTag.candidate_id.in_(mates.correlate(Application)),
        )
    )
    tags = tags.group_by(CandidateTag.folded)
    known = joined_labels(walk_tags()) if with_known_tags else null()
    listed = exists().where(ShortlistEntry.application_id == Application.id)
    return (
        select(Application)
        .where(Application.public_id == bindparam("wanted_id"))
        .options(
            joinedload(Application.candidate, innerjoin=True).joinedload(Candidate.addresses),
            joinedload(Application.opening, innerjoin=True),
            joinedload(Application.stage, innerjoin=True),
            joinedload(Application.reason),
            joinedload(Application.last_change).lazyload(StageChange.user),
            joinedload(Application.answers),
            undefer(Application.cover_letter),
            with_expression(Application.unanswered_lines, unanswered_lines()),
            with_expression(Application.tag_lines, joined_labels(tags.correlate(Application).subquery())),
            with_expression(Application.known_tag_lines, known),
            with_expression(Application.is_shortlisted, listed.correlate(Application)),
        )
        .execution_options(populate_existing=True)
    )


def list_attachments(application_id: int) -> list[Attachment]:
    """Return an application's files with their pages, the latest first."""
    return list(db.session.scalars(_attachments(), {"wanted_id": application_id}).unique())


@cache
def _attachments() -> Select:
    return (
        select(Attachment)
        .where(Attachment.application_id == bindparam("wanted_id"))
        .options(joinedload(Attachment.document).joinedload(Document.pages))
        .order_by(Attachment.id.desc())
    )


_OF_TEMPLATES = ("public_id", "name", "purpose", "language")


@dataclass(frozen=True)
class Choices:
    """What a decision chooses from: the opening's stages, the reasons in use, and the messages for a rejection."""

    stages: list[Stage] = field(default_factory=list)
    reasons: list[RejectionReason] = field(default_factory=list)
    templates: list[MessageTemplate] = field(default_factory=list)


def list_choices(opening_id: int) -> Choices:
    """Return what a decision on an opening chooses from, each in its order; the templates without their texts."""
    columns = zip(*db.session.execute(_choices(), {"wanted_id": opening_id}), strict=True)
    return Choices(*([each for each in dict.fromkeys(column) if each is not None] for column in columns))


@cache
def _choices() -> Select:
    for_rejection = MessageTemplate.purpose.in_((Purpose.REJECTION, Purpose.OTHER))
    return (
        select(Stage, RejectionReason, MessageTemplate)
        .select_from(Stage)
        .outerjoin(RejectionReason, RejectionReason.is_active.is_(True))
        .outerjoin(MessageTemplate, and_(MessageTemplate.is_active.is_(True), for_rejection))
        .where(Stage.opening_id == bindparam("wanted_id"))
        .options(load_only(*(getattr(MessageTemplate, name) for name in _OF_TEMPLATES)))
        .order_by(
            *(Stage.position, RejectionReason.position, RejectionReason.id),
            *(MessageTemplate.position, MessageTemplate.id),
        )
    )


def list_events(application: Application) -> list:
    """Return (event, name of its user) about an application or its candidate alone, the latest first."""
    candidate = application.candidate
    statement = _events(is_merged=candidate.person_id is not None)
    return list(db.session.execute(statement, {"application_id": application.id, **row_of(candidate)}))


@cache
def _events(*, is_merged: bool) -> Select:
    """Return the statement, made once; in two parts, of which PostgreSQL knows how few rows each has.

    Of either one or the other it guesses so many that it walks all events from the latest on.
    """
    of_application = select(EventRow.id).where(EventRow.application_id == bindparam("application_id"))
    of_person = select(EventRow.id).where(
        EventRow.candidate_id.in_(select_bound_rows(is_merged=is_merged)),
        EventRow.application_id.is_(None),
        EventRow.opening_id.is_(None),
    )
    about = union_all(of_application, of_person).subquery()
    query = select(EventRow, User.name).join(about, about.c.id == EventRow.id)
    query = query.outerjoin(User, User.id == EventRow.actor_id)
    return query.order_by(EventRow.id.desc()).limit(TIMELINE_LENGTH)


def list_others(application: Application, user: User, *, with_tray: bool) -> list:
    """Return the person's other applications, as far as somebody may see them, the latest first."""
    candidate, visible = application.candidate, visible_openings(user)
    statement = _others(is_merged=candidate.person_id is not None, with_tray=with_tray)
    if visible is not None:
        statement = statement.where(Application.opening_id.in_(visible))
    here = {"application_id": application.id, "opening_id": application.opening_id}
    return list(db.session.execute(statement, {**here, **row_of(candidate)}))


@cache
def _others(*, is_merged: bool, with_tray: bool) -> Select:
    query = (
        select(
            Application.public_id,
            Application.status,
            Application.tray,
            Application.received_at,
            (Application.opening_id == bindparam("opening_id")).label("is_same_opening"),
            Opening.title,
            Stage.name.label("stage_name"),
        )
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(
            Application.candidate_id.in_(select_bound_rows(is_merged=is_merged)),
            Application.id != bindparam("application_id"),
        )
        .order_by(Application.received_at.desc(), Application.id.desc())
    )
    return query if with_tray else query.where(is_in_no_tray())


def list_neighbours(application: Application, user: User, count: int = NEIGHBOURS) -> list:
    """Return those around an active application in its stage, itself included, in the order of the board.

    ``snoozed_until`` is until when the user has put each of them off.
    """
    here = {
        "stage_id": application.stage_id,
        "entered_at": application.stage_entered_at,
        "application_id": application.id,
    }
    return list(
        db.session.execute(_neighbours(count), {**here, "reader_id": user.id, "snoozed_after": utc_now()})
    )


@cache
def _neighbours(count: int) -> Select:
    key = tuple_(Application.stage_entered_at, Application.id)
    here = tuple_(
        bindparam("entered_at", type_=Application.stage_entered_at.type),
        bindparam("application_id", type_=Application.id.type),
    )
    column = (
        Application.stage_id == bindparam("stage_id"),
        Application.status == Status.ACTIVE,
        Application.tray.is_(None),
    )
    order = (Application.stage_entered_at, Application.id)
    earlier = select(Application.id).where(*column, key < here).order_by(*(each.desc() for each in order))
    later = select(Application.id).where(*column, key >= here).order_by(*order)
    ids = union_all(*(select(part.limit(count + 1).subquery().c.id) for part in (earlier, later)))
    return (
        select(
            Application.id,
            Application.public_id,
            Application.stage_entered_at,
            Candidate.name,
            bound_snoozed_until().label("snoozed_until"),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id.in_(ids))
        .order_by(*order)
    )
