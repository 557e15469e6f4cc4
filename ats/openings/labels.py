"""What the dashboard calls the fixed choices of an opening; what candidates read too is in ``words``."""

VISIBILITIES = {
    "public": "Public: everybody",
    "internal": "Internal: signed-in colleagues",
    "unlisted": "Unlisted: only with the link",
}
STATES = {"draft": "Draft", "published": "Published", "paused": "Paused", "closed": "Closed"}
IMPORTANCES = {"required": "Required", "preferred": "Preferred"}
REQUIREMENT_KINDS = {"experience": "Experience", "education": "Education", "skill": "Skill", "other": "Other"}
LEVELS = {
    "secondary": "Secondary school",
    "vocational": "Vocational training",
    "associate": "Associate degree",
    "bachelor": "Bachelor",
    "master": "Master",
    "doctorate": "Doctorate",
}
QUESTION_KINDS = {
    "short": "Short text",
    "long": "Long text",
    "yes_no": "Yes or no",
    "choice": "One of several choices",
    "file": "A file",
}
STAGE_KINDS = {
    "applied": "Arriving",
    "review": "Review",
    "assess": "First conversation or task",
    "interview": "Interview",
    "offer": "Offer",
    "hired": "Hired",
}


def years_in_words(facet) -> str:
    """Return a facet's years, such as "5 years" or "3 to 5 years"; empty without any."""
    years, most = facet.get("years"), facet.get("max_years")
    if years is None:
        return ""
    return f"{years} to {most} years" if most else f"{years} year{'' if years == 1 else 's'}"


def facet_in_words(facet) -> str:
    """Return what a facet asks for on one line, such as "7 years: enterprise software"."""
    what = years_in_words(facet) or LEVELS.get(facet.get("level") or "", "")
    return ": ".join(part for part in (what, facet.get("subject") or "") if part)
