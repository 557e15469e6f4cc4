"""Bringing a jobs page in: read it, show side by side what was understood, save what was corrected."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.company.queries import default_template, get_company
from ats.openings import actions
from ats.openings.importing import (
    MAX_BYTES,
    ImportedPage,
    UnreadablePage,
    read_opening_lines,
    read_postings_page,
)
from ats.openings.queries import list_current_titles, list_programs
from ats.openings.source_lines import readable_lines
from ats.platform.columns import new_public_id
from ats.platform.database import transaction
from ats.platform.errors import DomainError
from ats.platform.form_rows import press_row_button
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.workspace.import_forms import ImportForm, SourceForm
from ats.workspace.import_moves import move_openings, put_in_order
from ats.workspace.import_overlaps import find_overlaps
from ats.workspace.import_pasting import part_pasted
from ats.workspace.import_shown import find_why_too_long, shown_page, with_opening
from ats.workspace.views import blueprint

# The button that sends an opening to the program that is chosen for it; its value is the name of the opening's fields.
_MOVE = "move"
# The same for the button that reads an opening from lines of the page.
_READ = "read"


@blueprint.route("/openings/import", methods=["GET", "POST"])
@requires(Permission.IMPORT_OPENINGS)
def import_openings():
    """Take a page in and show what was understood of it; nothing is saved yet."""
    form = SourceForm()
    if not form.validate_on_submit():
        return _source_page(form)
    data, name = _given(form)
    try:
        page = read_postings_page(data, name)
        problem = find_why_too_long(page)
    except UnreadablePage as error:
        problem = str(error)
    if problem:
        set_error(form.page if name else form.text, problem)
        return _source_page(form)
    shown = shown_page(page, readable_lines(data, name))
    return _preview(ImportForm(formdata=None, data=shown, known=_known_programs()))


@blueprint.post("/openings/import/save")
@requires(Permission.IMPORT_OPENINGS)
def save_import():
    """Draft what is ticked, all of it or nothing; or carry out a button of the preview and show it again."""
    known = _known_programs()
    sent, parted = part_pasted(request.form)
    given, focus = _arranged(sent, known)
    form = ImportForm(formdata=given, known=known)
    if form.is_whole() and (name := request.form.get(_READ)):
        return _read_lines(form, given, name)
    if form.is_whole() and (parted or focus is not None):
        return _preview(form, focus=focus or f"{parted[0]}-add", parted=len(parted))
    if not form.validate():
        return _preview(form, status=422)
    page = form.page()
    try:
        _bring_in(page, form.key.data)
    except DomainError as error:
        if isinstance(error, actions.ImportedBefore):
            form.key.data = new_public_id()
        return _preview(form, problem=error.message, status=error.status)
    number = len(page.openings)
    toast(
        "1 opening is drafted."
        if number == 1
        else f"{number} openings are drafted. Look at each and publish it."
    )
    return redirect(url_for("workspace.openings", state="draft"), 303)


def _arranged(sent: MultiDict, known: dict[str, str]) -> tuple[MultiDict, str | None]:
    """Return the fields after the button that was pressed, and where it leads; None where all shall be saved.

    A button for rows moves no opening to another program: that is done by a button of its own, and when all is saved.
    """
    given, row = press_row_button(sent, ImportForm.BLANKS)
    if row is not None:
        deed = next(key for key in sent if key not in given).rpartition("-")[2]
        return given, f"{row}-{deed}"
    if _READ in sent:
        return sent, None
    given, places = move_openings(sent, known)
    moved = sent.get(_MOVE)
    return given, None if moved is None else f"{places.get(moved, '')}-{_MOVE}"


def _read_lines(form: ImportForm, given: MultiDict, name: str):
    """Show the preview with an opening read from the lines that are named for it."""
    row = next((row for row in form.openings() if row.title.name == f"{name}-title"), None)
    lines = [(line.number, line.text) for line in form.lines() if row and line.number in row.span()]
    if row is None or not lines:
        problem = "Enter the first and the last line of the opening, as they are numbered in your page"
        if row is not None:
            set_error(row.from_line, problem)
        return _preview(form, problem=problem, status=422, focus=f"{name}-{_READ}")
    read, places = put_in_order(with_opening(given, name, read_opening_lines(lines)), name)
    shown = ImportForm(formdata=read, known=form.known)
    return _preview(shown, focus=f"{places[name]}-add", overlaps=find_overlaps(shown, lines, places[name]))


def _known_programs() -> dict[str, str]:
    """Return the names of the programs that are there by their slugs."""
    return {program.slug: program.name for program in list_programs()}


def _bring_in(page: ImportedPage, key: str) -> None:
    """Draft a page once, however often its preview is sent, and at however many places at once."""
    try:
        with transaction():
            actions.bring_in_once(page, key=key, template=default_template(), by=actor())
    except IntegrityError:  # the other sending is saved by now, and its key is found
        with transaction():
            actions.bring_in_once(page, key=key, template=default_template(), by=actor())


def _given(form: SourceForm) -> tuple[bytes | str, str | None]:
    """Return the file and its name, or else the pasted text."""
    file = form.page.data
    if file and file.filename:
        return file.stream.read(MAX_BYTES + 1), file.filename
    return form.text.data, None


def _source_page(form: SourceForm):
    page = render_template("workspace/openings/import.html", form=form, max_bytes=MAX_BYTES)
    return page, 422 if form.errors else 200


def _count_there(form: ImportForm) -> int:
    """Count the openings of a preview whose program has one of the same title that is not closed."""
    there = {(program.casefold(), title.casefold()) for program, title in list_current_titles()}
    return sum(
        ((row.title.data or actions.UNNAMED_PROGRAM).casefold(), (each.title.data or "").casefold()) in there
        for row in form.rows()
        for each in row.kept()
    )


def _preview(
    form: ImportForm,
    *,
    problem: str | None = None,
    status: int = 200,
    focus: str | None = None,
    parted: int = 0,
    overlaps: Sequence[str] = (),
):
    is_damaged = bool(form.source.errors)
    context = {
        "form": form,
        "problem": problem,
        "focus": focus,
        "parted": parted,
        "overlaps": overlaps,
        "lines": [] if is_damaged else form.lines(),
        "lost": [] if is_damaged else form.lost(),
        "left_out": [] if is_damaged else form.left(),
        "understood": [] if is_damaged else form.read(),
        "says_something": bool(get_company().about),
        "there": _count_there(form),
        "known": {name.casefold() for name in form.known.values()},
    }
    return render_template("workspace/openings/import_preview.html", **context), status
