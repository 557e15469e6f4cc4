"""Words that names of schools and universities hold, in a dozen languages."""

import re
from functools import lru_cache

from ats.vocabulary.folding import fold
from ats.vocabulary.word_lists import words

_WORDS = words(
    """
    university universities universitat universite universidad universidade universita universitet universiteit
    uniwersytet universitatea univerzita univerzitet yliopisto universitesi egyetem uni univ
    polytechnic polytechnique politechnika politecnico politecnica politehnica politecnic polytech technion
    institute institut instituto instytut istituto instituut enstitusu
    hochschule fachhochschule kunsthochschule musikhochschule berufsakademie berufsschule berufskolleg
    school schule grundschule realschule hauptschule gesamtschule highschool gymnasium gymnasiet kolleg
    ecole escuela escola scuola szkola skola skole
    college colegio colegiul collegium academy akademie academia akademia accademia academie
    lycee liceo liceum liceu lyceum ies technikum internat seminary conservatory conservatoire konservatorium
    faculty faculte facultad faculdade fakultat wydzial
    hogskola hogskolan hogskole hogeschool hojskole ammattikorkeakoulu fakulte lisesi
    bootcamp campus uczelnia iut iit iiit nit bits eth epfl mit caltech ucla ucl lse rwth kit insa hec ens essec escp
    epita esiee eurecom supelec centralesupelec mines ponts telecom sciences tu fh htw haw dhbw lmu tum fau upm uned uoc
    esade iese agh sgh sgpis put kth chalmers ntnu dtu kaist postech unicamp usp ufmg ufrj tudelft epitech
    cfa greta afpa ifsi cnam inalco
    """
)
_ENDING = re.compile(
    r"(?:universitat|hochschule|schule|gymnasium|akademie|universiteit|hogeschool|universitet|hogskola)\Z"
)
_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:UC|SUNY|CUNY|TU|FH|ETH|LMU|IIT|NIT|UPC|UPM|UAB|UCM)\s[A-ZÀ-Þ]")


@lru_cache(maxsize=4096)
def institution_words(text: str) -> int:
    """Count the words of a short text that name a school, college or university."""
    short = text[:200]
    found = [fold(word) for word in _WORD.findall(short)]
    count = sum(word in _WORDS or _ENDING.search(word) is not None for word in found)
    return count + (_INITIALS.search(short) is not None)
