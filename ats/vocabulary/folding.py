"""One way of making words comparable: without case, accents and punctuation, yet with C, C++ and C# told apart.

Whatever is searched, and whatever is searched for, goes through ``tokens``; both database engines then see the same
words. The rules: Unicode's compatibility decomposition without its accents, ``str.casefold``, the few letters that
do not decompose spelled out, and the names in ``_NAMES`` turned into single words. Accents are the marks of Latin,
Greek and Cyrillic letters, and the points of Hebrew and Arabic, which most texts leave out; the voice of a kana and the
vowel signs of other scripts are letters as any other.

Every character is folded by itself, so it is known of each place in the folded text where it stood: ``FoldedText``.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
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
# To replace so few different characters one by one is quicker than to look at every one of a text.
_FEW = 32
_PIECE = 256
# Marks that are accents or points, and signs that choose how a letter is drawn.
_ACCENTS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
# Stand within words and are not seen: the soft hyphen, what joins letters or keeps them apart, and what turns lines.
_UNSEEN = frozenset(
    "\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# No letters of the word before them.
_SIGNS = {"™": " ", "℠": " "}
# Most characters above stand in a few texts alone; and there are more than a million.
_LAST_KEPT = 0x1FFFF


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


def is_mark(character: str) -> bool:
    """Return whether a character belongs to the letter before it: of a folded text, a voice or a vowel."""
    return unicodedata.category(character).startswith("M")


def _is_accent(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _ACCENTS) and is_mark(character)


class _Letters(dict[int, str]):
    """What each character becomes within a word, worked out when it is first seen; for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _UNSEEN:
            folded = ""
        elif character in _SIGNS:
            folded = _SIGNS[character]
        else:
            decomposed = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(_LETTERS)
            folded = "".join(each for each in decomposed if not _is_accent(each))
        if code <= _LAST_KEPT:
            self[code] = folded
        return folded


_letters = _Letters()


@cache
def _word_with_marks() -> re.Pattern[str]:
    """Return the pattern of a word of any script: letters, and marks behind the first of them."""
    ranges: list[list[int]] = []
    for code in range(0x0300, _LAST_KEPT):
        if is_mark(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return re.compile(rf"[^\W_]+(?:[{marks}]+[^\W_]*)*")


@dataclass(frozen=True, slots=True)
class _Change:
    """Where a name was turned into a word: the places in the text that came out of it, and in the one before."""

    start: int
    end: int
    start_before: int
    end_before: int


class FoldedText:
    """A text as it is searched: ``text`` holds its words in the folded form; it is known where each of them stood."""

    def __init__(self, original: str):
        self._original = original
        folded = original.lower()
        if not original.isascii():
            beyond = {each for each in set(folded) if each > "\x7f"}
            if len(beyond) <= _FEW:
                for each in beyond:
                    folded = folded.replace(each, _letters[ord(each)])
            else:
                folded = folded.translate(_letters)
        self._changes: list[list[_Change]] = []
        for parts, pattern, word in _NAMES:
            if any(part in folded for part in parts):
                folded = self._replace(pattern, word, folded)
        self.text = folded

    def _replace(self, pattern: re.Pattern[str], word: str, folded: str) -> str:
        changes, pieces, at, length = [], [], 0, 0
        for match in pattern.finditer(folded):
            new = match.expand(word)
            pieces += [folded[at : match.start()], new]
            length += match.start() - at + len(new)
            changes.append(_Change(length - len(new), length, *match.span()))
            at = match.end()
        if changes:
            self._changes.append(changes)
        return "".join([*pieces, folded[at:]])

    def words(self) -> list[str]:
        """Return the words in their order."""
        pattern = _word_with_marks() if self.has_marks else _WORD
        return pattern.findall(self.text)

    @cached_property
    def has_marks(self) -> bool:
        """Whether a voice or a vowel stands in the folded text as a mark behind its letter."""
        return not self.text.isascii() and any(map(is_mark, set(self.text)))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text as it was written a piece of the folded one stands, all of each character."""
        for changes in reversed(self._changes):
            start, end = _before(changes, start, is_end=False), _before(changes, end, is_end=True)
        if not self._grows:
            return start, end
        return self._place(start, is_end=False), self._place(end, is_end=True)

    @cached_property
    def _grows(self) -> dict[str, int]:
        """By how much each character of the original grows that does not fold to a single one."""
        if self._original.isascii():
            return {}
        changes = {each: len(_letters[ord(each)]) - 1 for each in set(self._original) if each > "\x7f"}
        return {each: change for each, change in changes.items() if change}

    def _length(self, piece: str) -> int:
        if len(self._grows) <= _FEW:
            return len(piece) + sum(piece.count(each) * change for each, change in self._grows.items())
        return len(piece.translate(_letters))

    def _place(self, place: int, *, is_end: bool) -> int:
        """Return the place in the original: before a beginning's character, or behind an end's and its accents."""
        at = original = 0
        while (after := at + self._length(self._original[original : original + _PIECE])) < place:
            at, original = after, original + _PIECE
        for index in range(original, len(self._original)):
            length = 1 + self._grows.get(self._original[index], 0)
            if (at >= place and length) if is_end else at + length > place:
                return index
            at += length
        return len(self._original)


def _before(changes: list[_Change], place: int, *, is_end: bool) -> int:
    """Return the place before names were turned into words."""
    index = bisect_right(changes, place, key=lambda each: each.start) - 1
    if index < 0:
        return place
    change = changes[index]
    if place >= change.end:
        return change.end_before + place - change.end
    return change.end_before if is_end and place > change.start else change.start_before


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are searched for: ``"C++ für Zoë"`` is cplusplus, fur, zoe."""
    return FoldedText(text).words()
