"""Markdown as safe HTML."""

from ats.platform.markup import markdown_to_html, plain_text

TABLE = "| Shift | Hours |\n|:--|--:|\n| Early | <b>6</b> to 14 |\n"


def test_tables_are_tables_and_their_cells_are_escaped():
    html = str(markdown_to_html(TABLE))
    assert html.count("<tr>") == 2
    assert html.count("<th>") == html.count("<td>") == 2
    assert "<td>&lt;b&gt;6&lt;/b&gt; to 14</td>" in html
    assert "style" not in html


def test_words_of_a_table_are_told_apart():
    assert plain_text(TABLE) == "Shift Hours Early <b>6</b> to 14"
