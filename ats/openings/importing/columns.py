"""The names of columns and rows in tables of openings: what stands below or beside each."""

import re
from enum import StrEnum
from functools import lru_cache

from ats.openings.importing.facts import is_fact_label
from ats.openings.importing.labels import read_label

_TITLE = re.compile(
    r"(?:(?:job|position|role|vacancy) )?(?:titles?|names?)|(?:open )?(?:positions?|jobs?|roles?|openings?|"
    r"vacanc(?:y|ies)|posts?)|(?:job|stellen)?titel|(?:offene )?stellen?|stellen(?:bezeichnung|angebote?)|beruf|"
    r"bezeichnung|postes?|intitulé(?: du poste)?|offres?|puestos?|cargo|functie(?:naam)?|vacatures?|ruolo|posizione",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"(?:departments?|teams?|program(?:me)?s?|divisions?|groups?|units?|business (?:unit|area)|areas?|functions?|"
    r"categor(?:y|ies)|disciplines?|sections?|faculty|school|abteilung(?:en)?|(?:fach|geschäfts)?bereich|ressort|"
    r"programm|referat|services?|départements?|équipes?|pôles?|direction|departamentos?|áreas?|equipos?|"
    r"afdeling(?:en)?|reparto|settore)",
    re.IGNORECASE,
)


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TITLE = "title"
    PROGRAM = "program"
    SECTION = "section"
    FACT = "fact"
    OTHER = "other"


@lru_cache(maxsize=1024)
def column_kind(name: str) -> ColumnKind:
    """Return what stands in a column, or in the rows of a table turned on its side, of that name."""
    text = " ".join(name.split()).strip(" :*")
    if _TITLE.fullmatch(text):
        return ColumnKind.TITLE
    if _PROGRAM.fullmatch(text):
        return ColumnKind.PROGRAM
    if is_fact_label(text):
        return ColumnKind.FACT
    return ColumnKind.SECTION if read_label(text) else ColumnKind.OTHER


def is_column_name(name: str) -> bool:
    """Say whether a cell holds a name that tables of openings have."""
    return column_kind(name) is not ColumnKind.OTHER
