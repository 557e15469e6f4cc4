"""Putting the page of one application together: all that it shows, and the forms that stand on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import current_app, render_template, request, session

from ats.accounts.guards import get_viewer
from ats.accounts.models import User
from ats.accounts.permissions import Permission
from ats.applications.actions.correcting import typed_differences
from ats.applications.models import BY_MAIL, Application, Attachment, Status
from ats.applications.queries import has_way_back
from ats.applications.unfinished import read_unfinished
from ats.candidates.rules import fold_tag
from ats.documents.queries import ReadDocument, get_read
from ats.documents.rules.corrections import Part, parts_of
from ats.inbox.models import ReceivedMail
from ats.inbox.queries import list_of_application
from ats.matching.queries import list_of_person
from ats.messages.events import MessageReceived
from ats.messages.models import Direction
from ats.messages.queries import list_correspondence
from ats.platform.clock import today, utc_now
from ats.platform.database import db
from ats.platform.mailbox import Mail
from ats.reviews.queries import list_notes
from ats.search.query_language import Term
from ats.workspace import timeline
from ats.workspace.access import load_whole_application
from ats.workspace.comparing import parts_of_person, whom
from ats.workspace.conversation import ShownLetter, show_letter
from ats.workspace.forms import SIDES, KnownContactForm, NoteForm, TagForm
from ats.workspace.message_forms import RejectForm
from ats.workspace.paper import Block, PicturedPage, pictured_pages, typeset_pages
from ats.workspace.profile_forms import ProfilePartForm, fields_of, hint_of, part_form
from ats.workspace.profile_view import ProfileView, view_profile
from ats.workspace.queries import application as queries
from ats.workspace.review_forms import SnoozeForm
from ats.workspace.reviewing import find_review, marked_terms
from ats.workspace.rules import lateness_of
from ats.workspace.tongue import in_tongue_first, same_in_tongue, tongue_of


@dataclass
class PageForms:
    """The forms of the page: empty ones, or those that came back with errors.

    ``part`` is the one that corrects a part of the profile.
    """

    part: ProfilePartForm | None = None

    reject: RejectForm | None = None
    note: NoteForm | None = None
    contact: KnownContactForm | None = None
    tag: TagForm | None = None
    snooze: SnoozeForm | None = None


@dataclass
class Papers:
    """The files of an application by what they are, the current one first, and the one that is shown."""

    resumes: list[Attachment] = field(default_factory=list)
    others: list[Attachment] = field(default_factory=list)
    shown: Attachment | None = None
    is_text: bool = False
    read: ReadDocument | None = None
    terms: Sequence[Term] = ()

    @property
    def pages(self) -> list[PicturedPage]:
        """The pages of the one that is shown, as pictures."""
        return pictured_pages(self.read, self.asked, self.terms) if self.read else []

    @property
    def sheets(self) -> list[list[Block]]:
        """The pages of the one that is shown, typeset from its text."""
        return typeset_pages(self.read, self.asked, self.terms) if self.read else []

    @property
    def asked(self) -> str | None:
        """The value of the profile whose place should be marked."""
        return request.args.get("mark")


@dataclass
class ShownProfile:
    """The profile of an application: of the résumé that is shown, or else of the current one."""

    attachment: Attachment
    read: ReadDocument
    view: ProfileView
    form: ProfilePartForm | None = None
    changed: str | None = None


def show_again(
    public_id: str, forms: PageForms | None = None, *, problem: str | None = None, status: int
) -> tuple[str, int]:
    """Answer a form that was refused with the application's page, read anew."""
    return show_application(load_whole_application(public_id), forms, problem=problem), status


def show_application(
    application: Application, forms: PageForms | None = None, *, problem: str | None = None
) -> str:
    """Return an application's page; ``problem`` is a sentence to be read first."""
    user = get_viewer()
    review = find_review(user, application)
    papers = choose_papers(queries.list_attachments(application.id))
    papers.terms = marked_terms(review.place if review else None)
    profile = shown_profile(papers, user, forms.part if forms else None)
    events = queries.list_events(application)
    correspondence = _correspondence(application, user, events)
    context = {
        "application": application,
        "candidate": application.candidate,
        "opening": application.opening,
        "papers": papers,
        "profile": profile,
        "fields_of": fields_of,
        "hint_of": hint_of,
        "notes": list_notes(application.id),
        "events": timeline.tell(events),
        "others": queries.list_others(application, user, with_tray=user.can(Permission.SORT_TRAY)),
        "lateness": _lateness(application),
        "unfinished": read_unfinished(application),
        "problem": problem,
        "review": review,
        **({"snoozed_until": review.snoozed_until} if review else _queue(application, user)),
        "snooze_form": (forms.snooze if forms else None) or new_snooze_form(),
        **_for_deciders(application, user, forms or PageForms()),
        "correspondence": correspondence,
        "stop": _stop(correspondence),
        "arrivals": _arrivals(application, correspondence),
        "merged_parts": parts_of_person(application.candidate, user),
        "whom": whom,
        **_for_editors(application, user, forms or PageForms()),
        "tags": sorted((application.tag_lines or "").splitlines(), key=fold_tag),
        "note_form": (forms.note if forms else None) or NoteForm(formdata=None),
    }
    context["failed"] = _is_refused(context)
    name = "workspace/review/page.html" if review else "workspace/application/page.html"
    return render_template(name, **context)


def _is_refused(context: dict) -> bool:
    """Return whether one of the page's forms came back with errors."""
    profile = context["profile"]
    names = ("reject_form", "note_form", "snooze_form", "tag_form", "contact_form")
    forms = (*(context[name] for name in names), profile and profile.form)
    return any(form and form.errors for form in forms)


def choose_papers(attachments: list[Attachment]) -> Papers:
    """Return the files in order, and the résumé that the address asks for, or else the current one."""
    resumes = sorted(
        (each for each in attachments if each.role == "resume"), key=lambda each: not each.is_current
    )
    others = [each for each in attachments if each.role != "resume"]
    asked = request.args.get("document")
    shown = next((each for each in attachments if each.document.public_id == asked), None)
    shown = shown or next(iter(resumes), None) or next(iter(others), None)
    is_text = shown is not None and (request.args.get("view") == "text" or not shown.document.pages)
    return Papers(resumes, others, shown, is_text, get_read(shown.document) if shown else None)


def shown_profile(papers: Papers, user: User, form: ProfilePartForm | None = None) -> ShownProfile | None:
    """Return the profile that stands beside the papers; None for an application without a résumé."""
    shown = (
        papers.shown if papers.shown and papers.shown.role == "resume" else next(iter(papers.resumes), None)
    )
    if shown is None or shown.document.is_out_of_reach:
        return None
    read = papers.read if papers.shown is shown and papers.read else get_read(shown.document)
    pointer = request.args.get("edit")
    if form is None and pointer and user.can(Permission.EDIT_CANDIDATE):
        part = _part_at(read, pointer)
        form = part_form(pointer, part and part.value, is_new=True)
        form.document.data, form.seen.data = shown.document.public_id, part.seen if part else ""
    return ShownProfile(shown, read, view_profile(read, read.received_on), form)


def _part_at(read: ReadDocument, pointer: str) -> Part | None:
    parts = parts_of(read.resume, read.corrections)
    return next((each for some in parts.values() for each in some if each.pointer == pointer), None)


def _lateness(application: Application) -> str:
    if application.status != Status.ACTIVE or application.tray is not None:
        return ""
    stage = application.stage
    return lateness_of(stage.kind, application.stage_entered_at, application.opening, utc_now())


def _queue(application: Application, user: User) -> dict:
    """Return those in the same stage, the one before and after this one, and until when the user has put it off."""
    queue = []
    if application.status == Status.ACTIVE and application.tray is None:
        queue = queries.list_neighbours(application, user)
    here = [number for number, each in enumerate(queue) if each.id == application.id]
    if not here:
        # Ended, or moved by a colleague a moment ago.
        return {"queue": [], "previous": None, "following": None, "snoozed_until": None}
    before, after = queue[: here[0]], queue[here[0] + 1 :]
    return {
        "queue": queue,
        "previous": before[-1] if before else None,
        "following": after[0] if after else None,
        "snoozed_until": queue[here[0]].snoozed_until,
    }


def new_snooze_form() -> SnoozeForm:
    """Return the form that puts an application off, a week ahead."""
    zone = current_app.config["ZONE"]
    return SnoozeForm.in_zone(zone, formdata=None, data={"until": today(zone) + timedelta(days=7)})


def _for_deciders(application: Application, user: User, forms: PageForms) -> dict:
    if not user.can(Permission.DECIDE_APPLICATION) or application.tray is not None:
        return {"stages": [], "reject_form": None, "reasons": [], "undoable_id": None}
    is_active = application.status == Status.ACTIVE
    choices = queries.list_choices(application.opening_id) if is_active else queries.Choices()
    tongue = tongue_of(application)
    templates = in_tongue_first(choices.templates, tongue)
    reject = forms.reject or RejectForm(formdata=None, data=_last_rejection(templates, tongue))
    by_side = [(label, [each for each in choices.reasons if each.side == side]) for side, label in SIDES]
    return {
        "stages": choices.stages,
        "reject_form": reject.offer(choices.reasons, templates),
        "reasons": [(label, some) for label, some in by_side if some],
        "undoable_id": _undoable_id(application),
    }


def _undoable_id(application: Application) -> int | None:
    """Return the decision that can be taken back: the latest one, unless the stage before it is gone."""
    change = application.last_change
    return change.id if change is not None and has_way_back(application, change) else None


def _last_rejection(templates: list, tongue: str) -> dict | None:
    """Return what was chosen last, with the message in the candidate's language where there is one."""
    last = session.get("last_rejection")
    return last and {**last, "template": same_in_tongue(last.get("template", ""), templates, tongue)}


def _correspondence(application: Application, user: User, events: list) -> list[ShownLetter] | None:
    """Return what was written, for those who may decide; the timeline knows whether the candidate ever wrote."""
    if not user.can(Permission.DECIDE_APPLICATION) or application.tray is not None:
        return None
    is_cut = len(events) == queries.TIMELINE_LENGTH
    has_answers = (
        is_cut
        or application.source == BY_MAIL
        or any(row.EventRow.kind == MessageReceived.kind for row in events)
    )
    with_others = user.can(Permission.EDIT_CANDIDATE)
    letters = list_correspondence(application, with_others=with_others, has_answers=has_answers)
    return [show_letter(application, letter) for letter in letters]


def _stop(correspondence: list[ShownLetter] | None) -> Mail | None:
    """Return the mail that came back and stops further ones, which mostly stands in the correspondence itself."""
    ids = [shown.letter.stop_id for shown in correspondence or () if shown.letter.stop_id]
    return db.session.get(Mail, ids[0]) if ids else None


def _arrivals(application: Application, letters: list[ShownLetter] | None) -> list[ReceivedMail]:
    """Return what came by mail, for those who see the correspondence; of most applications none did."""
    has_come = application.source == BY_MAIL or any(
        each.letter.message and each.letter.message.direction == Direction.IN for each in letters or ()
    )
    return list_of_application(application.id) if letters is not None and has_come else []


def _for_editors(application: Application, user: User, forms: PageForms) -> dict:
    nothing = {"differences": {}, "contact_form": None, "known_tags": [], "tag_form": None, "suggested": []}
    if not user.can(Permission.EDIT_CANDIDATE):
        return nothing
    return {
        "suggested": list_of_person(application.candidate, user) if application.tray is None else [],
        "differences": typed_differences(application),
        "contact_form": forms.contact or contact_form(application, is_new=True),
        "known_tags": sorted((application.known_tag_lines or "").splitlines(), key=fold_tag),
        "tag_form": forms.tag or TagForm(formdata=None),
    }


def contact_form(application: Application, *, is_new: bool = False) -> KnownContactForm:
    """Return the form of the candidate's details, filled from what is known or from the request."""
    candidate = application.candidate
    known = {"phone": candidate.phone}
    form = KnownContactForm(formdata=None, obj=candidate) if is_new else KnownContactForm(data=known)
    form.has_address = bool(candidate.email)
    return form
