"""Periods in the notations of many countries."""

import time

import pytest

from ats.vocabulary.periods import Moment, find_periods

RANGES = [
    ("April 2024 – Present", "2024-04", None, True),
    ("2020 - Present", "2020", None, True),
    ("Sep 2008 - Jun 2012", "2008-09", "2012-06", False),
    ("Oktober 2021–bis heute", "2021-10", None, True),
    ("03.2019 – 01.2026", "2019-03", "2026-01", False),
    ("01.03.2015 - 31.12.2018", "2015-03-01", "2018-12-31", False),
    ("2023-01-15 – 2024-02-20", "2023-01-15", "2024-02-20", False),
    ("1er mars 2015 au 3 juin 2016", "2015-03-01", "2016-06-03", False),
    ("de mars 2015 à juin 2016", "2015-03", "2016-06", False),
    ("Juil. 2019 - aujourd'hui", "2019-07", None, True),
    ("enero de 2019 – actualidad", "2019-01", None, True),
    ("desde enero de 2018 hasta la fecha", "2018-01", None, True),
    ("styczeń 2015 – grudzień 2016", "2015-01", "2016-12", False),
    ("marzec 2019 - chwili obecnej", "2019-03", None, True),
    ("jan 2020 - atual", "2020-01", None, True),
    ("Marzo 2019 – in corso", "2019-03", None, True),
    ("2019 - heden", "2019", None, True),
    ("mars 2018 – nu", "2018-03", None, True),
    ("2019年3月 – 至今", "2019-03", None, True),
    ("since 2019", "2019", None, True),
    ("seit 03/2019", "2019-03", None, True),
    ("depuis mars 2020", "2020-03", None, True),
    ("od maja 2018", "2018-05", None, True),
    ("2026-01 —", "2026-01", None, True),
    ("2016-18", "2016", "2018", False),
    ("WS 2018/19", "2018", "2019", False),
    ("Jan – Mar 2020", "2020-01", "2020-03", False),
    ("01/20 - 03/22", "2020-01", "2022-03", False),
    ("Shop Assistant - 05/15 to 08/18", "2015-05", "2018-08", False),
    ("'19 – now", "2019", None, True),
    ("Jun 2018 - Feb '21", "2018-06", "2021-02", False),
    ("Nov '18 – March 2021", "2018-11", "2021-03", False),
    ("1/2/2020 – 31/12/2020", "2020-02-01", "2020-12-31", False),
    ("Jan '20 - Mar '22", "2020-01", "2022-03", False),
    ("Q3 2019 – Q1 2020", "2019", "2020", False),
    ("2022\u201103 - 2024\u201101", "2022-03", "2024-01", False),
    ("Acme\t2024-03 - 2026-03", "2024-03", "2026-03", False),
]


@pytest.mark.parametrize(("text", "start", "end", "ongoing"), RANGES)
def test_a_range_is_read_as_exactly_as_it_is_printed(text, start, end, ongoing):
    (period,) = find_periods(text)
    assert (str(period.start), period.end and str(period.end), period.ongoing) == (start, end, ongoing)
    assert period.is_range


@pytest.mark.parametrize(
    ("text", "start"),
    [("Nov 2025", "2025-11"), ("2016", "2016"), ("Summer 2019", "2019"), ("Expected May 2027", "2027-05")],
)
def test_a_single_date_has_a_start_and_no_end(text, start):
    (period,) = find_periods(text)
    assert (str(period.start), period.end, period.ongoing, period.is_range) == (start, None, False, False)


@pytest.mark.parametrize(
    "text",
    ["2021 - 2019", "05/2021 – 03/2019", "Present - 2015", "heute bis Mai 2015", "2021-11 - 2021-05", "2020 to 2018"],
)  # fmt: skip
def test_an_end_before_the_beginning_tells_neither(text):
    (period,) = find_periods(f"Engineer, {text}")
    assert (period.start, period.end, period.ongoing, period.is_range) == (None, None, False, True)
    assert f"Engineer, {text}"[period.first : period.last] == text


@pytest.mark.parametrize("text", ["2021 and 2019", "2021, 2019", "2021/2019"])
def test_years_side_by_side_are_no_range(text):
    assert not any(period.is_range for period in find_periods(text))


def test_until_has_an_end_alone():
    (period,) = find_periods("until 2018")
    assert (period.start, period.end) == (None, Moment(2018))


def test_a_day_and_month_that_could_be_either_leave_the_year():
    (period,) = find_periods("03/04/2019 - 05/06/2020")
    assert (str(period.start), str(period.end)) == ("2019", "2020")


@pytest.mark.parametrize(
    "text", ["$2000 saved", "2,020 widgets", "12 of 20 sites", "C++20 and 3.11", "90% of 2500", "v2.2019.1"]
)
def test_other_numbers_are_no_dates(text):
    assert find_periods(text) == ()


def test_the_place_of_a_period_takes_in_the_words_around_it():
    text = "Nurse (from May 2019 to June 2021)"
    (period,) = find_periods(text)
    assert text[period.first : period.last] == "from May 2019 to June 2021"


@pytest.mark.parametrize("text", ["2019 " * 80, "9" * 400, " " * 400, "a1" * 200, "jan " * 100, "2019-" * 80])
def test_hostile_lines_take_no_time(text):
    begun = time.process_time()
    find_periods(text)
    find_periods(text * 500)
    assert time.process_time() - begun < 0.1
