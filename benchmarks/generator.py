"""An installation's data, made from a seed and loaded in bulk.

Rows are written in bulk, a transaction a chunk, and not through the actions that screens use: those
take some fourteen statements and a durable commit for one application, which for 100,000 of them is half an
hour of work that nobody wants to measure. What the actions would have left behind is written all the same:
counts per stage, adverts, events with their personal values, and the change that brought each to its stage.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from ats.accounts.actions import create_user, hash_for
from ats.accounts.policy import Role
from ats.activity.models import EventPersonal, EventRow
from ats.applications.models import AdvertSnapshot, Application, Attachment, StageChange
from ats.candidates.models import Candidate, CandidateAddress
from ats.company.actions import set_up
from ats.documents.models import Document, PageImage
from ats.openings.models import Opening, Program, Requirement, Responsibility, Stage
from ats.platform.database import db, is_sqlite, transaction
from benchmarks import application_rows, opening_rows
from benchmarks.bulk import Loader
from benchmarks.texts import Prose

SEED = 20070601
CHUNK = 2000
RECRUITER = "recruiter@example.com"
TABLES = (
    *(Program, Opening, Requirement, Responsibility, Stage, AdvertSnapshot),
    *(Candidate, CandidateAddress, Document, PageImage, Application, Attachment, StageChange),
    *(EventRow, EventPersonal),
)


def fill(size: int, password: str, *, now: datetime, seed: int = SEED) -> None:
    """Fill the current application's migrated, empty database with 100 openings and ``size`` applications.

    ``now`` is the moment up to which applications came in. The same seed and moment give the same rows, but
    for those of the company and of the recruiter who signs in with ``password``.
    """
    password_hash = hash_for(password)
    with transaction():
        set_up("Example Works")
        recruiter = create_user(RECRUITER, "Rena Example", Role.RECRUITER, password_hash=password_hash)
    prose = Prose(seed)
    _write(opening_rows.make(prose, now=now, seed=seed))
    maker = application_rows.Maker(
        prose, size, now=now, seed=seed, user_id=recruiter.id, first_event_id=_next_id(EventRow)
    )
    for start in range(0, size, CHUNK):
        _write(maker.chunk(start, min(start + CHUNK, size)))
    _write_counts(maker.active_counts)
    _move_sequences()


def _write(rows: dict[type, list[dict]]) -> None:
    with transaction():
        for model in TABLES:
            if rows.get(model):
                Loader(model.__table__, rows[model][0]).load(rows[model])


def _next_id(model) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def _write_counts(counts: Counter) -> None:
    if not counts:
        return
    one = update(Stage.__table__).where(Stage.id == bindparam("stage"))
    rows = [{"stage": stage_id, "count": count} for stage_id, count in counts.items()]
    with transaction() as session:
        session.connection().execute(one.values(active_count=bindparam("count")), rows)


def _move_sequences() -> None:
    """PostgreSQL counts on from what its sequences know, and rows that bring their ids do not tell them."""
    if is_sqlite():
        return
    with transaction() as session:
        for model in TABLES:
            table = model.__table__
            if "id" in table.c:
                sequence = func.pg_get_serial_sequence(table.name, "id")
                last = select(func.coalesce(func.max(table.c.id), 1)).scalar_subquery()
                session.execute(select(func.setval(sequence, last)))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
