"""Letters reduced to what two spellings share: lower case, no accents; pure."""

import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """Fold case, accents and ligatures away: "Ł" becomes "l", "ß" becomes "ss". The length may change."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_WITHOUT_DECOMPOSITION)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def letters_of(text: str) -> str:
    """Fold and keep letters alone, so that "E X P E R I E N C E", "1. Experience:" and "experience" agree."""
    return "".join(char for char in fold(text) if char.isalpha())
