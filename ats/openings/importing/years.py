"""Which spans of years in a requirement are a least experience, and which an upper limit, an age or another time."""

import re
from dataclasses import dataclass

from ats.vocabulary.durations import YearsMention, find_years

# Each stands at the end of what comes before the years.
_AT_MOST_BEFORE = re.compile(
    r"(?:(?<!no )(?<!not )\b(?:less|fewer) than|\b(?:no|not) (?:more|longer) than|"
    r"\b(?:under|below|up to|at (?:the )?most|max\.?|"
    r"maximum(?: of)?|no older than)|"
    r"(?<!nicht )\bweniger als|\b(?:nicht mehr als|bis zu|höchstens|maximal|unter)|"
    r"(?<!pas )\bmoins de|\b(?:pas plus de|au plus|au maximum|jusqu['\u2019]à|maximum de)|"
    r"(?<!no )\bmenos de|\b(?:no más de|hasta|como máximo|máximo(?: de)?)|"
    r"(?<!niet )\bminder dan|\b(?:niet meer dan|hooguit|maximaal|hoogstens|tot(?: en met)?)|"
    r"(?<!non )\bmeno di|\b(?:non più di|fino a|al massimo|massimo))[ :]*$",
    re.IGNORECASE,
)
_AT_MOST_AFTER = re.compile(
    r"(?: (?:(?:of|de|di) )?(?:d['\u2019])?"
    r"(?:\w*experience|\w*erfahrung|expérience|experiencia|\w*ervaring|esperienza))?"
    r" ?[,(]? ?(?:max\.?(?!\w)|(?:at )?maximum\b|at (?:the )?most\b|or (?:less|fewer|under)\b|"
    r"maximal\b|höchstens\b|oder weniger\b|au (?:plus|maximum)\b|ou moins\b|(?:como )?máximo\b|o menos\b|"
    r"maximaal\b|of minder\b|(?:al )?massimo\b|o meno\b)",
    re.IGNORECASE,
)
_OTHER_TIME_AFTER = re.compile(
    r" ?(?:old\b|of age\b|and (?:over|older|above)\b|or (?:older|above|over)\b|ago\b|"
    r"(?:college |university )?degrees?\b|contracts?\b|term\b|fixed|"
    r"alt\b|oder älter\b|und älter\b|vertrag|befrist|et plus\b|révolus?\b|de edad\b|cumplidos\b|o mayor\b|oud\b|"
    r"of ouder\b|en ouder\b|(?:di|d['\u2019]) ?età\b|compiuti\b|"
    r"history|of history|anniversary|in business|warranty|guarantee|garantie|passport|"
    r"(?:(?:of |ununterbrochene[rn]? )?(?:uk |us |eu |continuous )*residen(?:ce|cy)))",
    re.IGNORECASE,
)
_OTHER_TIME_BEFORE = re.compile(
    r"(?:for the (?:last|past)|founded|(?:over|in|within|during) the (?:last|past|next)|contract (?:of|for)|within|"
    r"every|per|since|(?:over|within) a period of|duration(?: of)?:?|term of|period of|"
    r"(?:position|role|post|internship|appointment) (?:of|for)|"
    r"(?:over the )?age(?:d|s)?(?: of)?:?|older than|"
    r"(?:in|innerhalb) (?:den|der) (?:letzten|vergangenen|nächsten)|innerhalb von|alle|seit|alter:?|"
    r"(?:befristet|vertrag|laufzeit|dauer)(?: \w+)? ?(?:auf|über|von|für|:)?|älter als|volljährig|"
    r"(?:dans|au cours) (?:les|des)(?: dernières)?|tous les|depuis|âgée? (?:de|d['\u2019])(?: plus de)?|majeure? ?|"
    r"(?:cdd|durée|période|contrat) (?:de|d['\u2019])|"
    r"en los (?:últimos|próximos)|cada|desde hace|mayor de|edad(?: mínima)?(?: de)?:?|"
    r"(?:contrato|duración|periodo|período) de|"
    r"(?:in|binnen) de (?:afgelopen|laatste)|(?:de )?afgelopen|elke|sinds|ouder dan|leeftijd(?: van)?:?|"
    r"(?:contract|periode|duur) (?:van|voor)|"
    r"negli ultimi|ogni|da oltre|età(?: minima)?(?: di)?:?|(?:contratto|durata|periodo) di|"
    r"maggiorenne)[ (]*(?:at least |mindestens |au moins |al menos |minimaal |almeno )?$",
    re.IGNORECASE,
)
# A contract is for so long: "Contrat d'apprentissage, 12 mois".
_CONTRACT_BEFORE = re.compile(
    r"\b(?:contrat|contract|contrato|contratto|vertrag|cdd|apprentissage|alternance|apprenticeship|ausbildung|stage|"
    r"internship|praktikum|prácticas|tirocinio|fixed[- ]term|befristet|temporal|temporary|tijdelijk)\b"
    r"(?: \w+['\u2019]?\w*){0,2}[ ,:(]{1,3}$",
    re.IGNORECASE,
)
# "for 2 years" counts only where something was done for so long.
_FOR_BEFORE = re.compile(
    r"(?:\b(?:for|over)(?: at least| a minimum of| more than)?|\bpendant|\bdurante|\bdurant|\bgedurende|\bfür)[ ]$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:work(?:ed|ing)?|us(?:ed|ing)|practi[cs](?:ed|ing)|taught|teaching|led|leading|managed|managing|"
    r"develop(?:ed|ing)|programm(?:ed|ing)|cod(?:ed|ing)|run|running|served|serving|cook(?:ed|ing)|"
    r"gearbeitet|tätig|travaillé|exercé|trabajado|gewerkt|lavorato)\b",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"experience|erfahrung|expérience|experiencia|ervaring|esperienza|experiência|track record|background|praxis|"
    r"\bin (?!total\b)\w|\b(?:of|as|with|als|mit|met|en|comme|como|con|nel|nella|dans|working|professional)\b",
    re.IGNORECASE,
)
_YOUNGEST, _OLDEST_NAMED = 14, 67
_NEAR = 45
_CLAUSE_END = re.compile(r"[.;:()]")


@dataclass(frozen=True)
class AskedYears:
    """A span of years of experience at `start:end`; `years` is None for an upper limit, which asks for none."""

    years: int | None
    max_years: int | None
    start: int
    end: int


def find_asked_years(text: str) -> tuple[AskedYears, ...]:
    """Find the spans of years of experience that a text on one line asks for, without ages and other times."""
    return tuple(
        AskedYears(None, None, mention.start, mention.end)
        if _is_at_most(text, mention)
        else AskedYears(mention.years, mention.max_years, mention.start, mention.end)
        for mention in find_years(text)
        if _is_experience(text, mention)
    )


def _is_at_most(text: str, mention: YearsMention) -> bool:
    before, after = _around(text, mention)
    if mention.max_years is not None:
        return False
    return bool(_AT_MOST_BEFORE.search(before) or _AT_MOST_AFTER.match(after))


def _is_experience(text: str, mention: YearsMention) -> bool:
    before, after = _around(text, mention)
    if _OTHER_TIME_AFTER.match(after) or _OTHER_TIME_BEFORE.search(before):
        return False
    clause = _clause_after(text, mention)
    if _CONTRACT_BEFORE.search(before) and not _says_experience(clause):
        return False
    if _is_age(mention, clause):
        return False
    if _FOR_BEFORE.search(before):
        return _says_experience(clause) or _DONE.search(text) is not None or "experience" in before.lower()
    return True


def _is_age(mention: YearsMention, clause: str) -> bool:
    """Take "Minimum 18 years" for an age: so many years with nothing said of what they were spent on."""
    return _YOUNGEST <= mention.years <= _OLDEST_NAMED and not _says_experience(clause)


def _says_experience(clause: str) -> bool:
    return _EXPERIENCE.search(clause) is not None


def _clause_after(text: str, mention: YearsMention) -> str:
    end = _CLAUSE_END.search(text, mention.end)
    return text[mention.end : end.start() if end else len(text)]


def _around(text: str, mention: YearsMention) -> tuple[str, str]:
    return text[max(0, mention.start - _NEAR) : mention.start], text[mention.end : mention.end + _NEAR]
