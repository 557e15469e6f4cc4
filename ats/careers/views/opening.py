"""The page of one opening: open, paused, closed, or as a preview for those who work on it."""

from flask import current_app, redirect, render_template, request, url_for

from ats.accounts.guards import public
from ats.careers.advert import job_posting
from ats.careers.audience import check_may_see, is_open, source_of
from ats.careers.kept_pages import kept
from ats.careers.views import blueprint
from ats.company.queries import get_company
from ats.openings import queries
from ats.openings.models import State
from ats.platform.addresses import public_address


def _source_to_keep() -> dict[str, str]:
    source = source_of(request.args)
    return {"source": source} if source else {}


@blueprint.get("/openings/<reference>")
@public
@kept(_source_to_keep)
def opening(reference: str):
    """Show an opening; 410 with similar ones once it is closed."""
    shown = queries.get_opening_with_content(reference)
    check_may_see(shown)
    if reference != shown.reference:
        return redirect(url_for("careers.opening", reference=shown.reference, **_source_to_keep()), 301)
    if shown.state == State.CLOSED:
        return render_template("careers/closed.html", opening=shown, similar=queries.list_similar(shown)), 410
    company, address = get_company(), public_address("careers.opening", reference=shown.reference)
    logo = public_address("careers.logo", v=company.logo_sha256[:12]) if company.logo_sha256 else None
    return render_template(
        "careers/opening.html",
        opening=shown,
        is_open=is_open(shown),
        is_preview=False,
        address=address,
        posting=job_posting(shown, company, url=address, logo_url=logo, zone=current_app.config["ZONE"]),
        source=_source_to_keep(),
    )
