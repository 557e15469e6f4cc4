"""Decisions about openings that need nothing but their facts."""

import re
import unicodedata
from datetime import date
from zoneinfo import ZoneInfo

from ats.platform.dates import is_past

# Which states an opening may go to from each state.
NEXT_STATES = {
    "draft": ("published",),
    "published": ("paused", "closed"),
    "paused": ("published", "closed"),
    "closed": ("published",),
}


def takes_applications(state: str, deadline_on: date | None, zone: ZoneInfo) -> bool:
    """Return whether an application is possible now: published, and the deadline's day has not ended."""
    return state == "published" and not is_past(deadline_on, zone)


def is_listed(state: str, visibility: str, *, to_staff: bool) -> bool:
    """Return whether the public listing shows an opening to a visitor or to staff."""
    return state == "published" and (visibility == "public" or (to_staff and visibility == "internal"))


def slug(name: str) -> str:
    """Return a name as it stands in an address: ASCII letters, digits and hyphens, at most 60."""
    ascii_name = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.casefold()).strip("-")[:60].strip("-") or "program"
