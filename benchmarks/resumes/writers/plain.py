"""Sheets as plain text and as Markdown."""

from benchmarks.resumes.sheet import Row, Sheet


def write_text(sheet: Sheet, *, markdown: bool = False) -> str:
    """The sheet as lines of text, with capitals or Markdown marks for headings."""
    person = sheet.person
    lines = [
        f"# {person.name}" if markdown else person.name,
        *([sheet.headline] if sheet.headline else []),
        "",
    ]
    lines += [value for _, value in sheet.contact]
    lines += [link.removeprefix("https://") for _, link in sheet.links]
    for section in sheet.sections:
        lines += ["", f"## {section.heading}" if markdown else section.heading.upper(), ""]
        lines += [_row(row, markdown) for row in section.rows]
    return "\n".join(lines) + "\n"


def _row(row: Row, markdown: bool) -> str:
    texts = [f"**{cell.text}**" if markdown and cell.part == "strong" else cell.text for cell in row.cells]
    if row.kind == "bullet":
        return f"- {texts[0]}"
    if row.kind == "split":
        return f"{texts[0]:<50}  {''.join(texts[1:])}" if not markdown else f"{texts[0]} — {texts[1]}  "
    if row.kind == "margin":
        return f"{texts[0]:<26}{''.join(texts[1:])}"
    return "".join(texts) + ("  " if markdown else "")
