"""What is a title and what stands in its line: references, shares of hours, pictures, both genders."""

import pytest

from ats.openings.importing import Pay, read_postings_page
from ats.openings.importing.titles import is_reference, split_reference
from ats.vocabulary.roles import names_a_role

_LIST = "\n\nRequirements\n- Baking\n"


@pytest.mark.parametrize(
    ("title", "reference", "rest"),
    [
        ("Ref. 2026/014 Lecturer in Soil Physics", "Ref. 2026/014", "Lecturer in Soil Physics"),
        ("Ref 12-B: Baker", "Ref 12-B", "Baker"),
        ("[Ref: AB123] Baker", "Ref: AB123", "Baker"),
        ("Baker (Ref. 26-PISC-03)", "Ref. 26-PISC-03", "Baker"),
        ("Bäcker – Kennziffer 12/26", "Kennziffer 12/26", "Bäcker"),
        ("Boulanger, réf. 7", "réf. 7", "Boulanger"),
        ("Referent 2 (m/w/d)", "", "Referent 2 (m/w/d)"),
        ("Reference Librarian", "", "Reference Librarian"),
        ("Ref. 12", "", "Ref. 12"),
    ],
)
def test_a_reference_is_parted_from_the_title(title, reference, rest):
    assert split_reference(title) == (reference, rest)


def test_a_reference_alone():
    assert is_reference("Ref. 2026/014")
    assert not is_reference("Ref. 2026/014 Lecturer")
    (opening,) = read_postings_page(f"Jobs\n\nBaker\nRef. 12\nGhent, Belgium\n\nYou bake.{_LIST}").openings
    assert (opening.place, opening.paragraphs) == ("Ghent, Belgium", ("Ref. 12", "You bake."))


def test_terms_in_the_first_line_below_a_title():
    (opening,) = read_postings_page(
        f"Jobs\n\nRef. 7 Baker\nSchool of Bread. Grade 8 (£46,735 to £55,755). Permanent, full time.\nYou bake.{_LIST}"
    ).openings
    assert (opening.title, opening.employment_type) == ("Baker", "full_time")
    assert opening.pay == Pay(46_735, 55_755, "GBP")
    assert opening.paragraphs[0] == "Ref. 7"


def test_a_named_fact_at_the_end_of_a_paragraph_is_no_duty():
    (opening,) = read_postings_page(
        f"Jobs\n\nBaker\n\nDuties: kneading.\nCloses: 12 January 2027\nPlace: Ghent, Belgium{_LIST}"
    ).openings
    assert opening.responsibilities == ("kneading.",)
    assert (opening.deadline_on.isoformat(), opening.place) == ("2027-01-12", "Ghent, Belgium")


@pytest.mark.parametrize("name", ["Post title", "Job name", "Position title", "Vacancy", "Role"])
def test_names_of_titles_set_out_in_columns(name):
    page = read_postings_page(f"Jobs\n\n{name}:      Bread Person\nLocation:     Ghent\n\nYou bake.{_LIST}")
    assert [(each.title, each.place) for each in page.openings] == [("Bread Person", "Ghent")]


@pytest.mark.parametrize(
    ("title", "employment"),
    [
        ("Baker 80–100 %", "full_time"),
        ("Baker 60 %", "part_time"),
        ("Baker, 20 h/week", "part_time"),
        ("Baker", None),
        ("Baker (100% remote)", None),
    ],
)
def test_a_share_of_hours_in_a_title(title, employment):
    (opening,) = read_postings_page(
        f"# {title}\n\nYou bake.\n\n## Requirements\n\n- Flour\n", "page.md"
    ).openings
    assert opening.employment_type == employment


@pytest.mark.parametrize(
    "title",
    ["Restaurador/a de cerámica", "Alternant(e) – Contrôle", "Uhrmacher/in EFZ", "Ayudante de taller"],
)
def test_titles_for_both_genders(title):
    assert names_a_role(title)


@pytest.mark.parametrize("text", ["Yes and/or no", "Ghent (east)", "Text and/a half"])
def test_what_only_resembles_them(text):
    assert not names_a_role(text)


def test_a_heading_about_offers_is_no_opening_where_others_are():
    page = read_postings_page(
        "Trabaja con nosotros\n====\n\nOFERTAS DE EMPLEO\n\nCocinero\n\nCocinas.\n\nRequisitos:\n- Manos\n"
    )
    assert [each.title for each in page.openings] == ["Cocinero"]


@pytest.mark.parametrize("name", ["page.md", "page.txt", "page.html"])
def test_pictures_before_words_say_nothing_but_a_place(name):
    lines = {
        "page.md": "## 🍞 Baker\n\n📍 Klaksvík\n🕒 Part-time\n\n### ✅ Requirements\n\n- 🌾 Flour\n",
        "page.txt": "🍞 Baker\n📍 Klaksvík\n🕒 Part-time\n\n✅ Requirements\n- 🌾 Flour\n",
        "page.html": "<h2>🍞 Baker</h2><p>📍 Klaksvík<br>🕒 Part-time</p><h3>✅ Requirements</h3><ul><li>🌾 Flour</ul>",
    }
    page = read_postings_page(lines[name], name)
    (opening,) = page.openings
    assert (opening.title, opening.place, opening.employment_type) == ("Baker", "Klaksvík", "part_time")
    assert [each.text for each in opening.requirements] == ["Flour"]
    assert page.unplaced == ()


def test_a_town_with_a_pin_above_openings_is_their_program():
    page = read_postings_page(
        "# Jobs\n\n## 📍 Ghent\n\n### Baker\n\nYou bake.\n\n### Cook\n\nYou cook.\n", "page.md"
    )
    assert [each.title for each in page.programs] == ["Ghent"]
