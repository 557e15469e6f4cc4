"""The fixed cast of the tests, made through the same actions that the screens use.

admin, recruiter, manager and interviewer (both on the team of ``engineer`` only), outsider (a hiring manager on
``editor`` only); two openings, and one application of the candidate Ada Fern to ``engineer``.
"""

from sqlalchemy import select

from ats.accounts.actions import create_user
from ats.accounts.models import User
from ats.accounts.passwords import hash_password
from ats.accounts.policy import Role
from ats.applications.actions import Submission, reject, submit
from ats.applications.models import Application, Status
from ats.company.actions import set_up
from ats.company.queries import default_template, list_reasons
from ats.openings.actions import OpeningContent, change_state, create_opening, save_program
from ats.openings.models import Opening, Program, State
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM

PASSWORD = "correct horse battery"
PEOPLE = {
    "admin": Role.ADMIN,
    "recruiter": Role.RECRUITER,
    "manager": Role.HIRING_MANAGER,
    "interviewer": Role.INTERVIEWER,
    "outsider": Role.HIRING_MANAGER,
}


def make_cast() -> None:
    """Make the cast in an empty database; its background work is left undone."""
    password_hash = hash_password(PASSWORD)
    with transaction():
        set_up("Example Systems")
        users = {
            name: create_user(
                f"{name}@example.com", name.title() + " Example", role, password_hash=password_hash
            )
            for name, role in PEOPLE.items()
        }
        platform = save_program(None, name="Platform", introduction="What all else **runs on**.", by=SYSTEM)
        words = save_program(None, name="Words", introduction="", by=SYSTEM)
        engineer = _opening(
            platform, "Software Engineer", "hybrid", team=[users["manager"], users["interviewer"]]
        )
        _opening(words, "Editor", "remote", team=[users["outsider"]])
        submit(engineer, Submission(name="Ada Fern", email="ada@example.com"), by=SYSTEM, reapply_days=90)


def _opening(program: Program, title: str, workplace: str, team: list[User]) -> Opening:
    content = OpeningContent(
        fields={
            "title": title,
            "description": f"The work of a {title.lower()} here.",
            "city": "Utrecht",
            "country": "NL",
            "workplace": workplace,
        },
        program_id=program.id,
        requirements=[
            {"text": "5+ years of building software", "importance": "required", "kind": "experience",
             "facets": [{"kind": "experience", "years": 5}]},
            {"text": "Some Python", "importance": "preferred", "kind": "skill", "facets": []},
        ],
        responsibilities=["Write things down"],
        questions=[
            {"id": None, "label": "When could you start?", "hint": "", "kind": "short", "choices": [], "is_required": False}
        ],
    )  # fmt: skip
    opening = create_opening(content, template=default_template(), by=SYSTEM, team=[user.id for user in team])
    change_state(opening, State.PUBLISHED, by=SYSTEM)
    return opening


def answer_everybody(opening: Opening) -> None:
    """Reject all who are still in an opening, in the caller's transaction, so that it can be closed."""
    still = select(Application).where(
        Application.opening_id == opening.id, Application.status == Status.ACTIVE
    )
    for application in db.session.scalars(still.where(Application.tray.is_(None))):
        reject(application, list_reasons()[0], seen=application.version, by=SYSTEM)


class Cast:
    """The cast by name, read afresh each time."""

    def user(self, name: str) -> User:
        """Return a member, such as "recruiter"."""
        return db.session.scalars(select(User).where(User.email == f"{name}@example.com")).one()

    @property
    def engineer(self) -> Opening:
        """The opening whose team is manager and interviewer."""
        return db.session.scalars(select(Opening).where(Opening.title == "Software Engineer")).one()

    @property
    def editor(self) -> Opening:
        """The opening whose team is the outsider."""
        return db.session.scalars(select(Opening).where(Opening.title == "Editor")).one()

    @property
    def application(self) -> Application:
        """Ada Fern's application to ``engineer``."""
        return db.session.scalars(select(Application).order_by(Application.id)).first()
