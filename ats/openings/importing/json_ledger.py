"""What of a JSON file is in none of the texts that came of it, under the keys that it stands under."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ats.openings.importing.draft import ImportedOpening, UnplacedLine
from ats.openings.importing.facts import is_fact_label
from ats.openings.importing.json_blocks import text_blocks
from ats.openings.importing.labels import read_label
from ats.openings.importing.source import MAX_LINES, PageTooLong
from ats.openings.importing.word_ledger import words_of

# Keys that programs need: numbers of rows, moments of changes, addresses, what a text is written in.
_FOR_PROGRAMS = re.compile(
    r"(?:.*[_-])?(?:ids?|uuid|guid|slug|token|hash|etag|version|revision|url|uri|href|link|self|cursor|lang|language|"
    r"locale|position|order|index|status|state_code|content_type|value_type|created|updated|modified|published|"
    r"timestamp)|.*(?:Ids?|Uuid|Guid|Url|Uri|Href|Link|At|Date|Slug|Token)|.*_(?:at|on|date)|@.*|datePosted|total|total_?[fF]ound|count|offset|limit|"
    r"api_?version|apiVersion|is_?listed|isListed|listed|active|enabled|confidential|per_page|page|next|previous|sameAs|logo|image|icon",
)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?|https?://\S+|[0-9a-fA-F-]{24,}"
)
_WHY = "No field is known for this key."
_SECTION = "The name of a section"
_FACT = "Read as a fact"
_MACHINES = "Only programs read what stands under such keys"
# A longer text is not looked through word by word in their order, so that no file takes long.
_MOST_COMPARED = 40_000_000
_SHORT = 3
_LONGEST_LIST = 400
_PARTS = re.compile(r"[;/|,]| (?:or|and|und|oder|et|ou) ")


class Said:
    """The words of texts, in their order and as a set."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = f" {' '.join(word for text in texts for word in (*words_of(text), '|'))} "
        self.words = set(self.text.split())


@dataclass
class Ledger:
    """The texts that hold what was understood, and what is found in none of them."""

    unplaced: list[UnplacedLine] = field(default_factory=list)
    understood: list[UnplacedLine] = field(default_factory=list)
    machine_keys: dict[str, None] = field(default_factory=dict)
    _compared: int = 0
    _looked_at: int = 0
    _why: str = _WHY

    def account(
        self,
        values: Any,
        said: Said,
        used: frozenset[str] = frozenset(),
        passed: frozenset[int] = frozenset(),
        why: str = _WHY,
    ) -> None:
        """List every text of an object, or of a file, that what is said does not hold, and why.

        ``used`` are keys whose values became facts, ``passed`` the ids of objects that are accounted for elsewhere.
        Raises PageTooLong for more values than any file of openings has.
        """
        self._why = why
        for path, key, value in _leaves(values, passed):
            self._looked_at += 1
            if self._looked_at > MAX_LINES:
                raise PageTooLong
            if (
                isinstance(value, str)
                and not _MOMENT.fullmatch(value.strip())
                and (" " in value.strip() or not _FOR_PROGRAMS.fullmatch(key))
            ):
                self._text(path, value, said, is_used=not used.isdisjoint(path))
            elif value is not None and value is not False and value != "" and used.isdisjoint(path):
                self._value(path, key, value, said)

    def _text(self, path: tuple[str, ...], value: str, said: Said, *, is_used: bool) -> None:
        is_plain = "<" not in value and "&" not in value and "\n" not in value
        lines = (
            [value.strip()] if is_plain else [line for block in text_blocks(value) for line in block.lines]
        )
        for line in lines:
            words = words_of(line)
            if not words or (is_used and len(words) <= _SHORT) or self._are_said(line, said):
                continue
            reason = _SECTION if read_label(line) else _FACT if is_fact_label(line.strip(": ")) else ""
            if reason:
                self.understood.append(UnplacedLine(0, line, reason))
            else:
                self.unplaced.append(UnplacedLine(0, f"{'.'.join(path)}: {line}", self._why))

    def _value(self, path: tuple[str, ...], key: str, value: Any, said: Said) -> None:
        is_for_programs = _FOR_PROGRAMS.fullmatch(key) or (
            isinstance(value, str) and _MOMENT.fullmatch(value.strip())
        )
        if is_for_programs or (isinstance(value, int | float) and abs(value) > 1e8):
            self.machine_keys[key] = None
        elif str(value).casefold() not in said.words:
            self.unplaced.append(UnplacedLine(0, f"{'.'.join(path)}: {str(value).lower()}", self._why))

    def _is_said(self, words: list[str], said: Said) -> bool:
        if not said.words.issuperset(words):
            return False
        self._compared += len(said.text)
        return self._compared > _MOST_COMPARED or f" {' '.join(words)} " in said.text

    def _are_said(self, line: str, said: Said) -> bool:
        """Say whether a line is said, or each part of one that lists several, such as places."""
        if self._is_said(words_of(line), said):
            return True
        parts = [words for part in _PARTS.split(line[:_LONGEST_LIST]) if (words := words_of(part))]
        return len(line) <= _LONGEST_LIST and all(self._is_said(words, said) for words in parts)

    def left_out(self) -> tuple[UnplacedLine, ...]:
        """Return the keys that are for programs, as one line."""
        keys = ", ".join(self.machine_keys)
        return (UnplacedLine(0, keys, _MACHINES),) if keys else ()


def texts_of(opening: ImportedOpening) -> Iterator[str]:
    """Yield all that an opening says, with the words of its fields."""
    yield from (opening.title, opening.place or "", *opening.paragraphs, *opening.responsibilities)
    yield from (requirement.text for requirement in opening.requirements)
    yield from (opening.apply_address or "", opening.visibility)
    yield (opening.employment_type or "").replace("_", " ")
    yield {"onsite": "on site", "remote": "remote"}.get(opening.workplace or "", opening.workplace or "")


def _leaves(values: Any, passed: frozenset[int]) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Walk to everything that is no list and no object, without recursion, in the order of the file."""
    stack: list[tuple[tuple[str, ...], str, Any]] = [((), "", values)]
    while stack:
        path, key, value = stack.pop()
        if id(value) in passed:
            continue
        if isinstance(value, dict):
            stack.extend(((*path, name)[-6:], name, inner) for name, inner in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((path, key, inner) for inner in reversed(value))
        else:
            yield path, key, value
