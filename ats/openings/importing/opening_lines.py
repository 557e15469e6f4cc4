"""What a line, an entry or a list within an opening is by itself, whatever stands around it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from ats.openings.importing.blocks import Block
from ats.openings.importing.draft import Importance, Pay
from ats.openings.importing.facts import Facts, read_fact_line
from ats.openings.importing.labels import Label, Section, split_run_in
from ats.openings.importing.pay import find_pay, read_pay, states_pay
from ats.openings.importing.requirement import read_facets
from ats.openings.importing.sentences import split_clauses, split_sentences

_MAX_LINE_ENTRY = 220
_MAX_ENTRY = 140
_FEWEST_ENTRIES = 3
_MAX_LIST = 1000
MAX_VALUE = 60
"""Characters of a line that may be the value of a fact."""
_BEGIN_PARTS = (Section.REQUIREMENTS, Section.RESPONSIBILITIES, Section.APPLY)
# A line among lines of facts that names something else: "Department: Estates".
_NAMED_VALUE = re.compile(r"[^\W\d_][^:]{1,30}: ?\S.{0,60}[^.]")


def stands_among_facts(line: str, last: str) -> bool:
    """Say whether a line above a fact is of its kind: it names a value, or is short and the fact has its name."""
    if _NAMED_VALUE.fullmatch(line):
        return True
    is_short = len(line) <= MAX_VALUE and (line[:1].isupper() or line[:1].isdigit())
    return is_short and ":" in last and not line.endswith((".", "!", "?", ":", ",", ";"))


def grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    """Put the entries of a list together; everything else stands alone."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.is_item and groups and groups[-1][-1].is_item:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def terms_within(line: str) -> Facts:
    """Read the sentences of the first line below a title that are terms alone: "Grade 8. Permanent, full time."."""
    terms = Facts()
    for sentence in split_sentences(line):
        found = read_fact_line(sentence.rstrip(".")) if len(sentence) <= MAX_VALUE else None
        if found is not None and found.place is None:
            terms |= found
    return terms


def parted(block: Block) -> list[Block]:
    """Part a paragraph above each line that begins with the section that it is: "Requirements: a degree"."""
    lines = block.text.split("\n")
    named = [split_run_in(line.strip()) for line in lines]
    starts = [at for at, part in enumerate(named) if at and part and part[0].section in _BEGIN_PARTS]
    ends = [*starts, len(lines)]
    return [
        replace(block, text="\n".join(lines[start:end]), line=block.line + start)
        for start, end in zip([0, *starts], ends, strict=True)
    ]


def named_section(entry: str) -> tuple[Label, str] | None:
    """Return the section of requirements or duties that an entry begins with, and what follows; None without one."""
    named = split_run_in(entry)
    own = (Section.REQUIREMENTS, Section.RESPONSIBILITIES)
    return named if named is not None and named[0].section in own else None


def enumerated(text: str) -> list[tuple[str, Importance]]:
    """Return what sentences such as "We want: a degree; two languages; patience." ask for, each with its importance.

    Empty unless each of the sentences is such a list, and short entries alone, three or more, are in them.
    """
    found: list[tuple[str, Importance]] = []
    for sentence in split_sentences(text) if len(text) <= _MAX_LIST else ():
        named = named_section(sentence)
        entries = split_clauses(named[1].rstrip(".")) if named is not None else []
        if named is None or named[0].section is not Section.REQUIREMENTS or len(entries) < 2:
            return []
        if any(len(entry) > _MAX_ENTRY or read_fact_line(entry) for entry in entries):
            return []
        found += [(entry, named[0].importance) for entry in entries]
    return found if len(found) >= _FEWEST_ENTRIES else []


def is_plain_description(label: Label | None) -> bool:
    """Say whether a heading names the description and nothing of its own."""
    return label is not None and label.section is Section.DESCRIPTION


def may_be_entries(block: Block) -> bool:
    """Say whether the lines of a paragraph under "Requirements" may be entries of a list without bullets."""
    return all(len(line) <= _MAX_LINE_ENTRY for line in block.lines) and not block.flat.endswith(":")


def entries_of(block: Block, text: str, section: Section) -> list[str]:
    """Split lines that each begin like an entry; prose stays in its sentences where they are duties, else whole."""
    lines = block.lines
    begin_alike = all(line[:1].isupper() or line[:1].isdigit() for line in lines)
    if len(lines) > 1 and begin_alike and text == block.flat:
        return list(lines)
    return split_sentences(text) if section is Section.RESPONSIBILITIES else [text]


def pay_within(text: str, section: Section) -> Pay | None:
    """Return the pay that a text speaks of; among requirements and duties it needs a sentence of its own."""
    sentences = split_sentences(text)
    if section in (Section.REQUIREMENTS, Section.RESPONSIBILITIES):
        pays = map(states_pay, sentences)
    else:
        pays = chain((read_pay(text),), map(find_pay, sentences))
    return next(filter(None, pays), None)


def reads_like_requirements(entries: list[str]) -> bool:
    """Say whether a list without any label reads like requirements: half states years, degrees or skills."""
    telling = sum(
        1
        for entry in entries
        if read_facets(entry[:600])
        or re.match(r"(?:strong|solid|excellent|good|proven|ability)\b", entry, re.I)
    )
    return telling * 2 >= len(entries)
