"""Puts limits on its own process and then becomes the program it was given; `sandbox.py` starts it.

It runs as a script under `python -I -S`, so it may import the standard library alone. Its first argument is a
JSON object with `limits`, `env`, `read`, `write` and `list` (folders); the rest is the program and its
arguments. Without a program it prints, as a JSON list, which fences of the kernel held. With `forks` the program
may start processes and outlive the thread that started it, and has to fence its own children.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys

REFUSED = 125  # exit code: the limits could not be set or the program not started

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

# linux/landlock.h
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights over files each version knows
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | (1 << 14) | (1 << 15)  # the others are about folders

# linux/seccomp.h, linux/filter.h, linux/audit.h
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # _DENY is ERRNO with EPERM
_X32_CALLS = 0x40000000

# Sockets, new processes and threads, signals, other processes' memory, namespaces, keys and io_uring, by
# their numbers in asm/unistd_64.h and asm-generic/unistd.h.
_DENIED_CALLS = {
    "x86_64": (
        0xC000003E,
        (41, 53, 56, 57, 58, 62, 101, 129, 165, 200, 234, 250, 272, 297, 298, 304, 308, 310, 311, 321, 323)
        + (424, 425, 435, 438),
    ),
    "aarch64": (
        0xC00000B7,
        (40, 97, 117, 129, 130, 131, 138, 198, 199, 219, 220, 240, 241, 265, 268, 270, 271, 280, 282)
        + (424, 425, 435, 438),
    ),
}

EXEC_CALLS = {"x86_64": (59, 322), "aarch64": (221, 281)}  # execve, execveat

_libc = ctypes.CDLL(None, use_errno=True)


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def _prctl(option: int, value: int, pointer=None) -> bool:
    return _libc.prctl(option, ctypes.c_ulong(value), pointer, 0, 0) == 0


def _leave_network() -> bool:
    return _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0


def _allow_path(ruleset: int, path: str, rights: int) -> bool:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        if not os.path.isdir(path):
            rights &= _FILE_RIGHTS
        rule = _PathRule(rights, handle)
        return _libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0) == 0
    finally:
        os.close(handle)


def landlock_version() -> int:
    """Return which version of Landlock the kernel offers, below 1 if none."""
    return _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)


def fence_files(read: list[str], write: list[str], names: list[str]) -> bool:
    """Leave only the named files and folders within reach (Landlock, Linux 5.13 and newer)."""
    abi = landlock_version()
    if abi < 1:
        return False
    every = (1 << _RIGHTS_BY_ABI.get(abi, 16)) - 1
    handled = ctypes.c_uint64(every)
    ruleset = _libc.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    allowed = [(path, _EXECUTE | _READ_FILE | _READ_DIR) for path in read]
    allowed += [(path, every) for path in write] + [(path, _READ_DIR) for path in names]
    try:
        added = all([_allow_path(ruleset, path, rights) for path, rights in allowed])
        return added and _libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def fence_calls(more: dict[str, tuple[int, ...]] | None = None) -> bool:
    """Deny the system calls a reader of files never needs, and `more` of them by machine (seccomp filter)."""
    machine = platform.machine()
    if machine not in _DENIED_CALLS:
        return False
    audit_name, denied = _DENIED_CALLS[machine]
    denied += more[machine] if more else ()
    last = len(denied) + 1
    steps = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_JUMP_EQUAL, 1, 0, audit_name),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_JUMP_AT_LEAST, last, 0, _X32_CALLS),
    ]
    steps += [(_JUMP_EQUAL, last - 1 - index, 0, call) for index, call in enumerate(denied)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = _Filter(len(steps), ctypes.cast(code, ctypes.c_void_p))
    return _prctl(_PR_SET_SECCOMP, 2, ctypes.byref(program))


def _raise_fences(plan: dict) -> list[str]:
    forks = plan.get("forks", False)
    if not forks:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if not _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        return []
    held = {
        "network": _leave_network(),
        "files": fence_files(plan["read"], plan["write"], plan["list"]),
        "calls": not forks and fence_calls(),
    }
    return [name for name, holds in held.items() if holds]


def set_limits(limits: dict[str, int]) -> None:
    """Set resource limits by their names without `RLIMIT_`, never above what holds already."""
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        # One second more before the hard limit, so that the soft one's signal tells what happened.
        hard = value + 1 if name == "CPU" else value
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            value, hard = min(value, ceiling), min(hard, ceiling)
        resource.setrlimit(kind, (value, hard))


def main() -> None:
    """Set limits and fences, then become the program; exit with `REFUSED` when that fails."""
    plan, argv = json.loads(sys.argv[1]), sys.argv[2:]
    try:
        held = _raise_fences(plan)
        if not argv:
            print(json.dumps(held))
            return
        set_limits(plan["limits"])
        os.execve(argv[0], argv, plan["env"])  # noqa: S606 - no shell is wanted here
    except (OSError, ValueError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
