"""Mail to the people of the demo, who exist nowhere else."""

from sqlalchemy import select

from ats.accounts.models import User
from ats.candidates.models import Candidate
from ats.platform.database import db
from ats.platform.mailbox import Mail


def is_to_demo_person(mail: Mail) -> bool:
    """Return whether a mail is to a candidate or an account of the demo."""
    table = {"candidate": Candidate, "user": User}.get(mail.about_kind or "")
    return table is not None and bool(
        db.session.scalar(select(table.is_demo).where(table.id == mail.about_id))
    )
