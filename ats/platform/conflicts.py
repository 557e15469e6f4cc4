"""Two who write the same at one moment: whoever came second is answered once more, by what the first has left.

On SQLite one writes after the other, but on PostgreSQL, and between what a request reads and what it writes, a record
can go, or another of the same name come. What to answer then every view knows already, for it is what it answers to
whoever comes a moment later. So it is asked again, as if the request had just arrived.
"""

import copy
import logging
from functools import wraps

from flask import Flask, request, session
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from ats.platform.database import db

log = logging.getLogger(__name__)

# Once is enough beside one other; each further time somebody else must have been faster again.
ATTEMPTS = 3
# PostgreSQL ended one of several transactions that waited for each other (its documentation, appendix A).
_ENDED = {"40001", "40P01"}


def init_app(app: Flask) -> None:
    """Have every view answer again where another request was faster; called once all views are known."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _answering_again(view)


def is_conflict(error: Exception) -> bool:
    """Return whether an error says that somebody else wrote at the same moment, so that trying again may help."""
    if isinstance(error, IntegrityError | StaleDataError | ObjectDeletedError | NoResultFound):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _ENDED


def _answering_again(view):
    @wraps(view)
    def answered(**arguments):
        # A page that is only looked at is not asked for its session, which would keep it from being kept.
        kept = copy.deepcopy(dict(session)) if request.method == "POST" else None
        commits = _commits()
        for _ in range(ATTEMPTS - 1):
            try:
                return view(**arguments)
            except Exception as error:
                # What is committed stays done, and is not done twice.
                if not is_conflict(error) or _commits() != commits or not _rewind():
                    raise
                log.warning("Answered again, as somebody else was faster: %s", error)
            db.session.rollback()
            if kept is not None:
                session.clear()
                session.update(copy.deepcopy(kept))
        return view(**arguments)

    return answered


def _rewind() -> bool:
    """Let the files that came be read once more; return whether that is possible."""
    files = [each.stream for _, each in request.files.items(multi=True)]
    if any(each.closed for each in files):
        return False
    for each in files:
        each.seek(0)
    return True


def _commits() -> int:
    return db.session.info.get("commits", 0) if db.session.registry.has() else 0


@event.listens_for(db.session, "after_commit")
def _count(written) -> None:
    # A savepoint's commit ends nothing.
    if not written.in_nested_transaction():
        written.info["commits"] = written.info.get("commits", 0) + 1
