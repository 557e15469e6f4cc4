"""Tests of the warm pool: what children cannot do, how they end, and that nothing they do hurts the others."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from ats.platform import warm_pool
from ats.platform.sandbox import sandbox_level
from ats.platform.warm_pool import JobLimits, PoolBusy, WarmPool, listen_at

HERE = Path(__file__).parent
JOBS = "tests.unit.platform.warm.jobs:JOBS"
needs_fences = pytest.mark.skipif(
    sandbox_level() not in ("bubblewrap", "kernel"), reason=f"only {sandbox_level()} hold children here"
)


@pytest.fixture(scope="module")
def pool():
    pool = WarmPool(JOBS, readable=[HERE])
    yield pool
    pool.stop()


def run(pool, job, data=b"", options=None, **limits):
    return pool.run(job, data, options or {}, JobLimits(**limits))


def zygotes():
    """Process numbers of all that were started with our jobs, theirs and their children's."""
    found = subprocess.run(["pgrep", "-f", f"warm_zygote.*{JOBS}"], capture_output=True, text=True).stdout
    return {int(number) for number in found.split()}


def below(pool):
    """Numbers and names of the processes that the pool's own process started, and those they started."""
    found = {pool._own._process.pid: "bwrap"}
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                stats[int(entry.name)] = parse_stat((entry / "stat").read_text())
    for number, (name, parent) in sorted(stats.items()):
        if parent in found:
            found[number] = name
    return found


def parse_stat(text):
    before, _, after = text.rpartition(")")
    return before.partition("(")[2], int(after.split()[1])


def zygote_of(pool):
    """The number of the process that forks: the first of its name."""
    return min(number for number, name in below(pool).items() if name == "warm-reader")


def wait_until(condition, seconds=5):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_data_and_options_reach_the_job_and_frames_come_back(pool):
    ended = run(pool, "echo", b"abc", {"name": "x"})
    assert ended.reason is None
    assert ended.frames == [(b"T", b"cba"), (b"O", b"[('name', 'x')]")]


def test_large_data_passes_whole(pool):
    data = os.urandom(20_000_001)
    ended = run(pool, "echo", data, output_bytes=30_000_000)
    assert ended.reason is None
    assert ended.frames[0] == (b"T", data[::-1])


def test_looping_child_is_stopped_by_its_cpu_time_and_keeps_what_it_sent(pool):
    ended = run(pool, "spin", cpu_seconds=1)
    assert (ended.reason, ended.frames) == ("timeout", [(b"T", b"begun")])


def test_sleeping_child_is_stopped_by_the_clock(pool):
    started = time.monotonic()
    ended = run(pool, "sleep", wall_seconds=0.5)
    assert (ended.reason, ended.frames) == ("timeout", [(b"T", b"begun")])
    assert time.monotonic() - started < 3


def test_child_that_keeps_talking_is_stopped_by_the_clock_too(pool):
    started = time.monotonic()
    assert run(pool, "dribble", wall_seconds=0.5).reason == "timeout"
    assert time.monotonic() - started < 3


def test_stopped_child_is_gone_at_once(pool):
    run(pool, "sleep", wall_seconds=0.2)
    # Left are the one that forks and the two children that wait for the next jobs.
    wait_until(lambda: list(below(pool).values()).count("warm-reader") == 3, 2)


def test_hog_crash_flood_and_error_are_told_apart(pool):
    assert run(pool, "hog").reason == "memory"
    crashed = run(pool, "crash")
    assert (crashed.reason, crashed.detail, crashed.frames) == ("crashed", "signal 11", [(b"T", b"begun")])
    failed = run(pool, "fail")
    assert (failed.reason, failed.detail) == ("crashed", "ValueError: no good")
    assert run(pool, "flood", output_bytes=500_000).reason == "output"
    assert run(pool, "nonexistent").reason == "crashed"


def test_data_that_does_not_fit_into_memory_is_a_failure_like_any(pool):
    ended = run(pool, "echo", bytes(250_000_000), memory_bytes=200_000_000)
    assert (ended.reason, ended.detail) == ("memory", "memory")


def test_questions_are_answered_on_the_callers_time(pool):
    def answer(payload):
        time.sleep(0.3)
        return payload + b"!" * 100_000

    limits = JobLimits(wall_seconds=0.6, output_bytes=400_000)
    ended = pool.run("ask", b"x", {"times": 3}, limits, answer=answer)
    assert ended.reason is None
    assert len(ended.frames[0][1]) == 300_001


def test_error_of_the_one_who_answers_stops_the_child_and_comes_through(pool):
    def answer(payload):
        raise KeyError(payload)

    with pytest.raises(KeyError):
        pool.run("ask", b"x", {"times": 1}, JobLimits(), answer=answer)


def test_job_cannot_send_the_frames_of_the_pool(pool):
    assert run(pool, "forge").reason == "crashed"


def test_nothing_hurts_the_process_that_forks(pool):
    run(pool, "echo")
    before = zygote_of(pool)
    for job in ("spin", "hog", "crash", "fail", "flood"):
        run(pool, job, cpu_seconds=1, output_bytes=100_000)
    assert run(pool, "echo", b"ab").frames[0] == (b"T", b"ba")
    assert zygote_of(pool) == before


@needs_fences
@pytest.mark.parametrize(
    "code",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "__import__('threading').Thread(target=print).start()",
        "socket.socket()",
        "socket.socketpair()",
        "os.kill(os.getppid(), 9)",
        "open('/etc/passwd').read()",
        "open('/proc/%d/mem' % os.getppid(), 'r+b')",
        "open('/tmp/left_behind', 'w').write('x')",
        "open('/dev/shm/left_behind', 'w').write('x')",
        f"os.truncate({__file__!r}, 0)",
    ],
)
def test_forbidden_act_fails_inside_the_child(pool, code):
    before = Path(__file__).read_bytes()
    ended = run(pool, "act", code.encode())
    assert ended.reason == "crashed"
    assert "Error" in ended.detail
    assert Path(__file__).read_bytes() == before


@needs_fences
def test_child_holds_no_handle_but_its_connection(pool):
    code = b"""
held = []
for number in range(3, 32):
    try:
        held.append(os.fstat(number).st_mode)
    except OSError:
        pass
send(b"T", repr(len(held)).encode())
"""
    with ThreadPoolExecutor(4) as others:
        waiting = [others.submit(run, pool, "sleep", options={"seconds": 1}) for _ in range(3)]
        time.sleep(0.3)
        assert run(pool, "act", code).frames == [(b"T", b"1")]
        assert all(one.result().reason is None for one in waiting)


def test_child_is_as_nice_as_its_caller(pool, monkeypatch):
    own = os.nice(0)
    assert run(pool, "act", b"send(b'T', str(os.nice(0)).encode())").frames[0][1] == str(own).encode()
    monkeypatch.setattr(warm_pool.os, "nice", lambda _: own + 4)
    nicer = run(pool, "act", b"send(b'T', str(os.nice(0)).encode())").frames[0][1]
    assert nicer == str(min(own + 4, 19)).encode()


def test_environment_does_not_reach_the_child(monkeypatch):
    monkeypatch.setenv("ATS_SECRET_KEY", "canary")
    pool = WarmPool(JOBS, readable=[HERE])
    try:
        sent = run(pool, "act", b"send(b'T', repr(dict(os.environ)).encode())").frames[0][1]
    finally:
        pool.stop()
    assert b"canary" not in sent
    assert b"PATH" in sent


def test_eight_at_once_do_not_disturb_one_another(pool):
    words = [str(number).encode() * 50_000 for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        ended = list(threads.map(lambda word: run(pool, "echo", word), words))
    assert [one.frames[0][1] for one in ended] == [word[::-1] for word in words]


def test_more_than_fit_wait_for_one_another_and_are_told_when_it_takes_too_long():
    pool = WarmPool(JOBS, at_once=2, readable=[HERE])
    try:
        run(pool, "echo")
        with ThreadPoolExecutor(6) as threads:
            started = time.monotonic()
            assert all(
                one.reason is None
                for one in threads.map(lambda _: run(pool, "sleep", options={"seconds": 0.3}), range(6))
            )
            assert time.monotonic() - started > 0.85
            long = [threads.submit(run, pool, "sleep", options={"seconds": 1}) for _ in range(2)]
            time.sleep(0.2)
            with pytest.raises(PoolBusy):
                pool.run("echo", b"", {}, JobLimits(), wait_seconds=0.3)
            assert all(one.result().reason is None for one in long)
        assert run(pool, "echo").reason is None
    finally:
        pool.stop()


def test_killed_zygote_is_started_again_and_the_job_is_done_after_all():
    pool = WarmPool(JOBS, readable=[HERE])
    try:
        run(pool, "echo")
        with ThreadPoolExecutor(1) as threads:
            slow = threads.submit(run, pool, "sleep", options={"seconds": 1})
            time.sleep(0.4)
            os.kill(zygote_of(pool), signal.SIGKILL)
            assert slow.result().reason is None
        assert run(pool, "echo", b"ab").frames[0] == (b"T", b"ba")
    finally:
        pool.stop()


def test_pool_that_cannot_start_says_so():
    pool = WarmPool("ats.platform.nonexistent:JOBS")
    try:
        with pytest.raises(PoolBusy):
            pool.run("echo", b"", {}, JobLimits(), wait_seconds=8)
    finally:
        pool.stop()


def test_nothing_is_left_when_the_process_ends_or_is_killed(tmp_path):
    code = f"""
import sys, time
from ats.platform.warm_pool import JobLimits, WarmPool
pool = WarmPool({JOBS!r}, readable=[{str(HERE)!r}])
pool.run("echo", b"", {{}}, JobLimits())
print("ready", flush=True)
time.sleep(float(sys.argv[1]))
"""
    before = zygotes()
    for seconds, is_killed in ((0, False), (60, True)):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(seconds)],
            stdout=subprocess.PIPE, env={"TMPDIR": str(tmp_path), "PYTHONPATH": os.getcwd()},
        )  # fmt: skip
        assert process.stdout.readline() == b"ready\n"
        if is_killed:
            process.kill()
        else:
            process.wait(10)
            assert list(tmp_path.iterdir()) == []
        process.wait(10)
        wait_until(lambda: zygotes() <= before)


def test_fork_of_a_process_with_a_pool_can_use_it_and_leaves_it_alone(pool):
    run(pool, "echo")
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = int(run(pool, "echo", b"ab").frames[0] != (b"T", b"ba"))
            pool.stop()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    before = zygote_of(pool)
    assert run(pool, "echo", b"ab").frames[0] == (b"T", b"ba")
    assert zygote_of(pool) == before


def ask_often(pool):
    for _ in range(50):
        pool.run("echo", b"", {}, JobLimits(), wait_seconds=0.5)


def test_shared_socket_is_used_where_somebody_listens_and_nobody_else_may(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    path = folder / "reader.sock"
    listener = listen_at(path)
    assert path.stat().st_mode & 0o777 == 0o600
    pool = WarmPool(JOBS, shared=path, readable=[HERE])
    keeper = subprocess.Popen(
        pool.command(listener.fileno(), None), pass_fds=[listener.fileno()], env={}, stdin=subprocess.DEVNULL
    )
    try:
        assert run(pool, "echo", b"ab").frames[0] == (b"T", b"ba")
        assert pool._own._process is None
        keeper.kill()
        keeper.wait()
        # The supervisor holds the socket and will start it again; what it had forked may answer until it has noticed.
        with pytest.raises(PoolBusy):
            ask_often(pool)
        listener.close()
        assert run(pool, "echo", b"ab").frames[0] == (b"T", b"ba")
        assert pool._own._process is not None
    finally:
        keeper.kill()
        pool.stop()
