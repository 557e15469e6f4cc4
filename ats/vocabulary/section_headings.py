"""What the heading of a résumé's section says, in some fifteen languages; the words stand in section_headings.toml."""

import re
import tomllib
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Literal, get_args

from ats.vocabulary.folding import fold, letters_of
from ats.vocabulary.word_lists import words

SectionKind = Literal[
    "contact",
    "summary",
    "work",
    "education",
    "volunteer",
    "skills",
    "languages",
    "certificates",
    "projects",
    "awards",
    "publications",
    "interests",
    "references",
    "personal",
    "other",
]
LONGEST_HEADING = 60
_NUMBERING = re.compile(r"^\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-h])[.):]\s*|\u00a7?\s?\d{1,2}\s+)?")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 8
_JOINING = words(
    "and und et y i oraz e en och og ja ve si a the of in mit de la les des der die das my our your on"
)
_MODIFIERS = words(
    """
    professional selected relevant other additional key core main recent further technical previous current past
    continued cont fortsetzung suite ctd personal general brief short full detailed overview history details
    background section list record major notable
    berufliche beruflicher weitere sonstige ausgewahlte relevante wichtige bisherige aktuelle
    professionnel professionnelle professionnelles autres principales principaux complementaires
    profesional profesionales laboral otros otras principales relevante
    zawodowe zawodowa dodatkowe inne wybrane glowne
    """
)


@cache
def _headings() -> dict[str, SectionKind]:
    """Map the letters of each heading to its kind; a word that stands under two kinds is that of the first."""
    languages = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    kinds: dict[str, SectionKind] = {}
    for kind in get_args(SectionKind):
        for phrases in languages[kind].values():
            for phrase in phrases:
                kinds.setdefault(letters_of(phrase), kind)
    for kind, spoken in languages["spoken"].items():
        for beginnings, ends in spoken.values():
            for beginning, end in product(beginnings, ends):
                kinds.setdefault(letters_of(beginning + end), kind)
    return kinds


@lru_cache(maxsize=4096)
def find_section_kinds(text: str, *, partly: bool = False) -> tuple[SectionKind, ...]:
    """Find the kinds of section that a line announces when read as a heading; none when it is no known heading.

    "2. WORK  EXPERIENCE:" gives work; "Skills & Languages" gives both, in order. Blanks between letters, case,
    accents, numbering and decoration do not matter. With ``partly`` unknown words may stand beside known ones.
    """
    stripped = text.strip()
    if not 2 <= len(stripped) <= LONGEST_HEADING * 2:
        return ()
    whole = _NUMBERING.sub("", fold(stripped))
    kind = _headings().get(letters_of(whole))
    if kind:
        return (kind,)
    found = _WORD.findall(whole)
    if not 2 <= len(found) <= _MOST_WORDS or len(stripped) > LONGEST_HEADING:
        return ()
    return _composed(found, partly)


def _composed(found: list[str], partly: bool) -> tuple[SectionKind, ...]:
    """Read words as known headings one after the other, the longest first, with joining words between them."""
    known, kinds, index, unknown = _headings(), [], 0, 0
    while index < len(found):
        for end in range(len(found), index, -1):
            kind = known.get("".join(found[index:end]))
            if kind:
                kinds.append(kind)
                index = end
                break
        else:
            unknown += found[index] not in _JOINING and found[index] not in _MODIFIERS
            index += 1
    if unknown and not partly:
        return ()
    return tuple(dict.fromkeys(kinds))
