"""How addresses and tags are compared, and what a tag may be."""

from ats.vocabulary.folding import fold

LONGEST_TAG = 40
LONGEST_FOLDED_TAG = 80


def fold_address(address: str) -> str:
    """Return the form in which two spellings of one address are equal: case aside, nothing is guessed.

    Dots and plus-parts are kept: whether they matter is the mail server's own rule (RFC 5321 4.1.2).
    """
    return address.strip().casefold()


def clean_tag(label: str) -> str:
    """Return a tag as it is shown: as typed, with single spaces."""
    return " ".join(label.split())


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
