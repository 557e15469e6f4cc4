"""Folds the header fields of what we send: at blanks, each line with words, the first one too (RFC 5322, 2.2.3).

The standard library's folding leaves the first line of some fields empty, and breaks encoded words apart.
"""

import re
import textwrap
from email.header import Header
from email.message import Message

_LONGEST_LINE = 76
_FOLD = re.compile(r"[\r\n]+[ \t]*")


def fold_fields(message: Message) -> None:
    """Fold what is longer than a line."""
    for name, value in message.items():
        message.replace_header(name, fold_field(name, str(value)))


def fold_field(name: str, value: str) -> str:
    """Return the value of a field in as many lines as it takes; characters beyond ASCII as encoded words (RFC 2047)."""
    value = _FOLD.sub(" ", value)
    if not value.isascii():
        return Header(value, "utf-8", maxlinelen=_LONGEST_LINE, header_name=name).encode()
    lead = f"{name}: "
    lines = textwrap.wrap(
        lead + value,
        _LONGEST_LINE,
        subsequent_indent=" ",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    # A first word longer than a line stands behind the name all the same.
    if len(lines) > 1 and lines[0] == lead.rstrip():
        lines[:2] = [lead + lines[1].lstrip()]
    return "\n".join(lines)[len(lead) :]
