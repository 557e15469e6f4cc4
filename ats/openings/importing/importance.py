"""Whether words ask for something or only wish for it, in several languages."""

import re

from ats.openings.importing.draft import Importance
from ats.openings.importing.sentences import split_clauses, split_sentences

_PREFERRED = re.compile(
    r"\b(?:prefer(?:red|ably|able)|preference (?:will be |is )?(?:given|for)|desir(?:ed|able)|highly "
    r"advantageous|advantageous|"
    r"(?:an?|is|are|as|big|huge|strong|definite|real|be) plus\b(?! \d)|plus(?=[.!)]?$)|nice[ -]to[ "
    r"-]haves?|good to have|"
    r"(?:is|are|be|as) a bonus|bonus points?|(?:an?|clear|big|strong|distinct|added|is|are) advantage\b(?! "
    r"of)|"
    r"(?:an?|major|strong|real|valuable|great|big|definite|significant) asset\b(?! manag)|ideally|"
    r"optional(?:ly)?|beneficial|"
    r"(?:is|are|be|very|most) (?:welcome|helpful|useful|nice|appreciated)|would be (?:great|good|ideal)|"
    r"von vorteil|wünschenswert|idealerweise|gerne? gesehen|ein plus|bevorzugt|vorteilhaft|hilfreich|"
    r"pluspunkt|wäre(?:n)? (?:schön|toll|ideal)|"
    r"souhaité(?:e?s?)|souhaitables?|un plus|un atout|atout|idéalement|apprécié(?:e?s?)|de préférence|"
    r"serai(?:en)?t un plus|"
    r"deseables?|se valora(?:rá|rán)?|preferible(?:mente)?|valorable|een pré|bij voorkeur|pluspunten|is "
    r"mooi meegenomen|"
    r"preferibil[ei]|gradit[oaie]|preferenziale|desejável|preferencial)\b|\bplus\)",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:(?:is|are|be|strictly|absolutely|also) required|required(?=[:;,.)]|$| skills| for this)|"
    r"required (?:to have|for)|"
    r"(?:degree|experience|skills?|knowledge|certification|licen[cs]e|ability|diploma) required|requires? "
    r"(?:an?|at least|strong|good|\d)|"
    r"must (?:also )?(?:have|be|possess|hold|bring|show|demonstrate)|mandatory|(?:is|are) (?:essential|"
    r"necessary|needed|vital|crucial|imperative|a must)|"
    r"(?:should|candidates? will) (?:also )?(?:have|be|possess|hold|bring)|you(?: will|['\u2019]ll)? "
    r"(?:also )?need (?:to (?:have|be|not only be|possess)|an?|at least|strong|good|\d)|"
    r"expect(?:s|ed)? (?:\w+ ){1,3}to (?:have|be|bring|hold)|prerequisites?|(?:at least|a minimum of|"
    r"minimum of|minimum) (?:an? )?(?:\d|one|two|three|four|five|b\.|bachelor|master)|"
    r"\d+\+? (?:or more )?years['\u2019]? (?:of )?(?:\w+ ){0,4}experience|"
    r"erforderlich|zwingend|voraussetzung(?:en)?|setzen wir voraus|vorausgesetzt|notwendig|unabdingbar|"
    r"verfügen (?:sie )?über|bringen sie|"
    r"requis(?:e?s?)|exigé(?:e?s?)|indispensables?|obligatoires?|impérati(?:f|ve|vement)|"
    r"requerid[oa]s?|imprescindibles?|indispensable|obligatori[oa]s?|vereist|verplicht|noodzakelijk|"
    r"richiest[oaie]|obbligatori[oae]|obrigatóri[oa]s?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:(?:is|are|be)?n['\u2019]t|not|no longer|nicht(?: zwingend)?|kein(?:e|en)?|pas|no es|niet) "
    r"(?:\w+ ){0,2}?"
    r"(?:required|necessary|needed|essential|mandatory|a must|erforderlich|notwendig|voraussetzung|"
    r"zwingend|requis\w*|exigé\w*|obligatoire\w*|"
    r"necesari[oa]|vereist)\b|\bno (?:[\w-]+ ){0,4}(?:required|necessary|needed)\b|\bkein(?:e|en)? "
    r"(?:[\w-]+ ){0,3}(?:erforderlich|nötig)\b",
    re.IGNORECASE,
)
_BY_THE_WAY = re.compile(
    r"\b(?:as|if|when|where|whenever) (?:required|needed|necessary|preferred|desired)\b|\brequired by "
    r"law\b|\bplus \w+ing\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]{0,300}\)")


def stated_importance(text: str) -> Importance | None:
    """Say what one clause of prose asks: "required", "preferred", or None where it asks nothing.

    What stands in brackets is not looked at; "not required" asks nothing.
    """
    plain = _BY_THE_WAY.sub(" ", _BRACKETED.sub(" ", text))
    if _PREFERRED.search(plain):
        return "preferred"
    if plain.rstrip().endswith("?") or _DENIED.search(plain):
        return None
    return "required" if _REQUIRED.search(plain) else None


def importance_of_entry(text: str, default: Importance) -> Importance:
    """Weigh an entry of a requirements list: preferred only where every part of it is, or it is not asked."""
    parts = [clause for sentence in split_sentences(text) for clause in split_clauses(sentence)]
    stated = [stated_importance(part) or stated_importance(_unwrapped(part)) for part in parts]
    if stated and all(importance == "preferred" for importance in stated):
        return "preferred"
    if len(parts) == 1 and _DENIED.search(text):
        return "preferred"
    return "required" if "required" in stated else default


def bracketed_wishes(text: str) -> list[str]:
    """List what brackets inside prose wish for: "(MBA a plus)" gives "MBA a plus"."""
    inner = (match.group()[1:-1].strip() for match in _BRACKETED.finditer(text))
    return [words for words in inner if _PREFERRED.search(words)]


def without_wishes(text: str) -> str:
    """Take the brackets out that bracketed_wishes lists."""
    kept = _BRACKETED.sub(lambda match: " " if _PREFERRED.search(match.group()) else match.group(), text)
    return re.sub(r" +(?=[,.;:])| +(?= )", "", kept).strip()


def _unwrapped(part: str) -> str:
    """Let brackets at the very end count, "Kubernetes (a plus)", but only where they hold nothing else."""
    match = re.search(r"\((?P<inner>[^()]{1,40})\)[.;]?$", part)
    return match["inner"] if match else ""
