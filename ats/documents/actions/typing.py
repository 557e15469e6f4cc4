"""Facts without a file to read them from: kept as a document of their own, to be corrected like any profile."""

import json
from collections.abc import Mapping
from typing import Any

from ats.documents.actions.keeping import StoredFile
from ats.documents.models import Document, Profile, ReadingState
from ats.documents.reader import day_of
from ats.documents.rules.typed import text_of, with_months
from ats.platform import clock
from ats.platform.database import db, insert_row
from ats.platform.storage import storage
from ats.resumes.file_names import safe_name
from ats.resumes.json_resume import from_text, to_document
from ats.resumes.profile import Profile as ReadProfile

MEDIA_TYPE = "application/json"


def store_typed(resume: Mapping[str, Any], name: str) -> StoredFile:
    """Write a checked profile durably as a JSON Resume of our own writing. Not inside a transaction.

    What an import holds beside it (pictures, fields that JSON Resume does not know) is not kept.
    """
    document = to_document(ReadProfile(dict(resume)))
    data = (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    name = safe_name(name if name.lower().endswith(".json") else f"{name}.json")
    return StoredFile(storage().put(data), len(data), name, MEDIA_TYPE)


def read_typed(file: StoredFile) -> dict[str, Any]:
    """Return the profile in a file that ``store_typed`` wrote."""
    return from_text(storage().read(file.sha256).decode()).resume


def attach_typed(candidate_id: int, file: StoredFile, resume: Mapping[str, Any]) -> int:
    """Give a candidate a document that holds facts and no pages, and return its id; nothing is left to be read."""
    document_id = insert_row(
        Document,
        candidate_id=candidate_id,
        sha256=file.sha256,
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        reading_state=ReadingState.TYPED,
        text=text_of(resume),
    )
    known = with_months(resume, day_of(clock.utc_now()))
    db.session.add(Profile(document_id=document_id, resume=known, sources={}, left_out=[]))
    db.session.flush()
    return document_id
