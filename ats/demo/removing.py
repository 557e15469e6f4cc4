"""Taking the demo out again, with its history; what people added themselves stays, and what holds it up."""

from dataclasses import dataclass, field

from sqlalchemy import select

from ats.accounts.actions import remove_user
from ats.accounts.models import User
from ats.activity.actions import forget
from ats.applications.actions import erase_application, keep_from_others
from ats.applications.models import Application
from ats.applications.queries import count_of_opening
from ats.candidates.actions import erase
from ats.candidates.models import Candidate
from ats.company.actions import take_down
from ats.company.queries import find_company
from ats.demo.events import DemoRemoved
from ats.demo.making import count_demo
from ats.documents.events import FilesDropped
from ats.documents.jobs import delete_unused_files
from ats.messages.actions import take_down_templates
from ats.openings.actions import remove_opening, remove_program
from ats.openings.models import Opening, Program, State
from ats.openings.queries import count_openings, lock_opening
from ats.platform import outbox, queue
from ats.platform.database import db, scrub_journal, transaction
from ats.platform.errors import Conflict
from ats.platform.events import SYSTEM, publish
from ats.platform.mailbox import erase_about

_WORK = (Program, Opening, Candidate, Application, User)


@dataclass(frozen=True)
class DemoRemoval:
    """How many rows went, by table name, and one sentence for each thing of the demo that stays."""

    counts: dict[str, int]
    stays: tuple[str, ...]


@dataclass
class _Gone:
    """The ids of what was removed, by which its events are found, and what stays."""

    programs: list[int] = field(default_factory=list)
    openings: list[int] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    applications: list[int] = field(default_factory=list)
    users: list[int] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    stays: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many rows went, by table name."""
        names = ("programs", "openings", "candidates", "applications", "users")
        return {name: len(getattr(self, name)) for name in names}


def remove_demo() -> DemoRemoval:
    """Remove everything that the demo made, in one transaction, then its files.

    A demo opening that somebody real applied to stays, and so does its program; a demo account that wrote or
    decided something about somebody real stays switched off. What stays is from then on like any other row.
    """
    with transaction():
        gone = _Gone()
        if any(count_demo().values()):
            for remove in _STEPS:
                remove(gone)
    if any(gone.counts().values()):
        _delete_files()
        scrub_journal()
    return DemoRemoval(gone.counts(), tuple(gone.stays))


def _demo_rows(table) -> list:
    return list(db.session.scalars(select(table).where(table.is_demo).order_by(table.id)))


def _remove_people(gone: _Gone) -> None:
    """Erase the candidates as an admin would; a demo application can also be one of somebody real."""
    gone.applications = [application.id for application in _demo_rows(Application)]
    # Nobody applies in these openings from here on; they come first, as for whoever applies.
    for opening in _demo_rows(Opening):
        lock_opening(opening)
    owners = select(Application.candidate_id).where(Application.is_demo)
    keep_from_others({*db.session.scalars(owners), *(each.id for each in _demo_rows(Candidate))})
    for candidate in _demo_rows(Candidate):
        gone.candidates.append(candidate.id)
        erase(candidate, asked_by="admin", by=SYSTEM)
    for application in _demo_rows(Application):
        erase_application(application, by=SYSTEM)


def _remove_openings(gone: _Gone) -> None:
    for opening in _demo_rows(Opening):
        applications = count_of_opening(opening.id)
        if applications:
            opening.is_demo = False
            counted = "1 application" if applications == 1 else f"{applications} applications"
            still = " and is still published" if opening.state == State.PUBLISHED else ""
            why = f"it has {counted} from outside the demo{still}"
            gone.stays.append(f"The opening {opening.reference}, “{opening.title}”: {why}.")
        else:
            gone.openings.append(opening.id)
            remove_opening(opening, by=SYSTEM)


def _remove_programs(gone: _Gone) -> None:
    for program in _demo_rows(Program):
        if count_openings(program):
            program.is_demo = False
            gone.stays.append(f"The program “{program.name}”: it has openings that stay.")
        else:
            gone.programs.append(program.id)
            remove_program(program, by=SYSTEM)


def _remove_users(gone: _Gone) -> None:
    for user in _demo_rows(User):
        user_id, address = user.id, user.email
        erase_about("user", user_id)
        try:
            remove_user(user)
            gone.users.append(user_id)
        except Conflict:
            user.is_demo, user.is_active, user.password_hash = False, False, None
            gone.stays.append(
                f"The account {address}, switched off: it wrote or decided something that stays."
            )


def _remove_company(gone: _Gone) -> None:
    company = find_company()
    if company is None or not company.is_demo:
        return
    if any(db.session.scalar(select(table.id).limit(1)) for table in _WORK):
        company.is_demo = False
        gone.stays.append(
            f"The company “{company.name}” with its texts and logo: change them in the settings."
        )
        return
    logo = company.logo_sha256
    take_down(company)
    take_down_templates()
    gone.kinds = ("company.", "message_template.")
    if logo:
        publish(FilesDropped(by=SYSTEM, files=(logo,)))


def _forget_history(gone: _Gone) -> None:
    """Remove the events of what never really was; one event says that there was a demo."""
    forget(
        candidates=gone.candidates,
        openings=gone.openings,
        applications=gone.applications,
        facts={"program_id": gone.programs, "user_id": gone.users},
        kinds=gone.kinds,
    )
    publish(DemoRemoved(by=SYSTEM, candidates=len(gone.candidates), openings=len(gone.openings)))


_STEPS = (
    _remove_people,
    _remove_openings,
    _remove_programs,
    _remove_users,
    _remove_company,
    _forget_history,
)


def _delete_files() -> None:
    """Delete the files at once, as no worker may be running; one that is faster does no harm."""
    waiting = select(outbox.OutboxRow.id).where(
        outbox.OutboxRow.job == outbox.job_name(delete_unused_files), outbox.OutboxRow.done_at.is_(None)
    )
    row_ids = list(db.session.scalars(waiting))
    db.session.rollback()
    for row_id in row_ids:
        queue.run_row(row_id)
