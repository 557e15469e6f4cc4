"""Passwords that everybody who guesses tries first: the list of a well-known library, and our own obvious words.

``passwords.txt`` comes from zxcvbn-ts (MIT, see LICENSE.txt) by way of ``scripts/vendor.py``.
"""

import re
from functools import cache
from pathlib import Path

# What people of this trade and of this program would think of.
_OWN = frozenset(
    ["applicant", "candidate", "changeme", "hiring", "recruiter", "recruiting", "recruitment", "requisite"]
)
# More than these say something that is not guessed at once.
_MOST_AROUND = 6
_AROUND = re.compile(r"\A[\W_]+|[\W_]+\Z")
_AROUND_WITH_DIGITS = re.compile(r"\A[\W\d_]+|[\W\d_]+\Z")


def is_known(password: str) -> bool:
    """Return whether a password is on the list, alone, twice, or with a few signs around it ("Dragon2026!")."""
    folded = password.casefold()
    stripped = (pattern.sub("", folded) for pattern in (_AROUND, _AROUND_WITH_DIGITS))
    forms = {folded, *(form for form in stripped if len(folded) - len(form) <= _MOST_AROUND)}
    forms |= {form[: len(form) // 2] for form in forms if form and form[: len(form) // 2] * 2 == form}
    return not forms.isdisjoint(_known())


@cache
def _known() -> frozenset[str]:
    lines = Path(__file__).with_name("passwords.txt").read_text(encoding="utf-8").split("\n")
    return _OWN.union(line.casefold() for line in lines if line)
