"""Stage templates."""

import re

import pytest

from ats.company.queries import default_template, list_templates
from ats.platform.database import db

BASE = "/dashboard/settings/templates"


def rows(*stages: tuple[str, str]) -> dict[str, str]:
    given = {"name": "Short"}
    for number, (name, kind) in enumerate(stages):
        given |= {f"stages-{number}-name": name, f"stages-{number}-kind": kind}
    return given


GOOD = rows(("New", "applied"), ("Talk", "interview"), ("Hired", "hired"))


def add(browser, given: dict[str, str]):
    return browser.submit(f"{BASE}/new", given, form_at=f"{BASE}/new")


def names() -> list[str]:
    db.session.rollback()
    return [template.name for template in list_templates()]


def test_works(app, cast, sign_in):
    browser = sign_in("recruiter")
    assert add(browser, GOOD).status_code == 303
    [short] = [template for template in list_templates() if template.name == "Short"]
    assert [(stage.name, stage.kind) for stage in short.stages] == [
        ("New", "applied"), ("Talk", "interview"), ("Hired", "hired"),
    ]  # fmt: skip
    path = f"{BASE}/{short.public_id}"
    browser.submit(path, rows(("In", "applied"), ("Hired", "hired")) | {"name": "Shorter"}, form_at=path)
    assert names() == ["Standard", "Shorter"]
    assert len(list_templates()[1].stages) == 2


def test_anonymous(sqlite_app, cast, client):
    assert client.submit(f"{BASE}/new", GOOD).status_code == 401
    assert names() == ["Standard"]


def test_outsider(sqlite_app, cast, sign_in):
    assert sign_in("recruiter").get(f"{BASE}/{'0' * 26}").status_code == 404


def test_wrong_role(sqlite_app, cast, sign_in):
    assert sign_in("manager").submit(f"{BASE}/new", GOOD, form_at="/account").status_code == 403
    assert names() == ["Standard"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (GOOD | {"name": ""}, "Enter a name for the template"),
        (GOOD | {"name": "STANDARD"}, "There is another stage template of this name."),
        (rows(("New", "applied"), ("", "interview"), ("Hired", "hired")), "Name each stage"),
        (rows(("Talk", "interview"), ("Hired", "hired")), "The first stage must be"),
        (
            rows(("New", "applied"), ("New", "review"), ("Hired", "hired")),
            "Another stage is called “New” already",
        ),
        (rows(("Rést", "applied"), ("RE\u0301ST  ", "review"), ("Hired", "hired")), "a name of its own"),
        (rows(("New", "applied"), ("Again", "applied"), ("Hired", "hired")), "only one stage"),
        ({"name": "Empty"}, "The first stage must be"),
        (rows(("New", "applied"), ("Talk", "dance"), ("Hired", "hired")), "must be one of the choices"),
    ],
)
def test_invalid_form(sqlite_app, cast, sign_in, given, problem):
    response = add(sign_in("recruiter"), given)
    assert response.status_code == 422
    assert problem in response.text
    assert names() == ["Standard"]


def test_rows_are_added_removed_and_moved_without_a_script(sqlite_app, cast, sign_in):
    browser = sign_in("recruiter")

    def stages(button: str, value: str) -> list[str]:
        response = add(browser, GOOD | {button: value})
        assert response.status_code == 200
        form = re.sub(r"<template.*?</template>", "", response.text, flags=re.S)
        return [
            re.search(r'value="([^"]*)"', tag).group(1) if "value=" in tag else ""
            for tag in re.findall(r'<input[^>]*name="stages-\d+-name"[^>]*>', form)
        ]

    assert stages("stages-add", "1") == ["New", "Talk", "Hired", ""]
    assert stages("stages-remove", "1") == ["New", "Hired"]
    assert stages("stages-up", "2") == ["New", "Hired", "Talk"]
    assert stages("stages-down", "0") == ["Talk", "New", "Hired"]
    assert names() == ["Standard"], "a row's button saves nothing"


def test_the_default_moves_and_only_another_can_be_removed(app, cast, sign_in):
    browser = sign_in("recruiter")
    add(browser, GOOD)
    standard, short = list_templates()
    assert browser.submit(f"{BASE}/{standard.public_id}/remove", form_at=BASE).status_code == 409
    browser.submit(f"{BASE}/{short.public_id}/default", form_at=BASE)
    assert names() == ["Short", "Standard"]
    assert default_template().name == "Short"
    assert [stage.name for stage in default_template().stages] == ["New", "Talk", "Hired"]
    assert browser.submit(f"{BASE}/{standard.public_id}/remove", form_at=BASE).status_code == 303
    assert names() == ["Short"]
    assert len(cast.engineer.stages) == 6, "openings keep their own stages"
