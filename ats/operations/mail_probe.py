"""The doctor's probe of plus-addressing: a mail of ours to an extended address, and whether it comes back in."""

import secrets
import time
from email.utils import make_msgid

from flask import current_app

from ats.applications.reply_addresses import PROBE, signed_address
from ats.company.queries import inbox_address
from ats.inbox.queries import find_newest_id, list_since, raw_of
from ats.operations.findings import BAD, OK, WARN, Finding
from ats.platform import mailer
from ats.platform.database import db

_SUBJECT = "plus-addressing"
_LONGEST_NUMBER = 2**39
_SECONDS_BETWEEN = 1
_TURN_OFF = "Let your mail server take addresses with +, or set ATS_INBOX_PLUS=no."


def probe(seconds: float) -> Finding:
    """Send a mail to an extended address of the inbox, and wait so long at most for it to come in."""
    inbox = inbox_address()
    if not inbox:
        return Finding(WARN, _SUBJECT, "no address is published", "Set ATS_INBOX_ADDRESS first.")
    if not current_app.config["INBOX_PLUS"]:
        return Finding(OK, _SUBJECT, "is off (ATS_INBOX_PLUS): answers come to the published address itself")
    if not mailer.has_server():
        return Finding(
            WARN, _SUBJECT, "cannot be tried: no mail goes out", "Set ATS_SMTP_URL to send the probe."
        )
    address = signed_address(inbox, PROBE, secrets.randbelow(_LONGEST_NUMBER))
    before = find_newest_id()
    db.session.rollback()
    try:
        mailer.send(_mail(address))
    except mailer.MailRefused as error:
        return Finding(BAD, _SUBJECT, f"{address} is refused: {error}", _TURN_OFF)
    except mailer.MailServerDown as error:
        return Finding(BAD, _SUBJECT, f"the probe could not be sent: {error}", "Check ATS_SMTP_URL.")
    return _wait(address, before, seconds)


def _mail(address: str) -> mailer.Email:
    return mailer.Email(
        to=address,
        subject=f"Probe of the address {address}",
        text=f"A probe by the doctor of this installation, sent to {address}. It needs no answer.\n",
        message_id=make_msgid(domain=mailer.sender_domain()),
        headers={"Auto-Submitted": "auto-generated"},
    )


def _wait(address: str, before: int, seconds: float) -> Finding:
    token, started = address.partition("@")[0].encode().lower(), time.monotonic()
    while True:
        came = any(token in raw_of(row).lower() for row in list_since(before))
        db.session.rollback()
        waited = time.monotonic() - started
        if came:
            return Finding(OK, _SUBJECT, f"works: a mail to {address} came in after {waited:.0f} s")
        if waited >= seconds:
            found = f"a mail to {address} was sent and did not come in within {seconds:.0f} s"
            return Finding(BAD, _SUBJECT, found, f"Is serve running? {_TURN_OFF}")
        time.sleep(_SECONDS_BETWEEN)
