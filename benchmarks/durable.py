"""The floor of anything that must not be lost: one committed row and one file, both on the disk."""

import os
import time
from pathlib import Path

from sqlalchemy import create_engine

from ats.platform.database import prepare_engine

REPEATS = 60


def commit_and_fsync(folder: Path, size: int, repeats: int = REPEATS) -> list[float]:
    """Return the seconds of each commit of a row together with the fsync of a new file of ``size`` bytes.

    The row goes into an SQLite file of its own under the pragmas of the system.
    """
    folder.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{folder / 'floor.sqlite3'}")
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE rows (id INTEGER PRIMARY KEY, value TEXT)")
    seconds = [_once(engine, folder / f"file-{number}", os.urandom(size)) for number in range(repeats)]
    engine.dispose()
    return seconds


def _once(engine, path: Path, data: bytes) -> float:
    begin = time.perf_counter()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with engine.connect() as connection:
        connection.execution_options(sqlite_begin="IMMEDIATE")
        connection.exec_driver_sql("INSERT INTO rows (value) VALUES (?)", ("x" * 300,))
        connection.commit()
    return time.perf_counter() - begin
