"""Text of which nothing is seen: a name of it alone would be a link without words."""

import re
import unicodedata

# Characters that turn the direction of text, take no room or show nothing.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufff8]"
)
# What Unicode takes for a sign although its cell is empty.
_EMPTY = "\u2800"
# Controls, what only forms other characters, marks that stand on a letter, and all kinds of blanks.
_WITHOUT_INK = {"Cc", "Cf", "Cs", "Mn", "Me", "Mc", "Zs", "Zl", "Zp"}


def if_seen(text: str) -> str:
    """Return a text, or an empty one where nothing of it can be seen."""
    return text if any(map(_is_seen, text)) else ""


def _is_seen(character: str) -> bool:
    if character in _EMPTY or UNSEEN.match(character):
        return False
    return unicodedata.category(character) not in _WITHOUT_INK
