"""What the last action has to say, shown on the next page and offering to take it back."""

from flask import session


def toast(
    message: str, kind: str = "ok", *, undo_url: str | None = None, undo_fields: dict | None = None
) -> None:
    """Say something on the next page; kind is ok, info, warn or bad.

    ``undo_url`` offers to take the action back by a POST of ``undo_fields``.
    """
    said = session.get("toasts", [])
    said.append({"message": message, "kind": kind, "undo_url": undo_url, "undo_fields": undo_fields or {}})
    session["toasts"] = said[-3:]


class Toasts:
    """The toasts of a session, taken out of it when a layout shows them."""

    def __iter__(self):
        return iter(session.pop("toasts", []))
