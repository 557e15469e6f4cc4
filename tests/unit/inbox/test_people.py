"""By which name somebody who writes is called."""

import pytest

from ats.inbox.people import shown_name, usable_name


@pytest.mark.parametrize(
    "name",
    ["Claim your prize at evil.example/win now", "Claim at evil.example", "win at Evil.Example/Win", "a.evil.example.",
     "visit www.evil.example", "http://evil.example", "pat@evil.example", "go to évil.example", "evil.co.uk"],
)  # fmt: skip
def test_what_holds_an_address_is_no_name(name):
    assert usable_name(name) == ""
    assert shown_name(name, "uma.url@example.com") == "Uma Url"


@pytest.mark.parametrize(
    "name",
    ["Pat Example", "J.R.R. Tolkien", "Dr.Ann Example", "Dr.phil. Hans Example", "Dr.rer.nat. Hans Example",
     "Dr.med.dent. Ann Example", "Dipl.-Ing. Ann Example", "Sam Example (they/them)", "Ann Example, Ph.D.", "María-José d'Example",
     "Ann Example Jr.", "St. John Example"],
)  # fmt: skip
def test_names_of_people_are_names(name):
    assert usable_name(name) == name


def test_what_deceives_the_eye_is_taken_out_before_it_is_looked_at():
    assert usable_name("evil\u200b.exa\u200bmple") == "evil .exa mple"
    assert usable_name("Pat\u202e  Example") == "Pat Example"
