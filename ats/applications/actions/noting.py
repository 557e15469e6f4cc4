"""A running conversation counts as a step of its application: what was written about keeps it from being erased."""

from sqlalchemy import update

from ats.applications.models import Application
from ats.platform.clock import utc_now
from ats.platform.database import db


def note_message(event) -> None:
    """Note that we wrote, or the candidate did; a reaction. What nobody knows to be the candidate's is no step."""
    if getattr(event, "is_confirmed", True):
        query = update(Application).where(Application.id == event.application_id).values(spoken_at=utc_now())
        db.session.execute(query.execution_options(synchronize_session=False))
