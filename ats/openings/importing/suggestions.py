"""Requirements offered from prose: the clauses that say required, desired, preferred or a plus."""

import re

from ats.openings.importing.draft import Importance, ImportedRequirement
from ats.openings.importing.importance import (
    bracketed_wishes,
    stated_importance,
    wished_in_brackets,
    without_wishes,
)
from ats.openings.importing.labels import Section, read_label
from ats.openings.importing.pay import states_pay
from ats.openings.importing.requirement import read_requirement
from ats.openings.importing.sentences import split_clauses, split_sentences

_ENUMERATION = re.compile(r"^(?P<lead>[^:;]{3,200}): (?P<entries>.+;.+)$")
# What a company says of itself asks nothing: "Foo is an equal opportunity employer."
_OF_THE_COMPANY = re.compile(
    r"(?!(?:you|candidate|applicant)\b)[^,;:]{1,80}? (?:is|are|est|ist|sind|sommes|es) [^,;:]{0,80}?"
    r"\b(?:employers?|employeurs?|arbeitgeber(?:in)?|werkgever|empleador|datore di lavoro)\b",
    re.IGNORECASE,
)
# How long the work lasts is no requirement, even among them.
_TERM = re.compile(
    r"\b(?:befristet|fixed[- ]term|temporary (?:contract|position|role)|durée (?:in)?déterminée|contrato temporal|"
    r"tijdelijk (?:contract|dienstverband)|tempo (?:in)?determinato)\b",
    re.IGNORECASE,
)
# Who may be asked about the opening, below what it asks for.
_OF_CONTACT = re.compile(
    r"\b(?:informal (?:chat|discussion|enquir)|please (?:ring|call|contact|e-?mail)|"
    r"for (?:further|more) (?:information|details)|für (?:rückfragen|weitere informationen)|"
    r"pour (?:plus d['\u2019]informations|tout renseignement)|para más información)|\d[\d ]{7,}",
    re.IGNORECASE,
)
_SHORTEST = 4
# A paragraph longer than this is no prose that anybody wrote; the rest of it stays in the description.
_READ = 12_000


def suggest(text: str, default: Importance | None = None) -> list[ImportedRequirement]:
    """Offer the requirements that a paragraph of prose states, each with the sentence it came from.

    With a `default`, as under "Skills:", each clause is offered and `default` is what it means by itself.
    """
    return [
        offer for sentence in split_sentences(text[:_READ]) for offer in _from_sentence(sentence, default)
    ]


def _from_sentence(sentence: str, default: Importance | None) -> list[ImportedRequirement]:
    if sentence.endswith("?") or _OF_THE_COMPANY.match(sentence):
        return []
    enumeration = _ENUMERATION.match(sentence)
    if enumeration is not None:
        lead = stated_importance(enumeration["lead"]) or _asked_by(enumeration["lead"]) or default
        clauses = split_clauses(enumeration["entries"])
    else:
        lead, clauses = default, split_clauses(sentence)
    clauses = [part for clause in clauses for part in _without_last_wish(clause)]
    offers = [offer for clause in clauses if (offer := _from_clause(clause, lead, sentence))]
    wishes = [read_requirement(wish, "preferred", sentence) for wish in bracketed_wishes(sentence)]
    return offers + wishes


def _asked_by(lead: str) -> Importance | None:
    """Say what a list within a sentence asks by the name before it: "We want: two years of baking; a good nose"."""
    label = read_label(lead)
    return label.importance if label is not None and label.section is Section.REQUIREMENTS else None


def _without_last_wish(clause: str) -> list[str]:
    """Part what a bracket at the end wishes for from what stands before it: "Baking, good humour (desirable)"."""
    head, comma, last = clause.rpartition(", ")
    return [head, last] if comma and wished_in_brackets(last) else [clause]


def _from_clause(clause: str, default: Importance | None, sentence: str) -> ImportedRequirement | None:
    stated = wished_in_brackets(clause) or stated_importance(clause)
    importance = stated or (None if _TERM.search(clause) or _OF_CONTACT.search(clause) else default)
    if importance is None or len(clause) < _SHORTEST or states_pay(clause):
        return None
    return read_requirement(without_wishes(clause), importance, sentence)
