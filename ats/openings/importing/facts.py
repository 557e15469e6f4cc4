"""The short facts of an opening: place, way of working, employment, pay, deadline, who may see it."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from ats.openings.importing.bare_places import read_bare_place
from ats.openings.importing.draft import EmploymentType, Pay, Visibility, Workplace
from ats.openings.importing.employment import (
    employment_type_of,
    holds_all,
    is_employment,
    is_term,
    is_workplace,
    workplace_of,
)
from ats.openings.importing.pay import is_small_change, read_pay, says_nothing_more, says_only_pay, split_pay
from ats.openings.importing.place_lists import (
    fitting,
    is_said_by,
    join_places,
    lay_out,
    parts_of,
    read_alternatives,
)
from ats.vocabulary.dates import find_date, without_dates

_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\n]{1,40}?)(?: ?: ?| [-\u2013\u2014] )(?P<value>\S.{0,400})")
_PLACE_LABEL = re.compile(
    r"(?:work(?:ing)? |job |primary |office |other |further |additional )?(?:locations?|places?(?: of work)?|"
    r"cit(?:y|ies)|sites?|offices?|work ?place|based in|where|arbeitsorte?|"
    r"einsatzort|dienstort|standorte?|ort|lieux?(?: de travail)?|localisation|ubicación|lugar|"
    r"locatie|standplaats|sede|luogo|localização)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:locations|places|cities|sites|offices|orte|lieux|ubicaciones|sedes)\Z", re.IGNORECASE
)
_TYPE_LABEL = re.compile(
    r"(?:employment|job|contract|position|work)(?: type| status)|type(?: of (?:employment|contract|"
    r"position|work))?|commitment|employment|schedule|(?:working |weekly )?hours|work(?:ing)? time|"
    r"workload|contract(?: duration)?|level of employment|"
    r"beschäftigungs(?:art|form|umfang|grad|verhältnis)|anstellung(?:sart|sgrad|sverhältnis)?|"
    r"(?:wochen)?arbeitszeit(?:modell)?|wochenstunden|vertragsart|vertrag|befristung|stellenumfang|umfang|(?:arbeits)?pensum|"
    r"art der (?:anstellung|stelle|beschäftigung)|"
    r"(?:type de )?contrat|temps de travail|taux d['\u2019](?:activité|occupation)|durée (?:du contrat|du travail)|"
    r"(?:tipo de )?(?:contrato|jornada|empleo)|dienstverband|uren(?: per week)?|contratto|tipo di contratto",
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
_DEADLINE_PART = re.compile(rf"(?:{_DEADLINE_WORDS}):? (?P<day>.{{4,40}})", re.IGNORECASE)
_DEADLINE_SENTENCE = re.compile(
    rf"\b(?:{_DEADLINE_WORDS}|no later than|spätestens(?: bis)?|(?:appl(?:y|ications?)|résumés?|resumes?|"
    rf"cvs?|bewerbung(?:en)?|candidatures?)[^.!?]{{0,80}}? (?:by|until|before|no later than|bis(?: zum)?|"
    rf"avant le|jusqu'au))\b",
    re.IGNORECASE,
)
# Prose in which somebody is to apply until a day that follows at once; "to apply ... for a contract until ..." is not.
_APPLY_UNTIL = re.compile(
    r"\b(?:appl(?:y|ications?)|send|bewerb\w+|envoye[rz]|postule[rz]?|candidatures?|sollicit\w+|stuur|reageer|reageren|"
    r"env[ií]\w+|solicitud\w*|postula\w*|candidat\w*|invia\w*)\b(?:(?:[^.!?]|\.(?=\S)){0,120}?) "
    r"(?:by|until|before|no later than|bis(?: zum)?|spätestens|avant le|jusqu['\u2019]au|au plus tard le|"
    r"tot(?: en met)?|vóór|voor|uiterlijk(?: op)?|hasta(?: el)?|antes del?|entro(?: e non oltre)?(?: il)?|fino al)"
    r" (?=.{0,12}\d)",
    re.IGNORECASE,
)
_ABOUT_WORK = re.compile(
    r"contract|contrat|vertrag|befrist|\bstart|begin|debut|début|poste à|inizi|graduat|born|"
    r"projet|project|proyecto|progetto|\bdegree|diplom",
    re.IGNORECASE,
)
_UNTIL_DAY = 24
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
_PARTS = re.compile(r" ?[|\u00b7\u2022\u2014;\n] ?| [-\u2013] | / ")
_PLACE_WITH_WAY = re.compile(r"(?P<place>[^():]{2,80}?) ?\((?P<way>[^()]{2,40})\)")
_MAX_META = 140
_MAX_LABEL = 40
_MAX_PLACES = 440
_READ = 3000


@dataclass(frozen=True)
class Facts:
    """What an opening says of itself in short; None where it says nothing.

    ``is_whole`` says that they are all that the text they were read from says; of what is not, the text is kept too,
    or ``kept``, where that is all of it that the facts do not hold.
    """

    place: str | None = None
    workplace: Workplace | None = None
    employment_type: EmploymentType | None = None
    deadline_on: date | None = None
    visibility: Visibility | None = None
    pay: Pay | None = None
    is_whole: bool = True
    kept: str = ""

    def __or__(self, other: "Facts") -> "Facts":
        """Keep what is known and fill the gaps from `other`."""
        gaps = {name: getattr(other, name) for name in _NAMES if getattr(self, name) is None}
        return replace(self, **gaps)

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in _NAMES)

    def adding(self, other: "Facts") -> "Facts":
        """Add what a further text says, its places beside the known ones; whole where all of it is held then."""
        places = join_places([*parts_of(self.place), *parts_of(other.place)])
        joined = replace(self | other, place=fitting(places) or None)
        is_held = all(getattr(other, name) in (None, getattr(joined, name)) for name in _NAMES[1:])
        is_held &= all(is_said_by(place, parts_of(joined.place)) for place in parts_of(other.place))
        return replace(joined, is_whole=other.is_whole and is_held, kept=other.kept if is_held else "")


_NAMES = tuple(field.name for field in fields(Facts) if field.name not in ("is_whole", "kept"))


@lru_cache(maxsize=1024)
def read_fact_line(text: str) -> Facts | None:
    """Read a line that holds facts alone: "Location: Leeds", "Leeds | Full-time", "Internal only"."""
    if len(text) > _MAX_META:
        return _long_list_of_places(text)
    visibility = read_visibility(text)
    if visibility is not None:
        return Facts(visibility=visibility)
    pay = read_pay(text)
    if pay is not None:
        is_whole = says_only_pay(text)
        told = None if is_whole else _meta_line(text)
        return told if told and told.pay else Facts(pay=pay, is_whole=is_whole)
    bracket = _PLACE_WITH_WAY.fullmatch(text)
    if bracket and read_bare_place(bracket["place"]) and workplace_of(bracket["way"]):
        return place_facts(text)
    labelled = _LABELLED.fullmatch(text)
    facts = _labelled_fact(labelled["label"].strip(), labelled["value"].strip()) if labelled else None
    if facts is None or (facts.deadline_on and not facts.is_whole):
        told = _meta_line(text)
        return told if facts is None or (told and told.is_whole) else facts
    return facts


def is_fact_label(text: str) -> bool:
    """Say whether a short text is the name of a fact: "Location", "Employment type", "Salary"."""
    labels = (_PLACE_LABEL, _TYPE_LABEL, _WORKPLACE_LABEL, _PAY_LABEL, _DEADLINE_LABEL, _VISIBILITY_LABEL)
    return len(text) <= _MAX_LABEL and any(label.fullmatch(text) for label in labels)


def read_visibility(text: str) -> Visibility | None:
    """Read "External/Internal" as public and "Internal only" as internal; None for any other sentence."""
    if len(text) > _MAX_META:
        return None
    if _PUBLIC.fullmatch(text.strip()):
        return "public"
    return "internal" if _INTERNAL.fullmatch(text.strip()) else None


def read_deadline(sentence: str) -> date | None:
    """Find the date until which prose says to apply ("Apply by 31 March 2027")."""
    text = sentence[:_READ]
    cues = [(cue, _MAX_META) for cue in _DEADLINE_SENTENCE.finditer(text)]
    cues += [(cue, _UNTIL_DAY) for cue in _APPLY_UNTIL.finditer(text)]
    for cue, reach in cues:
        found = find_date(sentence[cue.end() : cue.end() + reach])
        if found is not None and not _ABOUT_WORK.search(cue.group()):
            return found
    return None


def _long_list_of_places(text: str) -> Facts | None:
    labelled = _LABELLED.fullmatch(text) if len(text) <= _MAX_PLACES else None
    if labelled is None or not _PLACE_LABEL.fullmatch(labelled["label"].strip()):
        return None
    facts = place_facts(labelled["value"].strip())
    return facts if len(parts_of(facts.place)) > 1 else None


def _labelled_fact(label: str, value: str) -> Facts | None:
    if _PLACE_LABEL.fullmatch(label):
        return place_facts(value, is_list=_PLURAL.search(label) is not None)
    if _WORKPLACE_LABEL.fullmatch(label) and workplace_of(value):
        return terms_of(workplace=value)
    if _TYPE_LABEL.fullmatch(label) and employment_type_of(value):
        return terms_of(value, value)
    if _DEADLINE_LABEL.fullmatch(label) and (day := find_date(value)):
        return Facts(deadline_on=day, is_whole=not re.search(r"\w", without_dates(value)))
    if _VISIBILITY_LABEL.fullmatch(label) and read_visibility(value):
        return Facts(visibility=read_visibility(value))
    if _PAY_LABEL.fullmatch(label) and (pay := read_pay(f"{label}: {value}")):
        return Facts(pay=pay, is_whole=says_only_pay(value))
    return None


def terms_of(employment: str = "", workplace: str = "") -> Facts:
    """Read the type of employment and the way of working from short texts, which may be the same text."""
    if not employment and not workplace:
        return Facts()
    kind, way = employment_type_of(employment), workplace_of(workplace)
    said = ", ".join(dict.fromkeys(filter(None, (employment, workplace))))
    return Facts(employment_type=kind, workplace=way, is_whole=holds_all(said, kind, way))


def place_facts(value: str, *, is_list: bool = False) -> Facts:
    """Read what stands as a place: "Lisbon (Hybrid)" names both, "Remote" only the way of working.

    As a list, "Basel, Bern" is two places and not a town with its region.
    """
    if is_workplace(value):
        return terms_of(workplace=value)
    bracket = _PLACE_WITH_WAY.fullmatch(value)
    if bracket and workplace_of(bracket["way"]):
        terms = terms_of(workplace=bracket["way"])
        kept = "" if terms.is_whole else _capitalised(bracket["way"])
        return replace(terms, place=bracket["place"], kept=kept)
    meta = _meta_line(value)
    if meta and meta.place:
        return meta
    places, ways = read_alternatives(value, is_list=is_list)
    return _with_place(terms_of(workplace=ways), places)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_place(facts: Facts, place: str) -> Facts:
    held = fitting(place)
    is_held = held == place
    kept = facts.kept if is_held else ""
    return replace(facts, place=held or None, is_whole=facts.is_whole and is_held, kept=kept)


def _deadline_of(part: str) -> date | None:
    """Read a part of a line that is a deadline and nothing else: "Apply by 31 January 2027"."""
    found = _DEADLINE_PART.fullmatch(part.strip(" ."))
    return find_date(found["day"]) if found and not re.search(r"\w", without_dates(found["day"])) else None


def _meta_line(text: str) -> Facts | None:
    """Read a line of tokens, one a type, a way of working, a deadline or a pay, and few left over, such as a place."""
    pay, rest = split_pay(text) or (None, text)
    terms: list[str] = []
    ways: list[str] = []
    extras: list[str] = []
    left: list[str] = []
    day, is_whole = None, True
    for part in _PARTS.split(rest):
        kept = []
        if day is None and (day := _deadline_of(part)):
            continue
        bracket = _PLACE_WITH_WAY.fullmatch(part)
        if bracket and is_workplace(bracket["way"]) and read_bare_place(bracket["place"]):
            ways.append(bracket["way"])
            left.append(bracket["place"])
            continue
        tokens = [part] if is_workplace(part) or is_employment(part) else part.split(", ")
        for token in filter(None, (token.strip(" .,") for token in tokens)):
            if is_employment(token):
                terms.append(token)
            elif is_workplace(token):
                ways.append(token)
            elif is_term(token):
                extras.append(token)
            elif pay is None or not is_small_change(token):
                kept.append(token)
            else:
                is_whole &= says_nothing_more(token)
        left += [", ".join(kept)] if kept else []
    facts = replace(terms_of(", ".join(terms), ", ".join(ways)), pay=pay, deadline_on=day)
    is_rest_held = is_whole
    is_whole &= facts.is_whole and not extras
    kept = _capitalised(", ".join((*terms, *ways, *extras))) if is_rest_held and not is_whole else ""
    facts = replace(facts, is_whole=is_whole, kept=kept)
    if terms or ways or (day and left):
        return _with_rest(facts, left)
    # A pay alone does not make what stands beside it a place.
    return _with_place(facts, ", ".join(left)) if pay and read_bare_place(", ".join(left)) else None


def _with_rest(facts: Facts, left: list[str]) -> Facts | None:
    """Take what is left of a line of facts as its place; None where it is more than that."""
    places = [part for part in left if read_bare_place(part)]
    others = [token for part in left if part not in places for token in part.split(", ")]
    if len(others) > 2 or any(len(token.split()) > 4 or not token[:1].isupper() for token in others):
        return None
    if places:
        placed = _with_place(facts, lay_out(places))
        return replace(placed, is_whole=placed.is_whole and not others, kept="" if others else placed.kept)
    return _with_place(facts, ", ".join(others))
