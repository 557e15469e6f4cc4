"""Skills with their other names and the broader skills they belong to; the list stands in skills.txt.

Letters of a skill's name are also ``+ # .``, so that C, C++, C#, .NET and Node.js stay five different things.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ats.vocabulary.folding import fold
from ats.vocabulary.word_lists import words


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill: its usual name, the other names, the group of the list, and the names of broader skills."""

    name: str
    others: tuple[str, ...]
    group: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillMention:
    """A skill that a text names at ``start:end``; the words there may be one of its other names."""

    skill: Skill
    start: int
    end: int


# Names that are ordinary words as well: in running text they count only as the list writes them, never in lower
# case; these single letters and words not even then.
_ONLY_IN_LISTS = words(
    "c d r go make play echo hack logo basic scheme scratch ada crystal elm dart forth origin segment chef salt room "
    "slim fiber flux combine less sketch notion flask bottle express training writing sales marketing logistics retail "
    "office word access excel windows teams project reporting administration organization presentation documentation "
    "tax treasury pricing compliance shell spring swing play puppet vault consul nomad harbor falcon phoenix pyramid "
    "tornado celery gin koa ember meteor realm derby presto storm beam sage epic infor segment tomcat squid caddy kong "
    "loki sentry spark hive impala druid iceberg sas can arm eclipse babel ant bamboo espresso mocha jasmine karma "
    "ninja meson conan concourse cargo yarn vite poetry locust cucumber fish communication creativity reliability "
    "flexibility initiative optimization networking robotics cloud architecture statistics animation branding "
    "auditing cooking gardening nursing translation recruiting onboarding accounting administration ai ml js ts pr "
    "qa ad ha ips ids ui ux sh d node mongo oracle apache elastic shiny act rest soap"
)
_TOKEN = re.compile(r"\.?[^\W_](?:[^\W_]|[+#.\u2019'-](?=[^\W_])|[+#])*")
_LONGEST = 6


@cache
def list_skills() -> tuple[Skill, ...]:
    """List all skills in the order of the file."""
    found: list[Skill] = []
    group = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[] ")
        elif line.strip() and not line.startswith("# "):
            found.append(_read_line(line, group))
    return tuple(found)


def _read_line(line: str, group: str) -> Skill:
    names, _, broader = line.partition(" < ")
    name, _, others = names.partition(" = ")
    return Skill(name.strip(), _divide(others), group, _divide(broader))


def _divide(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def find_skill(text: str) -> Skill | None:
    """Find the skill that a whole short text names, by any of its names, without regard to case."""
    return _by_name().get(skill_key(text))


@lru_cache(maxsize=2048)
def find_skills(text: str, *, in_list: bool = False) -> tuple[SkillMention, ...]:
    """Find every skill that a text names, in order, the longest name at each place.

    Names that are ordinary words too ("Go", "Spring", "C") count only with ``in_list``, where the text is known
    to list skills. Takes time linear in the text's length.
    """
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[SkillMention] = []
    index = 0
    while index < len(tokens):
        length, skill = _longest_at(text, tokens, index, in_list)
        if skill is not None:
            found.append(SkillMention(skill, tokens[index][0], tokens[index + length - 1][1]))
        index += length
    return tuple(found)


def _longest_at(
    text: str, tokens: list[tuple[int, int]], index: int, in_list: bool
) -> tuple[int, Skill | None]:
    start = tokens[index][0]
    if skill_key(text[start : tokens[index][1]]) not in _first_words():
        return 1, None
    for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
        end = tokens[index + length - 1][1]
        if end - start > 60:
            continue
        key = skill_key(text[start:end])
        skill = _by_name().get(key)
        if skill is not None and (in_list or key not in _ONLY_IN_LISTS):
            return length, skill
    return 1, None


def list_broader(name: str) -> tuple[str, ...]:
    """List the names of all broader skills of one, the nearest first; empty where there is none."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        skill = find_skill(waiting.pop(0))
        for broader in skill.broader if skill else ():
            if broader not in found:
                found.append(broader)
                waiting.append(broader)
    return tuple(found)


@lru_cache(maxsize=2048)
def skill_key(text: str) -> str:
    """Reduce a skill's name to what its spellings share: case, accents, blanks, hyphens do not count."""
    folded = fold(text).strip(" ,;:()\"'")
    if not folded.startswith(".") or not folded[1:2].isalpha():
        folded = folded.strip(".")
    return re.sub(r"[\s_\u2010-\u2015-]+", " ", folded.rstrip("."))


@cache
def _by_name() -> dict[str, Skill]:
    found: dict[str, Skill] = {}
    for skill in list_skills():
        found.setdefault(skill_key(skill.name), skill)
    for skill in list_skills():
        for other in skill.others:
            found.setdefault(skill_key(other), skill)
    return found


@cache
def _first_words() -> frozenset[str]:
    """The first token of every name, as ``_TOKEN`` divides it."""
    found = set()
    for names in ((skill.name, *skill.others) for skill in list_skills()):
        for name in names:
            match = _TOKEN.search(name)
            if match:
                found.add(skill_key(match.group()))
    return frozenset(found)
