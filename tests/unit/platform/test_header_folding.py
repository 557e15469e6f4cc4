"""Header fields in lines: none too long, none empty, and the words come back as they were."""

from email import message_from_bytes, policy

import pytest
from flask import Flask
from flask_mail import Mail
from hypothesis import given
from hypothesis import strategies as st

from ats.platform.header_folding import fold_field
from ats.platform.mailer import FoldedMessage

SUBJECTS = [
    "Short",
    "We have received your application for Senior Software Engineer for Large Systems in Leeds, United Kingdom (R1234)",
    "Wir haben Ihre Bewerbung für Köchin Köchin Köchin Köchin Köchin Köchin Köchin Köchin Köchin erhalten",
    "We " + "x" * 120 + " have",
    "x" * 120 + " have",
    "応募を受け付けました" * 10,
]


@pytest.fixture
def mailing():
    """Nothing but what a message needs to become bytes."""
    app = Flask(__name__)
    Mail(app)
    with app.app_context():
        yield


@pytest.mark.usefixtures("mailing")
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_begins_in_its_first_line_and_comes_back_whole(subject):
    message = FoldedMessage(
        subject=subject, recipients=["pat@example.com"], body="x", sender="jobs@example.com"
    )
    message.extra_headers = {
        "References": " ".join(f"<{number}abcdefabcdef@example.com>" for number in range(90))
    }
    raw = message.as_bytes()
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    (first,) = [line for line in head if line.startswith(b"Subject:")]
    assert len(first) > len("Subject: ")
    assert all(line.strip() and (len(line) <= 78 or b"xxx" in line) for line in head)
    parsed = message_from_bytes(raw, policy=policy.default)
    assert parsed["Subject"] == subject
    assert len(parsed["References"].split()) == 90


@given(st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=200))
def test_any_words_come_back(text):
    raw = f"Subject: {fold_field('Subject', text)}\n\nx".encode()
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == text
