"""What the last action has to say, shown on the next page and offering to take it back."""

from flask import get_template_attribute, request, session


def toast(
    message: str, kind: str = "ok", *, undo_url: str | None = None, undo_fields: dict | None = None
) -> None:
    """Say something on the next page; kind is ok, info, warn or bad.

    ``undo_url`` offers to take the action back by a POST of ``undo_fields``.
    """
    said = session.get("toasts", [])
    said.append({"message": message, "kind": kind, "undo_url": undo_url, "undo_fields": undo_fields or {}})
    session["toasts"] = said[-3:]


def say(message: str, kind: str, *, undo_url: str | None = None, undo_fields: dict | None = None) -> str:
    """Return one toast as markup, for a script that puts it on the page which is shown."""
    said = {"message": message, "kind": kind, "undo_url": undo_url, "undo_fields": undo_fields or {}}
    return str(get_template_attribute("components/toast.html", "toast")(said))


def asks_ahead() -> bool:
    """Return whether a script asks for a page that nobody looks at yet, or for news of the one that is shown."""
    return bool(request) and request.headers.get("X-Requested-With") in ("ahead", "news")


class Toasts:
    """The toasts of a session, taken out of it when a layout shows them to somebody."""

    def __init__(self, *, is_shown: bool = True):
        self.is_shown = is_shown

    def __iter__(self):
        return iter(session.pop("toasts", []) if self.is_shown else ())
