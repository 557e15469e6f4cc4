"""The form of a message template."""

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from ats.messages import placeholders
from ats.messages.models import Purpose
from ats.platform.seen_form import SeenForm
from ats.platform.web_form import as_choices

PURPOSE_LABELS = {
    Purpose.REJECTION.value: "Rejection",
    Purpose.INVITATION.value: "Invitation",
    Purpose.QUESTION.value: "Question",
    Purpose.OFFER.value: "Offer",
    Purpose.OTHER.value: "Anything",
}


def _known(_form, field) -> None:
    try:
        placeholders.check(field.data or "")
    except placeholders.PlaceholderProblem as error:
        raise ValidationError(str(error)) from None


class MessageTemplateForm(SeenForm):
    """Name, purpose, language and words of a template."""

    name = StringField(
        "Name",
        [DataRequired("Enter a name"), Length(max=100, message="Name must have at most 100 characters")],
    )
    purpose = SelectField("For", choices=as_choices(PURPOSE_LABELS), default=Purpose.OTHER.value)
    language = StringField(
        "Language",
        [
            DataRequired("Enter a language such as en"),
            Regexp(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z", message="Enter a language such as en or pt-BR"),
        ],
        default="en",
    )
    subject = StringField(
        "Subject",
        [
            DataRequired("Enter a subject"),
            Length(max=300, message="Subject must have at most 300 characters"),
            _known,
        ],
    )
    text = TextAreaField(
        "Message",
        [
            DataRequired("Enter the message"),
            Length(max=20_000, message="Message must have at most 20,000 characters"),
            _known,
        ],
    )
    is_active = BooleanField("Offered where messages are written", default=True)
