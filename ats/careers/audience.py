"""Who may see an opening on the public site, and where a visitor says to come from."""

import re
from collections.abc import Mapping

from flask import current_app

from ats.accounts.guards import may_see_opening, viewer
from ats.applications.queries import Ground
from ats.openings.models import Opening, State, Visibility
from ats.openings.rules import takes_applications
from ats.platform.errors import NotFound

DEFAULT_SOURCE = "careers page"


def check_may_see(opening: Opening) -> None:
    """Raise NotFound for an opening that this request's viewer must not learn of.

    A draft is for those who work on it, an internal opening for everybody who is signed in.
    """
    user = viewer()
    if opening.state == State.DRAFT:
        allowed = user is not None and may_see_opening(user, opening.id)
    else:
        allowed = opening.visibility != Visibility.INTERNAL or user is not None
    if not allowed:
        raise NotFound


def is_open(opening: Opening | Ground) -> bool:
    """Return whether an opening, or what a submission to it meets, takes applications now."""
    return takes_applications(opening.state, opening.deadline_on, current_app.config["ZONE"])


def source_of(values: Mapping[str, str]) -> str:
    """Return what a link or a form says about where the visitor came from, at most 40 harmless characters."""
    return " ".join(re.sub(r"[^\w .&+-]", "", values.get("source", "")).split())[:40]
