"""What the page that finishes an application already knows: the details, also those the résumé names, and the files."""

from ats.applications.models import Application
from ats.applications.queries import find_candidate_of
from ats.documents.queries import get_read
from ats.documents.rules.typed import contact_of


def contact_known(application: Application) -> dict[str, str]:
    """Return name, email, phone and link as known; where nothing is, phone and link as the résumé says."""
    candidate = find_candidate_of(application)
    read = _read_contact(application)
    return {
        "name": candidate.name,
        "email": candidate.email,
        "phone": candidate.phone or read.get("phone", "")[:60],
        "link": candidate.link or read.get("link", "")[:500],
    }


def _read_contact(application: Application) -> dict[str, str]:
    current = [
        each
        for each in application.attachments
        if each.role == "resume" and each.is_current and each.is_confirmed
    ]
    return contact_of(get_read(current[-1].document).corrected) if current else {}


def file_names(application: Application) -> list[str]:
    """Return the names of the files that came with an application and count."""
    files = [each for each in application.attachments if each.is_current and each.is_confirmed]
    return [each.document.name for each in files]
