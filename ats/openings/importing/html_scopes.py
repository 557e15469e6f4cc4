"""The open elements of HTML that change how what is inside them is read."""

from dataclasses import dataclass, field
from enum import StrEnum

from ats.openings.importing.blocks import Block
from ats.openings.importing.html_elements import HEADINGS
from ats.openings.importing.html_rows import Rows
from ats.openings.importing.html_tables import Cell, Table

MAX_SCOPES = 30


class ScopeKind(StrEnum):
    """What an element does to its content."""

    HEADING = "heading"
    SUMMARY = "summary"
    CONTROL = "control"
    OUTLINE = "outline"
    BESIDE = "beside"
    BANNER = "banner"
    FORM = "form"
    TABLE = "table"
    TERMS = "terms"
    ENTRY = "entry"


HEADED = (ScopeKind.HEADING, ScopeKind.SUMMARY, ScopeKind.CONTROL)


@dataclass
class ListItem:
    """An open <li>: whether its first block stood already, and whether it turned out to hold a heading."""

    depth: int
    emitted: bool = False
    holds_heading: bool = False


@dataclass
class Scope:
    """An open element; ``depth`` counts those of its tag that are open in it, ``level`` that of a heading for it.

    ``shift`` is what headings inside are moved by to stand below its own, ``shown`` the level of the last of them.
    ``outer`` and ``items`` are what was being written when it opened and goes on when it closes.
    """

    tag: str
    kind: ScopeKind
    level: int = 0
    why: str = ""
    depth: int = 1
    shift: int | None = None
    outer: list[Block | Rows] = field(default_factory=list)
    items: list[ListItem] = field(default_factory=list)
    lists: int = 0
    blocks: list[Block | Rows] = field(default_factory=list)
    table: Table = field(default_factory=Table)
    terms: list[tuple[Cell, Cell]] = field(default_factory=list)
    fields: int = 0
    shown: int = 0


class Scopes:
    """The open scopes, outermost first. Beyond a depth that no page needs, further ones are not noticed."""

    def __init__(self) -> None:
        self._open: list[Scope] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def started(self, tag: str) -> None:
        """Count a tag that starts, before it may open a scope itself."""
        for scope in self._open:
            scope.depth += scope.tag == tag

    def ended(self, tag: str) -> list[Scope]:
        """Count a tag that ends; take out and return the scopes that this closes, the innermost first."""
        for at, scope in enumerate(self._open):
            if scope.tag == tag or (scope.tag in HEADINGS and tag in HEADINGS):
                scope.depth -= 1
                if not scope.depth:
                    return self._cut(at)
        return []

    def push(self, scope: Scope) -> bool:
        """Open a scope; return whether there was room for it."""
        if len(self._open) >= MAX_SCOPES:
            return False
        self._open.append(scope)
        return True

    def within(self, *kinds: ScopeKind) -> Scope | None:
        """Return the innermost open scope of one of the kinds."""
        return next((scope for scope in reversed(self._open) if scope.kind in kinds), None)

    def outlines(self) -> list[Scope]:
        """Return the open scopes that a heading of their own stands over, outermost first."""
        return [scope for scope in self._open if scope.kind is ScopeKind.OUTLINE]

    def close_inside(self, outer: Scope) -> list[Scope]:
        """Take out and return what is still open inside a scope, the innermost first."""
        return self._cut(self._open.index(outer) + 1)

    def close_all(self) -> list[Scope]:
        """Take out and return all that is still open, the innermost first."""
        return self._cut(0)

    def _cut(self, at: int) -> list[Scope]:
        closed, self._open = self._open[at:], self._open[:at]
        return closed[::-1]
