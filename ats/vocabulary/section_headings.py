"""What the heading of a résumé's section says, in some fifteen languages; the words stand in section_headings.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ats.vocabulary.folding import fold, letters_of

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
_JOINTS = re.compile(r"[&/+,|·•]|\b(?:and|und|et|y|i|oraz|e|en|och|og|ja|ve|si)\b")
_NUMBERING = re.compile(r"^\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s*)?")


@cache
def _headings() -> dict[str, SectionKind]:
    """Map the letters of each heading to its kind; a word that stands under two kinds is that of the first."""
    languages = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    kinds: dict[str, SectionKind] = {}
    for kind in get_args(SectionKind):
        for phrases in languages[kind].values():
            for phrase in phrases:
                kinds.setdefault(letters_of(phrase), kind)
    return kinds


def find_section_kinds(text: str) -> tuple[SectionKind, ...]:
    """Find the kinds of section that a line announces when read as a heading; none when it is no known heading.

    "2. WORK  EXPERIENCE:" gives work; "Skills & Languages" gives both, in order. Blanks between letters, case,
    accents, numbering and decoration do not matter.
    """
    stripped = text.strip()
    if not 2 <= len(stripped) <= LONGEST_HEADING * 2:
        return ()
    whole = _NUMBERING.sub("", fold(stripped))
    known = _headings()
    kind = known.get(letters_of(whole))
    if kind:
        return (kind,)
    parts = [letters_of(part) for part in _JOINTS.split(whole)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or not all(part in known for part in parts):
        return ()
    return tuple(dict.fromkeys(known[part] for part in parts))
