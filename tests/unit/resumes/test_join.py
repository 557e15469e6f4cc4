"""Parts of a text put together: what is said of a file of which no part could be read."""

from ats.resumes.readings import join
from ats.resumes.text import LOCKED, TextRead


def test_a_file_that_breaks_off_before_its_first_word_is_read_in_no_part() -> None:
    cut = TextRead("rtf", state="partly", why="breaks off, and only a part of it could be read")
    assert join([cut], "rtf").why == "breaks off, and nothing of it could be read"
    assert join([TextRead("pdf", state="unread", why=LOCKED)], "pdf").why == LOCKED
