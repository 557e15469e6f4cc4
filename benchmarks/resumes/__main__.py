"""``python -m benchmarks.resumes``: make the documents, measure the reader on them, print tables, keep JSON."""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.resumes import accuracy, costs, rereading, tables
from benchmarks.resumes.generating import generate

ROOT = Path(__file__).resolve().parents[2]
LATEST = ROOT / "benchmarks" / "latest-resumes.json"
DEV = ROOT.parent / "shared" / "resumes" / "dev"
COUNT = 120
REREAD, REREAD_LARGE = 500, 10_000
FAMILIES = ("seen", "unseen")
PARTS = ("accuracy", "costs", "rereading")


def main() -> None:
    """Do what the options say."""
    options = _options()
    if options.write:
        _make_sets(options.write, options.count)
        return
    folders = _cached_sets(options.count)
    if DEV.is_dir():
        folders = {"dev": DEV, **folders}
    else:
        print("left out: the set dev, which is not beside this folder")
    found = _measure(folders, options)
    print(tables.verdict_table(found))
    LATEST.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"\n{LATEST.relative_to(ROOT)} holds the same.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resumes", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the two sets there, no more")
    parser.add_argument("--count", type=int, default=COUNT, help="documents in each set")
    parser.add_argument("--large", action="store_true", help=f"read {REREAD_LARGE:,} documents again")
    parser.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    return parser.parse_args()


def _measure(folders: dict[str, Path], options: argparse.Namespace) -> dict[str, Any]:
    about = {**machine.describe(), "load_average": machine.load_average()}
    print(f"{about['date']}, {about['cores']} cores, load {about['load_average']}")
    found: dict[str, Any] = {"about": about, "sets": {}, "costs": {}, "rereading": {}}
    wanted = options.only.split(",")
    if "accuracy" in wanted:
        found["sets"] = _accuracy(folders)
    own = [folders[name] for name in FAMILIES]
    if "costs" in wanted:
        found["costs"] = costs.measure(own)
        print(_lines("costs", found["costs"]))
    if "rereading" in wanted:
        found["rereading"] = _reread(own, REREAD_LARGE if options.large else REREAD)
        print(_lines("re-reading", found["rereading"]))
    return found


def _accuracy(folders: dict[str, Path]) -> dict[str, Any]:
    recognises = shutil.which("tesseract") is not None
    if not recognises:
        print("left out: scans and photographs, as tesseract is not installed")
    sets = {}
    for name, folder in folders.items():
        sets[name] = accuracy.summarise(list(accuracy.iter_scored(folder, recognises=recognises)))
        # Of the unseen set nobody is to know which looks are weak.
        for group in ("format", "lang") if name == "unseen" else accuracy.GROUPS:
            print(tables.group_table(name, sets[name], group))
    print("\n" + tables.fields_table(sets))
    print("\n" + tables.bands_table(sets))
    return sets


def _reread(folders: list[Path], documents: int) -> dict[str, Any]:
    parent = ROOT / "instance"
    folder = Path(tempfile.mkdtemp(prefix="resumes-", dir=parent))
    try:
        return rereading.measure(folder / "installation", documents, folders)
    finally:
        shutil.rmtree(folder)


def _cached_sets(count: int) -> dict[str, Path]:
    """The two sets, made again whenever what makes them has changed."""
    sources = sorted(Path(__file__).parent.rglob("*.py")) + sorted(Path(__file__).parent.rglob("*.toml"))
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sources))
    version.update(f"{count} {shutil.which('chromium')}".encode())
    folder = ROOT / "instance" / "resume-documents" / version.hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in folder.parent.iterdir():
            shutil.rmtree(old)
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent))
        _make_sets(unfinished, count)
        unfinished.rename(folder)
    return {name: folder / name for name in FAMILIES}


def _make_sets(folder: Path, count: int) -> None:
    """Write both sets; say which documents this machine cannot write."""
    for family, name in enumerate(FAMILIES):
        left_out = generate(folder / name, family=family, count=count, browser=shutil.which("chromium"))
        print(f"{name}: {count - len(left_out)} documents written")
        if left_out:
            print(f"left out, for want of Chromium or the DejaVu fonts: {len(left_out)} documents")


def _lines(title: str, figures: dict[str, Any]) -> str:
    return "\n".join(
        [f"\n{title}", *(f"  {name.replace('_', ' '):26}{value}" for name, value in figures.items())]
    )


if __name__ == "__main__":
    main()
