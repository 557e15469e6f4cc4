"""The other names of a skill that somebody searches for, from the one list of skills, ``ats/vocabulary/skills.txt``."""

from functools import cache

from ats.search.query_language import Term
from ats.vocabulary.folding import tokens
from ats.vocabulary.skills import Skill, list_skills

# "Go" for somebody who asks for golang would find every "go to market"; "JS" and "K8s" are no words of a language.
_SHORT = 2


def other_names(term: Term) -> list[Term]:
    """Return the other names of the skill that a term names, in the order of the list; none for anything else."""
    skill = _skills().get(term.words)
    if skill is None:
        return []
    found = []
    for name in (skill.name, *skill.others):
        words = tuple(tokens(name))
        if (
            words
            and words != term.words
            and not _is_plain_word(name)
            and words not in [each.words for each in found]
        ):
            found.append(Term(words, name))
    return found


def names_skill(term: Term) -> bool:
    """Return whether a term names a skill."""
    return term.words in _skills()


def _is_plain_word(name: str) -> bool:
    return len(name) <= _SHORT and not name.isupper()


@cache
def _skills() -> dict[tuple[str, ...], Skill]:
    found: dict[tuple[str, ...], Skill] = {}
    for skill in list_skills():
        for name in (skill.name, *skill.others):
            words = tuple(tokens(name))
            if words:
                found.setdefault(words, skill)
    return found
