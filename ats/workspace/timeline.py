"""One sentence for each kind of event about an application or a candidate: what a timeline says happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ats.activity.models import EventRow


@dataclass(frozen=True)
class Line:
    """How a kind of event is said: a sentence without its subject, an icon, and a tint."""

    sentence: str | Callable[[dict], str]
    icon: str = "info"
    tint: str = "neutral"
    # Who did it where no user did, by the kind of actor.
    candidate: str = "The candidate"
    visitor: str = "Somebody"

    def text(self, facts: dict) -> str:
        """Return the sentence for one event's facts."""
        if callable(self.sentence):
            return self.sentence(facts)
        return self.sentence.format_map(_Known(facts))


class _Known(dict):
    """Facts of events that were written before a fact was added to their kind."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Said:
    """One event as the timeline shows it; ``change_id`` names a decision that may be taken back."""

    id: int
    kind: str
    at: object
    who: str
    text: str
    icon: str
    tint: str
    change_id: int | None
    personal: dict


FIELD_WORDS = {
    "name": "the name",
    "email": "the e-mail address",
    "phone": "the phone number",
    "link": "the link",
}
_DECISIONS = {
    "moved": "the move",
    "rejected": "the rejection",
    "withdrawn": "the withdrawal",
    "reopened": "the reopening",
    "hired": "the hire",
}
_SIDES = {"ours": "our decision", "candidate": "the candidate’s decision", "neither": "nobody’s decision"}
_ROLES = {
    "resume": "a newer résumé",
    "cover_letter": "a newer cover letter",
    "answer": "another file",
    "typed": "facts without a file",
}


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _changed(facts: dict) -> str:
    names = [FIELD_WORDS.get(name, "the " + name.replace("_", " ")) for name in facts.get("changed", ())]
    return "changed " + (_listed(names) or "nothing")


def _rejected(facts: dict) -> str:
    return f"rejected it: {facts.get('reason', '…')} ({_SIDES.get(facts.get('side', ''), 'no side given')})"


def _undone(facts: dict) -> str:
    return f"took back {_DECISIONS.get(facts.get('undone', ''), 'a decision')}"


def _sorted(facts: dict) -> str:
    return _SORTED.get(facts.get("verdict", ""), "sorted it")


def _settled(facts: dict) -> str:
    return "accepted what the form said" if facts.get("accepted") else "kept what was known already"


def _submitted(facts: dict) -> str:
    source = facts.get("source", "")
    return (
        f"applied via {source}" if source == "careers page" else f"filed the application (source: {source})"
    )


def _confirmed_document(facts: dict) -> str:
    file = _ROLES.get(facts.get("role", ""), "a file")
    return f"confirmed {file}" if facts.get("is_confirmed") else f"took the confirmation of {file} back"


def _confirmed_message(facts: dict) -> str:
    if facts.get("is_confirmed"):
        return "confirmed a message of the candidate"
    return "took the confirmation of a message back"


def _finished(facts: dict) -> str:
    number = facts.get("answers", 0)
    answered = f"answered {number} question{'' if number == 1 else 's'}" if number else ""
    agreed = "agreed to the storage" if facts.get("has_agreed") else ""
    return " and ".join(filter(None, [answered, agreed])) or "finished the application"


def _added_document(facts: dict) -> str:
    return f"added {_ROLES.get(facts.get('role', ''), 'a file')}"


_SORTED = {
    "spam": "said that it is no application",
    "let in": "let it in from the tray",
    "brought back": "put it back into the tray",
}
_PARTS = {
    "basics/name": "the name",
    "basics/label": "the headline",
    "basics/email": "the e-mail address",
    "basics/phone": "the phone number",
    "basics/url": "the link",
    "basics/location": "the place",
    "basics/summary": "the summary",
    "basics/profiles": "the links",
    "skills": "the skills",
    "languages": "the languages",
    "work": "a position",
    "education": "an education",
    "certificates": "a certificate",
    "projects": "a project",
}


def _part(facts: dict) -> str:
    part = facts.get("part", "")
    return _PARTS.get(part) or _PARTS.get(part.partition("/")[0], "a value")


def _corrected(facts: dict) -> str:
    if "after" in facts and facts["after"] is None:
        return f"took {_part(facts)} out of the profile"
    if "before" in facts and facts["before"] is None:
        return f"added {_part(facts)} to the profile"
    return f"corrected {_part(facts)} of the profile"


def _set_back(facts: dict) -> str:
    if "+" in facts.get("part", ""):
        return f"removed {_part(facts)} that was added to the profile"
    return f"set {_part(facts)} of the profile back to what was read"


def _asked_to_read(facts: dict) -> str:
    return "had the pictures of a file read" if facts.get("with_ocr") else "had a file read again"


def _erased(facts: dict) -> str:
    asked = {
        "candidate": "as the candidate asked",
        "retention": "after the retention period",
        "mail taken out": "as the mail that made them known was taken out",
    }
    return f"erased the candidate {asked.get(facts.get('asked_by', ''), '')}".rstrip()


def _erased_application(facts: dict) -> str:
    is_old = facts.get("why", "retention") == "retention"
    return "erased the application " + ("after the retention period" if is_old else "that a mail had made")


def _received(facts: dict) -> str:
    return "answered by mail" if facts.get("is_confirmed", True) else "wrote by mail, not confirmed yet"


LINES: dict[str, Line] = {
    "application.submitted": Line(_submitted, "inbox", "info", visitor="The candidate"),
    "application.repeated": Line("applied again with this e-mail address", "copy", "warn"),
    "application.tray_sorted": Line(_sorted, "inbox"),
    "application.moved": Line("moved it from {from_stage} to {to_stage}", "arrow-right", "info"),
    "application.rejected": Line(_rejected, "circle-x", "bad"),
    "application.withdrawn": Line("withdrew the application", "undo-2", "warn"),
    "application.reopened": Line("reopened it", "refresh-cw", "info"),
    "application.hired": Line("hired the candidate", "party-popper", "ok"),
    "application.undone": Line(_undone, "undo-2"),
    "application.document_added": Line(_added_document, "paperclip"),
    "application.document_confirmed": Line(_confirmed_document, "shield-check", "ok"),
    "application.finished": Line(_finished, "circle-check", "ok"),
    "application.details_settled": Line(_settled, "user-check"),
    "application.erased": Line(_erased_application, "trash-2"),
    "candidate.added": Line("added the candidate", "user-plus", visitor="The careers page"),
    "candidate.changed": Line(_changed, "pencil"),
    "candidate.address_confirmed": Line("confirmed the e-mail address", "shield-check", "ok"),
    "candidate.merged": Line("merged this person with another candidate", "users", "info"),
    "candidate.unmerged": Line("took the merge with another candidate back", "undo-2"),
    "candidate.told_apart": Line("said that this and another candidate are two different people", "users"),
    "candidate.told_apart_undone": Line("took back that this and another candidate are two people", "undo-2"),
    "candidate.erased": Line(_erased, "trash-2"),
    "candidate.link_asked": Line("asked for a new status link", "link"),
    "candidate.tagged": Line("tagged the candidate “{tag}”", "tag"),
    "candidate.untagged": Line("took the tag “{tag}” away", "tag"),
    "candidate.erasure_asked": Line("asked to be erased; a link to confirm it was sent", "trash-2", "warn"),
    "document.profile_corrected": Line(_corrected, "pencil"),
    "document.profile_set_back": Line(_set_back, "undo-2"),
    "document.profile_imported": Line("imported a profile", "upload"),
    "document.reading_asked": Line(_asked_to_read, "refresh-cw"),
    "document.quarantined": Line("put a file into quarantine: {found}", "triangle-alert", "bad"),
    "document.released": Line("let a file out of quarantine", "shield-check", "warn"),
    "message.written": Line("wrote to the candidate", "send", "info"),
    "message.called_back": Line("called a message back", "undo-2"),
    "message.stop_lifted": Line(
        "lets mail go out again to an address from which some came back", "mail", "warn"
    ),
    "message.received": Line(_received, "mail", "info"),
    "message.confirmed": Line(_confirmed_message, "shield-check", "ok"),
    "note.written": Line("wrote a note", "sticky-note"),
    "note.removed": Line("removed a note", "trash-2"),
    "shortlist.added": Line("put it on the shortlist", "star", "info"),
    "shortlist.removed": Line("took it off the shortlist", "star"),
}

# Both are written in one transaction.
_ONE_ACT = timedelta(seconds=2)
_DECIDED = frozenset(f"application.{kind}" for kind in _DECISIONS)


def tell(events: Sequence[tuple[EventRow, str | None]]) -> list[Said]:
    """Return events, the latest first, with the names of their users as a timeline tells them: each thing once.

    Whoever files an application for somebody new adds the candidate with it: that is one thing.
    """
    arrivals = [event for event, _ in events if event.kind == "application.submitted"]
    shown = [
        (event, name)
        for event, name in events
        if event.kind != "candidate.added" or not any(_is_same_act(event, other) for other in arrivals)
    ]
    # What two candidates have in common is written down for each, and a merged person shows the events of both.
    latest = [None, *(event for event, _ in shown)]
    return [
        say(event, name)
        for (event, name), above in zip(shown, latest, strict=False)
        if not _is_twin(event, above)
    ]


def _is_twin(event: EventRow, above: EventRow | None) -> bool:
    """Return whether two events in a row are the same thing as two candidates saw it."""
    return (
        above is not None
        and event.kind == above.kind
        and event.candidate_id == above.facts.get("other_id")
        and above.candidate_id == event.facts.get("other_id")
        and _is_same_act(event, above)
    )


def _is_same_act(event: EventRow, other: EventRow) -> bool:
    is_same_actor = (event.actor_kind, event.actor_id) == (other.actor_kind, other.actor_id)
    return is_same_actor and abs(event.at - other.at) < _ONE_ACT


def say(event: EventRow, name: str | None) -> Said:
    """Return an event as a sentence; ``name`` is the user's who did it, if one did."""
    line = LINES[event.kind]
    personal = event.personal.values if event.personal else {}
    nobody = {"candidate": line.candidate, "visitor": line.visitor, "system": "The system"}
    return Said(
        id=event.id,
        kind=event.kind,
        at=event.at,
        who=name or nobody.get(event.actor_kind, "A former colleague"),
        text=line.text({**event.facts, **personal}),
        icon=line.icon,
        tint=line.tint,
        change_id=event.facts.get("change_id") if event.kind in _DECIDED else None,
        personal=personal,
    )
