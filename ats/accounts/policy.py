"""The table: which role may do what. On one opening it also takes a tie: see ``ats.accounts.guards``."""

from enum import StrEnum

from ats.accounts.permissions import Permission as P


class Role(StrEnum):
    """What somebody is in the company's hiring."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"


ROLE_LABELS = {
    Role.ADMIN: "Admin",
    Role.RECRUITER: "Recruiter",
    Role.HIRING_MANAGER: "Hiring manager",
    Role.INTERVIEWER: "Interviewer",
}

_INTERVIEWER = frozenset({P.SEE_DASHBOARD, P.VIEW_OPENING, P.VIEW_APPLICATION, P.WRITE_NOTE})
_HIRING_MANAGER = _INTERVIEWER | {P.DECIDE_APPLICATION}
_RECRUITER = _HIRING_MANAGER | {
    P.SEE_ALL_OPENINGS,
    P.EDIT_OPENING,
    P.IMPORT_OPENINGS,
    P.ADD_CANDIDATE,
    P.EDIT_CANDIDATE,
    P.SHARE_VIEW,
    P.SORT_TRAY,
    P.MANAGE_TEMPLATES,
}

POLICY: dict[Role, frozenset[P]] = {
    Role.INTERVIEWER: _INTERVIEWER,
    Role.HIRING_MANAGER: _HIRING_MANAGER,
    Role.RECRUITER: _RECRUITER,
    Role.ADMIN: frozenset(P),
}


def may(role: str, permission: P) -> bool:
    """Return whether a role has a permission at all."""
    return permission in POLICY[Role(role)]
