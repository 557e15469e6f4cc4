"""Review sessions: beginning one, leaving an application out for now, and letting old ones go."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update
from werkzeug.urls import uri_to_iri

from ats.applications.models import Application
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.workspace.erased_names import Wanted
from ats.workspace.models import QUERY_LENGTH, ReviewItem, ReviewSession

SESSION_LIFE = timedelta(days=14)


def start(
    user_id: int, *, title: str, query: str, terms: Sequence, places: Sequence, is_cut: bool
) -> ReviewSession:
    """Keep (application id, stage id, status) of those who are gone through, in their order.

    An earlier session of the same query gives way: what was not decided in it is in this one, and what came since.
    Raises Invalid for a query that is too long to be kept whole.
    """
    # Letters of other scripts are one character each, as they are written, and six as an address has them. The mark
    # says that it is a query, in which a + or & of somebody's words must stay apart from those between the parts.
    query = uri_to_iri(f"?{query}").removeprefix("?")
    if len(query) > QUERY_LENGTH:
        raise Invalid("This search is too long to be gone through. Shorten it first.")
    earlier = (ReviewSession.user_id == user_id, ReviewSession.query == query)
    _forget(list(db.session.scalars(select(ReviewSession.id).where(*earlier))))
    session = ReviewSession(
        user_id=user_id,
        title=title[:300],
        query=query,
        terms=[[list(each.words), each.is_prefix] for each in terms],
        is_cut=is_cut,
    )
    db.session.add(session)
    db.session.flush()
    rows = [
        {"session_id": session.id, "position": number, "application_id": each[0], "stage_id": each[1],
         "status": each[2], "is_skipped": False}
        for number, each in enumerate(places, start=1)
    ]  # fmt: skip
    if rows:
        db.session.execute(ReviewItem.__table__.insert(), rows)
    return session


def skip(session_id: int, application_id: int) -> None:
    """Leave an application out for now."""
    here = (ReviewItem.session_id == session_id, ReviewItem.application_id == application_id)
    db.session.execute(update(ReviewItem).where(*here).values(is_skipped=True))


def take_up_skipped(session_id: int) -> None:
    """Bring those back that were left out."""
    skipped = (ReviewItem.session_id == session_id, ReviewItem.is_skipped.is_(True))
    db.session.execute(update(ReviewItem).where(*skipped).values(is_skipped=False))


def erase_for_candidate(event) -> None:
    """Forget sessions that began from a search which found a person who is being erased, or names them; a reaction.

    Of what found them any word may be their name. A session is begun again at once, so one word of a name is enough.
    """
    theirs = select(Application.id).where(Application.candidate_id == event.candidate_id)
    found = select(ReviewItem.session_id).where(ReviewItem.application_id.in_(theirs))
    by_words = ReviewSession.query.startswith("q=")
    searches = select(
        ReviewSession.id, ReviewSession.title, ReviewSession.query, ReviewSession.id.in_(found).label("found")
    ).where(by_words)
    person = Wanted.of(event.candidate_id)
    _forget(
        [
            each.id
            for each in db.session.execute(searches)
            if each.found or person.is_in(each.title, each.query, fewest=1)
        ]
    )


def _forget(ids: list[int]) -> None:
    db.session.execute(delete(ReviewItem).where(ReviewItem.session_id.in_(ids)))
    db.session.execute(delete(ReviewSession).where(ReviewSession.id.in_(ids)))


def purge_sessions(row) -> None:
    """Remove sessions that began two weeks ago; scheduled."""
    with transaction():
        old = select(ReviewSession.id).where(ReviewSession.started_at < utc_now() - SESSION_LIFE)
        db.session.execute(delete(ReviewItem).where(ReviewItem.session_id.in_(old)))
        db.session.execute(delete(ReviewSession).where(ReviewSession.id.in_(old)))
