"""Words that may be a person's name."""

import pytest

from ats.vocabulary.person_names import name_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Éloïse d’HAUTEFEUILLE", ("Éloïse", "d’HAUTEFEUILLE")),
        ("Ugo dell'Orto", ("Ugo", "dell'Orto")),
        ("Anna de la Cruz", ("Anna", "de", "la", "Cruz")),
        ("Jean d’architecte", ()),
        ("rue d’Arles", ()),
    ],
)
def test_a_particle_may_have_run_into_the_word_behind_it(text, words):
    assert name_words(text) == words
