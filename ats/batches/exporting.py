"""Applications as CSV (RFC 4180), written as they are read; safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from sqlalchemy import Select, func, select

from ats.applications.models import Application
from ats.batches.events import ApplicationsExported
from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.queries import pair_rows
from ats.company.models import RejectionReason
from ats.openings.models import Opening, Program, Stage
from ats.platform.addresses import public_address
from ats.platform.database import db
from ats.platform.events import Actor, publish

COLUMNS = (
    "Reference", "Name", "E-mail", "Phone", "Link", "Opening", "Opening reference", "Program", "Stage", "Status",
    "Reason", "Source", "Received", "In stage since", "Tags", "Address",
)  # fmt: skip
_AT_ONCE = 500
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), also by a sign of full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def note_export(application_ids: Select, *, conditions: tuple[str, ...], by: Actor) -> int:
    """Write down that a list is taken out, before its first line is; return how many rows it has."""
    rows = db.session.scalar(select(func.count()).select_from(application_ids.order_by(None).subquery())) or 0
    publish(ApplicationsExported(by=by, rows=rows, conditions=conditions))
    return rows


def export(application_ids: Select) -> Iterator[str]:
    """Yield the lines of a list, the newest application first, some hundreds read at a time."""
    yield _lines([COLUMNS])
    last = None
    while rows := _some(application_ids, last):
        tags = _tags_of({row.candidate_id for row in rows})
        yield _lines(_cells(row, tags.get(row.candidate_id, "")) for row in rows)
        last = rows[-1].id
        # Nobody waits for a reader that is slow.
        db.session.rollback()


def safe(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + value if value.startswith(_FORMULA) else value


def _some(application_ids: Select, last: int | None) -> list:
    email = (
        select(CandidateAddress.address)
        .where(CandidateAddress.candidate_id == Candidate.id)
        .order_by(CandidateAddress.id)
        .limit(1)
        .correlate(Candidate)
        .scalar_subquery()
    )
    # A merged person is written to at the address that was chosen.
    email = func.coalesce(Candidate.main_address, email)
    query = (
        select(
            Application.id, Application.public_id, Application.candidate_id, Application.reference,
            Application.status, Application.source,
            Application.received_at, Application.stage_entered_at, Candidate.name, Candidate.phone, Candidate.link,
            email.label("email"), Opening.title, Opening.reference.label("opening_reference"),
            Program.name.label("program"), Stage.name.label("stage"), RejectionReason.label.label("reason"),
        )
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Program, Program.id == Opening.program_id)
        .join(Stage, Stage.id == Application.stage_id)
        .outerjoin(RejectionReason, RejectionReason.id == Application.reason_id)
        .where(Application.id.in_(application_ids.order_by(None)))
        .order_by(Application.id.desc())
        .limit(_AT_ONCE)
    )  # fmt: skip
    return list(db.session.execute(query if last is None else query.where(Application.id < last)))


def _tags_of(candidate_ids: set[int]) -> dict[int, str]:
    """Return the tags of some people in one cell each, whichever row bears them, one spelling of each."""
    rows = pair_rows(candidate_ids)
    query = (
        select(rows.c.asked_id, func.min(CandidateTag.label).label("label"))
        .join(CandidateTag, CandidateTag.candidate_id == rows.c.row_id)
        .group_by(rows.c.asked_id, CandidateTag.folded)
        .order_by(rows.c.asked_id, CandidateTag.folded)
    )
    found: dict[int, list[str]] = {}
    for asked_id, label in db.session.execute(query):
        found.setdefault(asked_id, []).append(label)
    return {asked_id: "; ".join(labels) for asked_id, labels in found.items()}


def _cells(row, tags: str) -> tuple[str, ...]:
    address = public_address("workspace.application", public_id=row.public_id)
    received, entered = (at.isoformat(timespec="seconds") for at in (row.received_at, row.stage_entered_at))
    values = (
        row.reference, row.name, row.email, row.phone, row.link, row.title, row.opening_reference, row.program,
        row.stage, row.status, row.reason, row.source, received, entered, tags, address,
    )  # fmt: skip
    return tuple(safe(value or "") for value in values)


def _lines(rows) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
