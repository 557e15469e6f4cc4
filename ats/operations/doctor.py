"""The doctor: what works, what does not, and what to do about it."""

import os
import shutil
import smtplib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from ats.accounts.queries import count_active_admins
from ats.applications import retention
from ats.applications.rules import next_erasing
from ats.documents.queries import count_unscanned
from ats.operations import incoming_mail
from ats.operations.findings import BAD, OK, WARN, Finding
from ats.platform import mailer, migrations, sandbox
from ats.platform.clock import utc_now
from ats.platform.database import db, is_sqlite
from ats.platform.outbox import OutboxRow, is_at_work
from ats.platform.setting_values import without_password
from ats.platform.storage import storage
from ats.platform.virus_scan import scanner_version
from ats.resumes import isolated
from ats.resumes.tools import ToolFailed, installed_languages
from ats.search.rebuilding import compare

LEAST_FREE_BYTES = 1_000_000_000
# Program, Debian package, and what is missing without it.
TOOLS = (
    ("bwrap", "bubblewrap", "the strongest sandbox for uploaded files"),
    ("catdoc", "catdoc", "the text of .doc files"),
)
OCR_PACKAGES = "Debian packages: tesseract-ocr and tesseract-ocr-script-latn"
SANDBOXES = {
    "bubblewrap": "files are read in children held by bubblewrap",
    "kernel": "files are read in children held by Landlock and seccomp",
    "limits": "files are read in children with limits on memory and time alone",
    "none": "this system cannot hold children: no file is read",
}


def examine() -> list[Finding]:
    """Look at everything; a look that itself fails becomes a finding."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _database, _migrations, _storage, _mail, _queue, _retention, _search, _sign_in, _address,
        _tools, _reader, _scanner, incoming_mail.examine,
    )  # fmt: skip
    findings = []
    for look in looks:
        try:
            findings.extend(look())
        except (SQLAlchemyError, OSError) as error:
            subject = look.__name__.strip("_")
            findings.append(Finding(BAD, subject, f"{type(error).__name__}: {str(error).splitlines()[0]}"))
            db.session.rollback()
    return findings


def _database() -> Iterator[Finding]:
    if is_sqlite():
        version = db.session.scalar(text("SELECT sqlite_version()"))
        mode = db.session.scalar(text("PRAGMA journal_mode"))
        whole = db.session.scalar(text("PRAGMA quick_check"))
        yield Finding(OK if mode == "wal" and whole == "ok" else BAD, "database", f"SQLite {version}, {mode}, {whole}",
                      "" if whole == "ok" else "Restore the latest backup.")  # fmt: skip
        return
    version = db.session.scalar(text("SHOW server_version"))
    synchronous = db.session.scalar(text("SHOW synchronous_commit"))
    advice = (
        ""
        if synchronous == "on"
        else "Set synchronous_commit = on: an acknowledged application may get lost."
    )
    yield Finding(WARN if advice else OK, "database", f"PostgreSQL {version}", advice)


def _migrations() -> Iterator[Finding]:
    with db.engine.connect() as connection:
        current = migrations.current(connection)
    head = migrations.head()
    settings = current_app.extensions["ats_settings"]
    if current is None:
        found = f"there are no tables in {without_password(settings.database_url)}"
        advice = f"Is {settings.instance_dir} the right ATS_INSTANCE_DIR? If so: flask --app wsgi db upgrade"
        yield Finding(BAD, "migrations", found, advice)
    elif current == head:
        yield Finding(OK, "migrations", f"at {current}, nothing to do")
    else:
        yield Finding(
            BAD, "migrations", f"at {current}, should be {head}", "Run: flask --app wsgi db upgrade"
        )


def _storage() -> Iterator[Finding]:
    probe = os.urandom(32)
    sha256 = storage().put(probe)
    works = storage().read(sha256) == probe
    storage().delete(sha256)
    root = storage().root
    free = shutil.disk_usage(root).free
    advice = "" if free > LEAST_FREE_BYTES else "Make room: applications are refused once the disk is full."
    yield Finding(
        BAD if not works else WARN if advice else OK, "files", f"{root}, {free / 1e9:.1f} GB free", advice
    )
    mode = Path(current_app.extensions["ats_settings"].instance_dir).stat().st_mode & 0o077
    if mode & 0o007:
        yield Finding(
            WARN, "files", "the instance folder can be read by every user of this machine", "chmod 700 it."
        )


def _mail() -> Iterator[Finding]:
    if not mailer.has_server():
        yield Finding(
            WARN, "mail", "no server: mail stays in the local mailbox", "Set ATS_SMTP_URL to send it."
        )
        return
    config = current_app.config
    yield from _sender()
    where = f"{config['MAIL_SERVER']}:{config['MAIL_PORT']}"
    try:
        with mailer.mail.connect():
            yield Finding(OK, "mail", f"{where} takes our mail")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(BAD, "mail", f"{where}: {error}", "Check ATS_SMTP_URL; mails wait and are tried again.")


def _sender() -> Iterator[Finding]:
    # RFC 2606, and what a setting that was never made leaves.
    if mailer.sender_domain().endswith(
        ("example.com", "example.org", "example.net", ".example", ".invalid", ".test")
    ):
        sender = current_app.config["MAIL_DEFAULT_SENDER"]
        found = f"the sender is {sender}, which is nobody's: mail servers refuse it or call it spam"
        yield Finding(WARN, "mail", found, "Set ATS_MAIL_FROM to an address of your own.")


def _queue() -> Iterator[Finding]:
    try:
        waiting = current_app.extensions["ats_queue"].pending_count()
    except Exception as error:  # noqa: BLE001 - whichever error the queue's own library raises
        yield Finding(
            BAD,
            "queue",
            f"{type(error).__name__}: {error}",
            "Check ATS_REDIS_URL; work waits in the database.",
        )
        return
    live = (OutboxRow.done_at.is_(None), OutboxRow.gave_up_at.is_(None))
    oldest = db.session.scalar(select(func.min(OutboxRow.run_at)).where(*live))
    gave_up = db.session.scalar(
        select(func.count()).select_from(OutboxRow).where(OutboxRow.gave_up_at.is_not(None))
    )
    late = oldest is not None and oldest < utc_now() - timedelta(minutes=5) and not is_at_work()
    advice = "Is the worker running? Start: flask --app wsgi serve" if late else ""
    yield Finding(BAD if late else OK, "queue", f"{waiting} handed over, {gave_up} gave up", advice)


def _retention() -> Iterator[Finding]:
    holding, run_at = retention.in_force(), next_erasing(utc_now())
    count = retention.count_falling(holding.days, run_at)
    falling = f"{count} application{' is' if count == 1 else 's are'} erased at the next run, {run_at:%d %B %H:%M} UTC"
    yield Finding(OK, "retention", falling)
    if holding.shorter is not None:
        held = retention.count_falling(holding.shorter, run_at) - count
        words = f"ATS_RETENTION_DAYS went from {holding.days} to {holding.shorter} days, by which {held} more would be"
        until = f"{holding.held_until:%d %B %H:%M} UTC"
        advice = f"Nothing is erased by that before {until}. Set it back if it is a mistake."
        yield Finding(WARN, "retention", words, advice)


def _search() -> Iterator[Finding]:
    found = compare()
    if found.is_whole:
        yield Finding(OK, "search", f"{found.applications} applications in the index")
    else:
        lacks = f"{found.missing} missing, {found.stray} too many, {found.without_words} without their words"
        advice = "The worker puts it right within the hour; at once: flask --app wsgi search rebuild"
        yield Finding(WARN, "search", lacks, advice)


def _sign_in() -> Iterator[Finding]:
    admins = count_active_admins()
    advice = "" if admins else "Run: flask --app wsgi users setup-link"
    yield Finding(
        OK if admins else WARN, "sign-in", f"{admins} active admin{'' if admins == 1 else 's'}", advice
    )


def _address() -> Iterator[Finding]:
    settings = current_app.extensions["ats_settings"]
    exposed = settings.host not in ("127.0.0.1", "localhost", "::1")
    advice = ""
    if not settings.is_secure and exposed:
        advice = "Serve it over https behind a proxy, and set ATS_PUBLIC_URL and ATS_TRUSTED_PROXIES."
    yield Finding(WARN if advice else OK, "address", settings.public_url, advice)


def _tools() -> Iterator[Finding]:
    for program, package, purpose in TOOLS:
        if shutil.which(program):
            yield Finding(OK, program, purpose)
        else:
            yield Finding(WARN, program, f"not available here: {purpose}", f"Debian package: {package}")
    yield _ocr()


def _ocr() -> Finding:
    try:
        languages = installed_languages()
    except ToolFailed as failure:
        advice = OCR_PACKAGES if failure.reason == "missing" else "Try: tesseract --list-langs"
        return Finding(WARN, "tesseract", "not available here: the text of scanned pages", advice)
    found = f"the text of scanned pages, in {', '.join(languages)}"
    latin = {"Latin", "script/Latin"} & set(languages)
    return Finding(OK if latin else WARN, "tesseract", found, "" if latin else OCR_PACKAGES)


def _reader() -> Iterator[Finding]:
    level = sandbox.sandbox_level()
    state = OK if level in ("bubblewrap", "kernel") else WARN if level == "limits" else BAD
    yield Finding(state, "sandbox", SANDBOXES[level], "" if state == OK else "Debian package: bubblewrap")
    begun = time.monotonic()
    try:
        reading = isolated.read_resume(b"Pat Example", "doctor.txt", received_on=utc_now().date())
    except isolated.ReaderBusy as busy:
        yield Finding(BAD, "reader", str(busy), "Read what the server says where it was started.")
        return
    spent = 1000 * (time.monotonic() - begun)
    works = reading.text == "Pat Example"
    yield Finding(OK if works else BAD, "reader", f"read a file in {spent:.0f} ms" if works else reading.why)


def _scanner() -> Iterator[Finding]:
    address = current_app.extensions["ats_settings"].clamav
    if not address:
        yield Finding(OK, "virus scanner", "none is set (ATS_CLAMAV)")
        return
    try:
        yield Finding(OK, "virus scanner", scanner_version(address))
    except (OSError, ValueError) as error:
        advice = "Start clamav-daemon; until it answers, new files stay out of reach."
        yield Finding(BAD, "virus scanner", f"{address}: {error or type(error).__name__}", advice)
    if unscanned := count_unscanned():
        words = f"{unscanned:,} files came before there was a scanner and are not scanned yet"
        yield Finding(WARN, "virus scanner", words, "The worker scans them one after the other.")
