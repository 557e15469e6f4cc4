"""From the bytes of a mail to what shall become of it: reads much and writes nothing but files into the store."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flask import current_app

from ats.applications.models import Application
from ats.applications.queries import find_candidate_of, find_latest, find_opening_of
from ats.applications.reply_addresses import REPLY
from ats.applications.rules import is_too_soon
from ats.candidates.queries import find_by_address
from ats.inbox import ground, nature, papers, people
from ats.inbox.copies import applications_of_copies
from ats.inbox.ignoring import addresses_of, application_of, has_no_return_path, to_ignore
from ats.inbox.mime import ParsedMail, parse_mail
from ats.inbox.mime.quotations import written_anew
from ats.inbox.models import ReceivedMail, Via
from ats.inbox.people import Person
from ats.inbox.recipients import is_ours
from ats.inbox.routing import (
    MailFacts,
    OpeningFacts,
    Routed,
    Suggestion,
    route,
    route_stranger,
    why_not_from_outside,
)
from ats.inbox.verdicts import Apply, Ignore, Join, Prepared, Verdict, Wait
from ats.inbox.verification import is_sender_verified
from ats.messages.queries import status_as_told
from ats.openings.models import State
from ats.platform.clock import utc_now
from ats.platform.database import db
from ats.platform.templating import file_size
from ats.vocabulary.folding import fold

REPLY_ADDRESS, REFERENCES, CONVERSATION = "reply_address", "references", "conversation"
_APPLIES = re.compile(
    r"\b(?:appl(?:y|ying|ication|ied)|bewerb\w*|candidature|postul\w*|solicit\w*|candidat\w*|sollicit\w*|aplik\w*|"
    r"zgloszenie|kandydat\w*|resume|cv|lebenslauf|curriculum)\b"
)
_LIKELY = 0.35
_MOST_ADDRESSES, _MOST_SUGGESTED = 50, 5
_ANSWERS = "It answers a message of this conversation"


def prepare(row: ReceivedMail, raw: bytes) -> tuple[Prepared, Wait | None]:
    """Take a mail apart, find out who applies by it, and look at its files; say so where that is not clear.

    Raises ReaderBusy. Not inside a transaction.
    """
    mail = parse_mail(raw)
    # Whoever speaks SMTP to us writes every field themselves: no server of ours has looked at them before.
    is_told_by_server = row.via != Via.SMTP
    is_verified = is_told_by_server and is_sender_verified(mail, current_app.config["TRUSTED_AUTHSERV_ID"])
    prepared = Prepared(
        mail=mail,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        written=written_anew(mail.text) or mail.text,
        person=_sender_of(mail),
        is_verified=is_verified,
        may_be_answered=not (nature.wants_no_answer(mail) or has_no_return_path(row, mail)),
    )
    if row.left_in:
        problem = _why_only_header(row)
        return replace(prepared, text=f"({problem})", written=""), Wait(problem)
    if mail.is_beyond_limits:
        return prepared, Wait("; ".join(mail.problems) or "It is too deep or has too many parts")
    problem = None
    is_reply = ground.find_signed(addresses_of(row, mail), REPLY) is not None
    inside = people.find_inside(mail) if people.is_forward(mail) and not is_reply else None
    is_ours = ground.find_colleague(mail.sender.address) is not None
    files = mail.files
    if inside is not None and (is_ours or _is_same(inside.sender.address, mail.sender.address)):
        prepared, files = _of_inside(prepared, inside)
        if is_ours and not is_verified:
            problem = Wait("A colleague seems to pass it on, but no server has verified the sender")
    elif is_ours and not is_reply:
        problem = Wait("A colleague wrote it; who applies cannot be told")
    db.session.rollback()
    prepared = _with_papers(prepared, files, row)
    if problem is None and inside is not None and not is_ours:
        problem = _of_stranger(prepared, inside)
    if problem is None and people.is_board(mail) and not is_reply:
        prepared, problem = _of_board(prepared, row)
    return prepared, problem


def _why_only_header(row: ReceivedMail) -> str:
    most = current_app.config["INBOX_MAX_BYTES"] // (1024 * 1024)
    return (
        f"It has {file_size(row.size)}, more than the {most} MB that are taken in (ATS_INBOX_MAX_MB): only its header "
        f"is here. The whole mail is in the mailbox’s folder “{row.left_in}”"
    )


def _sender_of(mail: ParsedMail) -> Person | None:
    sender = mail.sender
    return Person(sender.name, sender.address) if sender.address else None


def _of_inside(prepared: Prepared, inside: people.Inside):
    """Return the mail as that of the person inside, and its files."""
    inner = inside.mail
    person = Person(inside.sender.name, inside.sender.address, "forwarded", is_from_body=True)
    if _is_same(inside.sender.address, prepared.mail.sender.address):
        person = replace(person, how="sender", is_from_body=False)
    text = inside.text
    prepared = replace(
        prepared,
        subject=inside.subject or prepared.subject,
        text=text,
        html=inner.html if inner else "",
        written=written_anew(text) or text,
        person=person,
    )
    files = (*prepared.mail.files, *inner.files) if inner else prepared.mail.files
    return prepared, files


def _with_papers(prepared: Prepared, files, row: ReceivedMail) -> Prepared:
    found = papers.look_at(files, received_at=row.received_at)
    if not any(each.kind == "resume" for each in found):
        body = papers.of_body(prepared.written, received_at=row.received_at)
        found += [body] if body else []
    prepared = replace(prepared, papers=tuple(found))
    person, resume = prepared.person, prepared.resume
    if person is not None and resume is not None and not people.usable_name(person.name):
        prepared = replace(prepared, person=replace(person, name=resume.name[:200]))
    return prepared


def _of_stranger(prepared: Prepared, inside: people.Inside) -> Wait | None:
    """Somebody unknown passes a mail on: their own application only if the résumé is theirs."""
    resume, sender = prepared.resume, prepared.mail.sender
    is_theirs = resume is not None and (
        _is_same(resume.address, sender.address)
        or bool(resume.name and fold(resume.name) == fold(sender.name))
        or not (resume.name or resume.address)
    )
    if is_theirs:
        return None
    return Wait(
        f"{sender.address} passes on a mail of {inside.sender.address}; who applies cannot be told"[:500]
    )


def _of_board(prepared: Prepared, row: ReceivedMail) -> tuple[Prepared, Wait | None]:
    resume = prepared.resume
    if resume is None and nature.is_machine_made(prepared.mail):
        return replace(prepared, person=None), None
    name, address = (resume.name, resume.address) if resume else ("", "")
    person = people.find_person_behind(prepared.mail, name, address)
    if person is None:
        return prepared, Wait("It was sent on behalf of somebody whose address cannot be told")
    may_be_answered = prepared.may_be_answered or _may_be_told(prepared.mail, person, row)
    return replace(prepared, person=person, may_be_answered=may_be_answered), None


def _may_be_told(mail: ParsedMail, person: Person, row: ReceivedMail) -> bool:
    """A machine is never answered; the person elsewhere on whose behalf it writes may be told of their application."""
    if nature.forbids_answers(mail) or has_no_return_path(row, mail):
        return False
    machine, theirs = (each.rpartition("@")[2].casefold() for each in (mail.sender.address, person.address))
    return bool(machine) and not f".{theirs}".endswith(f".{machine}")


def _is_same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def decide(row: ReceivedMail, prepared: Prepared, problem: Wait | None) -> Verdict:
    """Return what shall become of a mail; reads the database, writes nothing."""
    verdict = _decide(row, prepared, problem)
    if isinstance(verdict, Join) and verdict.application_id in applications_of_copies(row):
        return Ignore("copy", "It reached the same application by another of our addresses")
    return verdict


def _decide(row: ReceivedMail, prepared: Prepared, problem: Wait | None) -> Verdict:
    mail = prepared.mail
    ignored = to_ignore(row, prepared)
    if ignored is not None:
        return ignored
    # What a conversation gets is read; of these there is nothing to read here.
    is_unread = row.left_in or mail.is_beyond_limits
    joined = None if is_unread else _by_thread(row, prepared)
    if joined is not None:
        return joined
    if problem is not None:
        return replace(problem, suggestions=_suggest(row, prepared))
    if nature.is_machine_made(mail) and prepared.resume is None:
        return Ignore("automatic", "A machine wrote it, and no résumé came with it")
    if nature.seems_automatic_answer(mail) and prepared.resume is None:
        return Wait("Its subject reads like that of an automatic answer", _suggest(row, prepared))
    if nature.is_marked_spam(mail):
        return Wait("The mail server takes it for spam", _suggest(row, prepared))
    if prepared.person is None:
        return Wait("It does not say who sent it", _suggest(row, prepared))
    return _by_opening(row, prepared)


def _by_thread(row: ReceivedMail, prepared: Prepared) -> Join | Wait | None:
    sender = prepared.mail.sender.address
    application = application_of(ground.find_signed(addresses_of(row, prepared.mail), REPLY))
    if application is not None:
        if ground.is_of_colleague(application.candidate_id, sender):
            return _by_colleague(application)
        # The address may have been mailed to somebody for whom the candidate was taken, until the merge was undone.
        is_anothers = ground.is_of_another(application.candidate_id, sender)
        why = "It was sent to the application’s own reply address"
        why += ", from the address of another candidate" if is_anothers else ""
        return Join(application.id, REPLY_ADDRESS, why, not is_anothers)
    threads = ground.find_threads(prepared.mail.references, sender)
    threads = [each for each in threads if not ground.is_of_colleague(each.candidate_id, sender)]
    if len(threads) > 1:
        return _among(row, prepared, threads)
    return _join_thread(prepared, threads[0], REFERENCES, _ANSWERS) if threads else None


def _join_thread(prepared: Prepared, application: Application, rule: str, why: str) -> Join:
    is_theirs = ground.owns_address(application.candidate_id, prepared.mail.sender.address)
    return Join(application.id, rule, why, prepared.is_verified and is_theirs)


def _among(row: ReceivedMail, prepared: Prepared, threads: Sequence[Application]) -> Join | Wait:
    """Several applications have in common what a mail answers: it is for the one whose opening it names, if any."""
    routed = _route(row, prepared)
    named = [each for each in threads if routed.opening is not None and each.opening_id == routed.opening.id]
    if len(named) == 1:
        return _join_thread(prepared, named[0], routed.rule, routed.why)
    references = dict.fromkeys(find_opening_of(each).reference for each in threads[:_MOST_SUGGESTED])
    return Wait(
        "It answers a message that several applications have in common, and does not say which one it is for",
        tuple(Suggestion(each, 1 / len(references), _ANSWERS) for each in references),
    )


def _by_colleague(application: Application) -> Wait:
    """What a colleague writes to a candidate's reply address is not the candidate's word, whoever it was meant for."""
    candidate = find_candidate_of(application)
    return Wait(
        f"A colleague wrote it to the reply address of {candidate.name[:200]}, application {application.reference}",
        about=Person(candidate.name, candidate.email or "", "said"),
    )


def _facts(row: ReceivedMail, prepared: Prepared) -> MailFacts:
    return MailFacts(
        subject=prepared.subject,
        text=prepared.written,
        papers="\n".join(each.text for each in prepared.papers)[:20_000],
        to=tuple(filter(is_ours, dict.fromkeys(addresses_of(row, prepared.mail)[:_MOST_ADDRESSES]))),
        sender_name=prepared.person.name if prepared.person else prepared.mail.sender.name,
    )


def _suggest(row: ReceivedMail, prepared: Prepared) -> tuple[Suggestion, ...]:
    return route(_facts(row, prepared), ground.list_opening_facts()).suggestions


def _route(row: ReceivedMail, prepared: Prepared) -> Routed:
    find = route if _is_by_colleague(prepared) else route_stranger
    return find(_facts(row, prepared), ground.list_opening_facts())


def _is_by_colleague(prepared: Prepared) -> bool:
    return prepared.is_verified and ground.find_colleague(prepared.mail.sender.address) is not None


def _by_opening(row: ReceivedMail, prepared: Prepared) -> Verdict:
    person = prepared.person
    routed = _route(row, prepared)
    if routed.opening is None:
        likely = any(each.share >= _LIKELY for each in routed.suggestions)
        joined = None if likely else _by_conversation(prepared)
        return joined or Wait(routed.why, routed.suggestions, _may_be_asked(prepared, routed.suggestions))
    earlier = find_earlier(person.address, routed.opening.id)
    is_confirmed = prepared.is_verified and person.how == "sender"
    if earlier is not None:
        return Join(earlier.id, routed.rule, routed.why, is_confirmed)
    if routed.opening.state == State.DRAFT:
        return Wait(
            f"It was sent to the address of “{routed.opening.title}”, a draft"[:500], routed.suggestions
        )
    hidden = "" if _is_by_colleague(prepared) else why_not_from_outside(routed.opening, routed.rule)
    if hidden:
        return Wait(hidden[:500], routed.suggestions)
    if not routed.opening.takes_applications:
        return Wait(_why_closed(routed.opening)[:500], routed.suggestions)
    if not _looks_like_application(prepared):
        return Wait(
            "No résumé came with it, and nothing in it says that somebody applies", routed.suggestions
        )
    return Apply(routed.opening.id, routed.rule, routed.why, routed.suggestions, is_confirmed)


def _why_closed(opening: OpeningFacts) -> str:
    how = f"is {opening.state}" if opening.state != State.PUBLISHED else "is past its deadline"
    return f"“{opening.title}” {how} and takes no applications now"


def _looks_like_application(prepared: Prepared) -> bool:
    said = fold(f"{prepared.subject} {prepared.written[:3000]}")
    return prepared.resume is not None or bool(_APPLIES.search(said))


def _may_be_asked(prepared: Prepared, suggestions: Sequence[Suggestion]) -> bool:
    """A person who surely applies, for one of some openings, and who wrote from the address that would be asked."""
    is_sender = prepared.person.how == "sender" and not prepared.person.is_from_body
    is_fit = bool(suggestions) and _looks_like_application(prepared)
    return is_sender and is_fit and prepared.may_be_answered


def find_earlier(address: str, opening_id: int) -> Application | None:
    """Return the application of a person to an opening that another mail belongs to, or None."""
    candidate = find_by_address(address)
    earlier = find_latest(candidate.id, opening_id) if candidate else None
    if earlier is None:
        return None
    is_recent = is_too_soon(earlier.received_at, utc_now(), current_app.config["REAPPLY_DAYS"])
    return earlier if is_recent or status_as_told(earlier) == "active" else None


def _by_conversation(prepared: Prepared) -> Verdict | None:
    """Nothing names an opening: it belongs to the sender's only conversation, if there is one."""
    applications = ground.list_open_applications(prepared.person.address)
    if len(applications) != 1 or prepared.person.how != "sender":
        return None
    why = "The sender has one application on its way, and nothing names another opening"
    return Join(applications[0].id, CONVERSATION, why, prepared.is_verified)
