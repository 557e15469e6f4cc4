"""What of a page went nowhere: each of its lines is held against the texts that came of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ats.openings.importing.draft import ImportedOpening, ImportedPage, UnplacedLine
from ats.openings.importing.facts import Facts, read_fact_line
from ats.openings.importing.furniture import (
    contents_key,
    find_addresses,
    find_apply_address,
    is_furniture,
    is_legal_row,
    speaks_of_applying,
)
from ats.openings.importing.importance import is_mark
from ats.openings.importing.labels import Section, read_label
from ats.openings.importing.lead_ins import read_lead_in
from ats.openings.importing.outline import is_page_heading
from ats.openings.importing.page_lines import PageLine
from ats.openings.importing.place_lists import is_said_by, parts_of
from ats.openings.importing.said_programs import read_program_line
from ats.openings.importing.titles import read_named_title
from ats.openings.importing.word_ledger import WORD, WordLedger, words_of
from ats.vocabulary.dates import find_date

# Lines that one sentence is wrapped over.
_MAX_WRAPPED = 6
_WRAPPED_AT = 50
_PART_OF_ADDRESS = 4
_MAX_FACTS = 500
_ENTRY = re.compile(r"[^;:]+")
_LABEL = "The name of a section"
_TITLE = "Says what the title is"
_MARK = "Says how much is asked"
_LEAD_IN = "Leads into a list"
_PROGRAM = "Says what the program is"
_FACT = "Read as a fact"
_FURNITURE = "Furniture of the page"
_PAGE_HEADING = "Speaks of openings in general"
_APPLYING = "Names how to apply"
_CONTENTS = "Names what is on the page"
_FACT_NAMES = ("workplace", "employment_type", "deadline_on", "visibility", "pay")


@dataclass(frozen=True, slots=True)
class _Loss:
    """Words of a line that no text has, and the opening within whose lines it stands."""

    number: int
    text: str
    opening: ImportedOpening | None
    line: PageLine
    following: str
    last_number: int
    begins_line: bool
    ends_line: bool

    def goes_on(self, other: _Loss) -> bool:
        """Say whether a sentence is wrapped into the next line, as far as letters and lengths tell."""
        is_open = len(self.line.text) > _WRAPPED_AT and not self.text.endswith((".", "!", "?", ":"))
        return (
            self.ends_line
            and other.begins_line
            and other.number - self.last_number == 1
            and other.opening is self.opening
            and (is_open or other.text[:1].islower())
        )

    def joined(self, other: _Loss) -> _Loss:
        """Return both as one, for a sentence that is wrapped."""
        return replace(
            self,
            text=f"{self.text} {other.text}",
            following=other.following,
            last_number=other.last_number,
            ends_line=other.ends_line,
        )

    def readings(self) -> tuple[str, ...]:
        """Give what may be a fact: the words, their line, and the words as the name of what the next line says."""
        bare = self.text.strip("()[] ")
        name = self.text.rstrip(": ")
        below = () if ":" in name else (f"{name}: {self.following}",)
        line = self.line.text
        rest = (line[line.find(self.text) :],) if len(line) <= _MAX_FACTS else ()
        return bare, line, *rest, *below


def account_for(page: ImportedPage, lines: Sequence[PageLine]) -> ImportedPage:
    """Add to what a page lists every line whose words are in none of its texts.

    A word of a text is taken once, so that a line which stands at two openings is missed where one lost it.
    """
    lists: dict[str, list[UnplacedLine]] = {"unplaced": [], "left_out": [], "understood": []}
    accounts = _Accounts(page, lines)
    for loss, into, why in accounts.judged(accounts.losses()):
        lists[into].append(UnplacedLine(loss.number, loss.text, why))
    lists["unplaced"] += page.unplaced
    ordered = {
        name: tuple(sorted(listed, key=lambda line: line.line_number)) for name, listed in lists.items()
    }
    return replace(page, **ordered)


class _Accounts:
    """The words of each opening and of what stands around them, from which the lines take theirs."""

    def __init__(self, page: ImportedPage, lines: Sequence[PageLine]) -> None:
        self._page = page
        self._lines = [line for line in lines if words_of(line.text)]
        self._names = {contents_key(text) for text in _names(page)}
        self._openings = _by_line(page.openings)
        around = [*_texts_around(page), *(line.text for line in page.unplaced)]
        if not self._openings:
            around += [text for opening in page.openings for text in _texts_of(opening)]
        self._around = WordLedger(around)
        by_id = {id(opening): opening for opening in self._openings.values()}
        self._ledgers = {key: WordLedger(_texts_of(opening)) for key, opening in by_id.items()}

    def losses(self) -> list[_Loss]:
        """List what no text has, in the page's order.

        Long lines choose first, as short ones stand in many texts, and of equal ones the last: a name in a list of
        contents stands again where it belongs.
        """
        by_length = sorted(range(len(self._lines)), key=lambda index: (-len(self._lines[index].text), -index))
        left = [index for index in by_length if not self._is_placed(self._lines[index])]
        lost = {index: list(self._losses_in(index)) for index in left}
        return [loss for index in sorted(lost) for loss in lost[index]]

    def judged(self, losses: Sequence[_Loss]) -> Iterator[tuple[_Loss, str, str]]:
        """Say of each loss in which list it belongs and why; a sentence over several lines is one loss."""
        index = 0
        while index < len(losses):
            loss, (into, why) = losses[index], self._reason(losses[index])
            index += 1
            first = index
            while into == "unplaced" and index < len(losses) and index - first < _MAX_WRAPPED:
                if not loss.goes_on(losses[index]):
                    break
                loss = loss.joined(losses[index])
                into, why = self._reason(loss)
                index += 1
            yield loss, into, why

    def _ledgers_of(self, line: PageLine) -> Iterator[WordLedger]:
        opening = self._openings.get(line.number)
        if opening is not None:
            yield self._ledgers[id(opening)]
        yield self._around

    def _is_placed(self, line: PageLine) -> bool:
        words = words_of(line.text)
        return any(ledger.take(words) for ledger in self._ledgers_of(line))

    def _losses_in(self, index: int) -> Iterator[_Loss]:
        """List the parts of a line that are lost."""
        line = self._lines[index]
        found = list(WORD.finditer(line.text))
        is_taken = [False] * len(found)
        for ledger in self._ledgers_of(line):
            taken = ledger.take_parts(words_of(line.text))
            is_taken = [one or other for one, other in zip(is_taken, taken, strict=True)]
            self._take_entries(line, found, is_taken, ledger)
        for taken, group in groupby(range(len(found)), key=lambda place: is_taken[place]):
            if not taken:
                places = list(group)
                yield self._loss(index, found, places[0], places[-1])

    @staticmethod
    def _take_entries(
        line: PageLine, found: Sequence[re.Match[str]], is_taken: list[bool], ledger: WordLedger
    ) -> None:
        """Take what is left of a list within a line ("We want: two years of baking; patience; calm") entry by entry."""
        if ";" not in line.text:
            return
        starts = [word.start() for word in found]
        for entry in _ENTRY.finditer(line.text):
            first, end = bisect_left(starts, entry.start()), bisect_left(starts, entry.end())
            if first < end and not any(is_taken[first:end]):
                taken = ledger.take([word.group().casefold() for word in found[first:end]], as_text=True)
                is_taken[first:end] = [taken] * (end - first)

    def _loss(self, index: int, found: Sequence[re.Match[str]], first: int, last: int) -> _Loss:
        line = self._lines[index]
        is_end = last + 1 == len(found)
        start = found[first].start() if first else 0
        # The bracket that opens before the words belongs to them as the one that closes behind them does.
        start -= line.text[start - 1 : start] in ("(", "[")
        end = len(line.text) if is_end else found[last + 1].start()
        return _Loss(
            number=line.number,
            text=line.text[start:end].strip(),
            opening=self._openings.get(line.number),
            line=line,
            following=self._lines[index + 1].text if index + 1 < len(self._lines) else "",
            last_number=line.number,
            begins_line=first == 0,
            ends_line=is_end,
        )

    def _reason(self, loss: _Loss) -> tuple[str, str]:
        text, opening = loss.text, loss.opening
        if loss.line.why:
            return "left_out", loss.line.why
        if opening is not None and (reason := _understood(loss, opening)):
            return reason
        if is_furniture(text) or (opening is None and is_legal_row(text)):
            return "left_out", _FURNITURE
        label = read_label(text)
        if label is not None and label.section is Section.APPLY:
            return "left_out", _APPLYING
        if speaks_of_applying(text) or self._holds_address(text, opening):
            return self._apply_reason(text, opening)
        if contents_key(text) in self._names:
            return "left_out", _CONTENTS
        if is_page_heading(text) and not text.endswith("."):
            return "left_out", _PAGE_HEADING
        if opening is None:
            return "unplaced", "It stands outside of every opening and introduction."
        return "unplaced", f"Nothing of \u201c{opening.title}\u201d has it."

    def _holds_address(self, text: str, opening: ImportedOpening | None) -> bool:
        """Say whether an address that was taken is in the words, or they are a part of it."""
        addresses = filter(None, (self._page.apply_address, opening.apply_address if opening else None))
        part = text.strip(" .,:;")
        return any(
            address in text or (len(part) > _PART_OF_ADDRESS and part in address) for address in addresses
        )

    def _apply_reason(self, text: str, opening: ImportedOpening | None) -> tuple[str, str]:
        taken = {self._page.apply_address, opening.apply_address if opening else None} - {None}
        named = {find_apply_address(text), *find_addresses(text)} - {None}
        if opening is None and find_date(text):
            return "unplaced", "It says until when to apply, and no opening took that."
        if taken and named <= taken:
            return "left_out", "Says where to apply"
        return "unplaced", "It says how to apply, and nothing of that was taken."


def _understood(loss: _Loss, opening: ImportedOpening) -> tuple[str, str] | None:
    """Say what words inside an opening were read as, or None."""
    if read_label(loss.text):
        return "understood", _LABEL
    if read_named_title(loss.line.text):
        return "understood", _TITLE
    if read_program_line(loss.line.text):
        return "understood", _PROGRAM
    if is_mark(loss.text):
        return "understood", _MARK
    if read_lead_in(loss.text):
        return "understood", _LEAD_IN
    # The words alone may be a torn half of what the line says, as "York and" is of "York and Leeds".
    reasons = [_fact_reason(facts, opening) for facts in map(read_fact_line, loss.readings()) if facts]
    return next((reason for reason in reasons if reason[0] == "understood"), next(iter(reasons), None))


def _fact_reason(facts: Facts, opening: ImportedOpening) -> tuple[str, str]:
    stated = {name: getattr(facts, name) for name in _FACT_NAMES if getattr(facts, name) is not None}
    are_held = all(is_said_by(place, parts_of(opening.place)) for place in parts_of(facts.place))
    if are_held and all(getattr(opening, name) == value for name, value in stated.items()):
        return "understood", _FACT
    return "unplaced", f"\u201c{opening.title}\u201d says otherwise elsewhere, which was taken."


def _by_line(openings: Sequence[ImportedOpening]) -> dict[int, ImportedOpening]:
    """Give the opening of each line; none at all where several stand on one line, as in HTML without line ends."""
    found: dict[int, ImportedOpening] = {}
    for opening in openings:
        first, last = opening.source_lines
        for number in range(first, last + 1):
            if number in found:
                return {}
            if number:
                found[number] = opening
    return found


def _names(page: ImportedPage) -> Iterator[str]:
    yield page.title
    for program in page.programs:
        yield program.title
        yield from (opening.title for opening in program.openings)


def _texts_around(page: ImportedPage) -> Iterator[str]:
    yield from (page.title, page.introduction)
    for program in page.programs:
        yield from (program.title, program.introduction)


def _texts_of(opening: ImportedOpening) -> Iterator[str]:
    yield from (opening.title, *opening.paragraphs, *opening.responsibilities)
    yield from (requirement.text for requirement in opening.requirements)
    yield opening.place or ""
