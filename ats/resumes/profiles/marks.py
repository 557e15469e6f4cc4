"""Marks of short texts in a résumé: whether one reads as prose, a place, a company, a label or an address."""

import re
from functools import lru_cache

from ats.vocabulary.companies import company_words, find_legal_form
from ats.vocabulary.countries import find_country
from ats.vocabulary.folding import letters_of
from ats.vocabulary.institutions import institution_words
from ats.vocabulary.places import find_city, find_region
from ats.vocabulary.titles import title_score
from ats.vocabulary.word_lists import words

_LABELS = frozenset(
    letters_of(label)
    for label in re.split(
        r"[,\n]\s*",
        """highlights,responsibilities,key responsibilities,main responsibilities,achievements,key achievements,tasks,
        duties,accomplishments,key accomplishments,projects,courses,coursework,relevant coursework,description,summary,
        aufgaben,tätigkeiten,aufgabenbereiche,schwerpunkte,erfolge,verantwortungsbereich,kurse,hauptaufgaben,
        missions,réalisations,responsabilités,tâches,cours,missions principales,
        responsabilidades,logros,funciones,tareas,cursos,obowiązki,zadania,osiągnięcia,zakres obowiązków,przedmioty,
        linkedin,github,gitlab,twitter,xing,facebook,instagram,website,webseite,site web,sitio web,portfolio,
        atividades,responsabilidade,mansioni,attività,taken,verantwoordelijkheden,arbetsuppgifter""",
    )
)
_STACK = re.compile(
    r"(?:technolog(?:ies|y|ien|ie|[íi]as)|tech(?:nical)? stack|stack|tools?(?: used)?|environment|umgebung|"
    r"werkzeuge|"
    r"environnement(?: technique)?|outils|entorno|herramientas|narzędzia|skills|keywords|courses?|coursework|kurse|"
    r"relevant coursework|responsibilities|kenntnisse)\s?(?:used|eingesetzt)?\s?:",
    re.IGNORECASE,
)
_REMOTE = words(
    "remote remotely homeoffice teletravail distanciel remoto zdalnie zdalna teletrabajo distans distancia hybrid "
    "hybride worldwide weltweit anywhere"
)
# A bare "Summit.io" is more often the name of a company than an address; addresses are written small.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,10}/\S*|"
    r"(?:[a-z0-9-]+\.)+[a-z]{2,10}"
)
_ENDING = re.compile(r"[^\W\d_]{3,}[)\"'\u201d]?[.!?]\Z|[;:]\Z")
_JOINING = words(
    "of de la le les des du et and & und für der die das von im in y e el los las do da i w z del di della the"
)


@lru_cache(maxsize=8192)
def is_prose(text: str) -> bool:
    """Say whether a text reads like a sentence or what a bullet holds, rather than a name, title or place."""
    found = text.split()
    if len(found) < 3:
        return False
    lower = sum(word[:1].islower() or word[:1].isdigit() for word in found) - _joining(found)
    if _ENDING.search(text) and lower > 0 and find_legal_form(text) is None:
        return True
    if len(found) < 6 or title_score(text) >= 0.75 or (len(found) < 12 and _names(text)):
        return len(found) > 16
    return lower >= 2 and lower + _joining(found) >= 0.5 * len(found)


def _names(text: str) -> bool:
    return find_legal_form(text) is not None or title_score(text) >= 0.6 or institution_words(text) > 0


def _joining(found: list[str]) -> int:
    return sum(word in _JOINING for word in found)


def is_label(text: str) -> bool:
    """Say whether a text only names what follows: "Highlights", "Aufgaben:"."""
    return letters_of(text) in _LABELS


def is_stack(text: str) -> bool:
    """Say whether a line lists tools or courses behind a label: "Technologies: Java, SQL"."""
    return _STACK.match(text) is not None


def is_address(text: str) -> bool:
    """Say whether a text is a web or e-mail address and nothing else."""
    return " " not in text.strip() and _ADDRESS.fullmatch(text.strip()) is not None


@lru_cache(maxsize=8192)
def place_score(text: str) -> float:
    """Return how surely a short text is a place: 1 for "Austin, TX" and "Remote", 0.6 for the name of a city alone."""
    parts = [part.strip() for part in re.split(r",|\s[-\u2013]\s|\s?/\s?|\(|\)", text) if part.strip()]
    if not parts or len(parts) > 4 or len(text) > 70:
        return 0.0
    if letters_of(parts[0]) in _REMOTE:
        return 1.0
    if len(parts) == 1:
        return _single_place(parts[0])
    known = [_known(part) for part in parts]
    if not known[-1]:
        return 0.0
    if known[0]:
        return 1.0
    # "Smallville, TX" and "Smallville, Kansas, USA" are places; "Acme, Germany" and "Acme, Berlin, Germany" may not be.
    if len(parts) == 2:
        return 0.8 if parts[1].isupper() and len(parts[1]) <= 3 else 0.4
    return 0.8 if find_region(parts[1]) is not None and find_city(parts[1]) is None else 0.0


def _single_place(text: str) -> float:
    if find_country(text) is not None and (len(text) > 2 or not text.isupper()):
        return 0.9
    if find_city(text) is not None:
        return 0.6
    if find_region(text) is not None and len(text) > 3:
        return 0.5
    # "Paris France", "Austin TX": a city and what it lies in without a comma
    head, _, tail = text.rpartition(" ")
    return 0.8 if head and _known(tail) and find_city(head) is not None else 0.0


@lru_cache(maxsize=8192)
def _known(text: str) -> bool:
    if letters_of(text) in _REMOTE:
        return True
    bare = re.sub(r"^(?:D-|F-|PL-)?\d[\d -]{2,6}\s", "", text)
    return find_country(bare) is not None or find_city(bare) is not None or find_region(bare) is not None


def is_known_place(text: str) -> bool:
    """Say whether a text is the name of one city, region or country, or "Remote"."""
    return _known(text.strip())


@lru_cache(maxsize=8192)
def company_score(text: str) -> float:
    """Return how much a short text reads like the name of a company, from 0 to 1."""
    if find_legal_form(text) is not None:
        return 1.0
    found = company_words(text)
    return min(0.5 + 0.2 * found, 0.9) if found else 0.0
