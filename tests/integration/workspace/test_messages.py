"""Writing to a candidate from the application's page, and rejecting with a message."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ats.accounts.models import User
from ats.applications.links import status_link
from ats.applications.models import Application
from ats.applications.queries import get_application
from ats.candidates.models import Candidate
from ats.company.queries import list_reasons
from ats.documents.queries import find_held
from ats.messages.actions import add_default_templates, save_template
from ats.messages.models import Message, MessageTemplate, Purpose
from ats.openings.actions import change_state
from ats.openings.models import State
from ats.platform.database import db, transaction
from ats.platform.events import SYSTEM
from ats.platform.virus_scan import Scan
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


def steps_of(answer) -> str:
    """Return where the candidate's own page says that the application stands."""
    return "".join(re.findall(r"<ol class=\"steps.*?</ol>", answer.get_data(as_text=True), re.DOTALL))


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


def test_rejecting_with_a_message_and_undoing_both(sqlite_app, cast, sign_in, path, template):
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


def test_a_rejection_is_said_later_and_called_back_until_then(
    sqlite_app, cast, sign_in, client, path, template
):
    browser, own_page = (
        sign_in("recruiter"),
        status_link(cast.application).removeprefix("http://jobs.example.com"),
    )
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template, "delay": "72"}
    before = steps_of(client.get(own_page))
    assert post(browser, path + "/reject", data).status_code == 303
    (message,) = messages()
    assert timedelta(hours=71) < message.send_at - message.created_at <= timedelta(hours=73)
    page = browser.get(path).get_data(as_text=True)
    assert "the message goes out in 3 days" in page
    assert "Goes out" in page
    # The candidate's own page does not say it before the message does.
    assert "not going further" not in text_of(client.get(own_page))
    assert steps_of(client.get(own_page)) == before != ""
    again = text_of(browser.get(f"{path}/rejection-message?template={template}"))
    assert '<option selected value="72">' in again
    assert post(browser, path + "/undo", {"change": str(message.change_id)}).status_code == 303
    assert messages()[0].state == "cancelled"


def test_reopening_calls_back_the_rejection_that_waits(sqlite_app, cast, sign_in, path, template):
    browser = sign_in("recruiter")
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template, "delay": "72"}
    post(browser, path + "/reject", data)
    assert post(browser, path + "/reopen", {"seen": "2"}).status_code == 303
    assert "reopened; the message that waited was called back" in text_of(browser.get(path))
    assert [message.state for message in messages()] == ["cancelled"]


def test_reopening_says_that_the_opening_is_closed(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    post(browser, path + "/withdraw", {"seen": "1"})
    with transaction():
        change_state(cast.engineer, State.CLOSED, by=SYSTEM)
    post(browser, path + "/reopen", {"seen": "2"})
    assert "reopened; the opening is closed" in text_of(browser.get(path))


def test_a_delay_that_is_not_offered_is_refused(sqlite_app, cast, sign_in, path, template):
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template, "delay": "9999"}
    assert post(sign_in("recruiter"), path + "/reject", data).status_code == 422
    assert messages() == []


def test_rejecting_without_a_message(sqlite_app, cast, sign_in, path, template):
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


def test_the_rejection_shows_the_signature_that_follows_its_text(sqlite_app, cast, sign_in, path, template):
    address = f"{path}/rejection-message?template={template}"
    browser = sign_in("recruiter")
    assert "signature follows" not in text_of(browser.get(address))
    with transaction():
        db.session.get_one(User, cast.user("recruiter").id).signature = "Kind regards\nRecruiter Example"
    assert 'signature-text">Kind regards\nRecruiter Example<' in browser.get(address).text
    assert "signature follows" not in text_of(browser.get(f"{path}/rejection-message?template="))


@pytest.mark.parametrize("address", ["ünï.@h.example", "trail.@h.example"])
def test_an_address_that_takes_no_mail_is_named_and_nothing_is_lost(
    app, cast, sign_in, path, template, address
):
    with transaction():
        application = get_application(cast.application.public_id)
        application.candidate.addresses[0].address = address
    browser = sign_in("recruiter")
    for do in ("send", "preview"):
        given = {"subject": "Hello", "text": "A long letter", "do": do}
        answer = post(browser, path + "/message", given)
        assert answer.status_code == 422
        assert f"No mail can be sent to “{address}”" in text_of(answer)
        assert "A long letter" in answer.text
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template}
    answer = post(browser, path + "/reject", data)
    assert answer.status_code == 422
    assert address in text_of(answer)
    assert messages() == []


def test_a_message_that_cannot_go_out_rejects_nobody(sqlite_app, cast, sign_in, path, template):
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template, "text": "{{ wrong }}"}
    answer = post(sign_in("recruiter"), path + "/reject", data)
    assert answer.status_code == 422
    assert "There is no placeholder" in text_of(answer)
    assert messages() == []
    assert get_application(cast.application.public_id).status == "active"


def composed(**other) -> dict:
    return {"subject": "Hello", "text": "Hi {{ first_name }}", "do": "send", **other}


def test_one_form_sent_twice_makes_one_message(app, cast, sign_in, path):
    browser = sign_in("recruiter")
    key = re.search(r'name="key" type="hidden" value="([^"]+)"', browser.get(path + "/message").text)[1]
    for _ in range(2):
        assert post(browser, path + "/message", composed(key=key)).status_code == 303
    (message,) = messages()
    post(browser, path + "/message", composed(key=key, text="Something else"))
    assert [each.text for each in messages()] == ["Hi Ada", "Something else"]
    post(browser, f"{path}/messages/{message.public_id}/call-back")
    post(browser, path + "/message", composed(key=key))
    assert [each.state for each in messages()] == ["cancelled", "queued", "queued"]


def test_one_form_sent_twice_at_once_makes_one_message(app, cast, sign_in, path):
    def send(browser) -> int:
        with app.app_context():
            return post(browser, path + "/message", composed(key="k")).status_code

    browsers = [sign_in("recruiter"), sign_in("recruiter")]
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(send, browsers)) == [303, 303]
    assert len(messages()) == 1


def test_a_form_without_its_key_is_sent_each_time(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    for _ in range(2):
        post(browser, path + "/message", composed())
    assert len(messages()) == 2


def test_a_time_that_has_passed_is_refused_at_its_field(sqlite_app, cast, sign_in, path):
    answer = post(sign_in("recruiter"), path + "/message", composed(send_at="2020-01-01T08:00"))
    assert answer.status_code == 422
    assert "Choose a time for “Send later” that has not passed" in text_of(answer)
    assert 'id="send_at-error"' in answer.text
    assert messages() == []


def kept_tokens(answer) -> list[str]:
    return re.findall(r'name="held" value="(\w+)"', answer.get_data(as_text=True))


def test_files_go_with_a_message_and_can_be_opened_again(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    files = [(io.BytesIO(b"Contract of work " * 20), "Contract.txt"), (io.BytesIO(b"Map " * 20), "Map.txt")]
    assert post(browser, path + "/message", composed(files=files)).status_code == 303
    (message,) = messages()
    page = browser.get(path).get_data(as_text=True)
    link = f"{path}/messages/{message.public_id}/files/1"
    assert link in page
    assert [each["name"] for each in message.mail.files] == ["Contract.txt", "Map.txt"]
    answer = browser.get(link)
    assert answer.data.startswith(b"Contract of work")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(f"{path}/messages/{message.public_id}/files/3").status_code == 404


def test_files_are_kept_when_something_else_is_wrong_and_can_be_left_out(sqlite_app, cast, sign_in, path):
    browser = sign_in("recruiter")
    files = [(io.BytesIO(b"Contract of work " * 20), "Contract.txt"), (io.BytesIO(b"Map " * 20), "Map.txt")]
    answer = post(browser, path + "/message", composed(text="{{ nobody }}", files=files))
    assert answer.status_code == 422
    first, second = kept_tokens(answer)
    answer = post(browser, path + "/message", composed(held=[second]))
    assert answer.status_code == 303
    assert [each.document.name for each in messages()[0].files] == ["Map.txt"]
    assert find_held(second) is None
    assert find_held(first) is not None


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([(b"MZ\x90\x00" + b"\0" * 100, "tool.exe")], "“tool.exe” must be a"),
        ([(b"", "empty.txt")], "“empty.txt” is empty"),
        ([(b"words " * 40, f"{number}.txt") for number in range(6)], "At most 5 files"),
        ([(b"x " * 300_000, "one.txt"), (b"y " * 300_000, "two.txt")], "together must be smaller"),
    ],
)
def test_files_are_judged_as_uploads_are(sqlite_app, cast, sign_in, path, files, said):
    sqlite_app.config["MAX_UPLOAD_BYTES"] = 1_000_000
    sent = composed(files=[(io.BytesIO(data), name) for data, name in files])
    answer = post(sign_in("recruiter"), path + "/message", sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert messages() == []


def test_preview_shows_what_the_candidate_gets_and_sends_nothing(sqlite_app, cast, sign_in, path):
    with transaction():
        cast.user("recruiter").signature = "Rita\nExample Systems"
    browser = sign_in("recruiter")
    files = [(io.BytesIO(b"Map " * 20), "Map.txt")]
    answer = post(browser, path + "/message", composed(do="preview", is_signed="y", files=files))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Hi Ada\n\n-- \nRita\nExample Systems</div>" in page
    assert "ada@example.com" in page
    assert "Map.txt" in page
    assert "Hi {{ first_name }}</textarea>" in page
    assert messages() == []
    post(browser, path + "/message", composed(is_signed="y", held=kept_tokens(answer)))
    assert messages()[0].text == "Hi Ada\n\n-- \nRita\nExample Systems"


def test_a_placeholder_that_is_empty_or_unknown_is_named_where_it_stands(sqlite_app, cast, sign_in, path):
    with transaction():
        db.session.execute(update(Candidate).values(name=""))
    answer = post(
        sign_in("recruiter"), path + "/message", composed(subject="For {{ first_name }}", text="Hi")
    )
    assert answer.status_code == 422
    assert '<a href="#subject">{{ first_name }} is empty here' in answer.get_data(as_text=True)


def test_templates_in_the_candidates_language_come_first(sqlite_app, cast, sign_in, path, template):
    german = {"purpose": "rejection", "language": "de", "subject": "Ihre Bewerbung", "text": "Guten Tag"}
    with transaction():
        save_template(None, {"name": "Absage", **german}, by=SYSTEM)
        letter = "Sehr geehrte Damen und Herren, ich bewerbe mich auf die Stelle und bin nicht ortsgebunden."
        db.session.execute(update(Application).values(cover_letter=letter))
    browser = sign_in("recruiter")
    names = re.findall(r">([^<]+ \(\w\w\))</option>", browser.get(path + "/message").get_data(as_text=True))
    assert names[0] == "Absage (de)"
    data = {"seen": "1", "reason": list_reasons()[0].public_id, "template": template}
    post(browser, path + "/reject", data)
    post(browser, path + "/reopen", {"seen": "2"})
    chosen = re.search(r"<option selected[^>]*>([^<]+)<", browser.get(path).get_data(as_text=True))
    assert chosen[1] == "Absage (de)"


@pytest.mark.parametrize(
    ("state", "said"), [("infected", "found Eicar"), ("pending", "could not be scanned")]
)
def test_a_harmful_file_never_leaves_the_house(sqlite_app, cast, sign_in, path, monkeypatch, state, said):
    monkeypatch.setattr("ats.documents.scanning.scan", lambda *_: Scan(state, "Eicar"))
    answer = post(
        sign_in("recruiter"), path + "/message", composed(files=[(io.BytesIO(b"Map " * 20), "Map.txt")])
    )
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert messages() == []
