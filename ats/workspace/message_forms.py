"""The forms of messages: one that is written, and the message that goes with a rejection."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app, request
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import IntegerField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ats.documents.actions import StoredFile
from ats.messages import placeholders
from ats.platform.clock import utc_now
from ats.platform.web_form import WebForm, as_choices
from ats.workspace.tongue import label_of

SUBJECT_LENGTH, TEXT_LENGTH = 300, 20_000
NO_MESSAGE = ""
# After how many hours the message of a decision goes out, and how that is said.
DELAYS = {
    "": "At once",
    "1": "In an hour",
    "4": "In 4 hours",
    "24": "In a day",
    "72": "In 3 days",
    "168": "In a week",
}
# A time to the minute that has just begun still means now.
_JUST_NOW = timedelta(minutes=1)


def known_placeholders(_form, field) -> None:
    """Refuse a placeholder that does not exist, at the field where it stands."""
    try:
        placeholders.check(field.data or "")
    except placeholders.PlaceholderProblem as error:
        raise ValidationError(str(error)) from None


def subject_field(*needed, field_id: str | None = None) -> StringField:
    """Return the field of a subject, with validators of the form's own."""
    return StringField(
        "Subject",
        id=field_id,
        validators=[
            *needed,
            Length(max=SUBJECT_LENGTH, message=f"Subject must be {SUBJECT_LENGTH} characters or less"),
            known_placeholders,
        ],
    )


def text_field(label: str, *needed, field_id: str | None = None) -> TextAreaField:
    """Return the field of a message's text, with validators of the form's own."""
    return TextAreaField(
        label,
        id=field_id,
        validators=[
            *needed,
            Length(max=TEXT_LENGTH, message=f"{label} must be {TEXT_LENGTH:,} characters or less"),
            known_placeholders,
        ],
    )


def delay_field(field_id: str | None = None) -> SelectField:
    """Return the field of when the message of a decision goes out."""
    return SelectField("Send it", id=field_id, choices=as_choices(DELAYS), default="")


def as_delay(hours: str | None) -> timedelta:
    """Return how long a message waits for the choice of such a field."""
    return timedelta(hours=int(hours or 0))


class MessageForm(WebForm):
    """A message to a candidate; ``send_at`` is in the company's zone."""

    subject = subject_field(DataRequired(message="Enter a subject"))
    text = text_field("Message", DataRequired(message="Enter the message"))
    is_signed = BooleanField("Sign it with my signature", default=True)
    files = MultipleFileField("Attachments")
    key = HiddenField(default=secrets.token_urlsafe)
    send_at = DateTimeLocalField(
        "Send later", validators=[Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )

    @property
    def is_preview(self) -> bool:
        """Whether it was sent to see what the candidate will get."""
        return request.form.get("do") == "preview"

    def send_at_in(self, zone) -> datetime | None:
        """Return when it shall go out, as an instant, or None for at once."""
        return self.send_at.data.replace(tzinfo=zone) if self.send_at.data else None

    def key_of(self, files: Sequence[StoredFile]) -> str:
        """Return what this load of the form and all that it says have in common with the same sent once more.

        Whoever goes back and writes something else writes another message.
        """
        said = [self.key.data, self.subject.data, self.text.data, str(self.send_at.data), self.is_signed.data]
        return hashlib.sha256(json.dumps([*said, *(each.sha256 for each in files)]).encode()).hexdigest()

    def validate_send_at(self, field) -> None:
        """Refuse a time that has passed, and one that is more than a year away, which is a slip of the hand."""
        if not field.data:
            return
        ahead = self.send_at_in(current_app.config["ZONE"]) - utc_now()
        if ahead < -_JUST_NOW:
            raise ValidationError("Choose a time for “Send later” that has not passed, or leave it empty")
        if ahead.days > 365:
            raise ValidationError("Choose a time within a year")


class RejectForm(WebForm):
    """A rejection with its reason, a note for colleagues, and the message that tells the candidate, or none.

    ``template`` names the template to send; ``text`` holds it as edited, or is empty for the words of the template.
    """

    seen = IntegerField(validators=[InputRequired(message="Load the page again and choose a reason")])
    reason = RadioField("Reason", choices=[], validators=[DataRequired(message="Select a reason")])
    next = HiddenField()
    template = SelectField("Message to the candidate", choices=[], default=NO_MESSAGE)
    # The page has other fields of these names.
    subject = subject_field(Optional(), field_id="rejection-subject")
    text = text_field("Text of the message", Optional(), field_id="rejection-text")
    delay = delay_field("rejection-delay")
    note = TextAreaField(
        "Note for colleagues",
        validators=[Length(max=10_000, message="Note for colleagues must be 10,000 characters or less")],
    )

    def offer(self, reasons, templates) -> "RejectForm":
        """Set the reasons and the messages to choose from; returns the form."""
        self.reason.choices = [SelectChoice(each.public_id, each.label) for each in reasons]
        self.template.choices = [
            SelectChoice(NO_MESSAGE, "No message"),
            *(SelectChoice(each.public_id, label_of(each, templates)) for each in templates),
        ]
        return self

    def message(self, templates) -> tuple[str, str] | None:
        """Return subject and text of the message, or None for no message."""
        template = next((each for each in templates if each.public_id == self.template.data), None)
        if template is None:
            return None
        return self.subject.data or template.subject, self.text.data or template.text
