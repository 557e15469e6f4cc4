"""Work: employer, title, place and time of every position, with what the résumé says about it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ats.resumes.profiles.dated import Dated
from ats.resumes.profiles.draft import Draft, source_of
from ats.resumes.profiles.entries import Entry, find_entries
from ats.resumes.profiles.heads import Head, read_heads
from ats.resumes.profiles.marks import company_score, is_known_place, is_prose, place_score
from ats.resumes.profiles.rows import Part, cut, make_rows
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.stories import put_story
from ats.vocabulary.companies import find_legal_form
from ats.vocabulary.folding import letters_of
from ats.vocabulary.periods import Period
from ats.vocabulary.places import find_city
from ats.vocabulary.titles import title_score
from ats.vocabulary.word_lists import words

_ABSENCES = words(
    "elternzeit mutterschutz sabbatical sabbatjahr arbeitssuchend arbeitslos parentalleave maternityleave careerbreak "
    "familyleave congeparental congematernite excedencia bajamaternal urlopmacierzynski urlopwychowawczy foraldraledig"
)

_SEVERAL = 0.9  # how sure an employer is that stands once above several positions, as measured


def read_work(sections: Sequence[Section], draft: Draft) -> list[Period]:
    """Put all positions under ``/work`` and return when each was held."""
    found: list[tuple[Entry, Head]] = []
    for section in sections:
        if section.holds("work"):
            entries = find_entries(make_rows(section.lines))
            heads = read_heads(entries, title_score, employer_score)
            pairs = list(zip(entries, heads, strict=True))
            found += [pair for index, pair in enumerate(pairs) if _is_position(pairs, index)]
    dates = [entry.dated for entry, _ in found]
    current = _current(dates)
    among_ranges = any(dated is not None and dated.period.is_range for dated in dates)
    periods = []
    for number, (entry, head) in enumerate(found):
        dated = entry.dated
        if dated is not None:
            period = _settled(dated.period, number == current, among_ranges)
            periods.append(period)
            dated = replace(dated, period=period)
        _put(draft, f"/work/{number}", entry, head, dated)
    return periods


def read_volunteer(sections: Sequence[Section], draft: Draft) -> None:
    """Put voluntary work under ``/volunteer``; it counts as no experience."""
    number = 0
    for section in sections:
        if section.kind != "volunteer":
            continue
        entries = find_entries(make_rows(section.lines))
        for entry, head in zip(entries, read_heads(entries, title_score, employer_score), strict=True):
            if entry.dated is not None and (head.first or head.second):
                _put(draft, f"/volunteer/{number}", entry, head, entry.dated, body="organization")
                number += 1


def _is_position(pairs: Sequence[tuple[Entry, Head]], index: int) -> bool:
    """Say whether an entry is a position: one that only names the employer of the positions below it is none."""
    head = pairs[index][1]
    if any(part is not None and letters_of(part.text) in _ABSENCES for part in (head.first, head.second)):
        return False
    if head.first is not None or head.second is None:
        return head.first is not None
    following = pairs[index + 1][1] if index + 1 < len(pairs) else None
    return not (following is not None and following.inherited and following.second is head.second)


def _current(dates: Sequence[Dated | None]) -> int | None:
    """Find the one position that is written with its beginning alone while the others are ranges: it goes on.

    Some layouts print no "to date". The position must stand first, or have begun last of all.
    """
    known = [(number, dated.period) for number, dated in enumerate(dates) if dated is not None]
    single = [number for number, period in known if not period.is_range and period.start is not None]
    if len(single) != 1:
        return None
    newest = max(_order(period) for _, period in known)
    return single[0] if single[0] == known[0][0] or _order(dict(known)[single[0]]) == newest else None


def _order(period: Period) -> tuple[int, int]:
    return (period.start.year, period.start.month or 0) if period.start else (0, 0)


def _settled(period: Period, current: bool, among_ranges: bool) -> Period:
    """Say of a single date what it is: the beginning of what goes on, or all the time that a position took."""
    if period.is_range or period.start is None:
        return period
    if current:
        return replace(period, ongoing=True)
    return replace(period, end=period.start) if among_ranges else period


def employer_score(text: str) -> float:
    """Return how well a text would do as the name of an employer, from 0 to 1: most names say nothing of it."""
    if is_prose(text):
        return 0.0
    name, _, place = text.rpartition(", ")
    if name and is_known_place(place) and place_score(name) < 0.5:
        return min(1.0, employer_score(name) + 0.2)
    company = company_score(text)
    title = title_score(text)
    if company == 1.0:
        return 1.0
    if title >= 0.6:
        return 0.3 * company
    return max(0.0, 0.45 + company / 2 - place_score(text) / 2 - title / 4)


def _put(
    draft: Draft, pointer: str, entry: Entry, head: Head, dated: Dated | None, *, body: str = "name"
) -> None:
    if head.second is not None:
        employer, place = split_place(head.second)
        rule = "employer above, with several positions" if head.inherited else "name beside the title"
        sure = _SEVERAL if head.inherited else head.sure
        _put_part(draft, f"{pointer}/{body}", employer, sure, rule)
        head.place = head.place or place
    if head.first is not None:
        sure = _SEVERAL if head.inherited else head.sure
        _put_part(draft, f"{pointer}/position", head.first, sure, "title beside the dates")
    if head.place is not None:
        _put_part(draft, f"{pointer}/location", head.place, 0.8, "place at the head of the entry")
    if head.address is not None:
        _put_part(draft, f"{pointer}/url", head.address, 0.8, "address at the head of the entry")
    _put_dates(draft, pointer, dated)
    put_story(draft, pointer, head.rest, entry.body)


def _put_part(draft: Draft, pointer: str, part: Part, sure: float, rule: str) -> None:
    draft.put(pointer, " ".join(part.text.split()), source_of(part.line, part.start, part.end, sure, rule))


def _put_dates(draft: Draft, pointer: str, dated: Dated | None) -> None:
    """Put beginning and end of an entry as exactly as they are printed; a time that goes on has no end."""
    if dated is None:
        return
    period = dated.period
    rule = (
        "single date at the head of the entry"
        if period.start == period.end
        else "period at the head of the entry"
    )
    sure = 0.7 if period.start == period.end else 0.95
    for name, moment, spot in (("startDate", period.start, 0), ("endDate", period.end, -1)):
        if moment is not None:
            line, start, end = dated.spots[spot]
            draft.put(f"{pointer}/{name}", str(moment), source_of(line, start, end, sure, rule))


def split_place(part: Part) -> tuple[Part, Part | None]:
    """Take the place off the end of a name: "Acme, Leipzig, Germany", "Acme (Berlin)"."""
    text = part.text
    bracket = re.search(r"\s\(([^()]{2,40})\)\Z", text)
    if bracket and place_score(bracket.group(1)) > 0:
        name, place = cut(part, 0, bracket.start()), cut(part, bracket.start(1), bracket.end(1))
        return (name or part), place
    dash = re.search(r"\s[-\u2013\u2014·|/]\s(?P<place>[^-\u2013\u2014·|]{2,40})\Z", text)
    if dash and place_score(dash["place"]) > 0:
        name, place = cut(part, 0, dash.start()), cut(part, dash.start("place"), len(text))
        return (name or part), place
    chunks = [(match.start(), match.end()) for match in re.finditer(r"[^,]+", text)]
    keep = len(chunks)
    if find_legal_form(text) and not _ends_with_state(text):
        return part, None
    while keep > 1 and is_known_place(text[slice(*chunks[keep - 1])].strip()):
        keep -= 1
    if keep == len(chunks) and len(chunks) > 1 and find_legal_form(text[: chunks[-2][1]]):
        keep -= 1
    elif (
        1 < keep < len(chunks)
        and not find_legal_form(text[: chunks[keep - 1][1]])
        and keep == len(chunks) - 1
    ):
        # A country or region is known, the town before it need not be.
        keep -= 1
    if keep == len(chunks):
        return part, None
    name = cut(part, 0, chunks[keep - 1][1])
    return (name or part), cut(part, chunks[keep][0], len(text))


def _ends_with_state(text: str) -> bool:
    """Say whether a name ends with a town and its state: "Denver, CO" is no legal form."""
    match = re.search(r",\s*([^,]+),\s*[A-Z]{2}\Z", text)
    return match is not None and is_known_place(match.group(1))


def _town_unknown(text: str, chunks: list[tuple[int, int]]) -> bool:
    """Say whether the last part is a country or region: then the town before it need not be known."""
    last = text[slice(*chunks[-1])].strip()
    return find_city(last) is None and find_legal_form(text[: chunks[-2][1]]) is None
