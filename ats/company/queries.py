"""Reading the company, its reasons and its stage templates."""

from flask import current_app
from sqlalchemy import select

from ats.company.models import Company, RejectionReason, StageTemplate
from ats.platform.database import db
from ats.platform.errors import NotFound


def get_company() -> Company:
    """Return the one company; raise NotFound before ``actions.set_up`` has made it."""
    company = find_company()
    if company is None:
        raise NotFound("This installation has not been set up yet.")
    return company


def find_company() -> Company | None:
    """Return the company, or None before it is set up; asked for once a session."""
    return db.session.get(Company, 1)


def inbox_address() -> str:
    """Return the address for applications by mail: the setting's, or the one that the company publishes.

    The company's counts where mail is taken in by some way; empty without one.
    """
    own = current_app.config["INBOX_ADDRESS"]
    if own or not current_app.config["TAKES_MAIL"]:
        return own
    company = find_company()
    return company.apply_email if company else ""


def public_revision() -> int:
    """Return the number that changes with everything a public page could show.

    It stands between every visitor and a kept page, so it is asked for in the plainest way there is: a
    session and a compiled query would take three times as long as the statement itself.
    """
    with db.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT revision FROM company").scalar() or 0


def list_reasons(*, only_active: bool = False) -> list[RejectionReason]:
    """Return the rejection reasons in their order."""
    query = select(RejectionReason).order_by(RejectionReason.position, RejectionReason.id)
    return list(db.session.scalars(query.where(RejectionReason.is_active) if only_active else query))


def get_reason(public_id: str) -> RejectionReason:
    """Return a reason; raise NotFound."""
    reason = db.session.scalar(select(RejectionReason).where(RejectionReason.public_id == public_id))
    if reason is None:
        raise NotFound
    return reason


def list_templates() -> list[StageTemplate]:
    """Return the stage templates, the default first."""
    return list(
        db.session.scalars(
            select(StageTemplate).order_by(StageTemplate.is_default.desc(), StageTemplate.name)
        )
    )


def get_template(public_id: str) -> StageTemplate:
    """Return a stage template; raise NotFound."""
    template = db.session.scalar(select(StageTemplate).where(StageTemplate.public_id == public_id))
    if template is None:
        raise NotFound
    return template


def default_template() -> StageTemplate:
    """Return the template that new openings start from."""
    templates = list_templates()
    if not templates:
        raise NotFound("There is no stage template. Add one in the settings first.")
    return templates[0]
