"""A page as numbered lines for the eyes."""

import pytest

from ats.openings.importing import UnreadablePage
from ats.openings.source_lines import readable_lines


def test_text_keeps_its_lines_and_numbers():
    assert readable_lines("Jobs\n\n  - one \r\nTwo") == [(1, "Jobs"), (3, "  - one"), (4, "Two")]


def test_html_shows_words_alone_under_the_same_numbers():
    head = "<html><head>\n<script>let a = '<p>';\n</script></head>\n"
    page = head + "<body><ul\nclass='x'><li>Dough<li>Br<b>ea</b>d &amp; rolls</ul>\n</body>"
    assert readable_lines(page, "jobs.html") == [(5, "Dough Bread & rolls")]


def test_what_is_no_page_is_refused():
    with pytest.raises(UnreadablePage):
        readable_lines(b"%PDF-1.7")
