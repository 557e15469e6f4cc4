"""Plain text that lost its blank lines, as pasted text often has: where its paragraphs begin nevertheless."""

import re
from collections.abc import Sequence

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.blocks import bullet_of
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.furniture import contents_key, find_apply_address, is_furniture
from ats.openings.importing.labels import read_label
from ats.openings.importing.titles import split_title
from ats.vocabulary.roles import names_a_role

_FEWEST_LINES = 12
# One blank line in so many is none that parts paragraphs.
_MOST_BLANK = 0.04
_MAX_TITLE = 90
_MAX_NAME = 60
# Longer than any line that somebody breaks by hand: the end of such a line is the end of its paragraph.
_UNBROKEN = 130
_ENDS_SENTENCE = (".", "!", "?", ",", ";", ":")
_SEVERAL_SENTENCES = re.compile(r"[.!?] +\S")


def paragraph_starts(lines: Sequence[str]) -> frozenset[int]:
    """Return the indices of lines that begin a paragraph although no blank line stands above them.

    Empty for a text that parts its paragraphs by blank lines.
    """
    said = [line for line in lines if line.strip()]
    if len(said) < _FEWEST_LINES or len(lines) - len(said) > len(lines) * _MOST_BLANK:
        return frozenset()
    listed = {contents_key(line[bullet.end() :]) for line in said if (bullet := bullet_of(line))}
    texts = ["" if bullet_of(line) else " ".join(line.split()) for line in lines]
    first = next(index for index, line in enumerate(lines) if line.strip())
    # Below the title of the page.
    starts = {first + 1} if _is_name(texts[first]) else set()
    for index, text in enumerate(texts):
        is_free = index in starts or _is_over(lines, index)
        if text and (len(text) > _UNBROKEN or _stands_alone(text, listed)):
            starts.update((index, index + 1))
        elif _is_title(text) and (is_free or _states_facts(texts, index + 1)):
            starts.add(index)
        elif _is_name(text) and is_free and _is_title("".join(texts[index + 1 : index + 2])):
            # The name of a program above the title of its first opening.
            starts.update((index, index + 1))
    return frozenset(starts)


def _stands_alone(text: str, listed: set[str]) -> bool:
    """Say whether a line is no part of a paragraph: furniture, the name of a section, where to apply."""
    return (
        is_furniture(text)
        or (_is_name(text) and contents_key(text) in listed)
        or (read_label(text) is not None and (text[:1].isupper() or text.endswith(":")))
        or (find_apply_address(text) is not None and not _SEVERAL_SENTENCES.search(text))
    )


def _is_title(text: str) -> bool:
    if len(text) > _MAX_TITLE or not text[:1].isupper() or text.endswith(_ENDS_SENTENCE):
        return False
    title, _ = split_title(text)
    return names_a_role(title or text)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _MAX_NAME and text[:1].isupper() and not text.endswith(_ENDS_SENTENCE)


def _states_facts(texts: Sequence[str], index: int) -> bool:
    text = texts[index] if index < len(texts) else ""
    return bool(text) and (read_bare_place(text) is not None or read_fact_line(text) is not None)


def _is_over(lines: Sequence[str], index: int) -> bool:
    """Say whether what stands above a line is over: an entry of a list, a sentence that ends, or nothing."""
    above = lines[index - 1].rstrip() if index else ""
    return not above or bullet_of(above) is not None or above.endswith((".", "!", "?", ":", "]"))
