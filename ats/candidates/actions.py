"""What can be done to candidates: make known, correct, confirm, tag, erase."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from ats.candidates import merging, queries
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
from ats.platform.seen_values import NOTHING, Seen, pick_changed


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
    candidate: Candidate,
    values: Mapping[str, str],
    *,
    by: Actor,
    seen: Seen = NOTHING,
    application_id=None,
    opening_id=None,
) -> bool:
    """Set name, email, phone or link; return whether anything changed. Raises AddressTaken and ChangedMeanwhile.

    What still is as it was seen stays what somebody made of it since. Of a merged person each detail changes on the
    row from which it comes, and the event is that row's.
    """
    rows = queries.lock_rows([candidate.id])
    values = pick_changed(values, {key: getattr(candidate, key) for key in values}, seen)
    before = {
        key: getattr(candidate, key) for key, value in values.items() if getattr(candidate, key) != value
    }
    if not before:
        return False
    owners = {key: candidate if len(rows) == 1 else merging.provider_of(rows, key) for key in before}
    if "email" in before:
        owners["email"] = _change_address(rows, owners["email"], values["email"])
    rest = {key: values[key] for key in before if key != "email"}
    if len(rows) == 1:
        for key, value in rest.items():
            setattr(candidate, key, value)
    else:
        merging.set_values(rows, rest)
    db.session.flush()
    where = {"application_id": application_id, "opening_id": opening_id}
    for owner in dict.fromkeys(owners.values()):
        changed = sorted(key for key in before if owners[key] is owner)
        publish(
            CandidateChanged(
                by=by,
                candidate_id=owner.id,
                changed=tuple(changed),
                personal={
                    "before": {key: before[key] for key in changed},
                    "after": {key: values[key] for key in changed},
                },
                # The application is one of this row's; what changed on another one is that row's affair alone.
                **(where if owner is candidate else {}),
            )
        )
    return True


def confirm_address(candidate: Candidate, *, by: Actor, application_id=None, opening_id=None) -> None:
    """Note that the candidate reads the address's mail, the first time it is shown."""
    if _find_unconfirmed(queries.list_rows(candidate), candidate) is None:
        return
    # Whoever corrects the address at this moment holds the person, and is waited for here.
    address = _find_unconfirmed(queries.lock_rows([candidate.id]), candidate)
    if address is not None:
        address.confirmed_at = utc_now()
        is_own = address.candidate_id == candidate.id
        where = {"application_id": application_id, "opening_id": opening_id} if is_own else {}
        publish(AddressConfirmed(by=by, candidate_id=address.candidate_id, **where))


def _find_unconfirmed(rows: Iterable[Candidate], candidate: Candidate) -> CandidateAddress | None:
    folded = fold_address(candidate.email)
    of_person = (each for row in rows for each in row.addresses if each.folded == folded)
    return next((each for each in of_person if each.confirmed_at is None), None)


def _change_address(rows: list[Candidate], candidate: Candidate, email: str) -> Candidate:
    """Put an address first, and return the row that has it now; old ones stay beside it, so that mail finds the person.

    An address of another row of the same person stays there, and is the one that is written to from now on.
    """
    owner = queries.find_by_address(email)
    if owner is not None and owner not in rows:
        raise AddressTaken
    row = owner or candidate
    known = next((each for each in row.addresses if each.folded == fold_address(email)), None)
    others = [(each.address, each.confirmed_at) for each in row.addresses if each is not known]
    row.addresses = []
    db.session.flush()
    for address, confirmed_at in [(email, known.confirmed_at if known else None), *others]:
        row.addresses.append(
            CandidateAddress(address=address, folded=fold_address(address), confirmed_at=confirmed_at)
        )
        db.session.flush()
    if len(rows) > 1:
        merging.provide(rows, "email", row)
        merging.refresh(rows)
    return row


def add_tag(candidate_id: int, label: str, *, by: Actor) -> datetime | None:
    """Put a tag on a candidate; return when, for ``take_off_tag``, or None if the person had it, however spelled.

    Raises Invalid.

    Colleagues who tag the same person at once wait for each other, so that the first spelling stays.
    """
    problem = find_tag_problem(label)
    if problem:
        raise Invalid(problem)
    queries.lock_candidate(candidate_id)
    if _list_same(candidate_id, label):
        return None
    now = utc_now()
    _put_tag(candidate_id, label, by, at=now)
    return now


def tag_new(candidate_id: int, labels: Iterable[str], *, by: Actor) -> None:
    """Put tags, checked before, on somebody whom nobody else knows of yet: nothing has to be looked up."""
    for label in {fold_tag(label): label for label in labels}.values():
        _put_tag(candidate_id, label, by)


def _put_tag(candidate_id: int, label: str, by: Actor, **given: datetime) -> None:
    label, folded = clean_tag(label), fold_tag(label)
    insert_row(
        CandidateTag, candidate_id=candidate_id, label=label, folded=folded, user_id=by.user_id, **given
    )
    publish(CandidateTagged(by=by, candidate_id=candidate_id, personal={"tag": label}))


def remove_tag(candidate_id: int, label: str, *, by: Actor) -> list[tuple[int, str, str]]:
    """Take a tag away from a person, whichever row bears it and however spelled.

    Returns the rows that bore it, each with its spelling and since when, for ``put_back_tag``.
    """
    queries.lock_candidate(candidate_id)
    tags = _list_same(candidate_id, label)
    bore = [(tag.candidate_id, tag.label, tag.at.isoformat()) for tag in tags]
    for tag in tags:
        _take_off(tag, by)
    db.session.flush()
    return bore


def take_off_tag(candidate_id: int, label: str, put_at: datetime, *, by: Actor) -> bool:
    """Take off the one tag that was put on a row at a moment; return whether it was still there.

    Another one, put on since or on a row merged with this one, is somebody else's and stays.
    """
    queries.lock_candidate(candidate_id)
    own = (CandidateTag.candidate_id == candidate_id, CandidateTag.folded == fold_tag(label))
    tag = db.session.scalar(select(CandidateTag).where(*own, CandidateTag.at == put_at))
    if tag is None:
        return False
    _take_off(tag, by)
    db.session.flush()
    return True


def _take_off(tag: CandidateTag, by: Actor) -> None:
    publish(CandidateUntagged(by=by, candidate_id=tag.candidate_id, personal={"tag": tag.label}))
    db.session.delete(tag)


def put_back_tag(bore: Iterable[tuple[int, str, str]], *, by: Actor) -> bool:
    """Put a tag back on the very rows that bore it, since when they did; return whether any of them lacked it."""
    is_new = False
    for candidate_id, label, *since in bore:
        queries.lock_candidate(candidate_id)
        own = (CandidateTag.candidate_id == candidate_id, CandidateTag.folded == fold_tag(label))
        if db.session.scalar(select(CandidateTag.id).where(*own)) is None:
            # What was taken off by an earlier version says no moment.
            _put_tag(candidate_id, label, by, **({"at": datetime.fromisoformat(since[0])} if since else {}))
            is_new = True
    return is_new


def _list_same(candidate_id: int, label: str) -> list[CandidateTag]:
    query = select(CandidateTag).where(CandidateTag.folded == fold_tag(label))
    rows = queries.select_rows(candidate_id)
    return list(db.session.scalars(query.where(CandidateTag.candidate_id.in_(rows))))


def erase(candidate: Candidate, *, asked_by: str, by: Actor) -> None:
    """Erase a person for good, with all rows that were merged: every slice that knows them reacts, then they go.

    ``asked_by`` is "admin", "candidate" or "retention".
    """
    rows = queries.lock_rows([candidate.id])
    for row in rows:
        publish(CandidateErased(by=by, candidate_id=row.id, asked_by=asked_by))
    # A pointer leads to an older row, so the younger go first.
    for row in reversed(rows):
        db.session.delete(row)
        db.session.flush()
