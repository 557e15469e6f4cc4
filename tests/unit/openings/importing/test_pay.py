"""Pay as pages write it, alone on a line, behind a label, in a sentence, and in data."""

from decimal import Decimal

import pytest

from ats.openings.importing import Pay, read_postings_page
from ats.openings.importing.facts import read_fact_line
from ats.openings.importing.json_facts import read_facts
from ats.openings.importing.pay import find_pay, read_pay


@pytest.mark.parametrize(
    ("text", "minimum", "maximum", "currency", "period"),
    [
        ("€60,000–70,000 a year", 60_000, 70_000, "EUR", "year"),
        ("$120k", 120_000, 120_000, "USD", "year"),
        ("$100-120k", 100_000, 120_000, "USD", "year"),
        ("$100k - $120k DOE", 100_000, 120_000, "USD", "year"),
        ("£45,000 per annum", 45_000, 45_000, "GBP", "year"),
        ("55.000 € – 65.000 € brutto im Jahr", 55_000, 65_000, "EUR", "year"),
        ("CHF 100'000 bis 120'000", 100_000, 120_000, "CHF", "year"),
        ("60 000 € par an", 60_000, 60_000, "EUR", "year"),
        ("EUR 60.000,00 p.a.", 60_000, 60_000, "EUR", "year"),
        ("3,500 EUR monthly", 3_500, 3_500, "EUR", "month"),
        ("$25/hr", 25, 25, "USD", "hour"),
        ("$25.50 an hour", Decimal("25.50"), Decimal("25.50"), "USD", "hour"),
        ("17,50 – 19 € pro Stunde", Decimal("17.50"), 19, "EUR", "hour"),
        ("between £30,000 and £35,000", 30_000, 35_000, "GBP", "year"),
        ("up to €70,000", None, 70_000, "EUR", "year"),
        ("ab 48.000 €", 48_000, None, "EUR", "year"),
        ("from $120k", 120_000, None, "USD", "year"),
        ("€70,000+", 70_000, None, "EUR", "year"),
        ("Salary: tussen € 2.800 en € 3.600 bruto per maand", 2_800, 3_600, "EUR", "month"),
        ("Salario: 38.000 € - 45.000 € brutos anuales", 38_000, 45_000, "EUR", "year"),
        ("The base salary range is $180,000 - $220,000 USD.", 180_000, 220_000, "USD", "year"),
        ("Stipendio: 30.000 € - 35.000 € lordi all'anno", 30_000, 35_000, "EUR", "year"),
        ("Retribuzione: tra 1.500 € e 2.000 € al mese", 1_500, 2_000, "EUR", "month"),
        ("Rémunération : entre 2 000 € et 2 400 € mensuels", 2_000, 2_400, "EUR", "month"),
        ("C$90,000 to C$110,000", 90_000, 110_000, "CAD", "year"),
    ],
)
def test_a_line_of_pay(text, minimum, maximum, currency, period):
    assert read_pay(text) == Pay(minimum, maximum, currency, period)


@pytest.mark.parametrize(
    "text",
    [
        "5-10 years", "20 hours a week", "2000 employees", "$5 billion", "€60,000 and a car", "€70,000–60,000",
        "$2,000", "$25.5055 an hour", "₹12,00,000", "60,000", "",
    ],
)  # fmt: skip
def test_what_is_no_pay_or_leaves_a_doubt_is_not_read(text):
    assert read_pay(text) is None


def test_in_a_sentence_only_where_it_speaks_of_pay():
    assert find_pay("The salary is $100,000 to $120,000 a year, plus a car.") == Pay(100_000, 120_000, "USD")
    assert find_pay("You look after budgets of $120k.") is None


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("The base salary range is $180,000 - $220,000 USD.", Pay(180_000, 220_000, "USD")),
        ("You have managed salary budgets of $180,000 a year.", None),
    ],
)
def test_among_requirements_only_a_sentence_of_its_own(line, pay):
    page = (
        f"Jobs at Foo\n\nBaker\nLocation: Bath\n\nWe bake.\n\nRequirements\nA big heart.\nA kiln.\n{line}\n"
    )
    opening = read_postings_page(page, "jobs.txt").openings[0]
    asked = [requirement.text for requirement in (*opening.requirements, *opening.suggestions)]
    assert opening.pay == pay
    assert (line in asked) == (pay is None)
    assert (line in opening.paragraphs) == (pay is not None)


def test_beside_other_facts():
    facts = read_fact_line("Berlin, Germany | Full-time | €60,000–70,000 a year")
    assert (facts.place, facts.employment_type) == ("Berlin, Germany", "full_time")
    assert facts.pay == Pay(60_000, 70_000, "EUR")
    assert read_fact_line("Leeds · £28,500 gross").place == "Leeds"
    assert read_fact_line("Budget · £28,500") is None
    assert read_fact_line("Hourly rate: $25").pay == Pay(25, 25, "USD", "hour")
    assert read_fact_line("Jahresgehalt: 55.000 bis 60.000 €").pay == Pay(55_000, 60_000, "EUR")


@pytest.mark.parametrize(
    ("given", "pay"),
    [
        (
            {
                "baseSalary": {
                    "currency": "EUR",
                    "value": {"minValue": 40000, "maxValue": 50000, "unitText": "YEAR"},
                }
            },
            Pay(40_000, 50_000, "EUR"),
        ),
        (
            {"baseSalary": {"currency": "GBP", "value": {"value": "12", "unitText": "HOUR"}}},
            Pay(12, 12, "GBP", "hour"),
        ),
        (
            {
                "baseSalary": {
                    "currency": "GBP",
                    "value": {"minValue": 12.1, "maxValue": "13.25", "unitText": "HOUR"},
                }
            },
            Pay(Decimal("12.10"), Decimal("13.25"), "GBP", "hour"),
        ),
        ({"salary": {"min": 12.345, "currency": "EUR"}}, None),
        ({"salary": {"min": float("nan"), "currency": "EUR"}}, None),
        (
            {"salaryRange": {"min": 90000, "max": 120000, "currency": "USD", "interval": "per-year-salary"}},
            Pay(90_000, 120_000, "USD"),
        ),
        ({"salary": "€60k to €70k"}, Pay(60_000, 70_000, "EUR")),
        ({"salary": {"min": 50000, "currency": "EUR"}}, Pay(50_000, None, "EUR")),
        ({"salary": {"min": 5, "max": 3, "currency": "EUR"}}, None),
        ({"salary": {"min": 5, "max": 7, "currency": "gold"}}, None),
        ({"salary": ["unlisted"]}, None),
    ],
)
def test_in_data(given, pay):
    assert read_facts(given).facts.pay == pay
