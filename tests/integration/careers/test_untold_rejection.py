"""A rejection whose message still waits: until it is told, the candidate's page, links and mails are as before."""

import re
from datetime import timedelta

import pytest
import time_machine

from ats.applications import actions
from ats.applications.links import erasure_link
from ats.applications.queries import find_last_change, get_application
from ats.company.queries import list_reasons
from ats.inbox.ground import list_open_applications
from ats.messages.actions import write
from ats.platform import queue
from ats.platform.clock import utc_now
from ats.platform.database import transaction
from ats.platform.events import SYSTEM, VISITOR, Actor
from ats.platform.mailbox import list_mails
from tests.integration.careers.forms import file
from tests.integration.careers.openings import text_of
from tests.integration.careers.status_pages import ada, address, events, path_of, post

__all__ = ["address"]


def reject_and_tell_in_a_week(cast) -> None:
    with transaction():
        application = get_application(cast.application.public_id)
        by = Actor.user(cast.user("recruiter").id)
        change_id = actions.reject(application, list_reasons()[0], seen=application.version, by=by)
        send_at = utc_now() + timedelta(days=7)
        write(application, "News", "We go on with others.", by=by, change_id=change_id, send_at=send_at)


def test_until_a_rejection_is_told_everything_is_as_before(app, cast, client, address):
    erasure = path_of(erasure_link(cast.application))
    before = [bare(client.get(path)) for path in (address, erasure)]
    reject_and_tell_in_a_week(cast)
    assert [bare(client.get(path)) for path in (address, erasure)] == before
    assert "Withdraw my application" in before[0]
    response = post(client, address, "resume", resume=file(b"Newer words.", "newer.txt"))
    assert (response.status_code, response.headers["Location"]) == (303, f"{address}?done=resume")
    current = [each.document.name for each in ada(cast).attachments if each.is_current]
    assert current == ["newer.txt"]
    assert post(client, address, "contact", name="Ada M. Fern", phone="", link="").status_code == 303
    assert post(client, address, "erasure").status_code == 303
    assert ada(cast).status == "rejected"


def test_no_mail_tells_a_rejection_before_its_message(app, cast):
    with transaction():
        get_application(cast.application.public_id).consent_at = None
    texts = []
    for is_rejected in (False, True):
        if is_rejected:
            reject_and_tell_in_a_week(cast)
        # What comes from this address without naming anything still belongs to the conversation.
        assert [each.id for each in list_open_applications("ada@example.com")] == [cast.application.id]
        with transaction():
            actions.ask_for_links("ada@example.com", by=VISITOR)
        queue.run_until_empty()
        mail = next(mail for mail in list_mails() if mail.purpose == "status_links")
        texts.append(re.sub(r"/status/\S+", "", mail.text))
    assert texts[0] == texts[1]
    assert "Something is still missing" in texts[0]


def bare(response) -> str:
    """Return a page without what differs with each request."""
    return re.sub(r'value="[^"]{60,}"', "", text_of(response))


def test_a_withdrawal_comes_before_a_rejection_that_was_not_told(app, cast, client, address):
    reject_and_tell_in_a_week(cast)
    assert post(client, address, "withdraw").status_code == 303
    application = ada(cast)
    assert (application.status, application.reason_id) == ("withdrawn", None)
    kinds = events()
    for kind in ("application.rejected", "message.called_back", "application.withdrawn"):
        assert kind in kinds
    with time_machine.travel(utc_now() + timedelta(days=8)):
        queue.run_until_empty()
    sent = [(mail.purpose, mail.state) for mail in list_mails() if mail.to_address == "ada@example.com"]
    assert ("message", "cancelled") in sent
    assert ("withdrawn", "kept") in sent
    assert "You have withdrawn this application" in text_of(client.get(address))
    with transaction():
        application = get_application(cast.application.public_id)
        with pytest.raises(actions.StaleDecision):
            actions.undo(application, find_last_change(application.id, "rejected"), by=SYSTEM)
    # Whoever takes the withdrawal back has the rejection again, without its message.
    with transaction():
        application = get_application(cast.application.public_id)
        actions.undo(application, application.last_change_id, by=SYSTEM)
    assert (ada(cast).status, ada(cast).reason_id) == ("rejected", list_reasons()[0].id)


def test_once_the_message_has_gone_out_the_rejection_stands(app, cast, client, address):
    reject_and_tell_in_a_week(cast)
    with time_machine.travel(utc_now() + timedelta(days=8)):
        queue.run_until_empty()
    assert "We are not going further with this application" in text_of(client.get(address))
    assert post(client, address, "withdraw").status_code == 409
    assert post(client, address, "resume", resume=file(b"New words.")).status_code == 409
    assert ada(cast).status == "rejected"
