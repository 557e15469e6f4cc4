"""Deals with characters that are none: icons, bullets of symbol fonts, and text whose font hides what it says."""

from collections import Counter

from ats.resumes.layout import Glyph
from ats.resumes.readers.pdf_text import Drawn

Placed = list[tuple[Glyph, Drawn]]

_PRIVATE = ("\ue000", "\uf8ff")
_BULLETS = frozenset(
    "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e\uf071\uf0e0\uf0be"
)  # of the fonts Symbol and Wingdings
_FEWEST_BULLETS = 3  # times an icon is on a page, if it is the bullet of a list
_GARBLED = 0.3  # share of signs without a meaning
_FEWEST = 8
_VOWELS = frozenset("aeiouyAEIOUYáéíóúàèìòùâêîôûäëïöüåæøœąęıăāēīōū")
_VOWEL_SHARE = 0.2  # of Latin letters; languages written with them have 0.35 to 0.5
_FEWEST_LETTERS = 150


def is_garbled(placed: Placed) -> bool:
    """Tell text that is no text once read, though it may look right on the page."""
    counts = Counter(glyph.char for glyph, _ in placed)
    strange = sum(count for char, count in counts.items() if _is_private(char) or char == "\ufffd")
    if any(look.unmapped for _, look in placed):
        strange = sum(
            look.unmapped or _is_private(glyph.char) or glyph.char == "\ufffd"
            for glyph, look in placed
            if glyph.char != " "
        )
    if strange >= _FEWEST and strange > _GARBLED * (len(placed) - counts[" "]):
        return True
    latin = sum(count for char, count in counts.items() if char.isalpha() and char < "\u0250")
    vowels = sum(counts[char] for char in _VOWELS)
    return latin >= _FEWEST_LETTERS and vowels < _VOWEL_SHARE * latin


def without_lost(placed: Placed) -> Placed:
    """Leave out the text of fonts that a damaged file has lost, in which one letter passes for another."""
    fonts = {look.font for _, look in placed if look.lost}
    kept = [one for one in placed if one[1].font not in fonts] if fonts else placed
    return kept if len(placed) - len(kept) >= _FEWEST else placed


def without_icons(placed: Placed) -> Placed:
    """Make bullets of the signs that begin lists, and leave out other signs without a meaning."""
    signs = Counter(
        glyph.char
        for glyph, look in placed
        if look.unmapped or glyph.char >= _PRIVATE[0]  # hardly ever: so the rest is asked of few
        if _is_sign(glyph.char, look)
    )
    if not signs:
        return placed
    kept = []
    for glyph, look in placed:
        if not _is_sign(glyph.char, look):
            kept.append((glyph, look))
        elif glyph.char in _BULLETS or signs[glyph.char] >= _FEWEST_BULLETS:
            kept.append((glyph._replace(char="•"), look))
    return kept


def _is_sign(char: str, look: Drawn) -> bool:
    return (look.unmapped and char != " ") or _is_private(char)


def _is_private(char: str) -> bool:
    return _PRIVATE[0] <= char <= _PRIVATE[1]
