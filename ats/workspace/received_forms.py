"""The forms about a mail in the tray: where it belongs, and who applies by it."""

from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Email, Length

from ats.platform.web_form import WebForm


class AssignForm(WebForm):
    """The opening that a mail is for, and who applies."""

    opening = SelectField("Opening", validators=[DataRequired("Select an opening")])
    name = StringField(
        "Name",
        validators=[
            DataRequired("Enter the name of the person who applies"),
            Length(max=200, message="Name must be 200 characters or less"),
        ],
    )
    email = StringField(
        "E-mail address",
        validators=[
            DataRequired("Enter the e-mail address of the person who applies"),
            Length(max=254, message="E-mail address must be 254 characters or less"),
            Email(message="Enter an e-mail address in the correct format, like name@example.com"),
        ],
    )


class AttachForm(WebForm):
    """The application that a mail belongs to."""

    reference = StringField(
        "Reference of the application",
        validators=[
            DataRequired("Enter the reference of an application, such as A1B2C3D4"),
            Length(max=12, message="Reference must be 12 characters or less"),
        ],
    )
