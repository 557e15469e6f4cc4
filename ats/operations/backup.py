"""Backup and restore: every row and every file in one archive, taken and put back while the system runs.

The archive is a ZIP file: ``manifest.json`` (format, schema revision, row counts, sha256 of every member),
``tables/<name>.jsonl`` (one JSON array a row, columns in the manifest's order), ``files/<sha256>``, and
``secret_key`` where the key is kept in the instance folder. It holds no engine's own format, so a backup from SQLite
restores into PostgreSQL and the other way round.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Table, insert, select, text

from ats.operations.numbers import go_on_after, last_number
from ats.platform import migrations, outbox
from ats.platform.clock import utc_now
from ats.platform.columns import Amount
from ats.platform.database import Model, db, is_sqlite, transaction
from ats.platform.errors import DomainError
from ats.platform.storage import storage
from ats.search.jobs import index_missing

FORMAT = "requisite-backup-1"
_CHUNK = 500


class BackupFailed(DomainError):
    """The backup cannot be written or read."""


def write_backup(target: Path) -> dict[str, int]:
    """Write an archive; return how many rows and files it holds. The target appears only when it is whole."""
    temporary = target.with_name(f".{target.name}.part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                counts = _write_members(archive)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return counts


def _write_members(archive: zipfile.ZipFile) -> dict[str, int]:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": utc_now().isoformat(),
        "tables": {},
        "members": {},
    }
    with _snapshot() as connection:
        manifest["revision"] = migrations.current(connection)
        for table in _kept_tables():
            body, count = _table_lines(connection, table)
            manifest["tables"][table.name] = {
                "columns": [column.name for column in table.columns],
                "rows": count,
                "last_number": last_number(connection, table),
            }
            _add(archive, manifest, f"tables/{table.name}.jsonl", body)
    files = 0
    for sha256, _ in storage().every():
        try:
            data = storage().read(sha256)
        except FileNotFoundError:
            continue  # Erased since the list was made; its rows are erased too.
        _add(archive, manifest, f"files/{sha256}", data, zipfile.ZIP_STORED)
        files += 1
    key = Path(current_app.extensions["ats_settings"].instance_dir) / "secret_key"
    if key.exists():
        _add(archive, manifest, "secret_key", key.read_bytes())
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return {"rows": sum(each["rows"] for each in manifest["tables"].values()), "files": files}


def _kept_tables() -> list[Table]:
    """Return the tables that a backup holds: all but those that can be made again from the others."""
    return [table for table in Model.metadata.sorted_tables if not table.info.get("is_derived")]


def _snapshot() -> Connection:
    """Return a connection whose reads all see the same instant."""
    db.session.rollback()
    if is_sqlite():
        return db.engine.connect()
    return db.engine.connect().execution_options(isolation_level="REPEATABLE READ")


def _add(
    archive: zipfile.ZipFile, manifest: dict, name: str, data: bytes, compression=zipfile.ZIP_DEFLATED
) -> None:
    manifest["members"][name] = hashlib.sha256(data).hexdigest()
    archive.writestr(name, data, compression)


def _table_lines(connection: Connection, table: Table) -> tuple[bytes, int]:
    lines = [
        json.dumps([_plain(value) for value in row], ensure_ascii=False)
        for row in connection.execute(select(table).order_by(*table.primary_key.columns))
    ]
    return ("\n".join(lines) + "\n" if lines else "").encode(), len(lines)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"$": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$": str(value)}
    return value


def restore_backup(source: Path) -> dict[str, int]:
    """Put an archive's rows and files in place of what is there; return how many of each.

    The archive is checked whole before anything is touched, and the rows change in one transaction. Raises
    BackupFailed for a file that is not a whole backup, or one of another schema.
    """
    with _opened(source) as archive:
        manifest = _checked_manifest(archive)
        files = [name for name in manifest["members"] if name.startswith("files/")]
        for name in files:
            storage().put(archive.read(name))
        rows = _restore_rows(archive, manifest)
        _restore_key(archive, manifest)
    return {"rows": rows, "files": len(files)}


def check_backup(source: Path) -> datetime:
    """Read an archive whole and return when it was made; raise BackupFailed as ``restore_backup`` does."""
    with _opened(source) as archive:
        return datetime.fromisoformat(_checked_manifest(archive)["made_at"])


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        file = source.open("rb")
    except FileNotFoundError:
        raise BackupFailed(f"{source} does not exist.") from None
    except OSError as error:
        raise BackupFailed(f"{source} cannot be read ({error.strerror}).") from error
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, EOFError, zlib.error) as error:
        raise BackupFailed(f"{source} is not a whole backup ({error}). Nothing was changed.") from error


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest = json.loads(archive.read("manifest.json"))
    if manifest.get("format") != FORMAT:
        raise BackupFailed(
            "This is not a backup of Requisite, or one of a newer version. Nothing was changed."
        )
    head = migrations.head()
    if manifest["revision"] != head:
        raise BackupFailed(
            f"The backup has schema {manifest['revision']}, this version has {head}. Restore it with the version that "
            "made it, then upgrade. Nothing was changed."
        )
    for name, sha256 in manifest["members"].items():
        if hashlib.sha256(archive.read(name)).hexdigest() != sha256:
            raise BackupFailed(f"The backup is damaged: {name} is not what was saved. Nothing was changed.")
    return manifest


def _restore_rows(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    total = 0
    with transaction() as session:
        revision = session.execute(text("SELECT max(revision) FROM company")).scalar() or 0
        for table in reversed(Model.metadata.sorted_tables):
            session.execute(table.delete())
        for table in _kept_tables():
            total += _restore_table(session, table, archive, manifest)
        outbox.enqueue(index_missing)
        company = Model.metadata.tables["company"]
        # Kept public pages go by this number: it must not come back to one that showed something else.
        session.execute(company.update().values(revision=company.c.revision + revision + 1))
    return total


def _restore_table(session, table: Table, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> int:
    columns = manifest["tables"][table.name]["columns"]
    # At newlines alone: str.splitlines() would also cut at U+2028 and others, which a text may hold.
    lines = archive.read(f"tables/{table.name}.jsonl").split(b"\n")[:-1]
    for start in range(0, len(lines), _CHUNK):
        rows = [json.loads(line) for line in lines[start : start + _CHUNK]]
        session.execute(insert(table), [_restored(table, columns, row) for row in rows])
    # Numbers of rows that are gone stand in events and mails of the backup.
    go_on_after(session.connection(), table, manifest["tables"][table.name].get("last_number", 0))
    return len(lines)


def _restored(table: Table, columns: list[str], row: list[Any]) -> dict[str, Any]:
    return {name: _value(table, name, value) for name, value in zip(columns, row, strict=True)}


def _value(table: Table, name: str, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"$"}:
        column = table.c[name].type
        if isinstance(column, Amount):
            return Decimal(value["$"])
        kind = date if column.python_type is date else datetime
        return kind.fromisoformat(value["$"])
    return value


def _restore_key(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    path = Path(current_app.extensions["ats_settings"].instance_dir) / "secret_key"
    if "secret_key" in manifest["members"] and path.exists():
        temporary = path.with_name(".secret_key.part")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(archive.read("secret_key"))
        os.replace(temporary, path)
