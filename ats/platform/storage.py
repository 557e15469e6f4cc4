"""Files: content-addressed, durable before they are named, outside the web root."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app


class Storage(Protocol):
    """What the rest of the system may ask of a store of files."""

    def put(self, data: bytes) -> str:
        """Keep the bytes durably and return their sha256 in hex."""

    def prepare(self, data: bytes) -> "Prepared":
        """Return a file that is written while its bytes are still looked at, and kept or forgotten afterwards."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes; raise FileNotFoundError."""

    def delete(self, sha256: str) -> None:
        """Forget the bytes, if they are there."""

    def exists(self, sha256: str) -> bool:
        """Return whether the bytes are there."""


class Prepared(Protocol):
    """A file on its way into the store."""

    def write(self) -> None:
        """Bring the bytes to the disk, under no name yet; what goes wrong is told by ``keep``."""

    def keep(self) -> str:
        """Name the file durably and return its sha256 in hex; raise OSError."""

    def forget(self) -> None:
        """Remove what was written."""


class LocalStorage:
    """Files in a folder, named by their sha256, written to disk before ``put`` returns."""

    def __init__(self, root: Path):
        self.root = Path(root)

    def path(self, sha256: str) -> Path:
        """Return where a file is; raise ValueError for anything but a sha256 in hex."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a sha256")
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Write, fsync, rename and fsync the folder, so that a power cut leaves all or nothing."""
        return self.prepare(data).keep()

    def prepare(self, data: bytes) -> "_LocalFile":
        """Return a file that is written while its bytes are still looked at, and kept or forgotten afterwards."""
        return _LocalFile(self, data)

    def make_folder(self, folder: Path) -> None:
        """Make sure of one of the folders; all are made with the first one, which waits for the disk once for all.

        The folder above them has to know of them after a power cut, too.
        """
        if folder.is_dir():
            return
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number in range(256):
            (self.root / f"{number:02x}").mkdir(exist_ok=True, mode=0o700)
        _fsync_folder(self.root)

    def read(self, sha256: str) -> bytes:
        """Return the bytes; raise FileNotFoundError."""
        return self.path(sha256).read_bytes()

    def delete(self, sha256: str) -> None:
        """Remove the file, if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    def exists(self, sha256: str) -> bool:
        """Return whether the file is there."""
        return self.path(sha256).exists()

    def was_put_after(self, sha256: str, moment: datetime) -> bool:
        """Return whether the same bytes were put again since a moment."""
        path = self.path(sha256)
        return path.exists() and path.stat().st_mtime > moment.timestamp()

    def every(self):
        """Yield (sha256, modification time in seconds) of every file kept."""
        for path in self.root.glob("??/*"):
            if not path.name.startswith("."):
                yield path.name, path.stat().st_mtime


class _LocalFile:
    """A file of a folder of ``LocalStorage`` on its way there."""

    def __init__(self, store: LocalStorage, data: bytes):
        self._store, self._data = store, data
        self._sha256 = hashlib.sha256(data).hexdigest()
        self._target = store.path(self._sha256)
        self._temporary: Path | None = None
        self._error: OSError | None = None

    def write(self) -> None:
        """Write and fsync under a name of its own, unless the same bytes are there."""
        if self._temporary or self._is_there():
            return
        self._temporary = self._target.parent / f".{secrets.token_hex(8)}"
        try:
            self._store.make_folder(self._target.parent)
            descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._error = error

    def keep(self) -> str:
        """Rename and fsync the folder; raise what went wrong before."""
        self.write()
        if self._temporary is None and self._is_touched():
            return self._sha256
        self.write()
        try:
            if self._error:
                raise self._error
            os.replace(self._temporary, self._target)
        except BaseException:
            self.forget()
            raise
        _fsync_folder(self._target.parent)
        return self._sha256

    def forget(self) -> None:
        """Remove what was written."""
        if self._temporary:
            self._temporary.unlink(missing_ok=True)

    def _is_touched(self) -> bool:
        """Keep the sweeper of unused files away from an earlier upload of these bytes, unless it was there first."""
        try:
            os.utime(self._target)
        except FileNotFoundError:
            return False
        return True

    def _is_there(self) -> bool:
        return self._target.exists() and self._target.stat().st_size == len(self._data)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def init_app(app: Flask, files_dir: Path) -> None:
    """Give an application its store."""
    app.extensions["ats_storage"] = LocalStorage(files_dir)


def storage() -> LocalStorage:
    """Return the store of the current application."""
    return current_app.extensions["ats_storage"]
