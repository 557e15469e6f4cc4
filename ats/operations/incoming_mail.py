"""The doctor's look at incoming mail: listeners, mailbox, what waits to be understood, and plus-addressing."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

from flask import current_app

from ats.applications.reply_addresses import PROBE, signed_address
from ats.company.queries import inbox_address
from ats.inbox.mailboxes import DONE_FOLDER, MAILBOX_ERRORS, Account, count_waiting
from ats.inbox.queries import find_oldest_new, list_too_large
from ats.operations.findings import BAD, OK, WARN, Finding
from ats.platform.clock import utc_now
from ats.platform.templating import file_size

_SECONDS = 5
LATE = timedelta(minutes=5)


def examine() -> Iterator[Finding]:
    """Look at each way in that is set, and at what came by them."""
    settings = current_app.extensions["ats_settings"]
    ways = (("SMTP", settings.inbox_smtp, smtplib.SMTP), ("LMTP", settings.inbox_lmtp, smtplib.LMTP))
    for name, address, kind in ways:
        if address:
            yield _listener(name, address, kind)
    if settings.inbox_imap_url:
        yield _mailbox(settings.inbox_imap_url)
    yield _waiting()
    yield from _too_large()
    yield _addresses()


def _listener(name: str, address: str, kind: type[smtplib.SMTP]) -> Finding:
    host, _, port = address.rpartition(":")
    subject = f"inbox by {name}"
    try:
        with kind(host.strip("[]") or "127.0.0.1", int(port), timeout=_SECONDS) as client:
            client.ehlo()
            client.mail("")
            return _judge_answer(subject, address, *_ask_for_ours(client))
    except (OSError, smtplib.SMTPException) as error:
        advice = "Start: flask --app wsgi serve; until then the senders' servers keep the mail."
        return Finding(BAD, subject, f"{address} does not answer: {error}", advice)


def _ask_for_ours(client: smtplib.SMTP) -> tuple[int, str]:
    published = inbox_address()
    if not published:
        return 250, "listens"
    asked = [published]
    if current_app.config["INBOX_PLUS"]:
        asked.append(signed_address(published, PROBE, 0))
    for address in asked:
        code, words = client.rcpt(address)
        if code != 250:
            return code, words.decode("utf-8", "replace")
    return code, f"takes mail for {published}" + (" and its extensions" if len(asked) > 1 else "")


def _judge_answer(subject: str, address: str, code: int, words: str) -> Finding:
    if code == 250:
        return Finding(OK, subject, f"{address} {words}")
    advice = "Restart serve, so that it knows the settings of now; is another server on this port?"
    return Finding(BAD, subject, f"{address} refuses the published address: {code} {words}", advice)


def _mailbox(url: str) -> Finding:
    account = Account.read(url)
    where = f"{account.user} at {account.host}:{account.port}, folder {account.folder}"
    try:
        with account.open() as box:
            waiting, stuck = count_waiting(box, account.folder)
    except MAILBOX_ERRORS as error:
        advice = "Check ATS_INBOX_IMAP_URL: server, user, password, folder."
        return Finding(BAD, "mailbox", f"{where}: {type(error).__name__}: {error}", advice)
    found = f"{where}: signed in, {waiting} to fetch"
    if stuck:
        advice = f"Is there room left, and may a folder {DONE_FOLDER} be made? Until then they stay where they came."
        return Finding(WARN, "mailbox", f"{found}, {stuck} fetched that could not be moved", advice)
    return Finding(OK, "mailbox", found)


def _waiting() -> Finding:
    oldest = find_oldest_new()
    if oldest is None:
        return Finding(OK, "received mail", "all of it is understood")
    waited = utc_now() - oldest
    found = f"the oldest not yet understood came {int(waited.total_seconds())} s ago"
    if waited < LATE:
        return Finding(OK, "received mail", found)
    return Finding(BAD, "received mail", found, "Is the worker running? Start: flask --app wsgi serve")


def _too_large() -> Iterator[Finding]:
    rows = list_too_large()
    if rows:
        last = rows[0]
        who = last.from_address or "somebody who is not named"
        found = (
            f"{len(rows)} of which only the header is here; the last from {who} on "
            f"{last.received_at:%Y-%m-%d %H:%M} UTC, {file_size(last.size)}"
        )
        advice = (
            f"The mailbox has them whole in the folder “{last.left_in}”. Read them there, or raise ATS_INBOX_MAX_MB "
            "and move them back to where mail arrives; then sort their headers in the tray."
        )
        yield Finding(WARN, "mail too large", found, advice)


def _addresses() -> Finding:
    published = inbox_address()
    if not published:
        advice = "Set ATS_INBOX_ADDRESS to take applications by mail."
        return Finding(WARN, "inbox address", "none is published", advice)
    if current_app.config["INBOX_PLUS"]:
        extended = published.replace("@", "+...@")
        found = (
            f"{published}; plus-addressing is on: answers come to {extended}; doctor --mail-probe tries it"
        )
        return Finding(OK, "inbox address", found)
    found = (
        f"{published}; plus-addressing is off (ATS_INBOX_PLUS): an answer is known by the mail that it answers, which "
        "proves nobody, and a bounce by the mail that it returns"
    )
    if current_app.config["TRUSTED_AUTHSERV_ID"]:
        return Finding(OK, "inbox address", f"{found}; ATS_TRUSTED_AUTHSERV_ID verifies senders")
    advice = (
        "Each answer waits for the word of the candidate or of a colleague. Set ATS_TRUSTED_AUTHSERV_ID where your "
        "mail server verifies senders."
    )
    return Finding(WARN, "inbox address", found, advice)
