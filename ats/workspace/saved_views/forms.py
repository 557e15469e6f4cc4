"""The forms about saved views."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from ats.platform.web_form import WebForm

NAME_LENGTH = 60


class ViewForm(WebForm):
    """What a view is called and who has it."""

    name = StringField(
        "Name",
        validators=[
            DataRequired(message="Enter a name for the view"),
            Length(max=NAME_LENGTH, message=f"The name must be {NAME_LENGTH} characters or less"),
        ],
    )
    is_shared = BooleanField("For the whole team")


class SaveViewForm(ViewForm):
    """A new view; ``query`` is the query string of the list as it is on the screen."""

    query = HiddenField()


class DefaultViewForm(WebForm):
    """Whether the list opens with a view."""

    is_default = RadioField(choices=[SelectChoice("yes"), SelectChoice("no")], validators=[DataRequired()])


class MoveViewForm(WebForm):
    """Which way a view moves."""

    to = RadioField(choices=[SelectChoice("up"), SelectChoice("down")], validators=[DataRequired()])
