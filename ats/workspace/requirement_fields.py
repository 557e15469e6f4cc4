"""The fields of what a requirement asks for, as the editor of an opening and the preview of an import have them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from wtforms import IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import Length, NumberRange, Optional

from ats.openings import facets, labels
from ats.platform.web_form import as_choices

_RANGE = "{} must be a whole number from 0 to 60"


def _years_field(label: str, what: str) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(0, 60, _RANGE.format(what))])


class FacetFields:
    """A span of years and a degree, of a row or of one facet."""

    years = _years_field("Years", "Years of experience")
    max_years = _years_field("Up to years", "“Up to years”")
    level = SelectField("Degree", choices=as_choices({"": "Not said"} | labels.LEVELS), default="")
    subject = StringField("Subject", [Length(max=200, message="The subject must be 200 characters or fewer")])

    def validate_max_years(self, field):
        """A span has a lower end, below the upper one."""
        if field.data is None or self.years.errors:
            return
        if self.years.data is None:
            raise ValidationError("Enter from how many years on, or empty “Up to years”")
        if field.data <= self.years.data:
            raise ValidationError("“Up to years” must be more than the years before it, or empty")

    def asked(self) -> facets.Asked:
        """Return what the fields say."""
        return facets.Asked(
            self.years.data, self.level.data or "", self.subject.data or "", self.max_years.data
        )


def shown_facts(stated: Sequence[facets.Facet]) -> dict[str, Any]:
    """Return what the fields show of all facets of a requirement."""
    return asdict(facets.asked(stated))


def shown_facet(facet: facets.Facet) -> dict[str, Any]:
    """Return what the fields show of one facet alone, with what its years are about."""
    return {name: facet.get(name) for name in ("years", "max_years", "level", "subject")}
