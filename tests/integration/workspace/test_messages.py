"""Writing to a candidate from the application's page, and rejecting with a message."""

import pytest
from sqlalchemy import select

from ats.applications.queries import get_application
from ats.company.queries import list_reasons
from ats.messages.actions import add_default_templates
from ats.messages.models import Message, MessageTemplate, Purpose
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from tests.integration.workspace.conftest import post, text_of


@pytest.fixture
def path(cast) -> str:
    return f"/dashboard/applications/{cast.application.public_id}"


@pytest.fixture
def template(cast) -> str:
    """The usual templates; the public id of the first for rejections."""

    class SetUp:
        by = SYSTEM

    with transaction():
        add_default_templates(SetUp)
    query = select(MessageTemplate.public_id).where(MessageTemplate.purpose == Purpose.REJECTION)
    return db.session.scalars(query.order_by(MessageTemplate.position)).first()


def messages() -> list[Message]:
    db.session.rollback()
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def test_works(app, cast, sign_in, path):
    browser = sign_in("recruiter")
    answer = post(
        browser, path + "/message", {"subject": "About {{ opening_title }}", "text": "Hi {{ first_name }}"}
    )
    assert answer.status_code == 303
    page = text_of(browser.get(path))
    assert "About Software Engineer" in page
    assert "The message goes out in 20 seconds" in page
    assert messages()[0].state == "queued"


def test_anonymous(sqlite_app, client, path):
    assert client.get(path + "/message").status_code == 302


def test_outsider_and_wrong_role(sqlite_app, cast, sign_in, path):
    assert sign_in("outsider").get(path + "/message").status_code == 404
    assert sign_in("interviewer").get(path + "/message").status_code == 403
    assert 'id="conversation"' not in text_of(sign_in("interviewer").get(path))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"subject": "", "text": "Hello"}, "Enter a subject"),
        ({"subject": "A", "text": ""}, "Enter the message"),
        ({"subject": "A", "text": "Dear {{ nobody }}"}, "There is no placeholder {{ nobody }}"),
        ({"subject": "A", "text": "Hello", "send_at": "2099-01-01T10:00"}, "within a year"),
    ],
)
def test_invalid_form_keeps_what_was_typed(sqlite_app, cast, sign_in, path, data, said):
    answer = post(sign_in("recruiter"), path + "/message", data)
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert (data["text"] or data["subject"]) in page
    assert messages() == []


def test_a_template_fills_the_composer(sqlite_app, cast, sign_in, path, template):
    page = text_of(sign_in("recruiter").get(f"{path}/message?template={template}"))
    assert "Hello Ada, thank you for applying for Software Engineer" in page


def test_called_back_from_the_page(app, cast, sign_in, path):
    browser = sign_in("recruiter")
    post(browser, path + "/message", {"subject": "A", "text": "B"})
    call_back = f"{path}/messages/{messages()[0].public_id}/call-back"
    assert post(browser, call_back).status_code == 303
    assert messages()[0].state == "cancelled"
    assert "Called back" in text_of(browser.get(path))


def test_rejecting_with_a_message_and_undoing_both(app, cast, sign_in, path, template):
    browser = sign_in("recruiter")
    data = {
        "seen": "1",
        "reason": list_reasons()[0].public_id,
        "template": template,
        "text": "Sorry, {{ first_name }}",
    }
    assert post(browser, path + "/reject", data).status_code == 303
    (message,) = messages()
    assert (message.text, message.state) == ("Sorry, Ada", "queued")
    assert "goes out in 20 seconds" in text_of(browser.get(path))
    assert post(browser, path + "/undo", {"change": str(message.change_id)}).status_code == 303
    assert messages()[0].state == "cancelled"


def test_rejecting_without_a_message(app, cast, sign_in, path, template):
    browser = sign_in("recruiter")
    post(browser, path + "/reject", {"seen": "1", "reason": list_reasons()[0].public_id, "template": ""})
    assert messages() == []
    assert "rejected, without a message" in text_of(browser.get(path))


def test_the_dialog_remembers_and_shows_the_message(sqlite_app, cast, sign_in, path, template):
    browser = sign_in("recruiter")
    part = text_of(browser.get(f"{path}/rejection-message?template={template}"))
    assert "Your application: Software Engineer" in part
    assert "Hello Ada" in part
    data = {"seen": "1", "reason": list_reasons()[1].public_id, "template": template}
    post(browser, path + "/reject", data)
    post(browser, path + "/reopen", {"seen": "2"})
    page = browser.get(path).get_data(as_text=True)
    assert f'value="{list_reasons()[1].public_id}" required checked' in page
    assert f'<option selected value="{template}">' in page


def test_a_message_that_cannot_go_out_rejects_nobody(app, cast, sign_in, path, template):
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template, "text": "{{ wrong }}"}
    answer = post(sign_in("recruiter"), path + "/reject", data)
    assert answer.status_code == 422
    assert "There is no placeholder" in text_of(answer)
    assert messages() == []
    assert get_application(cast.application.public_id).status == "active"
