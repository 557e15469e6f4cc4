"""Facts about saved views."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ViewErased(Event):
    """A view was deleted, as it named somebody who was erased or searched for them."""

    kind: ClassVar[str] = "view.erased"
    view_id: int
    owner_id: int
    is_shared: bool
