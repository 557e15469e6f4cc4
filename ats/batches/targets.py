"""Applications as a batch sees them: what decides whether something can be done with each, read many at once."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, false, func, literal, select
from sqlalchemy.orm import joinedload

from ats.accounts.models import User
from ats.applications.models import Application
from ats.batches.models import BatchItem
from ats.candidates.models import Candidate, CandidateAddress
from ats.openings.models import Opening, Program, Stage
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.platform.mailbox import Mail


@dataclass(frozen=True, kw_only=True)
class Target:
    """One application of a batch. ``email`` and ``has_bounced`` are there for kinds that write.

    ``person_id`` is the same for all that are about one person, merged or not.
    """

    item_id: int
    application_id: int
    public_id: str
    reference: str
    candidate_id: int
    person_id: int
    name: str
    status: str
    tray: str | None
    version: int
    seen_version: int | None
    opening_id: int
    opening_reference: str
    opening_title: str
    program: str
    stage_id: int
    stage_name: str
    stage_kind: str
    email: str | None = None
    has_bounced: bool = False
    is_exempt: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether somebody decided about it since it was chosen."""
        return self.seen_version is not None and self.version != self.seen_version


def list_targets(
    batch_id: int, *, item_ids: Collection[int] | None = None, with_mail: bool = False
) -> list[Target]:
    """Return the targets of a batch in the order of their turns; with ``item_ids`` those alone."""
    query = (
        select(
            BatchItem.id.label("item_id"),
            BatchItem.seen_version,
            BatchItem.is_exempt,
            Application.id.label("application_id"),
            Application.public_id,
            Application.reference,
            Application.candidate_id,
            func.coalesce(Candidate.person_id, Candidate.id).label("person_id"),
            Application.status,
            Application.tray,
            Application.version,
            Application.opening_id,
            Application.stage_id,
            Candidate.name,
            Opening.reference.label("opening_reference"),
            Opening.title.label("opening_title"),
            Program.name.label("program"),
            Stage.name.label("stage_name"),
            Stage.kind.label("stage_kind"),
            *_mail_columns(with_mail),
        )
        .join(Application, Application.id == BatchItem.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Program, Program.id == Opening.program_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(BatchItem.batch_id == batch_id)
        .order_by(BatchItem.id)
    )
    if item_ids is not None:
        query = query.where(BatchItem.id.in_(item_ids))
    return [Target(**row._mapping) for row in db.session.execute(query)]


def digest_of_people(batch_id: int) -> str:
    """Return a few letters that change when the applications of a batch become other people's: by a merge or its end.

    They also change where items of it go, as with somebody who is erased.
    """
    query = (
        select(BatchItem.id, func.coalesce(Candidate.person_id, Candidate.id))
        .join(Application, Application.id == BatchItem.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(BatchItem.batch_id == batch_id)
        .order_by(BatchItem.id)
    )
    whose = ",".join(f"{item}:{person}" for item, person in db.session.execute(query))
    return hashlib.sha256(whose.encode()).hexdigest()[:16]


def _mail_columns(with_mail: bool) -> tuple:
    if not with_mail:
        return literal(None).label("email"), false().label("has_bounced")
    first = (
        select(CandidateAddress.address)
        .where(CandidateAddress.candidate_id == Candidate.id)
        .order_by(CandidateAddress.id)
        .limit(1)
        .correlate(Candidate)
        .scalar_subquery()
    )
    # A merged person is written to at the address that was chosen.
    first = func.coalesce(Candidate.main_address, first)
    bounced = exists().where(
        Mail.to_address == first, Mail.state == "bounced", Mail.is_stop_lifted.is_(False)
    )
    return first.label("email"), bounced.correlate(Candidate).label("has_bounced")


def lock_applications(ids: Collection[int]) -> dict[int, Application]:
    """Return applications as they are now, by id, and keep them from others until the transaction ends."""
    candidate = joinedload(Application.candidate).lazyload(Candidate.addresses)
    query = (
        select(Application)
        .where(Application.id.in_(ids))
        .order_by(Application.id)
        .options(joinedload(Application.stage), candidate)
        # Not against those who write a row that points to one: they take their locks in another order.
        .with_for_update(of=Application, key_share=True)
        .execution_options(populate_existing=True)
    )
    return {application.id: application for application in db.session.scalars(query)}


def list_visible(user: User, opening_ids: Collection[int]) -> set[int]:
    """Return which of some openings somebody may see."""
    visible = visible_openings(user)
    if visible is None:
        return set(opening_ids)
    return set(db.session.scalars(visible)) & set(opening_ids)
