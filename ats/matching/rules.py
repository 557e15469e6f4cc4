"""What two candidates have in common: keys by which they meet, and the judgement on names and histories. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ats.vocabulary.companies import without_legal_form
from ats.vocabulary.folding import fold, tokens
from ats.vocabulary.networks import find_network, user_name

EMAIL, PHONE, LINK, FILE, HISTORY, NAME = "email", "phone", "link", "file", "history", "name"
WEIGHTS = {FILE: 5, EMAIL: 5, PHONE: 4, LINK: 4, HISTORY: 3}
# The latest positions are enough to meet by.
_POSITIONS = 4
_LONGEST = 120
_SHORTEST_PART = 4


@dataclass(frozen=True)
class Position:
    """One position of a history: employer and title as read, the days as far as they are known ("2019-04")."""

    employer: str
    title: str = ""
    start: str = ""
    end: str = ""


@dataclass
class Facts:
    """All that is known of a candidate by which they could be recognised, as written.

    ``phones`` are (number, country it was written for or ""), ``files`` names by sha256.
    """

    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    positions: list[Position] = field(default_factory=list)

    def take_profile(self, resume: Mapping[str, Any]) -> None:
        """Add what a profile in the shape of JSON Resume says."""
        basics = resume.get("basics") or {}
        country = (basics.get("location") or {}).get("countryCode") or ""
        if basics.get("name"):
            self.names.append(basics["name"])
        if basics.get("email"):
            self.emails.append(basics["email"])
        if basics.get("phone"):
            self.phones.append((basics["phone"], country))
        links = [basics.get("url"), *(each.get("url") for each in basics.get("profiles") or ())]
        self.links += [each for each in links if each]
        self.positions += [
            Position(
                each["name"],
                each.get("position") or "",
                each.get("startDate") or "",
                each.get("endDate") or "",
            )
            for each in resume.get("work") or ()
            if each.get("name")
        ]


def keys_of(facts: Facts) -> set[tuple[str, str]]:
    """Return (kind, value) of everything by which two candidates meet; cut to what an index takes."""
    keys = {(EMAIL, each.strip().casefold()) for each in facts.emails if "@" in each}
    keys |= {(PHONE, number) for each in facts.phones if (number := complete_number(*each))}
    keys |= {(LINK, link) for each in facts.links if (link := plain_link(each))}
    keys |= {(FILE, sha256) for sha256 in facts.files}
    keys |= {(NAME, name_key(each)) for each in facts.names[:1]}
    employers = list(dict.fromkeys(filter(None, (employer_key(each.employer) for each in facts.positions))))
    for name in facts.names:
        keys |= {
            (HISTORY, f"{part}|{employer}") for part in name_keys(name) for employer in employers[:_POSITIONS]
        }
    return {(kind, value[:_LONGEST]) for kind, value in keys}


def complete_number(written: str, country: str) -> str | None:
    """Return a telephone number by E.164, or None for what is none; ``country`` is ISO 3166-1 alpha-2 or ""."""
    text = written.replace("(0)", "").strip()
    text = f"+{text[2:]}" if text.startswith("00") else text
    try:
        number = phonenumbers.parse(text, country.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def plain_link(written: str) -> str | None:
    """Return a link without what does not matter: "linkedin.com/in/ada" however it was written; None for no profile."""
    text = written.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if "." not in host:
        return None
    network = find_network(host)
    if network is not None:
        user = user_name(network, parts.path)
        return f"{network.casefold()}:{user.casefold()}" if user else None
    return f"{host}{parts.path.rstrip('/')}".casefold()


def name_key(name: str) -> str:
    """Return a whole name without case, accents, signs and the order of its parts, cut to what an index takes."""
    return " ".join(sorted(tokens(name)))[:_LONGEST]


def employer_key(name: str) -> str:
    """Return an employer's name without legal form, case, accents and signs."""
    return " ".join(tokens(without_legal_form(name)))


def name_keys(name: str) -> set[str]:
    """Return, for the first and the last part of a name, that part with the first letter of the other one.

    Two names that one typing error parts share such a key, for one of the two parts is spelled the same.
    """
    parts = [each for each in tokens(name) if len(each) > 1]
    if len(parts) < 2:
        return set()
    first, last = parts[0], parts[-1]
    return {f"{last} {first[0]}", f"{first} {last[0]}"}


def is_near_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for a typing error in a part, or a part that one leaves out."""
    shorter, longer = sorted((tokens(one), tokens(other)), key=len)
    left = list(longer)
    for part in shorter:
        near = next((each for each in left if _is_near_part(part, each)), None)
        if near is None:
            return False
        left.remove(near)
    return len(shorter) > 1


def _is_near_part(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return min(len(one), len(other)) >= _SHORTEST_PART and OSA.distance(one, other, score_cutoff=1) <= 1


def shared_employers(one: Iterable[Position], other: Iterable[Position]) -> list[str]:
    """Return the employers by which two histories are near the same, with years; none where they are not.

    Two employers in common are enough, or one with the same title or the same beginning.
    """
    found: dict[str, tuple[str, bool]] = {}
    others = list(other)
    for mine in one:
        key = employer_key(mine.employer)
        for theirs in others:
            if key and fuzz.ratio(key, employer_key(theirs.employer)) >= 90:
                is_same = _is_same_title(mine, theirs) or _is_same_start(mine, theirs)
                known = found.get(key)
                found[key] = (_with_years(mine), is_same or bool(known and known[1]))
    is_near = len(found) > 1 or any(is_same for _, is_same in found.values())
    return [words for words, _ in found.values()] if is_near else []


def _is_same_title(one: Position, other: Position) -> bool:
    return bool(one.title and other.title) and fuzz.token_set_ratio(fold(one.title), fold(other.title)) >= 90


def _is_same_start(one: Position, other: Position) -> bool:
    size = min(len(one.start), len(other.start), 7)
    return size >= 4 and one.start[:size] == other.start[:size]


def _with_years(position: Position) -> str:
    years = list(dict.fromkeys(each[:4] for each in (position.start, position.end) if each))
    return f"{position.employer} ({'–'.join(years)})" if years else position.employer


def compare(one: Facts, other: Facts) -> list[dict[str, str]]:
    """Return the reasons why two candidates may be one person, the strongest first: kind and what they share."""
    mine, theirs = keys_of(one), keys_of(other)
    reasons = [
        {"kind": kind, "shared": one.files[value] if kind == FILE else value}
        for kind, value in mine & theirs
        if kind in (EMAIL, PHONE, LINK, FILE)
    ]
    pair = next(
        ((a, b) for a in dict.fromkeys(one.names) for b in dict.fromkeys(other.names) if is_near_name(a, b)),
        None,
    )
    employers = shared_employers(one.positions, other.positions) if pair else []
    if employers:
        is_same = fold(pair[0]) == fold(pair[1])
        reasons.append(
            {
                "kind": HISTORY,
                "shared": ", ".join(employers[:3]),
                "names": pair[0] if is_same else f"{pair[0]} / {pair[1]}",
            }
        )
    return sorted(reasons, key=lambda each: (-WEIGHTS[each["kind"]], each["shared"]))


def in_words(reason: Mapping[str, str]) -> str:
    """Return a reason as a sentence that a recruiter can check."""
    shared = reason["shared"]
    if reason["kind"] == PHONE:
        number = phonenumbers.parse(shared, None)
        shared = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if reason["kind"] == HISTORY:
        names = reason.get("names", "")
        same = f"Nearly the same name ({names})" if " / " in names else "The same name"
        return f"{same} and the same employers: {shared}"
    said = {
        EMAIL: "The same e-mail address: {}",
        PHONE: "The same phone number: {}",
        LINK: "The same profile: {}",
        FILE: "The same résumé file: {}",
    }
    return said[reason["kind"]].format(shared.replace(":", " ", 1) if reason["kind"] == LINK else shared)
