"""The forms of a batch: what shall be done to all of it."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation, ValidationError

from ats.batches.models import Batch
from ats.batches.queries import list_stage_choices
from ats.batches.rules import BY_KIND, BY_NAME
from ats.candidates.rules import clean_tag, find_tag_problem
from ats.company.queries import list_reasons
from ats.messages.models import MessageTemplate, Purpose
from ats.messages.queries import list_templates
from ats.platform.web_form import WebForm, as_choices
from ats.workspace.list_filter import KIND_LABELS
from ats.workspace.message_forms import NO_MESSAGE, delay_field, subject_field, text_field


class BatchForm(WebForm):
    """What every batch says: which version of the preview was seen."""

    seen = IntegerField(validators=[Optional()])

    def offer(self, batch: Batch) -> "BatchForm":
        """Set what there is to choose from; returns the form."""
        return self

    def parameters(self, batch: Batch) -> dict[str, Any]:
        """Return what was chosen, as the batch keeps it."""
        return {}


class MoveManyForm(BatchForm):
    """To which stage: by its name, or the first of a kind, as the openings have stages of their own."""

    stage = SelectField(
        "Stage",
        choices=[],
        validators=[InputRequired(message="Select a stage")],
        invalid_choice_message="This stage was renamed or removed meanwhile. Select another one",
    )

    def offer(self, batch: Batch) -> "MoveManyForm":
        """See the base."""
        stages, openings = list_stage_choices(batch.id)
        names = [(BY_NAME + name, name) for name in stages]
        kinds = [(BY_KIND + kind, f"First stage of the kind {label}") for kind, label in KIND_LABELS.items()]
        self.stage.choices = as_choices([("", "Choose a stage"), *names, *(kinds if openings > 1 else [])])
        return self

    def parameters(self, batch: Batch) -> dict[str, Any]:
        """See the base."""
        return {"stage": self.stage.data}


class TagManyForm(BatchForm):
    """Which tag."""

    tag = StringField("Tag", validators=[DataRequired(message="Enter a tag")])

    def validate_tag(self, field) -> None:
        """Refuse what cannot be a tag."""
        problem = find_tag_problem(field.data or "")
        if problem:
            raise ValidationError(problem)

    def parameters(self, batch: Batch) -> dict[str, Any]:
        """See the base."""
        return {"tag": clean_tag(self.tag.data)}


def _written(form, field) -> None:
    """Refuse half a message: a subject without a text would reach nobody, and so would a text without a subject."""
    if form.is_written() and not (field.data or "").strip():
        raise StopValidation(f"Enter a {field.label.text.lower()}")


class WriteManyForm(BatchForm):
    """One message, to be written to each; a template that is newly chosen replaces what stood there."""

    template = SelectField("Start from a template", choices=[], default=NO_MESSAGE)
    subject = subject_field(_written)
    text = text_field("Message", _written)
    delay = delay_field()
    purpose = ""
    without = "No template"
    _template_before = NO_MESSAGE

    def offer(self, batch: Batch) -> "WriteManyForm":
        """See the base."""
        names = [(each.public_id, each.name) for each in self.templates()]
        self.template.choices = as_choices([(NO_MESSAGE, self.without), *names])
        self._template_before = batch.parameters.get("template") or NO_MESSAGE
        return self

    def is_new_template(self) -> bool:
        """Return whether another template was chosen, so that its words come instead of those in the fields."""
        return (self.template.data or NO_MESSAGE) != self._template_before

    def is_written(self) -> bool:
        """Return whether what stands in the fields is the message."""
        return not self.is_new_template()

    def templates(self) -> list[MessageTemplate]:
        """Return the templates that fit."""
        return list_templates(only_active=True, purpose=self.purpose)

    def parameters(self, batch: Batch) -> dict[str, Any]:
        """See the base."""
        given = {name: getattr(self, name).data or "" for name in ("template", "subject", "text", "delay")}
        # Browsers send the line ends of HTTP, which templates do not have.
        given["text"] = given["text"].replace("\r\n", "\n")
        if self.is_new_template():
            given |= self.words_of(given["template"])
        return given

    def words_of(self, template_id: str) -> dict[str, str]:
        """Return subject and text of a template; both empty for none."""
        found = next((each for each in self.templates() if each.public_id == template_id), None)
        return {"subject": found.subject, "text": found.text} if found else {"subject": "", "text": ""}


class RejectManyForm(WriteManyForm):
    """The reason, which colleagues see, and the message, which each person gets; or no message to anybody."""

    reason = SelectField("Reason", choices=[], validators=[InputRequired(message="Select a reason")])
    template = SelectField("Message to each", choices=[], default=NO_MESSAGE)
    purpose = Purpose.REJECTION
    without = "No message"

    def offer(self, batch: Batch) -> "RejectManyForm":
        """See the base."""
        super().offer(batch)
        reasons = [(each.public_id, each.label) for each in list_reasons(only_active=True)]
        self.reason.choices = as_choices([("", "Choose a reason"), *reasons])
        return self

    def is_written(self) -> bool:
        """See the base. Without a template nobody is written to."""
        return super().is_written() and bool(self.template.data)

    def parameters(self, batch: Batch) -> dict[str, Any]:
        """See the base. Without a template nobody is written to."""
        given = super().parameters(batch)
        if given["template"] == NO_MESSAGE:
            given |= {"subject": "", "text": "", "delay": ""}
        return {**given, "reason": self.reason.data}


class CloseForm(RejectManyForm):
    """The outcome for all who are still in an opening, and the message to each of them."""

    without = "Choose a message"

    def offer(self, batch: Batch) -> "CloseForm":
        """See the base."""
        super().offer(batch)
        self.reason.label.text = "Outcome for everyone"
        return self


FORMS: dict[str, type[BatchForm]] = {
    "move": MoveManyForm,
    "reject": RejectManyForm,
    "tag": TagManyForm,
    "untag": TagManyForm,
    "shortlist": BatchForm,
    "message": WriteManyForm,
    "close": CloseForm,
}


def form_of(batch: Batch, **given) -> BatchForm:
    """Return the form of a draft, filled with what was chosen before, or with ``formdata``."""
    return FORMS[batch.kind](data={**batch.parameters, "seen": batch.version}, **given).offer(batch)
