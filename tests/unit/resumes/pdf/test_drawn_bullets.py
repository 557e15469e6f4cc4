"""Bullets that a PDF draws: lines of lists, told from the signs of a line of time and of levels."""

from datetime import date

from plain_pdfs import line, pdf

from ats.resumes.profiles import make_profile
from ats.resumes.readers.pdf import read_pdf


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
        ("Taught the apprentices", 90),
    )  # fmt: skip
    data = _page(*texts, dots=_dot(78, 780 - 16 * 5 + 3) + _dot(78, 780 - 16 * 7 + 3))
    assert _kinds(data) == ["body"] * 5 + ["list", "body", "list"]
    (work,) = make_profile(read_pdf(data), received_on=date(2026, 11, 23)).resume["work"]
    assert work["highlights"] == [
        "Baked four hundred loaves of bread A day in two ovens",
        "Taught the apprentices",
    ]
    assert "summary" not in work


def test_a_hollow_sign_is_a_bullet_as_well():
    dots = b"0 0 0 RG 78 767 3 3 re S 78 783 3 3 re S\n"
    assert _kinds(_page(("Baked bread", 90), ("Taught others", 90), dots=dots)) == ["list", "list"]


def test_signs_before_periods_belong_to_a_line_of_time():
    texts = (("Baker 2019 - 2021", 90), ("Baked bread", 90), ("Miller 2015 - 2018", 90), ("Ground flour", 90))
    assert "list" not in _kinds(_page(*texts, dots=_dot(78, 783) + _dot(78, 783 - 32)))


def test_signs_side_by_side_and_a_single_one_are_no_bullets():
    row = b"".join(_dot(60 + 8 * at, 783) + _dot(60 + 8 * at, 767) for at in range(3))
    assert _kinds(_page(("Python", 90), ("SQL", 90), dots=row)) == ["body", "body"]
    assert _kinds(_page(("Python", 90), ("SQL", 90), dots=_dot(78, 783))) == ["body", "body"]


def test_shapes_that_are_too_large_or_too_far_are_no_bullets():
    for size, x in ((9, 75), (3, 30)):
        dots = _dot(x, 781, size) + _dot(x, 765, size)
        assert _kinds(_page(("Baked bread", 90), ("Taught others", 90), dots=dots)) == ["body", "body"]
