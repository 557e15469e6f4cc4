"""Reads plain text in the child."""

from collections.abc import Iterator

from ats.documents.page_reader.failures import ReadFailed
from ats.resumes.readers.encodings import decode


def iter_plain(data: bytes) -> Iterator[str]:
    """Yield the text of a plain text file; raise ReadFailed when it is none."""
    text = decode(data)
    if text is None:
        raise ReadFailed("damaged")
    yield text
