"""What becomes better known: newer documents, confirmed details."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from ats.applications.actions.summarising import summarise
from ats.applications.events import DocumentAdded, TypedDetailsSettled
from ats.applications.models import Application, Attachment
from ats.applications.queries import find_candidate_of
from ats.candidates import actions as candidates
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.platform.database import db
from ats.platform.errors import Conflict
from ats.platform.events import Actor, publish
from ats.platform.seen_values import NOTHING, Seen


def add_document(application: Application, file: StoredFile, role: str, *, by: Actor) -> int:
    """Attach a newer file of a role and return its document's id; the earlier ones stay beside it, not current.

    The file that is the current one already is not attached again: it was sent twice.
    """
    same = next((each for each in application.attachments if _is_same(each, file, role)), None)
    if same:
        return same.document_id
    document_id = documents.attach(application.candidate_id, file)
    db.session.execute(
        update(Attachment)
        .where(Attachment.application_id == application.id, Attachment.role == role)
        .values(is_current=False)
    )
    db.session.add(Attachment(application_id=application.id, document_id=document_id, role=role))
    db.session.flush()
    publish(DocumentAdded(by=by, document_id=document_id, role=role, **_ids(application)))
    return document_id


def _is_same(attachment: Attachment, file: StoredFile, role: str) -> bool:
    is_what_counts = attachment.is_current and attachment.is_confirmed and attachment.role == role
    return is_what_counts and attachment.document.sha256 == file.sha256


def add_typed(application: Application, file: StoredFile, profile: Mapping[str, Any], *, by: Actor) -> int:
    """Let an application without a résumé have facts instead, and return their document's id; raise Conflict."""
    if any(each.role == "resume" for each in application.attachments):
        raise Conflict("There is a résumé by now. Please load the page again.")
    document_id = documents.attach_typed(application.candidate_id, file, profile)
    db.session.add(Attachment(application_id=application.id, document_id=document_id, role="resume"))
    db.session.flush()
    summarise(document_id)
    publish(DocumentAdded(by=by, document_id=document_id, role="typed", **_ids(application)))
    return document_id


def settle_typed_details(application: Application, *, accept: bool, by: Actor) -> None:
    """Take what was typed into the form over to the candidate, or let the application show what is known."""
    candidate = find_candidate_of(application)
    typed = typed_differences(application)
    where = {"application_id": application.id, "opening_id": application.opening_id}
    if accept:
        candidates.change_contact(candidate, {name: new for name, (_, new) in typed.items()}, by=by, **where)
    else:
        application.typed_name = candidate.own_value("name")
        application.typed_phone = candidate.own_value("phone")
        application.typed_link = candidate.own_value("link")
    publish(TypedDetailsSettled(by=by, accepted=accept, **_ids(application)))


def confirm_address(application: Application, *, by: Actor) -> None:
    """Note that the candidate came through the mailed link, with the first thing done there."""
    where = {"application_id": application.id, "opening_id": application.opening_id}
    candidates.confirm_address(find_candidate_of(application), by=by, **where)


def change_address(application: Application, email: str, *, by: Actor) -> None:
    """Write to another address from now on, which the candidate has shown to read; raise AddressTaken."""
    where = {"application_id": application.id, "opening_id": application.opening_id}
    candidate = find_candidate_of(application)
    candidates.change_contact(candidate, {"email": email}, by=by, **where)
    candidates.confirm_address(candidate, by=by, **where)


def confirm_by_candidate(
    application: Application, values: Mapping[str, str], *, seen: Seen = NOTHING, by: Actor
) -> None:
    """Take contact details from the person who came through the mailed link; raise ChangedMeanwhile."""
    candidate = find_candidate_of(application)
    where = {"application_id": application.id, "opening_id": application.opening_id}
    candidates.confirm_address(candidate, by=by, **where)
    candidates.change_contact(candidate, values, by=by, seen=seen, **where)
    application.typed_name, application.typed_phone = candidate.name, candidate.phone
    application.typed_link = candidate.link


def typed_differences(application: Application) -> dict[str, tuple[str, str]]:
    """Return name, phone and link as (known, typed) where the form said something else than what is known.

    Of a merged person, what this row says by itself is known too.
    """
    candidate = find_candidate_of(application)
    pairs = {
        "name": (candidate.name, application.typed_name),
        "phone": (candidate.phone, application.typed_phone),
        "link": (candidate.link, application.typed_link),
    }
    return {
        name: (known, typed)
        for name, (known, typed) in pairs.items()
        if typed and typed not in (known, candidate.own_value(name))
    }


def _ids(application: Application) -> dict[str, int]:
    return {
        "application_id": application.id,
        "candidate_id": application.candidate_id,
        "opening_id": application.opening_id,
    }
