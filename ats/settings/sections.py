"""The sections of the settings: who may see which, and in what order."""

from ats.accounts.permissions import Permission as P

# Label, endpoint, icon, permission, and the endpoints that belong to it.
SECTIONS = (
    ("People", "settings.people", "users", P.MANAGE_PEOPLE, ("people", "person", "invite", "new_person")),
    ("Company", "settings.company", "building-2", P.MANAGE_COMPANY, ("company",)),
    ("Stage templates", "settings.templates", "layers", P.MANAGE_TEMPLATES, ("template",)),
    ("Rejection reasons", "settings.reasons", "circle-x", P.MANAGE_TEMPLATES, ("reason",)),
    ("Message templates", "settings.messages", "message-square", P.MANAGE_TEMPLATES, ("message",)),
    ("Mail", "settings.mail", "mail", P.MANAGE_SYSTEM, ("mail",)),
    ("Reader", "settings.reader", "file-text", P.MANAGE_SYSTEM, ("reader", "reread")),
    ("Retention", "settings.retention", "trash-2", P.MANAGE_SYSTEM, ("retention",)),
    ("Jobs", "settings.jobs", "refresh-cw", P.MANAGE_SYSTEM, ("job",)),
    ("Audit log", "settings.audit", "scroll-text", P.MANAGE_SYSTEM, ("audit",)),
    ("Deployment", "settings.deployment", "wrench", P.MANAGE_SYSTEM, ("deployment",)),
)


def sections_for(user) -> list[tuple]:
    """Return the sections that somebody may see."""
    return [section for section in SECTIONS if user.can(section[3])]
