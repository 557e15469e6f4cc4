"""Words that stand in a large part of all texts, from the one readable list beside, ``common_words.txt``."""

from functools import cache
from pathlib import Path


@cache
def common_words() -> frozenset[str]:
    """Return them, folded as ``ats.vocabulary.folding`` folds."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
