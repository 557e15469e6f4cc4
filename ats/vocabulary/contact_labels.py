"""What a label at the top of a résumé announces, and what of it is left out of a profile."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from ats.vocabulary.folding import letters_of

LONGEST_LABEL = 40


@lru_cache(maxsize=1024)
def find_label(text: str) -> str | None:
    """Return what a label announces ("Tel." gives "phone", "Wohnort" gives "location"), or None."""
    if len(text) > LONGEST_LABEL or any(char.isdigit() or char == "@" for char in text):
        return None
    return _labels().get(letters_of(text))


def is_left_out(label: str) -> bool:
    """Say whether that which a label announces does not belong into a profile."""
    return label in _tables()["left_out"]


def find_telling_word(text: str) -> str | None:
    """Return what an unlabelled short text tells that is left out ("verheiratet" gives "marital status"), or None."""
    if len(text) > LONGEST_LABEL:
        return None
    return _telling().get(letters_of(text))


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _labels() -> dict[str, str]:
    tables = _tables()
    found: dict[str, str] = {}
    for what, phrases in (*tables["taken"].items(), *tables["left_out"].items()):
        for phrase in phrases:
            found.setdefault(letters_of(phrase), what)
    return found


@cache
def _telling() -> dict[str, str]:
    found: dict[str, str] = {}
    for what, phrases in _tables()["telling"].items():
        for phrase in phrases:
            found.setdefault(letters_of(phrase), what)
    return found
