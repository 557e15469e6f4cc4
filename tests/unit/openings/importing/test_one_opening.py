"""One opening of a page, read from the lines that somebody says it has."""

from dataclasses import replace

import pytest

from ats.openings.importing import read_opening_lines, read_postings_page
from ats.openings.source_lines import readable_lines


@pytest.mark.parametrize("name", ["programs.txt", "dunes.txt", "bakery.md", "boards.md"])
def test_the_lines_of_an_opening_read_alone_say_what_they_say_within_their_page(posting_file, name):
    data = posting_file(name)
    lines = readable_lines(data, name)
    page = read_postings_page(data, name)
    for opening in page.openings:
        first, last = opening.source_lines
        alone = read_opening_lines([line for line in lines if first <= line[0] <= last])
        assert alone.source_lines[0] == first
        assert replace(alone, source_lines=opening.source_lines) == opening


def test_the_first_line_is_the_title_whatever_it_looks_like():
    for line in (
        "### Cook (Ghent)",
        "- Cook (Ghent)",
        "**Cook** (Ghent)",
        "Position: Cook (Ghent)",
        "Cook (Ghent)",
    ):
        opening = read_opening_lines([(3, line), (5, "You cook for forty.")])
        assert (opening.title, opening.place, opening.source_lines) == ("Cook", "Ghent", (3, 5)), line
        assert opening.paragraphs == ("You cook for forty.",)


def test_a_title_may_be_all():
    assert read_opening_lines([(3, "Cook")]).title == "Cook"
    with pytest.raises(ValueError, match="no lines"):
        read_opening_lines([])
