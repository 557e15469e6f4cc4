"""HTML nested too deep: flattened before anything looks at it, and nothing of its words lost."""

import re

import pytest

from ats.inbox.mime.html_text import words_of_html
from ats.platform import mail_html
from ats.platform.html_depth import MOST_DEEP, flatten
from ats.platform.mail_html import mail_page

DEEP = {
    "blocks": "<div>x" * 5000,
    "ends that end nothing": "<span><div>x</span>" * 5000,
    "formatting": "".join(f"<b id={number}>x<p></b>" for number in range(5000)),
    "tables": "<table><tr>x<td>" * 5000,
    "lists": "<ul><li>x" * 5000,
    "links": "<a href=/y>x<p>" * 5000,
}


def depths(page: str) -> tuple[int, int]:
    """Return how deep a page goes, and how deep it ends; start and end tags must match."""
    open_tags, deepest = [], 0
    for end, name in re.findall(r"<(/?)(\w+)", page):
        if end:
            assert open_tags.pop() == name
        elif name != "br":
            open_tags.append(name)
        deepest = max(deepest, len(open_tags))
    return deepest, len(open_tags)


@pytest.mark.parametrize("page", DEEP.values(), ids=DEEP)
def test_no_page_is_deep_and_all_words_stay(page):
    flat = flatten(page)
    assert depths(flat)[0] <= MOST_DEEP
    assert depths(flat)[1] == 0
    assert flat.count("x") == 5000
    assert words_of_html(page).count("x") == 5000


@pytest.mark.parametrize("page", ["<!--" * 9000, "<a " * 9000, '<a b="' * 9000, "</" * 9000, "<![" * 9000])
def test_what_never_ends_takes_the_rest(page):
    assert words_of_html(f"<p>Kept{'<br>' * 200}{page}") == "Kept"


def test_words_in_a_table_outside_of_its_cells_get_one_cell():
    """Browsers put each piece before the table, one after the other, which takes the square of their number."""
    flat = flatten("<table>" + "<br>x" * 5000)
    assert flat.startswith("<table><tr><td><br>x<br>x")
    assert flat.count("<td>") == 1


def test_an_ordinary_page_says_the_same():
    rows = "".join(
        f'<tr><td class=a>Row {number} &amp; <b>bold</b><td>two<tr><td colspan=2>"wide"'
        for number in range(60)
    )
    page = (
        f"<html><head><title>No</title><style>p > b {{ }}</style></head><body><!-- <p>no --><p>One<p>Two"
        f"<table>{rows}</table><script>document.write('<div>no</div>')</script><p>1 < 2 &lt;i&gt;</p></body></html>"
    )
    words = words_of_html(page).split("\n")
    assert [each for each in words if each][:5] == [
        "One",
        "Two",
        "Row 0 & boldtwo",
        '"wide"',
        "Row 1 & boldtwo",
    ]
    assert words[-1] == "1 < 2 <i>"
    assert not any("no" in each.lower().split() for each in words)


def test_blocks_around_nothing_are_looked_at_once(monkeypatch):
    """A run of blocks is one match, whether or not it wraps what is quoted."""
    seen = []
    whole = mail_html._unwrapped
    monkeypatch.setattr(mail_html, "_unwrapped", lambda match: seen.append(match[0]) or whole(match))
    mail_page("<div>" * 90 + '<div style="border:none;border-top:solid">x')
    mail_page(" <div> " * 5000 + "x")
    assert len(seen) == 2
