"""How and how much somebody works: the type of employment and the way of working that a short text names."""

import re

from ats.openings.importing.draft import EmploymentType, Workplace

# Of several, the first here is the one that an opening shows; the words themselves stay in its text.
_TYPES: tuple[tuple[EmploymentType, str], ...] = (
    (
        "intern",
        r"intern(?:ship)?s?|praktik(?:um|ant(?:in)?)|stages?|stagiaire|prácticas|becari[oa]|tirocinio|estágio",
    ),
    (
        "part_time",
        r"part[- _]?time|teilzeit|temps[- ]partiel|jornada parcial|media jornada|tiempo parcial|"
        r"deeltijd|a tempo parziale|tempo parcial|mi-temps",
    ),
    (
        "full_time",
        r"full[- _]?time|vollzeit|temps[- ]plein|temps complet|jornada completa|tiempo completo|voltijd|"
        r"a tempo pieno|tempo integral",
    ),
    (
        "temporary",
        r"temporary|temp|fixed[- _]term|seasonal|befristet\w*|cdd|intérim\w*|temporal|tijdelijk|"
        r"a tempo determinato|interim",
    ),
    (
        "contractor",
        r"contract(?:or)?|freelanc\w+|freiberuflich\w*|freie mitarbeit|selbständig\w*|indépendant\w*|autónom[oa]|zzp",
    ),
    ("volunteer", r"volunteer(?:ing)?|ehrenamt(?:lich)?|bénévol\w+|voluntari\w+|vrijwillig\w*"),
    ("per_diem", r"per[- _]?diem"),
    ("other", r"other"),
)
# What says how long or for whom, and of the type of employment only what is usual for it.
_USUALLY: tuple[tuple[EmploymentType, str], ...] = (
    (
        "part_time",
        r"werkstudent(?:in|ent?ätigkeit)?|working student|student job|mini-?job|nebenjob|job étudiant",
    ),
    (
        "full_time",
        r"permanent|regular|unbefristet\w*|festanstellung|fest angestellt|cdi|indefinid[oa]|vast(?: contract)?|"
        r"a tempo indeterminato|open[- ]ended",
    ),
)
_WORKPLACES: tuple[tuple[Workplace, str], ...] = (
    (
        "hybrid",
        r"h[yí]brid(?:e|es|[oa])?(?: working)?|teils remote|partly remote|(?:teilweise|anteilig) home ?office|"
        r"home ?office,? (?:ist )?(?:teilweise |anteilig |nach absprache )?(?:möglich|possible)",
    ),
    (
        "remote",
        r"(?:fully |100 ?% ?)?remote(?: first| only)?|home ?office|telecommute|work from home|télétravail|"
        r"remoto|thuiswerken|anywhere",
    ),
    ("onsite", r"on[- _]?site|vor ort|sur site|presencial|in (?:the )?office|op locatie"),
)


def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in table)


_TYPE_PATTERNS, _USUAL_PATTERNS, _WORKPLACE_PATTERNS = map(_compiled, (_TYPES, _USUALLY, _WORKPLACES))
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_HOURS = re.compile(
    rf"(?:{_NUMBER} ?(?:[-\u2013\u2014]|to|bis|à|a|und|and) ?)?(?P<most>{_NUMBER}) ?-?(?:wochenstunden\b|"
    r"(?:h|hrs?|hours?|std|stunden?|heures?|horas?|uur|uren|ore)\b\.? ?"
    r"(?:/|[- ]?\b(?:an?|per|pro|die|je|in der|por|la|par|alla|each)\b ?){0,3} ?"
    r"(?:weeks?|wk|woche|wöchentlich|semaine|semana|semanal(?:es)?|settimana|weekly|hebdo\w*|w)\b\.?)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"(?<![\d.,])(?:{_NUMBER} ?%? ?(?:[-\u2013\u2014]|to|bis|à) ?)?(?P<most>\d{{2,3}}) ?%", re.IGNORECASE
)
_ADD_ONS = re.compile(
    r"(?:\W|\b(?:or|oder|and|und|ou|et|possible|möglich|ok|okay|also|auch|work|working|job|position|stelle|"
    r"contract|first|within|eu|europe|\d+ ?%?|days?|hours?|hrs?|h|std|"
    r"stunden?|heures?|horas?|uur|uren|ore|a|per|week|ca|circa|approx|about|(?:utc|gmt|cet|est)\W{0,3}\d{0,2})\b)*",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:\W|\b(?:contract|contrat|vertrag|position|job|employment|role|stelle|anstellung|work|working|type|basis|on|an?|"
    r"in|auf|en|fully|only|100 ?%)\b)*",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:for |auf |de |durée )?\d{1,2} ?"
    r"(?:months?|years?|weeks?|monate?|jahre?|mois|ans?|meses|años?|maanden|jaar|mesi|anni)"
    r"|(?:start(?:ing|s)?:? |from |ab |per |à partir d[ue] |dès (?:le )?|desde (?:el )?|vanaf |dal )"
    r"[^,;]{0,12}\d[^,;]{0,16}"
    r"|(?:per|ab) sofort|immediate(?:ly)?|dès que possible",
    re.IGNORECASE,
)
_LASTING_CONTRACT = re.compile(
    r"\b((?:permanent|regular|open[- ]ended|unlimited|employment|work)) contracts?\b", re.IGNORECASE
)
# Types that are named as those who work so are.
_ALSO_TITLES = frozenset(("intern", "contractor", "volunteer"))
# What an opening tells apart; the others are saved as the nearest of these.
_HELD = frozenset(("full_time", "part_time", "contractor", "temporary", "intern"))
_MOST_PART_TIME_HOURS = 32
_LEAST_FULL_TIME_HOURS = 35


def employment_type_of(text: str) -> EmploymentType | None:
    """Name the type of employment that a short text means, or None.

    A type that is named comes before what hours a week, a share of them ("80–100 %") or a permanent contract say.
    """
    text = _LASTING_CONTRACT.sub(r"\1", text)
    said = {
        name: found.start() for name, pattern in _TYPE_PATTERNS if (found := pattern.search(text)) is not None
    }
    if {"full_time", "part_time"} <= said.keys():
        del said[max("full_time", "part_time", key=said.__getitem__)]
    usual = next((name for name, pattern in _USUAL_PATTERNS if pattern.search(text)), None)
    if usual == "part_time" and not said.keys() & {"full_time", "intern"}:
        return usual
    return next(iter(said), None) or _by_amount(text) or usual


def employment_of_title(title: str) -> EmploymentType | None:
    """Name the type of employment that a title says by a share or hours of work: "Polymechaniker/in 80–100 %"."""
    for _, pattern in _WORKPLACE_PATTERNS:
        title = pattern.sub(" ", title)
    return _by_amount(title)


def workplace_of(text: str) -> Workplace | None:
    """Name the way of working that a short text means, or None."""
    return next((name for name, pattern in _WORKPLACE_PATTERNS if pattern.search(text)), None)


def is_employment(text: str) -> bool:
    """Say whether nothing but types of employment, hours and small change ("possible") is in a text."""
    rest, amounts = _HOURS.subn(" ", text)
    rest, shares = _SHARE.subn(" ", rest)
    return _is_only(rest, (*_TYPE_PATTERNS, *_USUAL_PATTERNS), amounts + shares)


def is_term(text: str) -> bool:
    """Say whether a text is for how long or from when somebody works: "6 months", "from 1 March 2027"."""
    return _TERM.fullmatch(text) is not None


def may_name_somebody(text: str) -> bool:
    """Say whether a type of employment that is a title as well is in a text: "Intern", "Working Student"."""
    students = _USUAL_PATTERNS[0][1]
    return students.search(text) is not None or any(
        pattern.search(text) for name, pattern in _TYPE_PATTERNS if name in _ALSO_TITLES
    )


def is_workplace(text: str) -> bool:
    """Say whether nothing but ways of working and small change ("3 days a week") is in a text."""
    return _is_only(text, _WORKPLACE_PATTERNS, 0)


def holds_all(
    text: str, employment_type: EmploymentType | None = None, workplace: Workplace | None = None
) -> bool:
    """Say whether a type and a way of working are all that a text says: not so of "Part-time, 20 h a week"."""
    if employment_type is not None and employment_type not in _HELD:
        return False
    for name, pattern in (*_TYPE_PATTERNS, *_WORKPLACE_PATTERNS):
        if name in (employment_type, workplace):
            text = pattern.sub(" ", text)
    return _SAYS_NOTHING.fullmatch(text) is not None


def _is_only(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...], known: int) -> bool:
    rest = text
    for _, pattern in patterns:
        rest, count = pattern.subn(" ", rest)
        known += count
    return known > 0 and _ADD_ONS.fullmatch(rest) is not None


def _by_amount(text: str) -> EmploymentType | None:
    hours, share = _HOURS.search(text), _SHARE.search(text)
    if hours is not None:
        most = float(hours["most"].replace(",", "."))
        if most <= _MOST_PART_TIME_HOURS:
            return "part_time"
        return "full_time" if most >= _LEAST_FULL_TIME_HOURS else None
    if share is not None:
        return "full_time" if int(share["most"]) >= 100 else "part_time"
    return None
