"""What can be done to candidates: make known, correct, confirm, tag, erase."""

from collections.abc import Mapping

from sqlalchemy import select

from ats.candidates import queries
from ats.candidates.events import (
    AddressConfirmed,
    CandidateAdded,
    CandidateChanged,
    CandidateErased,
    CandidateTagged,
    CandidateUntagged,
)
from ats.candidates.models import Candidate, CandidateAddress, CandidateTag
from ats.candidates.rules import clean_tag, find_tag_problem, fold_address, fold_tag
from ats.platform.clock import utc_now
from ats.platform.database import db, insert_row
from ats.platform.errors import Conflict, Invalid
from ats.platform.events import Actor, publish


class AddressTaken(Conflict):
    """Another candidate already has this e-mail address."""


def find_or_add(
    name: str, email: str, *, phone: str = "", link: str = "", by: Actor, is_demo=False
) -> Candidate:
    """Return the owner of an address, unchanged whatever else was typed, or a new candidate.

    Without an address, as when a colleague adds somebody by hand, the candidate is always a new one.
    """
    candidate = queries.find_by_address(email) if email else None
    if candidate is None:
        candidate_id = add(name, email, phone=phone, link=link, is_demo=is_demo)
        announce(candidate_id, by=by)
        candidate = db.session.get_one(Candidate, candidate_id)
    return candidate


def add(name: str, email: str, *, phone: str = "", link: str = "", is_demo: bool = False) -> int:
    """Add somebody whose address nobody has yet and return the id; the caller says so with ``announce``."""
    candidate_id = insert_row(Candidate, name=name, phone=phone, link=link, is_demo=is_demo)
    if email:
        insert_row(CandidateAddress, candidate_id=candidate_id, address=email, folded=fold_address(email))
    return candidate_id


def announce(candidate_id: int, *, by: Actor) -> None:
    """Publish that somebody was added; what was given at the time stands in their first application."""
    publish(CandidateAdded(by=by, candidate_id=candidate_id))


def change_contact(
    candidate: Candidate, values: Mapping[str, str], *, by: Actor, application_id=None, opening_id=None
) -> bool:
    """Set name, email, phone or link; return whether anything changed. Raises AddressTaken."""
    before = {
        key: getattr(candidate, key) for key, value in values.items() if getattr(candidate, key) != value
    }
    if not before:
        return False
    for key in before:
        if key == "email":
            _change_address(candidate, values["email"])
        else:
            setattr(candidate, key, values[key])
    db.session.flush()
    publish(
        CandidateChanged(
            by=by,
            candidate_id=candidate.id,
            changed=tuple(sorted(before)),
            application_id=application_id,
            opening_id=opening_id,
            personal={"before": before, "after": {key: values[key] for key in before}},
        )
    )
    return True


def confirm_address(candidate: Candidate, *, by: Actor, application_id=None, opening_id=None) -> None:
    """Note that the candidate reads the address's mail, the first time it is shown."""
    if candidate.addresses and candidate.addresses[0].confirmed_at is None:
        candidate.addresses[0].confirmed_at = utc_now()
        publish(
            AddressConfirmed(
                by=by, candidate_id=candidate.id, application_id=application_id, opening_id=opening_id
            )
        )


def _change_address(candidate: Candidate, email: str) -> None:
    """Put an address first; the old ones stay beside it, so that mail from them still finds the person."""
    owner = queries.find_by_address(email)
    if owner is not None and owner.id != candidate.id:
        raise AddressTaken
    known = next((each for each in candidate.addresses if each.folded == fold_address(email)), None)
    rows = [(each.address, each.confirmed_at) for each in candidate.addresses if each is not known]
    first = (email, known.confirmed_at if known else None)
    candidate.addresses = []
    db.session.flush()
    for address, confirmed_at in [first, *rows]:
        row = CandidateAddress(address=address, folded=fold_address(address), confirmed_at=confirmed_at)
        candidate.addresses.append(row)
        db.session.flush()


def add_tag(candidate_id: int, label: str, *, by: Actor) -> bool:
    """Put a tag on a candidate; return whether it was not there yet, however spelled. Raises Invalid.

    Colleagues who tag the same person at once wait for each other, so that the first spelling stays.
    """
    problem = find_tag_problem(label)
    if problem:
        raise Invalid(problem)
    queries.lock_candidate(candidate_id)
    if _find_tag(candidate_id, label) is not None:
        return False
    label = clean_tag(label)
    insert_row(
        CandidateTag, candidate_id=candidate_id, label=label, folded=fold_tag(label), user_id=by.user_id
    )
    publish(CandidateTagged(by=by, candidate_id=candidate_id, personal={"tag": label}))
    return True


def remove_tag(candidate_id: int, label: str, *, by: Actor) -> bool:
    """Take a tag away, however spelled; return whether it was there."""
    queries.lock_candidate(candidate_id)
    tag = _find_tag(candidate_id, label)
    if tag is None:
        return False
    publish(CandidateUntagged(by=by, candidate_id=candidate_id, personal={"tag": tag.label}))
    db.session.delete(tag)
    db.session.flush()
    return True


def _find_tag(candidate_id: int, label: str) -> CandidateTag | None:
    query = select(CandidateTag).where(CandidateTag.folded == fold_tag(label))
    return db.session.scalar(query.where(CandidateTag.candidate_id == candidate_id))


def erase(candidate: Candidate, *, asked_by: str, by: Actor) -> None:
    """Erase a person for good: every slice that knows them reacts, then the row goes.

    ``asked_by`` is "admin", "candidate" or "retention".
    """
    publish(CandidateErased(by=by, candidate_id=candidate.id, asked_by=asked_by))
    db.session.delete(candidate)
    db.session.flush()
