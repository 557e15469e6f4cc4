"""The store of files: what is on the disk before ``put`` returns."""

import os

import pytest

from ats.platform import storage
from ats.platform.storage import LocalStorage


def test_a_file_its_name_and_its_new_folder_are_flushed_before_put_returns(tmp_path, monkeypatch):
    flushed = []

    def note(descriptor):
        flushed.append(os.readlink(f"/proc/self/fd/{descriptor}"))

    monkeypatch.setattr(storage.os, "fsync", note)
    store = LocalStorage(tmp_path / "files")
    sha256 = store.put(b"first")
    folder = store.path(sha256).parent
    assert str(store.root) in flushed, "the folder of folders names a new one"
    assert flushed[-1] == str(folder), "the name comes last"
    assert any(each.startswith(f"{folder}/.") for each in flushed), (
        "the bytes are flushed under their first name"
    )
    flushed.clear()
    LocalStorage(store.root).make_folder(folder)
    assert flushed == [], "a folder that was there already costs nothing"


def test_a_file_that_is_still_looked_at_has_no_name_yet_and_leaves_nothing_when_it_is_forgotten(tmp_path):
    store = LocalStorage(tmp_path)
    file = store.prepare(b"looked at")
    file.write()
    assert list(store.every()) == []
    file.forget()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_went_wrong_while_writing_is_told_when_the_file_is_to_be_kept(tmp_path, monkeypatch):
    store = LocalStorage(tmp_path)
    file = store.prepare(b"too much")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    file.write()
    with pytest.raises(OSError, match="No space left"):
        file.keep()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_that_were_there_and_went_meanwhile_are_written_again(tmp_path):
    store = LocalStorage(tmp_path)
    sha256 = store.put(b"gone soon")
    file = store.prepare(b"gone soon")
    file.write()
    store.delete(sha256)
    assert file.keep() == sha256
    assert store.read(sha256) == b"gone soon"


def test_the_same_bytes_are_kept_once(tmp_path):
    store = LocalStorage(tmp_path)
    assert store.put(b"twice") == store.put(b"twice")
    assert len(list(store.every())) == 1
    assert store.read(store.put(b"twice")) == b"twice"
