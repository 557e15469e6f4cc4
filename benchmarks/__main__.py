"""``python -m benchmarks``: measure, print the table, keep it as JSON."""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks import aims, imports, inbox, machine, report
from benchmarks.installation import Installation
from benchmarks.measuring import Measured, Measurement
from benchmarks.server import ROOT, Server, free_port

SIZES = (1_000, 10_000)
LARGE_SIZES = (1_000, 10_000, 100_000)


def main() -> int:
    """Run; return the exit status: 1 when something failed or got lost, whatever the figures."""
    options = _options()
    if options.markdown:
        print(report.markdown())
        return 0
    # Stopped by a signal, the servers and the folder have to go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Beside the real data: the folder for temporary files may be in memory, where fsync is free.
    parent = ROOT / "instance"
    parent.mkdir(exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=parent))
    try:
        sizes = _measure_all(folder, options)
        mail = _measure_inbox(folder / "mail", options)
        brought = imports.measure(folder / "import") if _is_wanted("import", options) else None
    finally:
        shutil.rmtree(folder)
    about = {**machine.describe(), "database": "PostgreSQL" if options.postgresql else "SQLite"}
    about |= {"load_average": machine.load_average()}
    data = report.as_data(sizes, about)
    for measured in sizes:
        print(report.table(measured))
    print(report.verdict_table(aims.judge(sizes)))
    print(inbox.table(mail) if mail else "")
    print(imports.table(brought) if brought else "")
    report.write_latest(data)
    print(f"\n{report.LATEST.relative_to(ROOT)} holds the same with every statement.")
    return int(
        any(measured.problems or _voids(measured) for measured in sizes)
        or bool(mail and mail.problems)
        or bool(brought and brought.problems)
    )


def _measure_inbox(folder: Path, options: argparse.Namespace) -> inbox.Measured | None:
    return inbox.measure(folder) if _is_wanted("inbox", options) else None


def _is_wanted(name: str, options: argparse.Namespace) -> bool:
    only = options.only.split(",")
    return only == [""] or name in only


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure this system.")
    parser.add_argument("--large", action="store_true", help=f"with {LARGE_SIZES[-1]:,} applications too")
    parser.add_argument("--sizes", default="", help="numbers of applications, such as 1000,1000000")
    parser.add_argument(
        "--only", default="", help="steps, such as listing,board; the floors are always measured"
    )
    parser.add_argument("--seconds", type=float, default=0.7, help="length of one run of a step")
    parser.add_argument(
        "--postgresql", default="", metavar="URL", help="a server where databases may be made"
    )
    parser.add_argument("--port", type=int, default=0, help="first of two ports; free ones if not given")
    parser.add_argument(
        "--markdown", action="store_true", help="print the latest run as the README quotes it"
    )
    return parser.parse_args()


def _measure_all(folder: Path, options: argparse.Namespace) -> list[Measured]:
    port, floor_port = (options.port, options.port + 1) if options.port else (free_port(), free_port())
    bare = Installation(folder / "floor", floor_port, 0)
    bare.make()
    floor = Server.of_floor(bare.folder, floor_port)
    floor.start("/benchmark/empty")
    try:
        return [_measure(folder / str(size), port, size, floor, options) for size in _sizes(options)]
    finally:
        floor.stop()


def _measure(folder: Path, port: int, size: int, floor: Server, options: argparse.Namespace) -> Measured:
    print(f"{size:,} applications", flush=True)
    installation = Installation(folder, port, size, server_url=options.postgresql)
    only = {name for name in options.only.split(",") if name}
    try:
        return Measurement(installation, floor, seconds=options.seconds, only=only, say=_say).run()
    finally:
        installation.remove()
        shutil.rmtree(folder, ignore_errors=True)


def _sizes(options: argparse.Namespace) -> list[int]:
    if options.sizes:
        return sorted(int(size) for size in options.sizes.split(","))
    return list(LARGE_SIZES if options.large else SIZES)


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


def _voids(measured: Measured) -> bool:
    return any(figure.is_void for by_clients in measured.figures.values() for figure in by_clients.values())


if __name__ == "__main__":
    sys.exit(main())
