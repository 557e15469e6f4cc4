"""What all writers of office files need of a sheet: which lines stand above, and which sections at the side."""

from benchmarks.resumes.sheet import Section, Sheet


def head_lines(sheet: Sheet) -> list[str]:
    """The lines of the contact block, below the name."""
    lines = [value for _, value in sheet.contact]
    return [
        *lines,
        *(shown for shown, _ in sheet.links if shown not in ("LinkedIn", "GitHub")),
        *sheet.personal,
    ]


def label_links(sheet: Sheet) -> list[tuple[str, str]]:
    """Links of which only a word is shown, each with its address."""
    return [(shown, link) for shown, link in sheet.links if shown in ("LinkedIn", "GitHub")]


def shared(sheet: Sheet) -> tuple[list[Section], list[Section]]:
    """Sections for the side, and those for the main column."""
    side = [section for section in sheet.sections if section.key in ("skills", "languages", "interests")]
    return side, [section for section in sheet.sections if section not in side]
