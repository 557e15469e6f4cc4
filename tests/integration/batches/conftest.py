"""What the tests of batches share: people to act on, and doing a batch to its end."""

from dataclasses import dataclass

import pytest
from sqlalchemy import inspect, select

from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.batches import actions
from ats.batches.models import Batch, BatchItem
from ats.platform import queue
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR, Actor

NAMES = ("Bela Moss", "Cleo Reed", "Dora Vane", "Emil Kern")


@dataclass
class Bench:
    """Batches as one member of the cast makes and does them."""

    by: Actor

    def draft(self, kind: str, people: list[Application], **parameters) -> Batch:
        """Return a draft about some applications, as they are now."""
        ids = [inspect(person).identity[0] for person in people]
        with transaction():
            return actions.draft(kind, ids, by=self.by, parameters=parameters)

    def start(self, kind: str, people: list[Application], **parameters) -> Batch:
        """Return a batch that has begun and done nothing yet."""
        batch = self.draft(kind, people, **parameters)
        with transaction():
            actions.start(batch, seen=batch.version, by=self.by)
        return batch

    def do(self, kind: str, people: list[Application], **parameters) -> Batch:
        """Return a batch that came to its end."""
        batch = self.start(kind, people, **parameters)
        queue.run_until_empty()
        return again(batch)

    def undo(self, batch: Batch) -> Batch:
        """Take a batch back to the end; return the batch that did."""
        batch = again(batch)
        with transaction():
            taking_back = actions.undo(batch, by=self.by)
        queue.run_until_empty()
        return again(taking_back)


@pytest.fixture
def bench(cast) -> Bench:
    """Batches of the recruiter."""
    return Bench(Actor.user(cast.user("recruiter").id))


@pytest.fixture
def apply():
    """Return a function that files an application and gives it back."""

    def file(opening, name: str, email: str | None = None, **given) -> Application:
        email = name.lower().replace(" ", ".") + "@example.com" if email is None else email
        with transaction():
            submission = Submission(name=name, email=email, **given)
            return submit(opening, submission, by=VISITOR, reapply_days=90).application

    return file


@pytest.fixture
def people(cast, apply) -> list[Application]:
    """Four who applied to the engineer opening."""
    return [apply(cast.engineer, name) for name in NAMES]


def again(row):
    """Return a row as the database has it now."""
    db.session.rollback()
    return now(row)


def now(row):
    """Return a row within a transaction."""
    return db.session.get(type(row), inspect(row).identity, populate_existing=True)


def states(batch: Batch) -> dict[str, tuple[str, str]]:
    """Return state and words of each item by the name that was typed."""
    batch_id = again(batch).id
    query = select(Application.typed_name, BatchItem.state, BatchItem.words)
    query = query.join(BatchItem, BatchItem.application_id == Application.id)
    rows = db.session.execute(query.where(BatchItem.batch_id == batch_id))
    return {name: (state, words) for name, state, words in rows}
