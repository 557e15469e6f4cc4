"""The forms within the preview of an import: a program, an opening, a requirement, a further facet of one."""

from dataclasses import asdict
from types import SimpleNamespace

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Optional

from ats.openings import facets, labels, rules, words
from ats.openings.importing import Facet, ImportedOpening, ImportedProgram, ImportedRequirement, Pay
from ats.platform.form_rows import MAX_ROWS
from ats.platform.json_text import read_json
from ats.platform.web_form import RowForm, as_choices
from ats.platform.whole_numbers import read_whole_number
from ats.workspace.import_moves import NEW
from ats.workspace.import_pasting import without_bullets
from ats.workspace.opening_forms import LONG_TEXT, ROW_TEXT, up_to
from ats.workspace.pay_fields import PayChecks, amount_field, currency_field
from ats.workspace.requirement_fields import FacetFields

_VISIBILITIES = {"public": "Everybody", "internal": "Colleagues"}
ADDRESS_LENGTH = up_to(rules.MAX_ADDRESS, "The address")

# What a new row holds before anything is typed.
BLANK_REQUIREMENT = {"keep": "y", "text": "", "importance": "required", "kind": "experience"}
BLANK_OPENING = {
    "keep": "y",
    "title": "",
    "workplace": "onsite",
    "employment_type": "full_time",
    "visibility": "public",
    "pay_period": "year",
}


def reachable(form, field) -> None:
    """Validate an address that mail can be sent to or a link can lead to."""
    if not (rules.mail_address(field.data) or rules.web_address(field.data[: rules.MAX_ADDRESS])):
        raise ValidationError("Enter an e-mail address, or a web address such as https://jobs.example.com")


class KeptRow(RowForm):
    """What is taken over when ``keep`` is ticked, and is of no consequence otherwise, whatever it holds."""

    keep = BooleanField("Take over")

    def validate(self, extra_validators=None) -> bool:
        """Ask nothing of what is left out."""
        return not self.keep.data or super().validate(extra_validators)


class FurtherFacet(FacetFields, RowForm):
    """One more thing that a requirement asks for: another span of years, another degree."""

    def facet(self) -> dict:
        """Return what the fields say of their facet."""
        return asdict(self.asked())


class ImportedRow(FacetFields, KeptRow):
    """One requirement or suggestion; ``facets`` carries what was read, ``also`` corrects the further ones of it."""

    text = TextAreaField("Requirement", [up_to(ROW_TEXT, "A requirement")])
    importance = SelectField("Importance", choices=as_choices(labels.IMPORTANCES))
    kind = SelectField("Kind", choices=as_choices(labels.REQUIREMENT_KINDS))
    also = FieldList(FormField(FurtherFacet))
    facets = HiddenField()

    def validate_text(self, field):
        """What is taken over says something."""
        if not field.data:
            raise ValidationError("Enter the requirement, or untick it")

    def validate_facets(self, field):
        """Refuse what this form did not write itself."""
        try:
            self._stated()
        except (ValueError, TypeError) as error:
            raise ValidationError("This row was sent damaged. Read the page in once more") from error

    def _stated(self) -> list[dict]:
        """Return the facets that were read; raise ValueError or TypeError for anything else."""
        return [Facet.from_json(each).to_json() for each in read_json(self.facets.data or "[]")]

    def further(self) -> list[tuple[bool, FurtherFacet]]:
        """Return each further facet's fields, and whether they are about a degree."""
        try:
            stated = facets.further(self._stated())
        except (ValueError, TypeError):
            return []
        return [
            (facet["kind"] == "education", row.form) for facet, row in zip(stated, self.also, strict=False)
        ]

    def requirement(self) -> ImportedRequirement:
        """Return the row as what an import takes."""
        merged = facets.merge(self._stated(), self.asked(), [row.form.facet() for row in self.also])
        return ImportedRequirement(
            self.text.data,
            self.importance.data,
            self.kind.data,
            tuple(Facet.from_json(each) for each in merged),
        )


class ImportedOpeningRow(PayChecks, KeptRow):
    """One opening of the page."""

    title = StringField("Title", [up_to(200, "The title")])
    program = SelectField("In program", choices=[])
    new_program = StringField("Name of the new program", [up_to(200, "The program's name")])
    body = TextAreaField("Description", [up_to(LONG_TEXT, "The description")])
    duties = TextAreaField(
        "Responsibilities, one per line",
        [up_to(LONG_TEXT, "The responsibilities")],
        filters=[without_bullets],
    )
    place = StringField("Place", [up_to(120, "The place")])
    workplace = SelectField("Way of working", choices=as_choices(words.WORKPLACES))
    employment_type = SelectField("Employment", choices=as_choices(words.EMPLOYMENT_TYPES))
    visibility = SelectField("Who finds it", choices=as_choices(_VISIBILITIES))
    deadline_on = DateField("Deadline", [Optional()])
    pay_min = amount_field("Pay from")
    pay_max = amount_field("Pay up to")
    pay_currency = currency_field()
    pay_period = SelectField("Paid by", choices=as_choices(words.PAY_PERIODS))
    apply_address = StringField("Candidates apply at", [Optional(), reachable, ADDRESS_LENGTH])
    assumed = HiddenField()
    first_line = HiddenField()
    last_line = HiddenField()
    # Where an opening that was added stands on the page, for it to be read from there.
    from_line = StringField("From line", [up_to(9, "The line")])
    to_line = StringField("To line", [up_to(9, "The line")])
    requirements = FieldList(FormField(ImportedRow))
    suggestions = FieldList(FormField(ImportedRow))

    @property
    def called(self) -> str:
        """The title, or what is said in place of one."""
        return self.title.data or "The opening without a title"

    def validate_title(self, field):
        """What is taken over has a name."""
        if not field.data:
            raise ValidationError("Enter a title, or untick the opening")

    def validate_new_program(self, field):
        """A program that is still to be made has a name."""
        if self.program.data == NEW and not field.data:
            raise ValidationError("Enter the name of the new program, or choose another one")

    def validate_duties(self, field):
        """Each line becomes a row of the opening's editor, which has its limits."""
        if len(self.responsibilities()) > MAX_ROWS:
            raise ValidationError(f"There must be {MAX_ROWS} responsibilities or fewer")
        if any(len(line) > ROW_TEXT for line in self.responsibilities()):
            raise ValidationError(f"Each responsibility must be {ROW_TEXT:,} characters or fewer")

    def responsibilities(self) -> tuple[str, ...]:
        """Return the duties in their order."""
        return tuple(filter(None, map(str.strip, (self.duties.data or "").splitlines())))

    def has_taken_suggestions(self) -> bool:
        """Say whether any of the suggestions is taken over."""
        return any(row.form.keep.data for row in self.suggestions)

    def blank_requirement(self) -> SimpleNamespace:
        """Return a row that a script copies: its fields are numbered "new"."""
        prefix = f"{self.requirements.name}-new-"
        return SimpleNamespace(form=ImportedRow(formdata=None, prefix=prefix, data=BLANK_REQUIREMENT))

    def span(self) -> range:
        """Return the numbers of the lines that an opening shall be read from; empty for what is none."""
        first, last = (read_whole_number(field.data or "") for field in (self.from_line, self.to_line))
        return range(first, last + 1) if first is not None and last is not None else range(0)

    def opening(self) -> ImportedOpening:
        """Return the opening with its ticked requirements, and then the ticked suggestions."""
        rows = [row.form for row in (*self.requirements, *self.suggestions) if row.keep.data]
        return ImportedOpening(
            title=self.title.data,
            paragraphs=(self.body.data,) if self.body.data else (),
            responsibilities=self.responsibilities(),
            requirements=tuple(row.requirement() for row in rows),
            visibility=self.visibility.data,
            apply_address=self.apply_address.data or None,
            place=self.place.data or None,
            workplace=self.workplace.data,
            employment_type=self.employment_type.data,
            deadline_on=self.deadline_on.data,
            pay=self.pay(),
        )

    def pay(self) -> Pay | None:
        """Return what is paid, or None when neither end is given."""
        ends = (self.pay_min.data, self.pay_max.data)
        return None if ends == (None, None) else Pay(*ends, self.pay_currency.data, self.pay_period.data)


class ImportedProgramRow(RowForm):
    """One program of the page."""

    title = StringField("Program", [up_to(200, "The program's name")])
    introduction = TextAreaField("Introduction", [up_to(LONG_TEXT, "The introduction")])
    openings = FieldList(FormField(ImportedOpeningRow))

    def kept(self) -> list[ImportedOpeningRow]:
        """Return the openings that are taken over."""
        return [row.form for row in self.openings if row.keep.data]

    def program(self) -> ImportedProgram:
        """Return the program with the openings that are taken over."""
        openings = tuple(row.opening() for row in self.kept())
        return ImportedProgram(self.title.data, self.introduction.data or "", openings)
