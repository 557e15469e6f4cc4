"""The virus scanner as this slice uses it: whether there is one, and what it says of a stored file."""

from flask import current_app

from ats.documents.models import Document
from ats.platform.storage import storage
from ats.platform.virus_scan import Scan, scan
from ats.resumes.checking import RefusedFile


def scanner_address() -> str:
    """Return where ClamAV listens, or "" where none is set."""
    return current_app.extensions["ats_settings"].clamav


def is_unscanned(document: Document) -> bool:
    """Tell a file from a stranger that the scanner, where there is one, has not looked at yet."""
    return document.scanned_at is None and not document.is_typed and bool(scanner_address())


def scan_stored(sha256: str) -> Scan:
    """Have a file of the store scanned; not inside a transaction. Raise FileNotFoundError."""
    return scan(storage().read(sha256), scanner_address())


def refuse_harmful(data: bytes) -> None:
    """Have a file scanned that is about to leave the house; raise RefusedFile. Without a scanner nothing is refused."""
    found = scan(data, scanner_address())
    if found.state == "infected":
        raise RefusedFile("harmful", f"The selected file is harmful: the virus scanner found {found.words}")
    if found.state == "pending":
        raise RefusedFile(
            "busy", "The selected file could not be scanned for viruses just now. Please try again"
        )
