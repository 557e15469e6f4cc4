"""Who gets what from the accounts routes."""

from tests.house.access import Row, everybody, staff

NOBODY = "no-such-link"

ROWS: dict[str, list[Row]] = {
    "accounts.sign_in": [
        Row(
            path="/sign-in",
            **{
                "anonymous": 200,
                **dict.fromkeys(("admin", "recruiter", "manager", "interviewer", "outsider"), 302),
            },
        )
    ],
    "accounts.start_session": [
        everybody("/sign-in", 422, "POST", email="nobody@example.com", password="not it")
    ],
    "accounts.sign_out": [everybody("/sign-out", 303, "POST")],
    "accounts.forgot": [everybody("/forgot")],
    "accounts.ask_reset": [everybody("/forgot", 200, "POST", email="nobody@example.com")],
    "accounts.accept": [everybody(f"/accept/{NOBODY}", 404)],
    "accounts.choose_password": [everybody(f"/accept/{NOBODY}", 404, "POST", password="a b c d e f g h")],
    "accounts.setup": [everybody(f"/setup/{NOBODY}", 404)],
    "accounts.make_first_admin": [everybody(f"/setup/{NOBODY}", 404, "POST")],
    "accounts.account": [staff("/account")],
    "accounts.change_profile": [staff("/account", 303, "POST", name="Some Body", notify="daily")],
    "accounts.change_password": [staff("/account/password", 422, "POST", present="x", password="y")],
    "accounts.end_session": [staff("/account/sessions/{nothing}/end", 404, "POST")],
    "accounts.end_other_sessions": [staff("/account/sessions/end-others", 303, "POST")],
}
