"""What is said of how many in the preview and the report of a batch."""

import pytest

from ats.workspace.batch_words import said_of


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (1, "is of an opening without such a stage", "1 is of an opening without such a stage"),
        (5, "is of an opening without such a stage", "5 are of an opening without such a stage"),
        (1200, "has withdrawn", "1,200 have withdrawn"),
        (2, "waits in the tray", "2 wait in the tray"),
        (3, "needs a right that you do not have any more", "3 need a right that you do not have any more"),
        (4, "was decided about by somebody else", "4 were decided about by somebody else"),
        (2, "gets no message", "2 get no message"),
        (3, "has been worked on since, and stays", "3 have been worked on since, and stay"),
        (
            2,
            "is on this opening already, and was left as it is",
            "2 are on this opening already, and were left as they are",
        ),
        (2, "Already there", "2 Already there"),
    ],
)
def test_the_verb_follows_the_number(number, words, said):
    assert said_of(number, words) == said
