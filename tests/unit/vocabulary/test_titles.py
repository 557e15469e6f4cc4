"""How much a short line reads like a job title, in the languages the lexicon knows."""

import pytest

from ats.vocabulary.titles import is_title, is_title_noun, title_score


@pytest.mark.parametrize(
    "line",
    [
        "Senior Software Engineer",
        "Member of Technical Staff",
        "Head of Data Platform",
        "Software Engineer II, Storage",
        "C++ Developer",
        "Werkstudentin Softwareentwicklung",
        "Leitender Entwicklungsingenieur",
        "Projektleiter:in",
        "Ingénieure logiciel senior",
        "Chargé de projets",
        "Développeur·se web",
        "Desarrolladora de aplicaciones móviles",
        "Jefe de proyectos",
        "Starszy programista Java",
        "Specjalistka ds. jakości",
        "Engenheiro de software pleno",
        "Sviluppatrice web",
        "Systeembeheerder",
    ],
)
def test_titles_of_eight_languages_are_known(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "Larkspur Health",
        "Universidad de Sevilla",
        "Software Engineering",
        "Kraków, Polska",
        "March 2019 – May 2021",
        "Responsible for the migration of eleven services from one data centre to the other without downtime",
        "",
    ],
)
def test_other_lines_are_no_titles(line: str) -> None:
    assert not is_title(line)


def test_a_subject_scores_below_the_person_who_does_it() -> None:
    assert title_score("Software Engineering") < title_score("Software Engineer")


def test_a_noun_is_known_in_its_feminine_and_inclusive_forms() -> None:
    assert all(map(is_title_noun, ("Entwickler", "Entwicklerin", "Entwickler*in", "programistka", "gestora")))
    assert not is_title_noun("Berlin")
