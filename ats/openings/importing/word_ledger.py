"""The words of what was understood, from which each line of the page takes its own; what it cannot take is lost."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+")
# Words in a row that are enough to know a part of a line again; fewer have to stand at the ends of a text.
_TELLING = 4
# Places at which a word is looked for; a page in which one word stands more often is made to keep us busy.
_TRIED = 200
_TRIED_IN_PARTS = 12
_FORGOTTEN_AT = 64


def words_of(text: str) -> list[str]:
    """List the words of a text as they are compared: in lower case, without marks."""
    return [match.group().casefold() for match in WORD.finditer(text)]


class WordLedger:
    """Texts as words, each of which is taken once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: list[str] = [""]
        for text in texts:
            self._words += [*words_of(text), ""]
        self._taken = bytearray(len(self._words))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            if word:
                self._places[word].append(place)

    def take(self, words: Sequence[str], *, as_text: bool = False) -> bool:
        """Take a line's words where they stand in a row, best as a text of their own; False where they do not.

        With `as_text` they have to be one.
        """
        rarest = min(range(len(words)), key=lambda index: len(self._places.get(words[index], ())))
        found = -1
        for place in self._free_places(words[rarest], _TRIED):
            start, end = place - rarest, place - rarest + len(words)
            if start > 0 and self._words[start:end] == words and not any(self._taken[start:end]):
                found = start if found < 0 and not as_text else found
                if not self._words[start - 1] and not self._words[end]:
                    found = start
                    break
        if found > 0:
            self._taken[found : found + len(words)] = b"\x01" * len(words)
        return found > 0

    def take_parts(self, words: Sequence[str]) -> list[bool]:
        """Take the longest parts of a line that stand in a row; say for each word whether it was taken."""
        found = [False] * len(words)
        index = 0
        while index < len(words):
            start, length = self._longest(words, index)
            ends = index == 0 or index + length == len(words)
            if length >= _TELLING or (length and self._is_bounded(start, length, ends)):
                self._taken[start : start + length] = b"\x01" * length
                found[index : index + length] = [True] * length
                index += length
            else:
                index += 1
        return found

    def _longest(self, words: Sequence[str], index: int) -> tuple[int, int]:
        best = (0, 0)
        for start in self._free_places(words[index], _TRIED_IN_PARTS):
            length = 1
            while (
                index + length < len(words)
                and self._words[start + length] == words[index + length]
                and not self._taken[start + length]
            ):
                length += 1
            if length > best[1]:
                best = (start, length)
        return best

    def _is_bounded(self, start: int, length: int, is_end_of_line: bool) -> bool:
        """Say whether few words are a whole text, or stand at one end of both their line and a text."""
        begins_text, ends_text = not self._words[start - 1], not self._words[start + length]
        if is_end_of_line:
            return begins_text or ends_text
        return begins_text and ends_text and length > 1

    def _free_places(self, word: str, most: int) -> list[int]:
        """List the first places of a word that are not taken; forget taken ones, so that no page takes long."""
        free: list[int] = []
        places = self._places.get(word, [])
        passed = 0
        for place in places:
            if self._taken[place]:
                passed += 1
                continue
            free.append(place)
            if len(free) == most:
                break
        if passed > _FORGOTTEN_AT:
            self._places[word] = [place for place in places if not self._taken[place]]
        return free
