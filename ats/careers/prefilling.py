"""Filling the form in from a résumé that is chosen first: read at once, and never in place of what was typed."""

from dataclasses import dataclass
from threading import BoundedSemaphore

from flask import current_app, request

from ats.careers.forms import ApplyForm
from ats.documents.actions import StoredFile
from ats.documents.rules.typed import contact_of
from ats.platform import clock, rate_limit
from ats.platform.rate_limit import network_of
from ats.platform.storage import storage
from ats.resumes import isolated
from ats.resumes.readings import Reading
from ats.resumes.text import LOCKED

HOUR = 3600
# Of the applications of one network address in an hour: several tries for each of them.
FILES_FACTOR = 3
BUSY = "We are reading many files just now. Your file is kept; please fill in the fields yourself."
TOO_MANY = (
    "Many files came from your network. Please fill in the fields yourself and choose your file once more."
)
NOTHING = "Your file is kept. We could not find your details in it; please fill in the fields yourself."
PICTURE = (
    "Your file is kept. It is a picture, and is read once you have sent your application; "
    "please fill in the fields yourself."
)
SHUT = "Your file is kept. A password keeps us from reading it; please fill in the fields yourself."
_WORDS = {"name": "name", "email": "e-mail address", "phone": "phone number", "link": "link"}


@dataclass(frozen=True)
class Filled:
    """What came of it: a sentence for the person, and the names of the fields that were filled."""

    sentence: str
    fields: tuple[str, ...] = ()


def init_app(app) -> None:
    """Give an application as many places for early readings as its settings say."""
    app.extensions["ats_early_readings"] = BoundedSemaphore(app.config["EARLY_READINGS"])


def is_early_file_welcome() -> bool:
    """Return whether one more early file from this network address may be kept and read in this hour."""
    sent = rate_limit.count("early_file", network_of(request.remote_addr), window_seconds=HOUR)
    return sent < FILES_FACTOR * current_app.config["APPLICATIONS_PER_HOUR"]


def count_early_file() -> None:
    """Count one early file in the current transaction."""
    rate_limit.hit("early_file", network_of(request.remote_addr), window_seconds=HOUR)


def fill_in(form: ApplyForm, file: StoredFile) -> Filled:
    """Read a stored résumé and fill the empty fields of a form in; not inside a transaction."""
    places = current_app.extensions["ats_early_readings"]
    if not places.acquire(blocking=False):
        return Filled(BUSY)
    try:
        # Recognising the letters of a scan takes too long to wait for; that is done once the application is there.
        today = clock.today(current_app.config["ZONE"])
        data = storage().read(file.sha256)
        reading = isolated.read_resume(data, file.name, received_on=today, ocr=False)
    except isolated.ReaderBusy:
        return Filled(BUSY)
    finally:
        places.release()
    found = contact_of(reading.profile.resume)
    fields = tuple(name for name, value in found.items() if _put(form, name, value))
    if not fields:
        return Filled("Your file is kept." if any(found.values()) else _why_nothing(reading))
    words = [_WORDS[name] for name in fields]
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return Filled(f"Filled in from your résumé: {listed}. Please check and correct it.", fields)


def _why_nothing(reading: Reading) -> str:
    if reading.read.why == LOCKED:
        return SHUT
    return PICTURE if reading.read.needs_ocr else NOTHING


def _put(form: ApplyForm, name: str, value: str) -> bool:
    """Put a value into an empty field if the field would accept it."""
    field = form[name]
    if field.data or not value:
        return False
    field.data, field.raw_data = value, [value]  # as if it had been typed and sent
    for change in field.filters:
        field.data = change(field.data)
    if field.validate(form):
        return True
    field.data, field.errors = "", []
    return False
