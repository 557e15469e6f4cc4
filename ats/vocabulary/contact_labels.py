"""What a label at the top of a résumé announces, and what of it is left out of a profile."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from ats.vocabulary.folding import letters_of

LONGEST_LABEL = 40
_ENDING = 7


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


def list_private_phrases() -> tuple[str, ...]:
    """List the labels of what is left out, and the words that tell it without a label."""
    tables = _tables()
    others = (tables["citizens"]["nouns"], tables["hints"]["words"])
    lists = (*tables["left_out"].values(), *tables["telling"].values(), *others)
    return tuple(phrase for phrases in lists for phrase in phrases)


def is_citizen(text: str, *, noun: bool = False) -> bool:
    """Say whether a word tells of which country somebody is ("britisch"), or with ``noun`` that they are a citizen.

    Only of use where nationality is spoken of: the words are known by how they begin.
    """
    letters, table = letters_of(text), _tables()["citizens"]
    if noun:
        return letters in table["nouns"]
    return any(
        letters.startswith(stem) and len(letters) - len(stem) <= (_ENDING if len(stem) > 3 else 0)
        for stem in table["of"]
    )


def is_believer(text: str) -> bool:
    """Say whether a text names what somebody believes in ("evangelisch", "none"); the words are known as above."""
    return any(letters_of(text).startswith(stem) for stem in _tables()["believers"]["of"])


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
