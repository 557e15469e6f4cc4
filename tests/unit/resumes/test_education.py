"""Studies in several layouts and languages."""

from datetime import date

import pytest

from ats.resumes.profiles.making import make_profile
from tests.unit.resumes.typed import typed

RECEIVED = date(2026, 11, 23)


def studies_of(text, *, placed=False):
    resume = make_profile(typed(text, placed=placed), received_on=RECEIVED).resume
    keys = ("studyType", "area", "institution", "startDate", "endDate")
    return [tuple(item.get(key) for key in keys) for item in resume.get("education", [])]


def test_school_above_degree_with_subject_and_grade():
    text = """
!EDUCATION
!Drumlin State University	Albany, NY
_B.S. in Computer Science, GPA 3.8/4.0	Sep 2011 – May 2015
"""
    profile = make_profile(typed(text, placed=True), received_on=RECEIVED).resume
    (item,) = profile["education"]
    assert item == {
        "institution": "Drumlin State University",
        "studyType": "B.S.",
        "area": "Computer Science",
        "startDate": "2011-09",
        "endDate": "2015-05",
        "score": "GPA 3.8/4.0",
    }
    assert profile["meta"]["requisite"]["education"] == [{"level": "bachelor"}]


@pytest.mark.parametrize("school_first", [False, True])
def test_undated_studies_below_each_other_are_several(school_first):
    pairs = [("Diplôme d'ingénieur", "Université de Dunmore"), ("Licence Informatique", "Institut Vasselin")]
    lines = [line for pair in pairs for line in (reversed(pair) if school_first else pair)]
    found = studies_of("!FORMATION\n" + "\n".join(lines), placed=True)
    assert [item[2] for item in found] == ["Université de Dunmore", "Institut Vasselin"]
    assert all(item[0] for item in found)


def test_all_in_one_line_divided_by_commas():
    text = """
EDUCATION
MSc Statistics, University of Dunmore, 2013 - 2014
BSc (Hons) Mathematics, University of Dunmore, 2010 - 2013
"""
    assert studies_of(text) == [
        ("MSc", "Statistics", "University of Dunmore", "2013", "2014"),
        ("BSc (Hons)", "Mathematics", "University of Dunmore", "2010", "2013"),
    ]


def test_german_dates_on_the_left():
    text = """
AUSBILDUNG
10/2007 – 09/2012	Diplom-Ingenieurin (FH) Bauingenieurwesen, Note 1,7
	Hochschule Bremen
2007	Abitur
	Altes Gymnasium Oldenburg
"""
    assert studies_of(text) == [
        ("Diplom-Ingenieurin (FH)", "Bauingenieurwesen", "Hochschule Bremen", "2007-10", "2012-09"),
        ("Abitur", None, "Altes Gymnasium Oldenburg", None, "2007"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FORMACIÓN ACADÉMICA\nUniversidad de Levante\nGrado en Derecho\n2009 – 2013\n",
            ("Grado", "Derecho", "Universidad de Levante", "2009", "2013"),
        ),
        (
            "WYKSZTAŁCENIE\n2010 – 2014\nPolitechnika Łódzka\nInżynier, Mechatronika\n",
            ("Inżynier", "Mechatronika", "Politechnika Łódzka", "2010", "2014"),
        ),
        (
            "FORMATION\n2013 – 2015 : Master Informatique\nUniversité de Haute-Savoie\n",
            ("Master", "Informatique", "Université de Haute-Savoie", "2013", "2015"),
        ),
        (
            "ISTRUZIONE\nLaurea magistrale in Economia\nUniversità di Monferrato\n2009 – 2014\n",
            ("Laurea magistrale", "Economia", "Università di Monferrato", "2009", "2014"),
        ),
        (
            "UTBILDNING\nCivilingenjör i datateknik, Umeå universitet\n2009 – 2014\n",
            ("Civilingenjör", "datateknik", "Umeå universitet", "2009", "2014"),
        ),
    ],
)
def test_other_languages(text, expected):
    assert studies_of(text) == [expected]


def test_a_subject_before_the_degree():
    assert studies_of("Education\nRaleigh State University\nData Science, BSc (Hons)\n2008 - 2012\n") == [
        ("BSc (Hons)", "Data Science", "Raleigh State University", "2008", "2012")
    ]


def test_a_degree_that_is_written_twice():
    text = "Education\nUniversity of Cumbermere\nMaster of Engineering - MEng, Mechatronics · (2014 - 2018)\n"
    assert studies_of(text) == [
        ("Master of Engineering", "Mechatronics", "University of Cumbermere", "2014", "2018")
    ]


def test_a_single_date_is_the_end_be_it_expected():
    assert studies_of("Education\nHexby School of Business\nMBA, expected May 2027\n")[0][3:] == (
        None,
        "2027-05",
    )


def test_studies_without_degree_or_date_keep_what_there_is():
    text = "Education\nHumboldt-Universität zu Berlin\nStatistik\n2022-09 - 2024-06\n"
    assert studies_of(text) == [(None, "Statistik", "Humboldt-Universität zu Berlin", "2022-09", "2024-06")]
    assert studies_of("Education\nRWTH Aachen\nBSc Physik\n") == [
        ("BSc", "Physik", "RWTH Aachen", None, None)
    ]


def test_a_school_whose_name_runs_over_two_lines():
    text = """
!Education
!BEng Information Systems
Ho Chi Minh City University of
Technology
2013 - 2017
"""
    assert studies_of(text, placed=True)[0][2] == "Ho Chi Minh City University of Technology"


def test_a_school_called_like_a_joining_word_keeps_its_name():
    assert studies_of("Education\nMIT\nBSc Physics\n2010 - 2014\n")[0][2] == "MIT"


def test_what_has_a_label_of_its_own_is_no_subject():
    text = "Jörg Heydt\n\nAusbildung\n1998 Abitur, Gymnasium Essen\n\nSprachen: Deutsch (Muttersprache), Englisch"
    (item,) = make_profile(typed(text), received_on=date(2026, 11, 23)).resume["education"]
    assert (item["studyType"], item["institution"], item.get("area")) == ("Abitur", "Gymnasium Essen", None)


@pytest.mark.parametrize(
    ("text", "schools"),
    [
        (
            "!FORMATION\n!Master Informatique\nUniversité de Dunmore\n2016 – 2018\n!Licence Informatique\n2013 – 2016",
            ["Université de Dunmore", None],
        ),
        (
            "!FORMATION\n2018 : Master Informatique – Université de Dunmore\n2013 : Baccalauréat général",
            ["Université de Dunmore", None],
        ),
        (
            "!WYKSZTAŁCENIE\n!Magister ekonomii\nAkademia Wzorcowa | 2016 – 2018\n!Licencjat ekonomii\n2013 – 2016",
            ["Akademia Wzorcowa", None],
        ),
        (
            "!FORMATION\nUniversité de Dunmore\nMaster Informatique, 2016 – 2018\nLicence Informatique, 2013 – 2016\n"
            "Baccalauréat général, 2013",
            ["Université de Dunmore", "Université de Dunmore", None],
        ),
    ],
)
def test_a_school_is_lent_to_the_next_study_only_as_a_heading_of_both(text, schools):
    assert [study[2] for study in studies_of(text)] == schools


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2016 – 2018\tUniwersytet Wzorcowy, magister, kierunek: informatyka",
            ("magister", "informatyka", "Uniwersytet Wzorcowy"),
        ),
        (
            "2016 – 2018\nSzkoła Główna Wzorcowa w Warszawie\nkierunek: finanse, studia magisterskie",
            ("studia magisterskie", "finanse", "Szkoła Główna Wzorcowa w Warszawie"),
        ),
        (
            "2016 – 2018\nUniwersytet Wzorcowy\nmagister, informatyka",
            ("magister", "informatyka", "Uniwersytet Wzorcowy"),
        ),
    ],
)
def test_a_study_in_small_letters_below_or_behind_its_school(text, expected):
    assert studies_of(f"!WYKSZTAŁCENIE\n{text}") == [(*expected, "2016", "2018")]


def test_french_trades():
    text = "!FORMATION\nCAP Boulanger – CFA de Dunmore – 2012\nBrevet professionnel Boulanger – CFA de Vasselin – 2014"
    assert studies_of(text) == [
        ("CAP", "Boulanger", "CFA de Dunmore", None, "2012"),
        ("Brevet professionnel", "Boulanger", "CFA de Vasselin", None, "2014"),
    ]
