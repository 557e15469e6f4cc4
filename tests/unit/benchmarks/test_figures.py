"""Percentiles, medians over repeats, void steps, and what becomes of them in the table."""

import pytest

from benchmarks import aims, report
from benchmarks.figures import Batch, percentile, ratio, summarise
from benchmarks.measuring import DURABLE, Measured


def figure(milliseconds: float, **more):
    return summarise([Batch([milliseconds / 1000] * 10, wall=milliseconds / 100, **more)])


def measured(size: int, on_first: int = 1000, **milliseconds: float) -> Measured:
    figures = {
        name.replace("_", " "): {1: figure(value), 8: figure(value)} for name, value in milliseconds.items()
    }
    return Measured(size, on_first=on_first, figures=figures)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.95, 10), (0.9, 9), (0.0, 1), (1.0, 10)])
def test_percentile_by_nearest_rank(share, expected):
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == expected


def test_percentile_of_nothing():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_median_over_repeats():
    found = summarise([Batch([value], wall=1.0, cpu=value / 2, size=7) for value in (0.001, 0.1, 0.002)])
    assert found.p50 == pytest.approx(2)
    assert found.p50_each == (1.0, 100.0, 2.0)
    assert found.cpu == pytest.approx(1)
    assert (found.rate, found.size, found.requests) == (1, 7, 3)
    assert not found.is_void


def test_an_error_makes_a_step_void():
    assert summarise([Batch([0.1], wall=1.0), Batch([0.1], wall=1.0, errors=["status 500"])]).is_void
    assert summarise([Batch([0.1], wall=1.0), Batch()]).errors == ("a repeat had no answer at all",)
    assert summarise([]).is_void


def test_ratio():
    assert ratio(1, 2) == 0.5
    assert ratio(None, 2) is None
    assert ratio(1, 0) is None


def test_submit_is_held_against_commit_and_four_forms():
    run = measured(1000, submit=9, empty_form=1)
    run.figures[DURABLE] = {1: figure(6)}
    assert aims.submit_floor(run) == pytest.approx(10)
    verdict = next(each for each in aims.judge([run]) if "four empty forms" in each.aim)
    assert verdict.is_met is True


def test_a_board_grows_against_one_with_as_many():
    runs = [
        measured(1000, 10, board=5, list=5),
        measured(10_000, board=10, list=5),
        measured(100_000, board=12, list=9),
    ]
    board, list_ = aims.growth(runs, "board"), aims.growth(runs, "list")
    assert (board.from_size, board.p50) == (10_000, pytest.approx(1.2))
    assert (list_.from_size, list_.p50) == (1000, pytest.approx(1.8))
    assert aims.growth(runs[:1], "list") is None


def test_what_was_not_measured_is_neither_met_nor_missed():
    assert {verdict.is_met for verdict in aims.judge([Measured(1000)])} == {None}


def test_reports(tmp_path):
    run = measured(1000, listing=1, empty_view=1)
    run.cold_starts, run.memory_after = [1.0, 1.2, 3.0], {"web and worker": 40.0, "all with readers": 45.0}
    run.memory_peak = {"web and worker": 50.0, "all with readers": 60.0}
    machine = {"date": "2026-05-04", "cores": "2", "memory": "24 GiB", "python": "3.11", "database": "SQLite"}
    path = tmp_path / "latest.json"
    report.write_latest(report.as_data([run], machine), path)
    assert "| listing | 1.0 |" in report.markdown(path)
    assert "listing" in report.table(run)
    assert "1.20 s" in report.verdict_table(aims.judge([run]))
