"""Making the demo: the weeks of its history are acted again in their order, each act at its own time."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from ats.accounts.models import User
from ats.accounts.passwords import hash_password
from ats.applications.models import Application
from ats.candidates.models import Candidate
from ats.demo import applying, publishing
from ats.demo.content import LOGO, read_content, resume_path
from ats.demo.scene import Act, Scene
from ats.documents.actions import StoredFile, store
from ats.openings.models import Opening, Program
from ats.platform import clock
from ats.platform.columns import random_reference
from ats.platform.database import db, transaction
from ats.platform.storage import storage

_TABLES = {
    "programs": Program,
    "openings": Opening,
    "candidates": Candidate,
    "applications": Application,
    "users": User,
}


@dataclass(frozen=True, kw_only=True)
class DemoMade:
    """What ``make_demo`` did.

    ``counts``: rows of the demo by table name. ``sign_ins``: the addresses of the accounts made now, and
    ``password`` what opens them; None where none was made.
    """

    is_new: bool
    counts: dict[str, int]
    sign_ins: tuple[str, ...] = ()
    password: str | None = None


def make_demo(settings) -> DemoMade:
    """Make the demo company, or leave it as it is when any of it is there; all of it in one transaction."""
    counts = count_demo()
    db.session.rollback()
    if any(counts.values()):
        return DemoMade(is_new=False, counts=counts)
    password = settings.demo_password or "-".join(random_reference(4).lower() for _ in range(3))
    scene = _set_scene(settings, hash_password(password))
    with transaction():
        for act in _acts(scene):
            with clock.set_back(scene.now - act.at):
                act.play()
                # What is still to be written takes its time from the clock as it is now.
                db.session.flush()
    made = tuple(scene.sign_ins)
    return DemoMade(is_new=True, counts=count_demo(), sign_ins=made, password=password if made else None)


def count_demo() -> dict[str, int]:
    """Return how many rows of each kind belong to the demo."""
    return {
        name: db.session.scalar(select(func.count()).select_from(table).where(table.is_demo)) or 0
        for name, table in _TABLES.items()
    }


def _set_scene(settings, password_hash: str) -> Scene:
    """Put every file into the store, which does not belong into a transaction."""
    content = read_content()
    return Scene(
        content=content,
        now=clock.utc_now(),
        zone=settings.zone,
        files={name: _stored(name) for name in sorted(content.file_names())},
        logo_sha256=storage().put(LOGO.read_bytes()),
        password_hash=password_hash,
    )


def _stored(name: str) -> StoredFile:
    return store(resume_path(name).read_bytes(), name, current_app.config["MAX_UPLOAD_BYTES"])


def _acts(scene: Scene) -> list[Act]:
    """Return all acts by time; the sort keeps the order of those that happened at once."""
    return sorted([*publishing.list_acts(scene), *applying.list_acts(scene)], key=lambda act: act.at)
