"""Files of more text than anybody writes: what is within the limits is read, and four times as much costs four times."""

import time
from datetime import date

import pytest

from ats.resumes.profiles.making import make_profile
from ats.resumes.readers import css, read_text
from ats.resumes.readers import html as html_reader
from ats.resumes.readers import rtf as rtf_reader
from ats.resumes.readers.drafts import TEXT_CHARACTERS, TEXT_LINES

HEAD = "Orla Haddow\norla@example.com\n"


def codes(read):
    return [flag.code for flag in read.flags]


@pytest.mark.parametrize("rest", ["ab\n" * 3 * TEXT_LINES, "word " * TEXT_CHARACTERS])
def test_plain_text_is_read_up_to_the_limit(rest):
    read = read_text((HEAD + rest).encode(), "txt")
    assert (read.state, read.why) == ("partly", "holds more text than is read")
    assert read.text.startswith(HEAD)
    assert len(read.lines) <= TEXT_LINES
    assert len(read.text) > 50_000
    assert "long-text" in codes(read)
    profile = make_profile(read, received_on=date(2026, 11, 23))
    assert profile.resume["basics"]["name"] == "Orla Haddow"


def test_profile_says_that_it_is_of_the_beginning():
    read = read_text((HEAD + "ab\n" * 6000).encode(), "txt")
    profile = make_profile(read, received_on=date(2026, 11, 23))
    assert read.state == "read"
    assert "long-profile" in [flag.code for flag in profile.flags]


def test_rtf_of_too_many_words_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(rtf_reader, "_TOKENS", 1000)
    read = read_text(rb"{\rtf1 Orla Haddow\par " + rb"{\b word\par}" * 1000 + b"}", "rtf")
    assert (read.state, read.why) == ("partly", "holds more text than is read")
    assert read.lines[0].text == "Orla Haddow"


def test_page_of_too_many_elements_is_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(html_reader, "_ELEMENTS", 1000)
    read = read_text(b"<html><body><p>Orla Haddow</p>" + b"<p>word</p>" * 2000 + b"</body></html>", "html")
    assert (read.state, read.why) == ("partly", "holds more text than is read")
    assert read.lines[0].text == "Orla Haddow"
    assert len(read.lines) == 1000


def test_style_rules_beyond_what_is_followed_are_flagged(monkeypatch):
    monkeypatch.setattr(css, "_MOST_TRIES", 10_000)
    rules = "".join(f"p.c{number} b{{color:red}}" for number in range(150))
    page = f"<html><head><style>{rules}</style></head><body>{'<p><b>x</b></p>' * 150}</body></html>"
    read = read_text(page.encode(), "html")
    assert len(read.lines) == 150
    assert "many-styles" in codes(read)


def rtf(middle):
    return "rtf", b"{\\rtf1 x" + middle + b"}"


def page(middle):
    return "html", b"<html><body>" + middle + b"</body></html>"


@pytest.mark.parametrize(
    "make",
    [
        lambda times: rtf(b"{\\field" + b"{\\fldinst HYPERLINK http://a.example/}" * times + b"}"),
        lambda times: rtf(b"{\\shptxt a\\par " * times + b"}" * times),
        lambda times: rtf(b"{\\v hidden }" * times),
        lambda times: rtf(b'{\\field{\\*\\fldinst HYPERLINK "http://a.example/"}{\\fldrslt }}' * times),
        lambda times: page(b"<span style='display:inline-block'></span>" * times),
        lambda times: page(b"<p><a href='https://a.example/'></a></p>" * times),
        lambda times: ("txt", b"word" * 20 * times),
    ],
    ids=["instructions", "boxes", "hidden", "links", "blocks", "anchors", "one word"],
)
def test_work_grows_with_the_file(make):
    def cost(times):
        kind, data = make(times)
        begun = time.process_time()
        read_text(data, kind)
        return time.process_time() - begun

    small = min(cost(2000) for _ in range(3))
    # Twelve times leaves room for a busy machine; what grew with the square took twenty to thirty. One look that is
    # within it is enough.
    assert any(cost(8000) < 12 * max(small, 0.02) for _ in range(3))
