"""Lines in which a colleague types languages."""

import time

import pytest

from ats.workspace.profile_forms import _item


@pytest.mark.parametrize(
    ("text", "language", "fluency"),
    [
        ("German (native)", "German", "native"),
        ("French: B2", "French", "B2"),
        ("Dutch - some", "Dutch", "some"),
        ("Basque", "Basque", None),
    ],
)
def test_works(text, language, fluency):
    assert _item("/languages", text) == {
        "language": language,
        **({"fluency": fluency} if fluency else {}),
    }


@pytest.mark.parametrize("text", ["a" + " " * 9_990 + "b", "a-" * 4_990 + "("])
def test_takes_time_that_grows_with_the_length_alone(text):
    began = time.process_time()
    _item("/languages", text)
    assert time.process_time() - began < 0.1
