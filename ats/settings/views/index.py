"""The way into the settings, and the deployment's own."""

from flask import current_app, redirect, render_template, url_for

from ats.accounts.guards import get_viewer, requires
from ats.accounts.permissions import Permission
from ats.settings.sections import sections_for
from ats.settings.views import blueprint


@blueprint.get("/")
@requires(Permission.MANAGE_TEMPLATES)
def index():
    """Go to the first section that the viewer may see."""
    return redirect(url_for(sections_for(get_viewer())[0][1]))


@blueprint.get("/deployment")
@requires(Permission.MANAGE_SYSTEM)
def deployment():
    """Show how this installation was started; changed outside, by its environment."""
    rows = current_app.extensions["ats_settings"].table()
    return render_template("settings/deployment.html", rows=rows)
