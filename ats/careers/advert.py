"""The advert of one opening as other programs read it: one piece of HTML, and data for search engines."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from ats.openings.models import Opening
from ats.openings.places import Place, towns_of
from ats.openings.rules import is_listed, missing_for_job_posting, takes_applications
from ats.platform.amounts import as_number
from ats.platform.markup import markdown_to_html
from ats.vocabulary.countries import country_name

EMPLOYMENT_TYPES = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "contractor": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "intern": "INTERN",
}
PAY_UNITS = {"hour": "HOUR", "day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}


def advert_html(opening: Opening) -> Markup:
    """Return the whole advert as safe HTML: description, responsibilities, requirements, as on its page."""
    parts = [markdown_to_html(opening.description)]
    parts.append(_section("What you will do", [each.text for each in opening.responsibilities]))
    for importance, heading in (("required", "Required"), ("preferred", "Good to have")):
        texts = [each.text for each in opening.requirements if each.importance == importance]
        parts.append(_section(heading, texts))
    return Markup("").join(parts)


def job_posting(opening: Opening, company, *, url: str, logo_url: str | None, zone: ZoneInfo) -> dict | None:
    """Return the schema.org JobPosting of an opening, or None where search engines must not show it as a job.

    Source: Google Search Central, "Job posting structured data". Everything in it stands on the page too.
    """
    is_open = takes_applications(opening.state, opening.deadline_on, zone)
    if (
        not is_open
        or not is_listed(opening.state, opening.visibility, to_staff=False)
        or missing_for_job_posting(opening)
    ):
        return None
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": str(advert_html(opening)),
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": opening.reference},
        "url": url,
        "datePosted": opening.published_at.astimezone(zone).date().isoformat(),
        "employmentType": EMPLOYMENT_TYPES.get(opening.employment_type, "OTHER"),
        "hiringOrganization": _organization(company, logo_url),
        "directApply": True,
        "totalJobOpenings": opening.headcount,
        **_place(opening),
    }
    if opening.deadline_on:
        end = datetime.combine(opening.deadline_on, time(23, 59, 59), tzinfo=zone)
        posting["validThrough"] = end.isoformat()
    if (opening.pay_min or opening.pay_max) and opening.pay_currency:
        posting["baseSalary"] = _salary(opening)
    if years := _years_required(opening):
        posting["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": years * 12,
        }
    return posting


def _section(heading: str, texts: list[str]) -> Markup:
    if not texts:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(escape(text)) for text in texts)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(heading, items)


def _organization(company, logo_url: str | None) -> dict:
    organization = {"@type": "Organization", "name": company.name}
    if company.website:
        organization["sameAs"] = company.website
    if logo_url:
        organization["logo"] = logo_url
    return organization


def _place(opening: Opening) -> dict:
    """Only work that is wholly remote is TELECOMMUTE; it then says where applicants may live."""
    if opening.workplace == "remote":
        country = {"@type": "Country", "name": country_name(opening.country)}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    towns = towns_of(Place(opening.city, opening.region, opening.country))
    places = [{"@type": "Place", "address": _address(town)} for town in towns]
    return {"jobLocation": places if len(places) > 1 else places[0]}


def _address(town: Place) -> dict:
    address = {"@type": "PostalAddress", "addressCountry": town.country.upper()}
    if town.city:
        address["addressLocality"] = town.city
    if town.region:
        address["addressRegion"] = town.region
    return address


def _salary(opening: Opening) -> dict:
    value: dict = {"@type": "QuantitativeValue", "unitText": PAY_UNITS.get(opening.pay_period, "YEAR")}
    least, most = (each and as_number(each) for each in (opening.pay_min, opening.pay_max))
    if least and most and least != most:
        value |= {"minValue": least, "maxValue": most}
    elif least and not most:
        value["minValue"] = least
    elif most and not least:
        value["maxValue"] = most
    else:
        value["value"] = least
    return {"@type": "MonetaryAmount", "currency": opening.pay_currency, "value": value}


def _years_required(opening: Opening) -> int:
    """Return the most years of experience that a required qualification asks for, or 0."""
    facets = [
        facet for each in opening.requirements if each.importance == "required" for facet in each.facets or []
    ]
    years = [facet.get("years") or 0 for facet in facets if facet.get("kind") == "experience"]
    return int(max(years, default=0))
