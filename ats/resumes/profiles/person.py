"""The person of a résumé: name, addresses, telephone, place, links, headline, summary; into the profile's basics."""

from ats.resumes.profiles.draft import Draft
from ats.resumes.profiles.emails import FoundEmail, find_emails
from ats.resumes.profiles.headline import find_headline, put_summary
from ats.resumes.profiles.links import FoundLink, comparable, find_links, find_named_users
from ats.resumes.profiles.location import find_location, guess_country, put_location
from ats.resumes.profiles.name import FoundName, agreement, find_name, name_from_handle
from ats.resumes.profiles.parts import Part, list_parts
from ats.resumes.profiles.personal import is_private, put_left_out, without_age
from ats.resumes.profiles.phones import FoundPhone, find_phones
from ats.resumes.profiles.sections import Section
from ats.resumes.profiles.spoken import put_languages
from ats.resumes.profiles.zone import find_home, find_zone
from ats.resumes.text import Line
from ats.vocabulary.person_names import name_words

_FEW = 4
_ELSEWHERE = (
    "work",
    "projects",
    "publications",
    "volunteer",
    "education",
    "certificates",
    "awards",
    "references",
)


def put_person(
    draft: Draft, lines: tuple[Line, ...], sections: tuple[Section, ...], telling: tuple[Section, ...]
) -> None:
    """Put everything about the person themselves into the draft.

    ``telling`` are the sections without what is left out; to tell the details by their labels takes all lines.
    """
    zone = find_zone(lines, sections)
    kept = tuple(line for line in zone if not is_private(line))
    emails = find_emails(kept) or find_emails(lines)
    links = _personal_links(lines, sections, kept)
    handles = (
        *(email.address.partition("@")[0] for email in emails),
        *(link.user for link in links if link.user),
    )
    name = find_name(lines, kept, handles)
    headline = find_headline(lines, kept, name)
    _put_name(draft, name, emails)
    if headline:
        part, confidence = without_age(draft, headline[0]), headline[1]
        draft.put("/basics/label", part.text, part.source(confidence, "title beside the name"))
    _put_emails(draft, emails)
    _put_place_and_phones(draft, lines, kept, name, find_home(sections))
    _put_links(draft, links)
    put_summary(draft, telling, name.line if name else None)
    put_left_out(draft, zone, sections)
    put_languages(draft, telling, zone)


def put_sender(draft: Draft, lines: tuple[Line, ...], sections: tuple[Section, ...]) -> None:
    """Put of a text that is no résumé only who sent it: e-mail addresses, and a name that agrees with them."""
    emails = find_emails(lines)
    _put_emails(draft, emails)
    handles = tuple(email.address.partition("@")[0] for email in emails)
    name = find_name(lines, find_zone(lines, sections), handles) if handles else None
    if name is not None and any(agreement(name_words(name.name), handle) >= 2.0 for handle in handles):
        draft.put("/basics/name", name.name, name.source)


def _put_name(draft: Draft, name: FoundName | None, emails: tuple[FoundEmail, ...]) -> None:
    if name is not None:
        draft.put("/basics/name", name.name, name.source)
        return
    for email in emails:
        made = name_from_handle(email.address.partition("@")[0])
        if made:
            source = email.source
            weak = type(source)(
                source.start, source.end, source.page, source.box, 0.3, "made of the e-mail address"
            )
            draft.put("/basics/name", made, weak)
            return


def _put_emails(draft: Draft, emails: tuple[FoundEmail, ...]) -> None:
    for index, email in enumerate(emails):
        if index == 0:
            draft.put("/basics/email", email.address, email.source)
        else:
            draft.put(f"/meta/requisite/emails/{index - 1}", email.address, email.source)


def _put_place_and_phones(
    draft: Draft,
    lines: tuple[Line, ...],
    zone: tuple[Line, ...],
    name: FoundName | None,
    home: frozenset[int],
) -> None:
    """The place goes first: a number without its country is completed by the country of the stated place."""
    parts = tuple(
        part
        for part in list_parts(zone)
        if name is None or part.line is not name.line or not _overlaps(part, name)
    )
    place = find_location(parts, home)
    if place:
        put_location(draft, place)
    country = (place.place.country_code if place else None) or guess_country(lines)
    for index, phone in enumerate(find_phones(zone, country)):
        _put_phone(draft, index, phone)


def _overlaps(part: Part, name: FoundName) -> bool:
    start = part.line.start + part.start
    return start < name.source.end and name.source.start < part.line.start + part.end


def _put_phone(draft: Draft, index: int, phone: FoundPhone) -> None:
    if index == 0:
        draft.put("/basics/phone", phone.written, phone.source)
    draft.put(f"/meta/requisite/phones/{index}/written", phone.written, phone.source)
    if phone.e164:
        draft.put(f"/meta/requisite/phones/{index}/e164", phone.e164, phone.source)


def _personal_links(
    lines: tuple[Line, ...], sections: tuple[Section, ...], zone: tuple[Line, ...]
) -> tuple[FoundLink, ...]:
    """Links in the contact details, and profiles at networks anywhere but inside entries of work and the like."""
    inside = {line.start for line in zone}
    other = {
        line.start
        for section in sections
        if section.kind in _ELSEWHERE
        for line in section.lines
        if line.start not in inside
    }
    found = {comparable(link.url): link for link in find_links(zone, bare=True)}
    rest = tuple(line for line in lines if line.start not in inside and line.start not in other)
    for link in find_links(rest, bare=False):
        found.setdefault(comparable(link.url), link)
    away = tuple(line for line in lines if line.start in other)
    networks = {link.network for link in found.values()}
    for link in find_links(tuple(line for line in away if len(line.text.split()) <= _FEW), bare=False):
        if link.network and link.network not in networks and "/" not in (link.user or "/"):
            networks.add(link.network)
            found.setdefault(comparable(link.url), link)
    for link in find_named_users(zone):
        if link.network not in networks:
            found.setdefault(comparable(link.url), link)
    return tuple(found.values())


def _put_links(draft: Draft, links: tuple[FoundLink, ...]) -> None:
    profiles = sites = 0
    for link in links:
        if link.network:
            at = f"/basics/profiles/{profiles}"
            draft.put(f"{at}/network", link.network, link.source)
            draft.put(f"{at}/username", link.user, link.source)
            draft.put(f"{at}/url", link.url, link.source)
            profiles += 1
        elif sites == 0:
            draft.put("/basics/url", link.url, link.source)
            sites = 1
        else:
            draft.put(f"/meta/requisite/urls/{sites - 1}", link.url, link.source)
            sites += 1
