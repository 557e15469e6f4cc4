"""Reading applications: one, a person's, a column of a board, a page of the list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from ats.accounts.models import User
from ats.applications.models import (
    AdvertSnapshot,
    Answer,
    Application,
    Attachment,
    StageChange,
    Status,
    SubmissionKey,
    is_in_no_tray,
)
from ats.candidates.models import Candidate, CandidateAddress
from ats.candidates.queries import pair_rows, select_rows
from ats.candidates.rules import fold_address
from ats.company.models import StageKind
from ats.documents.models import Document
from ats.openings.models import Opening, Stage
from ats.openings.queries import lock_all_stages, visible_openings
from ats.platform.database import db
from ats.platform.errors import NotFound

_PARTIES = (
    joinedload(Application.candidate, innerjoin=True),
    joinedload(Application.opening, innerjoin=True),
    joinedload(Application.stage, innerjoin=True),
)


def get_application(public_id: str) -> Application:
    """Return an application with candidate, opening, stage and reason; raise NotFound."""
    query = select(Application).where(Application.public_id == public_id)
    application = db.session.scalar(query.options(*_PARTIES, joinedload(Application.reason)))
    if application is None:
        raise NotFound
    return application


def get_whole_application(public_id: str) -> Application:
    """Return an application with everything its page shows; raise NotFound."""
    query = (
        select(Application)
        .where(Application.public_id == public_id)
        .options(
            *_PARTIES,
            joinedload(Application.reason),
            joinedload(Application.advert),
            undefer(Application.cover_letter),
            selectinload(Application.answers),
            selectinload(Application.attachments)
            .joinedload(Attachment.document)
            .selectinload(Document.pages),
            selectinload(Application.changes),
        )
    )
    application = db.session.scalar(query)
    if application is None:
        raise NotFound
    return application


def find_key(key: str) -> SubmissionKey | None:
    """Return the row of a form load that was already used."""
    return db.session.get(SubmissionKey, key)


@dataclass(frozen=True)
class Ground:
    """What a submission meets: its opening as it is now, and what is there already, each None where it is not."""

    opening_id: int
    state: str
    deadline_on: date | None
    stage_id: int | None
    advert_id: int | None
    used_digest: str | None
    used_application_id: int | None
    candidate_id: int | None


def _ground_query():
    opening_id = bindparam("opening_id")
    first_stage = (
        select(Stage.id)
        .where(Stage.opening_id == opening_id)
        .order_by(Stage.position)
        .limit(1)
        .scalar_subquery()
    )
    is_this_version = and_(
        AdvertSnapshot.opening_id == Opening.id, AdvertSnapshot.opening_version == Opening.version
    )
    return (
        select(
            Opening.id,
            Opening.state,
            Opening.deadline_on,
            first_stage,
            AdvertSnapshot.id,
            SubmissionKey.body_digest,
            SubmissionKey.application_id,
            CandidateAddress.candidate_id,
        )
        .outerjoin(AdvertSnapshot, is_this_version)
        .outerjoin(SubmissionKey, SubmissionKey.key == bindparam("key"))
        .outerjoin(CandidateAddress, CandidateAddress.folded == bindparam("folded"))
        .where(Opening.id == opening_id)
        # Who edits, closes or removes the opening waits, or was faster, and then this is what they left.
        .with_for_update(of=Opening, read=True)
    )


# Written once: an applicant waits for the statement, and need not wait for it to be put together.
_GROUND = _ground_query()


def get_ground(opening_id: int, key: str | None, email: str) -> Ground:
    """Return all that decides what becomes of a submission, in one statement; raise NoResultFound."""
    given = {"opening_id": opening_id, "key": key, "folded": fold_address(email)}
    return Ground(*db.session.connection().execute(_GROUND, given).one())


def list_files(application: Application) -> list[tuple[str, bool]]:
    """Return sha256 and whether it is confirmed of every file attached to an application."""
    query = select(Document.sha256, Attachment.is_confirmed).join(
        Attachment, Attachment.document_id == Document.id
    )
    rows = db.session.execute(query.where(Attachment.application_id == application.id))
    return [(sha256, is_confirmed) for sha256, is_confirmed in rows]


def list_answered(application_id: int) -> set[int]:
    """Return the ids of the questions that an application answers."""
    query = select(Answer.question_id).where(Answer.application_id == application_id)
    return {each for each in db.session.scalars(query) if each is not None}


def find_latest(candidate_id: int, opening_id: int) -> Application | None:
    """Return a candidate's latest application to an opening; of a merged person, that of this row alone.

    What arrives belongs to the row that owns its address, so that a merge can be taken back.

    What is in the tray is none: anybody can put something there under somebody else's address, and an
    application that counted as its repeat would be binned with it.
    """
    is_theirs = (Application.candidate_id == candidate_id, Application.opening_id == opening_id)
    query = (
        select(Application)
        .where(*is_theirs, is_in_no_tray())
        .order_by(Application.received_at.desc(), Application.id.desc())
        .limit(1)
    )
    return db.session.scalar(query.options(*_PARTIES))


def hold_of_opening(candidate_id: int, opening_id: int) -> None:
    """Let nobody erase what a candidate has at an opening until the end: for whoever takes the candidate next."""
    theirs = (Application.candidate_id == candidate_id, Application.opening_id == opening_id)
    query = select(Application.id).where(*theirs).order_by(Application.id)
    db.session.execute(query.with_for_update(read=True, key_share=True))


def find_active(candidate_id: int, opening_id: int) -> Application | None:
    """Return the latest application of a person to an opening that is on its way, whichever row it belongs to."""
    query = (
        select(Application)
        .where(
            Application.candidate_id.in_(select_rows(candidate_id)),
            Application.opening_id == opening_id,
            Application.status == Status.ACTIVE,
            is_in_no_tray(),
        )
        .order_by(Application.received_at.desc(), Application.id.desc())
        .limit(1)
    )
    return db.session.scalar(query.options(*_PARTIES))


def find_by_what_is_typed(text: str) -> Application | None:
    """Return the application that a public id or a reference names, or the latest of whoever has an address."""
    wanted = text.upper()
    query = select(Application).options(*_PARTIES)
    if "@" not in text:
        return db.session.scalar(
            query.where(or_(Application.public_id == wanted, Application.reference == wanted))
        )
    of_address = select(CandidateAddress.candidate_id).where(CandidateAddress.folded == fold_address(text))
    latest = query.where(Application.candidate_id.in_(of_address), is_in_no_tray())
    return db.session.scalar(latest.order_by(Application.received_at.desc(), Application.id.desc()).limit(1))


def list_of_candidate(candidate_id: int, *, seen_by: User | None = None) -> list[Application]:
    """Return a person's applications, the latest first; with ``seen_by`` only those that user may see."""
    query = (
        select(Application)
        .where(Application.candidate_id.in_(select_rows(candidate_id)))
        .options(*_PARTIES)
        .order_by(Application.received_at.desc(), Application.id.desc())
    )
    visible = visible_openings(seen_by) if seen_by else None
    if visible is not None:
        query = query.where(Application.opening_id.in_(visible), is_in_no_tray())
    return list(db.session.scalars(query))


def lock_of_people(candidate_ids: Collection[int]) -> list[Application]:
    """Return people's applications as they are now, the oldest first, and keep them from others until the end.

    Nobody can write anything that points to one meanwhile.
    """
    rows = pair_rows(sorted(candidate_ids))
    query = (
        select(Application)
        .where(Application.candidate_id.in_(select(rows.c.row_id)))
        .order_by(Application.id)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def count_of_people(candidate_ids: Collection[int]) -> int:
    """Return how many applications people have."""
    rows = pair_rows(sorted(candidate_ids))
    query = select(func.count()).where(Application.candidate_id.in_(select(rows.c.row_id)))
    return db.session.scalar(query) or 0


def find_document_application(document_id: int) -> list[Application]:
    """Return the applications that a document is part of."""
    attached = select(Attachment.application_id).where(Attachment.document_id == document_id)
    answered = select(Answer.application_id).where(Answer.document_id == document_id)
    query = select(Application).where(or_(Application.id.in_(attached), Application.id.in_(answered)))
    return list(db.session.scalars(query))


def hold_applications_of(document_id: int) -> None:
    """Keep the applications that have a file from others until the end: for whoever takes the file next."""
    attached = select(Attachment.application_id).where(Attachment.document_id == document_id)
    query = select(Application.id).where(Application.id.in_(attached)).order_by(Application.id)
    db.session.execute(query.with_for_update(key_share=True))


def list_applications_of_documents(document_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return, by document, the public id of the latest application that it is part of, and the candidate's name."""
    query = (
        select(Attachment.document_id, Application.public_id, Candidate.name)
        .join(Application, Application.id == Attachment.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Attachment.document_id.in_(document_ids))
        .order_by(Attachment.id)
    )
    if not document_ids:
        return {}
    return {document_id: (public_id, name) for document_id, public_id, name in db.session.execute(query)}


def count_received_since(since: datetime, opening_ids) -> dict[int, int]:
    """Return how many applications each opening received since an instant."""
    query = (
        select(Application.opening_id, func.count())
        .where(
            Application.received_at >= since,
            Application.tray.is_(None),
            Application.opening_id.in_(opening_ids),
        )
        .group_by(Application.opening_id)
    )
    return dict(db.session.execute(query).all())


def count_of_opening(opening_id: int) -> int:
    """Return how many applications of whatever status an opening has, the tray's among them."""
    query = select(func.count()).select_from(Application).where(Application.opening_id == opening_id)
    return db.session.scalar(query) or 0


def find_change(application: Application, change_id: int) -> StageChange | None:
    """Return one of an application's own changes."""
    change = db.session.get(StageChange, change_id)
    return change if change is not None and change.application_id == application.id else None


def has_way_back(application: Application, change: StageChange) -> bool:
    """Return whether what an application was before a change still fits its opening's stages."""
    stage = db.session.get(Stage, change.before.get("stage_id", application.stage_id))
    if stage is None or stage.opening_id != application.opening_id:
        return False
    status = change.before.get("status", application.status)
    is_end = stage.kind == StageKind.HIRED
    return not (status == Status.ACTIVE and is_end) and not (status == Status.HIRED and not is_end)


def find_last_change(application_id: int, kind: str) -> int | None:
    """Return the id of an application's latest change of a kind."""
    of_kind = (StageChange.application_id == application_id, StageChange.kind == kind)
    return db.session.scalar(select(func.max(StageChange.id)).where(*of_kind))


def list_changes(ids: Collection[int]) -> list[StageChange]:
    """Return changes by their ids, in any order."""
    return list(db.session.scalars(select(StageChange).where(StageChange.id.in_(ids))))


def find_candidate_of(application: Application) -> Candidate:
    """Return the person behind an application."""
    return db.session.get_one(Candidate, application.candidate_id)


def find_opening_of(application: Application) -> Opening:
    """Return the opening of an application."""
    return db.session.get_one(Opening, application.opening_id)


def get_in_brief(public_id: str) -> Application:
    """Return an application as it is now, with its stage and candidate and nothing else; raise NotFound."""
    return _one(_in_brief(public_id))


def get_for_decision(public_id: str) -> Application:
    """Return the same inside a transaction, and keep it from others until its end; SQLite does so by itself.

    Whoever writes about an application and its candidate takes the application first, as an erasure does. A row that
    merely points to it, such as a colleague's note, is held up by nobody but an erasure.
    """
    return _one(_in_brief(public_id).with_for_update(of=Application, key_share=True))


def find_to_tell_of(application_id: int) -> Application | None:
    """Return an application inside a transaction for a mail about it, or None: until the end nobody erases it.

    No key of the database leads from a mail to what it is about, so one that is written beside an erasure would stay.
    Candidate and opening come along: as nothing else holds them, each question for one would read it anew.
    """
    query = select(Application).where(Application.id == application_id).options(*_PARTIES[:2])
    query = query.with_for_update(of=Application, read=True, key_share=True)
    return db.session.scalar(query.execution_options(populate_existing=True))


def get_for_step(public_id: str) -> Application:
    """Return the same for whoever counts in its opening's stages: none of them is removed until the end."""
    application = get_for_decision(public_id)
    lock_all_stages([application.opening_id])
    return application


def _in_brief(public_id: str):
    candidate = joinedload(Application.candidate).lazyload(Candidate.addresses)
    query = select(Application).where(Application.public_id == public_id)
    return query.options(joinedload(Application.stage), candidate).execution_options(populate_existing=True)


def _one(query) -> Application:
    application = db.session.scalar(query)
    if application is None:
        raise NotFound
    return application
