"""Which received mails are recorded and left alone: bounces, reports, ourselves, automatic answers. Reads only."""

from sqlalchemy import func, select

from ats.applications.models import Application
from ats.applications.reply_addresses import BOUNCE, REPLY
from ats.inbox import ground, nature
from ats.inbox.mime import ParsedMail
from ats.inbox.models import ReceivedMail
from ats.inbox.taking_in import NO_RETURN_PATH
from ats.inbox.verdicts import Ignore, Prepared
from ats.platform.database import db
from ats.platform.mailbox import Mail


def to_ignore(row: ReceivedMail, prepared: Prepared) -> Ignore | None:
    """Return why a mail is left alone, or None."""
    mail = prepared.mail
    addresses = addresses_of(row, mail)
    came_back, words = _came_back(row, mail, ground.find_signed(addresses, BOUNCE))
    if came_back is not None:
        why = f"The mail “{came_back.subject}” came back: {words}"
        candidate_id = came_back.about_id if came_back.about_kind == "candidate" else None
        return Ignore("bounce", why[:300], came_back.id, candidate_id)
    if nature.is_report(mail):
        return Ignore("report", "A report about another mail")
    if ground.is_our_own(mail.sender.address, mail.message_id):
        return Ignore("ourselves", "We sent it ourselves")
    if _is_automatic_answer(row, prepared):
        application = application_of(ground.find_signed(addresses, REPLY))
        return Ignore(
            "automatic_answer",
            "An automatic answer",
            candidate_id=application.candidate_id if application else None,
        )
    return None


def _is_automatic_answer(row: ReceivedMail, prepared: Prepared) -> bool:
    """A subject alone sets nothing aside: "Automatic reply systems engineer" may be somebody's profession."""
    mail = prepared.mail
    if nature.is_automatic_answer(mail):
        return True
    is_marked = nature.has_mark_of_machine(mail) or has_no_return_path(row, mail)
    return is_marked and prepared.resume is None and nature.seems_automatic_answer(mail)


def _came_back(row: ReceivedMail, mail: ParsedMail, signed: int | None) -> tuple[Mail | None, str]:
    """Return the mail of ours that a bounce is about and the server's words; None for what is no bounce of ours.

    It is known by its signed bounce address, or where there is none by its Message-ID, which nobody can guess.
    """
    bounce = nature.find_bounce(mail)
    if bounce is not None:
        return (db.session.get(Mail, signed) if signed is not None else _returned(bounce)), bounce.words
    # A report says itself whether it is a bounce; a server's plain words are one.
    if mail.report or not nature.is_from_server(mail, row.envelope_from):
        return None, ""
    return (db.session.get(Mail, signed) if signed is not None else _quoted(mail.text)), mail.text


def _returned(bounce: nature.Bounce) -> Mail | None:
    """Return the mail of ours that a report returns, if it went to an address of which the report speaks."""
    recipients = [each.lower() for each in bounce.recipients]
    return _latest(Mail.message_id.in_(bounce.message_ids), func.lower(Mail.to_address).in_(recipients))


def _quoted(text: str) -> Mail | None:
    """Return the mail of ours that a server repeats below its words, if they name the address that it went to."""
    found = _latest(Mail.message_id.in_(nature.find_quoted_ids(text)))
    return found if found is not None and found.to_address.lower() in text.lower() else None


def _latest(*conditions) -> Mail | None:
    return db.session.scalar(select(Mail).where(*conditions).order_by(Mail.id.desc()).limit(1))


def application_of(application_id: int | None) -> Application | None:
    """Return an application by its id, None for none."""
    return db.session.get(Application, application_id) if application_id is not None else None


def addresses_of(row: ReceivedMail, mail: ParsedMail) -> list[str]:
    """Return to whom a mail went, as far as this row of it is concerned."""
    if row.destination:
        return [row.destination]
    return [*row.envelope_to, *(each.address for each in mail.recipients)]


def has_no_return_path(row: ReceivedMail, mail: ParsedMail) -> bool:
    """Whoever sends without a return path must not be answered (RFC 3834, 2); a pipe may not say what it was.

    Nor who sends with that of a list or a server: a pipe names an empty one so.
    """
    paths = (row.envelope_from, mail.header("return-path").strip())
    return NO_RETURN_PATH in paths or any(nature.is_list_or_server(each.strip("<>")) for each in paths)
