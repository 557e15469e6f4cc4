"""The virus scanner as this slice uses it: whether there is one, and what it says of a stored file."""

from flask import current_app

from ats.documents.models import Document
from ats.platform.storage import storage
from ats.platform.virus_scan import Scan, scan


def scanner_address() -> str:
    """Return where ClamAV listens, or "" where none is set."""
    return current_app.extensions["ats_settings"].clamav


def is_unscanned(document: Document) -> bool:
    """Tell a file from a stranger that the scanner, where there is one, has not looked at yet."""
    return document.scanned_at is None and not document.is_typed and bool(scanner_address())


def scan_stored(sha256: str) -> Scan:
    """Have a file of the store scanned; not inside a transaction. Raise FileNotFoundError."""
    return scan(storage().read(sha256), scanner_address())
