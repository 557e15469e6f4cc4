"""The short facts of an opening: place, way of working, employment, pay, deadline, who may see it."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.draft import EmploymentType, Pay, Visibility, Workplace
from ats.openings.importing.pay import is_small_change, read_pay, split_pay
from ats.vocabulary.dates import find_date

_TYPES: tuple[tuple[EmploymentType, str], ...] = (
    ("part_time", r"part[- _]?time|teilzeit|temps partiel|jornada parcial|media jornada|deeltijd|parttime"),
    (
        "full_time",
        r"full[- _]?time|vollzeit|temps plein|jornada completa|tiempo completo|voltijd|fulltime|permanent|"
        r"unbefristet|festanstellung|cdi",
    ),
    ("intern", r"intern(?:ship)?|praktikum|stage|prácticas|werkstudent(?:in)?"),
    ("temporary", r"temporary|temp|fixed[- ]term|seasonal|befristet|cdd|temporal|tijdelijk"),
    ("contractor", r"contract(?:or)?|freelance|freiberuflich|freie mitarbeit|selbständig"),
    ("volunteer", r"volunteer|ehrenamt(?:lich)?|bénévol\w+|voluntari\w+"),
    ("per_diem", r"per[- _]?diem"),
    ("other", r"other"),
)
_WORKPLACES: tuple[tuple[Workplace, str], ...] = (
    ("hybrid", r"hybrid(?:e|es|o)?(?: working)?|teils remote|partly remote"),
    (
        "remote",
        r"(?:fully |100 ?% ?)?remote(?: first| only)?|home ?office|telecommute|work from home|télétravail|"
        r"remoto|thuiswerken|anywhere",
    ),
    ("onsite", r"on[- _]?site|vor ort|sur site|presencial|in (?:the )?office|op locatie"),
)
_TYPE_PATTERNS = tuple((name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in _TYPES)
_WORKPLACE_PATTERNS = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in _WORKPLACES
)
_ADD_ONS = re.compile(
    r"(?:\W|\b(?:or|oder|and|und|ou|possible|möglich|ok|okay|also|auch|work|working|job|position|stelle|"
    r"contract|first|within|eu|europe|\d+ ?%?|days?|hours?|a|per|week)\b)*",
    re.IGNORECASE,
)

_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,40}?)(?: ?: ?| [-\u2013\u2014] )(?P<value>\S.{0,150})")
_PLACE_LABEL = re.compile(
    r"(?:work |job |primary |office )?(?:locations?|place(?: of work)?|city|based in|where|arbeitsort|"
    r"einsatzort|standorte?|ort|lieu(?: de travail)?|localisation|ubicación|lugar|"
    r"locatie|standplaats|sede|luogo|localização)",
    re.IGNORECASE,
)
_TYPE_LABEL = re.compile(
    r"(?:employment|job|contract|position|work)(?: type| status)|type(?: of (?:employment|contract|"
    r"position))?|commitment|employment|schedule|hours|beschäftigungsart|anstellungsart|"
    r"arbeitszeit|vertragsart|umfang|(?:type de )?contrat|(?:tipo de )?(?:contrato|jornada)|dienstverband",
    re.IGNORECASE,
)
_WORKPLACE_LABEL = re.compile(
    r"workplace(?: type)?|way of working|work(?:ing)? (?:mode|model|arrangement|style)|remote|"
    r"arbeitsmodell|mode de travail|modalidad",
    re.IGNORECASE,
)
_PAY_LABEL = re.compile(
    r"(?:(?:base|annual|yearly|monthly|hourly|starting|gross) )?(?:salary|pay|compensation|remuneration|wage|rate)"
    r"(?: range| band)?(?: per (?:year|month|hour))?|(?:jahres|monats|stunden)?(?:gehalt|lohn|vergütung)|"
    r"(?:salaire|rémunération|salario|sueldo|salaris|stipendio|retribuzione)",
    re.IGNORECASE,
)
_DEADLINE_WORDS = (
    r"(?:application |closing |apply )?(?:deadline|closing date|apply by|closes(?: on)?|applications? "
    r"(?:close|due)(?: on)?|valid through|open until)|"
    r"bewerbungsfrist|bewerbungsschluss|(?:bewerben sie sich |bewirb dich )?(?:bitte )?bis(?: zum)?|date "
    r"limite(?: de candidature)?|fecha límite|plazo|sluitingsdatum|scadenza"
)
_DEADLINE_LABEL = re.compile(_DEADLINE_WORDS, re.IGNORECASE)
_DEADLINE_SENTENCE = re.compile(
    rf"\b(?:{_DEADLINE_WORDS}|no later than|spätestens(?: bis)?|(?:appl(?:y|ications?)|résumés?|resumes?|"
    rf"cvs?|bewerbung(?:en)?|candidatures?)[^.!?]{{0,80}}? (?:by|until|before|no later than|bis(?: zum)?|"
    rf"avant le|jusqu'au))\b",
    re.IGNORECASE,
)
_VISIBILITY_LABEL = re.compile(r"visibility|posting(?: type)?|audience|open to|sichtbarkeit", re.IGNORECASE)
_PUBLIC = re.compile(
    r"\(?(?:external ?(?:/|&|and|or|,) ?internal|internal ?(?:/|&|and|or|,) ?external|external(?: only| "
    r"applicants| candidates)*|public)\)?[.!]?",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"\(?(?:(?:for |this (?:is|position is|opening is|role is|post is) (?:an? )?(?:open to |for "
    r")?)?(?:internal|nur intern|interne? ausschreibung|en interne)"
    r"(?: posting| candidates?| applicants?| staff| employees?| only| applications?)*|(?:open to |for "
    r")?(?:current )?(?:staff|employees) only)\)?[.!]?",
    re.IGNORECASE,
)
_META = re.compile(r" ?[|\u00b7\u2022\u2013\u2014;] ?| - |, | / ")
_PLACE_WITH_WAY = re.compile(r"(?P<place>[^()]{2,80}?) ?\((?P<way>[^()]{2,40})\)")
_MAX_META = 140
_READ = 3000


@dataclass(frozen=True)
class Facts:
    """What an opening says of itself in short; None where it says nothing."""

    place: str | None = None
    workplace: Workplace | None = None
    employment_type: EmploymentType | None = None
    deadline_on: date | None = None
    visibility: Visibility | None = None
    pay: Pay | None = None

    def __or__(self, other: "Facts") -> "Facts":
        """Keep what is known and fill the gaps from `other`."""
        gaps = {f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None}
        return replace(self, **gaps)

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))


def read_fact_line(text: str) -> Facts | None:
    """Read a line that holds facts alone: "Location: Leeds", "Leeds | Full-time", "Internal only"."""
    if len(text) > _MAX_META:
        return None
    visibility = read_visibility(text)
    if visibility is not None:
        return Facts(visibility=visibility)
    pay = read_pay(text)
    if pay is not None:
        return Facts(pay=pay)
    bracket = _PLACE_WITH_WAY.fullmatch(text)
    if bracket and read_bare_place(bracket["place"]) and workplace_of(bracket["way"]):
        return place_facts(text)
    labelled = _LABELLED.fullmatch(text)
    facts = _labelled_fact(labelled["label"].strip(), labelled["value"].strip()) if labelled else None
    return facts or _meta_line(text)


def read_visibility(text: str) -> Visibility | None:
    """Read "External/Internal" as public and "Internal only" as internal; None for any other sentence."""
    if len(text) > _MAX_META:
        return None
    if _PUBLIC.fullmatch(text.strip()):
        return "public"
    return "internal" if _INTERNAL.fullmatch(text.strip()) else None


def read_deadline(sentence: str) -> date | None:
    """Find the date until which prose says to apply ("Apply by 31 March 2027")."""
    for cue in _DEADLINE_SENTENCE.finditer(sentence[:_READ]):
        found = find_date(sentence[cue.end() : cue.end() + _MAX_META])
        if found is not None:
            return found
    return None


def employment_type_of(text: str) -> EmploymentType | None:
    """Name the type of employment that a short text means, or None."""
    return next((name for name, pattern in _TYPE_PATTERNS if pattern.search(text)), None)


def workplace_of(text: str) -> Workplace | None:
    """Name the way of working that a short text means, or None."""
    return next((name for name, pattern in _WORKPLACE_PATTERNS if pattern.search(text)), None)


def _labelled_fact(label: str, value: str) -> Facts | None:
    if _PLACE_LABEL.fullmatch(label):
        return place_facts(value)
    if _WORKPLACE_LABEL.fullmatch(label) and workplace_of(value):
        return Facts(workplace=workplace_of(value))
    if _TYPE_LABEL.fullmatch(label) and employment_type_of(value):
        return Facts(employment_type=employment_type_of(value), workplace=workplace_of(value))
    if _DEADLINE_LABEL.fullmatch(label) and find_date(value):
        return Facts(deadline_on=find_date(value))
    if _VISIBILITY_LABEL.fullmatch(label) and read_visibility(value):
        return Facts(visibility=read_visibility(value))
    if _PAY_LABEL.fullmatch(label) and (pay := read_pay(f"{label}: {value}")):
        return Facts(pay=pay)
    return None


def place_facts(value: str) -> Facts:
    """Read what stands as a place: "Lisbon (Hybrid)" names both, "Remote" only the way of working."""
    if _is_only(value, _WORKPLACE_PATTERNS):
        return Facts(workplace=workplace_of(value))
    meta = _meta_line(value)
    bracket = _PLACE_WITH_WAY.fullmatch(value)
    if bracket and workplace_of(bracket["way"]):
        return Facts(place=bracket["place"], workplace=workplace_of(bracket["way"]))
    return meta if meta and meta.place else Facts(place=value.rstrip("."))


def _meta_line(text: str) -> Facts | None:
    """Read a line of tokens, one of them a type, a way of working or a pay, and at most two left over."""
    pay, text = split_pay(text) or (None, text)
    tokens = [token.strip(" .") for token in _META.split(text) if token.strip(" .")]
    facts, left, known = Facts(pay=pay), [], 0
    for token in tokens:
        if _is_only(token, _TYPE_PATTERNS):
            facts, known = facts | Facts(employment_type=employment_type_of(token)), known + 1
        elif _is_only(token, _WORKPLACE_PATTERNS):
            facts, known = facts | Facts(workplace=workplace_of(token)), known + 1
        elif pay is None or not is_small_change(token):
            left.append(token)
    place = ", ".join(left)
    if not known:
        # A pay alone does not make what stands beside it a place.
        return replace(facts, place=place) if pay and read_bare_place(place) else None
    if len(left) > 2 or any(len(token.split()) > 4 or not token[:1].isupper() for token in left):
        return None
    return replace(facts, place=place or None)


def _is_only(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> bool:
    """Say whether nothing but such words and small change ("possible", "3 days a week") is in a text."""
    rest, found = text, False
    for _, pattern in patterns:
        rest, count = pattern.subn(" ", rest)
        found = found or count > 0
    return found and _ADD_ONS.fullmatch(rest) is not None
