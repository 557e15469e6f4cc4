"""Pages of openings that are drawn at random and written in the ways in which companies write theirs."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

_ROLES = {
    "en": ["Engineer", "Technician", "Designer", "Gardener", "Analyst", "Nurse", "Translator", "Librarian"],
    "de": [
        "Entwickler",
        "Techniker",
        "Gestalter",
        "Gärtner",
        "Sachbearbeiter",
        "Pfleger",
        "Berater",
        "Lehrer",
    ],
    "fr": [
        "Ingénieur",
        "Technicien",
        "Rédacteur",
        "Cuisinier",
        "Comptable",
        "Infirmier",
        "Vendeur",
        "Conseiller",
    ],
}
_FIELDS = [
    "Kelp",
    "Amber",
    "Slate",
    "Heather",
    "Copper",
    "Willow",
    "Granite",
    "Tallow",
    "Birch",
    "Saffron",
    "Thistle",
    "Cobalt",
]
_PROGRAMS = {
    "en": ["Engineering", "Research", "Workshop", "Gardens", "Logistics", "Observatory"],
    "de": ["Abteilung Forschung", "Werkstatt", "Vertrieb", "Gärtnerei", "Verwaltung", "Sternwarte"],
    "fr": ["Pôle Recherche", "Atelier", "Vente", "Jardins", "Administration", "Observatoire"],
}
_PAGE_TITLES = {
    "en": "Jobs at Tidewater",
    "de": "Stellen bei Tidewater",
    "fr": "Offres d'emploi chez Tidewater",
}
_LABELS = {
    "en": ("What you will do", "Must have", "Nice to have"),
    "de": ("Ihre Aufgaben", "Ihr Profil", "Von Vorteil"),
    "fr": ("Vos missions", "Votre profil", "Un plus"),
}
_NOUNS = [
    "harbour",
    "lantern",
    "orchard",
    "furnace",
    "glacier",
    "meadow",
    "cellar",
    "beacon",
    "quarry",
    "rooftop",
    "archive",
    "paddock",
    "loom",
    "kettle",
    "bridge",
    "workshop",
    "railway",
    "lighthouse",
    "vineyard",
    "observatory",
]
_VERBS = ["polish", "measure", "repair", "sketch", "gather", "carry", "compare", "balance", "water", "paint"]
_BULLETS = ("- ", "* ", "• ", "– ", "· ", "•\u00a0", "•\t", "-  ")
STYLES = (
    "bare",
    "capitals",
    "underlined",
    "numbered",
    "named",
    "levels",
    "bold",
    "rules",
    "nested",
    "table of contents",
)
# Styles in which a page has no programs, or in which a number or a rule stands for them.
_WITHOUT_PROGRAMS = ("numbered", "named", "rules")
_MARKDOWN = ("levels", "bold", "rules", "nested")


@dataclass(frozen=True)
class DrawnOpening:
    title: str
    text: str
    duties: tuple[str, ...]
    required: tuple[str, ...]
    preferred: tuple[str, ...]


@dataclass(frozen=True)
class DrawnProgram:
    title: str
    introduction: str
    openings: tuple[DrawnOpening, ...]


@dataclass(frozen=True)
class DrawnPage:
    language: str
    style: str
    bullet: str
    title: str
    introduction: str
    programs: tuple[DrawnProgram, ...]
    footer: tuple[str, ...]

    @property
    def name(self) -> str:
        return "page.md" if self.style in _MARKDOWN else "page.txt"

    def write(self) -> str:
        """Write the page in its style."""
        writer = _Writer(self)
        return "\n".join(_WRITERS.get(self.style, _write_flat)(writer))


@st.composite
def drawn_pages(draw) -> DrawnPage:
    """Draw a page; no two of its sentences are the same, so that each can be told from all others."""
    language, style = draw(st.sampled_from(sorted(_ROLES))), draw(st.sampled_from(STYLES))
    numbers = iter(draw(st.permutations(range(400))))
    names = [f"{field} {role}" for field in _FIELDS for role in _ROLES[language]]
    titles = iter(draw(st.permutations(names)))

    def sentence() -> str:
        number = next(numbers)
        verb, noun, other = _VERBS[number % 10], _NOUNS[number // 20], _NOUNS[number % 20]
        return f"{verb.capitalize()} the {noun} {number} beside the {other}"

    def entries(most: int) -> tuple[str, ...]:
        return tuple(sentence() for _ in range(draw(st.integers(1, most))))

    def opening() -> DrawnOpening:
        wishes = entries(2) if draw(st.booleans()) else ()
        return DrawnOpening(next(titles), f"{sentence()}. {sentence()}.", entries(3), entries(4), wishes)

    number = 0 if style in _WITHOUT_PROGRAMS else draw(st.integers(2, 3))
    groups = draw(st.permutations(_PROGRAMS[language]))[:number] or [""]
    programs = tuple(
        DrawnProgram(
            group,
            f"{sentence()}." if group else "",
            tuple(opening() for _ in range(draw(st.integers(1 if group else 2, 3)))),
        )
        for group in groups
    )
    footer = draw(st.sampled_from([(), ("[Top of Page]", "Copyright 2026, Tidewater. All rights reserved.")]))
    return DrawnPage(
        language,
        style,
        draw(st.sampled_from(_BULLETS[:2] if style in _MARKDOWN else _BULLETS)),
        _PAGE_TITLES[language],
        f"{sentence()}.",
        programs,
        footer,
    )


@dataclass
class _Writer:
    page: DrawnPage
    lines: list[str] = field(default_factory=list)

    def lists(self, opening: DrawnOpening, label="{}:"):
        for name, entries in self.sections(opening):
            yield from ("", label.format(name), *([""] if self.page.name == "page.md" else []))
            yield from (f"{self.page.bullet}{entry}" for entry in entries)

    def sections(self, opening: DrawnOpening):
        entries = (opening.duties, opening.required, opening.preferred)
        return [
            (name, listed)
            for name, listed in zip(_LABELS[self.page.language], entries, strict=True)
            if listed
        ]

    def end(self):
        for line in self.page.footer:
            yield from ("", line)


def _write_flat(writer: _Writer):
    page = writer.page
    yield from (page.title, "", page.introduction)
    if page.style == "table of contents":
        yield from ("", *(f"{page.bullet}{program.title}" for program in page.programs))
    number = 0
    for program in page.programs:
        if program.title:
            yield from ("", program.title.upper() if page.style == "capitals" else program.title, "")
            yield program.introduction
        for opening in program.openings:
            number += 1
            named = {"numbered": f"{number}. {opening.title}", "named": f"Position: {opening.title}"}
            yield from ("", named.get(page.style, opening.title), "", opening.text)
            yield from writer.lists(opening)
    yield from writer.end()


def _write_underlined(writer: _Writer):
    page = writer.page
    yield from (page.title, "=" * len(page.title), "", page.introduction)
    for program in page.programs:
        yield from ("", program.title, "-" * len(program.title), "", program.introduction)
        for opening in program.openings:
            yield from ("", opening.title, "~" * len(opening.title), opening.text)
            yield from writer.lists(opening)
    yield from writer.end()


def _write_levels(writer: _Writer):
    page = writer.page
    yield from (f"# {page.title}", "", page.introduction)
    for program in page.programs:
        yield from ("", f"## {program.title}", "", program.introduction)
        for opening in program.openings:
            yield from ("", f"### {opening.title}", "", opening.text)
            yield from writer.lists(opening, "#### {}")
    yield from writer.end()


def _write_bold(writer: _Writer):
    page = writer.page
    yield from (f"# {page.title}", "", page.introduction)
    for program in page.programs:
        if program.title:
            yield from ("", f"## {program.title}", "", program.introduction)
        for opening in program.openings:
            yield from (["", "---"] if page.style == "rules" else [])
            yield from ("", f"**{opening.title}**", "", opening.text)
            yield from writer.lists(opening, "**{}**")
    yield from writer.end()


def _write_nested(writer: _Writer):
    page = writer.page
    yield from (f"# {page.title}", "", page.introduction, "")
    for program in page.programs:
        yield from (f"- {program.title}", "", f"  {program.introduction}", "")
        for opening in program.openings:
            yield from (f"  - **{opening.title}**", "", f"    {opening.text}", "")
            for name, entries in writer.sections(opening):
                yield f"    - {name}"
                yield from (f"      - {entry}" for entry in entries)
    yield from writer.end()


_WRITERS = {
    "underlined": _write_underlined,
    "levels": _write_levels,
    "bold": _write_bold,
    "rules": _write_bold,
    "nested": _write_nested,
}
