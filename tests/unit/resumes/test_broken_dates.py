"""Dates that are broken over the lines of a narrow column, and which position each belongs to."""

from tests.unit.resumes.typed_work import work_of


def test_a_date_over_two_lines():
    text = """
Work
Principal Engineer
Northgate Energy | Gdańsk, Poland | Oct 2023
– Present
• Led the platform
Security Engineer
Anchor Analytics | Wrocław, Poland | Aug
2022 – Oct 2023
• Audited the shop
"""
    assert work_of(text) == [
        ("Principal Engineer", "Northgate Energy", "2023-10", None),
        ("Security Engineer", "Anchor Analytics", "2022-08", "2023-10"),
    ]


def test_a_date_over_four_lines_of_a_narrow_column():
    text = """
^Ada Quill
ada.quill@example.com

!EXPERIENCE
March\tStaff Engineer
2019 –\tHalberd Systems
December
2022\tLed a team of four engineers who kept the service going.
       Raised sales

January\tEngineer
2016 –\tFenwick & Sons
February
2019\tWrote the billing service and kept it going for two years.
       Fixed bugs
"""
    assert work_of(text, placed=True) == [
        ("Staff Engineer", "Halberd Systems", "2019-03", "2022-12"),
        ("Engineer", "Fenwick & Sons", "2016-01", "2019-02"),
    ]


def test_a_date_whose_lines_stand_between_those_beside_it():
    text = """
^Ada Quill
ada.quill@example.com

!EXPERIENCE
March 2019\tStaff Engineer
– December
               Halberd Systems
2022

January 2016\tEngineer
– February
               Fenwick & Sons
2019
"""
    assert work_of(text, placed=True) == [
        ("Staff Engineer", "Halberd Systems", "2019-03", "2022-12"),
        ("Engineer", "Fenwick & Sons", "2016-01", "2019-02"),
    ]


def test_a_dash_alone_between_the_lines_of_a_date():
    text = """
^Ada Quill
ada.quill@example.com

!EXPERIENCE
March 2019
–
December
2022
!Staff Engineer
Halberd Systems

January 2016
–
present
!Engineer
Fenwick & Sons
"""
    assert work_of(text, placed=True) == [
        ("Staff Engineer", "Halberd Systems", "2019-03", "2022-12"),
        ("Engineer", "Fenwick & Sons", "2016-01", None),
    ]
