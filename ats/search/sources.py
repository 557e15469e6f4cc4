"""The texts of applications as they were written, each with the field it is searched in and what it is called."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ats.applications.models import Answer, Application, Attachment
from ats.candidates.models import Candidate, CandidateAddress
from ats.documents.models import Document
from ats.messages.models import Message
from ats.platform.database import db
from ats.reviews.models import Note
from ats.search.fields import FIELDS, INTERNAL, MAIL, NAMES, PAPERS, Words
from ats.vocabulary.folding import tokens

# Between two texts of one field, so that no phrase begins in one and ends in the other.
BOUNDARY = "0x0"
PAPER_LABELS = {"resume": "Résumé", "cover_letter": "Cover letter", "answer": "File"}


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text: ``kind`` (name, contact, resume, letter, answer, mail, note), its label, and its page, if any, or 0."""

    application_id: int
    kind: str
    label: str
    field: str
    text: str
    page: int = 0


def list_texts(application_ids: Iterable[int], fields: Iterable[str] = FIELDS) -> dict[int, list[SourceText]]:
    """Return the texts of some applications, those of the fields that may be read, by application id."""
    ids = list(application_ids)
    found: dict[int, list[SourceText]] = defaultdict(list)
    wanted = set(fields)
    for each in _about_people(ids):
        found[each.application_id].append(each)
    if PAPERS in wanted:
        for each in (*_papers(ids), *_answers(ids)):
            found[each.application_id].append(each)
    if MAIL in wanted:
        for each in _messages(ids):
            found[each.application_id].append(each)
    if INTERNAL in wanted:
        for each in _notes(ids):
            found[each.application_id].append(each)
    return {key: [each for each in texts if each.field in wanted] for key, texts in found.items()}


def words_of(texts: Iterable[SourceText]) -> Words:
    """Return the words of one application as they are indexed."""
    parts: dict[str, list[str]] = defaultdict(list)
    for each in texts:
        words = tokens(each.text)
        if each.kind == "contact":
            words += _whole_numbers(each.text)
        if words:
            parts[each.field] += [BOUNDARY, *words] if parts[each.field] else words
    return Words(**{name: " ".join(words) for name, words in parts.items()})


def _whole_numbers(text: str) -> list[str]:
    """Return each telephone number without its blanks, as it is typed to look for it."""
    return [digits for line in text.split("\n") if len(digits := "".join(filter(str.isdigit, line))) > 6]


def _about_people(ids: list[int]):
    query = (
        select(Application, Candidate)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id.in_(ids))
        .options(undefer(Application.cover_letter))
    )
    rows = list(db.session.execute(query))
    addresses = defaultdict(list)
    of_people = select(CandidateAddress.candidate_id, CandidateAddress.address).where(
        CandidateAddress.candidate_id.in_({candidate.id for _, candidate in rows})
    )
    for candidate_id, address in db.session.execute(of_people):
        addresses[candidate_id].append(address)
    for application, candidate in rows:
        yield from _of_person(application, candidate, addresses[candidate.id])


def _of_person(application: Application, candidate: Candidate, addresses: list[str]):
    yield SourceText(application.id, "name", "Name", NAMES, candidate.name)
    if application.typed_name != candidate.name:
        yield SourceText(application.id, "name", "Name in the form", NAMES, application.typed_name)
    contact = [*addresses, candidate.phone, candidate.link]
    typed = (application.typed_email, application.typed_phone, application.typed_link)
    contact += [each for each in typed if each not in contact]
    text = "\n".join(filter(None, contact))
    yield SourceText(application.id, "contact", "Contact", PAPERS, text)
    yield SourceText(application.id, "reference", "Reference", PAPERS, application.reference)
    if application.cover_letter:
        yield SourceText(application.id, "letter", "Cover letter", PAPERS, application.cover_letter)


def _papers(ids: list[int]):
    query = (
        select(Attachment.application_id, Attachment.role, Document.text)
        .join(Document, Document.id == Attachment.document_id)
        .where(Attachment.application_id.in_(ids), Document.text.is_not(None), Document.text != "")
        .order_by(Attachment.id.desc())
    )
    for application_id, role, text in db.session.execute(query):
        yield SourceText(application_id, role, PAPER_LABELS.get(role, "File"), PAPERS, text)


def _answers(ids: list[int]):
    query = select(Answer).where(Answer.application_id.in_(ids), Answer.value != "").order_by(Answer.id)
    for answer in db.session.scalars(query):
        yield SourceText(answer.application_id, "answer", answer.question, PAPERS, answer.value)


def _messages(ids: list[int]):
    query = select(Message).where(Message.application_id.in_(ids)).order_by(Message.id)
    for message in db.session.scalars(query):
        if message.state != "cancelled":
            text = f"{message.subject}\n{message.text}"
            yield SourceText(message.application_id, "mail", "Message", MAIL, text)


def _notes(ids: list[int]):
    for note in db.session.scalars(select(Note).where(Note.application_id.in_(ids)).order_by(Note.id)):
        yield SourceText(note.application_id, "note", f"Note by {note.user.name}", INTERNAL, note.text)
