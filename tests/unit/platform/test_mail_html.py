"""HTML that came by mail: harmless, its own pictures shown, others counted, what is quoted folded."""

import pytest

from ats.platform.mail_html import mail_page

FOLD = '<details class="quoted"><summary>Quoted text</summary>'


def own(content_id: str) -> str:
    return f"/pictures/{content_id}"


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" data:text/html,<script>1</script>">x</a>',
        '<img src="x" onerror="alert(1)">',
        '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<form action="https://evil.example.net"><input name="password"><button>Go</button></form>',
        '<style>@import "https://evil.example.net/x.css";</style>',
        '<p style="background:url(https://evil.example.net/x)">x</p>',
        '<meta http-equiv="refresh" content="0;url=https://evil.example.net">',
        '<base href="https://evil.example.net"><object data="x"></object><embed src="x">',
        '<img alt="&quot;><script>alert(1)</script>" src="cid:&quot;><script>alert(1)</script>">',
        "<img src='cid:x' alt='\" onload=\"alert(1)'>",
    ],
)
def test_nothing_of_it_runs_or_loads(page):
    body = mail_page(page, own).body
    tags = {each.split(">")[0].split()[0] for each in body.split("<")[1:] if each}
    assert tags <= {"p", "/p", "a", "/a", "img", "table", "/table", "tbody", "/tbody", "div", "/div"}
    for part in ("alert(1)", "evil.example.net", "javascript:", "style="):
        quoted = body.replace("&lt;script&gt;alert(1)&lt;/script&gt;", "").replace(
            "onload=&quot;alert(1)", ""
        )
        assert part not in quoted


def test_pictures_from_elsewhere_are_counted_and_those_of_the_mail_shown():
    shown = mail_page(
        '<img src="https://spy.example.net/1.gif"><img src="//spy.example.net/2" alt="Logo">'
        '<img src="cid:Map@x" alt="The map"><img src="/dashboard/sign-out"><img src="data:image/svg+xml;base64,AA">',
        own,
    )
    assert shown.blocked == 2
    assert shown.body == '[Logo]<img src="/pictures/Map@x" alt="The map" loading="lazy">'
    assert mail_page('<img src="cid:x" alt="Map">').body == "[Map]"


@pytest.mark.parametrize(
    ("page", "folded"),
    [
        ("<p>New</p><blockquote>Old</blockquote>", f"{FOLD}<blockquote>Old</blockquote></details>"),
        (
            '<div>New</div><div class="gmail_quote"><div>On Monday:</div><blockquote>Old</blockquote></div>',
            f"{FOLD}<div><div>On Monday:</div><blockquote>Old</blockquote></div></details>",
        ),
        (
            '<div>New</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: x</div><p>Old</p>',
            f"{FOLD}<div></div><hr><div>From: x</div><p>Old</p></details>",
        ),
        (
            '<div class="WordSection1"><p>New</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt">'
            "<p>From: x</p></div></div><p>Old</p></div>",
            f"{FOLD}<div><div><p>From: x</p></div></div><p>Old</p></details></div>",
        ),
    ],
)
def test_what_is_quoted_is_folded_however_it_is_marked(page, folded):
    body = mail_page(page).body
    assert body.endswith(folded)
    assert "New" in body.partition("<details")[0]


def test_a_mail_of_nothing_but_a_quotation_is_open():
    assert mail_page("<blockquote>Old</blockquote>").body.startswith('<details class="quoted" open>')


def test_every_word_stays_and_tags_are_balanced():
    page = "<h1>Title</h1><center>a<table><tr><td>b<td>c</table></center><blockquote>d<p>e</blockquote>f &amp; g &lt;h&gt;"
    body = mail_page(page).body
    assert [
        word for word in ("Title", "a", "b", "c", "d", "e", "f &amp; g &lt;h&gt;") if word not in body
    ] == []
    assert "<h1" not in body
    assert body.count("<div>") == body.count("</div>") == 1


def test_deep_and_broken_html_ends():
    mail_page("<blockquote>" * 5_000 + "x")
    assert "x" in mail_page("<div><p>x</div></p></b></details></details>").body
