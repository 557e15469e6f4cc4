"""What the guards of this slice load: records that say which opening they belong to, or NotFound.

A suspected application is there for those who sort the tray, and for nobody else.
"""

from dataclasses import dataclass, replace

from ats.accounts.guards import get_viewer, may_see_opening
from ats.accounts.permissions import Permission
from ats.applications.models import Application
from ats.applications.queries import find_document_application, get_in_brief
from ats.documents.models import Document
from ats.documents.queries import get_document
from ats.messages.models import Message
from ats.messages.queries import get_message
from ats.platform.columns import is_storable_id
from ats.platform.errors import NotFound
from ats.reviews.models import Note
from ats.reviews.queries import get_note
from ats.workspace.queries.application import get_whole


@dataclass(frozen=True)
class SeenDocument:
    """A document, and the opening through whose application somebody may see it."""

    document: Document
    opening_id: int
    number: int = 1


@dataclass(frozen=True)
class SeenMessage:
    """A message, the application it is about, and the part of it that was asked for."""

    message: Message
    application: Application
    part: int | str = ""

    @property
    def opening_id(self) -> int:
        """The opening that the guard asks about."""
        return self.application.opening_id


@dataclass(frozen=True)
class SeenNote:
    """A note, and the application on which it stands."""

    note: Note
    application: Application

    @property
    def opening_id(self) -> int:
        """The opening that the guard asks about."""
        return self.application.opening_id


def load_application(public_id: str) -> Application:
    """Return an application for an action."""
    return _unless_hidden(get_in_brief(public_id))


def load_whole_application(public_id: str) -> Application:
    """Return an application for its page."""
    may_tag = get_viewer().can(Permission.EDIT_CANDIDATE)
    return _unless_hidden(get_whole(public_id, with_known_tags=may_tag))


def load_note(public_id: str, note_id: str) -> SeenNote:
    """Return a note on an application."""
    application = load_application(public_id)
    return SeenNote(get_note(application.id, note_id), application)


def load_message(public_id: str, message_id: str) -> SeenMessage:
    """Return a message about an application."""
    application = load_application(public_id)
    return SeenMessage(get_message(application.id, message_id), application)


def load_message_part(public_id: str, message_id: str, part: int | str) -> SeenMessage:
    """Return a message about an application, and what part of it is meant."""
    return replace(load_message(public_id, message_id), part=part)


def load_document(public_id: str, number: int = 1) -> SeenDocument:
    """Return a document that is part of an application which the viewer may see."""
    if not is_storable_id(number):
        raise NotFound
    user, document = get_viewer(), get_document(public_id)
    for application in find_document_application(document.id):
        if not _is_hidden(application) and may_see_opening(user, application.opening_id):
            return SeenDocument(document, application.opening_id, number)
    raise NotFound


def _unless_hidden(application: Application) -> Application:
    if _is_hidden(application):
        raise NotFound
    return application


def _is_hidden(application: Application) -> bool:
    return application.tray is not None and not get_viewer().can(Permission.SORT_TRAY)
