"""The view that somebody's list opens with."""

from ats.platform.database import db, transaction
from ats.workspace.saved_views.actions import save_view
from ats.workspace.saved_views.models import DefaultView
from ats.workspace.saved_views.queries import list_views
from tests.integration.workspace.conftest import post, text_of

LIST, VIEWS = "/dashboard/applications", "/dashboard/views"


def keep(cast, who="recruiter", name="Referrals", query="source=referral", *, is_shared=False) -> str:
    with transaction():
        return save_view(cast.user(who), name, query, is_shared=is_shared).public_id


def choose(client, view: str, is_default: str = "yes"):
    return post(client, f"{VIEWS}/{view}/default", {"is_default": is_default})


def test_the_list_opens_with_it_for_whoever_chose_it(app, cast, sign_in):
    ours = keep(cast, is_shared=True)
    manager = sign_in("manager")
    answer = choose(manager, ours)
    assert answer.status_code == 303
    assert "Your list opens with “Referrals”" in text_of(manager.get(VIEWS))
    opened = manager.get(LIST)
    assert (opened.status_code, opened.headers["Location"]) == (302, f"{LIST}?source=referral")
    assert sign_in("recruiter").get(LIST).status_code == 200


def test_everything_stays_within_reach(sqlite_app, cast, apply, sign_in):
    apply(cast.engineer, "Bela Moss", source="agency")
    client = sign_in("recruiter")
    choose(client, keep(cast))
    page = text_of(client.get(f"{LIST}?source=referral"))
    # By its tab, by the last condition that is taken away, and by the empty page's own button.
    assert page.count(f'href="{LIST}?view=all"') >= 2
    assert 'href="?view=all"' in page
    everything = client.get(f"{LIST}?view=all")
    assert everything.status_code == 200
    assert "Bela Moss" in text_of(everything)


def test_another_takes_its_place_and_it_can_be_given_up(app, cast, sign_in):
    one, two = keep(cast, name="One"), keep(cast, name="Two", query="source=agency")
    client = sign_in("recruiter")
    choose(client, one)
    choose(client, two)
    assert client.get(LIST).headers["Location"] == f"{LIST}?source=agency"
    assert text_of(client.get(VIEWS)).count('aria-pressed="true"') == 1
    choose(client, two, "no")
    assert client.get(LIST).status_code == 200


def test_a_deleted_view_is_not_opened_until_it_is_back(sqlite_app, cast, sign_in):
    mine = keep(cast)
    client = sign_in("recruiter")
    choose(client, mine)
    post(client, f"{VIEWS}/{mine}/remove")
    assert client.get(LIST).status_code == 200
    post(client, f"{VIEWS}/{mine}/bring-back")
    assert client.get(LIST).status_code == 302


def test_taken_back_from_the_team_it_is_nobody_elses(app, cast, sign_in):
    ours = keep(cast, is_shared=True)
    manager, recruiter = sign_in("manager"), sign_in("recruiter")
    choose(manager, ours)
    post(recruiter, f"{VIEWS}/{ours}", {"name": "Referrals"})
    assert manager.get(LIST).status_code == 200
    assert choose(manager, ours).status_code == 404


def test_another_ones_own_view_cannot_be_chosen_nor_something_else(sqlite_app, cast, sign_in):
    mine = keep(cast)
    assert choose(sign_in("outsider"), mine).status_code == 404
    assert choose(sign_in("recruiter"), mine, "perhaps").status_code == 422
    assert db.session.query(DefaultView).count() == 0


def test_one_that_asks_for_nothing_shows_everything(sqlite_app, cast, apply, sign_in):
    apply(cast.engineer, "Bela Moss")
    client = sign_in("recruiter")
    assert post(client, LIST, {"name": "Everybody", "query": ""}).status_code == 303
    (view,) = list_views(cast.user("recruiter"))
    choose(client, view.public_id)
    opened = client.get(LIST)
    assert opened.headers["Location"] == f"{LIST}?view=all", "an address without a word would lead here again"
    assert "Bela Moss" in text_of(client.get(opened.headers["Location"]))
    assert f'href="{LIST}?view=all"' in text_of(client.get(VIEWS))
