"""The blueprint of the public site; each module adds the views of one subject."""

from flask import Blueprint, request, url_for

from ats.careers import kept_pages, prefilling
from ats.careers.audience import is_open
from ats.careers.process import process_steps
from ats.openings.words import EMPLOYMENT_TYPES, WORKPLACES, pay_text, place_text
from ats.platform.errors import NotFound
from ats.platform.markup import plain_text

blueprint = Blueprint("careers", __name__)


@blueprint.record_once
def prepare(state) -> None:
    """Give the application what the views need beside the blueprint."""
    kept_pages.init_app(state.app)
    prefilling.init_app(state.app)
    # These forms check their token themselves and come back with everything in it.
    state.app.extensions["csrf"].exempt("ats.careers.views.applying.send")
    state.app.extensions["csrf"].exempt("ats.careers.views.finishing.send_finish")
    state.app.jinja_env.filters.update(
        place_text=place_text,
        pay_text=pay_text,
        workplace_text=lambda value: WORKPLACES.get(value, ""),
        employment_text=lambda value: EMPLOYMENT_TYPES.get(value, ""),
        is_open=is_open,
        process_steps=process_steps,
        excerpt=excerpt,
    )


def excerpt(markdown: str, length: int = 200) -> str:
    """Return the first words of a Markdown text, at most ``length`` characters."""
    text = plain_text(markdown)
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"


@blueprint.before_request
def refuse_nul() -> None:
    """Nothing of ours has such an address, and PostgreSQL takes no text with this character."""
    if "\0" in request.path:
        raise NotFound


@blueprint.app_context_processor
def foot() -> dict:
    """Name the links at the foot of every page of the public site."""
    return {
        "site_links": (
            {"label": "Your application", "url": url_for("careers.ask_for_link")},
            {"label": "Privacy", "url": url_for("careers.privacy")},
            {"label": "Atom feed", "url": url_for("careers.atom")},
            {"label": "JSON feed", "url": url_for("careers.json_feed")},
        )
    }


from ats.careers.views import applying, choosing, company, erasure, feeds, finishing, listing, opening, status  # noqa: E402, F401
