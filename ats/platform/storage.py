"""Files: content-addressed, durable before they are named, outside the web root."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Protocol

from flask import Flask, current_app


class Storage(Protocol):
    """What the rest of the system may ask of a store of files."""

    def put(self, data: bytes) -> str:
        """Keep the bytes durably and return their sha256 in hex."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes; raise FileNotFoundError."""

    def delete(self, sha256: str) -> None:
        """Forget the bytes, if they are there."""

    def exists(self, sha256: str) -> bool:
        """Return whether the bytes are there."""


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
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists() and target.stat().st_size == len(data):
            # Another upload of the same bytes; touching it keeps the sweeper of unused files away.
            os.utime(target)
            return sha256
        self._make_folder(target.parent)
        temporary = target.parent / f".{secrets.token_hex(8)}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _fsync_folder(target.parent)
        return sha256

    def _make_folder(self, folder: Path) -> None:
        """Make one of the folders; the one above it has to know of it after a power cut, too."""
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            return
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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

    def every(self):
        """Yield (sha256, modification time in seconds) of every file kept."""
        for path in self.root.glob("??/*"):
            if not path.name.startswith("."):
                yield path.name, path.stat().st_mtime


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
