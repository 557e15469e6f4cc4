"""Bullets that a PDF draws: lines of lists, told from the signs of a line of time and of levels."""

from datetime import date
from time import process_time

from plain_pdfs import line, pdf

from ats.resumes.profiles.making import make_profile
from ats.resumes.readers.pdf import read_pdf
from ats.resumes.readers.pdf_bullets import Bullets
from ats.resumes.text import Box, Line


def _dot(x: float, y: float, size: float = 3) -> bytes:
    return b"%g %g %g %g re f\n" % (x, y, size, size)


def _page(*texts: tuple[str, int], dots: bytes = b"", top: int = 780) -> bytes:
    drawn = b"".join(line(text, x, top - 16 * at) for at, (text, x) in enumerate(texts))
    return pdf(drawn + dots)


def _kinds(data: bytes) -> list[str]:
    return [each.kind for each in read_pdf(data).lines]


def test_lines_with_a_drawn_bullet_are_items_and_those_below_go_on_with_them():
    texts = (
        ("Anna Probe", 60), ("anna@example.com", 60), ("Experience", 60), ("2019 - 2021", 60),
        ("Baker, Sample Bakery", 60), ("Baked four hundred loaves of bread", 90), ("A day in two ovens", 90),
        ("Taught others", 90),
    )  # fmt: skip
    data = _page(*texts, dots=_dot(78, 780 - 16 * 5 + 3) + _dot(78, 780 - 16 * 7 + 3))
    assert _kinds(data) == ["body"] * 5 + ["list", "body", "list"]
    (work,) = make_profile(read_pdf(data), received_on=date(2026, 11, 23)).resume["work"]
    assert work["highlights"] == [
        "Baked four hundred loaves of bread A day in two ovens",
        "Taught others",
    ]
    assert "summary" not in work


def test_a_hollow_sign_is_a_bullet_as_well():
    texts = (("2019 - 2021", 60), ("Baked bread", 90), ("Taught others", 90))
    dots = b"0 0 0 RG 78 751 3 3 re S 78 767 3 3 re S\n"
    assert _kinds(_page(*texts, dots=dots)) == ["body", "list", "list"]


def _entry(texts: list[tuple[str, int]], signed: str, *, top: int = 780) -> bytes:
    """Draw lines, each with a sign 12 points before it where ``signed`` has an ``x`` at its place."""
    dots = b"".join(
        _dot(texts[at][1] - 12, top - 16 * at + 3) for at, sign in enumerate(signed) if sign == "x"
    )
    return _page(*texts, dots=dots, top=top)


def _works(data: bytes) -> list[tuple[str, str]]:
    resume = make_profile(read_pdf(data), received_on=date(2026, 11, 23)).resume
    return [(each["name"], each["position"]) for each in resume.get("work", [])]


_HEAD = [("Jane Miller", 60), ("jane.miller@example.com", 60), ("Experience", 60)]
_JOBS = [("Senior Accountant", "Acme Ltd, London", "03/2018 - present"),
         ("Accountant", "Globex GmbH, Berlin", "01/2014 - 02/2018"),
         ("Trainee", "Initech, Leeds", "2011 - 2013")]  # fmt: skip
_FOUND = [("Acme Ltd", "Senior Accountant"), ("Globex GmbH", "Accountant"), ("Initech", "Trainee")]


def test_a_line_of_time_before_plain_titles_keeps_the_positions():
    texts = _HEAD + [(text, 80) for job in _JOBS for text in (*job, "Did many things for the company")]
    data = _entry(texts, "   " + "x   " * 3)
    assert "list" not in _kinds(data)
    assert _works(data) == _FOUND


def test_signs_that_stand_before_heads_and_items_alike_are_no_bullets():
    points = ("Closed the books of them all", "Wrote the letters of the firm")
    texts = _HEAD + [(text, 80) for job in _JOBS for text in (*job, *points)]
    data = _entry(texts, "   " + "xx xx" * 3)
    assert "list" not in _kinds(data)
    assert _works(data) == _FOUND


def test_a_title_whose_employer_and_date_stand_out_from_it_is_no_item():
    points = ["Closed the books", "Wrote all of the letters that the firm sends in a year"]
    texts = list(_HEAD)
    for title, employer, period in _JOBS:
        texts += [(title, 72), (employer, 60), (period, 60), *((point, 90) for point in points)]
    data = _entry(texts, "   " + "x  xx" * 3)
    assert [line.text for line in read_pdf(data).lines if line.kind == "list"] == points * 3
    assert _works(data) == _FOUND


def test_signs_before_degrees_leave_them_to_their_schools():
    texts = [*_HEAD, ("Accountant, Acme Ltd, 2018 - 2021", 60), ("Education", 60)]
    for degree, school in (("BA Economics", "University of Leeds"), ("MA Economics", "University of Bath")):
        texts += [(degree, 80), (school + ", 2007 - 2010", 80)]
    data = _entry(texts, "     " + "x " * 2)
    assert "list" not in _kinds(data)
    resume = make_profile(read_pdf(data), received_on=date(2026, 11, 23)).resume
    assert [each["studyType"] for each in resume["education"]] == ["BA", "MA"]


def test_a_single_item_at_the_top_of_a_page_has_the_sign_of_the_page_before():
    bullets = Bullets()
    first = _lines(("2019 - 2021", 60), ("Baked bread", 90), ("Ground flour", 90))
    second = _lines(("Sold cakes", 90), ("Education", 60))
    marked = bullets.mark(first, [_sign(1), _sign(2)])
    assert [line.kind for line in marked] == ["body", "list", "list"]
    assert [line.kind for line in bullets.mark(second, [_sign(0)])] == ["list", "body"]
    assert [line.kind for line in Bullets().mark(second, [_sign(0)])] == ["body", "body"]


def _lines(*texts: tuple[str, int]) -> list[Line]:
    return [
        Line(text, 20 * at, 1, (x, 100 + 16 * at, x + 100, 110 + 16 * at), size=10)
        for at, (text, x) in enumerate(texts)
    ]


def _sign(at: int) -> Box:
    return 78, 103 + 16 * at, 81, 106 + 16 * at


def test_thousands_of_signs_in_a_row_are_no_work():
    lines = _lines(*[("Baked bread", 90)] * 80)
    row = [(30.0 * at, 103.0, 30.0 * at + 3, 106.0) for at in range(20_000)]
    start = process_time()
    Bullets().mark(lines, row)
    assert process_time() - start < 1.5


def test_signs_before_periods_belong_to_a_line_of_time():
    texts = (("Baker 2019 - 2021", 90), ("Baked bread", 90), ("Miller 2015 - 2018", 90), ("Ground flour", 90))
    assert "list" not in _kinds(_page(*texts, dots=_dot(78, 783) + _dot(78, 783 - 32)))


def test_signs_side_by_side_and_a_single_one_are_no_bullets():
    row = b"".join(_dot(60 + 8 * at, 783) + _dot(60 + 8 * at, 767) for at in range(3))
    texts = (("Python", 90), ("SQL", 90))
    assert _kinds(_page(("2019 - 2021", 60), *texts, dots=row, top=796)) == ["body"] * 3
    assert _kinds(_page(("2019 - 2021", 60), *texts, dots=_dot(78, 783), top=796)) == ["body"] * 3


def test_shapes_that_are_too_large_or_too_far_are_no_bullets():
    for size, x in ((9, 75), (3, 30)):
        dots = _dot(x, 781, size) + _dot(x, 765, size)
        texts = (("2019 - 2021", 60), ("Baked bread", 90), ("Taught others", 90))
        assert _kinds(_page(*texts, dots=dots, top=796)) == ["body"] * 3
