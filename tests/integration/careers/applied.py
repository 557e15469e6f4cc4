"""What came of an application, for the tests of applying; and one more question to ask."""

import re

from sqlalchemy import func, select

from ats.applications.models import Application
from ats.applications.queries import get_whole_application
from ats.openings.models import Question
from ats.platform.database import db, transaction
from tests.integration.careers.openings import text_of


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def newest() -> Application:
    db.session.rollback()
    public_id = db.session.scalar(select(Application.public_id).order_by(Application.id.desc()).limit(1))
    return get_whole_application(public_id)


def reference_on(response) -> str:
    return re.search(r'class="reference">(\w+)<', text_of(response)).group(1)


def add_question(opening, **values) -> str:
    with transaction():
        position = 5 + db.session.query(Question).filter_by(opening_id=opening.id).count()
        question = Question(
            opening_id=opening.id, position=position, **{"label": "More?", "choices": [], **values}
        )
        db.session.add(question)
        db.session.flush()
        return f"question_{question.id}"
