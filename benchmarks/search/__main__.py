"""``python -m benchmarks.search``: measure search, list, views and board at several sizes; print a table."""

import argparse
import gc
import tempfile
from pathlib import Path

from benchmarks import machine
from benchmarks.search.data import Kept, index_bytes, text_bytes
from benchmarks.search.measuring import Result, measure_pages, measure_search

SIZES = (1_000, 10_000)
LARGE_SIZES = (1_000, 100_000, 1_000_000)
# Of the time at the smallest size, how much the pages may take at another.
FLAT = 1.3


def main() -> int:
    """Run; the figures are to be read, so the exit status says only that all of it ran."""
    options = _options()
    parent = Path(options.folder)
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else SIZES
    sizes = LARGE_SIZES if options.large and not options.sizes else sizes
    print(f"load average {machine.load_average()}, {machine.describe()}")
    first: dict[str, float] = {}
    for size in sorted(sizes):
        kept = Kept(parent, size, options.postgresql)
        kept.make(lambda said: print(f"  {said}", flush=True))
        with kept.open_app():
            # As the processes of the web server do.
            gc.collect()
            gc.freeze()
            index, texts = index_bytes(), text_bytes()
            found = measure_search(size, {name for name in options.only.split(",") if name})
            pages = [] if options.only else measure_pages()
        print(f"\n{size:,} applications; the index is {index / texts:.2f} of the text ({index / 1e6:.0f} MB)")
        print(f"{'':36}{'p50 ms':>9}{'p95 ms':>9}{'bare':>9}{'of bare':>9}{'found':>10}  aim")
        for result in found:
            print(_line(result))
        for result in pages:
            growth = result.p50 / first.setdefault(result.name, result.p50)
            print(
                f"{result.name:36}{result.p50:9.2f}{result.p95:9.2f}{'':18}{growth:9.2f} of the smallest, aim {FLAT}"
            )
    return 0


def _line(result: Result) -> str:
    bare = f"{result.bare:9.2f}{result.of_bare or 0:9.1f}"
    met = "met" if result.p95 <= result.aim else "NOT MET"
    return f"{result.name:36}{result.p50:9.2f}{result.p95:9.2f}{bare}{result.found:>10}  below {result.aim:.0f}: {met}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search", description="Measure search and lists."
    )
    parser.add_argument("--large", action="store_true", help=f"with {LARGE_SIZES[-1]:,} applications")
    parser.add_argument("--sizes", default="", help="numbers of applications, such as 1000,100000")
    parser.add_argument("--only", default="", help="kinds of questions, by their names in the table")
    parser.add_argument(
        "--postgresql", default="", metavar="URL", help="a server where databases may be made"
    )
    default = Path(tempfile.gettempdir()) / "requisite-benchmark-search"
    parser.add_argument("--folder", default=str(default), help="where the data is kept from run to run")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
