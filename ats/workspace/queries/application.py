"""Reading one application's page: all that stands on it, and those beside it in the same stage."""

from dataclasses import dataclass, field

from sqlalchemy import and_, exists, func, null, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased, joinedload, load_only, undefer, with_expression

from ats.accounts.models import User
from ats.activity.models import EventRow
from ats.applications.models import Application, Attachment, Status
from ats.applications.unfinished import unanswered_lines
from ats.candidates.models import Candidate, CandidateTag
from ats.candidates.queries import joined_labels, select_rows_of, walk_tags
from ats.company.models import RejectionReason
from ats.documents.models import Document
from ats.messages.models import MessageTemplate, Purpose
from ats.openings.models import Opening, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.errors import NotFound
from ats.reviews.models import ShortlistEntry
from ats.workspace.queries.attention import snoozed_until

TIMELINE_LENGTH = 200
NEIGHBOURS = 12


def get_whole(public_id: str, *, with_known_tags: bool = False) -> Application:
    """Return an application with candidate, addresses, opening, stage, reason, answers and tags; raise NotFound.

    ``with_known_tags`` reads the tags along that anybody has, for whoever may add one.
    """
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
    query = (
        select(Application)
        .where(Application.public_id == public_id)
        .options(
            joinedload(Application.candidate, innerjoin=True).joinedload(Candidate.addresses),
            joinedload(Application.opening, innerjoin=True),
            joinedload(Application.stage, innerjoin=True),
            joinedload(Application.reason),
            joinedload(Application.answers),
            undefer(Application.cover_letter),
            with_expression(Application.unanswered_lines, unanswered_lines()),
            with_expression(Application.tag_lines, joined_labels(tags.correlate(Application).subquery())),
            with_expression(Application.known_tag_lines, known),
            with_expression(Application.is_shortlisted, listed.correlate(Application)),
        )
        .execution_options(populate_existing=True)
    )
    application = db.session.scalars(query).unique().one_or_none()
    if application is None:
        raise NotFound
    return application


def list_attachments(application_id: int) -> list[Attachment]:
    """Return an application's files with their pages, the latest first."""
    query = (
        select(Attachment)
        .where(Attachment.application_id == application_id)
        .options(joinedload(Attachment.document).joinedload(Document.pages))
        .order_by(Attachment.id.desc())
    )
    return list(db.session.scalars(query).unique())


_OF_TEMPLATES = ("public_id", "name", "purpose", "language")


@dataclass(frozen=True)
class Choices:
    """What a decision chooses from: the opening's stages, the reasons in use, and the messages for a rejection."""

    stages: list[Stage] = field(default_factory=list)
    reasons: list[RejectionReason] = field(default_factory=list)
    templates: list[MessageTemplate] = field(default_factory=list)


def list_choices(opening_id: int) -> Choices:
    """Return what a decision on an opening chooses from, each in its order; the templates without their texts."""
    for_rejection = MessageTemplate.purpose.in_((Purpose.REJECTION, Purpose.OTHER))
    query = (
        select(Stage, RejectionReason, MessageTemplate)
        .select_from(Stage)
        .outerjoin(RejectionReason, RejectionReason.is_active.is_(True))
        .outerjoin(MessageTemplate, and_(MessageTemplate.is_active.is_(True), for_rejection))
        .where(Stage.opening_id == opening_id)
        .options(load_only(*(getattr(MessageTemplate, name) for name in _OF_TEMPLATES)))
        .order_by(
            *(Stage.position, RejectionReason.position, RejectionReason.id),
            *(MessageTemplate.position, MessageTemplate.id),
        )
    )
    columns = zip(*db.session.execute(query), strict=True)
    return Choices(*([each for each in dict.fromkeys(column) if each is not None] for column in columns))


def list_events(application: Application) -> list:
    """Return (event, name of its user) about an application or its candidate alone, the latest first."""
    about = or_(
        EventRow.application_id == application.id,
        and_(
            EventRow.candidate_id.in_(select_rows_of(application.candidate)),
            EventRow.application_id.is_(None),
            EventRow.opening_id.is_(None),
        ),
    )
    query = select(EventRow, User.name).outerjoin(User, User.id == EventRow.actor_id).where(about)
    return list(db.session.execute(query.order_by(EventRow.id.desc()).limit(TIMELINE_LENGTH)))


def list_others(application: Application, user: User, *, with_tray: bool) -> list:
    """Return the person's other applications, as far as somebody may see them, the latest first."""
    query = (
        select(
            Application.public_id,
            Application.status,
            Application.tray,
            Application.received_at,
            (Application.opening_id == application.opening_id).label("is_same_opening"),
            Opening.title,
            Stage.name.label("stage_name"),
        )
        .join(Opening, Opening.id == Application.opening_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(
            Application.candidate_id.in_(select_rows_of(application.candidate)),
            Application.id != application.id,
        )
        .order_by(Application.received_at.desc(), Application.id.desc())
    )
    visible = visible_openings(user)
    if visible is not None:
        query = query.where(Application.opening_id.in_(visible))
    return list(db.session.execute(query if with_tray else query.where(Application.tray.is_(None))))


def list_neighbours(application: Application, user: User, count: int = NEIGHBOURS) -> list:
    """Return those around an active application in its stage, itself included, in the order of the board.

    ``snoozed_until`` is until when the user has put each of them off.
    """
    key = tuple_(Application.stage_entered_at, Application.id)
    here = tuple_(application.stage_entered_at, application.id)
    column = (
        Application.stage_id == application.stage_id,
        Application.status == Status.ACTIVE,
        Application.tray.is_(None),
    )
    order = (Application.stage_entered_at, Application.id)
    earlier = select(Application.id).where(*column, key < here).order_by(*(each.desc() for each in order))
    later = select(Application.id).where(*column, key >= here).order_by(*order)
    ids = union_all(*(select(part.limit(count + 1).subquery().c.id) for part in (earlier, later)))
    query = (
        select(
            Application.id,
            Application.public_id,
            Application.stage_entered_at,
            Candidate.name,
            snoozed_until(user).label("snoozed_until"),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id.in_(ids))
        .order_by(*order)
    )
    return list(db.session.execute(query))
