"""One opening: its blocks read into description, duties, requirements, suggestions and facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.blocks import Block, Kind
from ats.openings.importing.draft import ImportedOpening, ImportedRequirement
from ats.openings.importing.facts import Facts, read_deadline, read_fact_line, read_visibility
from ats.openings.importing.furniture import (
    address_alone,
    find_apply_address,
    is_furniture,
    speaks_of_applying,
    without_apply_sentences,
)
from ats.openings.importing.labels import Label, Section, read_label, split_run_in
from ats.openings.importing.lead_ins import read_lead_in
from ats.openings.importing.nested_lists import sections_within
from ats.openings.importing.opening_lines import (
    MAX_VALUE,
    entries_of,
    enumerated,
    grouped,
    is_plain_description,
    may_be_entries,
    named_section,
    parted,
    pay_within,
    reads_like_requirements,
    stands_among_facts,
    terms_within,
)
from ats.openings.importing.pay import states_pay
from ats.openings.importing.requirement import read_requirement
from ats.openings.importing.sentences import split_sentences
from ats.openings.importing.suggestions import suggest
from ats.openings.importing.titles import is_reference

_DESCRIPTION = Label(Section.DESCRIPTION)
_MAX_FACT_LINES = 40
_MOST_REQUIREMENTS = 200


@dataclass
class _Draft:
    """The opening while it is being read."""

    paragraphs: list[str] = field(default_factory=list)
    responsibilities: list[str] = field(default_factory=list)
    requirements: list[ImportedRequirement] = field(default_factory=list)
    suggestions: list[ImportedRequirement] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    apply_address: str | None = None
    last_line: int = 0


def read_opening(
    title: str, blocks: Sequence[Block], first_line: int = 0, known: Facts | None = None
) -> ImportedOpening:
    """Read the blocks under an opening's title; `known` are facts from elsewhere, which come first."""
    reader = _OpeningReader()
    reader.draft.facts, reader.draft.last_line = known or Facts(), first_line
    for group in grouped(blocks):
        reader.take(group)
    return reader.finish(title, first_line)


class _OpeningReader:
    """Follow the blocks with the section that they stand in; a heading waits until something follows it."""

    def __init__(self) -> None:
        self.draft = _Draft()
        self._label = _DESCRIPTION
        self._heading = ""
        self._labelled = False
        self._listed = False
        self._begun = False
        self._lead: Label | None = None
        self._waiting: list[str] = []
        self._says_how_to_apply = False

    def take(self, group: list[Block]) -> None:
        first = group[0]
        is_label = first.is_heading and read_label(first.flat) is not None
        if first.kind is Kind.BREAK or (len(group) == 1 and is_furniture(first.flat) and not is_label):
            self._note(first)
        elif first.is_heading:
            self._take_heading(first)
        elif first.is_item:
            self._take_list(group)
        else:
            for part in parted(first):
                self._take_paragraph(part)

    def finish(self, title: str, first_line: int) -> ImportedOpening:
        self._settle_waiting()
        draft = self.draft
        return ImportedOpening(
            title=title,
            paragraphs=tuple(draft.paragraphs),
            responsibilities=tuple(draft.responsibilities),
            requirements=tuple(draft.requirements),
            suggestions=tuple(draft.suggestions),
            visibility=draft.facts.visibility or "public",
            apply_address=draft.apply_address,
            place=draft.facts.place,
            workplace=draft.facts.workplace,
            employment_type=draft.facts.employment_type,
            deadline_on=draft.facts.deadline_on,
            pay=draft.facts.pay,
            source_lines=(first_line, max(draft.last_line, first_line)),
        )

    def _note(self, block: Block) -> None:
        """Keep what furniture still tells: the address behind "Apply now", and the line it stands on."""
        address = find_apply_address(block.flat, block.links)
        if address is None and self._says_how_to_apply:
            address = address_alone(block.flat)
        self.draft.apply_address = self.draft.apply_address or address

    def _take_heading(self, block: Block) -> None:
        self._settle_waiting()
        self._note(block)
        self._saw(block)
        facts = self._facts_of(block.flat)
        if facts:
            if not self._adds(facts):
                self._add_paragraph(self._kept_of(block.flat))
            return
        label = read_label(block.flat)
        self._label, self._labelled, self._listed = label or _DESCRIPTION, label is not None, False
        self._lead = None
        self._says_how_to_apply = self._label.section is Section.APPLY and speaks_of_applying(block.flat)
        own = (
            self._label.section in (Section.RESPONSIBILITIES, Section.REQUIREMENTS)
            and not self._label.is_told
        )
        is_named = own or self._says_how_to_apply or is_plain_description(label)
        self._heading = "" if is_named else block.flat.rstrip(": ")

    def _take_paragraph(self, block: Block) -> None:
        self._saw(block)
        block = self._without_fact_lines(block)
        block = block and self._without_last_facts(block)
        if block is None:
            return
        self._note(block)
        self.draft.facts |= Facts(deadline_on=read_deadline(block.flat))
        self._note_pay(block.flat)
        text = self._strip(without_apply_sentences(block.flat, block.links))
        if not text or is_furniture(text) or (address_alone(text) or "") == self.draft.apply_address:
            return
        run_in = split_run_in(text)
        if run_in is not None and self._take_run_in(text, *run_in):
            return
        if self._names_duties(block, text):
            self._heading = ""
            self.draft.responsibilities.extend(entries_of(block, text, self._label.section))
        elif self._label.section is Section.REQUIREMENTS and not self._listed and may_be_entries(block):
            for entry in entries_of(block, text, self._label.section):
                self._describe(entry) if states_pay(entry) else self._waiting.append(entry)
        else:
            self._describe(text)

    def _names_duties(self, block: Block, text: str) -> bool:
        """Say whether a paragraph names duties: below "Responsibilities" each does, below "Your mission" only lines."""
        if self._label.section is not Section.RESPONSIBILITIES or self._listed or text.endswith(":"):
            return False
        return not self._label.is_told or (len(block.lines) > 1 and not text.endswith("."))

    def _without_fact_lines(self, block: Block) -> Block | None:
        """Take the lines that are facts from the start of a paragraph; None when nothing is left."""
        lines = block.lines
        last = max(
            (at for at, line in enumerate(lines[:_MAX_FACT_LINES]) if read_fact_line(line)), default=-1
        )
        taken = 0
        while taken < len(lines):
            facts = self._facts_of(lines[taken])
            is_among = taken < last and stands_among_facts(lines[taken], lines[last])
            if not facts and not is_among and not is_reference(lines[taken]):
                break
            if not facts:
                for part in (lines[taken], *lines[taken].split(", ")):
                    self._note_pay(part)
            if not facts:
                self._add_paragraph(lines[taken])
            elif not self._adds(facts):
                self._add_paragraph(self._kept_of(lines[taken]))
            taken += 1
        if taken == len(lines):
            return None
        if not self._begun:
            self.draft.facts |= terms_within(lines[taken])
        self._begun = True
        return replace(block, text="\n".join(lines[taken:]), line=block.line + taken) if taken else block

    def _without_last_facts(self, block: Block) -> Block | None:
        """Take named facts ("Closes: 12 January 2027") from the end of a paragraph; None when nothing is left."""
        lines = list(block.lines)
        while lines and ":" in lines[-1] and (facts := read_fact_line(lines[-1])) and self._holds(facts):
            if not facts.is_whole:
                break
            self._adds(facts)
            lines.pop()
        if len(lines) == len(block.lines):
            return block
        return replace(block, text="\n".join(lines)) if lines else None

    def _facts_of(self, line: str) -> Facts | None:
        """Read a line of facts: as it stands, as the value of the heading above it, as a place below the title."""
        facts = read_fact_line(line)
        if facts is None and self._heading and len(line) <= MAX_VALUE and not line.endswith("."):
            facts = read_fact_line(f"{self._heading}: {line}")
            self._heading = "" if facts and self._holds(facts) else self._heading
        if facts is None and not self._begun and self.draft.facts.place is None:
            place = read_bare_place(line)
            facts = Facts(place=place) if place else None
        return facts

    def _holds(self, facts: Facts) -> bool:
        return self.draft.facts.adding(facts).is_whole

    def _adds(self, facts: Facts) -> bool:
        """Take facts in; say whether they are now all that their line says, so that it need not stay as text."""
        self.draft.facts = self.draft.facts.adding(facts)
        return self.draft.facts.is_whole

    def _kept_of(self, text: str) -> str:
        """Return what the fields do not hold of the line of facts that was just added, or all of it."""
        return self.draft.facts.kept or text

    def _strip(self, text: str) -> str:
        """Take sentences out that only say who may see the opening."""
        kept = []
        for sentence in split_sentences(text):
            visibility = read_visibility(sentence)
            if visibility is None:
                kept.append(sentence)
            self.draft.facts |= Facts(visibility=visibility)
        return " ".join(kept)

    def _take_run_in(self, text: str, label: Label, rest: str) -> bool:
        self._settle_waiting()
        may_list = label.section is Section.REQUIREMENTS and len(self.draft.requirements) < _MOST_REQUIREMENTS
        if label.section is Section.RESPONSIBILITIES:
            self.draft.responsibilities.extend(split_sentences(rest))
        elif may_list and (entries := enumerated(text)):
            self.draft.requirements.extend(read_requirement(entry, weight) for entry, weight in entries)
        elif label.section is Section.REQUIREMENTS:
            self.draft.paragraphs.append(text)
            self.draft.suggestions.extend(suggest(rest, label.importance))
        else:
            return False
        self._label, self._labelled, self._lead = _DESCRIPTION, True, None
        return True

    def _settle_waiting(self) -> None:
        """Decide on lines under "Requirements" without bullets: several are entries, one is prose."""
        waiting, self._waiting = self._waiting, []
        if len(waiting) > 1:
            self.draft.requirements.extend(read_requirement(text, self._label.importance) for text in waiting)
        elif waiting:
            self._describe(waiting[0])

    def _describe(self, text: str) -> None:
        lead = read_lead_in(text)
        if lead is not None:
            self._lead, text = lead.label, lead.before
        else:
            self._lead = None
        if text:
            self._add_paragraph(text)
        default = self._label.importance if self._label.section is Section.REQUIREMENTS else None
        if self._label.section not in (Section.OFFER, Section.COMPANY, Section.APPLY):
            self.draft.suggestions.extend(suggest(text, default))

    def _add_paragraph(self, text: str) -> None:
        if self._heading:
            self.draft.paragraphs.append(f"**{self._heading}**")
            self._heading = ""
        self.draft.paragraphs.append(text)

    def _take_list(self, group: list[Block]) -> None:
        """Read a list; an entry that names a section says what the entries within it are."""
        outside = (self._label, self._labelled, self._listed)
        for label, entries in sections_within(group, self._label):
            if label is not None:
                self._take_heading(replace(label, kind=Kind.HEADING, depth=0))
            else:
                self._label, self._labelled, self._listed = outside
            self._take_entries(entries)
        if self._label is not outside[0]:
            self._label, self._labelled, self._listed = outside

    def _take_entries(self, group: list[Block]) -> None:
        self._lose_waiting_lead()
        if self._take_tags(group):
            return
        entries = self._list_entries(group)
        if not entries:
            return
        self._begun = True
        label = self._lead or self._label
        self._lead = None
        if label.section is Section.REQUIREMENTS:
            self._listed = True
            self.draft.requirements.extend(read_requirement(entry, label.importance) for entry in entries)
        elif label.section is Section.RESPONSIBILITIES:
            self._listed, self._heading = True, ""
            self.draft.responsibilities.extend(entries)
        elif label.section is Section.DESCRIPTION and any(map(named_section, entries)):
            self._take_named(entries)
        elif (
            not self._labelled
            and label is _DESCRIPTION
            and not self._heading
            and reads_like_requirements(entries)
        ):
            self.draft.requirements.extend(read_requirement(entry) for entry in entries)
        else:
            if label.section is Section.DESCRIPTION and reads_like_requirements(entries):
                self.draft.suggestions.extend(read_requirement(entry, sentence=entry) for entry in entries)
            self._add_paragraph("\n".join(f"- {entry}" for entry in entries))

    def _take_tags(self, group: list[Block]) -> bool:
        """Take a list right below the title of which most entries are facts: "Berlin", "Full-time", "Ref. 12"."""
        if self._begun or self._heading or not group:
            return False
        told = sum(1 for block in group if read_fact_line(block.flat) or read_bare_place(block.flat))
        if told * 2 < len(group) or any(len(block.text) > MAX_VALUE for block in group):
            return False
        for block in group:
            self._saw(block)
            facts = self._facts_of(block.flat)
            if not facts:
                self._add_paragraph(f"- {block.flat}")
            elif not self._adds(facts):
                self._add_paragraph(f"- {self._kept_of(block.flat)}")
        self._begun = True
        return True

    def _take_named(self, entries: list[str]) -> None:
        """Read entries of which some begin with the section that they are: "Must have: Go"."""
        others = []
        for entry in entries:
            named = named_section(entry)
            if named is None:
                others.append(entry)
            elif named[0].section is Section.REQUIREMENTS:
                self.draft.requirements.append(read_requirement(entry, named[0].importance))
            else:
                self.draft.responsibilities.append(named[1])
        if others:
            self._add_paragraph("\n".join(f"- {entry}" for entry in others))

    def _lose_waiting_lead(self) -> None:
        """Settle a line between "Requirements" and its list: an introduction is prose."""
        waiting, self._waiting = self._waiting, []
        for text in waiting:
            self._describe(text)

    def _list_entries(self, group: list[Block]) -> list[str]:
        """Give the texts of a list, nested ones joined to a parent that ends in a colon, without facts."""
        entries: list[str] = []
        parent: tuple[int, int] | None = None
        for block in group:
            self._saw(block)
            self._note(block)
            text = self._entry_text(block)
            if not text:
                continue
            if parent is not None and block.depth > parent[1]:
                joint = " " if entries[parent[0]].endswith(":") else "; "
                entries[parent[0]] += joint + text.rstrip(".;")
                continue
            entries.append(text)
            parent = (len(entries) - 1, block.depth) if text.endswith(":") else None
        return entries

    def _entry_text(self, block: Block) -> str:
        facts = read_fact_line(block.flat)
        is_said = facts and (
            self._label.section is Section.DESCRIPTION or facts.deadline_on or facts.visibility
        )
        if is_said and self._adds(facts):
            return ""
        self._note_pay(block.flat)
        text = without_apply_sentences(block.flat, block.links)
        return "" if is_furniture(text) else text

    def _note_pay(self, text: str) -> None:
        """Keep the pay that a text speaks of; the text stays."""
        self.draft.facts |= Facts(pay=pay_within(text, self._label.section))

    def _saw(self, block: Block) -> None:
        self.draft.last_line = max(self.draft.last_line, block.line + block.text.count("\n"))
