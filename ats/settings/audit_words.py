"""The audit log in words: what each kind of event means, and the facts that are worth reading beside it."""

from typing import Any

WORDS = {
    "application.details_settled": "settled what a candidate had typed",
    "application.document_added": "added a document to an application",
    "application.document_confirmed": "confirmed a file that came unverified",
    "application.erased": "erased an application",
    "application.finished": "finished an application that came by mail",
    "application.hired": "hired",
    "application.moved": "moved an application",
    "application.rejected": "rejected an application",
    "application.reopened": "reopened an application",
    "application.repeated": "applied again too soon",
    "application.submitted": "applied",
    "application.tray_sorted": "sorted the tray",
    "application.undone": "took a decision back",
    "application.withdrawn": "withdrew an application",
    "batch.ended": "finished with many at once",
    "batch.exported": "exported applications",
    "batch.started": "acted on many at once",
    "candidate.added": "added a candidate",
    "candidate.address_confirmed": "confirmed an address",
    "candidate.changed": "changed a candidate's details",
    "candidate.erased": "erased a candidate",
    "candidate.erasure_asked": "asked for erasure",
    "candidate.link_asked": "asked for a status link",
    "candidate.merged": "merged two candidates",
    "candidate.tagged": "tagged a candidate",
    "candidate.told_apart": "said that two candidates are two people",
    "candidate.told_apart_undone": "took back that two candidates are two people",
    "candidate.unmerged": "took a merge back",
    "candidate.untagged": "took a tag from a candidate",
    "company.changed": "changed the company's details",
    "company.reason_changed": "changed a rejection reason",
    "company.template_changed": "changed a stage template",
    "demo.removed": "removed the demo",
    "document.profile_corrected": "corrected a profile",
    "document.profile_imported": "imported a profile",
    "document.profile_set_back": "set a profile back to what was read",
    "document.quarantined": "put a file into quarantine",
    "document.reading_asked": "had a file read again",
    "document.released": "let a file out of quarantine",
    "mail.sorted": "sorted a received mail",
    "message.called_back": "called a message back",
    "message.confirmed": "confirmed a message that came unverified",
    "message.received": "wrote by mail",
    "message.stop_lifted": "let mail go out again to an address from which some came back",
    "message.written": "wrote to a candidate",
    "message_template.saved": "changed a message template",
    "note.removed": "removed a note",
    "note.written": "wrote a note",
    "opening.changed": "changed an opening",
    "opening.created": "created an opening",
    "opening.removed": "removed an opening",
    "opening.state_changed": "changed the state of an opening",
    "opening.team_changed": "changed a hiring team",
    "program.removed": "removed a program",
    "program.saved": "saved a program",
    "shortlist.added": "put an application on the shortlist",
    "shortlist.removed": "took an application off the shortlist",
    "system.job_retried": "had a job tried again",
    "system.mail_tested": "sent a test mail",
    "system.reread_changed": "changed a pass of the reader",
    "system.reread_started": "had everything read again",
    "user.changed": "changed a person's account",
    "user.invited": "gave a person an account",
    "user.invited_again": "sent an invitation again",
    "user.joined": "joined",
    "user.password_changed": "changed the password",
    "user.reset_asked": "asked for a new password",
    "user.session_revoked": "signed a device out",
    "user.set_up": "set this installation up",
    "user.signed_in": "signed in",
    "view.erased": "erased a saved view that named an erased candidate",
}
GROUPS = {
    "application.": "Applications",
    "batch.": "Many at once",
    "candidate.": "Candidates",
    "company.": "Company and templates",
    "demo.": "Demo",
    "document.": "Files and profiles",
    "mail.": "Received mail",
    "message.": "Messages",
    "message_template.": "Message templates",
    "note.": "Notes",
    "opening.": "Openings",
    "program.": "Programs",
    "shortlist.": "Shortlists",
    "system.": "System",
    "user.": "People and sign-ins",
    "view.": "Saved views",
}
ACTORS = {"system": "The system", "candidate": "A candidate", "visitor": "A visitor"}


def in_words(kind: str) -> str:
    """Return what a kind of event means; a kind of an earlier version is shown as it was written."""
    return WORDS.get(kind, kind)


def details(facts: dict[str, Any], personal: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Return the facts worth reading as (term, value), ids of rows left out, personal values last."""
    given = {**facts, **(personal or {})}
    lines = _before_and_after(given)
    for name, value in given.items():
        if name.endswith("_id") or value in (None, "", [], {}):
            continue
        lines.append((name.replace("_", " ").removeprefix("is ").capitalize(), _shown(value)))
    return lines


def _before_and_after(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Take "before" and "after" out of the values and pair them up, field by field."""
    before, after = given.get("before"), given.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    for name in ("before", "after", "changed"):
        given.pop(name, None)
    return [
        (name.replace("_", " ").capitalize(), f"{_shown(before.get(name))} → {_shown(after.get(name))}")
        for name in sorted({*before, *after})
    ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')}: {_shown(each)}" for key, each in value.items())
    return "nothing" if value in (None, "") else str(value)
