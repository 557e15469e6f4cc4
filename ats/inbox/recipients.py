"""Which addresses are ours: the published one with its extensions, and those that openings and programs own."""

from email.utils import parseaddr

from flask import current_app
from sqlalchemy import func, or_, select

from ats.company.queries import find_company
from ats.openings.models import Opening
from ats.platform.database import db


def is_ours(address: str) -> bool:
    """Return whether mail to an address is taken in; case does not matter, and what follows a "+" does not either."""
    wanted = without_extension(address)
    published = current_app.config["INBOX_ADDRESS"]
    return bool(wanted) and (wanted == without_extension(published) or _is_owned(wanted))


def without_extension(address: str) -> str:
    """Return an address in lower case without its "+..." part (RFC 5233)."""
    local, at, domain = parseaddr(address)[1].casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if at and local else ""


def _is_owned(address: str) -> bool:
    company = find_company()
    if company is not None and company.apply_email.casefold() == address:
        return True
    owned = or_(func.lower(Opening.apply_email) == address, func.lower(Opening.from_email) == address)
    return db.session.scalar(select(Opening.id).where(owned).limit(1)) is not None
