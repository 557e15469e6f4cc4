"""The forms about applications: a decision, a note, contact details, adding somebody by hand."""

from urllib.parse import urlsplit

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from ats.candidates.rules import NO_PHONE, find_tag_problem, is_phone
from ats.platform.columns import is_storable_id
from ats.platform.errors import Invalid
from ats.platform.seen_form import SeenForm
from ats.platform.web_form import WebForm, as_choices

SIDES = (
    ("ours", "Our decision"),
    ("candidate", "The candidate’s decision"),
    ("neither", "Nobody’s decision"),
)


def _at_most(length: int, name: str) -> Length:
    return Length(max=length, message=f"{name} must be {length:,} characters or less")


def _email_address(form, field) -> None:
    """Judge an address that was typed; whether one must be is the form's affair."""
    if field.data:
        Email(message="Enter an e-mail address in the correct format, like name@example.com")(form, field)


def phone_number(form, field) -> None:
    """Refuse what no telephone number holds; what is known already, as from a list, stays as it is."""
    if field.data and field.data != field.object_data and not is_phone(field.data):
        raise ValidationError(NO_PHONE)


def _web_address(form, field) -> None:
    """Accept what a browser may safely follow."""
    if field.data and (
        urlsplit(field.data).scheme not in ("http", "https") or not urlsplit(field.data).netloc
    ):
        raise ValidationError("Link must start with http:// or https://")


class DecisionForm(WebForm):
    """What every decision says: the version that was on the screen, and where to go back to."""

    seen = IntegerField(validators=[InputRequired()])
    next = HiddenField()

    def checked(self):
        """Return the form; raise Invalid for one that no screen of ours sends."""
        if not self.validate():
            raise Invalid("The form was incomplete. Please load the page again.")
        return self


class MoveForm(DecisionForm):
    """A move from a menu (``seen``) or from the board (``seen_stage``: the column that the card was in)."""

    seen = IntegerField(validators=[Optional()])
    seen_stage = HiddenField(validators=[Length(max=26)])
    stage = HiddenField(validators=[DataRequired(), Length(max=26)])

    def validate(self, extra_validators=None) -> bool:
        """Ask for one of the two."""
        return super().validate(extra_validators) and (
            self.seen.data is not None or bool(self.seen_stage.data)
        )


class UndoForm(DecisionForm):
    """Which decision to take back; it names itself, so no version is needed."""

    seen = None
    change = IntegerField(validators=[InputRequired()])

    def validate_change(self, field) -> None:
        """Refuse a number that no row can have; the database would."""
        if field.data is not None and not is_storable_id(field.data):
            raise ValidationError


class SortForm(DecisionForm):
    """What a suspected application is."""

    seen = None
    verdict = RadioField(choices=[SelectChoice("let in"), SelectChoice("spam")], validators=[DataRequired()])


class UnsortForm(DecisionForm):
    """Putting an application back into the tray; ``seen`` is its version as it was sorted."""


class SettleForm(DecisionForm):
    """Whether what was typed into the form counts."""

    seen = None
    accept = RadioField(choices=[SelectChoice("yes"), SelectChoice("no")], validators=[DataRequired()])


class NoteForm(WebForm):
    """A note on an application, in Markdown."""

    text = TextAreaField("Note", validators=[DataRequired(message="Enter a note"), _at_most(10_000, "Note")])


class TagForm(WebForm):
    """A tag to be put on a candidate."""

    tag = StringField("Tag", validators=[DataRequired(message="Enter a tag")])

    def validate_tag(self, field) -> None:
        """Refuse what cannot be a tag."""
        problem = find_tag_problem(field.data or "")
        if problem:
            raise ValidationError(problem)


class ContactForm(WebForm):
    """How somebody can be reached. Only somebody who was added by hand may have no address."""

    name = StringField(
        "Full name", validators=[DataRequired(message="Enter the full name"), _at_most(200, "Full name")]
    )
    email = StringField(
        "E-mail address",
        validators=[_at_most(254, "E-mail address"), _email_address],
    )
    phone = StringField("Phone", validators=[_at_most(60, "Phone"), phone_number])
    link = StringField("Link", validators=[_at_most(500, "Link"), _web_address])
    has_address = False


class KnownContactForm(SeenForm, ContactForm):
    """What is known of a candidate, whom colleagues and the candidate correct too."""

    def validate_email(self, field) -> None:
        """Refuse to take an address away: every mail to the candidate needs it."""
        if self.has_address and not field.data and not self.is_untouched("email"):
            raise ValidationError("Enter an e-mail address")


class AddForm(ContactForm):
    """Somebody to be added by hand."""

    resume = FileField("Résumé")
    resume_kept = HiddenField(validators=[Length(max=26)])
    source = StringField(
        "Where the application comes from",
        default="by hand",
        validators=[DataRequired(message="Enter where the application comes from"), _at_most(40, "Source")],
    )
    wants_receipt = BooleanField("Send the candidate the usual receipt by e-mail")
    key = HiddenField(validators=[DataRequired(), Length(max=64)])

    def validate_wants_receipt(self, field) -> None:
        """A receipt goes to an address."""
        if field.data and not self.email.data:
            raise ValidationError("Enter an e-mail address, or untick the receipt")


class FileForm(WebForm):
    """One file."""

    file = FileField("File", validators=[FileRequired(message="Choose a file")])


class OtherOpeningForm(WebForm):
    """Which opening to put somebody onto too."""

    opening = SelectField(
        "Opening",
        choices=[],
        validators=[DataRequired(message="Select an opening")],
        invalid_choice_message="This opening is not offered any more: it was closed or removed. Select another one",
    )


class EraseForm(WebForm):
    """The confirmation of an erasure."""

    is_sure = BooleanField(
        "Yes, erase this person and everything about them",
        validators=[DataRequired(message="Confirm that the person shall be erased")],
    )


class AskPersonForm(WebForm):
    """Who else somebody is; the field is sent as ``with``."""

    who = StringField("Reference of an application, or an e-mail address", name="with")


class MergeForm(WebForm):
    """From which of the two each detail of the merged person comes, and what was on the screen."""

    name = RadioField("Name", validators=[InputRequired("Select a name")])
    email = RadioField("E-mail", validators=[InputRequired("Select an e-mail address")])
    phone = RadioField("Phone", validators=[InputRequired("Select a phone number")])
    link = RadioField("Link", validators=[InputRequired("Select a link")])
    digest = HiddenField()

    def __init__(self, *arguments, **values):
        super().__init__(*arguments, **values)
        for field in (self.name, self.email, self.phone, self.link):
            field.choices = as_choices({"one": "This person", "other": "The other person"})

    def prepare(self, found) -> None:
        """Choose to begin with what only one of the two has, else what the first one has."""
        self.digest.data = found.digest
        for difference in found.differences:
            field = self[difference.field]
            if not field.data:
                field.data = difference.choices[0][0] if difference.choices else "one"


class BringInForm(WebForm):
    """Files to be brought in, and where the applications come from."""

    files = MultipleFileField("Files")
    source = StringField(
        "Where the applications come from",
        default="import",
        validators=[DataRequired(message="Enter where the applications come from"), _at_most(40, "Source")],
    )


class RowsForm(WebForm):
    """The last word before a table is brought in."""

    source = StringField(
        "Source", validators=[DataRequired(message="Enter a source"), _at_most(40, "Source")]
    )
    leave_out = BooleanField("Leave out the rows that cannot be read")
