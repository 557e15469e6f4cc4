"""How addresses and tags are compared, what a tag may be, and from which row a detail of a merged person comes."""

import re
from collections.abc import Collection, Sequence

from ats.platform.unseen import UNSEEN, if_seen
from ats.vocabulary.folding import fold

# What is chosen when two people are merged.
FIELDS = ("name", "email", "phone", "link")
_ADDRESS_IN_TEXT = re.compile(
    r"://|\bwww\.|@|\b[\w-]+\.(?:com|net|org|info|biz|ru|xyz|top|online|site|shop|link|click)\b",
    re.IGNORECASE,
)
# What no name holds: digits, signs of prices and addresses, words joined by a dot.
_NO_NAME = re.compile(r"\d|[/\\:;!?%$€£#*=<>|{}\[\]]|[^\W\d_]{2,}\.[^\W\d_]{2,}")
_LONGEST_NAME, _MOST_NAMES = 60, 7
# What stands between the digits of a telephone number, and the words of an extension in front of its own.
_PHONE = re.compile(
    r"(?:[\d\s+\uff0b()./,;·\u2010-\u2015\u2212-]|(?:ext(?:ension|n)?|x|w|dw|poste)(?![^\W\d_])[.:=]?)*",
    re.IGNORECASE,
)
NO_PHONE = "Enter a phone number such as +44 20 7946 0000, without other words or signs"
# Servers to which dots in front of the "@" make no difference.
_WITHOUT_DOTS = {"gmail.com", "googlemail.com"}
LONGEST_TAG = 40
LONGEST_FOLDED_TAG = 80


def fold_address(address: str) -> str:
    """Return the form in which two spellings of one address are equal: case aside, nothing is guessed.

    Dots and plus-parts are kept: whether they matter is the mail server's own rule (RFC 5321 4.1.2).
    """
    return address.strip().casefold()


def mailbox_of(address: str) -> str:
    """Return what stands for the mailbox of an address, in limits: without "+...", and dots where they are nothing.

    Two people may share it, so that it never says that they are one.
    """
    local, _, domain = fold_address(address).rpartition("@")
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in _WITHOUT_DOTS else local}@{domain}"


def holds_address(text: str) -> bool:
    """Return whether a text holds a web or e-mail address: in a name, our mail would carry it to others."""
    return bool(_ADDRESS_IN_TEXT.search(text))


def greeted_name(name: str) -> str:
    """Return a name as our mail may greet by it, or nothing where it does not look like one.

    Whoever writes for somebody else chooses the name, and a greeting would carry their words to them.
    """
    name = " ".join(name.split())
    is_long = len(name) > _LONGEST_NAME or len(name.split()) > (3 if "," in name else _MOST_NAMES)
    return "" if is_long or _NO_NAME.search(name) or holds_address(name) else name


def is_phone(text: str) -> bool:
    """Return whether a text is a telephone number in any way of writing it; two are one too, with a mark between."""
    text = UNSEEN.sub("", text)
    return any(character.isdigit() for character in text) and _PHONE.fullmatch(text) is not None


def clean_tag(label: str) -> str:
    """Return a tag as it is shown: as typed, with single spaces; empty where nothing of it would be seen."""
    return if_seen(" ".join(label.split()))


def fold_tag(label: str) -> str:
    """Return the form in which two spellings of one tag are equal: case, accents and spaces aside, signs kept."""
    return fold(clean_tag(label))


def find_tag_problem(label: str) -> str | None:
    """Return why a text cannot be a tag, in a sentence; None if it can."""
    label, folded = clean_tag(label), fold_tag(label)
    if not folded:
        return "Enter a tag"
    # A single sign of some scripts stands for a whole phrase and folds to it.
    if len(label) > LONGEST_TAG or len(folded) > LONGEST_FOLDED_TAG:
        return f"Tag must be {LONGEST_TAG} characters or less"
    return None


def find_provider(edges: Sequence[tuple[int, int | None, Collection[str]]], top: int, field: str) -> int:
    """Return the row from which a detail of a merged person comes.

    ``edges``: (row, row above it, details chosen from the lower one) in the order of the merges. A later choice
    goes before an earlier one, for whoever made it saw the earlier one's outcome.
    """
    found = top
    for row, above, fields in edges:
        if above == top and field in fields:
            found = find_provider(edges, row, field)
    return found
