"""What a candidate asks for that is answered by mail: links to the applications, a new address, erasure."""

from ats.applications import mail, queries
from ats.applications.events import ErasureAsked, StatusLinkAsked
from ats.applications.models import Application
from ats.candidates.queries import find_by_address
from ats.platform.events import Actor, publish


def ask_for_links(email: str, *, by: Actor) -> None:
    """Have new status links mailed to whoever applied with an address; nothing happens for others."""
    candidate = find_by_address(email)
    if candidate is not None and queries.list_of_candidate(candidate.id):
        publish(StatusLinkAsked(by=by, candidate_id=candidate.id))


def ask_for_address(application: Application, email: str) -> None:
    """Mail the link that proves a new address to that address; it takes effect when the link is used."""
    mail.send_address_link(application, email)


def ask_for_erasure(application: Application, *, by: Actor) -> None:
    """Have the link mailed that confirms the erasure of everything about the person."""
    publish(
        ErasureAsked(
            by=by,
            candidate_id=application.candidate_id,
            application_id=application.id,
            opening_id=application.opening_id,
        )
    )
