"""Every mail that we write: queued in the caller's transaction, delivered by the worker, its state kept.

Without a mail server the mails stay here, and an admin reads them in the dashboard: the local mailbox.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from flask import Flask, current_app
from sqlalchemy import BindParameter, Index, String, Text, delete, false, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from ats.platform import mailer, outbox
from ats.platform.clock import utc_now
from ats.platform.columns import Json, PublicId, UtcDateTime, new_public_id
from ats.platform.database import Model, db, transaction
from ats.platform.queue import RetryLater
from ats.platform.recipients import find_address_problem, names_one
from ats.platform.storage import storage


class Mail(Model):
    """One outgoing message.

    ``state`` is queued, sending, sent, kept (no server), refused, bounced, stopped or cancelled.

    ``about`` is what it belongs to and is erased with; ``topic_id`` is the thread within that, for replies.
    ``files`` are those that go with it: dictionaries of name, media_type and sha256 in the store.
    One that bounced stops what is sent to a candidate at its address until ``is_stop_lifted``, save what they asked for
    themselves (``is_asked_for``).
    """

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_about", "about_kind", "about_id"),
        Index("ix_mails_to", "to_address", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    purpose: Mapped[str] = mapped_column(String(60))
    about_kind: Mapped[str | None] = mapped_column(String(30))
    about_id: Mapped[int | None]
    topic_id: Mapped[int | None]
    to_address: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    sender: Mapped[str | None] = mapped_column(String(320))
    envelope_sender: Mapped[str | None] = mapped_column(String(320))
    files: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, server_default="[]")
    is_secret: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)
    is_asked_for: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_stop_lifted: Mapped[bool] = mapped_column(default=False, server_default=false())


def post(
    template: str,
    to: str,
    *,
    about: tuple[str, int] | None = None,
    is_secret: bool = False,
    delay: timedelta = timedelta(0),
    headers: dict[str, str] | None = None,
    topic_id: int | None = None,
    sender: str | None = None,
    files: Sequence[dict[str, str]] = (),
    is_asked_for: bool = False,
    **context,
) -> Mail:
    """Render ``templates/email/<template>/{subject.txt,body.txt,body.html}`` and queue it in this transaction.

    ``about`` names what the mail belongs to (kind, id), so that erasing that erases the mail. ``is_secret`` mails
    carry a sign-in link; their text is blanked once a server has taken them. Without ``headers`` it is marked as
    written by a machine (RFC 3834); who gives headers says all of them. Until ``delay`` is over, ``cancel`` stops it.
    What no mail can be sent to is noted as stopped, with the reason, and never tried; ValueError for what would add a
    recipient or a header field.
    """
    problem = find_address_problem(to)
    if problem and not names_one(to):
        raise ValueError(problem)
    context = {**current_app.extensions["ats_mail_context"](), **context}
    subject = " ".join(_render(f"{template}/subject.txt", context).split())
    row = Mail(
        message_id=f"<{uuid4()}@{mailer.sender_domain()}>",
        purpose=template,
        about_kind=about[0] if about else None,
        about_id=about[1] if about else None,
        to_address=to,
        subject=subject[:300],
        text=_render(f"{template}/body.txt", context).strip() + "\n",
        html=_render(f"{template}/body.html", context),
        headers={"Auto-Submitted": "auto-generated"} if headers is None else headers,
        is_secret=is_secret,
        topic_id=topic_id,
        sender=sender,
        files=list(files),
        is_asked_for=is_asked_for,
    )
    if problem:
        row.state, row.last_error = "stopped", problem
    db.session.add(row)
    db.session.flush()
    if not problem:
        outbox.enqueue(deliver, delay=delay, mail_id=row.id)
    return row


def cancel(mail: Mail) -> bool:
    """Stop a mail that nobody has begun to send; return whether it was stopped."""
    stopped = update(Mail).where(Mail.id == mail.id, Mail.state == "queued").values(state="cancelled")
    is_stopped = bool(db.session.execute(stopped.execution_options(synchronize_session=False)).rowcount)
    db.session.refresh(mail)
    return is_stopped


def find_queued(purpose: str, about: tuple[str, int]) -> list[Mail]:
    """Return the mails of a purpose about something that nobody has begun to send."""
    query = select(Mail).where(
        Mail.purpose == purpose, Mail.about_kind == about[0], Mail.about_id == about[1]
    )
    return list(db.session.scalars(query.where(Mail.state == "queued")))


def is_queued(purpose: str, *, topic_id: int, since: datetime) -> bool:
    """Return whether a mail of a purpose in a thread, written at an instant or later, has not begun to go out."""
    query = select(Mail.id).where(
        Mail.topic_id == topic_id, Mail.purpose == purpose, Mail.created_at >= since
    )
    return db.session.scalar(query.where(Mail.state == "queued").limit(1)) is not None


def list_queued(about_kind: str, about_ids: Collection[int]) -> list[Mail]:
    """Return the mails about some things of a kind that nobody has begun to send."""
    about = Mail.about_kind == about_kind, Mail.about_id.in_(about_ids)
    return list(db.session.scalars(select(Mail).where(*about, Mail.state == "queued")))


def note_bounce(mail: Mail, words: str) -> None:
    """Note that a mail came back, with the words of the server that sent it back."""
    mail.state, mail.last_error = "bounced", words[:2000]


def keep_for(app: Flask, is_invented: Callable[[Mail], bool]) -> None:
    """Have the mails to invented people stay here even where there is a mail server."""
    app.extensions["ats_mail_is_invented"] = is_invented


def use_context(app: Flask, names: Callable[[], dict]) -> None:
    """Give every mail template of an application some names; those of pages are not for mails."""
    app.extensions["ats_mail_context"] = names


def _render(name: str, context: dict) -> str:
    return current_app.jinja_env.get_template(f"email/{name}").render(context)


@outbox.urgent
def deliver(row, mail_id: int) -> None:
    """Send one queued mail; the job behind ``post``."""
    # From here on nobody can cancel it. A worker that is cut off leaves "sending", and the next one sends it again.
    begun = (
        update(Mail).where(Mail.id == mail_id, Mail.state.in_(("queued", "sending"))).values(state="sending")
    )
    with transaction() as session:
        is_ours = bool(session.execute(begun).rowcount)
        if is_ours:
            outbox.extend_lease(row, timedelta(seconds=mailer.SENDING_SECONDS))
    if not is_ours:
        return
    mail = db.session.get_one(Mail, mail_id)
    stop = None if mail.is_asked_for or mail.about_kind != "candidate" else find_bounce(mail.to_address)
    if stop is not None:
        with transaction():
            mail = db.session.get(Mail, mail_id)
            if mail is not None:
                _note(mail, "stopped", f"Mail to this address came back before: {stop.last_error}")
            outbox.mark_done(row)
        return
    email = mailer.Email(
        to=mail.to_address,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=mail.message_id,
        headers=mail.headers,
        sender=mail.sender,
        envelope_sender=mail.envelope_sender,
        files=tuple(_attached(each) for each in mail.files),
    )
    stays = current_app.extensions["ats_mail_is_invented"](mail)
    # The network is never spoken to inside a transaction.
    db.session.rollback()
    state, error = ("kept", None) if stays else _try_to_send(email)
    with transaction():
        mail = db.session.get(Mail, mail_id)
        if mail is not None:
            _note(mail, state, error)
            if state != "queued":
                outbox.mark_done(row)
    if state == "queued":
        raise RetryLater(error)


def _attached(file: dict[str, str]) -> mailer.AttachedFile:
    return mailer.AttachedFile(file["name"], file["media_type"], storage().read(file["sha256"]))


def _try_to_send(email: mailer.Email) -> tuple[str, str | None]:
    if not mailer.has_server():
        return "kept", None
    try:
        mailer.send(email)
    except mailer.MailRefused as error:
        return "refused", str(error)
    except mailer.MailServerDown as error:
        return "queued", str(error)
    return "sent", None


def _note(mail: Mail, state: str, error: str | None) -> None:
    mail.state, mail.last_error = state, error
    if state in ("sent", "kept"):
        mail.sent_at = utc_now()
    if state == "sent" and mail.is_secret:
        mail.text, mail.html = "(The text held a personal link and was not kept.)", None


def list_mails(*, limit: int = 50, before_id: int | None = None) -> list[Mail]:
    """Return mails, newest first, from ``before_id`` on downwards."""
    query = select(Mail).order_by(Mail.id.desc()).limit(limit)
    return list(db.session.scalars(query.where(Mail.id < before_id) if before_id else query))


def list_about(kind: str, ids: list[int]) -> list[Mail]:
    """Return the mails about some things of one kind, oldest first."""
    query = select(Mail).where(Mail.about_kind == kind, Mail.about_id.in_(ids)).order_by(Mail.id)
    return list(db.session.scalars(query))


def list_message_ids(kind: str, about_id: int, *, topic_id: int) -> list[tuple[str, datetime]]:
    """Return Message-ID and time of the mails of one thread that went out or are about to, the oldest first."""
    query = select(Mail.message_id, Mail.created_at).where(
        Mail.about_kind == kind,
        Mail.about_id == about_id,
        Mail.topic_id == topic_id,
        Mail.state != "cancelled",
    )
    return [(row.message_id, row.created_at) for row in db.session.execute(query.order_by(Mail.id))]


def find_bounce(to_address: str) -> Mail | None:
    """Return the last mail to this address that came back and stops further ones, or None."""
    query = select(Mail).where(
        Mail.to_address == to_address, Mail.state == "bounced", Mail.is_stop_lifted.is_(False)
    )
    return db.session.scalar(query.order_by(Mail.id.desc()).limit(1))


def select_bounce(to_address: str | BindParameter[str]):
    """Return the same as a subquery of the mail's id, for queries that read something else along."""
    stopping = aliased(Mail)
    found = select(stopping.id).where(
        stopping.to_address == to_address, stopping.state == "bounced", stopping.is_stop_lifted.is_(False)
    )
    return found.order_by(stopping.id.desc()).limit(1).scalar_subquery()


def lift_stop(to_address: str) -> bool:
    """Let mail go out again to an address from which some came back; return whether it was stopped."""
    lifted = update(Mail).where(
        Mail.to_address == to_address, Mail.state == "bounced", Mail.is_stop_lifted.is_(False)
    )
    return bool(db.session.execute(lifted.values(is_stop_lifted=True)).rowcount)


def erase_about(kind: str, about_id: int) -> None:
    """Remove every mail that belongs to something."""
    db.session.execute(delete(Mail).where(Mail.about_kind == kind, Mail.about_id == about_id))
