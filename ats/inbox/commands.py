"""The ``inbox`` commands: taking a mail in from a pipe, and listing what came."""

import json
import sys
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from ats.candidates.models import Candidate
from ats.inbox.mailboxes import MAILBOX_ERRORS, fetch_once
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.queries import list_received
from ats.inbox.taking_in import NotAMessage, TooLarge, take_in
from ats.openings.models import Opening
from ats.platform.database import db

# sysexits(3), as mail servers read them from a pipe.
EX_DATAERR, EX_UNAVAILABLE, EX_TEMPFAIL = 65, 69, 75
# Enhanced status codes (RFC 3463) in front of our words: a mail server passes both on to the sender.
_NO_MESSAGE, _TOO_LARGE, _LATER = "5.6.0", "5.3.4", "4.3.0"
_PIECE = 1024 * 1024

inbox = AppGroup("inbox", help="Take mail in, and see what became of it.")


@inbox.command("deliver")
@click.option("--from", "envelope_from", default="", help="The envelope's sender.")
@click.option(
    "--to", "envelope_to", multiple=True, help="An envelope's recipient; may be given more than once."
)
def deliver(envelope_from: str, envelope_to: tuple[str, ...]) -> None:
    """Take in the message on standard input.

    Exits 0 when it is kept or was already, 65 for what is no message, 69 for what is larger than ATS_INBOX_MAX_MB, 75
    when the mail server shall try again; but for 0 it says why on standard error.
    """
    try:
        raw = _read_input(current_app.config["INBOX_MAX_BYTES"])
        taken = take_in(raw, envelope_from=envelope_from, envelope_to=envelope_to, via=Via.PIPE)
    except NotAMessage as error:
        _refuse(EX_DATAERR, f"{_NO_MESSAGE} {error.message}")
    except TooLarge as error:
        _refuse(EX_UNAVAILABLE, f"{_TOO_LARGE} {error.message}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the mail is still the sender's server's to keep
        _refuse(EX_TEMPFAIL, f"{_LATER} not kept, try again later: {type(error).__name__}: {error}")
    click.echo(f"{'already there' if taken.is_known else 'kept'}: {taken.public_id}")


def _read_input(most_bytes: int) -> bytes:
    """Return what is on standard input; raise TooLarge without keeping it, once the writer has written all of it."""
    raw = sys.stdin.buffer.read(most_bytes + 1)
    if len(raw) > most_bytes:
        while sys.stdin.buffer.read(_PIECE):
            pass
        raise TooLarge(most_bytes)
    return raw


def _refuse(code: int, words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(code)


@inbox.command("listen")
def listen_command() -> None:
    """Listen for mail by SMTP and LMTP as ATS_INBOX_SMTP and ATS_INBOX_LMTP say; serve does so by itself."""
    settings = current_app.extensions["ats_settings"]
    if not (settings.inbox_smtp or settings.inbox_lmtp):
        raise click.ClickException("Set ATS_INBOX_SMTP or ATS_INBOX_LMTP to HOST:PORT first.")
    from ats.inbox.listening import listen  # noqa: PLC0415 - a mail server's library, of no use to anybody else

    listen(current_app._get_current_object(), smtp=settings.inbox_smtp, lmtp=settings.inbox_lmtp)


@inbox.command("fetch")
def fetch_command() -> None:
    """Fetch what is in the mailbox of ATS_INBOX_IMAP_URL now; serve does so by itself and waits for more."""
    url = current_app.extensions["ats_settings"].inbox_imap_url
    if not url:
        raise click.ClickException("Set ATS_INBOX_IMAP_URL first.")
    try:
        fetched = fetch_once(url)
    except MAILBOX_ERRORS as error:
        raise click.ClickException(f"The mailbox cannot be read: {type(error).__name__}: {error}") from error
    click.echo(f"{fetched} fetched")


@inbox.command("list")
@click.option("--limit", default=100, show_default=True, help="How many at most.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def list_command(limit: int, is_json: bool) -> None:
    """List received mails, the newest first, and what became of each."""
    rows = [_as_json(row) for row in list_received(limit=limit)]
    if is_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        where = f"{row['opening']} by {row['rule']}" if row["opening"] else row["problem"] or row["why"]
        click.echo(f"{row['received_at']}  {row['state']:9}  {row['from']}  {row['subject']!r}  {where}")


def _as_json(row: ReceivedMail) -> dict:
    opening = db.session.get(Opening, row.opening_id) if row.opening_id else None
    name = db.session.scalar(select(Candidate.name).where(Candidate.id == row.candidate_id))
    return {
        "id": row.public_id,
        "received_at": row.received_at.isoformat(),
        "via": row.via,
        "from": row.from_address or row.envelope_from,
        "subject": row.subject,
        "state": row.state,
        "opening": opening.reference if opening else None,
        "rule": row.rule or None,
        "why": row.why or None,
        "problem": row.problem or None,
        "size": row.size,
        "left_in": row.left_in or None,
        "candidate": name,
        "attachments": [{"name": part.name, "kind": part.kind, "size": part.size} for part in row.parts],
    }


COMMANDS = (inbox,)
