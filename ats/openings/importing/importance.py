"""Whether words ask for something or only wish for it, in several languages."""

import re

from ats.openings.importing.draft import Importance
from ats.openings.importing.sentences import split_clauses, split_sentences
from ats.vocabulary.word_lists import words

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
    r"preferibil[ei]|gradit[oaie]|preferenziale|desejável|preferencial|"
    r"erwünscht|wünschenswerte?|vorzugsweise|kein muss|(?:herzlich )?willkommen|"
    r"un (?:vrai|réel|gros|petit) (?:plus|atout)|(?:est|serait?|constitue) un avantage|bienvenue?s?|"
    r"(?:es|será|sería) un(?:a ventaja| plus)|preferentemente|"
    r"een (?:grote |mooie )?(?:pluspunt|plus|voordeel)|(?:is|zijn|zou) (?:gewenst|welkom)|wenselijk|"
    r"(?:è|sarà|costituisce) (?:considerat[oa] )?un (?:vantaggio|plus)|preferibilmente|auspicabile|apprezzat[oaie])\b|"
    r"\bplus\)|\bgewenst[.!)]?$|\bun vantaggio[.!)]?$",
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
# What is welcome here is the person: "Bewerbungen von Frauen sind ausdrücklich erwünscht".
_WELCOMED = re.compile(
    r"\b(?:bewerbungen|bewerber\w*|quereinsteiger\w*|applications? (?:from|by|of)|(?:everyone|everybody|anyone)\b|"
    r"candidatures|candidaturas|sollicitaties|candidature|willkommen (?:bei|im|in|an|auf)|bienvenue (?:à|chez|dans))",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"\b(?:welcome|erwünscht|willkommen|gerne? gesehen|bienvenue?s?|bienvenid[oa]s?|welkom|benvenut[eio]|gradit[oaie]|"
    r"appréciées)\b",
    re.IGNORECASE,
)
# A company tells of itself: "Our team has 20 years of experience".
_OF_US = re.compile(
    r"\b(?:(?:the|our) (?:company|firm|team|group|organi[sz]ation|founders?|engineers?|experts?)|we) "
    r"(?:\w+ )?(?:ha(?:s|ve)|brings?|offers?|combines?|look(?:s)? back on|draws? on|shares?)\b|"
    r"\bwith (?:over|more than) \d+ years of (?:\w+ )?experience,? (?:we|our|the)\b",
    re.IGNORECASE,
)
# What prefers a part of what is asked: "3 years of sales, preferably in retail".
_IN_PART = re.compile(
    r"(?<=\w\w),? (?:preferably|ideally|vorzugsweise|idealerweise|de préférence|idéalement|preferentemente|"
    r"preferiblemente|bij voorkeur|preferibilmente) (?:in|with|at|from|of|as|within|im|aus|mit|bei|als|dans|en|avec|"
    r"con|de|nel|nella|op|met|an?|ein\w*|une?)\b[^.;]*",
    re.IGNORECASE,
)
# The box of a list of tasks: https://github.github.com/gfm/#task-list-items-extension-
_BOX = re.compile(r"^\[[ xX]\] +(?=\S)")
_WISH = (
    r"(?:big |huge |definite |real )?(?:bonus|plus|pluspunkte?|pluspunt(?:en)?)|nice[ -]to[ -]haves?|optional|"
    r"preferred|desir(?:ed|able)|ideally|wünschenswert|erwünscht|von vorteil|idealerweise|"
    r"un plus|souhaité|atout|idéalement|"
    r"deseable|opcional|valorable|gewenst|een pré|preferibile|gradito|facoltativo"
)
_DEMAND = (
    r"required|must(?:[ -]have)?|mandatory|essential|erforderlich|pflicht|zwingend|muss|requis|obligatoire|exigé|"
    r"obligatorio|imprescindible|requerido|vereist|verplicht|obbligatorio|richiesto"
)
_MARK = re.compile(
    rf"[\[(](?:(?P<wish>{_WISH})|(?P<demand>{_DEMAND}))[\])][ :\u2013\u2014-]*(?=\S)", re.IGNORECASE
)
_OPENED_BY = re.compile(
    rf"(?:(?P<wish>{_WISH})|(?P<demand>{_DEMAND})) ?(?::| [-\u2013\u2014]) ?(?=\S)", re.IGNORECASE
)
# "Familiarity with Rust a bonus" wishes; "Calculating a bonus" does not.
_ENDS_AS_BONUS = re.compile(
    r"(?P<before>[^\W\d_]+),? (?:is |as |would be )?an? (?:big |huge |nice |real |added )?bonus[.!]?$",
    re.IGNORECASE,
)
_BONUS_IS_MONEY = words(
    """
    and or of for with plus to earn get receive pay paid pays offer offers calculate calculating negotiate negotiating
    award awarding on in by from about than
    """
)
_BRACKETED = re.compile(r"\([^()]{0,300}\)")
# Brackets that wish for what stands before them: "good humour (desirable)".
_WISH_ALONE = re.compile(rf"(?:(?:is|are|would be|an?|but) )*(?:{_WISH})[.!]?", re.IGNORECASE)


def stated_importance(text: str) -> Importance | None:
    """Say what one clause of prose asks: "required", "preferred", or None where it asks nothing.

    What stands in brackets is not looked at; "not required" asks nothing.
    """
    plain = _BY_THE_WAY.sub(" ", _BRACKETED.sub(" ", text))
    whole = _IN_PART.sub("", plain)
    if whole != plain and _REQUIRED.search(whole):
        plain = whole
    if _PREFERRED.search(plain):
        return None if _WELCOMED.search(plain) and _WELCOME.search(plain) else "preferred"
    if plain.rstrip().endswith("?") or _DENIED.search(plain) or _OF_US.search(plain):
        return None
    return "required" if _REQUIRED.search(plain) else None


def is_mark(text: str) -> bool:
    """Say whether a text is what split_mark takes off, and nothing else: "[x]", "(preferred)"."""
    return split_mark(f"{text.strip()} x")[1] == "x"


def split_mark(text: str) -> tuple[Importance | None, str]:
    """Take a mark or a box off the start of an entry: "[required] Go" is required and reads "Go"; else None."""
    text = _BOX.sub("", text)
    mark = _MARK.match(text)
    if mark is None:
        return None, text
    return "preferred" if mark["wish"] else "required", text[mark.end() :]


def importance_of_entry(text: str, default: Importance) -> Importance:
    """Weigh an entry of a requirements list: preferred only where every part of it is, or it is not asked.

    The words that it opens with ("Bonus: Rust", "Must: Go") hold for all of it.
    """
    opened = _OPENED_BY.match(text)
    if opened is not None:
        return "preferred" if opened["wish"] else "required"
    text = _IN_PART.sub("", text)
    ending = _ENDS_AS_BONUS.search(text)
    if ending is not None and ending["before"].lower() not in _BONUS_IS_MONEY:
        return "preferred"
    parts = [clause for sentence in split_sentences(text) for clause in split_clauses(sentence)]
    stated = [stated_importance(part) or stated_importance(_unwrapped(part)) for part in parts]
    if stated and all(importance == "preferred" for importance in stated):
        return "preferred"
    if len(parts) == 1 and _DENIED.search(text):
        return "preferred"
    return "required" if "required" in stated else default


def bracketed_wishes(text: str) -> list[str]:
    """List what brackets inside prose wish for: "(MBA a plus)" gives "MBA a plus", "(a plus)" alone nothing."""
    inner = (match.group()[1:-1].strip() for match in _BRACKETED.finditer(text))
    return [wish for wish in inner if _PREFERRED.search(wish) and not _WISH_ALONE.fullmatch(wish)]


def without_wishes(text: str) -> str:
    """Take the brackets out that bracketed_wishes lists."""
    listed = bracketed_wishes(text)
    kept = _BRACKETED.sub(lambda match: " " if match.group()[1:-1].strip() in listed else match.group(), text)
    return re.sub(r" +(?=[,.;:])| +(?= )", "", kept).strip()


def wished_in_brackets(clause: str) -> Importance | None:
    """Say "preferred" of a clause that ends in a bracket which holds that alone: "good humour (desirable)"."""
    return "preferred" if _WISH_ALONE.fullmatch(_unwrapped(clause)) else None


def _unwrapped(part: str) -> str:
    """Let brackets at the very end count, "Kubernetes (a plus)", but only where they hold nothing else."""
    match = re.search(r"\((?P<inner>[^()]{1,40})\)[.;]?$", part)
    return match["inner"] if match else ""
