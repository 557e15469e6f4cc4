"""The form that puts an application off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import DateField, IntegerField
from wtforms.validators import Optional, ValidationError

from ats.platform.clock import today
from ats.platform.dates import start_of_day
from ats.platform.web_form import WebForm

LONGEST = timedelta(days=365)


class SnoozeForm(WebForm):
    """Until when: a day, or some days from now by one of the buttons."""

    until = DateField("Show it again on")
    days = IntegerField(validators=[Optional()])
    zone: ZoneInfo

    def instant(self) -> datetime:
        """Return the beginning of the day."""
        return start_of_day(self.day, self.zone)

    @property
    def day(self) -> date | None:
        """The day that was chosen; a button counts before what stands in the field."""
        if self.days.data is not None:
            return today(self.zone) + timedelta(days=min(max(self.days.data, 0), 10_000))
        return self.until.data

    def validate_until(self, field) -> None:
        """Refuse a day that has begun, and one beyond a year, which is a slip of the hand."""
        # What the field says of a text that is no day; a button needs none.
        field.errors.clear()
        if self.day is None:
            raise ValidationError("Choose a day, such as 2027-01-15")
        if not timedelta(0) < self.day - today(self.zone) <= LONGEST:
            raise ValidationError("Choose a day from tomorrow on, within a year")

    @classmethod
    def in_zone(cls, zone: ZoneInfo, **given) -> "SnoozeForm":
        """Return the form for days of a zone."""
        form = cls(**given)
        form.zone = zone
        return form
