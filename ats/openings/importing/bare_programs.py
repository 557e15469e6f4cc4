"""Programs that a page names by a short line alone, with an introduction below it and no level to tell them by."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ats.openings.importing.furniture import contents_key
from ats.openings.importing.survey import Heading
from ats.vocabulary.word_lists import words

_MAX_WORDS = 6
_MAX_WORDS_OF_ONE = 3
_DEPARTMENT = re.compile(
    r"\b(?:departments?|divisions?|teams?|units?|\w*abteilung|bereich|fachbereich|referat|ressort|pôle|service|équipe|"
    r"département|direction|departamento|área|equipo|afdeling|reparto|settore)\b",
    re.IGNORECASE,
)
# A sentence about the page begins so; the name of a group does not.
_SPEECH = words(
    """
    meet join why about our how welcome what who working we you your the are is do does become here when where if
    wir unsere unser warum über wie was wer pourquoi notre nos rejoignez porque nuestro nuestra únete onze please
    hi hello dear hallo liebe bonjour cher chers hola
    """
)
_JOINING = words("and or & und oder et ou y o en e +")
_PREPOSITIONS = words(
    "at with in on to of for from by bei im am für mit von vom zum zur à chez avec pour en con para bij"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[&+]")


def find_bare_programs(
    headings: Sequence[Heading], is_opening: Callable[[Heading], bool], *, has_programs: bool = False
) -> list[Heading]:
    """List the headings that are programs, given all headings of the page that name no section.

    Each stands right above an opening, is short, and has paragraphs alone below it. The page shows that it has
    programs by one above its first opening; without that, only what calls itself a department is one. `has_programs`
    says that others were found there already.
    """
    counts = Counter(contents_key(heading.text) for heading in headings)
    found = [
        heading
        for heading, below in zip(headings, headings[1:], strict=False)
        if is_opening(below)
        and not is_opening(heading)
        and heading.has_introduction_alone
        and counts[contents_key(heading.text)] == 1
        and _names_a_group(heading.text)
    ]
    if has_programs:
        return found
    first = next((index for index, heading in enumerate(headings) if is_opening(heading)), 0)
    if first and headings[first - 1] in found:
        is_sure = len(found) > 1 or _is_plain_name(found[0].text)
        return found if is_sure else []
    return [heading for heading in found if _DEPARTMENT.search(heading.text)]


def speaks_to_readers(text: str) -> bool:
    """Say whether a heading begins as a sentence to readers does ("Who we need"), which no name of a group does."""
    said = _words(text)
    return bool(said) and said[0] in _SPEECH


def _names_a_group(text: str) -> bool:
    return (
        0 < len(_words(text)) <= _MAX_WORDS
        and not speaks_to_readers(text)
        and not re.search(r"[?!:.,;]", text.rstrip(": "))
    )


def _is_plain_name(text: str) -> bool:
    """Say whether the only such heading is a name and nothing else: "Research and Development"."""
    if _DEPARTMENT.search(text):
        return True
    said = [word for word in _words(text) if word not in _JOINING]
    return len(said) <= _MAX_WORDS_OF_ONE and _PREPOSITIONS.isdisjoint(said)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
