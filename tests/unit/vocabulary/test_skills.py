"""Skills, their other names, and the groups and levels around them."""

from collections import Counter

import pytest

from ats.vocabulary.skill_groups import is_skill_group, is_skill_level
from ats.vocabulary.skills import find_skill, find_skills, list_broader, list_skills, skill_key


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Postgres", "PostgreSQL"),
        ("k8s", "Kubernetes"),
        ("Golang", "Go"),
        ("nodejs", "Node.js"),
        ("RUBY ON RAILS", "Rails"),
        ("test driven development", "Test-driven development"),
        ("Projektmanagement", "Project management"),
        ("inżynieria pieczenia", None),
    ],
)
def test_a_skill_is_found_by_its_names(written: str, name: str | None) -> None:
    skill = find_skill(written)
    assert (skill.name if skill else None) == name


def test_c_and_its_relatives_and_net_and_node_are_five_things() -> None:
    found = find_skills("C, C++, C#, .NET and Node.js.", in_list=True)
    assert [mention.skill.name for mention in found] == ["C", "C++", "C#", ".NET", "Node.js"]


def test_the_longest_name_wins_and_its_place_is_given() -> None:
    text = "we used Google Cloud Platform with Spring Boot/Kotlin"
    found = find_skills(text)
    assert [text[mention.start : mention.end] for mention in found[:2]] == [
        "Google Cloud Platform",
        "Spring Boot",
    ]


def test_ordinary_words_count_in_lists_only() -> None:
    assert find_skills("go and make express offers in spring") == ()
    assert [mention.skill.name for mention in find_skills("Go Make", in_list=True)] == ["Go", "GNU Make"]


def test_broader_skills_are_followed_upwards() -> None:
    assert list_broader("Spring Boot") == ("Spring", "Java")
    assert list_broader("Postgres") == ("SQL",)
    assert list_broader("SQL") == ()


def test_the_list_is_consistent() -> None:
    names = Counter(skill_key(skill.name) for skill in list_skills())
    assert [name for name, count in names.items() if count > 1] == []
    known = {skill.name for skill in list_skills()}
    assert {broader for skill in list_skills() for broader in skill.broader} <= known
    assert len(known) > 1300


def test_groups_and_levels_are_no_skills() -> None:
    assert is_skill_group("Bases de données:")
    assert not is_skill_group("PostgreSQL")
    assert is_skill_level("Sehr gute Kenntnisse")
    assert not is_skill_level("Python")
