"""Acting on many applications at once: choose, preview, start, follow, stop, take back; and export."""

from flask import (
    Response,
    current_app,
    redirect,
    render_template,
    request,
    session,
    stream_with_context,
    url_for,
)
from sqlalchemy import func, select

from ats.accounts.guards import actor, check, get_viewer, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application, Status
from ats.batches import actions, exporting, jobs, queries
from ats.batches.kinds import KINDS
from ats.batches.models import Batch, BatchState
from ats.batches.previewing import preview
from ats.openings.actions import change_state
from ats.openings.models import Opening, State
from ats.openings.queries import get_opening
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict, NotFound
from ats.platform.toasts import toast
from ats.platform.whole_numbers import read_whole_number
from ats.workspace import batch_page, batch_words
from ats.workspace.batch_forms import FORMS, RejectManyForm, form_of
from ats.workspace.list_filter import Asked
from ats.workspace.openings_page import STATE_STEPS
from ats.workspace.selection import read_selection, select_matching
from ats.workspace.views import blueprint

_EXPORT, _CLOSE = "export", "close"


@blueprint.post("/applications/many")
@requires(Permission.DECIDE_APPLICATION)
def act_on_many():
    """Choose applications on a list, and go on to the preview of what shall be done to them; or export them."""
    act, by = request.form.get("act", ""), actor()
    if act == _EXPORT:
        return _export(by)
    if act not in FORMS or act == _CLOSE:
        raise NotFound
    check(get_viewer(), KINDS[act].permission)
    chosen = read_selection(get_viewer(), request.form)
    with transaction():
        draft = actions.draft(act, chosen.ids, chosen=chosen.words, by=by, parameters=_remembered(act))
        public_id = draft.public_id
    return redirect(url_for("workspace.batch", public_id=public_id), 303)


@blueprint.get("/applications/count")
@requires(Permission.VIEW_APPLICATION)
def count_applications():
    """Count exactly how many fit an address, for whoever asks."""
    ids = select_matching(get_viewer(), Asked.read(request.args, current_app.config["ZONE"]))
    return {"count": db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0}


@blueprint.get("/batches")
@requires(Permission.DECIDE_APPLICATION)
def batches():
    """List what was done to many at once."""
    found = queries.list_batches(get_viewer())
    undone = {batch.id: db.session.get(Batch, batch.undoes_id) for batch in found if batch.undoes_id}
    rows = [
        (batch, batch_words.heading(batch, undone.get(batch.id)), batch_words.details(batch))
        for batch in found
    ]
    return render_template("workspace/batches/list.html", rows=rows)


@blueprint.get("/batches/<public_id>")
@requires(Permission.DECIDE_APPLICATION)
def batch(public_id):
    """Show the preview of a draft, or how far a batch is and what became of each item."""
    found = queries.get_batch(public_id, get_viewer())
    return batch_page.draft_page(found) if found.state == BatchState.DRAFT else batch_page.report_page(found)


@blueprint.post("/batches/<public_id>")
@requires(Permission.DECIDE_APPLICATION)
def change_batch(public_id):
    """Choose what a draft does and look at the preview; start it where nothing was changed since that was seen."""
    draft = queries.get_batch(public_id, get_viewer())
    here = url_for("workspace.batch", public_id=public_id, people=batch_page.place_of_people())
    if draft.state != BatchState.DRAFT:
        return redirect(here, 303)
    form = form_of(draft)
    if not form.validate():
        return batch_page.draft_page(draft, form), 422
    given, wants_start, by = form.parameters(draft), request.form.get("do") == "start", actor()
    try:
        with transaction():
            is_new = _choose(draft, given)
            if wants_start and not is_new:
                actions.start(draft, seen=form.seen.data or 0, by=by)
        if wants_start and not is_new:
            jobs.do_now(draft.id)
    except Conflict as why:
        db.session.rollback()
        draft = queries.get_batch(public_id, get_viewer())
        return batch_page.draft_page(draft, problem=why.message), 409
    if wants_start and is_new:
        toast("Something changed since the preview. Look at it once more, then start.", "info")
    return redirect(here, 303)


def _choose(draft: Batch, given: dict) -> bool:
    """Write down what was chosen and who came meanwhile; return whether any of it is new."""
    is_other = any(draft.parameters.get(name, "") != value for name, value in given.items())
    if is_other:
        actions.choose(draft, given)
    is_exempted = actions.exempt(draft, _numbers("listed"), _numbers("exempt"))
    return actions.bring_up_to_date(draft) or is_other or is_exempted


def _numbers(name: str) -> set[int]:
    """Return the numbers of items that a form sends; what can be none of them is nobody's."""
    numbers = map(read_whole_number, request.form.getlist(name))
    return {each for each in numbers if each is not None}


@blueprint.get("/batches/<public_id>/letter")
@requires(Permission.DECIDE_APPLICATION)
def batch_letter(public_id):
    """Show one person's message alone: what the preview asks for while somebody leafs through them."""
    draft = queries.get_batch(public_id, get_viewer())
    if draft.state != BatchState.DRAFT or KINDS[draft.kind].missing(draft):
        raise NotFound
    letter = batch_page.shown_letter(preview(draft))
    return render_template("workspace/batches/letter_only.html", batch=draft, letter=letter)


@blueprint.get("/batches/<public_id>/progress")
@requires(Permission.DECIDE_APPLICATION)
def batch_progress(public_id):
    """Show the progress and the report alone: what the page asks for again while a batch runs."""
    found = queries.get_batch(public_id, get_viewer())
    if found.state == BatchState.DRAFT:
        raise NotFound
    part = render_template("workspace/batches/progress_only.html", **batch_page.report(found))
    # The heading of the page says how it ended.
    return part if found.state == BatchState.RUNNING else (part, {"HX-Refresh": "true"})


@blueprint.post("/batches/<public_id>/stop")
@requires(Permission.DECIDE_APPLICATION)
def stop_batch(public_id):
    """End a batch before its last item."""
    found = _own(public_id)
    with transaction():
        actions.stop(found, by=actor())
    rest = "the rest can be taken back where it was done" if found.undoes_id else "can be taken back"
    toast(f"Stopped. What was done so far stays, and {rest}.", "info")
    return redirect(url_for("workspace.batch", public_id=public_id), 303)


@blueprint.post("/batches/<public_id>/undo")
@requires(Permission.DECIDE_APPLICATION)
def undo_batch(public_id):
    """Take a whole batch back."""
    found = _own(public_id)
    with transaction():
        undo = actions.undo(found, by=actor())
    here = url_for("workspace.batch", public_id=undo.public_id)
    jobs.do_now(undo.id)
    return redirect(here, 303)


@blueprint.post("/openings/<reference>/close")
@requires(Permission.EDIT_OPENING, load=get_opening)
def close_opening(opening: Opening):
    """Go on to the page on which everybody still in an opening gets an outcome and a message; close an empty one."""
    by = actor()
    still = (
        Application.opening_id == opening.id,
        Application.status == Status.ACTIVE,
        Application.tray.is_(None),
    )
    chosen = select(Application.id).where(*still)
    if not db.session.scalar(chosen.limit(1)):
        # The last one got an answer since the button was shown.
        with transaction():
            change_state(opening, State.CLOSED, by=by, seen=request.form.get("seen"))
        toast(STATE_STEPS[State.CLOSED].done)
        return redirect(url_for("workspace.opening", reference=opening.reference), 303)
    with transaction():
        draft = actions.draft(
            _CLOSE,
            chosen,
            chosen="Everybody still in it",
            opening_id=opening.id,
            by=by,
            parameters=_remembered(_CLOSE),
        )
        public_id = draft.public_id
    return redirect(url_for("workspace.batch", public_id=public_id), 303)


def _own(public_id: str) -> Batch:
    """Return a batch that the viewer may see and has the right to act on."""
    found = queries.get_batch(public_id, get_viewer())
    check(get_viewer(), actions.permission_of(found))
    return found


def _remembered(act: str) -> dict:
    """Return what a rejection begins with: the reason and the message of the last one."""
    last = session.get("last_rejection") if act in ("reject", _CLOSE) else None
    if not last:
        return {}
    form = RejectManyForm(formdata=None)
    words = form.words_of(last.get("template") or "")
    template = last["template"] if words["text"] else ""
    delay = last.get("delay") or "" if template else ""
    return {"reason": last.get("reason") or "", "template": template, "delay": delay, **words}


def _export(by):
    chosen = read_selection(get_viewer(), request.form)
    with transaction():
        if not exporting.note_export(chosen.ids, conditions=chosen.conditions, by=by):
            raise actions.NothingChosen
    lines = stream_with_context(exporting.export(chosen.ids))
    headers = {"Content-Disposition": 'attachment; filename="applications.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)
