"""Names of spoken languages, and how well somebody speaks one."""

import pytest

from ats.vocabulary.languages import find_fluency, find_language, find_language_at_start, fluency_level


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Englisch", "English"),
        ("ANGLAIS", "English"),
        ("niemiecki", "German"),
        ("tiếng Việt", "Vietnamese"),
        ("Python", None),
    ],
)
def test_a_language_is_known_by_its_names(written: str, name: str | None) -> None:
    assert find_language(written) == name


def test_the_name_at_the_start_of_a_line_ends_at_a_word() -> None:
    assert find_language_at_start("Deutsch (Muttersprache)") == ("German", 7)
    assert find_language_at_start("język niemiecki: B2") == ("German", 15)
    assert find_language_at_start("Germany") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Spanish – B2", "B2"),
        ("Englisch: verhandlungssicher", "verhandlungssicher"),
        ("French (Full professional proficiency)", "Full professional proficiency"),
        ("polski - język ojczysty", "język ojczysty"),
        ("Deutsch C1/C2", "C1/C2"),
        ("Klingon", None),
    ],
)
def test_fluency_is_found_in_words_and_levels(text: str, words: str | None) -> None:
    found = find_fluency(text)
    assert (text[found[0] : found[1]] if found else None) == words


def test_words_of_fluency_have_levels() -> None:
    assert fluency_level("langue maternelle") == "native"
    assert fluency_level("Grundkenntnisse") == "basic"
    assert fluency_level("blue") is None
