"""Pages in the shapes in which companies write them: text, mails, Markdown, tables and lists in several languages."""

from textwrap import dedent

import pytest

# Each program (* where it has an introduction; - where the page names none), its openings, and what was not placed.
_EXPECTED = {
    "abteilungen.txt": """
        Abteilung Forschung *
            Chemiker (m/w/d): 2 to do, 2 required
            Laborhelfer (m/w/d): 1 required
        Abteilung Vertrieb *
            Verkäufer (m/w/d): 1 required
    """,
    "azulejos.txt": """
        -
            Restaurador/a de cerámica: 2 to do, 3 required, 2 preferred
            Ayudante de taller: 2 required
            Administrativo/a contable: nothing
        not placed: Envía tu CV a empleo@azahar.example.com indicando la referencia antes del 15 de febrero de 2027.
    """,
    "bakery.md": """
        -
            Head Baker: 2 to do, 2 required
            Shop Assistant: 1 required
        not placed: FAQ
        not placed: Do you reply to everyone?
        not placed: Yes, within two weeks.
        not placed: Can I visit?
        not placed: Of course. Write to us first.
    """,
    "boards.md": """
        Software
            Compiler Engineer (Zürich or remote): 2 required
            Test Engineer: 1 required
        Hardware
            Board Designer: 1 required
    """,
    "boats.txt": """
        -
            Welder: 2 to do, 2 required
            Painter: 1 to do, 1 required
        not placed: We hire everybody who can.
    """,
    "books.md": """
        -
            Print Engineer: 2 to do, 1 required
            Proof Reader: 1 required
        not placed: Benefits
        not placed: Books
        not placed: Tea
        not placed: FAQ
        not placed: Is remote work possible? Sometimes.
    """,
    "candles.txt": """
        Engineering *
            Process Engineer: 2 to do, 2 required
            Maintenance Technician: 1 required
        Sales *
            Sales Representative: 1 required
    """,
    "council.txt": """
        ENVIRONMENT AND HIGHWAYS
            Highways Inspector: 3 to do, 3 required, 2 preferred
            Tree Officer: 2 required, 1 preferred
        ADULT SERVICES
            Care Assistant (Nights): nothing
    """,
    "distillery.txt": """
        -
            Still Operator: 2 to do, 2 required
            Tour Guide: 2 required
        not placed: Interested? Reply to this mail or write to hello@copperleaf.example.com by 31 March 2027.
        not placed: Best wishes,
        not placed: Moira
        not placed: Copperleaf Distillery, 1 Glen Road
        not placed: Unsubscribe: https://copperleaf.example.com/u
    """,
    "dyes.md": """
        -
            Dye Chemist: nothing
            Colour Analyst: nothing
    """,
    "estates.txt": """
        Estates
            Head Gardener: 2 required, 1 preferred
        Kitchen
            Cook: 1 required, 1 preferred
    """,
    "forestry.md": """
        Teaching *
            Forestry Lecturer: 2 to do, 2 required
            Teaching Assistant: 1 required
        Administration
            Registrar: 2 required
        not placed: Benefits
        not placed: We offer housing and a ski pass.
        not placed: FAQ
        not placed: Can I bring a dog?
        not placed: Yes.
    """,
    "heather.txt": """
        Engineering
            Irrigation Engineer: 2 to do, 2 required
            Drone Pilot: 1 required
    """,
    "hollow-tree.txt": """
        ENGINEERING
            Backend Engineer: 2 required
            Frontend Engineer: 1 required
        MARKETING
            Content Writer: 1 required
    """,
    "horlogerie.txt": """
        Pôle Recherche *
            Ingénieur mécanique (H/F): 2 to do, 2 required
        Pôle Vente *
            Vendeur (H/F): 1 required
    """,
    "institute.txt": """
        Soil Group *
            PhD Position in Soil Chemistry: nothing
            Postdoc in Microbiology: nothing
        Canopy Group *
            Technician (f/m/d): nothing
    """,
    "dunes.txt": """
        R&D *
            Sensor Engineer: 2 required
        IT *
            System Administrator: 1 required
        HR & Finance
            Accountant: 1 required
    """,
    "nested-numbers.md": """
        Engineering *
            Pump Engineer: 1 to do, 2 required, 1 preferred
            Valve Technician: 1 to do, 1 required
        Office
            Clerk: 1 required
    """,
    "kilns.txt": """
        -
            Kiln Engineer: 2 to do, 2 required
            Glaze Technician: 1 required
    """,
    "lighthouses.txt": """
        -
            Lamp Engineer: 2 required, 1 preferred
            Tower Painter: 1 required
    """,
    "looms.txt": """
        Engineering *
            Loom Mechanic: 2 to do, 1 required
        Research *
            Yarn Scientist: 1 required
    """,
    "millpond.txt": """
        -
            Backend Engineer: nothing
            Pond Keeper: nothing
    """,
    "nested-jobs.md": """
        -
            Rope Engineer: 2 to do, 2 required, 1 preferred
            Knot Technician: 1 to do, 1 required, 1 preferred
    """,
    "nested-lists.md": """
        Engineering
            Backend Engineer: 1 to do, 2 required, 1 preferred
            Data Analyst: 1 required, 1 preferred
        Sales
            Account Manager: 1 required
    """,
    "nested-programs.md": """
        Abteilung Forschung
            Chemiker (m/w/d): 2 to do, 2 required
            Laborhelfer (m/w/d): 1 to do, 1 required
        Abteilung Vertrieb
            Verkäufer (m/w/d): 1 to do, 1 required
    """,
    "nested-sections.md": """
        -
            Gardener: 2 to do, 2 required, 1 preferred
            Night Guard: 2 to do, 1 required
    """,
    "nested-titles.md": """
        Engineering
            Backend Engineer: nothing
            Frontend Engineer: nothing
        Marketing
            Content Writer: nothing
    """,
    "orgeln.md": """
        -
            Orgelbauer (m/w/d): 2 to do, 2 required
            Buchhalterin (m/w/d): 1 to do, 1 required, 1 preferred
    """,
    "oysters.md": """
        -
            Oyster Farmer: 2 required
            Boat Driver: 1 required
        not placed: We are an equal opportunity employer.
    """,
    "paper.txt": """
        PRODUCTION
            PAPER MAKER: 2 to do, 2 required
        OFFICE
            OFFICE MANAGER: 2 required
    """,
    "pictures.txt": """
        Baking
            Space Baker: 2 required, 1 preferred
            Dough Scientist: 1 required
    """,
    "porters.md": """
        -
            Night Porter: 2 required
            Day Porter: 2 required
    """,
    "school.txt": """
        Teaching Staff
            Maths Teacher: 2 required, 1 preferred
            Music Teacher: 1 required
        Support Staff
            School Cook: 1 required
    """,
    "segel.txt": """
        Standort Hamburg *
            Segelmacher (m/w/d): 2 to do, 2 required
        Standort Kiel
            Lagerhelfer (m/w/d): 1 required
    """,
    "slow.md": """
        Engineering
            Site Reliability Engineer: 2 to do, 2 required, 1 preferred
        People
            Recruiter: 1 to do, 1 required
        not placed: A call
        not placed: A day with us
    """,
    "snow.txt": """
        -
            PhD student in hydrology: nothing
            Postdoc in snow physics: nothing
        not placed: Applications to hydro@snow.example.com before 15 June 2027.
        not placed: Kind regards
        not placed: Prof. Anna Invented
    """,
    "puffins.md": """
        Engineering
            Backend Engineer (Python): 3 required, 2 preferred
            Battery Technician: 2 required
        Operations
            Dispatcher: nothing
        not placed: 🙋 Questions? Write to hello@puffin.example.com
    """,
    "uhrwerk.txt": """
        -
            Polymechaniker/in EFZ 80–100 %: 2 to do, 2 required, 1 preferred
            Sachbearbeiter/in Verkaufsinnendienst 60 %: 3 required
            Lernende/r Uhrmacher/in EFZ (Lehrbeginn August 2027): nothing
    """,
    "university.txt": """
        Faculty of Science
            Lecturer in Soil Physics: nothing
            Research Associate, Peat Carbon Project: nothing
            PhD Studentship in Moss Genomics: nothing
        Professional Services
            Library Assistant (0.6 FTE): 1 to do
            Head Porter: nothing
    """,
    "verrerie.txt": """
        ATELIER
            Souffleur de verre (H/F): 2 to do, 2 required, 1 preferred
        BOUTIQUE
            Vendeuse ou vendeur (H/F): 1 required
    """,
}


def outline(page):
    for program in page.programs:
        yield f"{program.title or '-'}{' *' if program.introduction else ''}"
        for opening in program.openings:
            counts = {"to do": len(opening.responsibilities), "required": 0, "preferred": 0}
            for requirement in opening.requirements:
                counts[requirement.importance] += 1
            said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
            yield f"    {opening.title}: {said or 'nothing'}"
    yield from (f"not placed: {line.text}" for line in page.unplaced)


@pytest.mark.parametrize("name", _EXPECTED)
def test_programs_openings_and_lists(read_page, name):
    assert list(outline(read_page(name))) == dedent(_EXPECTED[name]).strip().split("\n")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("heather.txt", "Welcome to Brackenhill"),
        ("oysters.md", "Jobs at Saltmarsh"),
        ("segel.txt", "Stellenangebote"),
        ("estates.txt", "Vacancies at Gorse & Heather"),
        ("forestry.md", "Work at Pinecrest"),
    ],
)
def test_titles_of_pages(read_page, name, title):
    assert read_page(name).title == title


def test_the_only_address_of_the_page_is_for_all_its_openings(read_page):
    for name in ("distillery.txt", "paper.txt", "estates.txt", "slow.md"):
        page = read_page(name)
        assert page.apply_address.endswith(".example.com")
        assert {opening.apply_address for opening in page.openings} == {None}
