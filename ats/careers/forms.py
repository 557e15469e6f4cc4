"""The forms of the public site: applying, asking for a link, correcting contact details."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, StopValidation

from ats.candidates.rules import NO_PHONE, holds_address, is_phone
from ats.openings.models import Question, QuestionKind
from ats.platform.seen_form import SeenForm
from ats.platform.unseen import UNSEEN
from ats.platform.web_form import WebForm

LETTER_LENGTH = 20_000
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
# What a form says for a box that is not ticked, where it says anything.
_UNTICKED = (False, "", "false", "off", "no", "n", "0")
_FEW_CHOICES = 6


def one_line(value: str | None) -> str:
    """Return typed text as one line: line breaks and runs of blanks become one blank, what deceives goes."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", value or ""))
    return " ".join(_CONTROLS.sub(" ", text).split())


def paragraphs(value: str | None) -> str:
    """Return typed text with its line breaks in one spelling."""
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def check_name(form, field) -> None:
    """Refuse a name without a letter, and one that holds a web address: our mail to the candidate greets by name."""
    if not any(character.isalnum() for character in field.data):
        raise StopValidation("Enter your full name")
    if holds_address(field.data):
        raise StopValidation("Enter your name without a web or e-mail address")


def check_email(form, field) -> None:
    """Refuse what is no e-mail address, asking no network; keep the spelling that mail servers expect."""
    try:
        found = validate_email(field.data, check_deliverability=False)
    except EmailNotValidError:
        raise StopValidation("Enter an e-mail address such as name@example.com") from None
    field.data = found.ascii_email or found.normalized


def check_phone(form, field) -> None:
    """Refuse what no telephone number holds; what is known already, as from a list, stays as it is."""
    if field.data != field.object_data and not is_phone(field.data):
        raise StopValidation(NO_PHONE)


def check_link(form, field) -> None:
    """Take web addresses only; one without a scheme, as people type them, gets https."""
    text = (
        field.data if re.match(r"[a-z][a-z0-9+.-]*:", field.data, re.IGNORECASE) else f"https://{field.data}"
    )
    try:
        parts = urlsplit(text)
        is_fine = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        is_fine = False
    if not is_fine or " " in text:
        raise StopValidation("Enter a web address such as https://example.com/me")
    field.data = text


class CheckedFile(FileField):
    """A file field whose bytes have been judged; ``stored`` is the file, newly chosen or kept from before.

    ``held`` is the row that keeps it while the form is corrected; ``missing`` is said when it is needed and
    not there.
    """

    stored = None
    held = None
    missing = ""


def name_field() -> StringField:
    """Return the field for a candidate's name."""
    return StringField(
        "Full name",
        filters=[one_line],
        validators=[
            DataRequired("Enter your full name"),
            Length(max=200, message="Your name must be 200 characters or fewer"),
            check_name,
        ],
    )


def email_field() -> StringField:
    """Return the field for a candidate's e-mail address."""
    return StringField(
        "E-mail address",
        filters=[one_line],
        validators=[
            DataRequired("Enter your e-mail address"),
            Length(max=254, message="Your e-mail address must be 254 characters or fewer"),
            check_email,
        ],
    )


def phone_field() -> StringField:
    """Return the field for a candidate's telephone number."""
    return StringField(
        "Phone number",
        filters=[one_line],
        validators=[
            Optional(),
            Length(max=60, message="Your phone number must be 60 characters or fewer"),
            check_phone,
        ],
    )


def link_field() -> StringField:
    """Return the field for a candidate's page on the web."""
    return StringField(
        "Link",
        filters=[one_line],
        validators=[
            Optional(),
            Length(max=500, message="Your link must be 500 characters or fewer"),
            check_link,
        ],
    )


class ApplyForm(WebForm):
    """What a candidate fills in; an opening's own questions are added by ``apply_form``."""

    resume = CheckedFile("Résumé")
    name = name_field()
    email = email_field()
    phone = phone_field()
    link = link_field()
    cover_letter = TextAreaField(
        "Cover letter",
        filters=[paragraphs],
        validators=[
            Optional(),
            Length(
                max=LETTER_LENGTH, message=f"Your cover letter must be {LETTER_LENGTH:,} characters or fewer"
            ),
        ],
    )
    cover_letter_file = CheckedFile("Cover letter as a file")
    # A trap: people never see it.
    subject = StringField("Leave this field empty", validators=[Optional()])
    key = HiddenField()
    opened = HiddenField()
    source = HiddenField()


def apply_form(questions: Sequence[Question]) -> ApplyForm:
    """Return the form for an opening with these questions, holding what the request sent."""
    form = _form_class(_asked(questions))()
    form.resume.flags.required, form.resume.missing = True, "Choose your résumé"
    _require_files(form, questions)
    return form


def finish_form(questions: Sequence[Question], *, needs_consent: bool, **kwargs) -> WebForm:
    """Return the form by which an application by mail is finished: these questions, the details, the consent."""
    form = _finish_class(_asked(questions), needs_consent)(**kwargs)
    _require_files(form, questions)
    return form


def _require_files(form, questions: Sequence[Question]) -> None:
    for question in questions:
        if question.kind == QuestionKind.FILE and question.is_required:
            form[field_name(question)].flags.required = True


def field_name(question: "Question | _Asked") -> str:
    """Return the name of the field for a question."""
    return f"question_{question.id}"


class _Asked(NamedTuple):
    """All of a question that its field depends on."""

    id: int
    kind: str
    label: str
    is_required: bool
    choices: tuple[str, ...]


def _asked(questions: Sequence[Question]) -> tuple[_Asked, ...]:
    return tuple(
        _Asked(each.id, each.kind, each.label, each.is_required, tuple(each.choices)) for each in questions
    )


@lru_cache(maxsize=256)
def _form_class(asked: tuple[_Asked, ...]) -> type[ApplyForm]:
    """Return the class of the form with these questions; the same questions give the same class."""
    # The summary of errors follows the order in which fields are made, and on the page the consent is last.
    own = {field_name(question): _field(question) for question in asked} | {"consent": _consent_field()}
    return type("ApplyFormWithQuestions", (ApplyForm,), own)


@lru_cache(maxsize=256)
def _finish_class(asked: tuple[_Asked, ...], needs_consent: bool) -> type[WebForm]:
    own = {field_name(question): _field(question) for question in asked}
    own |= {"name": name_field(), "email": email_field(), "phone": phone_field(), "link": link_field()}
    own |= {"consent": _consent_field()} if needs_consent else {}
    return type("FinishForm", (WebForm,), own)


def _consent_field() -> BooleanField:
    needed = DataRequired("Tick the box if we may keep what you send")
    return BooleanField("", false_values=_UNTICKED, validators=[needed])


def _field(question: _Asked):
    if question.kind == QuestionKind.FILE:
        return CheckedFile(question.label)
    needed = DataRequired(f"Answer “{question.label}”") if question.is_required else Optional()
    if question.kind == QuestionKind.YES_NO:
        choices = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]
        return RadioField(question.label, choices=choices, validators=[needed])
    if question.kind == QuestionKind.CHOICE:
        choices = [SelectChoice(choice) for choice in question.choices]
        if len(choices) <= _FEW_CHOICES:
            return RadioField(question.label, choices=choices, validators=[needed])
        choices.insert(0, SelectChoice("", "Choose one"))
        return SelectField(question.label, choices=choices, validators=[needed])
    length = 300 if question.kind == QuestionKind.SHORT else 5000
    validators = [needed, Length(max=length, message=f"Your answer must be {length:,} characters or fewer")]
    if question.kind == QuestionKind.SHORT:
        return StringField(question.label, filters=[one_line], validators=validators)
    return TextAreaField(question.label, filters=[paragraphs], validators=validators)


class LinkForm(WebForm):
    """Asking for a new link to one's applications."""

    email = StringField(
        "E-mail address",
        filters=[one_line],
        validators=[DataRequired("Enter your e-mail address"), Length(max=254), check_email],
    )


class AddressForm(LinkForm):
    """A new e-mail address for the candidate who came through the mailed link."""


class ContactForm(SeenForm):
    """What a candidate corrects through the mailed link."""

    name = name_field()
    phone = phone_field()
    link = link_field()


class ResumeForm(WebForm):
    """A newer résumé through the mailed link."""

    resume = CheckedFile("Résumé")
