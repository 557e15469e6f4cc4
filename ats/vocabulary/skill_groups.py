"""The names under which résumés group skills, such as "Programming languages" or "Outils", and words of levels."""

import tomllib
from functools import cache
from pathlib import Path

from ats.vocabulary.folding import letters_of


def is_skill_group(text: str) -> bool:
    """Say whether a short text is the name of a group of skills rather than of a skill."""
    return len(text) <= 50 and letters_of(text) in _keys("groups")


def is_skill_level(text: str) -> bool:
    """Say whether a short text says how well somebody masters a skill ("Expert", "Grundkenntnisse")."""
    return len(text) <= 30 and letters_of(text) in _keys("levels")


@cache
def _keys(table: str) -> frozenset[str]:
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(letters_of(name) for name in tables[table])
