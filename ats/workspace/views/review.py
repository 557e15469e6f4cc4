"""Review sessions: beginning one from any list or search, where it ends, and putting an application aside."""

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.platform.database import transaction
from ats.platform.errors import NotFound
from ats.platform.toasts import toast
from ats.workspace import review_start
from ats.workspace.access import load_application
from ats.workspace.actions import attention, reviewing
from ats.workspace.answers import answering, put_aside
from ats.workspace.models import ReviewSession
from ats.workspace.page import PageForms, show_again
from ats.workspace.queries import review as queries
from ats.workspace.queries.review import find_session
from ats.workspace.review_forms import SnoozeForm
from ats.workspace.reviewing import find_place, page_of
from ats.workspace.views import blueprint


@blueprint.get("/review")
@requires(Permission.VIEW_APPLICATION)
def review():
    """Show what would be gone through, and the sessions that are not through yet."""
    asked = review_start.Asked.read(request, get_viewer())
    return render_template(
        "workspace/review/index.html",
        asked=asked,
        number=len(asked.places),
        limit=queries.LENGTH,
        sessions=queries.list_sessions(get_viewer()),
    )


@blueprint.post("/review")
@requires(Permission.VIEW_APPLICATION)
def start_review():
    """Begin a session with what the address asks for, at the first that nobody else looks at."""
    user = get_viewer()
    asked = review_start.Asked.read(request, user)
    places = asked.places
    if not places:
        toast("There is nobody to review here", "info")
        return redirect(f"{url_for('workspace.review')}?{asked.query}", 303)
    with transaction():
        session = reviewing.start(
            user.id,
            title=asked.title,
            query=asked.query,
            terms=asked.terms(),
            places=places[: queries.LENGTH],
            is_cut=len(places) > queries.LENGTH,
        )
        attention.take_turn()
        first = queries.find_next(user, session.id) or queries.find_first(user, session.id)
        attention.look_at(user.id, first.id)
    return redirect(page_of(session.public_id, first.public_id), 303)


@blueprint.get("/review/<session_id>")
@requires(Permission.VIEW_APPLICATION)
def review_session(session_id):
    """Show how far a session is, and the way on."""
    session = _own(session_id)
    tally = queries.count_session(get_viewer(), session.id)
    if not tally.total:
        # Its title tells of an opening, or of a search, whose people they do not see any more.
        raise _gone()
    following = queries.find_next(get_viewer(), session.id)
    return render_template(
        "workspace/review/session.html",
        session=session,
        tally=tally,
        following=page_of(session.public_id, following.public_id) if following else None,
    )


@blueprint.post("/review/<session_id>/again")
@requires(Permission.VIEW_APPLICATION)
def review_again(session_id):
    """Go through those that were skipped."""
    session = _own(session_id)
    with transaction():
        reviewing.take_up_skipped(session.id)
    following = queries.find_next(get_viewer(), session.id)
    if following is None:
        return redirect(url_for("workspace.review_session", session_id=session_id), 303)
    return redirect(page_of(session_id, following.public_id), 303)


@blueprint.post("/applications/<public_id>/skip")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def skip(application):
    """Leave an application out of the session for now."""
    place = find_place(get_viewer(), application)
    if place is None:
        raise _gone()
    with transaction():
        reviewing.skip(place.session.id, application.id)
    return put_aside(application, f"{application.candidate.name} skipped")


@blueprint.post("/applications/<public_id>/snooze")
@requires(Permission.VIEW_APPLICATION, load=load_application)
@answering
def snooze(public_id):
    """Put an application off until a day."""
    application = load_application(public_id)
    form = SnoozeForm.in_zone(current_app.config["ZONE"])
    if not form.validate():
        return show_again(public_id, PageForms(snooze=form), status=422)
    until = form.instant()
    with transaction():
        attention.snooze(get_viewer().id, application.id, until)
    said = f"{application.candidate.name} is out of your reviews until {form.day:%-d %B %Y}"
    return put_aside(application, said, undo_url=url_for("workspace.wake", public_id=public_id))


@blueprint.post("/applications/<public_id>/wake")
@requires(Permission.VIEW_APPLICATION, load=load_application)
def wake(application):
    """Let an application into one's reviews again."""
    with transaction():
        attention.wake(get_viewer().id, application.id)
    said = f"{application.candidate.name} is in your reviews again"
    return put_aside(application, said, goes_on=False)


def _own(public_id: str) -> ReviewSession:
    session = find_session(get_viewer(), public_id)
    if session is None:
        raise _gone()
    return session


def _gone() -> NotFound:
    return NotFound("This review session is not there any more.")
