"""Files that come with a form: judged and stored first, kept when the form has to be shown again."""

import hashlib
from collections.abc import Iterable

from flask import current_app, request

from ats.careers.forms import CheckedFile
from ats.documents import actions as documents
from ats.documents.queries import find_held
from ats.platform.database import db
from ats.platform.web_form import clean_text, set_error
from ats.resumes.checking import RefusedFile


def held_name(field: CheckedFile) -> str:
    """Return the name of the hidden field that carries the token of a kept file."""
    return f"held_{field.name}"


def file_fields(form) -> list[CheckedFile]:
    """Return a form's file fields in the order of the page."""
    return [field for field in form if isinstance(field, CheckedFile)]


def take_files(form) -> bool:
    """Store every file of a form, or find the one kept from before; return whether all are accepted.

    Writes to disk, so it must not be called inside a transaction.
    """
    fields = file_fields(form)
    for field in fields:
        _find_kept(field)
    # Writing files to disk may take a while: no connection waits for it. What was read so far stays readable.
    db.session.remove()
    for field in fields:
        _take(field)
    return not any(field.errors for field in fields)


def forget_missing(form) -> None:
    """Drop the complaints about files that were not chosen: the form is not sent yet."""
    for field in file_fields(form):
        if field.data is None or isinstance(field.data, str):
            field.errors = []


def hold_files(form) -> None:
    """Keep the files of a form, in the caller's transaction, so that they need not be chosen again."""
    for field in file_fields(form):
        if field.stored is not None and (field.held is None or field.held.used_key):
            # Another file was chosen in its place, or it went with a sending already and this will be another one.
            documents.release(clean_text(request.form.get(held_name(field), ""))[:26])
            field.held = documents.hold(field.stored)


def kept_files(form) -> dict[str, dict]:
    """Return what the file component shows of each kept file, by field name."""
    return {
        field.name: {
            "name": field.held.name,
            "size": field.held.size,
            "field": held_name(field),
            "token": field.held.token,
        }
        for field in file_fields(form)
        if field.held is not None
    }


def held_tokens(fields: Iterable[CheckedFile]) -> list[str]:
    """Return the tokens of the kept files that a form used."""
    return [token for field in fields if (token := clean_text(request.form.get(held_name(field), ""))[:26])]


def _find_kept(field: CheckedFile) -> None:
    held = find_held(clean_text(request.form.get(held_name(field), ""))[:26])
    if held is not None:
        field.held, field.stored = held, documents.held_file(held)


def _take(field: CheckedFile) -> None:
    upload = field.data
    if upload is None or isinstance(upload, str):
        if field.stored is None and field.flags.required:
            set_error(field, field.missing or f"Choose a file for “{field.label.text}”")
        return
    field.held = field.stored = None
    try:
        limit = current_app.config["MAX_UPLOAD_BYTES"]
        field.stored = documents.store(upload.stream.read(limit + 1), upload.filename or "", limit)
    except RefusedFile as error:
        set_error(field, str(error))


def digest_of(values: Iterable[tuple[str, str]]) -> str:
    """Return the sha256, in hex, of names and values, by which two sendings of one form are recognised."""
    digest = hashlib.sha256()
    for name, value in sorted(values):
        for part in (name, value):
            data = part.encode()
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
