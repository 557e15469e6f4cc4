"""The forms of an import: the page that comes in, and what was understood of it, to be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp

from ats.openings.actions import UNNAMED_PROGRAM
from ats.openings.importing import ImportedPage, UnplacedLine
from ats.platform.json_text import read_json
from ats.platform.web_form import WebForm
from ats.workspace.import_moves import KNOWN, NEW
from ats.workspace.import_rows import (
    ADDRESS_LENGTH,
    BLANK_OPENING,
    BLANK_REQUIREMENT,
    ImportedOpeningRow,
    ImportedProgramRow,
    reachable,
)
from ats.workspace.opening_forms import LONG_TEXT, up_to

_DAMAGED = "The page was sent damaged. Read it in once more"


class SourceForm(WebForm):
    """A page of openings, pasted or as a file."""

    page = FileField("File")
    text = TextAreaField("Text of the page")

    def validate_text(self, field):
        """One of the two is needed."""
        if not field.data and not (self.page.data and self.page.data.filename):
            raise ValidationError("Choose a file or paste the text of your page")


@dataclass(frozen=True)
class SourceLine:
    """One line of the page, and why it went nowhere if it did."""

    number: int
    text: str
    why: str


class ImportForm(WebForm):
    """A page as it was understood; ``source`` carries its lines, ``unplaced`` what went nowhere."""

    BLANKS = {"requirements": BLANK_REQUIREMENT, "openings": BLANK_OPENING}

    apply_address = StringField("Where candidates apply", [Optional(), reachable, ADDRESS_LENGTH])
    introduction = TextAreaField("Introduction of the page", [up_to(LONG_TEXT, "The introduction")])
    programs = FieldList(FormField(ImportedProgramRow))
    source = HiddenField()
    unplaced = HiddenField()
    left_out = HiddenField()
    understood = HiddenField()
    # New with each page that is read, so that a second sending drafts nothing twice.
    key = HiddenField(validators=[Regexp(r"^[A-Za-z0-9_-]{16,64}$", message=_DAMAGED)])

    def __init__(self, *args, known: Mapping[str, str], **kwargs):
        """``known``: the slugs and names of the programs that are there already."""
        super().__init__(*args, **kwargs)
        self.known = known
        choices = self._program_choices()
        for number, program in enumerate(self.programs):
            for opening in program.openings:
                opening.program.choices = choices
                opening.program.data = opening.program.data or str(number)

    def _program_choices(self) -> list[SelectChoice]:
        titles = [row.form.title.data or UNNAMED_PROGRAM for row in self.programs]
        here = {title.casefold() for title in titles}
        return [
            *(SelectChoice(str(n), title, optgroup="Of this page") for n, title in enumerate(titles)),
            *(
                SelectChoice(KNOWN + slug, name, optgroup="Others that are there")
                for slug, name in self.known.items()
                if name.casefold() not in here
            ),
            SelectChoice(NEW, "A new program…", optgroup="Another one"),
        ]

    def rows(self) -> list[ImportedProgramRow]:
        """Return the programs in their order."""
        return [row.form for row in self.programs]

    def openings(self) -> list[ImportedOpeningRow]:
        """Return the openings of all programs, taken over or not."""
        return [row.form for program in self.rows() for row in program.openings]

    def kept(self) -> list[ImportedOpeningRow]:
        """Return the openings that are taken over, of all programs."""
        return [opening for program in self.rows() for opening in program.kept()]

    def validate_source(self, field):
        """Refuse what this form did not write itself."""
        if not self.is_whole():
            raise ValidationError(_DAMAGED)

    def is_whole(self) -> bool:
        """Say whether the lines of the page are what this form wrote."""
        try:
            self.lines()
            self.read()
        except (ValueError, TypeError):
            return False
        return True

    def validate_programs(self, field):
        """Something has to be taken over."""
        if not self.kept():
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
        return ImportedPage(
            introduction=self.introduction.data or "",
            programs=tuple(row.program() for row in self.rows()),
            apply_address=self.apply_address.data or None,
        )


def _listed_lines(field: HiddenField) -> list[UnplacedLine]:
    return [UnplacedLine.from_json(each) for each in read_json(field.data or "[]")]
