"""Tests of the limits around a child process: each tries to break one."""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ats.platform import sandbox
from ats.platform.sandbox import SandboxFailed, run_limited, sandbox_level

PYTHON = (sys.executable, "-I", "-S", "-c")
needs_fences = pytest.mark.skipif(
    sandbox_level() not in ("bubblewrap", "kernel"), reason=f"only {sandbox_level()} hold children here"
)


def run(code, input=b"", **limits):
    return run_limited([*PYTHON, code], input=input, **limits).stdout


def fail(code, **limits):
    with pytest.raises(SandboxFailed) as caught:
        run(code, **limits)
    return caught.value


def test_input_comes_back_from_the_child():
    assert run("import sys; sys.stdout.write(sys.stdin.read()[::-1])", b"abc") == b"cba"


def test_large_input_and_output_pass_whole():
    data = os.urandom(3_000_000)
    assert run("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", data) == data


def test_environment_of_the_parent_does_not_reach_the_child(monkeypatch):
    monkeypatch.setenv("ATS_SECRET_KEY", "canary")
    assert b"canary" not in run("import os; print(dict(os.environ))")


def test_sleeping_child_is_stopped_by_the_clock():
    started = time.monotonic()
    failure = fail("import time; print('begun', flush=True); time.sleep(60)", wall_seconds=0.5)
    assert failure.reason == "timeout"
    assert failure.stdout == b"begun\n"
    assert time.monotonic() - started < 5


def test_looping_child_is_stopped_by_its_cpu_time():
    failure = fail("while True: pass", cpu_seconds=1, wall_seconds=120)
    assert (failure.reason, failure.starved) == ("timeout", False)


def test_child_that_was_kept_waiting_is_told_from_one_that_worked():
    assert fail("import time; time.sleep(60)", wall_seconds=0.5).starved


def test_child_that_had_its_share_was_not_kept_waiting(monkeypatch):
    monkeypatch.setattr(sandbox, "_FAIR_SHARE", 0.01)  # other tests may run at the same time
    assert not fail("while True: pass", wall_seconds=2).starved


def test_time_that_a_child_took_is_known():
    code = "import time\nwhile time.process_time() < 0.5: pass\ntime.sleep(1.5)"
    assert 0.4 < run_limited([*PYTHON, code], input=b"").cpu_seconds < 5


def test_child_that_closed_its_output_is_stopped_too():
    code = "import os, time; os.close(1); os.close(2); time.sleep(60)"
    assert fail(code, wall_seconds=0.5).reason == "timeout"


def test_memory_hog_is_told_apart():
    assert fail("x = bytearray(10**9)").reason == "memory"


def test_flood_of_output_is_cut():
    failure = fail("while True: print('x' * 10000)", output_bytes=100_000)
    assert failure.reason == "output"
    assert len(failure.stdout) == 100_000


def test_output_past_the_limit_by_a_child_that_ends_is_refused():
    assert fail("print('x' * 2000)", output_bytes=1000).reason == "output"


def test_flood_of_errors_does_not_block_or_grow():
    assert run("import sys\nfor _ in range(1000): sys.stderr.write('x' * 10000)\nprint('done')") == b"done\n"


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import os; os.abort()", "import nonexistent"])
def test_crash_is_reported(code):
    assert fail(code).reason == "crashed"


def test_missing_program_is_refused():
    with pytest.raises(SandboxFailed) as caught:
        run_limited(["/nonexistent/program"], input=b"")
    assert caught.value.reason == "refused"


@needs_fences
@pytest.mark.parametrize(
    "code",
    [
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import threading; threading.Thread(target=print).start()",
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import os; os.kill(os.getppid(), 9)",
        "open('/etc/passwd').read()",
        "open('left_behind', 'w').write('x')",
        "import os; os.truncate('{module}', 0)",
    ],
)
def test_forbidden_act_fails_inside_the_child(code):
    before = Path(__file__).read_bytes()
    failure = fail(code.format(module=__file__))
    assert failure.reason == "crashed"
    assert "Error" in failure.detail
    assert Path(__file__).read_bytes() == before


@needs_fences
def test_files_beside_the_package_stay_unreadable():
    secret = Path(__file__).parent / "kept_out_of_reach.txt"
    secret.write_text("canary")
    try:
        assert fail(f"print(open({str(secret)!r}).read())").stdout == b""
    finally:
        secret.unlink()


def test_scratch_folder_can_be_written(tmp_path):
    run("open('made', 'w').write('x' * 10)", scratch=tmp_path)
    assert (tmp_path / "made").read_text() == "x" * 10


def test_scratch_files_are_limited_in_size(tmp_path):
    fail("open('made', 'wb').write(bytes(64 * 1024 * 1024))", scratch=tmp_path)
    assert (tmp_path / "made").stat().st_size <= 16 * 1024 * 1024


def children() -> set[str]:
    """Return the processes this one has started and not yet waited for; other tests' pools stay among them."""
    lists = Path("/proc/self/task").glob("*/children")
    return {each for path in lists for each in path.read_text().split()}


def test_no_child_handle_or_folder_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    handles, before = len(os.listdir("/proc/self/fd")), children()
    for _ in range(3):
        run("print(1)")
        fail("import time; time.sleep(60)", wall_seconds=0.3)
    assert len(os.listdir("/proc/self/fd")) == handles
    assert list(tmp_path.iterdir()) == []
    assert children() == before


def test_eight_at_once_do_not_disturb_one_another():
    words = [str(number).encode() * 50_000 for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        code = "import sys; sys.stdout.write(sys.stdin.read())"
        assert list(pool.map(lambda word: run(code, word), words)) == words


def test_child_does_not_outlive_the_thread_that_started_it():
    results = []
    thread = threading.Thread(target=lambda: results.append(run("print('ended')")))
    thread.start()
    thread.join(10)
    assert results == [b"ended\n"]
