"""Background work on received mail: understanding each, exactly once."""

from dataclasses import replace

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from ats.applications.models import Application
from ats.inbox.copies import serve_all_addresses
from ats.inbox.ground import is_of_colleague
from ats.inbox.landing import carry_out
from ats.inbox.models import MailState, ReceivedMail
from ats.inbox.people import Person
from ats.inbox.queries import raw_of
from ats.inbox.understanding import decide, find_earlier, prepare
from ats.inbox.verdicts import Apply, Join, Prepared
from ats.platform import outbox
from ats.platform.conflicts import is_conflict
from ats.platform.database import db, transaction
from ats.platform.errors import NotFound
from ats.platform.queue import RetryLater
from ats.resumes.isolated import ReaderBusy

_ATTEMPTS = 3
BY_HAND, CHOSEN = "by_hand", "chosen"


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
                    serve_all_addresses(received, prepared.mail)
                    verdict = decide(received, prepared, problem)
                    carry_out(received, prepared, verdict, reapply_days=current_app.config["REAPPLY_DAYS"])
                outbox.mark_done(row)
            return
        except SQLAlchemyError as error:
            # Another transaction was faster with the same person or advert, or erased whom it is from.
            if attempt == _ATTEMPTS or not is_conflict(error):
                raise


def lock_received(received_id: int) -> ReceivedMail:
    """Return a received mail as it is now, and keep others who decide about it waiting until the transaction ends.

    So do those who decide about the same mail at another address of ours. Raises NotFound for one that is gone.
    """
    digest = select(ReceivedMail.digest).where(ReceivedMail.id == received_id).scalar_subquery()
    query = select(ReceivedMail).where(ReceivedMail.digest == digest).order_by(ReceivedMail.id)
    rows = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    found = next((row for row in rows if row.id == received_id), None)
    if found is None:
        raise NotFound
    return found


def _give_up(row, received_id: int, error: Exception) -> None:
    db.session.rollback()
    with transaction():
        received = lock_received(received_id)
        if received.state == MailState.NEW:
            received.state = MailState.TRAY.value
            received.problem = f"It could not be understood ({type(error).__name__}: {error})"[:500]
        outbox.mark_done(row)


def file_assigned(row, received_id: int, opening_id: int) -> None:
    """File a mail where a person said it belongs, unless that was taken back meanwhile."""
    received = db.session.get(ReceivedMail, received_id)
    if received is None or received.state != MailState.ASSIGNED or received.opening_id != opening_id:
        return
    try:
        prepared, _ = prepare(received, raw_of(received))
    except ReaderBusy:
        raise RetryLater("All readers are busy.") from None
    with transaction():
        received = lock_received(received_id)
        if outbox.is_called_off(row):
            return
        if received.state == MailState.ASSIGNED and received.opening_id == opening_id:
            verdict = _verdict_of(received, prepared)
            prepared = replace(prepared, person=_person_said(received, prepared))
            carry_out(received, prepared, verdict, reapply_days=current_app.config["REAPPLY_DAYS"])
        outbox.mark_done(row)


def _person_said(received: ReceivedMail, prepared: Prepared) -> Person:
    """Return who applies, as the person said who assigned the mail; an address other than the sender's was named."""
    sender = prepared.mail.sender.address
    is_sender = received.person_address.casefold() == sender.casefold()
    return Person(received.person_name, received.person_address, "said", is_from_body=not is_sender)


def _verdict_of(received: ReceivedMail, prepared: Prepared) -> Apply | Join:
    application_id = received.application_id
    if application_id is None:
        earlier = find_earlier(received.person_address, received.opening_id)
        application_id = earlier.id if earlier else None
    rule, who = (CHOSEN, "The sender") if received.rule == CHOSEN else (BY_HAND, "A colleague")
    if application_id is None:
        done = "chose" if rule == CHOSEN else "assigned it to"
        # The link to choose was in a mail to the address that this one came from.
        return Apply(received.opening_id, rule, f"{who} {done} this opening", is_confirmed=rule == CHOSEN)
    if rule == CHOSEN:
        return Join(application_id, rule, "The sender chose the opening of this application", True)
    is_confirmed = prepared.is_verified and not _is_words_of_colleague(prepared, application_id)
    return Join(application_id, rule, "A colleague attached it to this application", is_confirmed)


def _is_words_of_colleague(prepared: Prepared, application_id: int) -> bool:
    """A colleague's own words are never the candidate's; a mail that they pass on may be."""
    is_passed_on = prepared.person is not None and prepared.person.how == "forwarded"
    application = db.session.get_one(Application, application_id)
    return not is_passed_on and is_of_colleague(application.candidate_id, prepared.mail.sender.address)
