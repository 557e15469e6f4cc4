"""The list across openings."""

import pytest

from ats.applications import actions
from ats.applications.queries import get_application
from ats.company.queries import list_reasons
from ats.platform.database import transaction
from ats.platform.events import SYSTEM
from ats.workspace.queries import listing as queries
from tests.cast import Cast
from tests.integration.workspace.conftest import file_application, text_of

PATH = "/dashboard/applications"


@pytest.fixture
def people(once):
    """Ada (engineer, new), Bela (engineer, in review, a referral), Cleo (editor, rejected)."""
    once(two_more)


def two_more() -> None:
    """File and decide the applications of Bela and Cleo."""
    cast = Cast()
    bela = file_application(cast.engineer, "Bela Moss", days_ago=3, source="referral")
    cleo = file_application(cast.editor, "Cleo Reed", days_ago=9)
    with transaction():
        actions.move(get_application(bela.public_id), cast.engineer.stages[1], seen=1, by=SYSTEM)
        actions.reject(get_application(cleo.public_id), list_reasons()[0], seen=1, by=SYSTEM)


def names(page: str) -> list[str]:
    return [name for name in ("Ada Fern", "Bela Moss", "Cleo Reed") if name in page]


def test_works(app, cast, people, sign_in):
    page = text_of(sign_in("recruiter").get(PATH))
    assert page.index("Ada Fern") < page.index("Bela Moss") < page.index("Cleo Reed")
    assert "3 applications" in page
    assert "Rejected" in page


def test_anonymous(sqlite_app, client):
    assert client.get(PATH).status_code == 302


def test_a_manager_sees_and_counts_only_their_openings(app, cast, people, sign_in):
    page = text_of(sign_in("manager").get(PATH))
    assert names(page) == ["Ada Fern", "Bela Moss"]
    assert "2 applications" in page
    assert "Editor" not in page


def test_a_manager_who_names_another_opening_gets_nothing(sqlite_app, cast, people, sign_in):
    page = text_of(sign_in("manager").get(f"{PATH}?opening={cast.editor.reference}"))
    assert "Nothing fits this filter" in page
    assert "Cleo" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("opening={editor}", ["Cleo Reed"]),
        ("opening={engineer}&stage={review}", ["Bela Moss"]),
        ("stage=applied", ["Ada Fern", "Cleo Reed"]),
        ("stage=review", ["Bela Moss"]),
        ("status=rejected", ["Cleo Reed"]),
        ("status=active", ["Ada Fern", "Bela Moss"]),
        ("source=referral", ["Bela Moss"]),
        ("source=nowhere", []),
        ("to=2001-01-01", []),
        ("from=2001-01-01&status=active&source=referral", ["Bela Moss"]),
        ("status=nonsense&from=yesterday&sort=sideways", ["Ada Fern", "Bela Moss", "Cleo Reed"]),
        ("after=nonsense", ["Ada Fern", "Bela Moss", "Cleo Reed"]),
    ],
)
def test_filters(app, cast, people, sign_in, query, found):
    facts = {
        "editor": cast.editor.reference,
        "engineer": cast.engineer.reference.lower(),
        "review": cast.engineer.stages[1].public_id,
    }
    page = text_of(sign_in("recruiter").get(f"{PATH}?{query.format(**facts)}"))
    assert names(page) == found
    assert ("Nothing fits this filter" in page) == (not found)


def test_a_search_of_which_nothing_is_left_is_not_said_to_fit_nothing(sqlite_app, cast, people, sign_in):
    page = text_of(sign_in("recruiter").get(PATH, query_string={"q": "stage:nowhere"}))
    assert "No stage is called “nowhere”" in page
    assert "Nothing is left to look for." in page
    assert "Nothing fits this filter" not in page


def test_oldest_first(app, cast, people, sign_in):
    page = text_of(sign_in("recruiter").get(f"{PATH}?sort=oldest"))
    assert page.index("Cleo Reed") < page.index("Bela Moss") < page.index("Ada Fern")


def test_chips_take_one_condition_away(sqlite_app, cast, people, sign_in):
    page = text_of(sign_in("recruiter").get(f"{PATH}?status=active&source=referral"))
    assert 'href="?source=referral"' in page
    assert 'href="?status=active"' in page


def test_a_chip_of_an_opening_takes_its_stage_along(sqlite_app, cast, people, sign_in):
    engineer, stage = cast.engineer.reference, cast.engineer.stages[1].public_id
    page = text_of(sign_in("recruiter").get(f"{PATH}?opening={engineer}&stage={stage}&status=active"))
    assert 'class="chip" href="?status=active"' in page


def test_suspected_ones_are_not_in_it(sqlite_app, cast, sign_in, apply):
    apply(cast.engineer, "Zed Bot", suspicion="Too quick")
    page = text_of(sign_in("recruiter").get(PATH))
    assert "Zed Bot" not in page
    assert "1 application<" in page


@pytest.mark.parametrize("sort", ["", "oldest", "waiting"])
def test_pages_lead_on_and_back_without_gap_or_repeat(app, cast, apply, sort):
    # Two at a time arrive at the same instant, so that the id has to decide.
    for number in range(22):
        apply(cast.engineer, f"Person {number:02}", days_ago=30 - number // 2)
    user, wanted = cast.user("recruiter"), queries.ListFilter(sort=sort)
    everybody = [row.id for row in queries.page_of_list(user, wanted, size=100).rows]
    pages, page = [], queries.page_of_list(user, wanted, size=5)
    assert page.newer is None
    while True:
        pages.append([row.id for row in page.rows])
        assert page.total == 23
        if page.older is None:
            break
        page = queries.page_of_list(user, wanted, size=5, after=page.older)
    assert [row_id for each in pages for row_id in each] == everybody
    back = []
    while page.newer:
        page = queries.page_of_list(user, wanted, size=5, before=page.newer)
        back.insert(0, [row.id for row in page.rows])
    assert [row_id for each in back for row_id in each] == everybody[: 4 * 5]
    assert page.newer is None
    assert page.older is not None


def test_the_count_stops_at_its_limit(app, cast, apply, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_LIMIT", 3)
    for number in range(6):
        apply(cast.engineer, f"Person {number}")
    assert queries.page_of_list(cast.user("recruiter"), queries.ListFilter()).total == 4


def test_sources_of_openings_out_of_sight_are_not_offered(sqlite_app, cast, apply, sign_in):
    apply(cast.engineer, "Bela Moss", source="referral by the chair")
    suspected = apply(cast.editor, "Dora Vane", source="from the tray")
    apply(cast.editor, "Cleo Reed", source="agency")
    with transaction():
        get_application(suspected.public_id).tray = "waiting"
    page = text_of(sign_in("outsider").get(PATH))
    assert "agency" in page
    assert "referral by the chair" not in page
    assert "from the tray" not in page
    everything = text_of(sign_in("recruiter").get(PATH))
    assert "referral by the chair" in everything


def test_sources_are_walked_in_one_statement(sqlite_app, cast, apply, statements):
    for number, source in enumerate(["referral", "agency", "careers page", "agency"]):
        apply(cast.engineer, f"Person {number}", source=source)
    recruiter = cast.user("recruiter")
    with statements() as seen:
        assert queries.list_values(recruiter).sources == ["agency", "careers page", "referral"]
    assert len(seen) == 1


def test_a_list_takes_at_most_six_statements(app, cast, people, sign_in, statements):
    for role in ("recruiter", "manager"):
        client = sign_in(role)
        for query in ("", f"?opening={cast.engineer.reference}&status=active", "?source=nowhere"):
            client.get(PATH + query)
            with statements() as seen:
                client.get(PATH + query)
            assert len(seen) <= 6, "\n".join(seen)


def test_openings_of_one_title_are_told_apart_by_their_references(sqlite_app, cast, people, sign_in):
    engineer, other = cast.engineer, cast.editor
    with transaction():
        other.title = engineer.title
    page = text_of(sign_in("recruiter").get("/dashboard/applications?status="))
    for opening in (engineer, other):
        assert f'<span class="muted small">{opening.reference}</span>' in page
    with transaction():
        other.title = "Something else"
    page = text_of(sign_in("recruiter").get("/dashboard/applications?status="))
    assert f'<span class="muted small">{other.reference}</span>' not in page
