"""Headings of sections, however they are dressed."""

import pytest

from ats.vocabulary.section_headings import find_section_kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("E X P E R I E N C E", ("work",)),
        ("2. Work  Experience:", ("work",)),
        ("— BERUFSERFAHRUNG —", ("work",)),
        ("II. Education", ("education",)),
        ("## Diplômes et formations", ("education",)),
        ("Wykształcenie", ("education",)),
        ("Skills & Languages", ("skills", "languages")),
        ("Work Experience / Projects", ("work", "projects")),
        ("Education Training", ("education",)),
        ("Selected Professional Experience (continued)", ("work",)),
        ("Formación académica", ("education",)),
        ("Werkervaring", ("work",)),
        ("Utbildning", ("education",)),
        ("Istruzione e formazione", ("education",)),
        ("Experiência profissional", ("work",)),
        ("Waar ik werkte", ("work",)),
        ("Lo que manejo", ("skills",)),
        ("DAS KANN ICH", ("skills",)),
        ("Damit kenne ich mich aus", ("skills",)),
        ("Ce que je maîtrise:", ("skills",)),
        ("Les outils que j’utilise", ("skills",)),
        ("Na czym się znam", ("skills",)),
        ("Things I know how to do", ("skills",)),
        ("O que domino", ("skills",)),
        ("Herramientas que uso", ("skills",)),
        ("What I have done", ("work",)),
    ],
)
def test_a_heading_tells_its_kinds(text, kinds):
    assert find_section_kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Java",
            "The Company",
            "Objective-C",
            "Built a team",
            "x" * 500,
            "",
            "Worked on education software",
        ),
        *("Was ich gelernt habe", "Das Unternehmen", "Lo que se espera", "What I do best"),
    ],
)
def test_other_lines_are_no_headings(text):
    assert find_section_kinds(text) == ()


def test_unknown_words_beside_known_ones_count_when_asked():
    assert find_section_kinds("Clinical history · Experience") == ()
    assert find_section_kinds("Clinical history · Experience", partly=True) == ("work",)
