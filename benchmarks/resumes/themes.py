"""The looks of the two families of documents; no look and no arrangement of columns is in both."""

from benchmarks.resumes.writers.web import Theme

SERIF = "body{font-family:'Liberation Serif','DejaVu Serif',serif}"
SANS = "body{font-family:'Liberation Sans','DejaVu Sans',sans-serif}"
ONE_LINE = "header .contact{display:flex;gap:14px;flex-wrap:wrap}"

THEMES = (
    Theme("banner", 0, "title-date", lead="icons", options=frozenset({"headline"}),
          css=SANS + ONE_LINE + "header{background:#234;color:#fff;padding:8mm}h2{color:#234;font-size:13pt}"),
    Theme("article", 0, "date-margin", options=frozenset({"education-first"}),
          css=SERIF + "header{text-align:center}h2{font-variant:small-caps;border-bottom:1px solid;font-size:13pt}"),
    Theme("rail-left", 0, "employer-date", "left", css=SANS + "aside{background:#eee;padding:4mm}h2{font-size:12pt}"),
    Theme("quiet", 0, "date-below", css=SANS + "h1{font-weight:300}h2{font-size:11pt;font-weight:400;color:#888}"),
    Theme("letter", 0, "one-line", lead="labels", options=frozenset({"personal"}),
          css=SERIF + "h2{font-size:12pt;text-decoration:underline}"),
    Theme("wide-capitals", 0, "title-date", options=frozenset({"label-links"}),
          css=SANS + ONE_LINE + "h2{letter-spacing:.35em;text-transform:uppercase;font-size:10pt}"),
    Theme("boxed", 0, "bars", css=SANS + "section{border:1px solid #999;padding:3mm}h2{margin:0 0 4px;font-size:12pt}"),
    Theme("rail-right", 1, "title-date", "right", lead="icons", css=SERIF + "aside{border-left:2px solid #a33;"
          "padding-left:4mm}h2{font-size:12pt;color:#a33}"),
    Theme("ruler", 1, "date-margin-employer", options=frozenset({"personal"}),
          css=SANS + "h2{border-top:2px solid #000;padding-top:3px;font-size:11pt}"),
    Theme("date-first", 1, "date-above", options=frozenset({"headline"}),
          css=SERIF + ".date{color:#666;font-size:9pt}h2{font-size:15pt;font-weight:400}"),
    Theme("dashes", 1, "employer-dash", options=frozenset({"education-first", "label-links"}),
          css=SANS + "header{display:flex;justify-content:space-between}"
          "h2{background:#dde;padding:2px 6px;font-size:11pt}"),
    Theme("timeline", 1, "date-one-margin", lead="icons",
          css=SANS + "main{border-left:3px solid #69c;padding-left:5mm}h2{font-size:12pt;color:#69c}"),
    Theme("centred", 1, "employer-date", lead="labels",
          css=SERIF + "header,h2{text-align:center}h2{text-transform:uppercase;letter-spacing:.2em;font-size:10pt}"),
    Theme("side-headings", 1, "title-date", options=frozenset({"headline"}),
          css=SANS + "section{display:grid;grid-template-columns:32mm 1fr;column-gap:6mm}section>*{grid-column:2}"
          "section>h2{grid-column:1;grid-row:1/99;font-size:11pt;margin:0}"),
)  # fmt: skip
