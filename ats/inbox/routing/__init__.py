"""Which opening a mail is for: rules without a database, the first that answers counts; where two openings are equally
likely, none does, and a person chooses among the suggestions.
"""

from ats.inbox.routing.model import MailFacts, OpeningFacts, Routed, Suggestion
from ats.inbox.routing.rules import route, route_stranger, why_not_from_outside

__all__ = [
    "MailFacts",
    "OpeningFacts",
    "Routed",
    "Suggestion",
    "route",
    "route_stranger",
    "why_not_from_outside",
]
