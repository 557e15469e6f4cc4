"""Message templates: the texts that messages to candidates start from."""

from flask import redirect, render_template, url_for

from ats.accounts.guards import actor, requires
from ats.accounts.permissions import Permission
from ats.messages import actions, placeholders, queries
from ats.messages.events import MessageTemplateSaved
from ats.messages.models import MessageTemplate
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.seen_values import ChangedMeanwhile
from ats.platform.toasts import toast
from ats.platform.web_form import set_error
from ats.settings.message_template_form import PURPOSE_LABELS, MessageTemplateForm
from ats.settings.views import blueprint
from ats.settings.who import who_changed


@blueprint.get("/messages")
@requires(Permission.MANAGE_TEMPLATES)
def messages():
    """List the templates."""
    return render_template(
        "settings/message_templates.html", templates=queries.list_templates(), purposes=PURPOSE_LABELS
    )


@blueprint.post("/messages/usual")
@requires(Permission.MANAGE_TEMPLATES)
def add_usual_messages():
    """Add the usual templates to an installation that has none."""
    with transaction():
        actions.add_usual_templates(by=actor())
    return redirect(url_for("settings.messages"), 303)


@blueprint.get("/messages/new")
@requires(Permission.MANAGE_TEMPLATES)
def new_message():
    """Show the form for a template."""
    return _page(None, MessageTemplateForm(formdata=None))


@blueprint.post("/messages/new")
@requires(Permission.MANAGE_TEMPLATES)
def add_message():
    """Add a template."""
    return _save(None)


@blueprint.get("/messages/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def message(public_id):
    """Show one template."""
    found = queries.get_template(public_id)
    return _page(found, MessageTemplateForm(formdata=None, obj=found))


@blueprint.post("/messages/<public_id>")
@requires(Permission.MANAGE_TEMPLATES)
def change_message(public_id):
    """Save a template."""
    return _save(queries.get_template(public_id))


def _save(found: MessageTemplate | None):
    form = MessageTemplateForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    values = form.values()
    is_active = values.pop("is_active")
    try:
        with transaction():
            actions.save_template(found, values, is_active=is_active, by=actor(), seen=form.as_seen)
    except Invalid as error:
        db.session.rollback()
        set_error(form.name, error.message)
        return _page(found, form), 422
    except ChangedMeanwhile as error:
        who = who_changed(MessageTemplateSaved, template_id=found.id)
        form.ask_again(error, actions.template_values(found), who=who)
        return _page(found, form), 409
    toast("The template is saved.")
    return redirect(url_for("settings.messages"), 303)


def _page(found: MessageTemplate | None, form: MessageTemplateForm) -> str:
    return render_template(
        "settings/message_template.html", template=found, form=form, known=placeholders.PLACEHOLDERS
    )
