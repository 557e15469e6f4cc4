"""Lists within lists whose entries are programs, openings and the sections of openings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.labels import Label, Section, read_label
from ats.openings.importing.titles import split_title
from ats.vocabulary.roles import names_a_role

_MAX_TITLE = 120
_LAST_MARKED = WEAK_LEVEL - 1
_ASKS_OR_DUTIES = (Section.REQUIREMENTS, Section.RESPONSIBILITIES)


class _Is(StrEnum):
    PROGRAM = "program"
    OPENING = "opening"
    LABEL = "label"
    ENTRY = "entry"


@dataclass(slots=True)
class _Node:
    """An entry of a list, the place of the entry that it stands under (-1: none), and what it turned out to be."""

    block: Block
    parent: int
    role: _Is = _Is.ENTRY
    has_children: bool = False


def _section_of(entry: Block, following: Block | None) -> Label | None:
    """Return the section that an entry names for entries within it, or with a colon for those beside it."""
    label = label_of_entry(entry, following)
    if (
        label is None
        and following is not None
        and following.depth == entry.depth
        and entry.flat.endswith(":")
    ):
        label = read_label(entry.flat)
    return label


def _reaches(section: Block, entry: Block, *, is_label: bool) -> bool:
    """Say whether an entry is in a section: within it, or beside "Requirements:" where that has none within."""
    if section.depth < entry.depth:
        return True
    return section.depth == entry.depth and section.flat.endswith(":") and not is_label


def label_of_entry(entry: Block, following: Block | None) -> Label | None:
    """Return the section that an entry names for the entries within it, or None where it has none within."""
    if following is None or not following.is_item or following.depth <= entry.depth:
        return None
    return read_label(entry.flat)


def sections_within(entries: Sequence[Block], around: Label) -> Iterator[tuple[Block | None, list[Block]]]:
    """Part the entries of a list by the entry that names the section which they stand in, None for the list itself.

    What names the section `around` the list once more ("Knowledge of:") is an entry like the others.
    """
    open_labels: list[Block] = []
    current: Block | None = None
    run: list[Block] = []
    for entry, following in zip_longest(entries, entries[1:]):
        is_label = _section_of(entry, following) not in (None, around)
        while open_labels and not _reaches(open_labels[-1], entry, is_label=is_label):
            open_labels.pop()
        if is_label:
            open_labels.append(entry)
        label = open_labels[-1] if open_labels else None
        if label is not current:
            if run or current is not None:
                yield current, run
            current, run = label, []
        if not is_label:
            run.append(entry)
    yield current, run


def titles_from_lists(blocks: Sequence[Block]) -> list[Block]:
    """Turn entries that are openings, by the sections or entries within them, and the entries around into headings.

    Lists without such an entry, and lists under the heading of an opening or of a section, stay as they are.
    """
    turned: list[Block] = []
    level, is_within = 0, False
    for block, group in _grouped(blocks):
        if group:
            turned.extend(group if is_within else _unfolded(group, level))
            continue
        turned.append(block)
        if block.is_heading:
            level = block.level if block.level < WEAK_LEVEL else level
            is_within = names_a_role(block.flat) or read_label(block.flat) is not None
    return turned


def _grouped(blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Give each block that is no entry, and each list with what is said between its inner entries as one group."""
    group: list[Block] = []
    for block in blocks:
        if block.is_item or (group and block.is_paragraph and block.depth):
            group.append(block)
            continue
        if group:
            yield group[0], group
            group = []
        yield block, []
    if group:
        yield group[0], group


def _unfolded(group: list[Block], level: int) -> list[Block]:
    nodes = _nodes(group)
    _find_openings(nodes)
    if not any(node.role is _Is.OPENING for node in nodes):
        return group
    outer = min(node.block.depth for node in nodes)
    turned: list[Block] = []
    for node in nodes:
        if node.role in (_Is.PROGRAM, _Is.OPENING):
            turned.extend(_as_heading(node.block, min(level + 1 + node.block.depth - outer, _LAST_MARKED)))
        else:
            turned.append(node.block)
    return turned


def _nodes(group: list[Block]) -> list[_Node]:
    nodes: list[_Node] = []
    open_nodes: list[int] = []
    for block in group:
        while open_nodes and nodes[open_nodes[-1]].block.depth >= block.depth:
            open_nodes.pop()
        parent = open_nodes[-1] if open_nodes else -1
        nodes.append(_Node(block, parent))
        if not block.is_item:
            continue
        if parent >= 0:
            nodes[parent].has_children = True
        open_nodes.append(len(nodes) - 1)
    return nodes


def _find_openings(nodes: list[_Node]) -> None:
    """Find sections, then the openings that they stand in or that name a role, then what these stand in."""
    for node in nodes:
        if node.has_children and read_label(node.block.flat):
            node.role = _Is.LABEL
    for node in nodes:
        label = read_label(node.block.flat) if node.role is _Is.LABEL else None
        if label and label.section in _ASKS_OR_DUTIES and node.parent >= 0:
            parent = nodes[node.parent]
            parent.role = _Is.OPENING if parent.role is _Is.ENTRY else parent.role
    _find_titles(nodes)
    for node in nodes:
        if node.role is _Is.OPENING:
            _name_around(nodes, node.parent)


def _find_titles(nodes: list[_Node]) -> None:
    """Take entries that name roles as openings where all that have entries within, of those beside them, do."""
    families: dict[int, list[_Node]] = {}
    for node in nodes:
        if node.block.is_item:
            families.setdefault(node.parent, []).append(node)
    for parent, family in families.items():
        if parent >= 0 and nodes[parent].role in (_Is.LABEL, _Is.OPENING):
            continue
        parents = [node for node in family if node.has_children]
        if parents and all(node.role is _Is.OPENING or _is_title(node.block) for node in parents):
            for node in family:
                node.role = _Is.OPENING if node.role is _Is.OPENING or _is_title(node.block) else node.role


def _name_around(nodes: list[_Node], index: int) -> None:
    while index >= 0 and nodes[index].role is not _Is.PROGRAM:
        nodes[index].role = _Is.PROGRAM
        index = nodes[index].parent


def _is_title(block: Block) -> bool:
    title, _ = split_entry(block)
    return (
        len(title) <= _MAX_TITLE
        and names_a_role(title)
        and not title.endswith((".", ":", ";", ",", "?", "!"))
    )


def split_entry(block: Block) -> tuple[str, str]:
    """Split an entry into the title on its first line and what is said behind and below it."""
    lines = block.lines
    first, rest = lines[0], lines[1:]
    while rest and rest[0][:1].islower():
        first, rest = f"{first} {rest[0]}", rest[1:]
    title, facts = split_title(first)
    if title:
        return title, "\n".join((facts, *rest))
    return first, "\n".join(rest)


def _as_heading(block: Block, level: int) -> list[Block]:
    title, rest = split_entry(block)
    heading = Block(Kind.HEADING, title, block.line, level, links=block.links)
    if not rest:
        return [heading]
    line = block.line + block.text.count("\n") - rest.count("\n")
    return [heading, replace(block, kind=Kind.PARAGRAPH, text=rest, line=line, depth=0, linked=False)]
