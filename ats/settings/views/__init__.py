"""The blueprint of the settings; each module adds the views of one subject."""

from flask import Blueprint, request, url_for

from ats.accounts.guards import viewer
from ats.settings.sections import sections_for

blueprint = Blueprint("settings", __name__)


@blueprint.context_processor
def side_list() -> dict:
    """Give the settings' pages the list at their side."""
    user = viewer()
    here = (request.endpoint or "").removeprefix("settings.")
    items = [
        {"label": label, "url": url_for(endpoint), "icon": icon, "is_current": _is_part(here, parts)}
        for label, endpoint, icon, _, parts in (sections_for(user) if user else ())
    ]
    return {"settings_sections": items}


def _is_part(endpoint: str, parts: tuple[str, ...]) -> bool:
    return any(part in endpoint for part in parts)


from ats.settings.views import (  # noqa: E402, F401
    audit,
    company,
    index,
    jobs,
    mail,
    messages,
    people,
    reader,
    reasons,
    retention,
    templates,
)
