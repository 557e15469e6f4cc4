"""What every template may use: the company, the viewer, what they may do, their navigation and toasts."""

from functools import cached_property

from flask import Flask, current_app, request, url_for

from ats.accounts import guards
from ats.accounts.permissions import Permission
from ats.candidates.rules import greeted_name
from ats.company.queries import find_company
from ats.demo.mails import is_to_demo_person
from ats.inbox.queries import find_company_and_count_to_sort
from ats.platform import mailbox, mailer
from ats.platform.toasts import Toasts, asks_ahead

_OPENINGS = ("workspace.opening", "workspace.program", "workspace.new_program", "workspace.edit_program")
# Label, endpoint, icon, permission, and the first part of the endpoints that belong to it;
# addresses below its own belong to it too.
NAVIGATION = (
    ("Home", "workspace.home", "layout-dashboard", Permission.SEE_DASHBOARD, "workspace.home"),
    ("Openings", "workspace.openings", "briefcase", Permission.VIEW_OPENING, _OPENINGS),
    ("Applications", "workspace.applications", "users", Permission.VIEW_APPLICATION, "workspace.application"),
    ("Search", "workspace.search", "search", Permission.VIEW_APPLICATION, "workspace.search"),
    ("Tray", "workspace.tray", "inbox", Permission.SORT_TRAY, "workspace.tray"),
    ("Settings", "settings.index", "settings", Permission.MANAGE_TEMPLATES, "settings."),
)


class Frame:
    """What the frame of a page shows from the database, asked for at once and only when a template does."""

    def __init__(self, can):
        self._can = can

    @cached_property
    def _found(self) -> tuple:
        if self._can(Permission.SORT_TRAY):
            return find_company_and_count_to_sort()
        return find_company(), 0

    @property
    def company(self):
        """The row of the company, or None until it is set up."""
        return self._found[0]

    @property
    def count_to_sort(self) -> int:
        """How much waits in the tray, for those who sort it."""
        return self._found[1]


class ShownCompany:
    """The company as templates see it; asked from the database only when a template does."""

    def __init__(self, find):
        self._find = find

    @cached_property
    def _row(self):
        return self._find()

    @property
    def name(self) -> str:
        """The name, or the product's until the company is set up."""
        return self._row.name if self._row else "Requisite"

    @property
    def logo_url(self) -> str | None:
        """The address of the logo, which changes with its bytes."""
        if self._row is None or not self._row.logo_sha256:
            return None
        return url_for("careers.logo", v=self._row.logo_sha256[:12])

    @property
    def has_logo(self) -> bool:
        """Whether there is a logo."""
        return self.logo_url is not None

    @property
    def apply_email(self) -> str:
        """The address for applications to every opening: the company's, or else the one that mail is taken in for."""
        own = self._row.apply_email if self._row else ""
        return own or current_app.config["INBOX_ADDRESS"]

    def __getattr__(self, name: str):
        if name in ("website", "about", "contact_email", "what_happens_next"):
            return getattr(self._row, name, "") or ""
        raise AttributeError(name)


def init_app(app: Flask) -> None:
    """Add the names to the template context."""
    app.jinja_env.filters["greeted"] = _greeted

    mailbox.keep_for(app, is_to_demo_person)
    mailbox.use_context(app, lambda: {"company": ShownCompany(find_company)})

    @app.context_processor
    def names() -> dict:
        user = guards.viewer() if request else None

        def can(permission: str) -> bool:
            return user is not None and user.can(Permission(permission))

        frame = Frame(can)
        return {
            "company": ShownCompany(lambda: frame.company),
            "viewer": user,
            "can": can,
            "nav_items": LazyNavigation(can, frame),
            "toasts": Toasts(is_shown=not asks_ahead()),
            "mail_is_local": not mailer.has_server(),
            "local_mail_url": url_for("settings.mail") if can(Permission.MANAGE_SYSTEM) else None,
            "home_url": url_for("workspace.home"),
            "account_url": url_for("accounts.account"),
            "sign_out_url": url_for("accounts.sign_out"),
            "palette_url": url_for("workspace.palette"),
        }


class LazyNavigation:
    """The navigation of the signed-in, made when a layout walks through it."""

    def __init__(self, can, frame: Frame):
        self.can, self.frame = can, frame

    def __iter__(self):
        return iter(self._items)

    @cached_property
    def _items(self) -> list[dict]:
        """Made once for the wide and the narrow frame."""
        return list(self._make())

    def _make(self):
        endpoint = request.endpoint or ""
        for label, target, icon, permission, prefix in NAVIGATION:
            if self.can(permission):
                count = self.frame.count_to_sort if target == "workspace.tray" else None
                url = url_for(target)
                yield {
                    "label": label,
                    "url": url,
                    "key": "/" if target == "workspace.search" else None,
                    "icon": icon,
                    "is_current": endpoint.startswith(prefix) or request.path.startswith(f"{url}/"),
                    "count": count or None,
                }


def _greeted(name: str) -> str:
    """Return what follows "Hello": a blank and the name, or nothing where it does not look like one."""
    greeted = greeted_name(name)
    return f" {greeted}" if greeted else ""
