"""Forms of the settings."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import URL, DataRequired, Email, InputRequired, Length, Optional, ValidationError

from ats.accounts.policy import ROLE_LABELS
from ats.company.models import ReasonSide, StageKind
from ats.company.rules import find_repeated_stage_names
from ats.platform.seen_form import SeenForm
from ats.platform.web_form import RowForm, WebForm, as_choices, set_row_errors

WRONG_EMAIL = "Enter an e-mail address such as jobs@example.com, or nothing"
KIND_LABELS = {
    StageKind.APPLIED: "Applications arrive",
    StageKind.REVIEW: "Reading",
    StageKind.ASSESS: "First call or test",
    StageKind.INTERVIEW: "Interview",
    StageKind.OFFER: "Offer",
    StageKind.HIRED: "Hired",
}
SIDE_LABELS = {
    ReasonSide.OURS: "We decided",
    ReasonSide.CANDIDATE: "The candidate decided",
    ReasonSide.NEITHER: "Neither of us",
}
BLANK_STAGE = {"name": "", "kind": StageKind.REVIEW.value}


def _name(label: str, missing: str, longest: int) -> StringField:
    too_long = f"{label} must have at most {longest} characters"
    return StringField(label, [DataRequired(missing), Length(max=longest, message=too_long)])


class PersonForm(SeenForm):
    """A person's name, role, and whether they may sign in."""

    name = _name("Full name", "Enter the full name", 200)
    role = RadioField(
        "Role",
        [InputRequired("Choose a role")],
        choices=as_choices(ROLE_LABELS),
    )
    is_active = BooleanField("May sign in")


class InviteForm(WebForm):
    """A new person."""

    name = _name("Full name", "Enter the full name", 200)
    email = StringField(
        "E-mail address",
        [
            DataRequired("Enter the e-mail address"),
            Length(max=254),
            Email("Enter an e-mail address such as name@example.com"),
        ],
    )
    role = RadioField(
        "Role",
        [InputRequired("Choose a role")],
        choices=as_choices(ROLE_LABELS),
        default="recruiter",
    )


class CompanyForm(SeenForm):
    """What candidates are told about the company."""

    name = _name("Company name", "Enter the name of the company", 200)
    website = StringField(
        "Website",
        [
            Optional(),
            Length(max=300, message="The website's address must have at most 300 characters"),
            URL(message="Enter a full address such as https://www.example.com"),
        ],
    )
    about = TextAreaField("About the company", [Length(max=20000, message="This text is too long")])
    contact_email = StringField("Contact for questions", [Optional(), Length(max=254), Email(WRONG_EMAIL)])
    apply_email = StringField(
        "Address for applications by e-mail", [Optional(), Length(max=254), Email(WRONG_EMAIL)]
    )
    what_happens_next = TextAreaField(
        "What happens after applying",
        [Length(max=2000, message="This text must have at most 2,000 characters")],
    )

    def validate_website(self, field):
        """Let only web addresses through: this one becomes a link on every public page."""
        if not field.data.lower().startswith(("http://", "https://")):
            raise ValidationError("Enter a full address such as https://www.example.com")


class LogoForm(WebForm):
    """A picture for the head of every page."""

    logo = FileField("Picture", [FileRequired("Choose a picture")])


class StageForm(RowForm):
    """One stage of a template."""

    name = StringField(
        "Stage",
        [
            DataRequired("Name each stage"),
            Length(max=80, message="A stage's name must have at most 80 characters"),
        ],
    )
    kind = SelectField("What happens in it", choices=as_choices(KIND_LABELS))


class TemplateForm(SeenForm):
    """A named row of stages."""

    name = _name("Template name", "Enter a name for the template", 120)
    stages = FieldList(FormField(StageForm), max_entries=30)

    def validate_stages(self, field):
        """Two stages of one name could not be told apart."""
        names = [row.form.name.data or "" for row in field]
        set_row_errors(field, "name", find_repeated_stage_names(names))


class ReasonForm(SeenForm):
    """Why an application may end."""

    label = _name("Reason", "Enter the reason", 120)
    side = RadioField(
        "Whose decision",
        [InputRequired("Choose whose decision it is")],
        choices=as_choices(SIDE_LABELS),
        default=ReasonSide.OURS.value,
    )
    is_active = BooleanField("Offered when somebody is rejected", default=True)


class TestMailForm(WebForm):
    """Where a test mail goes."""

    to = StringField(
        "Send a test mail to",
        [DataRequired("Enter an e-mail address"), Length(max=254), Email("Enter an e-mail address")],
    )
