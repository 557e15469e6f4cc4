"""Erasing a person leaves no trace: every table, every file, the index and the queue are searched for a canary."""

import io
import zipfile

from flask import current_app
from sqlalchemy import select

from ats.applications import actions
from ats.applications.actions import GivenAnswer, Submission
from ats.applications.events import ErasureAsked, StatusLinkAsked
from ats.applications.models import Application
from ats.candidates import actions as candidates
from ats.candidates.models import Candidate
from ats.documents import actions as documents
from ats.inbox.models import Via
from ats.inbox.taking_in import take_in
from ats.messages.actions import write
from ats.platform import queue
from ats.platform.database import Model, db, transaction
from ats.platform.events import CANDIDATE, Actor, publish
from ats.platform.mailbox import Mail
from ats.reviews.actions import write_note
from ats.search.actions import is_name_in_use
from ats.search.models import NamePart
from ats.search.query_language import Term
from ats.workspace.actions import reviewing
from ats.workspace.actions.attention import look_at
from ats.workspace.saved_views.actions import save_view
from tests.kept_app import folder_of
from tests.unit.inbox.mails import mail

CANARY = "Zyxwanary"
# Tables that hold nothing a person said or is; each new table has to be placed here or be searched below.
IMPERSONAL = {
    "account_links", "advert_snapshots", "claims", "company", "default_views", "fetched_mails", "import_keys", "message_templates", "openings", "outbox", "programs",
    "questions", "rate_counts", "retention_state", "read_marks", "rejection_reasons", "requirements", "rereads", "responsibilities",
    "review_items", "snoozes", "stage_template_stages", "stage_templates", "stages", "submission_keys", "team_members", "user_sessions", "users",
}  # fmt: skip
PERSONAL = {
    "answers", "applications", "attachments", "candidate_addresses", "candidate_tags", "candidates", "corrections", "documents",
    "batch_items", "batches", "duplicate_suggestions", "event_personal", "events", "held_uploads", "mails", "match_keys",
    "message_files", "messages", "notes", "page_images",
    "profiles", "readings", "received_addresses", "received_mails", "received_parts", "reread_changes", "review_sessions", "saved_views", "search_entries",
    "search_name_parts", "shortlist_entries", "stage_changes",
}  # fmt: skip


def docx(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
            f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
    return buffer.getvalue()


def live_a_whole_life(cast) -> int:
    """Take the canary person through everything that leaves something behind."""
    recruiter = Actor.user(cast.user("recruiter").id)
    resume = documents.store(f"{CANARY} has built engines.\n".encode(), f"{CANARY}.txt", 1_000_000)
    letter = documents.store(docx(f"{CANARY} would like to join"), "letter.docx", 1_000_000)
    with transaction():
        # Another form with the same file, which was never sent again.
        documents.hold(resume)
        cast.user("admin").notify = "each"
        question = cast.engineer.questions[0]
        answer = GivenAnswer(
            question_id=question.id, question=question.label, kind="short", value=f"{CANARY} in May"
        )
        given = Submission(
            name=f"{CANARY} Person", email=f"{CANARY}@example.com", phone="+31 6 0000", link=f"https://{CANARY}.example.com",
            cover_letter=f"I am {CANARY}", resume=resume, cover_letter_file=letter, answers=[answer], key="k" * 32, body_digest="b",
        )  # fmt: skip
        application = actions.submit(cast.engineer, given, by=CANDIDATE, reapply_days=90).application
        write_note(application, f"{CANARY} sounds good", by=recruiter)
        write(application, "About {{ opening_title }}", "Dear {{ candidate_name }}", by=recruiter)
        candidate = db.session.get_one(Candidate, application.candidate_id)
        candidates.change_contact(candidate, {"name": f"{CANARY} B. Person"}, by=recruiter)
        for name, query in (
            ("About", f"q={CANARY}+person"),
            (f"{CANARY} follows up", "status=active"),
            ("Address", f"status=active&q=email:{CANARY}@example.com"),
            ("Link", f"q=https%3A%2F%2F{CANARY}.example.com"),
            ("Tag", f"tag={CANARY}+tag"),
        ):
            save_view(cast.user("recruiter"), name, query, is_shared=True)
        candidates.add_tag(candidate.id, f"{CANARY} tag", by=recruiter)
        actions.move(application, cast.engineer.stages[1], seen=1, by=recruiter)
        publish(StatusLinkAsked(by=CANDIDATE, candidate_id=candidate.id))
        ids = {
            "candidate_id": candidate.id,
            "application_id": application.id,
            "opening_id": application.opening_id,
        }
        publish(ErasureAsked(by=CANDIDATE, **ids))
    with transaction():
        again = Submission(
            name=f"{CANARY} Again",
            email=f"{CANARY}@example.com",
            resume=resume,
            key="l" * 32,
            body_digest="c",
        )
        actions.submit(cast.engineer, again, by=CANDIDATE, reapply_days=90)
        candidate_id = candidate.id
    for subject in ("Software Engineer", "Hello"):
        letter = mail(
            subject, f"I am {CANARY}", sender=f"{CANARY} <{CANARY}@example.com>", message_id=f"<{subject}@x>"
        )
        take_in(letter.as_bytes(), envelope_from="", envelope_to=[], via=Via.PIPE)
    waiting = mail("Hello", "No opening", sender=f"{CANARY}@EXAMPLE.com", List_Id="<x>", message_id="<3@x>")
    take_in(waiting.as_bytes(), envelope_from="", envelope_to=[], via=Via.PIPE)
    # One that fits two openings, whose sender is asked which one it is for.
    current_app.config["INBOX_ASK"] = True
    both = "Application: Software Engineer or Editor"
    unclear = mail(both, f"I, {CANARY}, apply", sender=f"{CANARY}@example.com", message_id="<4@x>")
    take_in(unclear.as_bytes(), envelope_from="", envelope_to=[], via=Via.PIPE)
    queue.run_until_empty()
    assert db.session.scalar(select(Mail.id).where(Mail.purpose == "choose_opening")) is not None
    with transaction():
        theirs = select(Application).where(Application.candidate_id == candidate_id)
        sought = db.session.scalars(theirs.order_by(Application.id)).first()
        place = [(sought.id, sought.stage_id, sought.status)]
        reviewing.start(
            cast.user("recruiter").id, title=f"Search: {CANARY}", query=f"q={CANARY}",
            terms=[Term((CANARY.lower(),), CANARY)], places=place, is_cut=False,
        )  # fmt: skip
        look_at(cast.user("recruiter").id, sought.id)
    return candidate_id


def traces(app) -> list[str]:
    """Return where the canary still stands: rows, and bytes of any file of the installation."""
    found = []
    for table in Model.metadata.sorted_tables:
        found += [
            table.name
            for row in db.session.execute(select(table))
            if CANARY.casefold() in repr(tuple(row)).casefold()
        ]
    if is_name_in_use(CANARY.casefold()) or db.session.scalar(
        select(NamePart).limit(1).where(NamePart.part == CANARY.casefold())
    ):
        found.append("search_words")
    db.session.rollback()
    folder = folder_of(app)
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            inflated = b""
            if data[:2] == b"PK":
                inflated = b"".join(
                    zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()
                )
            if CANARY.encode().lower() in (data + inflated).lower():
                found.append(path.name)
    return found


def test_every_table_is_placed():
    assert set(Model.metadata.tables) == IMPERSONAL | PERSONAL


def test_nothing_is_left_of_an_erased_person(app, cast):
    candidate_id = live_a_whole_life(cast)
    assert set(traces(app)) > {
        "applications", "candidate_tags", "candidates", "mails", "notes", "event_personal", "answers", "messages", "received_mails",
        "review_sessions", "search_words",
    }  # fmt: skip
    with transaction():
        candidates.erase(db.session.get_one(Candidate, candidate_id), asked_by="candidate", by=CANDIDATE)
    queue.run_until_empty()
    assert traces(app) == []
    assert cast.engineer.stages[1].active_count == 0


def test_the_others_stay(app, cast):
    candidate_id = live_a_whole_life(cast)
    with transaction():
        candidates.erase(db.session.get_one(Candidate, candidate_id), asked_by="admin", by=CANDIDATE)
    queue.run_until_empty()
    assert [each.typed_name for each in db.session.scalars(select(Application))] == ["Ada Fern"]
    assert cast.engineer.stages[0].active_count == 1
