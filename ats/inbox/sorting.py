"""What a person does with a mail in the tray: says where it belongs, sets it aside, or takes that back.

Where it belongs takes effect after a moment in which it can be taken back, as messages go out.
"""

from datetime import timedelta

from ats.applications.models import Application
from ats.inbox import jobs
from ats.inbox.events import MailSorted
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.taking_out import WorkedOn, take_out
from ats.openings.models import Opening
from ats.platform import outbox
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish

UNDO_TIME = timedelta(seconds=20)
_SET_ASIDE = (MailState.ASSIGNED, MailState.DISMISSED, MailState.IGNORED)


class AlreadySorted(Conflict):
    """This mail is not in the tray any more."""


def assign(row: ReceivedMail, opening: Opening, *, name: str, address: str, by: Actor) -> None:
    """Say for which opening a mail is, and who applies by it."""
    _leave_tray(row, MailState.ASSIGNED)
    row.person_name, row.person_address = name[:200], address[:320]
    row.opening_id, row.application_id = opening.id, None
    _file_later(row, by)


def choose(row: ReceivedMail, opening_id: int, *, by: Actor) -> None:
    """Take the word of a mail's sender for which opening it is."""
    _leave_tray(row, MailState.ASSIGNED)
    row.opening_id, row.application_id = opening_id, None
    row.rule, row.why = jobs.CHOSEN, "The sender chose it"
    _file_later(row, by)


def attach(row: ReceivedMail, application: Application, *, by: Actor) -> None:
    """Say to which application a mail belongs."""
    _leave_tray(row, MailState.ASSIGNED)
    row.opening_id, row.application_id = application.opening_id, application.id
    _file_later(row, by)


def dismiss(row: ReceivedMail, *, by: Actor) -> None:
    """Say that a mail is no application; it stays where it can be found. Saying so twice is saying it once."""
    if row.state == MailState.DISMISSED:
        return
    _leave_tray(row, MailState.DISMISSED)
    publish(MailSorted(by=by, received_id=row.id, verdict="dismissed"))


def bring_back(row: ReceivedMail, *, is_in_use: bool = False, by: Actor) -> None:
    """Put a mail into the tray that was set aside, or whose place can still be taken back.

    ``is_in_use``: somebody counts on the application that it made, as the caller knows.
    """
    if row.state == MailState.ROUTED:
        if is_in_use:
            raise WorkedOn
        take_out(row, by=by)
    elif row.state not in _SET_ASIDE:
        raise AlreadySorted("This mail has found its place already.")
    # Whoever assigns it anew has all of the moment to take it back, from then on.
    outbox.call_off(_filing_of(row))
    row.state, row.rule, row.why = MailState.TRAY.value, "", ""
    row.opening_id = row.application_id = None
    db.session.flush()
    publish(MailSorted(by=by, received_id=row.id, verdict="brought back"))


def _leave_tray(row: ReceivedMail, state: MailState) -> None:
    if row.state != MailState.TRAY:
        raise AlreadySorted
    row.state = state.value


def _file_later(row: ReceivedMail, by: Actor) -> None:
    db.session.flush()
    args = {"received_id": row.id, "opening_id": row.opening_id}
    outbox.enqueue(jobs.file_assigned, delay=UNDO_TIME, dedupe_key=_filing_of(row), **args)
    publish(MailSorted(by=by, received_id=row.id, verdict="assigned", opening_id=row.opening_id))


def _filing_of(row: ReceivedMail) -> str:
    return f"file-mail-{row.id}"
