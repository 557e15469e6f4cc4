"""The rules in their order: own address, reference, title in the subject, the text."""

import re
from collections.abc import Sequence

from ats.inbox.routing.model import MailFacts, OpeningFacts, Routed, Suggestion
from ats.inbox.routing.titles import Match, match_titles, phrases_in
from ats.vocabulary.folding import fold
from ats.vocabulary.word_lists import words

OWN_ADDRESS, REFERENCE, TITLE, TEXT, NONE = "own_address", "reference", "title", "text", ""
_REFERENCE = re.compile(r"(?<![A-Za-z0-9])(R[0-9A-HJKMNP-TV-Z]{4})(?![A-Za-z0-9])")
_LINK = re.compile(r"/openings/(r[0-9a-hjkmnp-tv-z]{4})(?![A-Za-z0-9])", re.IGNORECASE)
_CLEAR, _MARGIN, _PRECISE, _WHOLE = 0.55, 0.12, 0.6, 0.95
_LOOSE, _LOOSE_MARGIN = 0.36, 0.25
_ANOTHER, _EQUAL = 0.4, 0.01
_MOST_SUGGESTIONS = 5
_APPLYING = words(
    """
    apply applying application applicant position job role vacancy opening post advertised advert opportunity
    bewerbe bewerbung bewerben stelle position stellenanzeige ausschreibung ausgeschriebene ausgeschriebenen
    candidature postuler postule poste offre annonce emploi
    solicitud puesto postular oferta vacante candidatura empleo
    candidatura posizione posto candidarmi annuncio
    sollicitatie solliciteer solliciteren functie vacature
    aplikuje stanowisko ofert oferta ogloszenie zgloszenie vaga cargo
    """
)


def route(mail: MailFacts, openings: Sequence[OpeningFacts]) -> Routed:
    """Return the opening that a mail is for by the first rule that answers, or none with suggestions."""
    published = [each for each in openings if each.state != "draft"]
    owned = frozenset().union(*map(_addresses_of, openings))
    # Nobody outside knows of a draft: it is meant only by an address that belongs to drafts alone.
    addressed = _by_address(mail, published, owned) or [
        each for each in openings if each.state == "draft" and _own_address(mail, each, owned)
    ]
    if len(addressed) == 1:
        return _to(addressed[0], OWN_ADDRESS, f"It was sent to {_own_address(mail, addressed[0], owned)}")
    among = addressed or published
    for rule in (_by_reference, _by_title, _by_text):
        found = rule(mail, among)
        if found is not None:
            return found
    suggestions = _suggestions(mail, among)
    if addressed:
        return Routed(None, NONE, *_among_addressed(addressed, suggestions))
    why = "Nothing in it names an opening" if not suggestions else "Nothing in it names an opening clearly"
    return Routed(None, NONE, why, suggestions)


def route_stranger(mail: MailFacts, openings: Sequence[OpeningFacts]) -> Routed:
    """Return what ``route`` does for somebody who knows the public openings alone, and others by their reference.

    Between an opening that they know and one that they do not, it is the one they know.
    """
    routed = route(mail, openings)
    hidden = {each.reference for each in openings if each.visibility != "public"}
    if routed.opening is None and any(each.reference in hidden for each in routed.suggestions):
        known = route(mail, [each for each in openings if each.visibility == "public"])
        return known if known.opening is not None else routed
    return routed


def why_not_from_outside(opening: OpeningFacts, rule: str) -> str:
    """Return why a rule may not take somebody from outside to an opening, or an empty string where it may.

    Internal openings are for colleagues; one that is not listed is for whoever has its reference, link or address.
    """
    if opening.visibility == "internal":
        return f"It seems to be for “{opening.title}”, which is internal, and no verified colleague sent it"
    if opening.visibility == "unlisted" and rule not in (OWN_ADDRESS, REFERENCE):
        return f"It seems to be for “{opening.title}”, which is not listed, and does not name its reference or link"
    return ""


def _among_addressed(
    addressed: list[OpeningFacts], ranked: tuple[Suggestion, ...]
) -> tuple[str, tuple[Suggestion, ...]]:
    """Offer all openings that a mail was sent to, those first of which its words speak."""
    known = {each.reference for each in ranked}
    share = round(1 / len(addressed), 3)
    others = (
        Suggestion(
            each.reference, min(share, *(one.share for one in ranked), 1.0), "It was sent to its address"
        )
        for each in addressed
        if each.reference not in known
    )
    why = (
        f"It was sent to an address of {len(addressed)} openings, and nothing in it names one of them clearly"
    )
    return why, (*ranked, *others)[:_MOST_SUGGESTIONS]


def _to(opening: OpeningFacts, rule: str, why: str) -> Routed:
    return Routed(opening, rule, why[:300], (Suggestion(opening.reference, 1.0, why[:200]),))


def _by_address(
    mail: MailFacts, openings: Sequence[OpeningFacts], owned: frozenset[str]
) -> list[OpeningFacts]:
    """Return the openings that own an address that the mail was sent to; all of them own none."""
    found = [each for each in openings if _own_address(mail, each, owned)]
    return found if len(found) < len(openings) or len(openings) == 1 else []


def _addresses_of(opening: OpeningFacts) -> frozenset[str]:
    return frozenset(each.casefold() for each in (opening.apply_email, *opening.addresses) if each)


def _own_address(mail: MailFacts, opening: OpeningFacts, owned: frozenset[str]) -> str:
    """Return the address by which a mail leads to an opening: one that was given to it, which is then nobody else's.

    One that nobody was given leads to whom its extension names: an opening or a program.
    """
    own, names = _addresses_of(opening), (opening.reference.casefold(), opening.program_slug.casefold())
    for address in mail.to:
        folded = address.casefold()
        extension = folded.rpartition("@")[0].partition("+")[2]
        if folded in own or (extension and extension in names and folded not in owned):
            return address
    return ""


def _by_reference(mail: MailFacts, openings: Sequence[OpeningFacts]) -> Routed | None:
    by_reference = {each.reference.upper(): each for each in openings}
    for where, text in (("subject", mail.subject), ("text", mail.text)):
        said = [*_REFERENCE.findall(text.upper() if where == "subject" else text), *_LINK.findall(text)]
        named = {each.upper(): None for each in said if each.upper() in by_reference}
        if len(named) == 1:
            opening = by_reference[next(iter(named))]
            return _to(opening, REFERENCE, f"The {where} names the reference {opening.reference}")
        if named:
            suggestions = tuple(Suggestion(each, 1 / len(named), f"The {where} names it") for each in named)
            return Routed(None, NONE, f"The {where} names {len(named)} openings", suggestions)
    return None


def _by_title(mail: MailFacts, openings: Sequence[OpeningFacts]) -> Routed | None:
    matches = match_titles(mail.subject, openings, without=mail.sender_name)
    if not matches:
        return None
    best, second = matches[0], matches[1].score if len(matches) > 1 else 0.0
    is_meant = best.score >= _CLEAR and (best.precision >= _PRECISE or best.coverage >= _WHOLE)
    is_clear = is_meant and best.score - second >= _MARGIN
    is_alone = best.precision == 1 and best.score >= _LOOSE and best.score - second >= _LOOSE_MARGIN
    if (is_clear or is_alone) and not _names_another(matches):
        return _to(best.opening, TITLE, f"The subject names “{best.opening.title}”")
    if is_meant:
        return _several(
            [each for each in matches if best.score - each.score < _MARGIN or _is_another(best, each)]
        )
    return None


def _names_another(matches: list[Match]) -> bool:
    return any(_is_another(matches[0], each) for each in matches[1:])


def _is_another(best: Match, other: Match) -> bool:
    """Other words of the subject name another opening: somebody applies for both, or says what they do now."""
    return other.coverage >= _ANOTHER and not other.used & best.used


def _several(matches: list[Match]) -> Routed:
    suggestions = tuple(
        Suggestion(
            each.opening.reference, round(min(each.score, 1) / len(matches), 3), "The subject fits its title"
        )
        for each in matches[:_MOST_SUGGESTIONS]
    )
    are_equal = matches[0].score - matches[-1].score < _EQUAL
    why = f"The subject fits {len(matches)} openings" + (
        " equally" if are_equal else ", none of them clearly"
    )
    return Routed(None, NONE, why, suggestions)


def _by_text(mail: MailFacts, openings: Sequence[OpeningFacts]) -> Routed | None:
    named = phrases_in(mail.text, openings, _APPLYING)
    if len(named) > 1:
        subject = {each.opening.id: each.score for each in match_titles(mail.subject, named)}
        best = max(subject.values(), default=0.0)
        leading = [each for each in named if best and subject.get(each.id, 0.0) == best]
        named = leading if len(leading) == 1 else named
    if len(named) == 1:
        return _to(named[0], TEXT, f"The text names “{named[0].title}”")
    if named:
        share = round(1 / len(named), 3)
        suggestions = tuple(
            Suggestion(each.reference, share, "The text names its title")
            for each in named[:_MOST_SUGGESTIONS]
        )
        return Routed(None, NONE, f"The text names {len(named)} openings", suggestions)
    return None


def _suggestions(mail: MailFacts, openings: Sequence[OpeningFacts]) -> tuple[Suggestion, ...]:
    """Rank the openings by what the subject and all texts share with their titles and requirements."""
    subject = {
        each.opening.id: each.score for each in match_titles(mail.subject, openings, without=mail.sender_name)
    }
    said = _telling_words(f"{mail.subject} {mail.text[:4000]} {mail.papers[:8000]}")
    ranked = []
    for opening in openings:
        wanted = _telling_words(f"{opening.title} {opening.words[:4000]}")
        share = len(wanted & said) / len(wanted) if wanted else 0.0
        score = 0.7 * min(subject.get(opening.id, 0.0), 1.0) + 0.3 * share
        if score >= 0.05:
            why = (
                "The subject fits its title"
                if subject.get(opening.id, 0) > 0.3
                else "The text fits what it asks for"
            )
            ranked.append(Suggestion(opening.reference, round(score, 3), why))
    return tuple(sorted(ranked, key=lambda each: -each.share)[:_MOST_SUGGESTIONS])


def _telling_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]{4,}", fold(text))}
