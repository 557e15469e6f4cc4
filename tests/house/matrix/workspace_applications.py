"""Who gets what from the dashboard's routes about applications."""

from tests.house.access import Row, on_opening, only, staff

EVERYBODY = "admin recruiter manager interviewer"
DECIDERS = "admin recruiter manager"
RECRUITERS = "admin recruiter"
APPLICATION = "/dashboard/applications/{application}"


def decision(verb: str, **data: str) -> Row:
    """A decision about a version that never was, so that each role that may decide is told it is stale."""
    return on_opening(DECIDERS, f"{APPLICATION}/{verb}", 409, "POST", seen="0", **data)


def deciders(path: str) -> Row:
    """A page for everybody who may decide about something."""
    return Row(path=path, interviewer=403, outsider=200)


def batch(path: str, status: int = 200, method: str = "GET") -> Row:
    """The recruiter's batch, taken back already: there for those who see all openings, and for nobody else."""
    given = {"admin": status, "recruiter": status, "manager": 404, "outsider": 404, "interviewer": 403}
    return Row(path=f"/dashboard/batches/{{batch}}{path}", method=method, **given)


def received(path: str, status: int = 200, method: str = "GET", **other: int) -> Row:
    """A mail in the tray, which is there for nobody but those who sort it."""
    hidden = dict.fromkeys(("manager", "interviewer", "outsider"), 404)
    given = {"admin": status, "recruiter": status, **hidden, **other}
    return Row(path=f"/dashboard/tray/mail/{{received}}{path}", method=method, **given)


ROWS: dict[str, list[Row]] = {
    "workspace.home": [staff("/dashboard/")],
    "workspace.applications": [staff("/dashboard/applications")],
    "workspace.saved_views": [staff("/dashboard/views")],
    "workspace.save_view": [
        staff("/dashboard/applications", 303, "POST", name="Mine alone", query="status=active"),
        only(RECRUITERS, "/dashboard/applications", 303, "POST", name="Ours", query="status=active", is_shared="y"),
    ],
    "workspace.change_view": [
        staff("/dashboard/views/{nothing}", 404, "POST", name="Other"),
        only(RECRUITERS, "/dashboard/views/{view}", 303, "POST", name="Other", is_shared="y"),
    ],
    "workspace.move_view": [only(RECRUITERS, "/dashboard/views/{view}/move", 303, "POST", to="up")],
    "workspace.choose_default_view": [
        staff("/dashboard/views/{nothing}/default", 404, "POST"),
        staff("/dashboard/views/{view}/default", 303, "POST", is_default="no"),
    ],
    "workspace.remove_view": [
        staff("/dashboard/views/{nothing}/remove", 404, "POST"),
    ],
    "workspace.bring_view_back": [staff("/dashboard/views/{view}/bring-back", 404, "POST")],
    "workspace.act_on_many": [
        Row(path="/dashboard/applications/many", method="POST", data={"act": "move", "chosen": "{nothing}"},
            admin=422, recruiter=422, manager=422, interviewer=403, outsider=422),
    ],
    "workspace.count_applications": [staff("/dashboard/applications/count")],
    "workspace.batches": [deciders("/dashboard/batches")],
    "workspace.batch": [batch("")],
    "workspace.change_batch": [batch("", 303, "POST")],
    "workspace.batch_progress": [batch("/progress")],
    "workspace.batch_letter": [batch("/letter", 404)],
    "workspace.stop_batch": [batch("/stop", 409, "POST")],
    "workspace.undo_batch": [batch("/undo", 409, "POST")],
    "workspace.close_opening": [
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/close", 303, "POST"),
    ],
    "workspace.shortlist": [on_opening(EVERYBODY, "/dashboard/openings/{engineer}/shortlist")],
    "workspace.change_shortlist": [on_opening(DECIDERS, APPLICATION + "/shortlist", 303, "POST")],
    "workspace.search": [staff("/dashboard/search?q=ada")],
    "workspace.search_results": [staff("/dashboard/search/results?q=ad")],
    "workspace.application": [
        on_opening(EVERYBODY, APPLICATION),
        Row(path="/dashboard/applications/{nothing}", **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.review": [staff("/dashboard/review"), staff("/dashboard/review?q=ada")],
    "workspace.start_review": [staff("/dashboard/review", 303, "POST")],
    "workspace.review_session": [staff("/dashboard/review/{nothing}", 404)],
    "workspace.review_again": [staff("/dashboard/review/{nothing}/again", 404, "POST")],
    "workspace.skip": [
        # There is nothing to skip it in.
        Row(path=APPLICATION + "/skip", method="POST", **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.snooze": [on_opening(EVERYBODY, APPLICATION + "/snooze", 303, "POST", days="1")],
    "workspace.wake": [on_opening(EVERYBODY, APPLICATION + "/wake", 303, "POST")],
    "workspace.here": [on_opening(EVERYBODY, APPLICATION + "/here", 204, "POST")],
    "workspace.application_news": [on_opening(EVERYBODY, APPLICATION + "/news")],
    "workspace.opening_news": [on_opening(EVERYBODY, "/dashboard/openings/{engineer}/news")],
    "workspace.news": [staff("/dashboard/news")],
    "workspace.palette": [staff("/dashboard/palette"), staff("/dashboard/palette?q=ada")],
    "workspace.papers": [on_opening(EVERYBODY, APPLICATION + "/papers")],
    "workspace.advert": [on_opening(EVERYBODY, APPLICATION + "/advert")],
    "workspace.board": [on_opening(EVERYBODY, "/dashboard/openings/{engineer}/board")],
    "workspace.board_cards": [on_opening(EVERYBODY, "/dashboard/openings/{engineer}/board/{stage}")],
    "workspace.move": [decision("move", stage="{stage}")],
    "workspace.reject": [decision("reject", reason="{reason}")],
    "workspace.compose": [on_opening(DECIDERS, APPLICATION + "/message")],
    "workspace.send_message": [
        on_opening(DECIDERS, APPLICATION + "/message", 303, "POST", subject="Hello", text="You"),
    ],
    "workspace.rejection_message": [on_opening(DECIDERS, APPLICATION + "/rejection-message")],
    "workspace.call_back": [
        Row(path=APPLICATION + "/messages/nothing/call-back", method="POST",
            **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.withdraw": [decision("withdraw")],
    "workspace.reopen": [decision("reopen")],
    "workspace.hire": [decision("hire")],
    "workspace.undo": [decision("undo", change="1")],
    "workspace.write_a_note": [on_opening(EVERYBODY, APPLICATION + "/notes", 303, "POST", text="Hello")],
    "workspace.remove_a_note": [
        Row(path=APPLICATION + "/notes/{note}/remove", method="POST", recruiter=303, **dict.fromkeys(
            ("admin", "manager", "interviewer"), 403)),
    ],
    "workspace.change_contact": [
        on_opening(RECRUITERS, APPLICATION + "/contact", 303, "POST", name="A", email="ada@example.com"),
    ],
    "workspace.duplicates": [only("admin recruiter", "/dashboard/duplicates")],
    "workspace.merge": [
        on_opening(RECRUITERS, APPLICATION + "/merge"),
        on_opening(RECRUITERS, APPLICATION + "/merge", 422, "POST", name="one"),
    ],
    "workspace.unmerge": [on_opening(RECRUITERS, APPLICATION + "/unmerge", 404, "POST", row="nobody")],
    "workspace.tell_apart": [on_opening(RECRUITERS, APPLICATION + "/different", 404, "POST")],
    "workspace.undo_telling_apart": [on_opening(RECRUITERS, APPLICATION + "/different/undo", 404, "POST")],
    "workspace.add_a_tag": [on_opening(RECRUITERS, APPLICATION + "/tags", 303, "POST", tag="Later")],
    "workspace.remove_a_tag": [on_opening(RECRUITERS, APPLICATION + "/tags/remove", 303, "POST", tag="Later")],
    "workspace.confirm_document": [
        on_opening(RECRUITERS, APPLICATION + "/documents/confirm", 404, "POST", document="nothing"),
    ],
    "workspace.unconfirm_document": [
        on_opening(RECRUITERS, APPLICATION + "/documents/unconfirm", 404, "POST", document="nothing"),
    ],
    "workspace.confirm_message": [
        Row(path=APPLICATION + "/messages/nothing/confirm", method="POST",
            **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.unconfirm_message": [
        Row(path=APPLICATION + "/messages/nothing/unconfirm", method="POST",
            **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.settle_details": [on_opening(RECRUITERS, APPLICATION + "/details", 303, "POST", accept="no")],
    "workspace.profile": [on_opening(EVERYBODY, APPLICATION + "/profile")],
    "workspace.correct_profile": [
        on_opening(RECRUITERS, APPLICATION + "/profile", 303, "POST", pointer="/basics/label", value="Writer"),
    ],
    "workspace.set_profile_back": [
        on_opening(RECRUITERS, APPLICATION + "/profile/set-back", 404, "POST", pointer="/basics/name"),
    ],
    "workspace.take_from_profile": [
        on_opening(RECRUITERS, APPLICATION + "/profile/take-away", 404, "POST", pointer="/nothing"),
    ],
    "workspace.read_again": [
        on_opening(RECRUITERS, APPLICATION + "/read-again", 303, "POST", document="{document}"),
    ],
    "workspace.release_document": [
        on_opening("admin", APPLICATION + "/release", 409, "POST", document="{document}"),
    ],
    "workspace.export_profile": [on_opening(EVERYBODY, APPLICATION + "/profile.json")],
    "workspace.import_profile": [
        on_opening(RECRUITERS, APPLICATION + "/profile/import"),
        on_opening(RECRUITERS, APPLICATION + "/profile/import", 422, "POST", document="{document}"),
    ],
    "workspace.type_profile": [
        on_opening(RECRUITERS, APPLICATION + "/profile/type", 303, "POST"),
    ],
    "workspace.add_file": [
        on_opening(RECRUITERS, APPLICATION + "/files"),
        on_opening(RECRUITERS, APPLICATION + "/files", 422, "POST", document="{document}"),
    ],
    "workspace.erase": [
        on_opening("admin", APPLICATION + "/erase"),
        on_opening("admin", APPLICATION + "/erase", 303, "POST", is_sure="y"),
    ],
    "workspace.add_candidate": [
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/add"),
        on_opening(
            RECRUITERS, "/dashboard/openings/{engineer}/add", 303, "POST", name="B", source="x", key="k"
        ),
    ],
    "workspace.bring_in": [
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/bring-in"),
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/bring-in", 422, "POST", source="x"),
    ],
    "workspace.bring_in_rows": [
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/bring-in/nothing", 404),
        on_opening(RECRUITERS, "/dashboard/openings/{engineer}/bring-in/nothing", 404, "POST"),
    ],
    "workspace.other_opening": [
        on_opening(RECRUITERS, APPLICATION + "/other-opening"),
        on_opening(RECRUITERS, APPLICATION + "/other-opening", 422, "POST", opening=""),
    ],
    "workspace.tray": [only(RECRUITERS, "/dashboard/tray")],
    "workspace.tray_application": [on_opening(RECRUITERS, "/dashboard/tray/applications/{application}", 302)],
    "workspace.received_picture": [received("/pictures/none", 404)],
    "workspace.received_mail": [received("")],
    "workspace.received_original": [received("/original")],
    "workspace.assign_mail": [received("/assign", 422, "POST")],
    "workspace.attach_mail": [received("/attach", 422, "POST")],
    "workspace.dismiss_mail": [received("/dismiss", 303, "POST")],
    "workspace.bring_mail_back": [received("/bring-back", 409, "POST")],
    "workspace.sort": [on_opening(RECRUITERS, APPLICATION + "/sort", 409, "POST", verdict="spam")],
    "workspace.unsort": [on_opening(RECRUITERS, APPLICATION + "/unsort", 409, "POST", seen="1")],
    "workspace.lift_stop": [on_opening(DECIDERS, APPLICATION + "/lift-stop", 303, "POST")],
    "workspace.message_file": [on_opening(DECIDERS, APPLICATION + "/messages/{message}/files/1")],
    "workspace.message_picture": [on_opening(DECIDERS, APPLICATION + "/messages/{message}/pictures/x", 404)],
    "workspace.message_original": [on_opening(DECIDERS, APPLICATION + "/messages/{message}/original")],
    "workspace.page_image": [
        Row(path="/dashboard/documents/{document}/pages/1.webp", **dict.fromkeys(EVERYBODY.split(), 404)),
    ],
    "workspace.download": [on_opening(EVERYBODY, "/dashboard/documents/{document}/download")],
}  # fmt: skip
