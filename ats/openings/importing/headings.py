"""Headings that a page does not mark: found by shape, contents list and section labels."""

import re
from collections.abc import Callable
from dataclasses import replace

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.blocks import WEAK_LEVEL, Block, Kind
from ats.openings.importing.employed_titles import titles_from_employment
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.furniture import EMAIL, contents_key, is_furniture
from ats.openings.importing.labels import read_label
from ats.openings.importing.titles import read_named_title, split_title
from ats.vocabulary.roles import names_a_role
from ats.vocabulary.word_lists import words

_MAX_HEADING = 90
_MAX_WORDS = 12
_MAX_PLAIN = 6
_MAX_OVER_PROSE = 4
# Not the one within a word, which names both genders: "Entwickler:in".
_COLON = re.compile(r":(?!in(?:nen)?\b)")
_SMALL_WORDS = words(
    """
    a an the and or of for in on at to with by from & / - – und oder der die das des dem den für im
    in mit bei de du des la le les " "et en y e el los las del van voor het op da do
    """
)


def infer_headings(blocks: list[Block]) -> list[Block]:
    """Turn lines of paragraphs that read as headings into headings of WEAK_LEVEL; the rest stays as it is."""
    listed = {
        contents_key(block.flat) for block in blocks if block.is_item and len(block.text) <= _MAX_HEADING
    }
    inferred: list[Block] = []
    for block in titles_from_employment(blocks):
        if not block.is_paragraph:
            inferred.append(block)
        elif _is_place_below_title(block, inferred):
            inferred.extend(_split_at(block, is_label_line))
        else:
            inferred.extend(_split(block, listed))
    return inferred


def split_labels(blocks: list[Block]) -> list[Block]:
    """Turn lines that are known section labels, and nothing else, into headings of WEAK_LEVEL."""
    split: list[Block] = []
    for block in blocks:
        split.extend(_split_at(block, is_label_line) if block.is_paragraph else [block])
    return split


def is_label_line(line: str) -> bool:
    """Say whether a line is a section label on its own: with a colon, or in the form of a heading."""
    if len(line) > _MAX_HEADING or read_label(line) is None:
        return False
    return line.rstrip().endswith(":") or (line[:1].isupper() and not line.rstrip().endswith((".", ",", ";")))


def _is_place_below_title(block: Block, above: list[Block]) -> bool:
    """Say whether a paragraph begins with the place of the opening whose title stands right above it."""
    below_title = bool(above) and above[-1].is_heading and names_a_role(above[-1].flat)
    return below_title and read_bare_place(block.lines[0]) is not None


def _split(block: Block, listed: set[str]) -> list[Block]:
    lines = block.lines
    first = lines[0]
    named = read_named_title(first)
    if named:
        return [_named_heading(block, named), *_below(block)]
    title, facts = split_title(first)
    if title and _is_heading_line(title, (facts,), listed):
        below = replace(block, text="\n".join((facts, *lines[1:])), linked=False)
        return [_heading(block, title, 0), *_split_at(below, is_label_line)]
    if _is_heading_line(first, lines[1:], listed):
        return [_heading(block, first, 0), *_below(block)]
    return _split_at(block, is_label_line)


def _named_heading(block: Block, title: str) -> Block:
    return replace(_heading(block, title, 0), is_title=True)


def _below(block: Block) -> list[Block]:
    lines = block.lines[1:]
    if not lines:
        return []
    return _split_at(replace(block, text="\n".join(lines), line=block.line + 1, linked=False), is_label_line)


def _split_at(block: Block, is_heading: Callable[[str], bool]) -> list[Block]:
    parts: list[Block] = []
    gathered: list[str] = []
    start = 0
    for offset, line in enumerate(block.lines):
        if not is_heading(line):
            gathered.append(line)
            continue
        if gathered:
            parts.append(replace(block, text="\n".join(gathered), line=block.line + start))
        parts.append(_heading(block, line, offset))
        gathered, start = [], offset + 1
    if not parts:
        return [block]
    if gathered:
        parts.append(replace(block, text="\n".join(gathered), line=block.line + start))
    return parts


def _heading(block: Block, line: str, offset: int) -> Block:
    return Block(
        Kind.HEADING,
        line,
        block.line + offset,
        WEAK_LEVEL,
        links=block.links if len(block.lines) == 1 else (),
    )


def _is_heading_line(line: str, following: tuple[str, ...], listed: set[str]) -> bool:
    if len(line) > _MAX_HEADING or is_furniture(line) or EMAIL.search(line) or _states_facts(line):
        return False
    if contents_key(line) in listed and contents_key(line):
        return True
    words = line.split()
    if len(words) > _MAX_WORDS or line.rstrip().endswith((".", "!", "?", ",", ";", "\u2026")):
        return False
    if not line[:1].isupper() and not line[:1].isdigit():
        return False
    if _COLON.search(line.rstrip(": ")):
        return names_a_role(line) and not following
    if following and following[0][:1].islower():
        return False
    if _is_title_case(words) or names_a_role(line):
        return True
    return len(words) <= _MAX_PLAIN if not following else _stands_over_prose(line, following)


def _stands_over_prose(line: str, following: tuple[str, ...]) -> bool:
    """Say whether a few words end their line long before prose begins on the next one."""
    begins = following[0][:1].isupper() and len(following[0]) > 2 * len(line)
    return begins and len(line.split()) <= _MAX_OVER_PROSE and following[-1].endswith(".")


def _states_facts(line: str) -> bool:
    """Say whether a line is facts alone; a title with facts in brackets behind it is a title."""
    title, bracket, _ = line.partition("(")
    return not (bracket and names_a_role(title)) and bool(read_fact_line(line))


def _is_title_case(words: list[str]) -> bool:
    weighty = [word for word in words if word.lower() not in _SMALL_WORDS and word[:1].isalpha()]
    return bool(weighty) and sum(word[:1].isupper() for word in weighty) >= len(weighty) * 0.7
