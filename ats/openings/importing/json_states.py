"""What a job of a JSON file says of who may see it: whether it is listed, published and still open."""

from typing import Any

from ats.vocabulary.word_lists import words

_SHOWN = frozenset(
    (
        "listed", "is_listed", "published", "is_published", "public", "is_public", "active", "is_active", "open",
        "is_open", "enabled", "visible", "is_visible",
    )
)  # fmt: skip
_HIDDEN = frozenset(
    ("hidden", "is_hidden", "archived", "is_archived", "closed", "is_closed", "unlisted", "draft", "is_draft",
     "deleted", "confidential", "is_confidential")
)  # fmt: skip
_STATES = frozenset(("status", "state", "job_status", "visibility", "posting_status", "publication_status"))
_NOT_NOW = words(
    """
    closed archived draft drafted unpublished unlisted inactive expired filled paused hold on-hold onhold cancelled
    canceled deleted hidden private confidential pending rejected withdrawn offline disabled
    """
)
_NOW = words("open active published live public")


def read_withheld(values: dict[str, Any]) -> str:
    """Return what a job says, with its key, by which it is not to be seen by everybody now; empty for nothing."""
    for key, value in values.items():
        name = _snake(key)
        said = f"{key}: {str(value).lower()}"
        if (name in _SHOWN and value is False) or (name in _HIDDEN and value is True):
            return said
        if name in _STATES and isinstance(value, str):
            states = set(value.lower().replace("_", " ").split())
            # "Open until filled" is open.
            if states & _NOT_NOW and not states & _NOW:
                return said
    return ""


def _snake(key: str) -> str:
    return (
        "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
        .lstrip("_")
        .replace("-", "_")
    )
