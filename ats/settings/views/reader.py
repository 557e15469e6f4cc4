"""The reader of résumés: its version, what each version has read, reading everything again, and quarantine."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.applications.queries import list_applications_of_documents
from ats.documents import actions, queries
from ats.documents.reader import READER_VERSION
from ats.platform.columns import is_storable_id
from ats.platform.database import transaction
from ats.platform.errors import NotFound
from ats.platform.toasts import toast
from ats.settings.views import blueprint

_STATES = {"pause": "paused", "go-on": "running", "stop": "stopped"}


@blueprint.get("/reader")
@requires(Permission.MANAGE_SYSTEM)
def reader():
    """Show what was read by which version, the passes over everything, and what is in quarantine."""
    quarantined = queries.list_quarantined()
    return render_template(
        "settings/reader.html",
        version=READER_VERSION,
        counts=queries.count_readings(),
        rereads=queries.list_rereads(),
        quarantined=quarantined,
        applications=list_applications_of_documents([each.id for each in quarantined]),
    )


@blueprint.get("/reader/progress")
@requires(Permission.MANAGE_SYSTEM)
def reader_progress():
    """Show the passes alone: what the page asks for again while one of them runs."""
    return render_template("settings/reader_progress.html", rereads=queries.list_rereads())


@blueprint.post("/reader/start")
@requires(Permission.MANAGE_SYSTEM)
def start_reread():
    """Read everything again, or only what an older version has read."""
    by, only_older = actor(), request.form.get("what") != "everything"
    with transaction():
        reread = actions.start(READER_VERSION, only_older=only_older, by=by)
    toast(f"{reread.total:,} files are being read again")
    return redirect(url_for("settings.reader"), 303)


@blueprint.post("/reader/<int:reread_id>/state")
@requires(Permission.MANAGE_SYSTEM)
def change_reread(reread_id):
    """Pause a pass, let it go on, or stop it."""
    state, by = _STATES.get(request.form.get("to", "")), actor()
    if state is None or not is_storable_id(reread_id):
        raise NotFound
    with transaction():
        actions.change_state(queries.get_reread(reread_id), state, by=by)
    return redirect(url_for("settings.reader"), 303)


@blueprint.get("/reader/<int:reread_id>")
@requires(Permission.MANAGE_SYSTEM)
def reread_changes(reread_id):
    """List what a pass changed, profile by profile."""
    if not is_storable_id(reread_id):
        raise NotFound
    reread = queries.get_reread(reread_id)
    page = queries.page_of_changes(reread_id, cursor=request.args.get("after"))
    return render_template(
        "settings/reread.html",
        reread=reread,
        page=page,
        applications=list_applications_of_documents([document.id for _, document in page.rows]),
        is_first=not request.args.get("after"),
        in_words=in_words,
    )


def in_words(pointer: str) -> str:
    """Return a JSON pointer as a person reads it: "/work/0/position" is "work 1, position"."""
    words = []
    for part in pointer.strip("/").split("/"):
        if part.isdigit() and words:
            words[-1] += f" {int(part) + 1}"
        elif part != "basics":
            words.append({"startDate": "from", "endDate": "to", "studyType": "degree"}.get(part, part))
    return ", ".join(words)
