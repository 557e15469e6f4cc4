"""Tests of reading HTML and MHTML: blocks, rows, lists, links, what styles hide, and depth."""

import cProfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ats.resumes.readers.html import read_html, read_mhtml
from tests.unit.resumes.lines import check_sound, kinds, targets, texts


def read(body, style=""):
    page = f"<!DOCTYPE html><html><head><title>Not text</title><style>{style}</style></head><body>{body}</body></html>"
    return check_sound(read_html(page.encode()))


def test_blocks_headings_and_lists():
    result = read(
        "<h1>Noor <em>Example</em></h1><p>One<br>Two</p><ul><li>A<ul><li>B</li></ul></li></ul><dl><dt>2019</dt><dd>Acme</dd></dl>"
    )
    assert kinds(result) == [
        ("heading", 1, "Noor Example"),
        ("body", 0, "One"),
        ("body", 0, "Two"),
        ("list", 1, "A"),
        ("list", 2, "B"),
        ("body", 0, "2019"),
        ("body", 0, "Acme"),
    ]


def test_item_that_is_a_part_of_the_page_is_no_list_line():
    result = read("<ul><li><h3>Operator</h3><p>Acme</p><ul><li>Ran it</li></ul></li></ul>")
    assert kinds(result) == [("heading", 3, "Operator"), ("body", 0, "Acme"), ("list", 2, "Ran it")]


def test_rows_of_tables_and_flex_boxes_are_read_across():
    style = ".row{display:flex;justify-content:space-between} .col{display:flex;flex-direction:column}"
    body = (
        "<table><tr><td>2019</td><td>Operator</td></tr></table>"
        "<div class=row><b>Acme</b><span>2020</span></div><div class=col><span>One</span><span>Two</span></div>"
    )
    assert texts(read(body, style)) == ["2019\tOperator", "Acme\t2020", "One", "Two"]


def test_cards_are_read_one_after_the_other():
    card = "<div><h3>{0}</h3><p>{0} text</p></div>"
    style = ".grid{display:grid;grid-template-columns:1fr 1fr}"
    body = "<div class=grid>" + "".join(card.format(name) for name in ("A", "B", "C")) + "</div>"
    assert texts(read(body, style)) == ["A", "A text", "B", "B text", "C", "C text"]


def test_floating_date_shares_the_line():
    assert texts(read("<div><span style='float:right'>2019</span>Operator</div>")) == ["2019\tOperator"]


def test_links_keep_their_target():
    result = read(
        '<a href="mailto: n@example.com">Mail</a> <a href="/x">Local</a> <a href="https://example.com/in/n"><img src=a></a>'
    )
    assert targets(result) == [("Mail", "mailto:n@example.com"), ("", "https://example.com/in/n")]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("<p style='display:none'>secret</p>", "hidden"),
        ("<p hidden>secret</p>", "hidden"),
        ("<p class=a>secret</p>", "hidden"),
        ("<div id=b><p>secret</p></div>", "transparent"),
        ("<p style='color:#fff'>secret</p>", "white"),
        ("<p style='font-size:1px'>secret</p>", "tiny"),
        ("<p style='position:absolute;left:-9999px'>secret</p>", "off the page"),
        ("<p style='transform:translateX(-9999px)'>secret</p>", "off the page"),
        ("<p style='margin-left:-9999px'>secret</p>", "off the page"),
        ("<p style='margin:0 0 0 -9999px'>secret</p>", "off the page"),
        ("<p style='margin-left:-700px'>secret</p>", "off the page"),
        ("<p style='position:relative;left:1px;margin-left:-1000px'>secret</p>", "off the page"),
        ("<p style='float:left;margin-left:-9999px'>secret</p>", "off the page"),
        ("<p style='margin-inline-start:-9999px'>secret</p>", "off the page"),
        ("<p style='margin-block:-9999px 0'>secret</p>", "off the page"),
        ("<p style='position:absolute;inset:-9999px auto auto auto'>secret</p>", "off the page"),
        ("<span style='zoom:.01'>secret</span>", "small"),
        ("<p style='zoom:1%'>secret</p>", "small"),
        ("<div popover>secret</div>", "hidden"),
        ("<p style='position:fixed;bottom:-9999px'>secret</p>", "off the page"),
        ("<dialog>secret</dialog>", "hidden"),
        ("<details>secret</details>", "closed"),
        ("<p style='content-visibility:hidden'>secret</p>", "closed"),
        ("<p hidden=until-found style='display:block'>secret</p>", "closed"),
        ("<p style='clip-path:inset(100%)'>secret</p>", "clipped"),
        (
            "<p style='clip-path:inset(0 0 60% 0 / 50%)'><b style='clip-path:inset(50%)'>secret</b></p>",
            "clipped",
        ),
        ("<p style='clip-path:circle(0)'>secret</p>", "clipped"),
        ("<p style='clip-path:polygon(0 0, 0 0, 0 0)'>secret</p>", "clipped"),
        ("<p style='height:0;overflow:hidden'>secret</p>", "clipped"),
        ("<p style='max-height:0;overflow-y:hidden'>secret</p>", "clipped"),
        ("<span style='position:absolute;width:1px;overflow:hidden'>secret</span>", "clipped"),
        ("<div style='transform:rotate(2deg) scale(0)'><p>secret</p></div>", "small"),
        ("<p style='color:rgb(254,254,254)'>secret</p>", "white"),
        ("<p style='color:hsl(60, 100%, 99%)'>secret</p>", "white"),
        ("<p style='color:whitesmoke'>secret</p>", "white"),
        ("<p style='color:#0000'>secret</p>", "transparent"),
        ("<p style='opacity:.01'><b style='visibility:visible'>secret</b></p>", "transparent"),
        ("<p style='background:#123;color:#113'>secret</p>", "as its ground"),
        ("<p style='background:#fefefe;color:#fff'>secret</p>", "white"),
    ],
)
def test_hidden_text_is_set_apart(body, how):
    result = read(f"<p>Seen</p>{body}", "main .no, .a {visibility: hidden} #b{opacity:0}")
    assert texts(result) == ["Seen"]
    assert [(each.text, each.how) for each in result.hidden] == [("secret", how)]


def test_of_what_is_closed_the_summary_is_seen():
    inner = "<details open><summary>Deeper</summary><p>Within</p></details>"
    result = read(
        f"<details><summary>More</summary><p>About me</p>{inner}<summary>Not this</summary></details>"
    )
    assert texts(result) == ["More"]
    (hidden,) = result.hidden
    assert hidden.how == "closed"
    assert all(word in hidden.text for word in ("About me", "Deeper", "Within", "Not this"))


def test_what_is_opened_is_seen():
    result = read("<details open><summary>More</summary><p>About me</p></details><dialog open>Hello</dialog>")
    assert texts(result) == ["More", "About me", "Hello"]


def test_what_a_style_shows_of_what_is_closed_is_seen():
    body = "<details><summary>More</summary><p>About me</p></details><div popover style='display:block'>Hello</div>"
    style = "details::details-content{content-visibility:visible} ::details-content{opacity:1}"
    assert texts(read(body, style)) == ["More", "About me", "Hello"]
    assert texts(read(body, "::details-content{opacity:1}")) == ["More", "Hello"]


@pytest.mark.parametrize(
    ("main", "side"),
    [
        ("float:left;width:100%", "float:left;width:240px;margin-left:-100%"),
        ("float:left;width:800px", "float:left;width:240px;margin-left:-800px"),
        ("float:right;width:800px", "margin:0 0 0 -800px"),
        ("float:left;width:100%", "float:left;position:relative;left:-75%"),
        ("height:1100px", "margin-top:-1100px"),
        ("display:inline-block;width:100%", "display:inline-block;margin-left:-100%"),
        ("height:1100px", "position:absolute;left:100%;margin-left:-800px"),
        ("height:1100px", "position:absolute;right:0;margin-left:-800px"),
    ],
)
def test_a_column_pulled_back_beside_another_is_seen(main, side):
    result = read(f"<div style='{main}'><p>Job</p><p>School</p></div><div style='{side}'>Skills</div>")
    assert " ".join(texts(result)).split() == ["Job", "School", "Skills"]
    assert result.hidden == ()


def test_white_on_dark_is_seen():
    result = read("<div class=dark><p class=w>Noor</p></div>", ".dark{background:#123} .w{color:white}")
    assert texts(result) == ["Noor"]


@pytest.mark.parametrize(
    "style",
    [
        "color:#e8e8e8",
        "color:#ccc",
        "color:yellow",
        "background:linear-gradient(#123,#234);color:#fff",
        "background:rgba(0,0,0,.6);color:#fff",
        "position:absolute;left:50%;transform:translate(-50%,-50%)",
        "transform:scale(.8)",
        "clip-path:polygon(0 0, 100% 0, 100% 90%, 0 100%)",
        "clip-path:circle(50% at 0 0)",
        "clip-path:inset(0 round 4px)",
        "height:0",
        "height:0;padding-bottom:56%;overflow:hidden",
        "max-height:30px;overflow:hidden",
        "display:inline;width:0;overflow:hidden",
        "opacity:.4",
        "zoom:0",
        "zoom:1.2.3",
        "transform:translate(1.2.3%)",
        "margin-left:-20px",
        "margin:-5px auto 0 auto",
    ],
)
def test_what_a_reader_can_make_out_is_seen(style):
    result = read(f"<p style='{style}'>Noor</p>")
    assert texts(result) == ["Noor"]
    assert result.hidden == ()


def test_rules_for_print_and_small_screens_do_not_count():
    style = "@media print{p{display:none}} @media (max-width:600px){p{display:none}} @media (min-width:700px){b{display:none}} @font-face{src:x}"
    result = read("<p>Seen</p><b>Gone</b>", style)
    assert texts(result) == ["Seen"]
    assert [each.text for each in result.hidden] == ["Gone"]


def test_escaped_and_nested_selectors_apply():
    style = r".md\:bold{font-weight:700} ul > li.x{font-style:italic} .p .q{font-size:20px}"
    result = read(
        "<p class='md:bold'>A</p><ul><li class=x>B</li></ul><div class=p><div><p class=q>C</p></div></div>",
        style,
    )
    assert [(line.bold, line.italic, line.size) for line in result.lines] == [
        (True, False, 12.0),
        (False, True, 12.0),
        (False, False, 15.0),
    ]


def test_scripts_and_remote_content_are_flagged_and_not_read():
    result = read("<p>x</p><script>y()</script><img src=//127.0.0.1/a.png><iframe src=x>z</iframe>")
    assert texts(result) == ["x"]
    assert [flag.code for flag in result.flags] == ["active", "external"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "utf-16"])
def test_declared_encoding_counts(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Łódź – żółw</p></body></html>'
    assert texts(read_html(page.encode(encoding))) == ["Łódź – żółw"]


def test_archive_of_a_page_is_decoded():
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Caf=C3=A9</p>\r\n--x--"
    assert texts(check_sound(read_mhtml(head + part))) == ["Café"]
    assert read_mhtml(head).state == "unread"


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "ul><li", "b"])
def test_deep_nesting_is_survived(tag):
    result = read(f"<{tag}>" * 5000 + "deep")
    assert "deep" in result.text
    assert result.state == "partly"


@pytest.mark.parametrize(
    "seed", ["<p>a</p>", "<br>", "<td>", "<span class=a>b</span>", "a{", "<!--", "<ul><li>a</ul>", "&lt;"]
)
def test_work_grows_no_faster_than_the_square_of_the_length(seed):
    spent = []
    for times in (150, 600):
        counter = cProfile.Profile()
        counter.runcall(read, seed * times, ".a{color:red}" * times + seed.replace("<", "") * times)
        spent.append(sum(each.callcount for each in counter.getstats()))
    assert spent[1] < 17 * spent[0]


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "<li>",
                "<ul>",
                "</ul>",
                "<b style='",
                "display:flex",
                "'>",
                "x",
                " ",
                "&#0;",
                "&#55296;",
                "<a href=x:>",
                "<br>",
                "<!--",
                "-->",
                "<style>",
                "p{",
                "}",
                "</style>",
                "<input value=x>",
                "<select><option selected>y",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_tags_is_read(parts):
    read("".join(parts))


@given(st.binary(max_size=600))
def test_any_bytes_are_read(data):
    check_sound(read_html(b"<html>" + data))
    check_sound(read_mhtml(b"MIME-Version: 1.0\nContent-Type: text/html\n" + data))
