"""The facts of a requirement as a form shows them: years and a degree; the others are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Facet = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """The one span of years and the one degree that a row of a form has room for."""

    years: int | None = None
    level: str = ""
    subject: str = ""
    max_years: int | None = None


def asked(facets: Sequence[Facet]) -> Asked:
    """Return the first years and the first degree among the facets."""
    span = next((facet for facet in facets if facet.get("years") is not None), {})
    degree = next((facet for facet in facets if facet.get("kind") == "education"), {})
    return Asked(
        span.get("years"), degree.get("level") or "", degree.get("subject") or "", span.get("max_years")
    )


def further(facets: Sequence[Facet]) -> list[Facet]:
    """Return the facets with years or a level that a row has no room for: the second and later of each."""
    with_years = [facet for facet in facets if facet.get("years") is not None][1:]
    with_level = [facet for facet in facets if facet.get("kind") == "education"][1:]
    return [*with_years, *(facet for facet in with_level if not any(facet is each for each in with_years))]


def merge(
    facets: Sequence[Facet], wanted: Asked, also: Sequence[Facet] | None = None
) -> list[dict[str, Any]]:
    """Return the facets with a row's years and degree in place of their first ones; the others stay.

    ``also`` are the corrected ones of those that ``further`` gives, in its order.
    """
    merged = [dict(facet) for facet in facets]
    for facet, corrected in zip(further(merged), also or (), strict=False):
        facet.update(corrected)
    if (asked(facets).years, asked(facets).max_years) != (wanted.years, wanted.max_years):
        _set_years(merged, wanted.years, wanted.max_years)
    if (asked(facets).level, asked(facets).subject) != (wanted.level, wanted.subject):
        _set_degree(merged, wanted.level, wanted.subject)
    return [compact for facet in merged if len(compact := _compact(facet)) > 1]


def _set_years(facets: list[dict[str, Any]], years: int | None, max_years: int | None) -> None:
    facet = next((facet for facet in facets if facet.get("years") is not None), None)
    if facet is None:
        facet = next((facet for facet in facets if facet.get("kind") == "experience"), None)
    if facet is None:
        facet = {"kind": "experience"}
        facets.insert(0, facet)
    facet["years"], facet["max_years"] = years, max_years if years is not None else None


def _set_degree(facets: list[dict[str, Any]], level: str, subject: str) -> None:
    facet = next((facet for facet in facets if facet.get("kind") == "education"), None)
    if facet is None:
        facet = {"kind": "education"}
        facets.append(facet)
    facet["level"], facet["subject"] = level or None, subject or None


def _compact(facet: Facet) -> dict[str, Any]:
    return {name: value for name, value in facet.items() if value not in (None, "")}
