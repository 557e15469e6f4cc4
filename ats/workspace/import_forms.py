"""The forms of an import: the page that comes in, and what was understood of it, to be corrected."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional, Regexp

from ats.openings import facets, labels, rules, words
from ats.openings.actions import nearest_employment_type
from ats.openings.importing import (
    Facet,
    ImportedOpening,
    ImportedPage,
    ImportedProgram,
    ImportedRequirement,
    Pay,
    UnplacedLine,
)
from ats.platform.columns import new_public_id
from ats.platform.json_text import read_json
from ats.platform.web_form import RowForm, WebForm, as_choices
from ats.workspace.opening_forms import LONG_TEXT, ROW_TEXT, up_to
from ats.workspace.pay_fields import PayChecks, amount_field, currency_field

_VISIBILITIES = [(value, labels.VISIBILITIES[value]) for value in ("public", "internal")]


_ADDRESS_LENGTH = up_to(rules.MAX_ADDRESS, "The address")
_DAMAGED = "The page was sent damaged. Read it in once more"


def reachable(form, field) -> None:
    """Validate an address that mail can be sent to or a link can lead to."""
    if not (rules.mail_address(field.data) or rules.web_address(field.data[: rules.MAX_ADDRESS])):
        raise ValidationError("Enter an e-mail address, or a web address such as https://jobs.example.com")


class SourceForm(WebForm):
    """A page of openings, pasted or as a file."""

    page = FileField("File")
    text = TextAreaField("Text of the page")

    def validate_text(self, field):
        """One of the two is needed."""
        if not field.data and not (self.page.data and self.page.data.filename):
            raise ValidationError("Choose a file or paste the text of your page")


class ImportedRow(RowForm):
    """One requirement or suggestion; it is taken over when ``keep`` is ticked."""

    keep = BooleanField("Take over")
    text = TextAreaField("Requirement", [up_to(ROW_TEXT, "A requirement")])
    importance = SelectField("Importance", choices=as_choices(labels.IMPORTANCES))
    kind = SelectField("Kind", choices=as_choices(labels.REQUIREMENT_KINDS))
    years = IntegerField(
        "Years", [Optional(), NumberRange(0, 60, "Years of experience must be a whole number from 0 to 60")]
    )
    facets = HiddenField()

    def validate_text(self, field):
        """What is taken over says something."""
        if self.keep.data and not field.data:
            raise ValidationError("Enter the requirement, or untick it")

    def validate_facets(self, field):
        """Refuse what this form did not write itself."""
        try:
            self.stated()
        except (ValueError, TypeError) as error:
            raise ValidationError("This row was sent damaged. Read the page in once more") from error

    def stated(self) -> list[dict]:
        """Return the facets that were read; raise ValueError or TypeError for anything else."""
        return [Facet.from_json(each).to_json() for each in read_json(self.facets.data or "[]")]

    def notes(self) -> list[str]:
        """Return in words what was read beyond the row's own fields."""
        stated = [] if self.facets.errors else self.stated()
        asked = facets.asked(stated)
        degree = labels.facet_in_words({"level": asked.level, "subject": asked.subject})
        return [note for note in (degree, *map(labels.facet_in_words, facets.further(stated))) if note]

    def requirement(self) -> ImportedRequirement:
        """Return the row as what an import takes."""
        stated = self.stated()
        asked = facets.asked(stated)
        merged = facets.merge(stated, facets.Asked(self.years.data, asked.level, asked.subject))
        return ImportedRequirement(
            self.text.data,
            self.importance.data,
            self.kind.data,
            tuple(Facet.from_json(each) for each in merged),
        )


class ImportedOpeningRow(PayChecks, RowForm):
    """One opening of the page."""

    keep = BooleanField("Take this opening over")
    title = StringField("Title", [up_to(200, "The title")])
    body = TextAreaField("Description", [up_to(LONG_TEXT, "The description")])
    duties = TextAreaField("Responsibilities, one per line", [up_to(LONG_TEXT, "The responsibilities")])
    place = StringField("Place", [up_to(120, "The place")])
    workplace = SelectField("Way of working", choices=as_choices(words.WORKPLACES))
    employment_type = SelectField("Employment", choices=as_choices(words.EMPLOYMENT_TYPES))
    visibility = SelectField("Who finds it", choices=as_choices(_VISIBILITIES))
    deadline_on = DateField("Deadline", [Optional()])
    pay_min = amount_field("Pay from")
    pay_max = amount_field("Pay up to")
    pay_currency = currency_field()
    pay_period = SelectField("Paid by", choices=as_choices(words.PAY_PERIODS))
    apply_address = StringField("Candidates apply at", [Optional(), reachable, _ADDRESS_LENGTH])
    assumed = HiddenField()
    first_line = HiddenField()
    last_line = HiddenField()
    requirements = FieldList(FormField(ImportedRow))
    suggestions = FieldList(FormField(ImportedRow))

    def validate_title(self, field):
        """What is taken over has a name."""
        if self.keep.data and not field.data:
            raise ValidationError("Enter a title, or untick the opening")

    def opening(self) -> ImportedOpening:
        """Return the opening with its ticked requirements, and then the ticked suggestions."""
        rows = [row.form for row in (*self.requirements, *self.suggestions) if row.keep.data]
        return ImportedOpening(
            title=self.title.data,
            paragraphs=(self.body.data,) if self.body.data else (),
            responsibilities=tuple(filter(None, map(str.strip, (self.duties.data or "").splitlines()))),
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


@dataclass(frozen=True)
class SourceLine:
    """One line of the page, and why it went nowhere if it did."""

    number: int
    text: str
    why: str


class ImportForm(WebForm):
    """A page as it was understood; ``source`` carries its lines, ``unplaced`` what went nowhere."""

    apply_address = StringField("Where candidates apply", [Optional(), reachable, _ADDRESS_LENGTH])
    introduction = TextAreaField("Introduction of the page", [up_to(LONG_TEXT, "The introduction")])
    programs = FieldList(FormField(ImportedProgramRow))
    source = HiddenField()
    unplaced = HiddenField()
    left_out = HiddenField()
    understood = HiddenField()
    # New with each page that is read, so that a second sending drafts nothing twice.
    key = HiddenField(validators=[Regexp(r"^[A-Za-z0-9_-]{16,64}$", message=_DAMAGED)])

    def validate_source(self, field):
        """Refuse what this form did not write itself, and a page of which nothing is left."""
        try:
            self.lines()
            self.read()
        except (ValueError, TypeError) as error:
            raise ValidationError(_DAMAGED) from error

    def validate_programs(self, field):
        """Something has to be taken over."""
        if not any(opening.keep.data for program in field for opening in program.openings):
            raise ValidationError("Tick at least one opening")

    def lines(self) -> list[SourceLine]:
        """Return the page's lines; raise ValueError or TypeError when they are not what this form wrote."""
        why = {line.line_number: line.why for line in (*self.left(), *self.lost())}
        pairs = read_json(self.source.data or "[]")
        return [SourceLine(int(number), str(text), why.get(number, "")) for number, text in pairs]

    def lost(self) -> list[UnplacedLine]:
        """Return what could not be placed."""
        return _listed_lines(self.unplaced)

    def left(self) -> list[UnplacedLine]:
        """Return what was known as furniture."""
        return _listed_lines(self.left_out)

    def read(self) -> list[UnplacedLine]:
        """Return what was read as the name of a section or as a fact."""
        return _listed_lines(self.understood)

    def page(self) -> ImportedPage:
        """Return what is ticked, corrected, as a page to bring in."""
        programs = tuple(
            ImportedProgram(
                row.form.title.data,
                row.introduction.data or "",
                tuple(each.form.opening() for each in row.openings if each.keep.data),
            )
            for row in self.programs
        )
        return ImportedPage(
            introduction=self.introduction.data or "",
            programs=programs,
            apply_address=self.apply_address.data or None,
        )


def _listed_lines(field: HiddenField) -> list[UnplacedLine]:
    return [UnplacedLine.from_json(each) for each in read_json(field.data or "[]")]


def shown_page(page: ImportedPage, lines: list[tuple[int, str]]) -> dict:
    """Return what the form shows for a page that was just read."""
    return {
        "apply_address": _shown_address(page.apply_address),
        "introduction": page.introduction,
        "key": new_public_id(),
        "programs": [_shown_program(program) for program in page.programs],
        "source": json.dumps(lines, ensure_ascii=False),
        **{name: _as_json(getattr(page, name)) for name in ("unplaced", "left_out", "understood")},
    }


def _as_json(lines: Sequence[UnplacedLine]) -> str:
    return json.dumps([line.to_json() for line in lines], ensure_ascii=False)


def _shown_program(program: ImportedProgram) -> dict:
    openings = [_shown_opening(opening) for opening in program.openings]
    return {"title": program.title, "introduction": program.introduction, "openings": openings}


def _shown_opening(opening: ImportedOpening) -> dict:
    return {
        "keep": True,
        "title": opening.title,
        "body": "\n\n".join(opening.paragraphs),
        "duties": "\n".join(opening.responsibilities),
        "place": opening.place or "",
        "workplace": opening.workplace or "onsite",
        "employment_type": nearest_employment_type(opening.employment_type),
        "visibility": opening.visibility,
        "deadline_on": opening.deadline_on,
        **_shown_pay(opening.pay),
        "apply_address": _shown_address(opening.apply_address),
        "assumed": " ".join(
            name for name in ("workplace", "employment_type") if getattr(opening, name) is None
        ),
        "first_line": str(opening.source_lines[0]),
        "last_line": str(opening.source_lines[1]),
        "requirements": [_shown_row(each, keep=True) for each in opening.requirements],
        "suggestions": [_shown_row(each, keep=False) for each in opening.suggestions],
    }


def _shown_pay(pay: Pay | None) -> dict:
    if pay is None:
        return {"pay_period": "year"}
    return {
        "pay_min": pay.minimum,
        "pay_max": pay.maximum,
        "pay_currency": pay.currency,
        "pay_period": pay.period,
    }


def _shown_address(text: str | None) -> str:
    """Return an address of either kind as it stands on the page; anything else is none."""
    is_web = rules.web_address((text or "")[: rules.MAX_ADDRESS])
    return rules.mail_address(text) or (text if is_web else "")


def _shown_row(requirement: ImportedRequirement, *, keep: bool) -> dict:
    return {
        "keep": keep,
        "text": requirement.text,
        "importance": requirement.importance,
        "kind": requirement.kind,
        "years": requirement.years,
        "facets": json.dumps([facet.to_json() for facet in requirement.facets], ensure_ascii=False),
    }
