"""Every page that can be got, the role it is for, and what the placeholders in its address stand for."""

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from ats.accounts.actions import create_user, make_link
from ats.accounts.models import User
from ats.accounts.policy import Role
from ats.applications.links import address_link, erasure_link, status_link
from ats.applications.models import Application, Attachment, Status
from ats.batches import actions as batches
from ats.batches.models import BatchItem
from ats.company.queries import list_reasons, list_templates
from ats.documents.models import Document, Reread
from ats.imports.files import FoundFile
from ats.inbox.links import choice_link
from ats.inbox.models import ReceivedMail
from ats.messages.models import MessageTemplate
from ats.openings.models import Opening, State, TeamMember, Visibility
from ats.platform import tokens
from ats.platform.clock import utc_now
from ats.platform.database import db, transaction
from ats.platform.events import Actor
from ats.platform.mailbox import Mail
from ats.search.query_language import Term
from ats.workspace.actions import reviewing
from ats.workspace.bringing_in import hold_table

# What answers with something other than a page of its own: feeds, files, parts of pages, ways on.
NO_PAGES = {
    *("static", "health.healthz", "careers.sitemap", "careers.robots", "careers.logo", "settings.index"),
    *("careers.atom", "careers.json_feed", "careers.program_atom", "careers.program_json"),
    *(
        "workspace.board_cards",
        "workspace.application_news",
        "workspace.opening_news",
        "workspace.news",
        "workspace.palette",
        "workspace.search_results",
        "workspace.count_applications",
        "workspace.batch_letter",
        "workspace.batch_progress",
        "workspace.rejection_message",
        "workspace.profile",
        "workspace.export_profile",
        "workspace.received_original",
        "workspace.received_picture",
        "workspace.message_file",
        "workspace.message_picture",
        "workspace.message_original",
        "settings.reader_progress",
        "workspace.papers",
        "workspace.download",
        "workspace.page_image",
    ),
}

_APPLICATION, _OPENING, _SETTINGS = (
    "/dashboard/applications/{application}",
    "/dashboard/openings/{opening}",
    "/dashboard/settings",
)
VISITOR: dict[str, list[str]] = {
    "careers.listing": ["/", "/?q=nothing+has+these+words", "/?workplace=remote"],
    "careers.program": ["/programs/{program}"],
    "careers.opening": ["/openings/{opening}", "/openings/{closed}"],
    "careers.apply": ["/openings/{opening}/apply", "/openings/{closed}/apply"],
    "careers.thanks": ["/openings/{opening}/thanks/{thanks}"],
    "careers.ask_for_link": ["/status", "/status?asked=1"],
    "careers.status": ["/status/{status}", "/status/{status_rejected}", "/status/broken"],
    "careers.finish": ["/status/{status_unfinished}/finish", "/status/broken/finish"],
    "careers.choose": ["/choose/{choice}", "/choose/broken"],
    "careers.erase": ["/erase/{erase}"],
    "careers.new_address": ["/address/{address}"],
    "careers.privacy": ["/privacy"],
    "accounts.sign_in": ["/sign-in"],
    "accounts.forgot": ["/forgot"],
    "accounts.accept": ["/accept/{accept}", "/accept/broken"],
    "accounts.setup": ["/setup/broken"],
}
RECRUITER: dict[str, list[str]] = {
    "workspace.home": ["/dashboard/"],
    "workspace.openings": [
        "/dashboard/openings",
        "/dashboard/openings?state=closed",
        "/dashboard/openings?state=paused",
    ],
    "workspace.opening": [_OPENING, "/dashboard/openings/{draft}"],
    "workspace.new_opening": ["/dashboard/openings/new"],
    "workspace.edit_opening": [_OPENING + "/edit"],
    "workspace.opening_stages": [_OPENING + "/stages", "/dashboard/openings/{draft}/stages"],
    "workspace.opening_team": [_OPENING + "/team"],
    "workspace.preview_opening": ["/dashboard/openings/{draft}/preview"],
    "workspace.change_state": [
        _OPENING + "/state?to=closed",
        "/dashboard/openings/{draft}/state?to=published",
    ],
    "workspace.import_openings": ["/dashboard/openings/import"],
    "workspace.programs": ["/dashboard/programs"],
    "workspace.new_program": ["/dashboard/programs/new"],
    "workspace.edit_program": ["/dashboard/programs/{program}/edit"],
    "workspace.board": [_OPENING + "/board", "/dashboard/openings/{draft}/board"],
    "workspace.search": [
        "/dashboard/search",
        "/dashboard/search?q=engineer",
        "/dashboard/search?q=stage:nowhere+zzzz",
    ],
    "workspace.applications": [
        "/dashboard/applications",
        "/dashboard/applications?status=rejected&source=nowhere",
        "/dashboard/applications?waits=stale&sort=waiting",
        "/dashboard/applications?q=engineer&status=active",
    ],
    "workspace.saved_views": ["/dashboard/views"],
    "workspace.batches": ["/dashboard/batches"],
    "workspace.batch": [
        "/dashboard/batches/{batch_draft}",
        "/dashboard/batches/{batch_closing}",
        "/dashboard/batches/{batch_done}",
    ],
    "workspace.shortlist": [_OPENING + "/shortlist"],
    "workspace.application": [
        *(
            _APPLICATION,
            _APPLICATION + "?view=text",
            _APPLICATION + "?edit=/work/0",
            _APPLICATION + "?mark=/work/0",
            _APPLICATION + "?review={session}",
            "/dashboard/applications/{rejected}",
        ),
        *(
            "/dashboard/applications/{hired}",
            "/dashboard/applications/{without_file}",
            "/dashboard/applications/{waiting}",
        ),
    ],
    "workspace.review": ["/dashboard/review", "/dashboard/review?status=hired&source=nowhere"],
    "workspace.review_session": ["/dashboard/review/{session}"],
    "workspace.advert": [_APPLICATION + "/advert"],
    "workspace.import_profile": [_APPLICATION + "/profile/import"],
    "workspace.add_file": [_APPLICATION + "/files"],
    "workspace.duplicates": ["/dashboard/duplicates", "/dashboard/duplicates?show=apart"],
    "workspace.merge": [
        _APPLICATION + "/merge",
        _APPLICATION + "/merge?with={rejected}",
        _APPLICATION + "/merge?with=nobody",
    ],
    "workspace.other_opening": [_APPLICATION + "/other-opening"],
    "workspace.add_candidate": [_OPENING + "/add"],
    "workspace.bring_in": [_OPENING + "/bring-in"],
    "workspace.bring_in_rows": [_OPENING + "/bring-in/{table}"],
    "workspace.tray": ["/dashboard/tray", "/dashboard/tray?show=aside", "/dashboard/tray?show=filed&q=zzz"],
    "workspace.tray_application": ["/dashboard/tray/applications/{waiting}"],
    "workspace.received_mail": ["/dashboard/tray/mail/{received_mail}"],
    "workspace.compose": [_APPLICATION + "/message"],
    "accounts.account": ["/account"],
    "settings.templates": [_SETTINGS + "/templates"],
    "settings.new_template": [_SETTINGS + "/templates/new"],
    "settings.template": [_SETTINGS + "/templates/{template}"],
    "settings.messages": [_SETTINGS + "/messages"],
    "settings.new_message": [_SETTINGS + "/messages/new"],
    "settings.message": [_SETTINGS + "/messages/{message_template}"],
    "settings.reasons": [_SETTINGS + "/reasons"],
    "settings.new_reason": [_SETTINGS + "/reasons/new"],
    "settings.reason": [_SETTINGS + "/reasons/{reason}"],
}
ADMIN: dict[str, list[str]] = {
    "workspace.erase": [_APPLICATION + "/erase"],
    "settings.people": [_SETTINGS + "/people"],
    "settings.new_person": [_SETTINGS + "/people/new"],
    "settings.person": [_SETTINGS + "/people/{user}"],
    "settings.company": [_SETTINGS + "/company"],
    "settings.mail": [_SETTINGS + "/mail", _SETTINGS + "/mail?state=refused"],
    "settings.one_mail": [_SETTINGS + "/mail/{mail}"],
    "settings.retention": [_SETTINGS + "/retention"],
    "settings.reader": [_SETTINGS + "/reader"],
    "settings.reread_changes": [_SETTINGS + "/reader/{reread}"],
    "settings.jobs": [_SETTINGS + "/jobs"],
    "settings.audit": [_SETTINGS + "/audit"],
    "settings.deployment": [_SETTINGS + "/deployment"],
}
MANAGER: dict[str, list[str]] = {
    "workspace.home": ["/dashboard/"],
    "workspace.openings": ["/dashboard/openings"],
    "workspace.board": [_OPENING + "/board"],
    "workspace.application": [_APPLICATION],
}
BY_ROLE = {None: VISITOR, "recruiter": RECRUITER, "admin": ADMIN, "manager": MANAGER}
PAGES = [
    *((role, path) for role, table in BY_ROLE.items() for paths in table.values() for path in paths),
    *(
        (None, "/no-such-page"),
        ("recruiter", "/dashboard/no-such-page"),
        ("interviewer", _SETTINGS + "/people"),
    ),
]


def placeholders(closed: str) -> dict[str, str]:
    """Return what the placeholders stand for on an installation with the demo company.

    Needs its application context; ``closed`` is the reference of a closed opening, which the demo has not.
    """
    application = _shown_application()
    rejected, opening = _with_status(Status.REJECTED), application.opening
    with transaction() as session:
        review = _begun_review(application)
        reread = Reread(reader_version=1, state="done", last_id=0, total=0)
        session.add(reread)
        session.flush()
        # Another one each time: several modules ask for the places of the one site.
        invited = create_user(f"invited-{reread.id}@example.com", "Ida Invited", Role.INTERVIEWER)
        accept = make_link("invite", invited)
    return {
        "table": hold_table(FoundFile("people.csv", b"Name,Mail\nAda,ada@example.com\nBo,nowhere\n")),
        "application": application.public_id,
        "session": review,
        "rejected": rejected.public_id,
        "hired": _with_status(Status.HIRED).public_id,
        "without_file": _without_file().public_id,
        "waiting": _first(select(Application).where(Application.tray == "waiting")).public_id,
        "opening": opening.reference,
        "draft": _first(select(Opening).where(Opening.state == State.DRAFT)).reference,
        "closed": closed,
        "program": opening.program.slug,
        "thanks": tokens.sign("thanks", [opening.reference, application.reference]),
        "status": _token(status_link(application)),
        "status_unfinished": _token(status_link(_unfinished())),
        "status_rejected": _token(status_link(rejected)),
        "erase": _token(erasure_link(application)),
        "address": _token(address_link(application, "another@example.com")),
        "accept": accept,
        "template": list_templates()[0].public_id,
        "reason": list_reasons()[0].public_id,
        "user": _first(select(User).where(User.email == "manager@example.com")).public_id,
        "mail": _first(select(Mail)).public_id,
        "received_mail": _first(select(ReceivedMail)).public_id,
        "choice": _token(choice_link(_first(select(ReceivedMail)))),
        "reread": str(reread.id),
        **_batches(opening),
        "message_template": _first(select(MessageTemplate)).public_id,
    }


def _batches(opening: Opening) -> dict[str, str]:
    """Return batches of the recruiter: a draft with a message to each, one that closes an opening, one that is over."""
    by = Actor.user(_first(select(User).where(User.email == "recruiter@example.com")).id)
    everybody = select(Application.id).where(Application.opening_id == opening.id, Application.tray.is_(None))
    words = {"subject": "News of {{ opening_title }}", "text": "Dear {{ first_name }},\n\nthere is news."}
    reason = {"reason": list_reasons()[0].public_id, "template": _first(select(MessageTemplate)).public_id}
    with transaction() as session:
        draft = batches.draft(
            "reject", everybody, by=by, chosen="All that match", parameters={**words, **reason}
        )
        closing = batches.draft("close", everybody, by=by, opening_id=opening.id)
        done = batches.draft(
            "tag", everybody, by=by, chosen="The ones that were ticked", parameters={"tag": "Later"}
        )
        done.state, done.started_at, done.skipped = "done", utc_now(), 1
        session.execute(
            update(BatchItem)
            .where(BatchItem.batch_id == done.id)
            .values(state="skipped", words="has this tag already")
        )
        return {
            "batch_draft": draft.public_id,
            "batch_closing": closing.public_id,
            "batch_done": done.public_id,
        }


def _shown_application() -> Application:
    """Return an active application with page images, on an opening of the manager's."""
    manager = _first(select(User).where(User.email == "manager@example.com"))
    found = (
        select(Application)
        .join(Attachment, Attachment.application_id == Application.id)
        .join(Document, Document.id == Attachment.document_id)
        .join(Opening, Opening.id == Application.opening_id)
        .options(joinedload(Application.opening))
        .where(Application.status == Status.ACTIVE, Application.tray.is_(None), Document.pages.any())
        .where(Opening.visibility == Visibility.PUBLIC, Opening.team.any(TeamMember.user_id == manager.id))
    )
    return _first(found)


def _unfinished() -> Application:
    is_unfinished = Application.consent_at.is_(None)
    return _first(select(Application).where(is_unfinished, Application.status == Status.ACTIVE))


def _begun_review(application: Application) -> str:
    """Let the recruiter begin a review in which the application comes second; return the session's id."""
    recruiter = _first(select(User).where(User.email == "recruiter@example.com"))
    others = select(Application).where(
        Application.status == Status.ACTIVE, Application.tray.is_(None), Application.id != application.id
    )
    some = list(db.session.scalars(others.limit(5)))
    places = [(each.id, each.stage_id, each.status) for each in (some[0], application, *some[1:])]
    terms = [Term(("the",), "the")]
    begun = reviewing.start(
        recruiter.id, title="Search: the", query="q=the", terms=terms, places=places, is_cut=False
    )
    return begun.public_id


def _with_status(status: Status) -> Application:
    return _first(select(Application).where(Application.status == status))


def _without_file() -> Application:
    return _first(select(Application).where(~Application.attachments.any(), Application.tray.is_(None)))


def _first(statement):
    found = db.session.scalars(statement.limit(1)).first()
    assert found is not None, f"the demo has nothing for {statement}"
    return found


def _token(link: str) -> str:
    return link.rsplit("/", 1)[1]
