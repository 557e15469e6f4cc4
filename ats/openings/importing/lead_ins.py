"""The sentence before a list ("As a member of the team you will:") and what it makes of the list."""

import re
from dataclasses import dataclass

from ats.openings.importing.labels import Label, Section
from ats.openings.importing.sentences import split_sentences


@dataclass(frozen=True)
class LeadIn:
    """What a list after this paragraph is, and the paragraph without the sentence that leads into it."""

    label: Label
    before: str


# In this order: "ideally you will have:" is a wish, "you will have:" asks, "you will:" names duties.
_CUES: tuple[tuple[re.Pattern[str], Label], ...] = (
    (
        re.compile(
            r"\b(?:nice to have|bonus|a plus|pluses|ideally|preferr?ed|desir(?:ed|able)|would be (?:great|"
            r"nice|ideal|a plus)|advantage|von vorteil|"
            r"wünschenswert|idealerweise|idéalement|un plus|atout|deseable|se valora\w*|pluspunten?)\b",
            re.IGNORECASE,
        ),
        Label(Section.REQUIREMENTS, "preferred"),
    ),
    (
        re.compile(
            r"\b(?:we offer|you(?:['\u2019]ll| will)? (?:get|receive|enjoy)|benefits|perks|wir bieten|nous "
            r"offrons|ofrecemos|wij bieden|offriamo)\b",
            re.IGNORECASE,
        ),
        Label(Section.OFFER),
    ),
    (
        re.compile(
            r"\b(?:you(?: will|['\u2019]ll)? (?:have|bring|need|possess|should|must|are(?! going| "
            r"responsible| expected to)|come with)|(?:must|should) (?:have|be|bring|possess)|"
            r"we(?:['\u2019]re| are)? (?:expect|require|look(?:ing)? for|seek(?:ing)?|need|hope)|looking "
            r"for|candidates? (?:must|should|will have|has|have)|qualif\w+|requir\w+|"
            r"skills?|experience(?:d)? (?:in|with)|knowledge|sie (?:haben|bringen|verfügen)|du (?:hast|"
            r"bringst|verfügst)|wir (?:erwarten|suchen)|mitbringen|voraussetzungen|"
            r"vous (?:avez|êtes|possédez)|nous (?:recherchons|attendons)|buscamos|requisitos|tienes|wij "
            r"(?:zoeken|vragen)|je hebt|cerchiamo)\b",
            re.IGNORECASE,
        ),
        Label(Section.REQUIREMENTS),
    ),
    (
        re.compile(
            r"\b(?:you(?: will|['\u2019]ll)|you (?:are|get) (?:going )?to|(?:duties|tasks|responsib\w+|"
            r"day[- ]to[- ]day)|(?:role|job|position|work) (?:includes?|involves?|entails?|is to)|"
            r"will (?:be|include|involve)|expected to|sie werden|du wirst|aufgaben|tätigkeiten|"
            r"verantwort\w+|zuständig|vos missions|vous (?:serez|aurez|ferez)|tu (?:seras|feras)|"
            r"funciones|responsab\w+|serás|taken|je gaat|ga je|compiti|mansioni)\b",
            re.IGNORECASE,
        ),
        Label(Section.RESPONSIBILITIES),
    ),
)


def read_lead_in(text: str) -> LeadIn | None:
    """Read the last sentence of a paragraph as leading into duties, requirements or benefits, or None."""
    if not text.endswith(":"):
        return None
    sentences = split_sentences(text)
    label = next((label for pattern, label in _CUES if pattern.search(sentences[-1][-200:])), None)
    return LeadIn(label, " ".join(sentences[:-1])) if label else None
