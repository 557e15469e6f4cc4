"""``python -m benchmarks.mails [COUNT]``: take generated mails in, understand them, and compare with the truth."""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from ats.accounts.actions import create_user
from ats.accounts.passwords import hash_password
from ats.accounts.policy import Role
from ats.app import create_app
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.company.actions import set_up
from ats.company.queries import default_template
from ats.inbox.jobs import understand
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.taking_in import take_in
from ats.openings.actions import OpeningContent, change_state, create_opening, save_program
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.migrations import upgrade
from ats.platform.outbox import OutboxRow, job_name
from benchmarks.mails.generator import TITLES, generate
from config import Settings

_WRONG_AT_MOST = 0.01


def main() -> int:
    """Run; return 1 when more than one mail in a hundred is wrong or somebody became two candidates."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 330
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(_settings(Path(folder)))
        with app.app_context():
            upgrade()
            openings = _make_openings()
            began = time.monotonic()
            results, people = _send(list(generate(count, [reference for _, reference in openings])), openings)
            seconds = time.monotonic() - began
            candidates = db.session.scalar(select(func.count()).select_from(Candidate))
            applications = db.session.scalar(select(func.count()).select_from(Application))
            db.session.remove()
    return _report(results, people, candidates, applications, seconds)


def _settings(folder: Path) -> Settings:
    return Settings.from_environment(
        {},
        instance_dir=str(folder),
        secret_key="a secret key for measuring alone, 0123456789",
        database_url=f"sqlite:///{folder / 'requisite.sqlite3'}",
        inbox_address="jobs@example.com",
        trusted_authserv_id="mx.example.com",
        log_level="WARNING",
    )


def _make_openings() -> list[tuple[int, str]]:
    password = hash_password("correct horse battery")
    with transaction():
        set_up("Example Systems")
        create_user("recruiter@example.com", "Recruiter Example", Role.RECRUITER, password_hash=password)
        program = save_program(None, name="All", introduction="", by=SYSTEM)
        made = []
        for title in TITLES:
            fields = {
                "title": title,
                "description": f"The work of a {title.lower()}.",
                "city": "Leeds",
                "country": "GB",
            }
            content = OpeningContent(
                fields=fields, program_id=program.id, requirements=[], responsibilities=["Work"], questions=[]
            )
            opening = create_opening(content, template=default_template(), by=SYSTEM, team=[])
            change_state(opening, "published", by=SYSTEM)
            made.append((opening.id, opening.reference))
    return made


def _send(mails, openings) -> tuple[list[tuple[str, str, str]], int]:
    """Return manner, outcome and subject of each, and how many people were filed who should be one candidate each."""
    results, people = [], set()
    for sent in mails:
        taken = take_in(
            sent.message.as_bytes(),
            envelope_from=sent.address,
            envelope_to=["jobs@example.com"],
            via=Via.PIPE,
        )
        query = select(OutboxRow.id).where(OutboxRow.job == job_name(understand), OutboxRow.done_at.is_(None))
        for row_id in list(db.session.scalars(query)):
            db.session.rollback()
            queue.run_row(row_id)
        row = db.session.get(ReceivedMail, taken.received_id)
        results.append((sent.manner, _outcome(row, sent, openings), str(sent.message["Subject"])))
        if row.state == "routed":
            people.add(sent.address)
        db.session.rollback()
    return results, len(people)


def _outcome(row: ReceivedMail, sent, openings) -> str:
    wanted = openings[sent.truth][0] if sent.truth is not None else None
    if row.state == "routed":
        return "right" if row.opening_id == wanted else "wrong"
    if row.state == "tray":
        return "right" if wanted is None else "tray"
    return "wrong"


def _report(results, people: int, candidates: int, applications: int, seconds: float) -> int:
    total = len(results)
    outcomes = Counter(outcome for _, outcome, _ in results)
    print(
        f"{total} generated mails in {seconds:.0f} s ({seconds / total * 1000:.0f} ms each, read and filed)"
    )
    for outcome, meaning in (
        ("right", "where they belong"),
        ("tray", "to the tray, though they name an opening"),
        ("wrong", "wrong"),
    ):
        print(f"  {outcomes[outcome] / total:6.1%}  {meaning}")
    each = (
        f"{candidates / max(people, 1):.3f} candidates and {applications / max(people, 1):.3f} applications"
    )
    print(f"  {each} for each person whose mail was filed")
    for manner in dict.fromkeys(manner for manner, _, _ in results):
        of_manner = Counter(outcome for each, outcome, _ in results if each == manner)
        print(f"  {manner:24} {dict(of_manner)}")
    for manner, outcome, subject in results:
        if outcome == "wrong":
            print(f"  wrong: {manner}: {subject}")
    is_good = outcomes["wrong"] <= _WRONG_AT_MOST * total and candidates == people == applications
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
