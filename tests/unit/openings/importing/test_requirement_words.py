"""One requirement's words: what they ask, how much they ask it, and the facts they state."""

import pytest

from ats.openings.importing.facts import read_fact_line, read_visibility
from ats.openings.importing.importance import stated_importance
from ats.openings.importing.labels import Section, read_label, split_run_in
from ats.openings.importing.requirement import read_requirement
from ats.openings.importing.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "importance"),
    [
        ("Experience with kilns is preferred", "preferred"),
        ("Throwing large pots is highly advantageous.", "preferred"),
        ("Glazing skills are a major asset.", "preferred"),
        ("A driving licence is highly desirable", "preferred"),
        ("Kilns (a plus)", "preferred"),
        ("A degree is not required", "preferred"),
        ("Schwindelfreiheit ist von Vorteil", "preferred"),
        ("L'anglais est un plus", "preferred"),
        ("5+ years of pottery, plus some sculpture", "required"),
        ("Good throwing. Experience with raku is preferred", "required"),
        ("B.S. required; M.S. preferred", "required"),
        ("3 years of throwing, preferably in porcelain", "required"),
        ("Einige Jahre Erfahrung, vorzugsweise in der Töpferei", "required"),
        ("Deux ans d'expérience, idéalement en atelier", "required"),
        ("Preferably experience in porcelain", "preferred"),
        ("Digital asset management", "required"),
        ("Takes advantage of every firing", "required"),
    ],
)
def test_importance_of_a_bullet(text, importance):
    assert read_requirement(text).importance == importance


@pytest.mark.parametrize(
    ("clause", "importance"),
    [
        ("Strong Oracle experience is required.", "required"),
        ("Candidates must have good shoes", "required"),
        ("MS in physics desired", "preferred"),
        ("Ideally you have met a seal", "preferred"),
        ("Candidates must have 3 years of sales, preferably in retail", "required"),
        ("Good shoes, preferably of leather", "preferred"),
        ("No experience is required", None),
        ("We travel as required", None),
        ("Are good shoes required?", None),
        ("We like seals", None),
    ],
)
def test_importance_of_prose(clause, importance):
    assert stated_importance(clause) == importance


@pytest.mark.parametrize(
    ("text", "kind", "years", "level"),
    [
        ("5+ year's kiln experience", "experience", 5, None),
        ("Bachelor's degree in Ceramics and 5 years of experience with kilns", "education", 5, "bachelor"),
        ("Must be at least 18 years old", "other", None, None),
        ("Knowledge of clay", "skill", None, None),
        ("A van", "other", None, None),
        ("Mehrjährige Erfahrung mit Ton", "experience", None, None),
        ("4-year degree", "education", None, "bachelor"),
    ],
)
def test_kind_and_facts(text, kind, years, level):
    requirement = read_requirement(text)
    assert (requirement.kind, requirement.years, requirement.level) == (kind, years, level)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "10+ years overall development experience and 7+ years kiln experience.",
            ["overall development", "kiln"],
        ),
        ("5 years of experience with clay and glaze", ["clay and glaze"]),
        ("3-5 years in sales", ["sales"]),
        ("Kenntnisse in R sind von Vorteil", ["R"]),
        ("Erfahrung mit R wäre wünschenswert", ["R"]),
        ("Une expérience avec Kubernetes serait un plus", ["Kubernetes"]),
        ("Experience with Python and", ["Python"]),
        ("6 months of barista experience", ["barista"]),
        ("Experience with state of the art kilns", ["state of the art kilns"]),
        ("Erfahrung mit C und C++", ["C und C++"]),
        ("Experience developing glazes is preferred", ["developing glazes"]),
        ("Deep understanding of clay, slip, and glaze.", ["clay, slip, and glaze"]),
    ],
)
def test_subjects(text, subjects):
    assert [facet.subject for facet in read_requirement(text).facets] == subjects


@pytest.mark.parametrize(
    ("text", "section", "importance"),
    [
        ("Qualifications/Necessary Skills: :", Section.REQUIREMENTS, "required"),
        ("Educational Requirements:", Section.REQUIREMENTS, "required"),
        ("Preferred Qualifications", Section.REQUIREMENTS, "preferred"),
        ("Nice to have", Section.REQUIREMENTS, "preferred"),
        ("What you’ll bring", Section.REQUIREMENTS, "required"),
        ("Tasks / Responsibilities", Section.RESPONSIBILITIES, "required"),
        ("Das erwartet dich", Section.RESPONSIBILITIES, "required"),
        ("Vos missions", Section.RESPONSIBILITIES, "required"),
        ("Tu perfil", Section.REQUIREMENTS, "required"),
        ("Perks & benefits", Section.OFFER, "required"),
        ("How to apply", Section.APPLY, "required"),
    ],
)
def test_section_labels(text, section, importance):
    label = read_label(text)
    assert (label.section, label.importance) == (section, importance)


@pytest.mark.parametrize(
    "title", ["Requirements Engineer", "Skills Trainer", "Benefits Manager", "Education", "Kilns"]
)
def test_titles_are_no_labels(title):
    label = read_label(title)
    assert label is None or title == "Education"


def test_run_in_label():
    label, rest = split_run_in("Tasks/Responsibilities: Fire the kiln. Cool it.")
    assert (label.section, rest) == (Section.RESPONSIBILITIES, "Fire the kiln. Cool it.")
    assert split_run_in("Remember: the kiln is hot.") is None


@pytest.mark.parametrize(
    ("text", "visibility"),
    [
        ("External/Internal.", "public"),
        ("Internal / External", "public"),
        ("Internal only", "internal"),
        ("Internal candidates only.", "internal"),
        ("Internal affairs interest you.", None),
    ],
)
def test_visibility(text, visibility):
    assert read_visibility(text) == visibility


def test_fact_lines():
    assert read_fact_line("Location: Leeds (Hybrid)").place == "Leeds"
    assert read_fact_line("Leeds · Part-time · Remote").employment_type == "part_time"
    assert read_fact_line("Standort: Köln").place == "Köln"
    assert read_fact_line("You work in Leeds.") is None
    assert read_fact_line("Full-time love for clay, every day of the year") is None


def test_sentences_keep_abbreviations():
    text = "You hold a B.S. In practice we ask for e.g. Clay. Apply by 3. March 2027. Then wait."
    assert split_sentences(text) == [
        "You hold a B.S. In practice we ask for e.g. Clay.",
        "Apply by 3. March 2027.",
        "Then wait.",
    ]
