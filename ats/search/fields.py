"""The fields of the index: what may be searched by whom. Both engines keep the words of each apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ats.vocabulary.common_words import common_words

NAMES, PAPERS, MAIL, INTERNAL = "names", "papers", "mail", "internal"
# Names of people; résumés, letters, answers, addresses, tags; mails; what colleagues wrote.
FIELDS = (NAMES, PAPERS, MAIL, INTERNAL)


# Words of our own about an application that no text can hold, so that the engine itself narrows by them.
MARKS = "marks"


def mark_of_opening(opening_id: int) -> str:
    """Return the mark of all applications to an opening; an application never changes its opening."""
    return f"o{opening_id}"


def marks_of_pairs(words: Sequence[str]) -> list[str]:
    """Return the mark of every two common words that stand side by side.

    By them a phrase of such words is found without comparing their places in every text that holds both.
    """
    common = common_words()
    return [f"p{one}0{two}" for one, two in pairwise(words) if one in common and two in common]


@dataclass(frozen=True)
class Words:
    """The folded words of one application, by field, and its marks."""

    names: str = ""
    papers: str = ""
    mail: str = ""
    internal: str = ""
    marks: str = ""

    def marked(self, opening_id: int) -> "Words":
        """Return the same with the marks of an application to an opening."""
        pairs = {each for name in FIELDS for each in marks_of_pairs(getattr(self, name).split())}
        return replace(self, marks=" ".join([mark_of_opening(opening_id), *sorted(pairs)]))
