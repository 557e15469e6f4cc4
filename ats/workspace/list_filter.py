"""What the list is narrowed to, read from the address and written back into it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from ats.candidates.rules import fold_tag
from ats.company.models import StageKind
from ats.openings.words import told_apart
from ats.platform.dates import end_of_day, parse_day, start_of_day
from ats.search.query_language import LENGTH
from ats.workspace.queries.listing import ListFilter

STATUS_LABELS = {"active": "Active", "hired": "Hired", "rejected": "Rejected", "withdrawn": "Withdrawn"}
KIND_LABELS = {
    "applied": "Applied",
    "review": "Review",
    "assess": "Assessment",
    "interview": "Interview",
    "offer": "Offer",
    "hired": "Hired",
}
WAITS_LABELS = {
    "unanswered": "Unanswered for too long",
    "stale": "Stale in their stage",
    "unfinished": "Answers or consent are missing",
    "unconfirmed": "Not yet confirmed",
}
TEAM_LABELS = {"mine": "Openings I am on the team of"}
UNREAD_LABELS = {"yes": "By me"}
SORT_LABELS = {"oldest": "the oldest first", "waiting": "longest in their stage first"}
_NAMES = ("q", "opening", "stage", "status", "source", "tag", "waits", "team", "unread", "from", "to", "sort")
# Much more than any list of ours asks for, in signs that take twelve each.
LONGEST_QUERY = 20_000
# What an address says that asks for everything.
ALL = "view=all"
_LENGTHS = {"q": LENGTH}
_CHOICES = {
    "status": STATUS_LABELS,
    "waits": WAITS_LABELS,
    "team": TEAM_LABELS,
    "unread": UNREAD_LABELS,
    "sort": SORT_LABELS,
}


def _most(name: str) -> int:
    return _LENGTHS.get(name, 60)


@dataclass(frozen=True)
class Asked:
    """The parts of the address that narrow the list, those that make sense."""

    values: dict[str, str]
    zone: ZoneInfo

    @classmethod
    def read(cls, args, zone: ZoneInfo) -> "Asked":
        """Return what an address asks for; what cannot be understood is left out."""
        values = {name: args.get(name, "").replace("\0", "").strip()[: _most(name)] for name in _NAMES}
        values["opening"] = values["opening"].upper()
        for name, choices in _CHOICES.items():
            if values[name] not in choices:
                values[name] = ""
        for name in ("from", "to"):
            if parse_day(values[name]) is None:
                values[name] = ""
        if values["q"]:
            # What a search finds comes newest first.
            values["sort"] = ""
        elif (values["waits"] or values["sort"] == "waiting") and not values["status"]:
            # Nobody waits whose application has ended.
            values["status"] = "active"
        return cls(values, zone)

    @classmethod
    def read_back(cls, query: str, zone: ZoneInfo) -> "Asked":
        """Return what a query string that was kept asks for."""
        return cls.read(dict(parse_qsl(query)), zone)

    @staticmethod
    def is_too_long(query: str) -> bool:
        """Return whether a query string holds more than a list can ask for, so that some of it would be cut off."""
        given = parse_qsl(query) if len(query) <= LONGEST_QUERY else [("q", query)]
        return any(len(value.strip()) > _most(name) for name, value in given if name in _NAMES)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def wanted(self) -> ListFilter:
        """Return the filter that the query takes."""
        stage, since, until = self["stage"], parse_day(self["from"]), parse_day(self["to"])
        is_kind = stage in list(StageKind)
        return ListFilter(
            opening=self["opening"],
            stage="" if is_kind else stage,
            stage_kind=stage if is_kind else "",
            status=self["status"],
            source=self["source"],
            tag=fold_tag(self["tag"]),
            waits=self["waits"],
            is_mine=self["team"] == "mine",
            is_unread=self["unread"] == "yes",
            since=start_of_day(since, self.zone) if since else None,
            until=end_of_day(until, self.zone) if until else None,
            sort=self["sort"],
        )

    @property
    def query(self) -> str:
        """The same as a query string with its parts in a fixed order, by which two views can be compared."""
        return urlencode({name: self[name] for name in _NAMES if self[name]})

    def address(self, **changes: str | None) -> str:
        """Return the query string with some parts changed; the place in the list is forgotten.

        Where nothing is asked for it says so: an address without a word leads to somebody's default view.
        """
        values = {**self.values, **changes}
        if "opening" in changes and values["stage"] not in list(StageKind):
            # A stage of one opening means nothing for another.
            values["stage"] = ""
        return "?" + (urlencode({name: value for name, value in values.items() if value}) or ALL)

    def beside(self) -> dict[str, str]:
        """Return the parts that the form of the filter has no field for, and keeps."""
        return {name: self[name] for name in ("q", "team", "unread", "sort") if self[name]}

    def chips(self, choices: "Choices") -> list[dict]:
        """Return each condition with its words and the address without it."""
        labels = {
            "q": ("Search", self["q"]),
            "opening": ("Opening", choices.opening_title),
            "stage": ("Stage", choices.stage_name),
            "status": ("Status", STATUS_LABELS.get(self["status"], "")),
            "source": ("Source", self["source"]),
            "tag": ("Tag", self["tag"]),
            "waits": ("Waiting", WAITS_LABELS.get(self["waits"], "")),
            "team": ("Team", TEAM_LABELS.get(self["team"], "")),
            "unread": ("Unread", UNREAD_LABELS.get(self["unread"], "")),
            "from": ("From", self["from"]),
            "to": ("To", self["to"]),
        }
        return [
            {"label": label, "value": value, "remove_url": self.address(**{name: None})}
            for name, (label, value) in labels.items()
            if self[name]
        ]


class Choices:
    """What may be chosen in the filter: openings, and the stages of the chosen one or the kinds of stages."""

    def __init__(self, rows: list, asked: Asked):
        openings = list(dict.fromkeys((row.reference, row.title) for row in rows))
        self.openings = [("", "Any"), *told_apart(openings)]
        own = [(row.public_id, row.name) for row in rows if row.public_id]
        self.stages = [("", "Any"), *(own or KIND_LABELS.items())]
        self.opening_title = dict(self.openings[1:]).get(asked["opening"], asked["opening"])
        self.stage_name = {**KIND_LABELS, **dict(self.stages[1:])}.get(asked["stage"], asked["stage"])
