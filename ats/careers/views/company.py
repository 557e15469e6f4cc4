"""What the public site says of the company: its logo and what it does with personal data."""

from flask import Response, current_app, render_template, request

from ats.accounts.guards import public
from ats.careers.kept_pages import kept
from ats.careers.views import blueprint
from ats.company.queries import get_company
from ats.platform.errors import NotFound
from ats.platform.storage import storage

# A picture may be an SVG, which can hold scripts: whoever opens it as a page gets one that can do nothing.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/logo")
@public
def logo():
    """Send the company's logo; its address carries its version, so that browsers may keep it."""
    company = get_company()
    if not company.logo_sha256:
        raise NotFound
    try:
        picture = storage().read(company.logo_sha256)
    except FileNotFoundError:
        raise NotFound from None
    response = Response(picture, mimetype=company.logo_type)
    response.headers["Content-Security-Policy"] = LOGO_POLICY
    is_versioned = request.args.get("v") == company.logo_sha256[:12]
    response.headers["Cache-Control"] = FOR_EVER if is_versioned else "public, no-cache"
    response.set_etag(company.logo_sha256[:32])
    return response.make_conditional(request)


@blueprint.get("/privacy")
@public
@kept()
def privacy():
    """Say what is stored of those who apply, for how long, and how to have it erased."""
    return render_template(
        "careers/privacy.html",
        retention_days=current_app.config["RETENTION_DAYS"],
        link_days=current_app.config["STATUS_LINK_DAYS"],
    )
