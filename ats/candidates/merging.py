"""One person in several rows: merging by one pointer and the choice of details, and taking that back.

Nothing is moved. What belongs to a row stays there, and what comes later goes to the row that owns the address by
which it came; so whoever takes a merge back finds both people as they were, each with what has been added since. A
pointer always leads to an older row, hence never in a circle; a merged person can be merged with a further one.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from ats.candidates import queries
from ats.candidates.events import CandidateMerged, CandidateUnmerged
from ats.candidates.models import Candidate
from ats.candidates.rules import FIELDS, find_provider
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.errors import Conflict, NotFound
from ats.platform.events import Actor, publish


class AlreadyOne(Conflict):
    """These two are one person already."""


class ChangedSince(Conflict):
    """Somebody changed one of the two in the meantime. Please compare them again."""


class NotTogether(Conflict):
    """A person of the demo and a real one cannot be merged."""


def merge(one: Candidate, other: Candidate, take: Collection[str], *, seen: str = "", by: Actor) -> Candidate:
    """Let two people be one; the details named in ``take`` are the other's, the rest the one's. Return the older.

    ``seen`` is the digest of what was compared, if it was. Raises AlreadyOne, ChangedSince and NotTogether.
    """
    rows = queries.lock_rows([one.id, other.id])
    if seen and seen != digest_of(rows):
        raise ChangedSince
    roots = [_root_of(rows, each) for each in (one, other)]
    if roots[0] is roots[1]:
        raise AlreadyOne
    if roots[0].is_demo != roots[1].is_demo:
        raise NotTogether
    above, below = sorted(roots, key=lambda root: root.id)
    is_other_below = below is roots[1]
    below.merged_into_id, below.merged_at = above.id, utc_now()
    below.merged_fields = [field for field in FIELDS if (field in take) == is_other_below]
    for row in rows:
        row.person_id = above.id
    refresh(rows)
    db.session.flush()
    publish(CandidateMerged(by=by, candidate_id=above.id, other_id=below.id, is_above=True))
    publish(CandidateMerged(by=by, candidate_id=below.id, other_id=above.id, is_above=False))
    return above


def unmerge(candidate: Candidate, *, by: Actor) -> tuple[Candidate, Candidate]:
    """Take the merge back by which a row came under another; return the row above and this one.

    Rows that had been merged with either before stay with it. Raises NotFound for a row that is under no other.
    """
    rows = queries.lock_rows([candidate.id])
    if candidate.merged_into_id is None:
        raise NotFound("These two are not merged any more.")
    above = next(row for row in rows if row.id == candidate.merged_into_id)
    candidate.merged_into_id = candidate.merged_at = candidate.merged_fields = None
    under = _rows_under(rows, candidate)
    for part in (under, [row for row in rows if row not in under]):
        for row in part:
            row.person_id = part[0].id if len(part) > 1 else None
        refresh(part)
    db.session.flush()
    publish(CandidateUnmerged(by=by, candidate_id=above.id, other_id=candidate.id, is_above=True))
    publish(CandidateUnmerged(by=by, candidate_id=candidate.id, other_id=above.id, is_above=False))
    return above, candidate


def provider_of(rows: Sequence[Candidate], field: str) -> Candidate:
    """Return the row of a person from which a detail comes; for the address the first row that has one, if need be."""
    by_id = {row.id: row for row in rows}
    edges = [(row.id, row.merged_into_id, row.merged_fields or ()) for row in _by_merge(rows)]
    found = by_id[find_provider(edges, _top(rows).id, field)]
    if field == "email" and not found.own_email:
        return next((row for row in rows if row.own_email), found)
    return found


def refresh(rows: Sequence[Candidate]) -> None:
    """Write onto all rows of a person what is shown of it; a row that is alone again shows its own."""
    if len(rows) == 1:
        _stand_alone(rows[0])
        return
    for row in rows:
        row.own = row.own or {"name": row.name, "phone": row.phone, "link": row.link}
    values = {field: provider_of(rows, field).own_value(field) for field in FIELDS}
    for row in rows:
        row.name, row.phone, row.link = values["name"], values["phone"], values["link"]
        row.main_address = values["email"]


def _stand_alone(row: Candidate) -> None:
    if row.own:
        row.name, row.phone, row.link = row.own["name"], row.own["phone"], row.own["link"]
    row.own = row.main_address = None


def set_values(rows: Sequence[Candidate], values: Mapping[str, str]) -> None:
    """Correct name, phone and link of a merged person, each on the row from which it comes."""
    for field, value in values.items():
        row = provider_of(rows, field)
        row.own = {**row.own, field: value}
    refresh(rows)


def provide(rows: Sequence[Candidate], field: str, row: Candidate) -> None:
    """Let a detail of a merged person come from one of its rows from now on."""
    path = [row]
    while path[-1].merged_into_id is not None:
        path.append(next(each for each in rows if each.id == path[-1].merged_into_id))
    on_path = {each.id for each in path}
    for each in rows:
        if each.merged_into_id in on_path:
            chosen = set(each.merged_fields or ()) - {field}
            each.merged_fields = [
                name for name in FIELDS if name in chosen or (name == field and each in path)
            ]


def digest_of(rows: Sequence[Candidate]) -> str:
    """Return a digest of who some rows are and what they say, by which a page knows that nothing changed since."""
    said = [[row.id, row.person_id, *(row.own_value(field) for field in FIELDS)] for row in rows]
    return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()[:32]


def _root_of(rows: Sequence[Candidate], candidate: Candidate) -> Candidate:
    root_id = candidate.person_id or candidate.id
    return next(row for row in rows if row.id == root_id)


def _top(rows: Sequence[Candidate]) -> Candidate:
    return next(row for row in rows if row.merged_into_id is None)


def _by_merge(rows: Sequence[Candidate]) -> list[Candidate]:
    merged = [row for row in rows if row.merged_into_id is not None]
    return sorted(merged, key=lambda row: (row.merged_at, row.id))


def _rows_under(rows: Sequence[Candidate], top: Candidate) -> list[Candidate]:
    """Return a row and all that were merged into it, the oldest first; pointers lead to older rows only."""
    found = {top.id}
    for row in sorted(rows, key=lambda row: row.id):
        if row.merged_into_id in found:
            found.add(row.id)
    return [row for row in rows if row.id in found]
