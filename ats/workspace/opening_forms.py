"""The forms of an opening: its text with rows of requirements, duties and questions; stages; team."""

import json
from datetime import date
from types import SimpleNamespace

from flask import current_app
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from ats.company.models import StageKind
from ats.company.rules import find_repeated_stage_names
from ats.openings import facets, labels, rules, words
from ats.openings.models import Opening, QuestionKind, State
from ats.platform.dates import is_past
from ats.platform.form_rows import MAX_ROWS
from ats.platform.json_text import read_json
from ats.platform.seen_form import SeenForm
from ats.platform.web_form import RowForm, WebForm, as_choices, set_row_errors
from ats.platform.whole_numbers import read_whole_number
from ats.vocabulary.countries import COUNTRIES
from ats.workspace.address_fields import OwnAddresses, apply_field, from_field
from ats.workspace.pay_fields import PayChecks, amount_field, currency_field
from ats.workspace.requirement_fields import FacetFields, shown_facts

LONG_TEXT = rules.LONGEST_TEXT
ROW_TEXT = 2_000


def up_to(most: int, what: str) -> Length:
    """Return a validator that names the field and its limit."""
    return Length(max=most, message=f"{what} must be {most:,} characters or fewer")


def web_address(form, field) -> None:
    """Validate an address that a link can lead to."""
    if not rules.web_address(field.data[: rules.MAX_ADDRESS]):
        raise ValidationError("Enter a web address such as https://jobs.example.com")


class RequirementRow(FacetFields, RowForm):
    """One requirement; ``facets`` carries what the row has no fields for."""

    text = TextAreaField(
        "Requirement",
        [DataRequired("Enter the requirement, or remove its row"), up_to(ROW_TEXT, "A requirement")],
    )
    importance = SelectField("Importance", choices=as_choices(labels.IMPORTANCES))
    kind = SelectField("Kind", choices=as_choices(labels.REQUIREMENT_KINDS))
    facets = HiddenField()

    def validate_facets(self, field):
        """Refuse what the form itself did not write."""
        self.kept_facets()

    def kept_facets(self) -> list[dict]:
        """Return the facets as they came; raise ValidationError for anything that is not a list of them."""
        try:
            kept = read_json(self.facets.data or "[]")
        except ValueError:
            kept = None
        if not isinstance(kept, list) or not all(isinstance(each, dict) for each in kept):
            raise ValidationError("This requirement was sent damaged. Remove its row and write it again")
        return kept

    def further(self) -> list[str]:
        """Return in words what else the requirement asks for, beyond its fields."""
        try:
            return [labels.facet_in_words(facet) for facet in facets.further(self.kept_facets())]
        except ValidationError:
            return []

    def values(self) -> dict:
        """Return the requirement as an opening keeps it."""
        return {
            "text": self.text.data,
            "importance": self.importance.data,
            "kind": self.kind.data,
            "facets": facets.merge(self.kept_facets(), self.asked()),
        }


def requirement_row(requirement) -> dict:
    """Return what a row of the form shows for a requirement."""
    return {
        "text": requirement.text,
        "importance": requirement.importance,
        "kind": requirement.kind,
        **shown_facts(requirement.facets),
        "facets": json.dumps(requirement.facets),
    }


class ResponsibilityRow(RowForm):
    """One duty."""

    text = StringField(
        "Responsibility",
        [DataRequired("Enter the responsibility, or remove its row"), up_to(ROW_TEXT, "A responsibility")],
    )


class QuestionRow(RowForm):
    """One question of the opening's own; ``number`` keeps the answers already given to it."""

    number = HiddenField()
    label = StringField(
        "Question", [DataRequired("Enter the question, or remove its row"), up_to(300, "A question")]
    )
    hint = StringField("Hint", [up_to(300, "A hint")])
    kind = SelectField("Answer", choices=as_choices(labels.QUESTION_KINDS))
    choices = TextAreaField("Choices, one per line, if it has any", [up_to(ROW_TEXT, "The choices")])
    is_required = BooleanField("An answer is required")

    def validate_choices(self, field):
        """Ask for at least two choices where there is something to choose."""
        if self.kind.data == QuestionKind.CHOICE and len(self.choice_list()) < 2:
            raise ValidationError("Enter at least two choices, one per line")

    def choice_list(self) -> list[str]:
        """Return the choices in their order, each once."""
        lines = [line.strip() for line in (self.choices.data or "").splitlines()]
        return list(dict.fromkeys(filter(None, lines)))

    def values(self) -> dict:
        """Return the question as an opening keeps it."""
        is_choice = self.kind.data == QuestionKind.CHOICE
        return {
            "id": read_whole_number(self.number.data),
            "label": self.label.data,
            "hint": self.hint.data or "",
            "kind": self.kind.data,
            "choices": self.choice_list() if is_choice else [],
            "is_required": self.is_required.data,
        }


def question_row(question) -> dict:
    """Return what a row of the form shows for a question."""
    return {
        "number": question.id,
        "label": question.label,
        "hint": question.hint,
        "kind": question.kind,
        "choices": "\n".join(question.choices),
        "is_required": question.is_required,
    }


class OpeningForm(PayChecks, OwnAddresses, WebForm):
    """All that candidates read of an opening, and what they are asked."""

    title = StringField("Title", [DataRequired("Enter a title"), up_to(200, "The title")])
    program_id = SelectField("Program", coerce=int)
    visibility = SelectField("Who finds it", choices=as_choices(labels.VISIBILITIES))
    description = TextAreaField("Description", [up_to(LONG_TEXT, "The description")])
    city = StringField("City", [up_to(120, "The city")])
    region = StringField("Region or state", [up_to(120, "The region")])
    country = SelectField("Country", choices=as_choices({"": "Not given"} | COUNTRIES))
    workplace = SelectField("Way of working", choices=as_choices(words.WORKPLACES))
    employment_type = SelectField("Employment", choices=as_choices(words.EMPLOYMENT_TYPES))
    headcount = IntegerField(
        "Positions to fill",
        [
            InputRequired("Enter how many people you look for"),
            NumberRange(1, 1000, "Enter a whole number from 1 to 1,000"),
        ],
    )
    pay_min = amount_field("Pay from")
    pay_max = amount_field("Pay up to")
    pay_currency = currency_field()
    pay_period = SelectField("Paid by", choices=as_choices(words.PAY_PERIODS))
    deadline_on = DateField("Deadline", [Optional()])
    what_happens_next = TextAreaField("What happens after applying", [up_to(LONG_TEXT, "What happens next")])
    answer_within_days = IntegerField(
        "Answer within days",
        [
            InputRequired("Enter within how many days you answer"),
            NumberRange(1, 365, "Enter a whole number of days from 1 to 365"),
        ],
    )
    stale_after_days = IntegerField(
        "Stale after days in a stage",
        [
            InputRequired("Enter after how many days in one stage an application is stale"),
            NumberRange(1, 365, "Enter a whole number of days from 1 to 365"),
        ],
    )
    apply_email, from_email = apply_field(), from_field()
    former_apply_url = StringField(
        "Where candidates applied before",
        [Optional(), web_address, up_to(rules.MAX_ADDRESS, "The address")],
    )
    requirements = FieldList(FormField(RequirementRow), max_entries=MAX_ROWS)
    responsibilities = FieldList(FormField(ResponsibilityRow), max_entries=MAX_ROWS)
    questions = FieldList(FormField(QuestionRow), max_entries=MAX_ROWS)
    version = HiddenField(default="0")

    # What a new row holds before anything is typed.
    BLANKS = {
        "requirements": {"text": "", "importance": "required", "kind": "experience"},
        "responsibilities": {"text": ""},
        "questions": {"label": "", "kind": "short"},
    }

    def __init__(
        self,
        *args,
        programs,
        state: str = State.DRAFT,
        saved_deadline: date | None = None,
        owner: Opening | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.program_id.choices = as_choices((program.id, program.name) for program in programs)
        self._state, self._saved_deadline = state, saved_deadline

    def validate_questions(self, field):
        """Applying asks for at most six inputs, so for few answers of an opening's own."""
        label = rules.refused_requirement((row.form.label.data, row.form.is_required.data) for row in field)
        if label is not None:
            raise ValidationError(rules.too_many_required(label))

    def validate_deadline_on(self, field):
        """A day that has passed may stay, but is not newly set on an opening that people see."""
        is_new = field.data != self._saved_deadline
        if is_new and self._state == State.PUBLISHED and is_past(field.data, current_app.config["ZONE"]):
            raise ValidationError("The deadline must be today or later")

    def fields(self) -> dict:
        """Return the plain fields as an opening keeps them."""
        return {
            name: self[name].data if self[name].data is not None else _EMPTY.get(name, "") for name in PLAIN
        }

    def blank(self, name: str):
        """Return a row that a script copies: its fields are numbered "new"."""
        row = self[name].unbound_field.args[0]
        return SimpleNamespace(
            name="", form=row(formdata=None, prefix=f"{name}-new-", data=self.BLANKS[name])
        )


PLAIN = (
    "title", "visibility", "description", "city", "region", "country", "workplace", "employment_type",
    "headcount", "pay_min", "pay_max", "pay_currency", "pay_period", "deadline_on", "what_happens_next",
    "answer_within_days", "stale_after_days", "apply_email", "from_email",
    "former_apply_url",
)  # fmt: skip
_EMPTY = {"pay_min": None, "pay_max": None, "deadline_on": None}


class NewOpeningForm(OpeningForm):
    """The same for an opening that is not there yet, with the stages it starts with."""

    template = SelectField("Stages to start with")

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.template.choices = as_choices((template.public_id, template.name) for template in templates)


class StageRow(RowForm):
    """One stage; ``public_id`` keeps the applications in it."""

    public_id = HiddenField()
    name = StringField(
        "Name", [DataRequired("Enter a name for the stage, or remove it"), up_to(80, "A stage's name")]
    )
    kind = SelectField("Kind", choices=as_choices(labels.STAGE_KINDS), default=StageKind.REVIEW.value)


class StagesForm(WebForm):
    """The stages of an opening in their order."""

    stages = FieldList(FormField(StageRow), max_entries=20)
    version = HiddenField()

    BLANKS = {"stages": {"name": "", "kind": StageKind.REVIEW.value}}

    def blank(self, name: str):
        """Return a row that a script copies: its fields are numbered "new"."""
        return SimpleNamespace(
            name="", form=StageRow(formdata=None, prefix=f"{name}-new-", data=self.BLANKS[name])
        )

    def validate_stages(self, field):
        """Two stages of one name could not be told apart."""
        names = [row.form.name.data or "" for row in field]
        set_row_errors(field, "name", find_repeated_stage_names(names))

    def rows(self) -> list[tuple[str | None, str, str]]:
        """Return (public id or None, name, kind) of each stage."""
        return [(row.public_id.data or None, row.form.name.data, row.kind.data) for row in self.stages]


class TemplateForm(WebForm):
    """The choice of a stage template."""

    template = SelectField("Template")

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.template.choices = as_choices((template.public_id, template.name) for template in templates)


class TeamForm(WebForm):
    """People to put on a hiring team."""

    add = SelectMultipleField("People to add", [DataRequired("Choose at least one person")])

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.add.choices = as_choices((person.public_id, person.name) for person in people)


class ProgramForm(OwnAddresses, SeenForm):
    """A program's name, introduction and addresses."""

    name = StringField("Name", [DataRequired("Enter a name"), up_to(200, "The name")])
    introduction = TextAreaField("Introduction", [up_to(LONG_TEXT, "The introduction")])
    apply_email, from_email = apply_field(), from_field()
