"""Files that are brought in: from folders and zips, within limits, and whose name a file may say."""

import io
import zipfile

import pytest

from ats.imports.files import name_of_file, open_zip, walk

MOST = 1024 * 1024


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def said(data: bytes) -> dict[str, str]:
    return {each.where.removeprefix("all.zip/"): each.problem for each in open_zip(data, "all.zip", MOST)}


def test_each_file_of_a_zip_is_given_or_says_why_not():
    found = said(
        zipped(**{
            "people/ada.txt": b"Ada", "../bo.pdf": b"%PDF", "tool.exe": b"MZ", "empty.txt": b"", ".DS_Store": b"x",
            "__MACOSX/._ada.txt": b"x", "inner.zip": b"PK", "large.txt": b"\0" * (MOST + 1),
        })
    )  # fmt: skip
    assert found == {
        "people/ada.txt": "", "../bo.pdf": "", "tool.exe": "files that end in .exe are not taken", "empty.txt": "it is empty",
        "inner.zip": "a zip within a zip is not opened", "large.txt": "it grows beyond all measure when it is unpacked",
    }  # fmt: skip


def test_a_broken_zip_says_so():
    data = zipped(ada=b"Ada" * 100)
    assert said(data[: len(data) // 2]) == {"all.zip": "the zip is damaged"}
    assert said(b"") == {"all.zip": "the zip is damaged"}


def test_a_folder_is_walked_in_order_with_the_folders_and_zips_in_it(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "bo.txt").write_bytes(b"Bo")
    (tmp_path / "a.txt").write_bytes(b"Ada")
    (tmp_path / ".hidden.txt").write_bytes(b"x")
    (tmp_path / "c.zip").write_bytes(zipped(**{"cy.txt": b"Cy"}))
    (tmp_path / "large.txt").write_bytes(b"x" * (MOST + 1))
    found = [(each.name, each.problem) for each in walk(tmp_path, MOST)]
    assert found == [("a.txt", ""), ("bo.txt", ""), ("cy.txt", ""), ("large.txt", "it is larger than 1 MB")]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("cv_ada-fern_2024.pdf", "Ada Fern"),
        ("Lebenslauf Jörg Müßig (final).docx", "Jörg Müßig"),
        ("O Connor.pdf", "O Connor"),
        ("resume.pdf", ""),
        ("12345.pdf", ""),
    ],
)
def test_the_name_of_a_file_may_say_whose_it_is(file, name):
    assert name_of_file(file) == name
