"""Who changed what is in the settings, for a form that was open meanwhile."""

from collections.abc import Callable

from ats.accounts.guards import get_viewer
from ats.accounts.queries import name_actor
from ats.activity.queries import find_last_actor
from ats.platform.events import Event


def who_changed(kind: type[Event], **facts: int) -> Callable[[str], str]:
    """Return what names who changed a field last, by events of a kind that have such facts."""

    def name_who(field: str) -> str:
        return name_actor(find_last_actor(kind=kind.kind, changed=field, **facts), viewer=get_viewer())

    return name_who
