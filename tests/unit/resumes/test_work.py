"""Positions in the layouts of many résumés: each text is laid out in another way."""

from ats.resumes.profiles.making import make_profile
from ats.resumes.readers.plain import read_plain
from tests.unit.resumes.typed import typed
from tests.unit.resumes.typed_work import RECEIVED, work_of


def test_employer_first_and_two_positions_at_one_employer():
    text = """
^Ada Quill
ada.quill@example.com

!EXPERIENCE
!Halberd Systems, Inc.	New York, NY
_Staff Engineer	Jan 2021 – Present
• Led a team of four and reviewed designs across the
  whole organisation
!Fenwick & Sons	Boston, MA
_Software Engineer	Jun 2017 – Dec 2020
• Wrote the billing service in Go
_Junior Software Engineer	Jul 2015 – May 2017
• Fixed bugs in the reporting module
"""
    assert work_of(text, placed=True) == [
        ("Staff Engineer", "Halberd Systems, Inc.", "2021-01", None),
        ("Software Engineer", "Fenwick & Sons", "2017-06", "2020-12"),
        ("Junior Software Engineer", "Fenwick & Sons", "2015-07", "2017-05"),
    ]


def test_a_list_without_bullets_below_a_position_names_no_employer():
    text = """
^Irmgard Quill

!BISHERIGE TÄTIGKEITEN
!Feinwerk Tiedemann AG
_Lagerleiterin	2023 – heute
   Bestand um ein Fünftel gesenkt
   Abstimmung mit Lieferanten
_Schichtleiterin	2021 – 2023
   Abstimmung mit Kollegen
   Pflege der Stammdaten
"""
    assert work_of(text, placed=True) == [
        ("Lagerleiterin", "Feinwerk Tiedemann AG", "2023", None),
        ("Schichtleiterin", "Feinwerk Tiedemann AG", "2021", "2023"),
    ]


def test_employers_and_places_set_in_below_the_titles():
    text = """
^Ada Quill

!EXPERIENCE
_Staff Engineer	2021 – Present
   Halberd Systems
   Leeds
_Engineer	2019 – 2021
   Fenwick
   York
"""
    found = [item[1] for item in work_of(text, placed=True)]
    assert found == ["Halberd Systems", "Fenwick"]


def test_dates_that_contradict_each_other_are_left_empty():
    text = """
^Ada Quill

!EXPERIENCE
!Halberd Systems, Inc.	New York, NY
_Staff Engineer	Present – 2021
• Led a team of four
!Fenwick & Sons	Boston, MA
_Software Engineer	2020 – 2017
• Wrote the billing service in Go
"""
    assert work_of(text, placed=True) == [
        ("Staff Engineer", "Halberd Systems, Inc.", None, None),
        ("Software Engineer", "Fenwick & Sons", None, None),
    ]


def test_years_below_each_other_are_no_range_turned_round():
    text = """
^Ada Quill

!EXPERIENCE
2021	!Staff Engineer, Halberd Systems, Inc.
2019	!Software Engineer, Fenwick & Sons
"""
    assert [item[2] for item in work_of(text, placed=True)] == ["2021", "2019"]


def test_the_rest_of_a_bullet_may_stand_below_its_sign():
    text = """
^Ada Quill

!EXPERIENCE
!Halberd Systems, Inc.	New York, NY
_Staff Engineer	Jan 2021 – Present
• Replaced a batch job of the last century by
Kafka, saving a night of work on each day
• Wrote guides
The team won a prize for them
• Led four people through a move to a house by
(Lake) Constance and back
"""
    (item,) = make_profile(typed(text, placed=True), received_on=RECEIVED).resume["work"]
    assert item["highlights"] == [
        "Replaced a batch job of the last century by Kafka, saving a night of work on each day",
        "Wrote guides",
        "Led four people through a move to a house by (Lake) Constance and back",
    ]
    assert item["summary"] == "The team won a prize for them"


def test_a_blank_line_ends_a_bullet_of_typed_text():
    text = """
Ada Quill

EXPERIENCE

Halberd Systems, Inc. — Staff Engineer
Jan 2021 – Present
• Led a team of four and reviewed designs across
the whole organisation

One of the founders of its chapter in Leeds
"""
    (item,) = make_profile(read_plain(text.encode()), received_on=RECEIVED).resume["work"]
    assert item["highlights"] == ["Led a team of four and reviewed designs across the whole organisation"]
    assert item["summary"] == "One of the founders of its chapter in Leeds"


def test_title_at_employer_on_one_line_and_one_entry_that_differs():
    text = """
Ben Harrow

WORK EXPERIENCE

Senior Data Engineer at Thistle Analytics (Mar 2019 - present)
- Moved the warehouse to a new engine

Data Engineer at Oldcastle Insurance Group (Jan 2016 - Feb 2019)
- Wrote pipelines in Python

Analyst, Larkmoor Council (2014 - 2015)
- Reports on road traffic
"""
    assert work_of(text) == [
        ("Senior Data Engineer", "Thistle Analytics", "2019-03", None),
        ("Data Engineer", "Oldcastle Insurance Group", "2016-01", "2019-02"),
        ("Analyst", "Larkmoor Council", "2014", "2015"),
    ]


def test_an_employer_with_its_whole_time_is_no_position_of_its_own():
    text = """
^Priya Raman
!Professional Experience
^Cobblestone Bank
2012 – 2023
!Vice President, Risk
Mar 2019 – Jun 2023
  • Ran the model validation group
!Associate
Jul 2012 – Feb 2019
  • Built scorecards
"""
    assert work_of(text, placed=True) == [
        ("Vice President, Risk", "Cobblestone Bank", "2019-03", "2023-06"),
        ("Associate", "Cobblestone Bank", "2012-07", "2019-02"),
    ]


def test_a_line_that_describes_the_employer_is_neither_title_nor_employer():
    text = """
Hannah Pike
PROFESSIONAL EXPERIENCE
Copper Kettle Coffee Roasters
Fast-growing chain of 40 cafés in the north of England
Regional Operations Manager, 2019 - present
• Opened 14 cafés
Dales Bakery Ltd
Family bakery with 6 shops
Shop Manager, 2015 - 2019
• Ran the busiest shop
"""
    assert work_of(text) == [
        ("Regional Operations Manager", "Copper Kettle Coffee Roasters", "2019", None),
        ("Shop Manager", "Dales Bakery Ltd", "2015", "2019"),
    ]


def test_durations_and_places_between_positions():
    text = """
Experience

Larkfield Robotics
5 years 3 months
Senior Robotics Engineer
September 2022 - Present (4 years 3 months)
Sheffield, England, United Kingdom

Robotics Engineer
September 2021 - September 2022 (1 year 1 month)
Sheffield, England, United Kingdom

Tarn Automation
Controls Engineer
July 2018 - August 2021 (3 years 2 months)
Kendal, England, United Kingdom
"""
    assert work_of(text) == [
        ("Senior Robotics Engineer", "Larkfield Robotics", "2022-09", None),
        ("Robotics Engineer", "Larkfield Robotics", "2021-09", "2022-09"),
        ("Controls Engineer", "Tarn Automation", "2018-07", "2021-08"),
    ]


def test_a_beginning_alone_at_the_top_is_the_present_position():
    text = """
Experience
Cloud Engineer
Harbour Analytics
Jun 2022
Systems Engineer
Oracle
Apr 2019 - May 2022
"""
    resume = make_profile(typed(text), received_on=RECEIVED).resume
    assert [("endDate" in item) for item in resume["work"]] == [False, True]
    assert resume["meta"]["requisite"]["experienceMonths"] == 38 + 54


def test_positions_without_any_heading_are_found():
    text = """
Igor Stanek
Principal Architect, Quartzline Software
May 2022 – Present
• Designed the storage layer
Architect, Pebble & Reed Ltd
Jan 2018 – Apr 2022
• Migrated the shop
Charles Bridge University
Ing., Informatics
2012 – 2017
"""
    resume = make_profile(typed(text), received_on=RECEIVED).resume
    assert [item["name"] for item in resume["work"]] == ["Quartzline Software", "Pebble & Reed Ltd"]
    assert resume["education"][0]["institution"] == "Charles Bridge University"


def test_each_value_has_its_place_in_the_text():
    text = typed("WORK HISTORY\nWeb Developer, Sunrow Ltd\nMay 2019 – June 2021\n• Built the shop\n")
    profile = make_profile(text, received_on=RECEIVED)
    for pointer, value in (
        ("/work/0/name", "Sunrow Ltd"),
        ("/work/0/position", "Web Developer"),
        ("/work/0/startDate", "May 2019 – June 2021"),
        ("/work/0/highlights/0", "Built the shop"),
    ):
        source = profile.sources[pointer]
        assert text.text[source.start : source.end] == value
        assert 0 < source.confidence <= 1
        assert source.rule


def test_highlights_join_their_lines_and_prose_becomes_the_summary():
    text = """
!Experience
!Marketing Manager
Sunbeam Foods Ltd, Manchester
August 2018 to date
Planned campaigns for three brands and managed a budget of two million pounds.
• Led a team of four and reviewed designs across the
  whole organisation
"""
    (item,) = make_profile(typed(text, placed=True), received_on=RECEIVED).resume["work"]
    assert item["highlights"] == ["Led a team of four and reviewed designs across the whole organisation"]
    assert item["summary"].startswith("Planned campaigns")
    assert item["location"] == "Manchester"


def test_the_same_text_gives_the_same_profile():
    text = typed("Experience\nWeb Developer, Sunrow Ltd\nMay 2019 – June 2021\n")
    assert make_profile(text, received_on=RECEIVED) == make_profile(text, received_on=RECEIVED)


def test_voluntary_work_is_kept_apart_and_is_no_experience():
    text = "Experience\nNurse\nSunrow Ltd\nJan 2020 - Dec 2020\nVolunteering\nTreasurer\nDale Rowing Club e.V.\n2015 - 2019\n"
    resume = make_profile(typed(text), received_on=RECEIVED).resume
    assert resume["volunteer"] == [
        {
            "organization": "Dale Rowing Club e.V.",
            "position": "Treasurer",
            "startDate": "2015",
            "endDate": "2019",
        }
    ]
    assert resume["meta"]["requisite"]["experienceMonths"] == 12


def test_a_sentence_below_the_dates_is_no_employer():
    text = """
^Ada Quill

!Experience
Software Engineer, Acme Systems
Jan 2019 - Present
Built services in Go and Java
Programmer, Globex
2015 - 2018
Wrote reports in plain SQL
"""
    assert work_of(text) == [
        ("Software Engineer", "Acme Systems", "2019-01", None),
        ("Programmer", "Globex", "2015", "2018"),
    ]


def test_how_long_it_took_is_no_part_of_an_employers_name():
    text = """
!EXPERIENCE
Sample Bakery 13 years
Head Baker 2015 – 2021
Baker 2008 – 2015
"""
    assert work_of(text) == [
        ("Head Baker", "Sample Bakery", "2015", "2021"),
        ("Baker", "Sample Bakery", "2008", "2015"),
    ]
    for behind in (" (13 years)", " – 13 Jahre"):
        assert work_of(f"!EXPERIENCE\nSample Bakery{behind}\nBaker\n2008 – 2021") == [
            ("Baker", "Sample Bakery", "2008", "2021")
        ]


def test_a_line_about_the_employer_between_the_names_and_the_date():
    text = """
!EXPERIENCE
Sample Cars, Remote
Python Developer
Small start-up; wore many hats.
Dec 2019 - Mar 2026
• Designed the database and its indexes
Example Cars
Build Engineer
Dec 2018 - Dec 2019
• Wrote tools for the customers
"""
    assert work_of(text) == [
        ("Python Developer", "Sample Cars", "2019-12", "2026-03"),
        ("Build Engineer", "Example Cars", "2018-12", "2019-12"),
    ]


def test_a_state_is_no_legal_form():
    text = "!EXPERIENCE\nData Engineer — Sample, Brooklyn, NY\t2015 – 2018\nEngineer — Example, Denver, CO\t2012 – 2015"
    assert [name for _, name, *_ in work_of(text)] == ["Sample", "Example"]


def test_the_last_word_of_a_sentence_is_no_heading_however_it_was_measured():
    text = """
!Experience
Engineer, Sample Cars
2019 - 2021
• Debugged race conditions in the code for
!recommendation
• Wrote tools for the customers
• Kept the records of the office
• Taught the apprentices
• Led the evening shift
Builder, Example Cars
2015 - 2018

!Education
Diploma, Sample School
2012 - 2015
"""
    assert [name for _, name, *_ in work_of(text)] == ["Sample Cars", "Example Cars"]
