"""An upgrade that changes what a word is: the index is made again by itself, and until then doctor says so."""

from flask_migrate import downgrade
from sqlalchemy import select

from ats.matching.models import MatchKey
from ats.operations import doctor
from ats.platform import migrations, queue
from ats.platform.database import db, transaction
from ats.search.models import NamePart
from ats.search.queries import find


def said_of_search() -> str:
    (finding,) = (each for each in doctor.examine() if each.subject == "search")
    return finding.found


def test_the_index_is_emptied_and_made_again(app, cast):
    queue.run_until_empty()
    names = set(db.session.scalars(select(NamePart.part)))
    keys = set(db.session.scalars(select(MatchKey.value)))
    with transaction() as session:
        candidate_id = session.scalar(select(MatchKey.candidate_id))
        session.add(MatchKey(candidate_id=candidate_id, kind="name", value="ハハ"))
    db.session.remove()
    # At the head already: it makes Alembic ready.
    migrations.upgrade()
    downgrade(revision="0023")
    migrations.upgrade()
    assert db.session.scalars(select(NamePart)).all() == db.session.scalars(select(MatchKey)).all() == []
    assert find(cast.user("recruiter"), "ada").hits == []
    assert "1 missing" in said_of_search()
    db.session.rollback()
    queue.sweep()
    queue.run_until_empty()
    assert "1 applications in the index" in said_of_search()
    assert [hit.candidate for hit in find(cast.user("recruiter"), "ada").hits] == ["Ada Fern"]
    assert set(db.session.scalars(select(NamePart.part))) == names
    assert set(db.session.scalars(select(MatchKey.value))) == keys
