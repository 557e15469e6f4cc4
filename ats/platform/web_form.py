"""What all forms share: CSRF, trimmed text, and errors that name the field."""

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import DateField, Field, FieldList, FormField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange

from ats.platform.unseen import if_seen

_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class WebForm(FlaskForm):
    """Base of the forms; every text is trimmed and freed of characters that no person types."""

    class Meta(FlaskForm.Meta):
        """WTForms' place for what applies to each field."""

        def bind_field(self, form, unbound_field, options):
            """Put the trimming in front of the field's own filters."""
            holds_fields = issubclass(unbound_field.field_class, FieldList | FormField)
            if not holds_fields and getattr(unbound_field.field_class, "is_trimmed", True):
                options = {**options, "filters": [clean_text, *unbound_field.kwargs.get("filters", ())]}
            field = unbound_field.bind(form=form, **options)
            _refuse_in_words(field)
            return field

    def error_list(self) -> list[tuple[str, str]]:
        """Return (field id, message) of every error, in the order of the page."""
        return [(field.id, str(message)) for field in self for message in _flat(field.errors)]


class RowForm(WebForm):
    """A form within another one, which brings the CSRF token."""

    # By what it is told from the other rows, where their errors are listed together.
    called = ""

    class Meta(WebForm.Meta):
        """Rows carry no token of their own."""

        csrf = False


def _refuse_in_words(field: Field) -> None:
    """Give a field that has none the words for what it cannot read, which name it and what it takes."""
    name = f"“{field.label.text}”"
    if isinstance(field, IntegerField) and field.invalid_value_message is None:
        ranges = [each.message for each in field.validators if isinstance(each, NumberRange)]
        field.invalid_value_message = next(filter(None, ranges), f"{name} must be a whole number, such as 3")
    elif isinstance(field, DateField) and field.invalid_value_message is None:
        field.invalid_value_message = f"{name} must be a day, such as 2027-01-15"
    elif isinstance(field, SelectField) and not isinstance(field, SelectMultipleField):
        words = f"{name} must be one of the choices"
        field.invalid_value_message = field.invalid_value_message or words
        field.invalid_choice_message = field.invalid_choice_message or words


def as_choices(labels: Mapping | Iterable[tuple]) -> list[SelectChoice]:
    """Return what a field offers, from what is sent and what is shown for it."""
    pairs = labels.items() if isinstance(labels, Mapping) else labels
    return [SelectChoice(value, label) for value, label in pairs]


def clean_text(value):
    """Trim text and drop NUL and other control characters, which databases and mails choke on.

    Of a text in which nothing can be seen nothing is left, so that a field that must be filled in says so.
    """
    if not isinstance(value, str):
        return value
    return if_seen(value.translate(_CONTROLS).strip())


def _flat(errors):
    for error in errors:
        if isinstance(error, list | tuple):
            yield from _flat(error)
        elif isinstance(error, dict):
            yield from _flat(error.values())
        else:
            yield error


def set_row_errors(rows: FieldList, name: str, messages: Mapping[int, str]) -> None:
    """Add errors by the place of their row to one field of each; within the list's own validation."""
    for place, message in messages.items():
        set_error(rows[place].form[name], message)
    if messages:
        rows.errors = [row.errors for row in rows]


def set_error(field: Field, message: str) -> None:
    """Add an error that an action found to the field it is about."""
    field.errors = [*field.errors, message]
