"""Background work on received mail: understanding each, exactly once."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from ats.inbox.landing import carry_out
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.queries import raw_of
from ats.inbox.understanding import decide, prepare
from ats.platform import outbox
from ats.platform.database import db, transaction
from ats.platform.queue import RetryLater
from ats.resumes.isolated import ReaderBusy

_ATTEMPTS = 3


def understand(row, received_id: int, **_facts) -> None:
    """Find out what a mail is, and do what follows; what cannot be understood waits in the tray with what went wrong.

    All is read first; then one transaction decides and writes everything, so that a worker that is cut off leaves
    either nothing or all of it.
    """
    received = db.session.get(ReceivedMail, received_id)
    if received is None or received.state != MailState.NEW:
        return
    try:
        _understand(row, received)
    except ReaderBusy:
        raise RetryLater("All readers are busy.") from None
    except (OperationalError, RetryLater):
        raise
    except Exception as error:
        if row.attempts < _ATTEMPTS:
            raise
        _give_up(row, received_id, error)


def _understand(row, received: ReceivedMail) -> None:
    received_id = received.id
    prepared, problem = prepare(received, raw_of(received))
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with transaction():
                received = lock_received(received_id)
                if received.state == MailState.NEW:
                    verdict = decide(received, prepared, problem)
                    carry_out(received, prepared, verdict, reapply_days=current_app.config["REAPPLY_DAYS"])
                outbox.mark_done(row)
            return
        except IntegrityError:
            # Another transaction was faster with the same person or advert.
            if attempt == _ATTEMPTS:
                raise


def lock_received(received_id: int) -> ReceivedMail:
    """Return a received mail as it is now, and keep others who decide about it waiting until the transaction ends."""
    query = select(ReceivedMail).where(ReceivedMail.id == received_id).with_for_update()
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def _give_up(row, received_id: int, error: Exception) -> None:
    db.session.rollback()
    with transaction():
        received = lock_received(received_id)
        if received.state == MailState.NEW:
            received.state = MailState.TRAY.value
            received.problem = f"It could not be understood ({type(error).__name__}: {error})"[:500]
        outbox.mark_done(row)
