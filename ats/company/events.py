"""Facts about the company's own data."""

from dataclasses import dataclass
from typing import ClassVar

from ats.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """The company's name, logo or texts changed."""

    kind: ClassVar[str] = "company.changed"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReasonChanged(Event):
    """A rejection reason was added, renamed or switched off."""

    kind: ClassVar[str] = "company.reason_changed"
    reason_id: int
    label: str
    is_active: bool
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageTemplateChanged(Event):
    """A stage template was added, changed or removed."""

    kind: ClassVar[str] = "company.template_changed"
    template_id: int
    name: str
    changed: tuple[str, ...] = ()
