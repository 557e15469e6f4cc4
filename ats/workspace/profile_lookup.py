"""Which document a request about an application's profile means, and what its events say of the application."""

from flask import request

from ats.applications.models import Application, Attachment
from ats.documents.models import Document
from ats.platform.errors import NotFound
from ats.workspace.queries.application import list_attachments


def resume_of(application: Application) -> Attachment:
    """Return the résumé that the request names, or the current one where it names none; raise NotFound."""
    resumes = [each for each in list_attachments(application.id) if each.role == "resume"]
    asked = request.form.get("document") or request.args.get("document")
    named = [each for each in resumes if each.document.public_id == asked]
    current = [each for each in resumes if each.is_current]
    found = next(iter(named if asked else current or resumes), None)
    if found is None or found.document.is_out_of_reach:
        raise NotFound("This application has no résumé that could be read.")
    return found


def has_resume(application: Application) -> bool:
    """Return whether there is a résumé, readable or not, or facts that stand for one."""
    return any(each.role == "resume" for each in list_attachments(application.id))


def file_of(application: Application) -> Document:
    """Return the file of an application that the request names; raise NotFound."""
    asked = request.form.get("document")
    for each in list_attachments(application.id):
        if each.document.public_id == asked:
            return each.document
    raise NotFound


def where(application: Application) -> dict[str, int]:
    """Return what an event about a document says of the application through which somebody came to it."""
    return {"application_id": application.id, "opening_id": application.opening_id}
