"""Pages drawn at random: everything stands where it belongs, and nothing is lost, in every way of writing."""

from hypothesis import HealthCheck, given, settings

from ats.openings.importing import read_postings_page
from tests.examples import examples
from tests.unit.openings.importing.pages import DrawnPage, drawn_pages
from tests.unit.openings.importing.test_accounting import lost_lines


def asked(opening, importance: str) -> tuple[str, ...]:
    return tuple(each.text for each in opening.requirements if each.importance == importance)


@given(drawn_pages())
@settings(max_examples=examples(50, 300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_is_read_to_where_its_texts_belong(drawn: DrawnPage):
    source = drawn.write()
    page = read_postings_page(source, drawn.name)
    assert lost_lines(source, page) == []
    assert page.unplaced == (), source
    assert (page.title, page.introduction) == (drawn.title, drawn.introduction), source
    titles = [
        program.title.upper() if drawn.style == "capitals" else program.title for program in drawn.programs
    ]
    assert [program.title for program in page.programs] == titles, source
    for read, written in zip(page.programs, drawn.programs, strict=True):
        assert read.introduction == written.introduction, source
        assert [opening.title for opening in read.openings] == [each.title for each in written.openings], (
            source
        )
        for opening, each in zip(read.openings, written.openings, strict=True):
            assert opening.paragraphs == (each.text,), source
            assert opening.responsibilities == each.duties, source
            assert asked(opening, "required") == each.required, source
            assert asked(opening, "preferred") == each.preferred, source
