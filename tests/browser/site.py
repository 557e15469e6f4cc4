"""An installation that runs for the browser, and the ways to put something into it and to read its mail."""

import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from ats.accounts.models import User
from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.company.queries import default_template
from ats.openings.actions import OpeningContent, change_state, create_opening
from ats.openings.models import Program, Stage, State
from ats.openings.queries import get_opening
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.outbox import OutboxRow
from tests.kept_app import make_app
from tests.server import Installation


class Site(Installation):
    """The installation, and its database as seen from this process."""

    PASSWORD = "a password for the tests"

    def __init__(self, folder: Path, *arguments: str):
        super().__init__(folder, arguments=arguments, ATS_DEMO_PASSWORD=self.PASSWORD)
        self._app = None

    @contextmanager
    def database(self):
        """Give an application context on the database of the running installation."""
        self._app = self._app or make_app(self.folder, public_url=self.address)
        with self._app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()

    def make_opening(self, title: str, *, team: tuple[str, ...] = (), state: State = State.PUBLISHED) -> str:
        """Make an opening of the first program with the usual stages; return its reference."""
        with self.database(), transaction():
            text = f"The work of a {title.lower()}."
            content = OpeningContent(
                fields={"title": title, "description": text, "city": "Ghent", "country": "BE"},
                program_id=db.session.scalars(select(Program).order_by(Program.id)).first().id,
                requirements=[{"text": "Patience", "importance": "required", "kind": "other", "facets": []}],
                responsibilities=[],
                questions=[],
            )  # fmt: skip
            people = db.session.scalars(
                select(User.id).where(User.email.in_([f"{name}@example.com" for name in team]))
            )
            opening = create_opening(content, template=default_template(), by=SYSTEM, team=list(people))
            for step in (State.PUBLISHED, state):
                if state not in (State.DRAFT, opening.state):
                    change_state(opening, step, by=SYSTEM)
            return opening.reference

    def make_application(self, reference: str, name: str, email: str = "", **given: str) -> str:
        """Let somebody apply to an opening; return the application's public id."""
        email = email or name.lower().replace(" ", ".") + "@example.com"
        with self.database(), transaction():
            submission = Submission(name=name, email=email, **given)
            submitted = submit(get_opening(reference), submission, by=SYSTEM, reapply_days=90)
            return submitted.application.public_id

    def wait_until_idle(self, seconds: float = 240) -> None:
        """Wait until the worker has done everything that waits."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with self.database():
                waiting = select(OutboxRow.id).where(
                    OutboxRow.done_at.is_(None), OutboxRow.gave_up_at.is_(None), OutboxRow.run_at <= utc_now()
                )
                if db.session.scalar(waiting.limit(1)) is None:
                    return
            time.sleep(0.2)
        raise AssertionError("the worker did not finish:\n" + self.log.read_text())

    def status_of(self, application: str) -> tuple[str, str]:
        """Return the status and the stage's name of an application."""
        with self.database():
            found = db.session.scalars(select(Application).where(Application.public_id == application)).one()
            return str(found.status), db.session.get(Stage, found.stage_id).name
