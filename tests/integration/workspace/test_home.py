"""The home page: what waits, for whom."""

from tests.integration.workspace.conftest import text_of


def test_works(app, cast, sign_in, apply):
    apply(cast.engineer, "Bela Moss", days_ago=20)
    apply(cast.editor, "Cleo Reed")
    page = text_of(sign_in("recruiter").get("/dashboard/"))
    assert page.index("Bela Moss") < page.index("Ada Fern") < page.index("Cleo Reed")
    assert "20 days, overdue" in page
    assert "Editor" in page


def test_anonymous(sqlite_app, client):
    assert client.get("/dashboard/").headers["Location"].startswith("/sign-in")


def test_a_manager_sees_only_their_openings(app, cast, sign_in, apply):
    apply(cast.editor, "Cleo Reed")
    page = text_of(sign_in("manager").get("/dashboard/"))
    assert "Ada Fern" in page
    assert "Cleo Reed" not in page
    assert "Editor" not in page


def test_the_suspected_are_counted_for_those_who_sort_them_alone(sqlite_app, cast, sign_in, apply):
    apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    assert "In the tray" in text_of(sign_in("recruiter").get("/dashboard/"))
    for role in ("recruiter", "manager"):
        assert "Zed Bot" not in text_of(sign_in(role).get("/dashboard/"))
    assert "In the tray" not in text_of(sign_in("manager").get("/dashboard/"))


def test_nobody_waits(sqlite_app, cast, sign_in):
    assert "Everybody has an answer" in text_of(sign_in("outsider").get("/dashboard/"))


def test_it_takes_as_many_statements_with_more_people(app, cast, sign_in, apply, statements):
    client = sign_in("recruiter")
    client.get("/dashboard/")
    with statements() as few:
        client.get("/dashboard/")
    for number in range(10):
        apply(cast.engineer, f"Person {number}", days_ago=number * 3)
    client.get("/dashboard/")
    with statements() as many:
        client.get("/dashboard/")
    assert len(many) <= len(few) + 1
    assert len(many) <= 10
