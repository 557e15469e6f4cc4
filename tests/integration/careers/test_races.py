"""Several requests at the same moment: the same form, the same person, the same new advert."""

import threading

import pytest
from sqlalchemy import func, select

from ats.applications.models import AdvertSnapshot, Application, SubmissionKey
from ats.candidates.models import Candidate
from ats.documents.models import Document
from ats.openings.models import Stage
from ats.platform.database import db
from tests.integration.careers.forms import load_form, send
from tests.integration.careers.openings import change
from tests.integration.careers.test_applying import reference_on
from tests.page import Page

AT_ONCE = 8


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def all_at_once(app, work) -> list:
    """Run ``work(number)`` in threads that start together; return the results, or raise what one raised."""
    results: list = [None] * AT_ONCE
    start = threading.Barrier(AT_ONCE)

    def run(number: int) -> None:
        start.wait()
        try:
            with app.app_context():
                results[number] = work(number)
        except BaseException as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def browsers(app, reference: str) -> list:
    """Return browsers with one form load each."""
    made = [app.test_client() for _ in range(AT_ONCE)]
    return [(browser, load_form(browser, reference)) for browser in made]


def test_the_same_form_sent_from_many_hands_makes_one_application(app, cast):
    reference = cast.engineer.reference
    ready = browsers(app, reference)
    key = ready[0][1]["key"]

    def apply(number: int):
        browser, hidden = ready[number]
        response = send(browser, reference, hidden | {"key": key})
        return response.status_code, reference_on(browser.get(response.headers["Location"]))

    results = all_at_once(app, apply)
    assert {status for status, _ in results} == {303}
    assert len({shown for _, shown in results}) == 1
    assert (count(Application), count(SubmissionKey), count(Candidate), count(Document)) == (2, 1, 2, 1)


def test_the_same_form_with_a_held_file_sent_from_many_hands_makes_one_application(app, cast):
    """The file was held as the form was filled in, and each of these is the answer that another one lost."""
    reference = cast.engineer.reference
    ready = browsers(app, reference)
    browser, form = ready[0]
    page = send(browser, reference, form, email="").get_data(as_text=True)
    same = {"key": form["key"], "held_resume": Page(page).form_values("/apply")["held_resume"]}

    def apply(number: int):
        browser, hidden = ready[number]
        response = send(browser, reference, hidden | same, resume=None)
        return response.status_code, reference_on(browser.get(response.headers["Location"]))

    results = all_at_once(app, apply)
    assert {status for status, _ in results} == {303}
    assert len({shown for _, shown in results}) == 1
    assert (count(Application), count(SubmissionKey), count(Candidate), count(Document)) == (2, 1, 2, 1)


@pytest.mark.parametrize("email", ["new@example.com", "ada@example.com"])
def test_one_person_with_many_forms_makes_one_application(app, cast, email):
    """Once for somebody new, and once for somebody known who has not applied to this opening yet."""
    reference = cast.editor.reference
    ready = browsers(app, reference)
    results = all_at_once(
        app, lambda number: send(*(ready[number][0], reference, ready[number][1]), email=email).status_code
    )
    assert set(results) == {303}
    assert count(Application) == 2
    assert count(SubmissionKey) == AT_ONCE
    db.session.rollback()
    first = db.session.scalars(
        select(Stage).where(Stage.opening_id == cast.editor.id).order_by(Stage.position)
    ).first()
    assert first.active_count == 1


def test_many_people_who_are_first_to_meet_a_changed_advert(app, cast):
    reference = cast.engineer.reference
    ready = browsers(app, reference)
    change(cast.engineer, city="Ghent")

    def apply(number: int) -> int:
        browser, hidden = ready[number]
        return send(browser, reference, hidden, email=f"p{number}@example.com").status_code

    assert set(all_at_once(app, apply)) == {303}
    assert count(Application) == 1 + AT_ONCE
    assert count(AdvertSnapshot) == 2
