"""A page as numbered lines for the eyes."""

import pytest

from ats.openings.importing import UnreadablePage, read_postings_page
from ats.openings.source_lines import readable_lines


def test_text_keeps_its_lines_and_numbers():
    assert readable_lines("Jobs\n\n  - one \r\nTwo") == [(1, "Jobs"), (3, "  - one"), (4, "Two")]


def test_html_shows_words_alone_under_the_same_numbers():
    head = "<html><head>\n<script>let a = '<p>';\n</script></head>\n"
    page = head + "<body><ul\nclass='x'><li>Dough<li>Br<b>ea</b>d &amp; rolls</ul>\n</body>"
    assert readable_lines(page, "jobs.html") == [(5, "Dough Bread & rolls")]


_ONE = "<h2>{}</h2><p>Place: <b>Bath</b><br>You bake.</p><ul><li>Flour<li>Water</ul><!-- {} -->"
_TITLES = ("Baker", "Cook", "Waiter", "Porter")


def test_a_page_on_one_line_has_lines_where_its_elements_begin():
    page = "<html><head><title>Jobs</title></head><body>" + "".join(
        _ONE.format(title, title) for title in _TITLES
    )
    lines = readable_lines(page)
    assert lines[:6] == [
        (1, "Jobs"),
        (2, "Baker"),
        (3, "Place: Bath"),
        (4, "You bake."),
        (5, "Flour"),
        (6, "Water"),
    ]
    assert [number for number, _ in lines] == list(range(1, 22))
    openings = read_postings_page(page).openings
    assert [each.source_lines for each in openings] == [(2, 6), (7, 11), (12, 16), (17, 21)]


def test_a_line_that_a_page_writes_itself_stays_one():
    row = "<tr><td>{}</td><td>Bath</td><td>Full-time</td><td>40 hours</td></tr>"
    page = "<table>\n" + "\n".join(row.format(title) for title in _TITLES) + "\n</table>"
    assert readable_lines(page)[0] == (2, "Baker Bath Full-time 40 hours")


def test_what_is_no_page_is_refused():
    with pytest.raises(UnreadablePage):
        readable_lines(b"%PDF-1.7")
