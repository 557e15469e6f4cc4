"""The company's name, texts, addresses and logo."""

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.company import actions, logo, queries
from ats.company.events import CompanyChanged
from ats.platform.database import db, transaction
from ats.platform.markup import markdown_to_html
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.storage import storage
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.settings.forms import CompanyForm, LogoForm
from ats.settings.views import blueprint
from ats.settings.who import who_changed

MAX_PREVIEW = 50_000


@blueprint.get("/company")
@requires(Permission.MANAGE_COMPANY)
def company():
    """Show what candidates are told about the company."""
    return _page()


@blueprint.post("/company")
@requires(Permission.MANAGE_COMPANY)
def change_company():
    """Save the texts and addresses."""
    form = CompanyForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        with transaction():
            actions.change_company(queries.get_company(), form.values(), by=actor(), seen=form.as_seen)
    except ChangedMeanwhile as error:
        company = queries.get_company()
        known = {name: getattr(company, name) for name in form.values()}
        form.ask_again(error, known, who=who_changed(CompanyChanged))
        return _page(form), 409
    toast("Saved. The public pages show it now.")
    return redirect(url_for("settings.company"), 303)


@blueprint.post("/company/preview")
@requires(Permission.MANAGE_COMPANY)
def preview_company():
    """Return the text as the public pages will show it."""
    text = request.form.get("text", "")
    if len(text) > MAX_PREVIEW:
        raise RequestEntityTooLarge
    return str(markdown_to_html(text))


@blueprint.post("/company/logo")
@requires(Permission.MANAGE_COMPANY)
def set_company_logo():
    """Draw an uploaded picture anew and make it the logo."""
    form = LogoForm()
    if not form.validate_on_submit():
        return _page(logo_form=form), 422
    data = form.logo.data.stream.read(logo.MAX_BYTES + 1)
    db.session.rollback()
    try:
        picture = logo.redraw_logo(data)
    except logo.RefusedLogo as error:
        set_error(form.logo, error.message)
        return _page(logo_form=form), 422
    _save_logo(storage().put(picture), logo.MEDIA_TYPE)
    toast("The logo is in place.")
    return redirect(url_for("settings.company"), 303)


@blueprint.post("/company/logo/remove")
@requires(Permission.MANAGE_COMPANY)
def remove_company_logo():
    """Go back to the company's name; the hourly sweep takes the file."""
    _save_logo(None, None)
    toast("The logo is removed.")
    return redirect(url_for("settings.company"), 303)


def _save_logo(sha256: str | None, media_type: str | None) -> None:
    by = actor()
    with transaction():
        values = {"logo_sha256": sha256, "logo_type": media_type}
        actions.change_company(queries.get_company(), values, by=by)


def _page(form: CompanyForm | None = None, logo_form: LogoForm | None = None) -> str:
    return render_template(
        "settings/company.html",
        form=form or CompanyForm(formdata=None, obj=queries.get_company()),
        logo_form=logo_form or LogoForm(formdata=None),
        max_bytes=logo.MAX_BYTES,
    )
