"""A batch outlives its worker: killed in the middle, again and again, each application is moved exactly once."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.journeys.test_durability import rows
from tests.kept_app import make_app
from tests.server import Installation

pytestmark = pytest.mark.slow

PEOPLE = 400


def prepare(folder: Path) -> None:
    """Make a database with many applications, and a batch that moves all of them and has begun."""
    from sqlalchemy import select

    from ats.applications.actions import Submission, submit
    from ats.applications.models import Application
    from ats.batches import actions
    from ats.platform.database import db, transaction
    from ats.platform.events import SYSTEM, Actor
    from ats.platform.migrations import upgrade
    from tests.cast import Cast, make_cast

    app = make_app(folder)
    with app.app_context():
        upgrade()
        make_cast()
        opening, by = Cast().engineer, Actor.user(Cast().user("recruiter").id)
        with transaction():
            for number in range(PEOPLE - 1):
                person = Submission(
                    name=f"Person {number}", email=f"p{number}@example.com", wants_receipt=False
                )
                submit(opening, person, by=SYSTEM, reapply_days=90)
            batch = actions.draft(
                "move", select(Application.id), by=by, parameters={"stage": "kind:interview"}
            )
            actions.start(batch, seen=1, by=by)
        db.session.remove()
        db.engine.dispose()


def state(folder: Path) -> tuple[str, int]:
    """Return the state of the batch and how many were done."""
    return rows(folder, "SELECT state, done FROM batches")[0]


def test_each_application_is_moved_once_however_often_the_worker_is_killed(tmp_path):
    prepare(tmp_path)
    seen = set()
    with Installation(tmp_path) as site:
        deadline = time.monotonic() + 240
        while state(tmp_path)[0] != "done" and time.monotonic() < deadline:
            done = state(tmp_path)[1]
            if done not in seen and len(seen) < 4:
                seen.add(done)
                for process in site.children("ats-worker"):
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.15)
    assert state(tmp_path) == ("done", PEOPLE)
    assert len(seen) > 1
    moved = "SELECT application_id, count(*) FROM stage_changes WHERE kind = 'moved' GROUP BY application_id"
    assert [number for _, number in rows(tmp_path, moved)] == [1] * PEOPLE
    counts = rows(tmp_path, "SELECT active_count FROM stages WHERE kind IN ('applied', 'interview')")
    assert sorted(number for (number,) in counts) == [0, 0, 0, PEOPLE]
    assert rows(tmp_path, "SELECT state, count(*) FROM batch_items GROUP BY state") == [("done", PEOPLE)]
