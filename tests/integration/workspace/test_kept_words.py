"""What was typed into the panel of a rejection while a colleague decided first: it is there to be sent or kept."""

import re

import pytest

from ats.applications import actions
from ats.applications.queries import get_for_decision
from ats.company.queries import list_reasons
from ats.messages.actions import save_template
from ats.messages.queries import list_templates
from ats.platform.database import transaction
from ats.platform.events import SYSTEM, Actor
from ats.reviews.queries import list_notes
from tests.integration.workspace.conftest import post, text_of

TEMPLATE = {
    "purpose": "rejection", "language": "en", "subject": "Your application",
    "text": "Dear {{ first_name }},\n\nwe go on with others.\n\n{{ company }}",
}  # fmt: skip


@pytest.fixture
def path(cast):
    return f"/dashboard/applications/{cast.application.public_id}"


@pytest.fixture
def template(cast) -> str:
    """The public id of a message for rejections."""
    with transaction():
        save_template(None, {"name": "No", **TEMPLATE}, by=SYSTEM)
    return list_templates(only_active=True)[0].public_id


def meanwhile(cast, verb: str, *rest) -> None:
    with transaction():
        application = get_for_decision(cast.application.public_id)
        getattr(actions, verb)(application, *rest, seen=1, by=Actor.user(cast.user("recruiter").id))


def rejection(**given) -> dict:
    return {"seen": "1", "reason": list_reasons()[1].public_id, **given}


def field(answer, name: str) -> str:
    """Return what stands in a text area of an answer."""
    page = answer.get_data(as_text=True)
    return re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n?([^<]*)<', page)[1].strip()


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "fetch"}], ids=["form", "script"])
def test_what_was_typed_comes_back_in_its_panel(app, cast, sign_in, path, template, headers):
    client = sign_in("manager")
    meanwhile(cast, "move", cast.engineer.stages[1])
    message = {"template": template, "subject": "News", "text": "Dear Ada", "delay": "4"}
    data = rejection(**message, note="Too <far> away")
    answer = post(client, f"{path}/reject", data, headers=headers)
    page = text_of(answer)
    assert answer.status_code == 409
    assert page.count("Recruiter Example moved it to “Review”") == 2
    assert "error-summary" in page
    assert (field(answer, "note"), 'value="News"' in page) == ("Too &lt;far&gt; away", True)
    assert f'value="{data["reason"]}" required checked' in page
    assert re.search(r'/reject".*?name="seen" value="2"', page)
    assert "Dear Ada" in page
    assert list_notes(cast.application.id) == []
    assert post(client, f"{path}/reject", {**data, "seen": "2"}).status_code == 303
    assert [note.text for note in list_notes(cast.application.id)] == ["Too <far> away"]


@pytest.mark.parametrize("note", ["Too far away", ""])
def test_what_was_typed_becomes_a_note_where_nothing_is_left_to_decide(
    app, cast, sign_in, path, template, note
):
    meanwhile(cast, "reject", list_reasons()[0])
    data = rejection(note=note, template=template, text="Dear Ada")
    answer = post(sign_in("manager"), f"{path}/reject", data)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Recruiter Example rejected it" in page
    assert "What you typed stands under “Notes” and is not saved yet" in page
    assert field(answer, "text").split() == f"{note} Dear Ada".split()
    assert list_notes(cast.application.id) == []


def test_a_message_in_the_words_of_its_template_is_nothing_typed(sqlite_app, cast, sign_in, path, template):
    client = sign_in("manager")
    filled = field(client.get(f"{path}/rejection-message?template={template}"), "text")
    assert filled.startswith("Dear Ada,")
    meanwhile(cast, "move", cast.engineer.stages[1])
    for words in (filled.replace("\n", "\r\n"), "", TEMPLATE["text"]):
        answer = post(client, f"{path}/reject", rejection(template=template, text=words))
        assert answer.status_code == 409
        assert "Recruiter Example moved it" in text_of(answer)
        assert "error-summary" not in text_of(answer)
    said = post(client, f"{path}/reject", rejection(), headers={"X-Requested-With": "fetch"})
    assert said.status_code == 409
    assert "<main" not in text_of(said)
    json = post(client, f"{path}/reject", rejection(note="Far"), headers={"Accept": "application/json"})
    assert (json.status_code, json.json["status"]) == (409, 409)
