"""Facts about a person that no employer has business with, as short texts tell them: born, aged, married, citizen."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ats.vocabulary.contact_labels import (
    find_label,
    find_telling_word,
    is_citizen,
    is_left_out,
    list_private_phrases,
)
from ats.vocabulary.folding import fold, letters_of
from ats.vocabulary.periods import Moment, find_periods
from ats.vocabulary.private_values import is_value_alone, may_be_value

LONGEST = 90
"""Characters of a line or sentence that may be nothing but such facts."""

_PIECE = re.compile(r"[^|•·●▪;,\t()/]+")
_AND = re.compile(r"\s(?:[–—-]|and|with|und|mit|et|avec|y|con|i|e|oraz|en|met)\s", re.IGNORECASE)
_LABEL_END = re.compile(r"\s*[:：]\s*|\s*\t\s*|\s[–—-]\s")
_BORN = re.compile(
    r"(?:born|geb(?:oren|\.)|\bne(?:\(e\)|e)?|nacid[oa](?:/a)?|urodz(?:on[ya]|\.)|ur\.|nat[oa](?=\s(?:a|il|in)\b)"
    r"|nascid[oa]|fodt|fodd|narozen[ya]?|szuletett)(?![\w])|\*(?=\s?\d)"
)
_IN_PLACE = re.compile(r"\s*(?:on|am|le|el|il|op|em|dnia|and raised|and bred|in|a|en|w|we|te|at)\s")
_BEFORE_DATE = re.compile(
    r"[\s:,(]*(?:(?:on|the|am|le|el|il|op|em|in|en|w|we|den|del|dnia|jahre|year|roku|\d{1,2}(?:st|nd|rd|th)? of)\s)*"
)
_PLACE = re.compile(
    r"\s*[,(]?\s*(?:in|at|à|a|en|w|we|te|em|r\.)?\s*[(]?((?:[^\W\d_][\w.'’-]*\s?){0,3})[)]?\.?"
)
_OF_ONESELF = re.compile(
    r"i(?: am|[’']m) (?:an? )?(?:(?P<age>\d\d[- ]years?[- ]old),? )?(?:happily )?(?:married|single|divorced|widowed)"
    r"(?P<children>(?:,| with| and)? (?:(?:a )?(?:father|mother|parent|mum|dad) of )?(?:one|two|three|four|\d)"
    r"(?: (?:children|child|kids?|sons?|daughters?))?)?"
)
_SHORT_DATE = re.compile(r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
_SAID_AGE = re.compile(
    r"(?:\d{2}[- ](?:years?|yrs?)[- ](?:old|of age)|\d{2} jahre alt|\d{2}[- ]jahrige?r?|\d{2} anos de (?:edad|idade)"
    r"|\d{2} jaar oud|aged? \d{2}|agee? de \d{2} ans|alter \d{2})"
)
_AGE = re.compile(r"\(?(?:1[6-9]|[2-6]\d|7[0-5]) (?:ans|anos|lata?|anni|jahre|jaar|years|yrs|ar)\)?")
_CHILDREN = re.compile(
    r"(?:(?:with|and|mit|und|avec|et|con|y|z|i) )?"
    r"(?:(?:mother|father|mum|dad|mutter|vater|mere|pere|madre|padre|matka|ojciec)\s(?:of|von|de|di)?\s?)?"
    r"(?:(?:no|one|two|three|four|keine?|ein|zwei|drei|vier|sans|une?|deux|trois|quatre|sin|uno?|dos|tres|cuatro|dwoje|jedno"
    r"|troje|bez|senza|due|tre|sem|dois|geen|twee|drie|\d) )?"
    r"(?:child(?:ren)?|kids?|kind(?:er|eren)?|enfants?|hij[oa]s?|dzieci|dziecko|figli[oa]?|filh[oa]s?|kinderlos)"
)
_WITHOUT_COLON = ("birth date", "age", "identity number", "nationality", "marital status", "gender")
"""Kinds whose value is known for one without anything that sets it off from its label."""

_WORD = re.compile(r"[^\s/|•·:;,()-]+")


class Fact(NamedTuple):
    """Characters ``start:end`` of a text that tell something that is left out, and what it is ("birth date").

    ``sure`` is not set where the words may as well mean something else ("34 ans" is an age, or a time of service).
    ``named`` is set where a label or the day of a birth leaves no doubt, be it even the name of a project.
    """

    start: int
    end: int
    what: str
    sure: bool = True
    named: bool = False


@lru_cache(maxsize=512)
def list_facts(text: str, *, strictly: bool = False) -> tuple[Fact, ...]:
    """Find the facts in a short line, from left to right; none in one longer than 90 characters.

    ``strictly`` is for lines that tell of anything: behind a label stands nothing but the fact ("Age: 34 tables" is
    none), pictures are none, and "British" is one only behind a sure one.
    """
    return tuple(_facts(text, strictly)) if len(text) <= LONGEST and _may_tell(text) else ()


def _may_tell(text: str) -> bool:
    """Say whether a line holds a word of any such fact: most hold none, and to look closer takes a while."""
    hints = _hints()
    return "*" in text or any(letters_of(word) in hints for word in _WORD.findall(text))


@cache
def _hints() -> frozenset[str]:
    """The longest word of each label, of each phrase, and of what else facts are told with."""
    phrases = (_WORD.findall(phrase) for phrase in list_private_phrases())
    return frozenset(letters_of(max(words, key=len)) for words in phrases)


def tells_facts_alone(text: str, *, at_home: bool, strictly: bool = False) -> tuple[str, ...]:
    """Return what a line tells that is left out, if it tells nothing else; the kinds in their order.

    ``at_home`` says that it stands where people tell of themselves: there the unsure ones count as well. Elsewhere
    the facts are always read strictly, see ``list_facts``.
    """
    facts = list_facts(text, strictly=strictly or not at_home)
    if not facts or not (at_home or any(fact.sure for fact in facts)) or words_beside(text, facts):
        return ()
    return tuple(dict.fromkeys(fact.what for fact in facts))


def words_beside(text: str, facts: tuple[Fact, ...]) -> str:
    """Return the letters and digits of a line that are of none of its facts, without words like "and"."""
    rest, at = "", 0
    for fact in facts:
        rest, at = rest + text[at : fact.start] + " ", fact.end
    rest += text[at:]
    return letters_of(_AND.sub(" ", f" {rest} ")) + "".join(filter(str.isdigit, rest))


def _facts(text: str, strictly: bool) -> Iterator[Fact]:
    if sentence := _OF_ONESELF.fullmatch(fold(text).strip(" .!")):
        told = [kind for kind in ("age", "children") if sentence[kind]]
        yield from (Fact(0, len(text), what, named=True) for what in ("marital status", *told))
        return
    at, known = 0, False
    while match := _PIECE.search(text, at):
        start, at = match.start() + _blanks(match.group()), match.end()
        found = (
            _labelled(text, start, at, strictly)
            or _born(text, start)
            or _unlabelled(text, start, at, strictly)
        )
        if found is None:
            found = _short_of_citizen(text, start, at) if known else None
        if found is not None:
            yield found
            at, known = max(found.end, start + 1), known or found.sure or not strictly
            continue
        for part in _parts(text, start, at):
            if told := _unlabelled(text, *part, strictly) or _born(text, part[0]):
                yield told
                known = known or told.sure or not strictly


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _AND.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def _labelled(text: str, start: int, end: int, strictly: bool) -> Fact | None:
    """Read "Nationality: British", and "Estado civil soltera" where the value is known for one."""
    for separator in _LABEL_END.finditer(text, start):
        if separator.end() == len(text):
            break
        what = find_label(text[start : separator.start()])
        if what is None or not is_left_out(what):
            break
        match = _PIECE.match(text, separator.end())
        dated = _date_end(text, separator.end())
        stop = max(match.end() if match else end, dated)
        value = text[separator.end() : stop]
        alone = _is_alone(what, value)
        if not (alone or not strictly and may_be_value(what, value)):
            return None
        place = _PLACE.match(text, dated) if what == "birth date" and dated else None
        sure = what != "parents" or " " in text[start : separator.start()]
        return Fact(start, max(_with_place(text, place), stop) if place else stop, what, sure, alone and sure)
    words = list(re.finditer(r"\S+", text[start:end]))
    for count in range(min(4, len(words) - 1), 0, -1):
        cut = start + words[count - 1].end()
        what = find_label(text[start:cut])
        if what is not None and is_left_out(what):
            stop = max(end, _date_end(text, cut))
            alone = what in _WITHOUT_COLON and _is_alone(what, text[cut:stop].strip())
            return Fact(start, stop, what, named=True) if alone else None
    return None


def _is_alone(what: str, value: str) -> bool:
    """Say whether a value is nothing but the fact; a birth date may have its place behind it."""
    if what != "birth date":
        return is_value_alone(what, value)
    end = _date_end(value, 0)
    place = _PLACE.match(value, end) if end else None
    rest = value[_with_place(value, place) :].strip(" ,.()") if place else ""
    return place is not None and (not rest or _AGE.fullmatch(fold(rest)) is not None)


def _born(text: str, start: int) -> Fact | None:
    match = _BORN.match(folded := fold(text[start:]))
    if match is None or len(folded) != len(text) - start:
        return None
    begin = start + match.end()
    end = _date_end(text, begin)
    if end:
        place = _PLACE.match(text, end)
        if text[start] == "*" and not (_is_day(text[begin:end]) and place and _is_set_off(place)):
            return None
        named = _is_day(text[begin:end])
        return Fact(start, _with_place(text, place), "birth date", named=named) if place else None
    place = _IN_PLACE.match(folded, match.end())
    if place and text[start + place.end() : start + place.end() + 1].isupper():
        following = _PIECE.match(text, start + place.end())
        words = following.group().split() if following else []
        dated = find_periods(text[start:])
        if words and len(words) <= 3:
            return Fact(start, following.end() if following else start, "birthplace")
        if dated and len(words) <= 6 and not dated[0].is_range:
            return Fact(start, start + dated[0].last, "birth date")
    return None


def _is_set_off(place: re.Match[str]) -> bool:
    name = place.group(1).strip()
    return not name or place.start(1) - place.start() > 1


def _with_place(text: str, place: re.Match[str]) -> int:
    """Return the end of a birth date with the place behind it, if it is one."""
    name = place.group(1).strip()
    if not name or name[:1].isupper():
        told = find_telling_word(name.split(" ")[0]) if name else None
        return place.end() if told is None and not is_citizen(name) else place.start()
    return place.end() if name == "r." else place.start()


def _date_end(text: str, start: int) -> int:
    """Return where a single date ends that stands at the beginning or behind small words; 0 for none."""
    for period in find_periods(text[start:]):
        before = fold(text[start : start + period.first])
        return start + period.last if not period.is_range and _BEFORE_DATE.fullmatch(before) else 0
    day = _SHORT_DATE.match(text, start)
    return day.end() if day else 0


def _is_day(text: str) -> bool:
    moments: list[Moment | None] = [period.start for period in find_periods(text)]
    return any(moment is not None and moment.day is not None for moment in moments) or bool(
        re.fullmatch(r"\s?\d\d?[./-]\s?\d\d?[./-]\s?\d{4}", text)
    )


def _unlabelled(text: str, start: int, end: int, strictly: bool) -> Fact | None:
    piece = text[start:end].strip(" .:–—-")
    folded = fold(piece)
    what = find_telling_word(piece)
    if what == "photo" and strictly:
        return None
    if what is not None:
        another = folded in ("gift", "divorce") and piece.isascii()  # a present, and a subject of law
        return Fact(start, end, what, what not in ("photo", "gender") and not another)
    if _SAID_AGE.fullmatch(folded):
        return Fact(start, end, "age")
    if _AGE.fullmatch(folded):
        return Fact(start, end, "age", False)
    if _CHILDREN.fullmatch(folded) and " " in folded or folded in ("kinderlos", "bezdzietna", "bezdzietny"):
        return Fact(start, end, "children", False)
    words = piece.split()
    if 2 <= len(words) <= 3 and not any(char.isdigit() for char in piece):
        return _of_citizen(start, end, words, strictly)
    return None


def _of_citizen(start: int, end: int, words: list[str], strictly: bool) -> Fact | None:
    """Read "British citizen", "Deutsche Staatsangehörigkeit", "Nationalité française"."""
    enough = all if strictly else any
    for named, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        is_label = find_label(named) == "nationality" or is_citizen(named, noun=True)
        if is_label and enough(is_citizen(word) for word in rest):
            return Fact(start, end, "nationality")
    return None


def _short_of_citizen(text: str, start: int, end: int) -> Fact | None:
    """Read "British" alone, behind another such fact."""
    return Fact(start, end, "nationality") if is_citizen(text[start:end].strip(" .")) else None
