"""What the figures shall be, and whether they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure, ratio
from benchmarks.measuring import DURABLE, Measured

STATEMENTS = {"listing": 4, "opening": 4, "submit": 14, "list": 6, "board": 8, "candidate": 12, "move": 10}
LEAST_OF_EMPTY_VIEW = 0.5
MOST_GROWTH = 1.3
MOST_MEMORY = 300
MOST_MEMORY_WITH_READERS = 450
MOST_COLD_START = 1.5
EMPTY_FORMS = 4


@dataclass(frozen=True)
class Verdict:
    """One aim, what was measured, and whether it is met; None: it could not be told."""

    subject: str
    aim: str
    measured: str
    is_met: bool | None


def judge(sizes: Sequence[Measured]) -> list[Verdict]:
    """Return the verdicts on a run: on its largest size, and on the growth up to it."""
    if not sizes:
        return []
    largest = sizes[-1]
    return [
        *(_share_of_empty_view(largest, name) for name in ("listing", "opening")),
        _submit_against_floor(largest),
        *(_growth(sizes, name) for name in ("list", "board", "candidate", "move", "submit")),
        *(_statements(largest, name, most) for name, most in STATEMENTS.items()),
        *_memory(largest),
        _cold_start(largest),
    ]


def figure(measured: Measured, name: str, clients: int = 1) -> Figure | None:
    """Return a figure that counts, or None."""
    found = measured.figures.get(name, {}).get(clients)
    return None if found is None or found.is_void else found


def submit_floor(measured: Measured) -> float | None:
    """Return the milliseconds of one commit with one file and of four empty forms."""
    durable, form = figure(measured, DURABLE), figure(measured, "empty form")
    return durable.p50 + EMPTY_FORMS * form.p50 if durable and form else None


@dataclass(frozen=True)
class Growth:
    """How many times longer a step takes at the largest size than at another, by clock and by processor."""

    from_size: int
    p50: float
    cpu: float | None


def growth(sizes: Sequence[Measured], name: str) -> Growth | None:
    """Return how a step grew from the smallest size, or None.

    A board is compared with the smallest size that has as many on its opening: more cards are more work.
    """
    largest = sizes[-1]
    alike = [each for each in sizes[:-1] if name != "board" or each.on_first == largest.on_first]
    if not alike or not (after := figure(largest, name)) or not (before := figure(alike[0], name)):
        return None
    return Growth(alike[0].size, after.p50 / before.p50, ratio(after.cpu, before.cpu))


def share_of_empty_view(measured: Measured, name: str, clients: int) -> float | None:
    """Return a step's requests a second as a share of the empty view's."""
    step, empty = figure(measured, name, clients), figure(measured, "empty view", clients)
    return ratio(step.rate, empty.rate) if step and empty else None


def _share_of_empty_view(measured: Measured, name: str) -> Verdict:
    shares = [share_of_empty_view(measured, name, clients) for clients in (1, 8)]
    aim = f"at least {LEAST_OF_EMPTY_VIEW} of the empty view's requests/s"
    if None in shares:
        return Verdict(name, aim, "not measured", None)
    text = " and ".join(f"{share:.2f}" for share in shares) + " at 1 and 8 clients"
    step, empty = figure(measured, name), figure(measured, "empty view")
    text += _by_processor(ratio(empty.cpu, step.cpu))
    return Verdict(name, aim, text, min(shares) >= LEAST_OF_EMPTY_VIEW)


def _by_processor(value: float | None) -> str:
    """Say a ratio by processor time too, which a busy machine disturbs less than the clock."""
    return f" ({value:.2f} by processor)" if value else ""


def _submit_against_floor(measured: Measured) -> Verdict:
    step, floor = figure(measured, "submit"), submit_floor(measured)
    aim = "p50 at most one commit with one file and four empty forms"
    if step is None or floor is None:
        return Verdict("submit", aim, "not measured", None)
    return Verdict("submit", aim, f"{step.p50:.1f} ms, floor {floor:.1f} ms", step.p50 <= floor)


def _growth(sizes: Sequence[Measured], name: str) -> Verdict:
    found = growth(sizes, name)
    aim = f"p50 at {sizes[-1].size:,} at most {MOST_GROWTH} of the smallest size"
    if found is None:
        return Verdict(name, aim, "not measured", None)
    text = f"{found.p50:.2f} from {found.from_size:,}{_by_processor(found.cpu)}"
    return Verdict(name, aim, text, found.p50 <= MOST_GROWTH)


def _statements(measured: Measured, name: str, most: int) -> Verdict:
    found = measured.statements.get(name)
    if found is None:
        return Verdict(name, f"at most {most} statements", "not measured", None)
    first, warm = len(found.first), len(found.warm)
    text = str(warm) if first == warm else f"{warm}, {first} at first"
    return Verdict(name, f"at most {most} statements", text, warm <= most)


def _memory(measured: Measured) -> list[Verdict]:
    """Judge the most that was seen during all steps, with the readers of résumés and without."""
    found = []
    for subject, most in (("web and worker", MOST_MEMORY), ("all with readers", MOST_MEMORY_WITH_READERS)):
        aim = f"{subject} always below {most} MiB PSS"
        peak = measured.memory_peak.get(subject)
        if peak is None:
            found.append(Verdict("memory", aim, "not measured", None))
        else:
            now = measured.memory_after[subject]
            found.append(Verdict("memory", aim, f"at most {peak:.0f} MiB, {now:.0f} afterwards", peak < most))
    return found


def _cold_start(measured: Measured) -> Verdict:
    aim = f"below {MOST_COLD_START} s to the first page"
    if not measured.cold_starts:
        return Verdict("cold start", aim, "not measured", None)
    middle = sorted(measured.cold_starts)[len(measured.cold_starts) // 2]
    return Verdict("cold start", aim, f"{middle:.2f} s", middle < MOST_COLD_START)
