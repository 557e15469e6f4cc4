"""One requirement: its kind, and the years, degrees and subjects that its words state."""

import re

from ats.openings.importing.draft import Facet, Importance, ImportedRequirement, RequirementKind
from ats.openings.importing.importance import importance_of_entry, split_mark
from ats.openings.importing.years import AskedYears, find_asked_years
from ats.vocabulary.degrees import find_degrees

# What is longer is kept whole as text, but only its beginning is read for facts.
_READ = 1200
_EXPERIENCE_WORD = (
    r"(?:work(?:ing)? |professional |relevant |hands[- ]on |industry |practical )*(?:experience|track "
    r"record|background)|"
    r"(?:berufs|praxis)?erfahrung(?:en)?|expérience|experiencia|ervaring|werkervaring|esperienza|experiência"
)
_EXPERIENCE = re.compile(rf"(?<![^\W_])(?:{_EXPERIENCE_WORD})\b|\b\w+erfahrung\b", re.IGNORECASE)
_STOP = (
    r"(?=,? (?:is|are|was|will|would|as well as|plus|ist|sind|est|preferred|required|desired|strongly|"
    r"highly|minimum|or more|and/or well)\b|"
    r" and (?:at least |a minimum of )?\d|, (?!and |or |such as |including )|[;:()]|\.(?: |$)| "
    r"[-\u2013\u2014] |$)"
)
_STOP_AFTER_LIST = _STOP.replace(r"|, (?!and |or |such as |including )", "")
_LINK = (
    r"(?:in|with|of|as|on|using|developing|building|working|managing|leading|within|mit|im|in der|in den|als|"
    r"bei|en|avec|dans|con|como|met|nella|nel)"
)
_AFTER_EXPERIENCE = re.compile(
    rf"(?:{_EXPERIENCE_WORD})(?: level)?,? (?P<subject>(?:{_LINK}) .{{2,120}}?|\w+ing .{{2,120}}?){_STOP}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"[ ,]*(?:or more )?(?:of |in |an? |the |professional |relevant |de |d['\u2019]|di "
    rf")*(?P<subject>[^.;:()]{{2,80}}?)[ -](?:{_EXPERIENCE_WORD})\b",
    re.IGNORECASE,
)
_AFTER_YEARS = re.compile(
    rf"[ ,]*(?P<subject>(?:{_LINK}) .{{2,120}}?|\w+ing .{{2,120}}?){_STOP}", re.IGNORECASE
)
_BEFORE_EXPERIENCE = re.compile(rf"(?P<subject>[^.;:,()]{{2,80}}?) (?:{_EXPERIENCE_WORD})\b", re.IGNORECASE)
_LEADING_LINK = re.compile(
    r"^(?:(?:in|with|of|as|on|an?|the|using|mit|im|in der|in den|als|bei|en|avec|dans|con|como|met|nella|"
    r"nel|working|strong|solid|proven|"
    r"extensive|significant|previous|prior|some|good|deep|demonstrated|your|relevant|mehrjährige|"
    r"einschlägige|praktische|erste) )+",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not just|not only|no|without|beyond)\b[^()]{0,60}$", re.IGNORECASE)
_SKILL = re.compile(
    r"\b(?:knowledge|understanding|skills?|skilled|proficien\w+|familiar\w*|fluen\w+|expert(?:ise)?|"
    r"command of|ability|able to|capab\w+|"
    r"solid|strong|excellent|deep|aptitude|competen\w+|mastery|grasp|literate|literacy|speak|english|"
    r"german|french|spanish|"
    r"\w*kenntnisse?|\w*fähigkeit\w*|sicher\w*|versiert\w*|fließend\w*|beherrsch\w+|verständnis|"
    r"kompetenz\w*|\w*vermögen|englisch|deutsch|"
    r"connaissances?|maîtrise\w*|compétences?|capacité|aisance|anglais|français|conocimientos?|dominio|"
    r"habilidad\w*|capacidad|inglés|"
    r"kennis|vaardig\w*|beheersing|conoscenz[ae]|padronanza|capacità|conhecimentos?)\b",
    re.IGNORECASE,
)
_SKILL_SUBJECT = re.compile(
    r"\b(?:knowledge|understanding|proficiency|proficient|familiarity|familiar|fluency|fluent|expertise|"
    r"expert|command|mastery|skills?|grasp|"
    rf"kenntnisse|verständnis|connaissances?|maîtrise|conocimientos?|dominio|kennis|conoscenza) (?:of|in|"
    rf"with|on|von|für|de|des|du|van|di) (?P<subject>.{{2,120}}?){_STOP_AFTER_LIST}",
    re.IGNORECASE,
)
_NAMED_SKILL = re.compile(
    r"^(?:(?:strong|excellent|good|great|solid|deep|outstanding|very|superb|proven|advanced|the|an?|and) "
    r")*(?P<subject>[^.;:,()]{2,60}?) skills\b",
    re.IGNORECASE,
)
# What is said of a subject and is none of it: "R sind von Vorteil", "Kubernetes serait un plus".
_SAID_OF_IT = re.compile(
    r"(?:^| )(?:(?:is|are|would be) (?:an? |of |very |highly )?"
    r"(?:plus|advantage|bonus|asset|welcome|desirable|required|preferred)|"
    r"(?:ist|sind|wäre|wären|wird|werden) (?:von|ein|eine|sehr|gern|gerne|erforderlich|wünschenswert|erwünscht|"
    r"hilfreich|"
    r"zwingend|vorausgesetzt|notwendig)|"
    r"(?:est|sont|serait|seraient|sera|seront) (?:un|une|des|"
    r"très|souhait|appréci|requis|exig|obligatoire|indispensable)|"
    r"(?:es|son|será|serán|sería) (?:un|una|deseable|imprescindible|necesari|obligatori|valorable)|"
    r"(?:is|zijn) (?:een|vereist|gewenst|verplicht|noodzakelijk|mooi)|"
    r"(?:è|sono|sarà|costituisce) (?:un|una|gradit|richiest|obbligatori|preferibil))(?:\b|\w).*$"
    r"| (?:(?:dringend )?erforderlich|(?:sehr )?erwünscht|wünschenswert|von vorteil|zwingend|un plus|souhaitée?s?|"
    r"(?:is|are|ist|sind|est|sont|serait|seraient|es|son|è|sono|zijn)(?: un| ein| een| a)?)$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:[ ,]+(?:and|or|und|oder|et|ou|y|o|e|en|of|with|in))+$", re.IGNORECASE)
_COUNTED_MONTHS = re.compile(
    r"^\d{1,2}\+? (?:months?|monate?|mois|meses|maanden|mesi)\b"
    r"(?: of| de| di)? ?",
    re.IGNORECASE,
)
_FINAL = re.compile(r"[ ,.;:]+$")


def read_requirement(
    text: str, importance: Importance = "required", sentence: str = ""
) -> ImportedRequirement:
    """Read one entry of a requirements list; `importance` is the list's unless the entry says otherwise.

    `sentence` is the prose that a suggestion was taken from.
    """
    mark, flat = split_mark(" ".join(text.split()))
    facets = read_facets(flat[:_READ])
    weight = mark or importance_of_entry(flat[:_READ], importance)
    return ImportedRequirement(flat, weight, _kind(flat[:_READ], facets), facets, sentence)


def read_facets(text: str) -> tuple[Facet, ...]:
    """List what a text on one line states, in its order: degrees, years of experience, experience, skills."""
    degrees = find_degrees(text)
    found = [
        (
            degree.start,
            Facet("education", subject=degree.subject, level=str(degree.level) if degree.level else None),
        )
        for degree in degrees
    ]
    spans = find_asked_years(text)
    stops = [mention.start for mention in spans]
    for index, mention in enumerate(spans):
        limit = stops[index + 1] if index + 1 < len(stops) else len(text)
        found.append((mention.start, _years_facet(text, mention, limit)))
    if not spans:
        found.extend(_bare_experience(text))
    if not found:
        found.extend(_skills(text))
    return tuple(facet for _, facet in sorted(found, key=lambda pair: pair[0]))


def _years_facet(text: str, mention: AskedYears, limit: int) -> Facet:
    return Facet("experience", mention.years, mention.max_years, _years_subject(text[mention.end : limit]))


def _years_subject(rest: str) -> str | None:
    """Find the field of "N years ...": between the years and "experience", after it, or after "in"."""
    word = _EXPERIENCE.search(rest)
    if word is not None and _only_links(rest[: word.start()]):
        after = _AFTER_EXPERIENCE.match(rest, word.start())
        return _subject(after["subject"]) if after else None
    for pattern in (
        (_AFTER_YEARS, _BETWEEN) if re.match(r" ?(?:in|as|with|als) ", rest) else (_BETWEEN, _AFTER_YEARS)
    ):
        match = pattern.match(rest)
        if match is not None:
            return _subject(re.sub(rf" (?:{_EXPERIENCE_WORD})$", "", match["subject"], flags=re.IGNORECASE))
    return None


def _only_links(between: str) -> bool:
    return (
        re.fullmatch(r"[ ,-]*(?:(?:or more|of|de|d['\u2019]|di|an|the|in)[ ,]*)*", between, re.IGNORECASE)
        is not None
    )


def _bare_experience(text: str) -> list[tuple[int, Facet]]:
    """Find experience asked for without years, leaving out "not just application layer experience"."""
    for word in _EXPERIENCE.finditer(text):
        if _NEGATED.search(text[max(0, word.start() - 80) : word.start()]):
            continue
        after = _AFTER_EXPERIENCE.match(text, word.start())
        if after is not None:
            return [(word.start(), Facet("experience", subject=_subject(after["subject"])))]
        start = max(text.rfind(mark, 0, word.start()) for mark in ".;:,(") + 1
        before = _BEFORE_EXPERIENCE.match(text.strip() if start == 0 else text[start:].strip())
        return [(word.start(), Facet("experience", subject=_subject(before["subject"]) if before else None))]
    return []


def _skills(text: str) -> list[tuple[int, Facet]]:
    match = _SKILL_SUBJECT.search(text) or _NAMED_SKILL.match(text)
    if match is None:
        return []
    subject = _subject(match["subject"])
    return [(match.start(), Facet("skill", subject=subject))] if subject else []


def _subject(words: str) -> str | None:
    said = _SAID_OF_IT.sub("", _LEADING_LINK.sub("", _COUNTED_MONTHS.sub("", words.strip())))
    return _FINAL.sub("", _DANGLING.sub("", said)) or None


def _kind(text: str, facets: tuple[Facet, ...]) -> RequirementKind:
    """Take the kind of the first thing stated; a skill named before loose experience comes first."""
    timed = next((facet for facet in facets if facet.kind == "education" or facet.years is not None), None)
    if timed is not None:
        return timed.kind
    skill, experience = _SKILL.search(text), _EXPERIENCE.search(text)
    has_experience = any(facet.kind == "experience" for facet in facets)
    if has_experience and experience is not None and not _skill_first(text, experience.start()):
        return "experience"
    return "skill" if skill is not None or facets else "other"


def _skill_first(text: str, experience_at: int) -> bool:
    """Say whether an own sentence about a skill stands before the experience."""
    end = text.rfind(". ", 0, experience_at)
    return end >= 0 and _SKILL.search(text, 0, end) is not None
