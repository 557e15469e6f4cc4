"""What stands in and around a person's name: titles, degrees, particles, capitals; and words that no name holds."""

import re

from ats.vocabulary.folding import fold
from ats.vocabulary.word_lists import words

_TITLES = words(
    "dr dr. prof prof. mr mr. mrs mrs. ms ms. mx mx. miss sir dame rev rev. dipl.-ing dipl.-ing. dipl.-inf. dipl.-kfm. "
    "dipl.-phys. dipl.-math. ing. ir. mag. herr frau monsieur madame mme m. mlle sr. sra. srta. d. dña. don doña pan "
    "pani inż. mgr dott. dott.ssa dr.-ing. dr.-ing drs. ingénieur eng. eng sig. sig.ra ông bà hon. cpt. lt. col."
)
_SUFFIXES = words(
    "phd ph.d ph.d. md m.d. m.d mba msc m.sc m.sc. bsc b.sc b.sc. ma m.a. ba b.a. beng meng m.eng. b.eng. llm ll.m. "
    "llb jd j.d. esq esq. jr jr. sr sr. ii iii iv cpa pmp cfa cissp rn pe p.e. csm itil facp frcs mrcp fca aca acca "
    "dds dvm dphil edd mphil rgn cphr shrm-cp he/him she/her they/them (he/him) (she/her) (they/them) "
    "m.ed. msn bsn mph mpa"
)
_PARTICLES = words(
    "von van der den de del della di da dos das do du la le los las el al bin ibn ben ap ter ten te zu zum zur vom "
    "und y e i af av of la' d' mac mc st. st san santa thi van't 't op in het auf"
)
_NEVER = words(
    """
    curriculum vitae resume résumé cv lebenslauf bewerbung bewerbungsunterlagen życiorys currículum curriculo currículo
    application candidature profile profil perfil profilo summary about contact kontakt contacto experience education
    skills personal details information page seite strona página confidential vertraulich address email e-mail phone
    mobile tel telephone references objective portfolio website linkedin github software developer engineer manager
    university universität université universidad uniwersytet college school institute hochschule faculty department
    street avenue road straße rue calle ulica profile-pic photo picture foto date born nationality remote available
    dear hiring sehr geehrte madame monsieur present current highlights languages projects certificates certifications
    recipe ingredients template europass anschreiben hoja vida özgeçmiş sơ yếu lý lịch hello hi hallo technologies
    """
)
# A particle that has run into the word behind it: "d'Arc", "dell'Orto", "l'Hermite".
_ELIDED = re.compile(r"^[a-z]{1,5}['\u2019](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_][^\W\d_'\u2019\u02bc.´`-]*(?:[.'\u2019\u02bc´`-][^\W\d_]+)*\.?\Z")
_BRACKETS = re.compile(r"\s*[(\[\"“„][^()\[\]]{1,30}[)\]\"”“]\s*")
_PREFIX = re.compile(
    r"^(?:curriculum vitae|r[ée]sum[ée]|cv|lebenslauf|życiorys|currículum(?: vitae)?|hoja de vida|bewerbung)"
    r"\s*(?:of|de|von|d['\u2019]|for|-|–|—|:|\||,)?\s+(?:by\s+)?",
    re.IGNORECASE,
)
LONGEST_NAME = 60


def strip_heading_words(text: str) -> int:
    """Return where the name begins behind words such as "Curriculum Vitae of"; 0 where there are none."""
    match = _PREFIX.match(text)
    return match.end() if match else 0


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name without titles, degrees and what stands in brackets; empty where it can be none.

    Two to six words, each capitalised or a particle, made of letters; one word is returned too, for the caller to
    judge. Names keep the order in which they are printed, whatever the culture.
    """
    if not 2 <= len(text) <= LONGEST_NAME:
        return ()
    name, comma, behind = _BRACKETS.sub(" ", text).partition(",")
    if comma and not all(fold(word.strip(",")) in _FOLDED_SUFFIXES for word in behind.split()):
        return ()
    bare = name.split()
    kept = [
        word
        for word in bare
        if word and fold(word) not in _FOLDED_TITLES and fold(word) not in _FOLDED_SUFFIXES
    ]
    if not 1 <= len(kept) <= 7 or any(fold(word) in _FOLDED_NEVER for word in kept):
        return ()
    if not all(_WORD.match(word) for word in kept):
        return ()
    capitalised = [
        word
        for word in kept
        if _ELIDED.sub("", word)[0].isupper() or not word[0].isascii() and word[0].lower() == word[0].upper()
    ]
    others = [word for word in kept if word not in capitalised]
    if not capitalised or any(fold(word) not in _PARTICLES for word in others):
        return ()
    return tuple(kept)


def spell_name(text: str) -> str:
    """Lower a name that is wholly in capitals, where that is safe; else return it as printed.

    It is not safe with "MC" or "MAC" in front, apostrophes or short words without a vowel, where nobody can tell
    which capitals belong to the name.
    """
    letters = [char for char in text if char.isalpha()]
    if not letters or not all(char.isupper() or char.lower() == char.upper() for char in letters):
        return text
    spelled = [_spell_word(word) for word in text.split(" ")]
    return text if None in spelled else " ".join(word for word in spelled if word is not None)


def _spell_word(word: str) -> str | None:
    folded = fold(word)
    if folded in _FOLDED_SUFFIXES or folded.strip(".") in ("phd", "mba", "jr", "sr"):
        return word
    if len(word) == 1 or (len(word) == 2 and word.endswith(".")):
        return word
    if folded in _PARTICLES and folded not in ("mac", "mc", "i", "e"):
        return word.lower()
    unsafe = folded.startswith(("mc", "mac")) or "'" in word or "\u2019" in word
    if unsafe or not any(char in "aeiouy" for char in folded) or any(char.isdigit() for char in word):
        return None
    return "-".join(half[:1] + _lower(half[1:]) for half in word.split("-"))


def _lower(text: str) -> str:
    """Lower letters; the Turkish capital İ becomes a plain i without the dot that combines."""
    return text.replace("İ", "i").lower()


_FOLDED_TITLES = frozenset(fold(word) for word in _TITLES)
_FOLDED_SUFFIXES = frozenset(fold(word) for word in _SUFFIXES)
_FOLDED_NEVER = frozenset(fold(word) for word in _NEVER)
