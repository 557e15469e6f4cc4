"""Tags on candidates: put on and taken off on the application's page, and the list narrowed to one."""

import pytest
from sqlalchemy import select

from ats.activity.models import EventPersonal, EventRow
from ats.applications.tags import list_tags
from ats.candidates import actions, queries
from ats.candidates.models import Candidate, CandidateTag
from ats.platform.database import db, transaction
from ats.platform.errors import Invalid
from ats.platform.events import SYSTEM, Actor
from tests.integration.workspace.conftest import post, text_of

LIST = "/dashboard/applications"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def path(cast):
    return f"{LIST}/{cast.application.public_id}"


def tag(candidate_id: int, *labels: str, by: Actor = SYSTEM) -> None:
    with transaction():
        for label in labels:
            actions.add_tag(candidate_id, label, by=by)


def tags_of(cast) -> list[str]:
    db.session.rollback()
    return queries.list_tags(cast.application.candidate_id)


def test_works(app, cast, sign_in, path):
    client = sign_in("recruiter")
    answer = post(client, f"{path}/tags", {"tag": "  Storage   Engines "})
    assert answer.status_code == 303
    assert answer.location.endswith("#tags")
    page = text_of(client.get(path))
    assert 'aria-label="Remove the tag Storage Engines"' in page
    assert "tagged the candidate “Storage Engines”" in page
    row = db.session.scalars(select(CandidateTag)).one()
    assert (row.label, row.folded, row.user_id) == (
        "Storage Engines",
        "storage engines",
        cast.user("recruiter").id,
    )
    post(client, f"{path}/tags/remove", {"tag": "storage engines"})
    assert tags_of(cast) == []
    assert "took the tag “Storage Engines” away" in text_of(client.get(path))


def test_two_spellings_are_one_tag_and_signs_count(app, cast):
    candidate_id = cast.application.candidate_id
    tag(candidate_id, "Zoë’s pick", "ZOE’S  PICK", "C", "C++", "c#")
    assert tags_of(cast) == ["C", "c#", "C++", "Zoë’s pick"]
    events = db.session.scalars(select(EventRow.kind).where(EventRow.kind == "candidate.tagged"))
    assert len(list(events)) == 4
    with transaction():
        assert not actions.remove_tag(candidate_id, "Never there", by=SYSTEM)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("x" * 41, "40 characters"),
        ("ﷺ" * 5, "40 characters"),
        ("  ", "Enter a tag"),
        ("\u2800\u200b", "Enter a tag"),
    ],
)
def test_what_cannot_be_a_tag_is_refused_in_the_form_and_in_the_action(
    sqlite_app, cast, sign_in, path, label, words
):
    client = sign_in("recruiter")
    answer = post(client, f"{path}/tags", {"tag": label})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "<title>Error: " in text_of(answer)
    with pytest.raises(Invalid, match=words), transaction():
        actions.add_tag(cast.application.candidate_id, label, by=SYSTEM)
    assert tags_of(cast) == []


def test_a_script_gets_the_tags_alone(sqlite_app, cast, sign_in, path):
    client = sign_in("recruiter")
    added = text_of(post(client, f"{path}/tags", {"tag": "Later"}, headers=HTMX))
    assert added.lstrip().startswith("<section")
    assert "Remove the tag Later" in added
    refused = post(client, f"{path}/tags", {"tag": "x" * 41}, headers=HTMX)
    assert refused.status_code == 422
    assert "40 characters" in text_of(refused)
    assert "Remove the tag Later" not in text_of(
        post(client, f"{path}/tags/remove", {"tag": "Later"}, headers=HTMX)
    )


def test_known_tags_are_completed_but_those_that_are_there(app, cast, apply, sign_in, path):
    bela = apply(cast.engineer, "Bela Moss")
    tag(bela.candidate_id, "Rust", "go", "Later")
    tag(cast.application.candidate_id, "RUST")
    assert queries.list_known_tags() == ["go", "Later", "RUST"]
    page = text_of(sign_in("recruiter").get(path))
    assert '<option value="go"></option><option value="Later"></option></datalist>' in page


@pytest.mark.parametrize("role", ["manager", "interviewer"])
def test_the_team_sees_tags_and_cannot_change_them(sqlite_app, cast, sign_in, path, role):
    tag(cast.application.candidate_id, "Later")
    client = sign_in(role)
    page = text_of(client.get(path))
    assert '<span class="tag-label">Later</span>' in page
    assert "Remove the tag" not in page
    assert "known-tags" not in page
    assert post(client, f"{path}/tags", {"tag": "Now"}).status_code == 403
    assert post(client, f"{path}/tags/remove", {"tag": "Later"}).status_code == 403
    assert tags_of(cast) == ["Later"]


def test_tags_of_others_are_not_known_to_a_team(app, cast, apply):
    cleo = apply(cast.editor, "Cleo Reed")
    tag(cleo.candidate_id, "Sharp eye")
    tag(cast.application.candidate_id, "Later")
    assert list_tags(cast.user("recruiter")) == ["Later", "Sharp eye"]
    assert list_tags(cast.user("manager")) == ["Later"]
    assert list_tags(cast.user("outsider")) == ["Sharp eye"]


def test_the_list_is_narrowed_to_a_tag(app, cast, apply, sign_in, statements):
    bela = apply(cast.engineer, "Bela Moss")
    tag(bela.candidate_id, "Später")
    tag(cast.application.candidate_id, "Other")
    for role in ("recruiter", "manager"):
        client = sign_in(role)
        client.get(LIST)
        with statements() as seen:
            page = text_of(client.get(f"{LIST}?tag=SPATER&status=active"))
        assert len(seen) <= 6, "\n".join(seen)
        assert "Bela Moss" in page
        assert "Ada Fern" not in page
        assert "1 application<" in page
        assert '<option value="Other"></option><option value="Später"></option>' in page
        assert 'class="chip" href="?status=active"' in page
    assert "Nothing fits this filter" in text_of(client.get(f"{LIST}?tag=nobody"))


def test_an_erased_person_s_tag_leaves_the_record_without_its_word(sqlite_app, cast):
    candidate = db.session.get_one(Candidate, cast.application.candidate_id)
    tag(candidate.id, "Later")
    with transaction():
        actions.erase(candidate, asked_by="admin", by=SYSTEM)
    assert db.session.scalars(select(CandidateTag)).all() == []
    kinds = select(EventRow.id).where(EventRow.kind == "candidate.tagged")
    assert db.session.scalars(kinds).all() != []
    assert db.session.scalars(select(EventPersonal).where(EventPersonal.event_id.in_(kinds))).all() == []
