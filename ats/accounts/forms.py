"""Forms of signing in, joining, and one's own account."""

from wtforms import PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from ats.accounts.models import NOTIFY_CHOICES
from ats.accounts.passwords import MIN_LENGTH
from ats.platform.web_form import WebForm, as_choices

NOTIFY_LABELS = {
    "each": "A mail for each one",
    "daily": "One mail a day",
    "never": "No mails",
}
PASSWORD_RULE = f"At least {MIN_LENGTH} characters. A few words in a row are good."


class SecretField(PasswordField):
    """A password, taken exactly as it was typed: spaces at its ends belong to it."""

    is_trimmed = False


def email_field(label: str = "E-mail address", missing: str = "Enter an e-mail address") -> StringField:
    """Return a required field for one e-mail address of at most 254 characters (RFC 5321, 4.5.3.1.3)."""
    wrong = "Enter an e-mail address such as name@example.com"
    return StringField(label, [DataRequired(missing), Length(max=254, message=wrong), Email(wrong)])


def name_field() -> StringField:
    """Return a required field for a person's full name."""
    too_long = "The name must have at most 200 characters"
    return StringField("Full name", [DataRequired("Enter the full name"), Length(max=200, message=too_long)])


class SignInForm(WebForm):
    """An account's address and password."""

    email = StringField("E-mail address", [DataRequired("Enter your e-mail address"), Length(max=320)])
    password = SecretField("Password", [InputRequired("Enter your password")])


class ForgotForm(WebForm):
    """The address that a link for a new password goes to."""

    email = email_field(missing="Enter your e-mail address")


class NewPasswordForm(WebForm):
    """A password of one's own choice; ``accounts.passwords`` judges it."""

    password = SecretField("New password", [InputRequired("Choose a password")])


class SetUpForm(WebForm):
    """The company and its first admin."""

    company = StringField(
        "Company",
        [
            DataRequired("Enter the name of your company"),
            Length(max=200, message="The name must have at most 200 characters"),
        ],
    )
    name = name_field()
    email = email_field()
    password = SecretField("Password", [InputRequired("Choose a password")])


class ProfileForm(WebForm):
    """One's own name, how one is told of new applications, and what one signs messages with."""

    name = name_field()
    notify = RadioField(
        "Mails about new applications",
        [InputRequired("Choose how you want to be told of new applications")],
        choices=as_choices((value, NOTIFY_LABELS[value]) for value in NOTIFY_CHOICES),
    )
    signature = TextAreaField(
        "Signature", [Length(max=1000, message="Signature must have at most 1,000 characters")]
    )


class ChangePasswordForm(WebForm):
    """The present password and a new one."""

    present = SecretField("Present password", [InputRequired("Enter your present password")])
    password = SecretField("New password", [InputRequired("Choose a new password")])
