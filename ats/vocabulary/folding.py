"""One way of making words comparable: without case, accents and punctuation, yet with C, C++ and C# told apart.

Whatever is searched, and whatever is searched for, goes through ``tokens``; both database engines then see the same
words. The rules: Unicode's compatibility decomposition without its marks, ``str.casefold``, the few letters that
do not decompose spelled out, and the names in ``_NAMES`` turned into single words.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import filterfalse

# Letters that stand for themselves in Unicode although people type them without their stroke or as two letters.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

# Written names whose punctuation is part of them: what a text must hold for one to be in it, its pattern, and the word
# that stands for it. Most texts hold none, and to look for a part is a hundredth of the work of trying the pattern.
_NAMES = (
    (("++",), re.compile(r"(?<![a-z0-9])c ?\+\+(?!\+)"), " cplusplus "),
    (("c#", "f#", "j#"), re.compile(r"(?<![a-z0-9])([cfj])#"), r" \1sharp "),
    ((".net",), re.compile(r"(?<![a-z0-9])(asp|ado|vb)\.net(?![a-z0-9])"), r" \1dotnet "),
    ((".net",), re.compile(r"(?<![a-z0-9])\.net(?![a-z0-9])"), " dotnet "),
    (
        (".js", ".io", ".ai"),
        re.compile(r"(?<![a-z0-9.])([a-z]{2,12})\.(js|io|ai)(?![a-z0-9])"),
        r" \1\2 ",
    ),
    (("r&d",), re.compile(r"(?<![a-z0-9])r&d(?![a-z0-9])"), " rnd "),
)
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Fold case, accents and ligatures away: "Ł" becomes "l", "ß" becomes "ss". The length may change."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    return "".join(filterfalse(unicodedata.combining, decomposed))


@lru_cache(maxsize=2048)
def letters_of(text: str) -> str:
    """Fold and keep letters alone, so that "E X P E R I E N C E", "1. Experience:" and "experience" agree."""
    return "".join(filter(str.isalpha, fold(text)))


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are searched for: ``"C++ für Zoë"`` is cplusplus, fur, zoe."""
    folded = fold(text)
    for parts, pattern, word in _NAMES:
        if any(part in folded for part in parts):
            folded = pattern.sub(word, folded)
    return _WORD.findall(folded)


@cache
def spellings() -> dict[str, str]:
    """Return for each plain letter a character class of all that fold to it, for regular expressions."""
    found: dict[str, list[str]] = {}
    for code in range(0x80, 0x2000):
        character = chr(code)
        folded = fold(character)
        if character.isalpha() and len(folded) == 1 and folded.isascii():
            found.setdefault(folded, []).append(character)
    return {
        letter: f"[{letter}{letter.upper()}{''.join(others)}][\u0300-\u036f]*"
        for letter, others in sorted(found.items())
    }
