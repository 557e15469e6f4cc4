"""Decisions about the company's own lists that need nothing but their words."""

import unicodedata
from collections.abc import Sequence

from ats.platform.unseen import UNSEEN


def fold_stage_name(name: str) -> str:
    """Return the form in which two names are equal: case, spaces, unseen signs and the way of writing signs aside."""
    composed = unicodedata.normalize("NFKC", UNSEEN.sub("", name)).casefold()
    return " ".join(unicodedata.normalize("NFKC", composed).split())


def find_repeated_stage_names(names: Sequence[str]) -> dict[int, str]:
    """Return, by its place, why a stage cannot have its name: one above it has the same. Empty names are none."""
    seen: set[str] = set()
    problems = {}
    for place, name in enumerate(names):
        folded = fold_stage_name(name)
        if folded in seen:
            problems[place] = f"Another stage is called “{name}” already. Each stage needs a name of its own"
        if folded:
            seen.add(folded)
    return problems
