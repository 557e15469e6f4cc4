"""Tests of reading DOC: OLE streams, text and looks of Word 97, and catdoc for what is older or damaged."""

import pytest

from ats.resumes.readers.doc import CATDOC, read_doc
from ats.resumes.readers.members import UnreadableFile
from ats.resumes.readers.ole_streams import OleFile
from ats.resumes.tools import ToolFailed
from tests.unit.resumes.lines import check_sound, kinds, targets, texts
from tests.unit.resumes.readers.word97_files import IN_TABLE, ROW_END, ole_file, word_file


def test_streams_are_found_by_name_and_chains_that_loop_end():
    data = ole_file({"One": b"first", "Two": bytes(5000) + b"end"})
    ole = OleFile(data)
    assert "One" in ole
    assert ole.stream("One")[:6] == b"first\0"
    assert ole.stream("Two").endswith(b"end")
    with pytest.raises(UnreadableFile, match="lacks"):
        ole.stream("Three")
    looping = bytearray(data)
    looping[512 + 4 * 2 : 512 + 4 * 3] = (1).to_bytes(
        4, "little"
    )  # the second sector of "One" leads to its first
    assert len(OleFile(bytes(looping)).stream("One")) == 4096


def test_a_file_that_is_cut_off_is_damaged_and_not_an_error():
    data = word_file("Pat Example\r")
    for length in (0, 8, 40, 60, 100, 511):
        with pytest.raises(UnreadableFile):
            OleFile(data[:length])
        assert read_doc(data[:length]).state == "unread"


def test_paragraphs_looks_and_characters_of_any_plane():
    result = check_sound(read_doc(word_file("Łódź AG, \U0001f600 Berlin\x0bsecond\rEnd\r", bold=(0, 7))))
    assert texts(result) == ["Łódź AG, \U0001f600 Berlin", "second", "End"]
    assert [(piece.text, piece.bold) for piece in result.lines[0].pieces] == [
        ("Łódź AG", True),
        (", \U0001f600 Berlin", False),
    ]


def test_hyperlinks_carry_their_target_and_not_their_instruction():
    result = check_sound(read_doc(word_file('See \x13 HYPERLINK "https://example.com/x" \x14my page\x15.\r')))
    assert texts(result) == ["See my page."]
    assert targets(result) == [("my page", "https://example.com/x")]


def test_rows_of_tables_are_read_across():
    text = "2019\x07Engineer\x07\x07After\r"
    rows = {0: IN_TABLE, 14: IN_TABLE + ROW_END, 15: b""}
    result = check_sound(read_doc(word_file(text, paragraphs=rows)))
    assert kinds(result) == [("cell", 0, "2019\tEngineer"), ("body", 0, "After")]


def test_what_a_password_protects_is_not_handed_to_catdoc():
    def run(argv, data):
        raise AssertionError("was run")

    result = read_doc(word_file("x\r", flags=0x100), run)
    assert (result.state, result.why) == ("unread", "is password protected")


def test_catdoc_reads_what_is_older_than_word_97():
    data = word_file("x\r", version=0x65)
    seen = []

    def run(argv, given):
        seen.append((argv, given))
        return "Pat Example\n\nZürich\n".encode()

    result = check_sound(read_doc(data, run))
    assert seen == [(CATDOC, data)]
    assert texts(result) == ["Pat Example", "Zürich"]
    assert (result.state, result.why) == ("partly", "was read without its layout")
    assert "older than 97" in read_doc(data).why


def test_catdoc_that_fails_or_says_nothing():
    data = word_file("x\r", version=0x65)
    assert (read_doc(data, lambda *_: b" \n").state, read_doc(data, lambda *_: b"").why) == (
        "unread",
        "holds no text",
    )

    def missing(argv, given):
        raise ToolFailed("missing")

    with pytest.raises(ToolFailed):
        read_doc(data, missing)


def test_macros_and_embedded_files_are_flagged():
    data = word_file("Pat\r")
    marks = "_VBA_PROJECT".encode("utf-16-le"), "ObjectPool".encode("utf-16-le")
    assert [flag.code for flag in read_doc(data + marks[0] + marks[1]).flags] == ["macros", "embedded"]
    assert read_doc(data).flags == ()
