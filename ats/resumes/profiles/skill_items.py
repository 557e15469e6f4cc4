"""Single skills out of a text that lists them: divided at commas and the like, levels and ratings taken off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ats.vocabulary.folding import fold
from ats.vocabulary.skill_groups import is_skill_level
from ats.vocabulary.skills import find_skill, find_skills, skill_key
from ats.vocabulary.word_lists import words as word_list

_DIVIDERS = frozenset(",;|•·●▪◦∙⋅‣■□◆♦✦✓✔❖¦\t\n、，")
_RATING = re.compile(r"[\s(\[]*(?:[●○◯★☆✩✪█▓▒░■□▪▫◆◇⬤*]{2,}|\d{1,3} ?%|\d{1,2} ?/ ?\d{1,2})[)\]]*\s*\Z")
_YEARS = re.compile(
    r"[\s(\[,–—-]*\b(?:over |seit |depuis )?\d{1,2}\+? ?"
    r"(?:years?|yrs?\.?|jahre?n?|ans|années|años|lat|anni|anos|jaar)\b[^,]{0,20}\Z",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\s*[:–—-]\s+([^:–—]{2,30})\Z|\s*[(\[]([^()\[\]]{2,30})[)\]]\Z")
_BRACKETS = re.compile(r"(?P<head>[^()]{1,40}?)\s*\((?P<inner>[^()]{1,80})\)\Z")
_AND = re.compile(r"\s(?:and|und|et|y|e|oraz|i|en|och|&|or)\s")
_EDGES = " \t,;:.•·●▪◦‣*–—-|/\u200b"
# Words so short may be letters, save those that join others.
_LETTERS_ALONE = 4
_JOINING = word_list("and und et y e i oraz en och or of the de la le des der die das in mit for zur zum a")
_LONGEST = 60
_MOST_WORDS = 6
_LONGEST_ITEM = 120
_FARTHEST = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """One skill at ``start:end`` of the text, as written, and the words for how well.

    ``known`` tells whether the vocabulary has it, ``listed`` is False where only a sentence names it.
    """

    name: str
    start: int
    end: int
    level: str | None = None
    known: bool = False
    listed: bool = True


@lru_cache(maxsize=512)
def list_items(text: str) -> tuple[Item, ...]:
    """List the skills that a text lists, in order. Sentences give the skills they name and nothing else."""
    return tuple(item for start, end in _divided(text[:_FARTHEST]) for item in _read(text, start, end))


def share_known(text: str) -> tuple[float, int]:
    """Return which share of the listed items are known skills, and how many items there are."""
    items = list_items(text)
    known = sum(item.known and item.listed for item in items)
    return (known / len(items), len(items)) if items else (0.0, 0)


def _divided(text: str) -> Iterator[tuple[int, int]]:
    """Divide at signs that divide, outside of brackets; a slash or a dot divides between blanks only."""
    depth = start = 0
    for index, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(depth - 1, 0)
        slash = char in "/\\" and text[index - 1 : index] == " " and text[index + 1 : index + 2] == " "
        ends = (
            char == "."
            and text[index + 1 : index + 2] == " "
            and index - start > 3
            and text[index - 2 : index - 1] != "."
        )
        if (char in _DIVIDERS and depth == 0) or (slash and depth == 0) or (ends and depth == 0):
            yield start, index
            start = index + 1
    yield start, len(text)


def _read(text: str, start: int, end: int) -> Iterator[Item]:
    start, end = _tight(text, start, end)
    if start >= end:
        return
    if end - start > _LONGEST_ITEM:
        yield from _named(text, start, end)
        return
    begin, finish, level = _without_level(text, start, end)
    name = text[begin:finish]
    if find_skill(text[start:end]):
        yield _item(text, start, end, None)
    elif find_skill(name):
        yield _item(text, begin, finish, level)
    elif "(" in name and _BRACKETS.match(name):
        yield from _with_brackets(text, begin, finish, level)
    else:
        yield from _several(text, begin, finish, level)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while (
        start < end
        and text[start] in _EDGES
        and not (text[start] == "." and text[start + 1 : start + 2].isalpha())
    ):
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _without_level(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Take a rating, years and words of a level off the end of an item; "Expert: Python" too."""
    for pattern in (_RATING, _YEARS):
        match = pattern.search(text[start:end])
        if match and match.start() > 0:
            end = start + match.start()
    level = None
    match = _LEVEL.search(text[start:end])
    if match and match.start() > 0 and is_skill_level((match[1] or match[2] or "").strip()):
        level = (match[1] or match[2]).strip()
        end = start + match.start()
    start, end = _tight(text, start, end)
    return start, end, level


def _with_brackets(text: str, start: int, end: int, level: str | None) -> Iterator[Item]:
    """Read "AWS (EC2, S3)": the head, and the inner ones where some of them are known skills."""
    match = _BRACKETS.match(text, start, end)
    if match is None:
        return
    inner = list_items(match["inner"])
    if not any(item.known for item in inner):
        yield _item(text, start, end, level)
        return
    yield from _several(text, match.start("head"), match.end("head"), level)
    shift = match.start("inner")
    for item in inner:
        yield replace(item, start=item.start + shift, end=item.end + shift)


def _several(text: str, start: int, end: int, level: str | None) -> Iterator[Item]:
    """Divide what no comma divides: "Java and Kotlin", "Nginx Chef Docker"; a sentence gives what it names."""
    name = text[start:end]
    words = name.split()
    if len(words) > 1 or "/" in name:
        mentions = find_skills(name, in_list=True)
        covered = sum(mention.end - mention.start for mention in mentions)
        left = len(re.sub(r"\W+", "", _AND.sub("", name))) - len(
            re.sub(r"\W+", "", "".join(name[mention.start : mention.end] for mention in mentions))
        )
        if len(mentions) > 1 and left <= 0 < covered:
            for mention in mentions:
                yield _item(text, start + mention.start, start + mention.end, level)
            return
    if len(name) > _LONGEST or len(words) > _MOST_WORDS:
        yield from _named(text, start, end)
        return
    if words and not is_skill_level(name) and any(char.isalpha() for char in name):
        yield _item(text, start, end, level)


def _named(text: str, start: int, end: int) -> Iterator[Item]:
    """The known skills that a sentence names."""
    for mention in find_skills(text[start:end]):
        yield replace(_item(text, start + mention.start, start + mention.end, None), listed=False)


def _item(text: str, start: int, end: int, level: str | None) -> Item:
    name = " ".join(text[start:end].split())
    skill = find_skill(name)
    if skill is not None and name.isupper() and len(name) > 3:
        key = skill_key(name)
        name = next((other for other in (skill.name, *skill.others) if skill_key(other) == key), name)
    elif name.isupper() and " " in name and not _holds_letters_alone(name):
        name = name.capitalize()
    return Item(name, start, end, level, skill is not None)


def _holds_letters_alone(name: str) -> bool:
    """Say whether one of the words may be said letter by letter, such as SAP and QM: nobody can spell those."""
    return any(len(word) <= _LETTERS_ALONE and fold(word) not in _JOINING for word in name.split())


def same_skill(name: str) -> str:
    """The key by which two mentions of one skill are told to be the same."""
    return skill_key(fold(name))
