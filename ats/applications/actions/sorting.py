"""Applications suspected of being spam: let in, binned, and either taken back."""

from ats.applications.events import TraySorted
from ats.applications.models import Application, Status
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish


def sort_tray(application: Application, *, is_spam: bool, by: Actor) -> None:
    """Let a suspected application in, or bin it; a binned one can still be let in."""
    if application.tray is None:
        raise Conflict("This application is not in the tray any more.")
    if is_spam and application.tray == "binned":
        return
    application.tray = "binned" if is_spam else None
    if not is_spam:
        application.stage_entered_at = utc_now()
    application.version += 1
    entered = None if is_spam or application.status != Status.ACTIVE else application.stage_id
    _tell(application, "spam" if is_spam else "let in", by, entered=entered)


def unsort(application: Application, *, seen: int, by: Actor) -> None:
    """Put an application back into the tray, unless something else was done with it since (``seen``: its version)."""
    if application.tray == "waiting":
        raise Conflict("This application is in the tray already.")
    if application.version != seen or not application.tray_why:
        raise Conflict("Something else was done with this application meanwhile.")
    counted = application.tray is None and application.status == Status.ACTIVE
    application.tray = "waiting"
    application.version += 1
    _tell(application, "brought back", by, left=application.stage_id if counted else None)


def _tell(
    application: Application, verdict: str, by: Actor, *, left: int | None = None, entered: int | None = None
) -> None:
    db.session.flush()
    publish(
        TraySorted(
            by=by,
            application_id=application.id,
            candidate_id=application.candidate_id,
            opening_id=application.opening_id,
            verdict=verdict,
            left_stage_id=left,
            entered_stage_id=entered,
        )
    )
