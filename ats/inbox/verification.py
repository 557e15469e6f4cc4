"""Whether a server that we trust has verified that a mail comes from where it says. Pure.

Sources: RFC 8601 (Authentication-Results), RFC 7489, 3.1 (what "aligned" means), relaxed as most publish it.
"""

import re

from ats.inbox.mime.model import ParsedMail

_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*pass\b(.*)", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(
    r"\b(?:header\.from|header\.d|header\.i|smtp\.mailfrom|smtp\.mail)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE
)
_MOST_ABOVE = 1


def is_sender_verified(mail: ParsedMail, authserv_id: str) -> bool:
    """Return whether the server of this name verified the domain of the From field.

    Only the topmost field counts, and only where the last hop wrote it: at most one Received field stands above it.
    Whatever a sender writes stands below what our own server adds.
    """
    results = mail.headers.get("authentication-results", ())
    domain = mail.sender.address.rpartition("@")[2].lower()
    if not (authserv_id and results and domain) or mail.received_above.get(0, 0) > _MOST_ABOVE:
        return False
    if len(mail.headers.get("from", ())) != 1:
        return False
    server, *methods = _COMMENT.sub(" ", results[0]).split(";")
    if server.strip().split(" ")[0].lower() != authserv_id.strip().lower():
        return False
    return any(_is_aligned(method, domain) for method in methods)


def _is_aligned(method: str, domain: str) -> bool:
    match = _METHOD.match(method)
    if match is None:
        return False
    named = [each.rpartition("@")[2].lower() for each in _DOMAIN.findall(match[2])]
    return any(_belong_together(each, domain) for each in named)


def _belong_together(one: str, other: str) -> bool:
    """One is the other or a part of it; a bare top-level domain is nobody's."""
    if one == other:
        return "." in one
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return shorter.count(".") >= 1 and longer.endswith(f".{shorter}")
