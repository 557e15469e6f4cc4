"""The expected answer of every route to every role: the table that the access walk holds the application against."""

from dataclasses import dataclass, field

ROLES = ("anonymous", "admin", "recruiter", "manager", "interviewer", "outsider")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One route and method: its address, and the status that each role gets.

    ``path`` may hold placeholders that ``tests/house/test_access.py`` fills: {engineer} {editor} (opening
    references), {program}, {application}, {document}, {note}, {message}, {stage}, {reason}, {user}, {template}, {mail}, {job}, ...
    ``data`` is the form that is posted (placeholders too). Manager and interviewer are on the team of the opening that
    the row is about; the outsider is not.
    """

    path: str
    method: str = "GET"
    data: dict[str, str] = field(default_factory=dict)
    anonymous: int = 0
    admin: int = 200
    recruiter: int = 200
    manager: int = 200
    interviewer: int = 200
    outsider: int = 404

    def __post_init__(self):
        """Know what a stranger gets where a row does not say: sign-in, or their form back with the way to sign-in."""
        object.__setattr__(self, "anonymous", self.anonymous or (302 if self.method == "GET" else 401))


def everybody(path: str, status: int = 200, method: str = "GET", **data: str) -> Row:
    """A public route."""
    return Row(path=path, method=method, data=data, **dict.fromkeys(ROLES, status))


def staff(path: str, status: int = 200, method: str = "GET", **data: str) -> Row:
    """A route for everybody who is signed in."""
    return Row(path=path, method=method, data=data, **{**dict.fromkeys(ROLES, status), "anonymous": 0})


def only(roles: str, path: str, status: int = 200, method: str = "GET", **data: str) -> Row:
    """A route for some roles, without an opening: "admin", or "admin recruiter"; 403 for the others."""
    given = {role: status if role in roles.split() else 403 for role in ROLES}
    return Row(path=path, method=method, data=data, **{**given, "anonymous": 0})


def on_opening(roles: str, path: str, status: int = 200, method: str = "GET", **data: str) -> Row:
    """A route about the engineer opening: 403 for team members without the right, 404 for the outsider."""
    given = {role: status if role in roles.split() else 403 for role in ROLES}
    return Row(path=path, method=method, data=data, **{**given, "anonymous": 0, "outsider": 404})
