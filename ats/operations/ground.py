"""What a server needs for itself alone before it starts: its port, and its folder."""

import errno
import fcntl
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

# A server that was killed leaves children, which end by themselves and hold both until then.
PATIENCE_SECONDS = 12
_LOOK_SECONDS = 0.2


class Taken(Exception):
    """Somebody else has it; the words say what it is, and what to do."""


def hold_folder(folder: Path, say: Callable[[str], None]) -> None:
    """Hold the folder of an installation until this process and its children have ended.

    Two servers in one folder would take each other's reader away. Raise Taken.
    """
    handle = os.open(folder / "serving", os.O_RDWR | os.O_CREAT, 0o600)

    def try_once() -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    _insist(try_once, f"Another server runs in {folder}", "Stop it first, or set ATS_INSTANCE_DIR.", say)


def check_port(host: str, port: int, say: Callable[[str], None]) -> None:
    """Raise Taken where something listens on the port already, or where we may not."""

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise Taken(f"ATS_HOST: {host} is no address of this machine ({error}).") from error

    def try_once() -> bool:
        with socket.socket(family, kind, protocol) as probe:
            # As the web server does: what ended a moment ago is no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise Taken(f"Port {port} of {host} cannot be had: {error.strerror}.") from error
                return False
        return True

    _insist(
        try_once,
        f"Something listens on port {port} of {host} already",
        "Stop it, or set ATS_PORT to another one.",
        say,
    )


def _insist(try_once: Callable[[], bool], found: str, advice: str, say: Callable[[str], None]) -> None:
    if try_once():
        return
    say(f"  {found}; waiting {PATIENCE_SECONDS} seconds for it to end.")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        time.sleep(_LOOK_SECONDS)
        if try_once():
            return
    raise Taken(f"{found}. {advice}")
