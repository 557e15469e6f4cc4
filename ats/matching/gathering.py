"""Reading together what some candidates are recognised by: contact details, applications, files, profiles."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from ats.applications.models import Application, Attachment, is_in_no_tray
from ats.candidates.models import Candidate, CandidateAddress
from ats.documents.models import OUT_OF_REACH, Correction, Document, Profile
from ats.documents.rules.corrections import corrected
from ats.matching.rules import Facts
from ats.openings.models import Opening
from ats.platform.database import db


def gather(candidate_ids: Iterable[int]) -> dict[int, Facts]:
    """Return the facts of candidates by id; those whose applications all wait in the tray are left out."""
    ids = sorted(set(candidate_ids))
    found: dict[int, Facts] = {}
    if ids:
        _add_applications(found, ids)
    if found:
        _add_people(found)
        _add_files(found)
    return found


def _add_applications(found: dict[int, Facts], ids: list[int]) -> None:
    query = (
        select(
            Application.candidate_id,
            Application.typed_email,
            Application.typed_phone,
            Application.typed_link,
            Opening.country,
        )
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.candidate_id.in_(ids), is_in_no_tray())
        .order_by(Application.id)
    )
    for row in db.session.execute(query):
        facts = found.setdefault(row.candidate_id, Facts())
        facts.emails.append(row.typed_email)
        facts.phones.append((row.typed_phone, row.country or ""))
        facts.links.append(row.typed_link)


def _add_people(found: dict[int, Facts]) -> None:
    for candidate in db.session.scalars(select(Candidate).where(Candidate.id.in_(found))):
        facts = found[candidate.id]
        facts.names.insert(0, candidate.own_value("name"))
        countries = [country for _, country in facts.phones] or [""]
        facts.phones.insert(0, (candidate.own_value("phone"), countries[0]))
        facts.links.insert(0, candidate.own_value("link"))
    addresses = select(CandidateAddress.candidate_id, CandidateAddress.address)
    for candidate_id, address in db.session.execute(
        addresses.where(CandidateAddress.candidate_id.in_(found))
    ):
        found[candidate_id].emails.append(address)


def _add_files(found: dict[int, Facts]) -> None:
    """Add the résumés and what was read of them, the latest first."""
    query = (
        select(Document.candidate_id, Document.id, Document.sha256, Document.name, Profile)
        .join(Attachment, Attachment.document_id == Document.id)
        .outerjoin(Profile, Profile.document_id == Document.id)
        .where(
            Document.candidate_id.in_(found),
            Attachment.role == "resume",
            Attachment.is_confirmed,
            Document.reading_state.not_in(OUT_OF_REACH),
        )
        .order_by(Document.id.desc())
    )
    rows = list(db.session.execute(query))
    corrections = defaultdict(list)
    of_files = select(Correction).where(Correction.document_id.in_({row.id for row in rows}))
    for correction in db.session.scalars(of_files.order_by(Correction.id)):
        corrections[correction.document_id].append(correction)
    for row in rows:
        facts = found[row.candidate_id]
        facts.files[row.sha256] = row.name
        resume = row.Profile.resume if row.Profile else {}
        facts.take_profile(corrected(resume, corrections[row.id]))
