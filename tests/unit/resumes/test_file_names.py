"""Tests of the names that uploads come with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.resumes.file_names import safe_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../../etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\x.pdf", "x.pdf"),
        ("cv.pdf\0.exe", "cv.pdf.exe"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("c\u200bv\ufeff.pdf", "cv.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux"),
        (".htaccess", "htaccess"),
        (".pdf", "file.pdf"),
        ("..", "file"),
        ("", "file"),
        ("~", "file"),
        ("--help.pdf", "help.pdf"),
        ("cv.pdf. .", "cv.pdf"),
        ("cv.pdf::$DATA", "cv.pdf__$DATA"),
        ("line\nbreak.pdf", "line break.pdf"),
        ("Re\u0301sume\u0301.PDF", "R\u00e9sum\u00e9.PDF"),
        ("\u5c65\u6b74\u66f8.pdf", "\u5c65\u6b74\u66f8.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ("a" * 300 + ".docx", "a" * 115 + ".docx"),
        ("a." + "b" * 300, "a." + "b" * 118),
    ],
)
def test_name_is_made_fit_to_show(given_name, shown):
    assert safe_name(given_name) == shown


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_name_becomes_short_printable_and_stable(name):
    shown = safe_name(name)
    assert 0 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*\0\r\n\t')
    assert shown[0] not in ".- "
    assert shown[-1] not in ". "
    assert shown.encode("utf-8")
    assert safe_name(shown) == shown
