"""Text on its way out of a child: what no database keeps is replaced, wherever in a shape or its keys it stands."""

import pytest

from ats.resumes import transport
from ats.resumes.profile import Profile
from ats.resumes.text import Flag, Line, Piece, TextRead


def test_what_cannot_be_stored_is_replaced_at_any_depth():
    line = Line("a\0b\ud800c", 0, pieces=(Piece("a\0b\ud800c", 0),))
    written = transport.dump(TextRead("txt", lines=(line,), flags=(Flag("odd", "x\udfff"),)))
    read = transport.text_from_json(transport.load(written))
    assert read.lines[0].text == read.lines[0].pieces[0].text == "a\ufffdb\ufffdc"
    assert read.flags[0].words == "x\ufffd"
    written = transport.dump(Profile({"basics": {"na\0me": "\ud83d"}}))
    assert transport.load(written)["resume"] == {"basics": {"na\ufffdme": "\ufffd"}}


def test_text_that_only_looks_like_an_escape_stays_as_it_is():
    read = TextRead("txt", lines=(Line("C:\\u0000", 0),))
    assert transport.text_from_json(transport.load(transport.dump(read))) == read


def test_shapes_are_written_as_to_json_turns_them_with_their_keys_in_order():
    read = TextRead(
        "txt", lines=(Line("abc", 0, box=(0.0, 1.5, 2.0, 3.0), bold=True),), state="partly", why="so"
    )
    assert transport.dump(read) == transport.dump(transport.to_json(read))
    assert transport.dump(read) == (
        b'{"kind":"txt","lines":[{"bold":true,"box":[0.0,1.5,2.0,3.0],"start":0,"text":"abc"}],'
        b'"state":"partly","why":"so"}'
    )


def test_other_types_are_refused():
    with pytest.raises(TypeError, match="set is not one"):
        transport.dump({"a": {1}})
