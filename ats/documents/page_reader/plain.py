"""Reads plain text in the child."""

from collections.abc import Iterator

from ats.documents.file_types import decode_text
from ats.documents.page_reader.failures import ReadFailed


def iter_plain(data: bytes) -> Iterator[str]:
    """Yield the text of a plain text file; raise ReadFailed when it is none."""
    text = decode_text(data)
    if text is None:
        raise ReadFailed("damaged")
    yield text
