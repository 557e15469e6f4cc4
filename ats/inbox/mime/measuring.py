"""How much work it would be to take a mail apart, told from its bytes alone, before anything is taken apart.

The standard library compares every line with the boundaries of all the parts around it, and makes an object of every
part and every field: a small mail made for that would keep a worker busy for minutes, a large one for an hour.
"""

import re

from ats.inbox.mime.limits import MOST_PARTS

# A mail of 25 MB with attachments has 340,000 lines, all of 76 letters.
MOST_LINES = 600_000
# Lines, each counted once for every part of parts that the mail speaks of: two seconds at most.
MOST_COMPARISONS = 10_000_000
# Lines that may end a part. Few but signatures and rulers begin like that.
MOST_DASHED = 10_000
MOST_HEADER_LINES = 5_000
_DASHED = re.compile(rb"(?:^|[\r\n])--")
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_END_OF_HEADERS = re.compile(rb"\r\n\r\n|\n\n|\r\r")


def is_too_much(raw: bytes) -> bool:
    """Return whether taking these bytes apart would take more than a mail may."""
    lines = _count_lines(raw)
    if lines > MOST_LINES:
        return True
    wholes = _count(_MULTIPART, raw, MOST_PARTS + 1)
    if wholes > MOST_PARTS or lines * wholes > MOST_COMPARISONS:
        return True
    if _count(_DASHED, raw, MOST_DASHED + 1) > MOST_DASHED:
        return True
    end = _END_OF_HEADERS.search(raw)
    return _count_lines(raw[: end.start()] if end else raw) > MOST_HEADER_LINES


def _count_lines(raw: bytes) -> int:
    return raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")


def _count(pattern: re.Pattern[bytes], raw: bytes, most: int) -> int:
    """Count what is found, up to a number."""
    number = 0
    for number, _ in enumerate(pattern.finditer(raw), start=1):
        if number == most:
            break
    return number
