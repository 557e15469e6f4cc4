"""What was typed into the panel of a rejection when somebody else decided first: shown again, to be sent or kept."""

from ats.accounts.guards import get_viewer
from ats.applications.models import Application, Status
from ats.messages import placeholders, queries
from ats.platform.errors import Conflict
from ats.workspace.access import load_whole_application
from ats.workspace.forms import NoteForm
from ats.workspace.message_forms import RejectForm
from ats.workspace.page import PageForms, show_application

STANDS_BELOW = "What you typed stands under “Notes” and is not saved yet."


def give_back(public_id: str, form: RejectForm, templates: list, error: Conflict) -> tuple[str, int] | None:
    """Answer a refused rejection with the page and what was typed; None where nobody typed anything of their own.

    The panel comes back while there is still something to decide, or else the words as a note.
    """
    application = load_whole_application(public_id)
    words = [form.note.data, _own_message(form, application, templates)]
    if not any(words):
        return None
    if application.status == Status.ACTIVE and application.tray is None:
        form.form_errors = [error.message]
        return show_application(application, PageForms(reject=form), problem=error.message), error.status
    note = NoteForm(formdata=None, data={"text": "\n\n".join(filter(None, words))})
    problem = f"{error.message} {STANDS_BELOW}"
    return show_application(application, PageForms(note=note), problem=problem), error.status


def _own_message(form: RejectForm, application: Application, templates: list) -> str:
    """Return the text of the message where it is not the template's, whose words are there for whoever chooses it."""
    template = next((each for each in templates if each.public_id == form.template.data), None)
    if template is None or not form.text.data:
        return ""
    values = queries.placeholder_values(application, get_viewer())
    offered = (template.text, placeholders.preview(template.text, values))
    return "" if _lines(form.text.data) in map(_lines, offered) else form.text.data


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
