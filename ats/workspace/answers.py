"""How a decision is answered: a page with a toast, the toast alone for the board's script, or JSON."""

from functools import wraps

from flask import jsonify, redirect, request, url_for

from ats.accounts.guards import is_local_path
from ats.applications.models import Application
from ats.applications.queries import get_in_brief
from ats.platform.database import db
from ats.platform.error_pages import is_script, wants_json
from ats.platform.errors import Conflict, DomainError
from ats.platform.toasts import say, toast
from ats.workspace.page import show_again
from ats.workspace.reviewing import asked, go_on

# Who is next in the session, for the script that shows somebody already: a colleague may have been faster.
_NEXT = "X-Review-Next"
# What the next decision of a script has seen, which goes on from this one without loading a page.
_VERSION = "X-Application-Version"


def answering(view):
    """Give a decision the public id of what it is about, and answer a refusal in the form that was asked for.

    A person stays on the application's page. The record itself is for the guard: a decision reads it anew
    inside its transaction.
    """

    @wraps(view)
    def answered(application: Application):
        public_id = application.public_id
        try:
            return view(public_id)
        except DomainError as error:
            db.session.rollback()
            return _refused(public_id, error)

    return answered


def decided(application: Application, message: str, change_id: int | None, back: str | None):
    """Say what was done, and offer to take it back."""
    undo_url = url_for("workspace.undo", public_id=application.public_id) if change_id is not None else None
    target = back if is_local_path(back) else None
    within = asked() is not None and change_id is not None
    if within:
        # Taken back, the application is shown again within its session.
        target = url_for("workspace.application", public_id=application.public_id)
    fields = {"change": change_id, "next": target or ""} if change_id is not None else {}
    if wants_json():
        return {"status": 200, "message": message, "version": application.version, "undo": fields or None}
    if is_script():
        if not within:
            # The next page of a script's move is the board itself, which stays where it is.
            fields = fields and {**fields, "next": _page_of_script() or ""}
        said = say(message, "ok", undo_url=undo_url, undo_fields=fields)
        # None for a session that is not there (any more).
        following = go_on(application) if within else None
        version = {_VERSION: str(application.version)}
        return said, version | ({_NEXT: following} if following else {})
    toast(message, undo_url=undo_url, undo_fields=fields)
    return back_to(application, (go_on(application) if within else None) or target)


def put_aside(application: Application, message: str, *, undo_url: str | None = None, goes_on: bool = True):
    """Say that an application was put aside or taken up again, and go on within its session."""
    following = go_on(application) if goes_on else None
    if is_script():
        return say(message, "ok", undo_url=undo_url), {_NEXT: following} if following else {}
    toast(message, undo_url=undo_url)
    return back_to(application, following)


def back_to(application: Application, target: str | None = None):
    """Send the browser to a page of ours, or to the application's."""
    page = url_for("workspace.application", public_id=application.public_id)
    return redirect(target if is_local_path(target) else page, 303)


def _page_of_script() -> str | None:
    """Return the path of the page whose script asked; browsers send it within one site."""
    referrer = request.referrer or ""
    path = referrer.removeprefix(request.host_url.rstrip("/"))
    return path if is_local_path(path) else None


def _refused(public_id: str, error: DomainError):
    if wants_json():
        return jsonify(status=error.status, detail=error.message), error.status
    if is_script():
        return say(_about(public_id) + error.message, "bad"), error.status
    if isinstance(error, Conflict):
        return show_again(public_id, problem=error.message, status=error.status)
    raise error


def _about(public_id: str) -> str:
    """Return whom an answer is about where the page shows somebody else by now."""
    return f"{get_in_brief(public_id).candidate.name}: " if asked() else ""
