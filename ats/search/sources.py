"""The texts of applications as they were written, each with the field it is searched in and what it is called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Row, Select, Subquery, func, select

from ats.accounts.models import User
from ats.applications.models import Answer, Application, Attachment
from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.queries import pair_rows
from ats.documents.layout import texts_by_page
from ats.documents.models import OUT_OF_REACH, Document, Reading
from ats.messages.models import Message
from ats.platform.database import db
from ats.platform.mailbox import Mail
from ats.reviews.models import Note
from ats.search.engines import engine
from ats.search.fields import FIELDS, INTERNAL, MAIL, NAMES, PAPERS, Words
from ats.vocabulary.folding import tokens

# Between two texts of one field, so that no phrase begins in one and ends in the other.
BOUNDARY = "0x0"
_OF_PERSON = (
    Application.id,
    Application.candidate_id,
    Candidate.person_id,
    Application.reference,
    Application.typed_name,
    Application.typed_email,
    Application.typed_phone,
    Application.typed_link,
    Application.cover_letter,
    Candidate.name,
    Candidate.phone,
    Candidate.link,
)
# Every statement below is made once, in the form of an engine: each search asks all, and making them took as long
# as everything else.
PAPER_LABELS = {"resume": "Résumé", "cover_letter": "Cover letter", "answer": "File"}


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text: ``kind`` (name, contact, resume, letter, answer, tag, mail, note), its label, its page or 0."""

    application_id: int
    kind: str
    label: str
    field: str
    text: str
    page: int = 0


def list_texts(application_ids: Iterable[int], fields: Iterable[str] = FIELDS) -> dict[int, list[SourceText]]:
    """Return the texts of some applications, those of the fields that may be read, by application id."""
    texts = Texts(application_ids, fields)
    return {each: list(texts.of(each)) for each in {**texts.first, **texts.others}}


class Texts:
    """The texts of some applications, those in which most of what is searched for stands before the others.

    The others are fetched when somebody gets that far, then for all applications at once.
    """

    def __init__(self, application_ids: Iterable[int], fields: Iterable[str]):
        self._ids, self._wanted = list(application_ids), set(fields)
        self.first = self._by_application(_about_people, _papers if PAPERS in self._wanted else None)

    def of(self, application_id: int) -> Iterator[SourceText]:
        """Give the texts of one application."""
        yield from self.first.get(application_id, ())
        yield from self.others.get(application_id, ())

    @cached_property
    def others(self) -> dict[int, list[SourceText]]:
        """The texts that are fetched late, by application id."""
        of_field = {PAPERS: (_answers, _tags), MAIL: (_messages,), INTERNAL: (_notes,)}
        readers = (read for field, several in of_field.items() if field in self._wanted for read in several)
        return self._by_application(*readers)

    def _by_application(self, *readers) -> dict[int, list[SourceText]]:
        found: dict[int, list[SourceText]] = defaultdict(list)
        for read in filter(None, readers):
            for each in read(self._ids):
                if each.field in self._wanted:
                    found[each.application_id].append(each)
        return found


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


@cache
def _select_people(words) -> Select:
    people = select(*_OF_PERSON).join(Candidate, Candidate.id == Application.candidate_id)
    return people.where(words.among_asked(Application.id, "ids"))


def _about_people(ids: list[int]):
    rows = _rows(_select_people, ids)
    known = _known_of(rows)
    for row in rows:
        yield from _of_person(row, *known[row.candidate_id])


def _rows(make, ids: list[int]) -> Sequence[Row]:
    return db.session.execute(make(engine()), {"ids": ids}).all()


@cache
def _select_addresses(words) -> Select:
    query = select(CandidateAddress.candidate_id, CandidateAddress.address)
    return query.where(words.among_asked(CandidateAddress.candidate_id, "ids")).order_by(CandidateAddress.id)


@cache
def _select_merged_addresses(words) -> Select:
    pairs = _pairs_of(words)
    query = select(pairs.c.asked_id, CandidateAddress.address)
    return query.join(pairs, CandidateAddress.candidate_id == pairs.c.row_id).order_by(CandidateAddress.id)


@cache
def _select_merged(words) -> Select:
    pairs = _pairs_of(words)
    return select(pairs.c.asked_id, Candidate.own).join(pairs, Candidate.id == pairs.c.row_id)


def _pairs_of(words) -> Subquery:
    return pair_rows(select(Candidate.id).where(words.among_asked(Candidate.id, "ids")))


def _known_of(rows: Sequence[Row]) -> dict[int, tuple[list[str], list[str]]]:
    """Return the other names and the ways to reach people, from all rows that were merged."""
    known: dict[int, tuple[list[str], list[str]]] = {row.candidate_id: ([], []) for row in rows}
    merged = {row.candidate_id for row in rows if row.person_id is not None}
    for candidate_id, address in _rows(_select_addresses, list(known.keys() - merged)):
        known[candidate_id][1].append(address)
    if merged:
        for candidate_id, address in _rows(_select_merged_addresses, list(merged)):
            known[candidate_id][1].append(address)
        for candidate_id, own in _rows(_select_merged, list(merged)):
            names, contact = known[candidate_id]
            names.append(own["name"])
            contact += [own["phone"], own["link"]]
    return known


def _of_person(row, names: list[str], known: list[str]):
    yield SourceText(row.id, "name", "Name", NAMES, row.name)
    if row.typed_name != row.name:
        yield SourceText(row.id, "name", "Name in the form", NAMES, row.typed_name)
    for name in dict.fromkeys(names):
        if name not in (row.name, row.typed_name):
            yield SourceText(row.id, "name", "Name before the merge", NAMES, name)
    contact = list(dict.fromkeys([*known, row.phone, row.link]))
    contact += [each for each in (row.typed_email, row.typed_phone, row.typed_link) if each not in contact]
    yield SourceText(row.id, "contact", "Contact", PAPERS, "\n".join(filter(None, contact)))
    yield SourceText(row.id, "reference", "Reference", PAPERS, row.reference)
    if row.cover_letter:
        yield SourceText(row.id, "letter", "Cover letter", PAPERS, row.cover_letter)


@cache
def _select_papers(words) -> Select:
    return (
        select(Attachment.application_id, Attachment.role, Document.text, Reading.layout)
        .join(Document, Document.id == Attachment.document_id)
        .outerjoin(Reading, Reading.document_id == Document.id)
        .where(
            words.among_asked(Attachment.application_id, "ids"),
            Document.text.is_not(None),
            Document.text != "",
            Document.reading_state.not_in(OUT_OF_REACH),
        )
        .order_by(Attachment.id.desc())
    )


def _papers(ids: list[int]):
    for application_id, role, text, layout in _rows(_select_papers, ids):
        label = PAPER_LABELS.get(role, "File")
        for page, part in texts_by_page(layout, text):
            yield SourceText(application_id, role, label, PAPERS, part, page)


@cache
def _select_answers(words) -> Select:
    query = select(Answer.application_id, Answer.question, Answer.value)
    asked = words.among_asked(Answer.application_id, "ids")
    return query.where(asked, Answer.value != "").order_by(Answer.id)


def _answers(ids: list[int]):
    for answer in _rows(_select_answers, ids):
        yield SourceText(answer.application_id, "answer", answer.question, PAPERS, answer.value)


@cache
def _select_tags(words) -> Select:
    asked = words.among_asked(Application.id, "ids")
    of_applications = select(Application.candidate_id).where(asked)
    pairs = pair_rows(of_applications)
    return (
        select(Application.id, CandidateTag.label, CandidateTag.folded)
        .join(pairs, pairs.c.asked_id == Application.candidate_id)
        .join(CandidateTag, CandidateTag.candidate_id == pairs.c.row_id)
        .where(asked)
        .order_by(CandidateTag.folded)
        .distinct()
    )


def _tags(ids: list[int]):
    for application_id, label, _ in _rows(_select_tags, ids):
        yield SourceText(application_id, "tag", "Tag", PAPERS, label)


@cache
def _select_messages(words) -> Select:
    return (
        select(Message.application_id, Message.subject, Message.text)
        .outerjoin(Mail, Mail.id == Message.mail_id)
        .where(words.among_asked(Message.application_id, "ids"), func.coalesce(Mail.state, "") != "cancelled")
        .order_by(Message.id)
    )


def _messages(ids: list[int]):
    for message in _rows(_select_messages, ids):
        text = f"{message.subject}\n{message.text}"
        yield SourceText(message.application_id, "mail", "Message", MAIL, text)


@cache
def _select_notes(words) -> Select:
    query = select(Note.application_id, Note.text, User.name).join(User, User.id == Note.user_id)
    return query.where(words.among_asked(Note.application_id, "ids")).order_by(Note.id)


def _notes(ids: list[int]):
    for note in _rows(_select_notes, ids):
        yield SourceText(note.application_id, "note", f"Note by {note.name}", INTERNAL, note.text)
