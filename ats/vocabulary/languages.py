"""The names of spoken languages and the words for how well somebody speaks one."""

import re
import tomllib
from functools import cache
from pathlib import Path

from ats.vocabulary.folding import fold

_CEFR = re.compile(r"(?<![\w+])([ABC][12])(?:[+]|\s?[/–-]\s?([ABC][12]))?(?![\w])")


def find_language(text: str) -> str | None:
    """Return the English name of the language that a whole short text names in any of the languages, or None."""
    return _languages().get(_key(text))


def find_language_at_start(text: str) -> tuple[str, int] | None:
    """Find the language whose name begins a text: its English name and where the name ends, or None.

    "German (fluent)" gives ``("German", 6)``; a word that only begins with such a name is none.
    """
    parts = [match.end() for match in re.finditer(r"[^\s()\[\]:,;|/–—-]+", text[:60])]
    for end in reversed(parts[:4]):
        name = find_language(text[:end])
        if name:
            return name, end
    return None


def find_fluency(text: str) -> tuple[int, int] | None:
    """Find the words or the level of the European framework (A1 to C2) that say how well; start and end."""
    level = _CEFR.search(text)
    if level:
        return level.start(), level.end()
    words = [(match.start(), match.end()) for match in re.finditer(r"[^\s()\[\]:,;|/]+", text[:120])]
    for length in (4, 3, 2, 1):
        for first in range(len(words) - length + 1):
            start, end = words[first][0], words[first + length - 1][1]
            if _key(text[start:end]) in _fluencies():
                return start, end
    return None


def fluency_level(text: str) -> str | None:
    """Return basic, intermediate, professional, fluent or native for the words of a fluency, or None."""
    return _fluencies().get(_key(text))


def _key(text: str) -> str:
    return " ".join(fold(text).strip(" .:;,()").split())


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for names in _tables()["languages"].values():
        for name in names:
            found.setdefault(_key(name), names[0])
    return found


@cache
def _fluencies() -> dict[str, str]:
    """Map words to levels; a word that stands under several levels has the first, which is the lower."""
    found: dict[str, str] = {}
    for level, phrases in _tables()["fluency"].items():
        for phrase in phrases:
            found.setdefault(_key(phrase), level)
    return found
