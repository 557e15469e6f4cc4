"""Going along the tray: what stands before and after a row, and where to go once one is sorted."""

from flask import redirect, url_for

from ats.accounts.guards import is_local_path
from ats.applications.models import Application
from ats.inbox.models import ReceivedMail
from ats.workspace.queries import tray as queries
from ats.workspace.queries.tray import Place


def place_of_application(application: Application) -> Place:
    """Return where an application stands in the line."""
    return Place(application.received_at, queries.APPLICATION, application.id)


def place_of_mail(row: ReceivedMail) -> Place:
    """Return where a mail stands in the line."""
    return Place(row.received_at, queries.MAIL, row.id)


def neighbours(place: Place) -> tuple[str | None, str | None]:
    """Return the addresses of what waits before and after a place."""
    newer, older = queries.find_beside(place)
    return newer and url_of(newer), older and url_of(older)


def url_of(row) -> str:
    """Return the address of a row of the line."""
    endpoint = "workspace.received_mail" if row.kind == queries.MAIL else "workspace.tray_application"
    return url_for(endpoint, public_id=row.public_id)


def go_on(place: Place, back: str | None = None):
    """Send the browser back to the list that it came from, or else to the next one that waits."""
    if is_local_path(back):
        return redirect(back, 303)
    newer, older = neighbours(place)
    return redirect(older or newer or url_for("workspace.tray"), 303)
