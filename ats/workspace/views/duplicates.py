"""People who may be known twice: suggestions, two side by side, merging them, and telling them apart."""

from flask import redirect, render_template, request, url_for

from ats.accounts.guards import actor, get_viewer, may_see_opening, requires
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.queries import find_by_what_is_typed, find_candidate_of
from ats.candidates import merging
from ats.candidates.queries import count_there, get_candidate, list_rows
from ats.candidates.rules import FIELDS
from ats.matching import actions, queries
from ats.messages.queries import count_waiting
from ats.platform.database import db, transaction
from ats.platform.errors import Conflict, NotFound
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.workspace import rules
from ats.workspace.access import load_application, load_whole_application
from ats.workspace.answers import back_to
from ats.workspace.comparing import compare, whom
from ats.workspace.forms import AskPersonForm, MergeForm
from ats.workspace.views import blueprint

_OTHER_ONE = "Select somebody else: this is the person you came from"


@blueprint.get("/duplicates")
@requires(Permission.EDIT_CANDIDATE)
def duplicates():
    """List who may be one person, or who was told apart."""
    is_dismissed = request.args.get("show") == "apart"
    page = queries.page_of_suggestions(
        get_viewer(), dismissed=is_dismissed, cursor=request.args.get("after") or None
    )
    keep = {"show": "apart"} if is_dismissed else {}
    return render_template(
        "workspace/duplicates/list.html",
        pairs=page.rows,
        is_dismissed=is_dismissed,
        total=rules.capped(queries.count_open()),
        next_url=url_for("workspace.duplicates", after=page.next_cursor, **keep)
        if page.next_cursor
        else None,
    )


@blueprint.route("/applications/<public_id>/merge", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATE, load=load_whole_application)
def merge(application):
    """Ask who else it is, show the two side by side, and make them one person."""
    ask = AskPersonForm(request.args, meta={"csrf": False})
    typed = request.values.get("with", "")
    other = _find_other(typed) if typed else None
    if other is None:
        if request.method == "POST" or typed:
            set_error(ask.who, "Nobody has this reference or address" if typed else "Enter who it is")
        return _ask(application, ask)
    if other.candidate_id == application.candidate_id:
        set_error(ask.who, _OTHER_ONE)
        return _ask(application, ask)
    if request.method == "GET":
        return _show(application, other, MergeForm(formdata=None))
    form = MergeForm()
    if not form.validate():
        return _show(application, other, form, status=422)
    by, public_id = actor(), application.public_id
    take = [field for field in FIELDS if form[field].data == "other"]
    try:
        with transaction():
            one, second = find_candidate_of(application), find_candidate_of(other)
            merging.merge(one, second, take, seen=form.digest.data, by=by)
            undo = _undo_fields(second if second.merged_into_id else one)
    except Conflict as error:
        db.session.rollback()
        application, other = load_whole_application(public_id), _other_of(typed)
        return _show(application, other, MergeForm(formdata=None), problem=error.message, status=409)
    toast("Merged into one person", undo_url=_url("unmerge", application), undo_fields=undo)
    return back_to(application)


@blueprint.post("/applications/<public_id>/unmerge")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def unmerge(application):
    """Take a merge back: both people are as they were, each with what came since."""
    by = actor()
    with transaction():
        row = get_candidate(request.form.get("row", ""))
        rows = {each.id: each for each in list_rows(find_candidate_of(application))}
        if row.id not in rows:
            raise NotFound("These two are not merged any more.")
        waited = count_waiting(rows)
        merging.unmerge(row, by=by)
        called_back = waited - count_waiting(rows)
        is_gone = count_there(rows) < len(rows)
    words = "They are two people again"
    if called_back:
        what = "A message that waited was" if called_back == 1 else f"{called_back} messages that waited were"
        words += f". {what} addressed to the other and called back"
    if is_gone:
        words += ". The other had no application left and is erased"
    toast(words)
    return back_to(application)


@blueprint.post("/applications/<public_id>/different")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def tell_apart(application):
    """Say that two are different people; it is remembered."""
    other, by = _other_of_form(), actor()
    with transaction():
        settled = actions.tell_apart(application.candidate_id, other.candidate_id, by=by)
    fields = {"with": other.public_id, "next": request.form.get("next", "")}
    if settled:
        words = "Noted: these are two different people"
        toast(words, undo_url=_url("undo_telling_apart", application), undo_fields=fields)
    return back_to(application, request.form.get("next"))


@blueprint.post("/applications/<public_id>/different/undo")
@requires(Permission.EDIT_CANDIDATE, load=load_application)
def undo_telling_apart(application):
    """Suggest the two again."""
    other, by = _other_of_form(), actor()
    with transaction():
        if actions.undo_telling_apart(application.candidate_id, other.candidate_id, by=by):
            toast("They are suggested again")
    return back_to(application, request.form.get("next"))


def _find_other(typed: str) -> Application | None:
    """Return the application somebody names, if the viewer may see it."""
    found = find_by_what_is_typed(typed.strip())
    is_seen = found is not None and found.tray is None and may_see_opening(get_viewer(), found.opening_id)
    return found if is_seen else None


def _other_of_form() -> Application:
    return _other_of(request.form.get("with", ""))


def _other_of(typed: str) -> Application:
    other = _find_other(typed)
    if other is None:
        raise NotFound
    return other


def _undo_fields(row) -> dict[str, str]:
    return {"row": row.public_id}


def _url(name: str, application: Application) -> str:
    return url_for(f"workspace.{name}", public_id=application.public_id)


def _ask(application: Application, form: AskPersonForm):
    pairs = queries.list_of_person(application.candidate, get_viewer())
    page = render_template(
        "workspace/duplicates/ask.html", application=application, form=form, suggested=pairs, whom=whom
    )
    return page, 422 if form.errors else 200


def _show(application: Application, other: Application, form: MergeForm, *, problem=None, status: int = 200):
    found = compare(find_candidate_of(application), find_candidate_of(other), get_viewer())
    if found.is_one:
        toast("These two are one person already", "info")
        return redirect(_url("application", application), 303)
    form.prepare(found)
    page = render_template(
        "workspace/duplicates/merge.html",
        application=application,
        other=other,
        found=found,
        form=form,
        problem=problem,
    )
    return page, status
