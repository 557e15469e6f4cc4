"""Telephone numbers as written, and complete by E.164 where the country they were written for is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import phonenumbers

from ats.resumes.profile import Source
from ats.resumes.profiles.draft import source_of
from ats.resumes.profiles.parts import LONGEST_LINE, Part, parts_of, with_facts
from ats.resumes.text import Line

# 7 to 17 digits with what people set between them; the repetition is bounded, so the search takes linear time.
_NUMBER = re.compile(
    r"(?<![\w@./-])(?:\+|\(\+|00)?[(]?\d(?:[ \u00a0().\u2010-\u2015/·-]{0,3}\d){6,23}"
    r"(?:\s?(?:ext|x|w|dw|poste)\.?\s?\d{1,5})?(?![\w@]|[./-]\d)"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{1,2}[./-]\d{4}|(?:19|20)\d\d|\s|[-–—/.])+"
)
_UNIT = re.compile(r"\s?(?:%|€|\$|£|[kKmM]\b|users|customers|requests|records|Kunden|clients|usuarios|zł)")
_MONEY = frozenset("$€£")
_DIGITS = re.compile(r"\D")
MOST_NUMBERS = 40


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A number as written, complete ("+49301234567") or None, whether its country was stated with it, its source."""

    written: str
    e164: str | None
    source: Source


def find_phones(lines: tuple[Line, ...], country: str | None) -> tuple[FoundPhone, ...]:
    """Find the numbers on these lines in order, each once; ``country`` is that of the place the person states."""
    found: dict[str, FoundPhone] = {}
    looked_at = 0
    for line in lines:
        for written, source, sure in _candidates(line):
            looked_at += 1
            if looked_at > MOST_NUMBERS:
                return tuple(found.values())
            for phone in _read_all(written, source, country, sure):
                found.setdefault(phone.e164 or _DIGITS.sub("", phone.written), phone)
    return tuple(found.values())


def _candidates(line: Line) -> Iterator[tuple[str, Source, bool]]:
    """Yield what may be a number, its source, and whether a label or link says that it is one."""
    for link in line.links:
        if link.target.lower().startswith(("tel:", "callto:", "whatsapp:")):
            written = line.text[link.start : link.end].strip()
            number = written if _NUMBER.search(written) else link.target.partition(":")[2].strip()
            yield number, source_of(line, link.start, link.end, 0.97, "telephone link"), True
    for part in with_facts(parts_of(line)):
        yield from _in_part(part)


def _in_part(part: Part) -> Iterator[tuple[str, Source, bool]]:
    if part.label not in (None, "phone", "contact"):
        return
    text = part.text[:LONGEST_LINE]
    for match in _NUMBER.finditer(text):
        written = match.group()
        if (_is_date(written) or _has_letters_around(text, match)) and part.label != "phone":
            continue
        place = part.within(match.start(), match.end())
        labelled = part.label == "phone"
        alone = len(written) >= len(text) * 0.8
        rule = "behind its label" if labelled else "digits set like a telephone number"
        yield written, place.source(0.95 if labelled else 0.9, rule), labelled or alone


def _has_letters_around(text: str, match: re.Match[str]) -> bool:
    """A number that a unit or a currency follows counts something."""
    return (
        bool(_UNIT.match(text, match.end()))
        or text[max(match.start() - 2, 0) : match.start()].strip() in _MONEY
    )


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and not text.startswith("+") or len(_YEARS.findall(text)) > 1


def _read_all(written: str, source: Source, country: str | None, sure: bool) -> Iterator[FoundPhone]:
    """Read one number; where that is none, the two on either side of a slash."""
    phone = _read(written, source, country, sure)
    if phone is not None and (phone.e164 or "/" not in written):
        yield phone
        return
    at = 0
    for half in written.split("/"):
        part = replace(source, start=source.start + at, end=source.start + at + len(half.rstrip()))
        at += len(half) + 1
        found = _read(half.strip(), part, country, sure)
        if found is not None and found.e164:
            phone = None
            yield found
    if phone is not None:
        yield phone


def _read(written: str, source: Source, country: str | None, sure: bool) -> FoundPhone | None:
    number = _parse(written, country)
    if number is not None and phonenumbers.is_valid_number(number):
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return FoundPhone(written, e164, source)
    if (
        number is not None
        and (sure or written.startswith(("+", "00")))
        and phonenumbers.is_possible_number(number)
    ):
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return FoundPhone(written, e164, source)
    digits = len(_DIGITS.sub("", written))
    if 7 <= digits <= 15 and (sure or (country is None and digits >= 9)):
        return FoundPhone(written, None, source)
    return None


def _parse(written: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    text = written.replace("(+", "+(").strip()
    if text.startswith("00"):
        text = "+" + text[2:]
    for region in (country, None):
        try:
            return phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
    return None
