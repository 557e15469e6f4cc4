"""What the palette reaches beside the verbs of the page it opens on: every page without a record, openings, people."""

from dataclasses import asdict, dataclass

from flask import url_for
from sqlalchemy import and_, or_, select

from ats.accounts.models import User
from ats.accounts.permissions import Permission as P
from ats.openings.models import Opening
from ats.openings.queries import visible_openings
from ats.platform.database import db
from ats.search.collecting import find_by_name

SHORTEST, LONGEST = 2, 100
_OPENINGS, _PEOPLE = 6, 8

# Label, endpoint, permission, key.
PAGES = (
    ("Home", "workspace.home", P.SEE_DASHBOARD, ""),
    ("Review everything new", "workspace.review", P.VIEW_APPLICATION, ""),
    ("Applications", "workspace.applications", P.VIEW_APPLICATION, ""),
    ("Saved views", "workspace.saved_views", P.VIEW_APPLICATION, ""),
    ("Batches", "workspace.batches", P.DECIDE_APPLICATION, ""),
    ("Duplicates", "workspace.duplicates", P.EDIT_CANDIDATE, ""),
    ("Search", "workspace.search", P.VIEW_APPLICATION, "/"),
    ("Openings", "workspace.openings", P.VIEW_OPENING, ""),
    ("New opening", "workspace.new_opening", P.EDIT_OPENING, ""),
    ("Import openings from a page", "workspace.import_openings", P.IMPORT_OPENINGS, ""),
    ("Programs", "workspace.programs", P.EDIT_OPENING, ""),
    ("New program", "workspace.new_program", P.EDIT_OPENING, ""),
    ("Tray", "workspace.tray", P.SORT_TRAY, ""),
    ("My account", "accounts.account", P.SEE_DASHBOARD, ""),
    ("Stage templates", "settings.templates", P.MANAGE_TEMPLATES, ""),
    ("New stage template", "settings.new_template", P.MANAGE_TEMPLATES, ""),
    ("Rejection reasons", "settings.reasons", P.MANAGE_TEMPLATES, ""),
    ("New rejection reason", "settings.new_reason", P.MANAGE_TEMPLATES, ""),
    ("Message templates", "settings.messages", P.MANAGE_TEMPLATES, ""),
    ("New message template", "settings.new_message", P.MANAGE_TEMPLATES, ""),
    ("People", "settings.people", P.MANAGE_PEOPLE, ""),
    ("Invite somebody", "settings.new_person", P.MANAGE_PEOPLE, ""),
    ("Company", "settings.company", P.MANAGE_COMPANY, ""),
    ("Mail", "settings.mail", P.MANAGE_SYSTEM, ""),
    ("Jobs", "settings.jobs", P.MANAGE_SYSTEM, ""),
    ("Reader", "settings.reader", P.MANAGE_SYSTEM, ""),
    ("Retention", "settings.retention", P.MANAGE_SYSTEM, ""),
    ("Audit log", "settings.audit", P.MANAGE_SYSTEM, ""),
    ("Deployment", "settings.deployment", P.MANAGE_SYSTEM, ""),
    ("Careers site", "careers.listing", P.SEE_DASHBOARD, ""),
)


@dataclass(frozen=True)
class Way:
    """One line of the palette: its words, what it is, where it leads, its key if it has one."""

    label: str
    about: str
    url: str
    key: str = ""

    def as_json(self) -> dict:
        """Return it as the page's script reads it."""
        return asdict(self)


def list_pages(user: User) -> list[Way]:
    """Return the pages that somebody may open."""
    return [
        Way(label, "Page", url_for(endpoint), key)
        for label, endpoint, needed, key in PAGES
        if user.can(needed)
    ]


def find(user: User, text: str) -> list[Way]:
    """Return openings and people by what was typed, each as far as somebody may see them."""
    text = text.replace("\0", "").strip()[:LONGEST]
    if len(text) < SHORTEST:
        return []
    return [*_openings(user, text), *_people(user, text)]


def _openings(user: User, text: str) -> list[Way]:
    if not user.can(P.VIEW_OPENING):
        return []
    by_title = [Opening.title.icontains(word, autoescape=True) for word in text.split()]
    is_named = Opening.reference.istartswith(text, autoescape=True)
    query = select(Opening.title, Opening.reference, Opening.state)
    query = query.where(or_(is_named, *([and_(*by_title)] if by_title else [])))
    visible = visible_openings(user)
    query = query if visible is None else query.where(Opening.id.in_(visible))
    rows = db.session.execute(query.order_by(Opening.title, Opening.id).limit(_OPENINGS))
    return [
        Way(row.title, f"Opening {row.reference}", url_for("workspace.board", reference=row.reference))
        for row in rows
    ]


def _people(user: User, text: str) -> list[Way]:
    if not user.can(P.VIEW_APPLICATION):
        return []
    return [
        Way(
            hit.candidate,
            f"{hit.opening}, {hit.stage}",
            url_for("workspace.application", public_id=hit.public_id),
        )
        for hit in find_by_name(user, text, _PEOPLE)
    ]
