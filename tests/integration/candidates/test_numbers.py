"""Numbers of rows: whoever comes after somebody who was erased has nothing of theirs."""

from sqlalchemy import func, select

from ats.activity.models import EventRow
from ats.applications.actions import Submission, submit
from ats.applications.models import Application
from ats.candidates.actions import erase
from ats.candidates.models import Candidate
from ats.platform.database import db, transaction
from ats.platform.events import VISITOR, Actor


def test_the_next_one_has_nothing_of_who_was_erased(app, cast):
    first = apply(cast, "Victor Oak")
    candidate_id, application_id = first.candidate_id, first.id
    with transaction():
        candidate = db.session.get_one(Candidate, candidate_id)
        erase(candidate, asked_by="admin", by=Actor.user(cast.user("admin").id))
    second = apply(cast, "Nina Elm")
    assert second.id > application_id
    assert second.candidate_id > candidate_id
    about = select(func.count()).select_from(EventRow).where(EventRow.application_id == second.id)
    assert db.session.scalar(about) == 1


def apply(cast, name: str) -> Application:
    email = name.lower().replace(" ", ".") + "@example.com"
    with transaction():
        given = Submission(name=name, email=email)
        return submit(cast.engineer, given, by=VISITOR, reapply_days=90).application
