"""Whether a server that we trust has verified that a mail comes from where it says. Pure.

Sources: RFC 8601 (Authentication-Results), RFC 7489, 3.1 (what "aligned" means), relaxed as most publish it.
"""

from ats.inbox.authentication_results import Result, read_results
from ats.inbox.mime.model import ParsedMail

# Which property of a method names the domain for which it vouches, the first that is there.
_DOMAINS = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom", "smtp.mail"),
}
_MOST_ABOVE = 1


def is_sender_verified(mail: ParsedMail, authserv_id: str) -> bool:
    """Return whether the server of this name verified the domain of the From field.

    Only the topmost field counts, and only where the last hop wrote it: at most one Received field stands above it.
    Whatever a sender writes stands below what our own server adds.
    """
    results = mail.authentication_results
    domain = mail.sender.address.rpartition("@")[2].lower()
    if not (authserv_id and results and domain) or mail.received_above.get(0, 0) > _MOST_ABOVE:
        return False
    if len(mail.headers.get("from", ())) != 1:
        return False
    server, found = read_results(results[0])
    if server.lower() != authserv_id.strip().lower():
        return False
    return any(_is_aligned(each, domain) for each in found)


def _is_aligned(result: Result, domain: str) -> bool:
    if result.result != "pass":
        return False
    # A method that looks at the header finds out nothing about the envelope: somebody else wrote such a result.
    if result.method != "spf" and any(each.startswith("smtp.") for each in result.properties):
        return False
    named = (result.properties.get(each) for each in _DOMAINS.get(result.method, ()))
    first = next((each for each in named if each is not None), None)
    return first is not None and _belong_together(first.domain, domain)


def _belong_together(one: str, other: str) -> bool:
    """One is the other or a part of it; a bare top-level domain is nobody's."""
    if one == other:
        return "." in one
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return shorter.count(".") >= 1 and longer.endswith(f".{shorter}")
