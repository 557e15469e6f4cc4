"""Decisions about openings that need nothing but their facts."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email

from ats.openings.places import Place, towns_of
from ats.platform.dates import is_past

# With name, e-mail address, résumé and consent the form then needs six inputs.
MAX_REQUIRED_QUESTIONS = 2
MAX_ADDRESS = 500
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
# Which states an opening may go to from each state.
NEXT_STATES = {
    "draft": ("published",),
    "published": ("paused", "closed"),
    "paused": ("published", "closed"),
    "closed": ("published",),
}
# Characters of a text of an opening; more than any advert has, and little enough for every page that shows it.
LONGEST_TEXT = 20_000


def refused_requirement(questions: Iterable[tuple[str, bool]]) -> str | None:
    """Return the first question, of (its words, whether it needs an answer), that is one required too many."""
    required = [label for label, is_required in questions if is_required]
    return required[MAX_REQUIRED_QUESTIONS] if len(required) > MAX_REQUIRED_QUESTIONS else None


def too_many_required(label: str) -> str:
    """Return what is said to whoever asks for one answer too many."""
    return (
        f"An opening requires at most {MAX_REQUIRED_QUESTIONS} answers of its own, so that applying stays short. "
        f"Let “{label}” go without"
    )


def takes_applications(state: str, deadline_on: date | None, zone: ZoneInfo) -> bool:
    """Return whether an application is possible now: published, and the deadline's day has not ended."""
    return state == "published" and not is_past(deadline_on, zone)


def is_listed(state: str, visibility: str, *, to_staff: bool) -> bool:
    """Return whether the public listing shows an opening to a visitor or to staff."""
    return state == "published" and (visibility == "public" or (to_staff and visibility == "internal"))


def mail_address(text: str | None) -> str:
    """Return a text that mail can be sent to, or nothing: where to apply may also be a web address."""
    try:
        return validate_email(text or "", check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def web_address(text: str | None) -> str:
    """Return a text that is a web address of at most 500 characters, or nothing."""
    address = (text or "").strip()
    return address if len(address) <= MAX_ADDRESS and _WEB_ADDRESS.fullmatch(address) else ""


def slug(name: str) -> str:
    """Return a name as it stands in an address: ASCII letters, digits and hyphens, at most 60; empty if it has none."""
    ascii_name = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.casefold()).strip("-")[:60].strip("-")


def missing_for_job_posting(opening) -> list[str]:
    """Return why an opening gets no schema.org JobPosting, as sentences; an empty list when it gets one.

    Google asks for a title, a full description and a place with its country; a page that not everybody finds
    gets none. Source: Google Search Central, "Job posting structured data", required properties.
    """
    reasons = []
    if opening.visibility != "public":
        reasons.append("It is not public.")
    if not opening.description.strip():
        reasons.append("It has no description.")
    towns = towns_of(Place(opening.city, opening.region, opening.country))
    if not (opening.country if opening.workplace == "remote" else all(town.country for town in towns)):
        reasons.append("It names no country.")
    if opening.workplace != "remote" and not (opening.city or opening.region):
        reasons.append("It names no city or region.")
    return reasons


def obstacles_to_publishing(opening, zone: ZoneInfo) -> list[str]:
    """Return what has to be put right before an opening can be published, as sentences."""
    obstacles = []
    if not (opening.description.strip() or opening.responsibilities or opening.requirements):
        obstacles.append("It says nothing about the work yet. Write a description first.")
    if is_past(opening.deadline_on, zone):
        obstacles.append("Its deadline has passed. Choose a later day or none.")
    if not opening.stages:
        obstacles.append("It has no stages. Choose them first.")
    return obstacles
