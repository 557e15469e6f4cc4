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
    Theme("portrait", 0, "title-date", lead="icons", options=frozenset({"personal", "photo"}),
          css=SANS + "header{display:flex;justify-content:space-between}h2{font-size:12pt;border-left:5px solid #484;"
          "padding-left:6px}"),
    Theme("rail-right", 1, "dates-beside-employer", "right", lead="icons",
          css=SERIF + "aside{border-left:2px solid #a33;padding-left:4mm}h2{font-size:12pt;color:#a33}"),
    Theme("ruler", 1, "date-margin-employer", options=frozenset({"personal"}),
          css=SANS + "h2{border-top:2px solid #000;padding-top:3px;font-size:11pt}"),
    Theme("date-first", 1, "date-above", options=frozenset({"headline"}),
          css=SERIF + ".date{color:#666;font-size:9pt}h2{font-size:15pt;font-weight:400}"),
    Theme("dashes", 1, "employer-dash", options=frozenset({"education-first", "label-links"}),
          css=SANS + "header{display:flex;justify-content:space-between}"
          "h2{background:#dde;padding:2px 6px;font-size:11pt}"),
    Theme("timeline", 1, "date-one-margin", lead="icons",
          css=SANS + "main{border-left:3px solid #69c;padding-left:5mm}h2{font-size:12pt;color:#69c}"),
    Theme("centred", 1, "title-at", lead="labels",
          css=SERIF + "header,h2{text-align:center}h2{text-transform:uppercase;letter-spacing:.2em;font-size:10pt}"),
    Theme("side-headings", 1, "brackets-first", options=frozenset({"headline"}),
          css=SANS + "section{display:grid;grid-template-columns:32mm 1fr;column-gap:6mm}section>*{grid-column:2}"
          "section>h2{grid-column:1;grid-row:1/99;font-size:11pt;margin:0}"),
    Theme("passport", 1, "employer-title-then-date", "left", options=frozenset({"personal", "photo", "headline"}),
          css=SERIF + "aside{background:#223;color:#fff;padding:4mm}h2{font-size:13pt;font-weight:400}"
          "h1{font-size:22pt;font-weight:400}"),
    Theme("docx-date-table", 0, "date-margin", "tables", "docx"),
    Theme("docx-page-header", 0, "title-date", "header", "docx", options=frozenset({"headline"})),
    Theme("docx-two-columns", 0, "date-below", "columns", "docx"),
    Theme("docx-tabs", 1, "dates-beside-employer", "tabs", "docx", options=frozenset({"label-links"})),
    Theme("docx-text-box", 1, "title-at", "box", "docx", options=frozenset({"personal"})),
    Theme("docx-side-table", 1, "date-above", "side", "docx"),
    Theme("odt-tables", 0, "date-margin", "tables", "odt", options=frozenset({"personal"})),
    Theme("odt-tabs", 1, "dates-beside-employer", "tabs", "odt", options=frozenset({"education-first"})),
    Theme("rtf-tabs", 0, "employer-date", "tabs", "rtf"),
    Theme("rtf-tables", 1, "date-margin-employer", "tables", "rtf", options=frozenset({"headline"})),
    Theme("drawn-single", 0, "bars", "single", "drawn", options=frozenset({"headline"})),
    Theme("drawn-columns", 1, "employer-dash", "columns", "drawn"),
)  # fmt: skip
