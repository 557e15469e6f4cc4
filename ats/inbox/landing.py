"""Writes down what becomes of a received mail: an application, a part of one, a bounce, the tray. In a transaction."""

from collections.abc import Sequence
from dataclasses import replace

from flask import current_app
from sqlalchemy import delete, select

from ats.applications import actions as applications
from ats.applications.actions import Submission
from ats.applications.actions.submitting import UNCONFIRMED_FILES
from ats.applications.events import DocumentAdded
from ats.applications.models import BY_MAIL, Application, Attachment
from ats.applications.queries import find_candidate_of, list_files
from ats.candidates.rules import fold_address
from ats.documents import actions as documents
from ats.documents.actions import StoredFile
from ats.documents.models import Document
from ats.inbox import answering
from ats.inbox.mentions import addresses_in
from ats.inbox.models import MailState, ReceivedAddress, ReceivedMail, ReceivedPart
from ats.inbox.papers import NEVER_KEPT, Paper
from ats.inbox.people import shown_name
from ats.inbox.verdicts import Apply, Ignore, Join, Prepared, Verdict, Wait
from ats.messages.confirming import list_to_ask_about
from ats.messages.receiving import Incoming, receive
from ats.openings.models import Opening
from ats.platform import mailbox, outbox
from ats.platform.database import db, insert_row
from ats.platform.events import CANDIDATE, VISITOR, Actor, publish
from ats.platform.mailbox import Mail

_ROLES = {"portfolio": "portfolio", "certificate": "certificate", "cover_letter": "cover_letter"}


def carry_out(row: ReceivedMail, prepared: Prepared, verdict: Verdict, *, reapply_days: int) -> None:
    """Do what was decided, and note on the mail what that was."""
    describe(row, prepared)
    match verdict:
        case Ignore():
            _ignore(row, verdict)
        case Wait():
            _wait(row, prepared, verdict)
        case Join():
            _join(row, prepared, verdict)
        case Apply():
            _apply(row, prepared, verdict, reapply_days)
    db.session.flush()


def describe(row: ReceivedMail, prepared: Prepared) -> None:
    """Note on a mail what its header says."""
    mail = prepared.mail
    row.message_id, row.subject = mail.message_id[:998], mail.subject[:300]
    row.from_address, row.from_name = mail.sender.address[:320], mail.sender.name[:200]
    row.is_verified = prepared.is_verified
    if prepared.person is not None and not row.person_address:
        row.person_name, row.person_address = prepared.person.name[:200], prepared.person.address[:320]
    db.session.execute(delete(ReceivedAddress).where(ReceivedAddress.received_mail_id == row.id))
    for folded in addresses_in(prepared):
        insert_row(ReceivedAddress, received_mail_id=row.id, folded=folded)


def _ignore(row: ReceivedMail, verdict: Ignore) -> None:
    row.state, row.rule, row.why = MailState.IGNORED.value, verdict.rule, verdict.why[:300]
    row.candidate_id = verdict.candidate_id
    if verdict.bounced_mail_id is not None:
        mail = db.session.get(Mail, verdict.bounced_mail_id)
        if mail is not None:
            mailbox.note_bounce(mail, verdict.why)


def _wait(row: ReceivedMail, prepared: Prepared, verdict: Wait) -> None:
    row.state, row.problem = MailState.TRAY.value, verdict.problem[:500]
    row.suggestions = _kept_suggestions(verdict)
    if verdict.about is not None:
        row.person_name, row.person_address = verdict.about.name[:200], verdict.about.address[:320]
    _note_parts(row, prepared, {})
    if verdict.may_be_asked and current_app.config["INBOX_ASK"]:
        outbox.enqueue(answering.ask_for_opening, received_id=row.id)


def _kept_suggestions(verdict: Wait | Apply) -> list[dict]:
    return [
        {"reference": each.reference, "share": each.share, "why": each.why} for each in verdict.suggestions
    ]


def _apply(row: ReceivedMail, prepared: Prepared, verdict: Apply, reapply_days: int) -> None:
    opening = db.session.get_one(Opening, verdict.opening_id)
    person, resume = prepared.person, prepared.resume
    letter = next(
        (each.stored for each in prepared.papers if each.kind == "cover_letter" and each.stored), None
    )
    is_body = resume is not None and not any(each is resume.file for each in _files(prepared))
    given = Submission(
        name=shown_name(person.name, person.address),
        email=person.address[:254],
        cover_letter="" if is_body else prepared.written,
        resume=resume.stored if resume else None,
        cover_letter_file=letter,
        source=BY_MAIL,
        received_at=row.received_at,
        wants_receipt=False,
    )
    submitted = applications.submit(opening, given, by=VISITOR, reapply_days=reapply_days)
    application = submitted.application
    kept = dict(_documents_of(application.id))
    for paper in prepared.papers:
        if paper.stored is not None and paper.stored.sha256 not in kept:
            # There is one letter; what else was taken for one is kept all the same.
            role = paper.kind.value if paper.kind in ("portfolio", "certificate") else "other"
            kept[paper.stored.sha256] = _attach(
                application, paper.stored, role, is_current=True, is_confirmed=True
            )
    if verdict.is_confirmed:
        _confirm_address(application, prepared)
    row.thread_message_id = _begin_thread(row, prepared, application, kept)
    _note_routed(row, application, verdict.rule, verdict.why)
    # Whoever takes the mail out of the application again chooses among the same openings.
    row.suggestions = _kept_suggestions(verdict) or row.suggestions
    _note_parts(row, prepared, kept)
    if prepared.may_be_answered:
        outbox.enqueue(answering.acknowledge, received_id=row.id, is_from_body=person.is_from_body)


def _begin_thread(row: ReceivedMail, prepared: Prepared, application: Application, kept: dict) -> int:
    """Put the mail by which somebody applied in front of the conversation, so that answers follow it; return its id."""
    given, person = _incoming(row, prepared), prepared.person
    if person.is_from_body:
        # Somebody else sent it: an answer to the candidate answers no mail of theirs.
        given = replace(given, from_address=person.address, message_id="", references=())
    came = [
        kept[each.stored.sha256] for each in prepared.papers if each.stored and each.stored.sha256 in kept
    ]
    document_ids = list(dict.fromkeys(came))
    return receive(application, given, is_confirmed=True, document_ids=document_ids, is_application=True).id


def _files(prepared: Prepared) -> list:
    nested = [file for each in prepared.mail.nested for file in each.files]
    return [*prepared.mail.files, *nested]


def _join(row: ReceivedMail, prepared: Prepared, verdict: Join) -> None:
    application = db.session.get_one(Application, verdict.application_id)
    kept = dict(_documents_of(application.id))
    came = {}
    for paper in prepared.papers:
        if paper.stored is None:
            continue
        sha256 = paper.stored.sha256
        if sha256 not in kept:
            document_id = _add(application, paper, verdict.is_confirmed)
            if document_id is None:
                continue
            kept[sha256] = document_id
        came[sha256] = kept[sha256]
    message = receive(
        application,
        _incoming(row, prepared),
        is_confirmed=verdict.is_confirmed,
        document_ids=list(dict.fromkeys(came.values())),
    )
    row.thread_message_id = message.id
    if verdict.is_confirmed:
        _confirm_address(application, prepared)
    elif prepared.may_be_answered and list_to_ask_about([message], application):
        outbox.enqueue(answering.ask_to_confirm, received_id=row.id)
    _note_routed(row, application, verdict.rule, verdict.why)
    _note_parts(row, prepared, came)


def _confirm_address(application: Application, prepared: Prepared) -> None:
    """Note that the candidate reads the address that we write to, where the mail came from it."""
    address = find_candidate_of(application).email
    if address and fold_address(address) == fold_address(prepared.mail.sender.address):
        applications.confirm_address(application, by=CANDIDATE)


def _incoming(row: ReceivedMail, prepared: Prepared) -> Incoming:
    mail = prepared.mail
    return Incoming(
        from_address=mail.sender.address,
        subject=prepared.subject,
        text=prepared.text,
        html=prepared.html,
        message_id=mail.message_id,
        references=mail.references,
        received_at=row.received_at,
    )


def _add(application: Application, paper, is_confirmed: bool) -> int | None:
    """Attach a newer file: beside what is there, and only in its place where the candidate surely sent it."""
    role = "resume" if paper.kind == "resume" else _ROLES.get(paper.kind, "other")
    by = CANDIDATE if is_confirmed else VISITOR
    if is_confirmed and role in ("resume", "cover_letter"):
        return applications.add_document(application, paper.stored, role, by=by)
    if not is_confirmed and _count_waiting(application) >= UNCONFIRMED_FILES:
        return None
    return _attach(application, paper.stored, role, is_current=is_confirmed, is_confirmed=is_confirmed, by=by)


def _count_waiting(application: Application) -> int:
    return sum(not is_confirmed for _, is_confirmed in list_files(application))


def _attach(
    application: Application,
    file: StoredFile,
    role: str,
    *,
    is_current: bool,
    is_confirmed: bool,
    by: Actor | None = None,
) -> int:
    document_id = documents.attach(application.candidate_id, file)
    insert_row(
        Attachment,
        application_id=application.id,
        document_id=document_id,
        role=role,
        is_current=is_current,
        is_confirmed=is_confirmed,
    )
    if by is not None:
        ids = {"application_id": application.id, "candidate_id": application.candidate_id}
        publish(
            DocumentAdded(by=by, document_id=document_id, role=role, opening_id=application.opening_id, **ids)
        )
    return document_id


def _documents_of(application_id: int):
    query = select(Document.sha256, Document.id).join(Attachment, Attachment.document_id == Document.id)
    return db.session.execute(query.where(Attachment.application_id == application_id)).all()


def _note_routed(row: ReceivedMail, application: Application, rule: str, why: str) -> None:
    row.state, row.rule, row.why, row.problem = MailState.ROUTED.value, rule, why[:300], ""
    row.candidate_id, row.application_id = application.candidate_id, application.id
    row.opening_id = application.opening_id


def _note_parts(row: ReceivedMail, prepared: Prepared, kept: dict[str, int]) -> None:
    db.session.execute(delete(ReceivedPart).where(ReceivedPart.received_mail_id == row.id))
    for number, paper in enumerate(prepared.papers):
        sha256 = paper.stored.sha256 if paper.stored else None
        insert_row(
            ReceivedPart,
            received_mail_id=row.id,
            number=number,
            name=paper.file.name[:200],
            media_type=(paper.stored.media_type if paper.stored else paper.file.media_type)[:100],
            size=len(paper.file.content),
            kind=paper.kind.value,
            why=_why(paper, sha256 in kept, prepared.mail.problems)[:200],
            document_id=kept.get(sha256),
        )


def _why(paper: Paper, is_kept: bool, problems: Sequence[str]) -> str:
    """Return why a file was taken for what it is, and for one that nobody finds among the documents why that is so."""
    if is_kept or paper.kind in NEVER_KEPT:
        return paper.found.why
    name = f"{paper.file.name} "
    unopened = next((each.removeprefix(name) for each in problems if each.startswith(name)), "")
    reason = f"it {unopened}" if unopened else paper.refused
    return f"{paper.found.why[:60]}; it is not among the documents: {reason}" if reason else paper.found.why
