"""The page of one job: the way back, tags below the title, and other jobs below the text."""

import pytest

from ats.openings.importing import read_postings_page

_PAGE = """<a href="/jobs">← Back to all jobs</a><h1>Baker</h1>
<ul class=tags><li>Berlin<li>Full-time<li>Hybrid</ul><p>We bake.</p>
<h2>Requirements</h2><ul><li>Baking</ul>
<h2>Similar jobs</h2><ul><li><a href=/x>Pastry Chef</a><li><a href=/y>Dog Walker</a></ul>"""


@pytest.mark.parametrize(("head", "title"), [("", ""), ("<title>Baker at Foo</title>", "Baker at Foo")])
def test_the_way_back_is_neither_title_nor_introduction(head: str, title: str) -> None:
    page = read_postings_page(head + _PAGE)
    assert (page.title, page.introduction) == (title, "")
    assert "← Back to all jobs" in [line.text for line in page.left_out]


def test_tags_below_the_title_are_facts() -> None:
    (baker,) = read_postings_page(_PAGE).openings
    assert (baker.place, baker.employment_type, baker.workplace) == ("Berlin", "full_time", "hybrid")
    assert baker.paragraphs == ("We bake.",)


_TAGS = "<h1>Jobs</h1><h2>Vendeuse</h2><ul>{}</ul><p>Vous vendez.</p>"


def test_a_list_below_the_title_of_which_most_entries_are_facts_is_read() -> None:
    (opening,) = read_postings_page(
        _TAGS.format("<li>CDI – temps plein<li>Villars-les-Dombes (01)<li>Le samedi<li>Réf. 12")
    ).openings
    assert (opening.place, opening.employment_type) == ("Villars-les-Dombes (01)", "full_time")
    assert opening.paragraphs == ("- CDI, temps plein", "- Le samedi", "- Réf. 12", "Vous vendez.")


def test_a_contract_and_a_town_below_the_title_are_no_requirements() -> None:
    (opening,) = read_postings_page(
        _TAGS.format("<li>Contrat d'apprentissage, 12 mois<li>Bourg-en-Bresse")
    ).openings
    assert (opening.requirements, opening.suggestions) == ((), ())
    assert opening.paragraphs[0] == "- Contrat d'apprentissage, 12 mois\n- Bourg-en-Bresse"


def test_other_jobs_below_are_listed_and_no_part_of_the_job() -> None:
    page = read_postings_page(_PAGE)
    assert [requirement.text for requirement in page.openings[0].requirements] == ["Baking"]
    assert [line.text for line in page.unplaced] == ["Pastry Chef", "Dog Walker"]
    assert "Similar jobs" in [line.text for line in page.left_out]


def test_list_of_something_else_below_a_heading_about_jobs_stays() -> None:
    page = _PAGE.replace("Similar jobs", "Growth opportunities").replace(
        "<a href=/x>Pastry Chef</a>", "Courses"
    )
    (baker,) = read_postings_page(page.replace("<a href=/y>Dog Walker</a>", "Travel")).openings
    assert baker.paragraphs[1:] == ("**Growth opportunities**", "- Courses\n- Travel")


_LIST = "\n\nRequirements\n- Baking\n"


def test_facts_below_a_line_that_is_none_are_read() -> None:
    (baker,) = read_postings_page(f"Baker\nGrade 5\nLocation: Bath\nSalary: £20,000{_LIST}").openings
    assert (baker.place, baker.pay.minimum if baker.pay else None) == ("Bath", 20_000)
    assert baker.paragraphs == ("Grade 5",)


def test_pay_beside_a_grade_above_facts_is_read() -> None:
    text = f"Chef\nBand 5, £29,970 - £36,483 pa\nPermanent\nLocation: Plymouth{_LIST}"
    (chef,) = read_postings_page(text).openings
    assert (chef.place, chef.employment_type) == ("Plymouth", "full_time")
    assert chef.pay is not None
    assert (chef.pay.minimum, chef.pay.maximum) == (29_970, 36_483)
    assert "Band 5, £29,970 - £36,483 pa" in chef.paragraphs


def test_prose_above_a_fact_stays_whole() -> None:
    text = f"Baker\nWe look for somebody who likes\nrising early\nLocation: Bath{_LIST}"
    (baker,) = read_postings_page(text).openings
    assert "We look for somebody who likes rising early" in " ".join(baker.paragraphs)


def test_name_of_the_fact_is_no_part_of_a_place_with_a_bracket() -> None:
    page = (
        "# Chef\n\n**Location:** Vienna, Austria (hybrid, 2 days in the office)\n\n## Requirements\n\n- Fun\n"
    )
    (chef,) = read_postings_page(page).openings
    assert (chef.place, chef.workplace) == ("Vienna, Austria", "hybrid")
