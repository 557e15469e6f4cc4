"""The headings of a page, each with what stands under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ats.openings.importing.blocks import Block, Kind
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.furniture import contents_key, find_apply_address, is_furniture
from ats.openings.importing.labels import Label, Section, read_label
from ats.openings.importing.nested_lists import label_of_entry
from ats.openings.importing.titles import has_facts_in_brackets
from ats.vocabulary.roles import names_a_role

ASKS_OR_DUTIES = (Section.REQUIREMENTS, Section.RESPONSIBILITIES)


@dataclass
class Heading:
    """A heading with what stands under it, up to the next heading that is no section label."""

    index: int
    text: str
    level: int
    names_role: bool
    listed: bool
    label: Label | None
    labels_below: int = 0
    paragraphs_below: int = 0
    items_below: int = 0
    applies_below: bool = False
    states_fact_below: bool = False
    after_break: bool = False

    @property
    def stands_alone(self) -> bool:
        """Nothing but another heading follows."""
        return not (self.labels_below or self.paragraphs_below or self.items_below or self.applies_below)

    @property
    def has_introduction_alone(self) -> bool:
        """Paragraphs follow and nothing else, as below the name of a group."""
        others = self.labels_below or self.items_below or self.applies_below or self.states_fact_below
        return self.paragraphs_below > 0 and not others

    @property
    def has_evidence(self) -> bool:
        """What stands below says that this is an opening."""
        return self.labels_below > 0 or self.applies_below


def survey_headings(blocks: Sequence[Block], listed: frozenset[str]) -> list[Heading]:
    headings: list[Heading] = []
    current: Heading | None = None
    broken = False
    for index, block in enumerate(blocks):
        if block.is_heading:
            heading = _heading(index, block, listed, broken)
            headings.append(heading)
            if heading.label is None:
                current = heading
            elif current is not None and heading.label.section in ASKS_OR_DUTIES:
                current.labels_below += 1
            broken = False
            continue
        if block.is_item and current is not None:
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            label = label_of_entry(block, following)
            current.labels_below += label is not None and label.section in ASKS_OR_DUTIES
        broken = _count(block, current, broken)
    return headings


def _heading(index: int, block: Block, listed: frozenset[str], broken: bool) -> Heading:
    text = block.flat
    return Heading(
        index,
        text,
        block.level,
        block.is_title or names_a_role(text) or has_facts_in_brackets(text),
        contents_key(text) in listed,
        None if block.is_title else read_label(text),
        after_break=broken,
    )


def _count(block: Block, heading: Heading | None, broken: bool) -> bool:
    """Count a block towards the heading above it; say whether it ends what stood before it."""
    if block.kind is Kind.BREAK or is_furniture(block.flat):
        return True
    applies = find_apply_address(block.flat[:600], block.links) is not None
    if heading is not None:
        heading.applies_below = heading.applies_below or applies
        if block.is_paragraph and not heading.paragraphs_below:
            said = (block.lines[0], f"{heading.text.rstrip(': ')}: {block.lines[0]}")
            heading.states_fact_below = any(map(read_fact_line, said))
        heading.paragraphs_below += block.is_paragraph
        heading.items_below += block.is_item
    return applies
