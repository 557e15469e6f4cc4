"""The store of files: what is on the disk before ``put`` returns."""

import os

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
    folder_again = LocalStorage(store.root)._make_folder
    folder_again(folder)
    assert flushed == [], "a folder that was there already costs nothing"


def test_the_same_bytes_are_kept_once(tmp_path):
    store = LocalStorage(tmp_path)
    assert store.put(b"twice") == store.put(b"twice")
    assert len(list(store.every())) == 1
    assert store.read(store.put(b"twice")) == b"twice"
