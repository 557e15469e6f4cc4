"""Tests of asking a scanner: against a small daemon that speaks clamd's protocol on a real socket."""

import socket
import socketserver
import struct
import threading
import time
from contextlib import contextmanager

import pytest

from ats.platform.virus_scan import Scan, parse_address, scan, scanner_version

EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
MOST = 1_000_000


class Daemon(socketserver.StreamRequestHandler):
    """One connection: a command that ends with NUL, then for INSTREAM the chunks."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        self.server.answer(self, command)


def answer(handler, command):
    if command == b"zVERSION\0":
        handler.wfile.write(b"ClamAV 1.4.6/27000\0")
        return
    assert command == b"zINSTREAM\0"
    data = b""
    while length := struct.unpack(">I", handler.rfile.read(4))[0]:
        data += handler.rfile.read(length)
        if len(data) > MOST:
            handler.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
    handler.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0")


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class TcpServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True


@contextmanager
def running(server, answer=answer):
    server.answer = answer
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "clamd.sock")


def test_clean_and_infected_are_told_over_a_unix_socket(path):
    with running(UnixServer(path, Daemon)):
        assert scan(b"A resume", path) == Scan("clean")
        assert scan(EICAR, path) == Scan("infected", "Eicar-Signature")
        assert scan(bytes(500_000) + EICAR + bytes(300_000), path) == Scan("infected", "Eicar-Signature")
        assert scan(b"", path) == Scan("clean")
        assert scanner_version(path).startswith("ClamAV")


def test_the_same_over_a_network_address():
    with running(TcpServer(("127.0.0.1", 0), Daemon)) as server:
        address = f"127.0.0.1:{server.server_address[1]}"
        assert scan(EICAR, address).state == "infected"
        assert scan(b"A resume", address).state == "clean"


def test_no_scanner_is_said_to_be_off():
    assert scan(EICAR, "").state == "off"


def test_scanner_that_is_down_makes_it_pending(path):
    assert scan(b"x", path).state == "pending"
    socket.socket(socket.AF_UNIX).bind(path)
    assert scan(b"x", path).state == "pending"
    assert scan(b"x", "127.0.0.1:1").state == "pending"
    assert scan(b"x", "nonsense").state == "pending"


def test_file_that_is_too_long_for_the_scanner_is_pending(path):
    with running(UnixServer(path, Daemon)):
        found = scan(bytes(20_000_000), path)
    assert found.state == "pending"
    assert "size limit" in found.words


@pytest.mark.parametrize(
    "reply",
    [b"", b"stream: OK", b"stream: O\0", b"UNKNOWN COMMAND\0", b"stream: OK\nstream: X FOUND\0", b"\xff\0",
     b"ok\0", b"x" * 10_000],
)  # fmt: skip
def test_anything_but_a_whole_plain_answer_is_pending(path, reply):
    with running(UnixServer(path, Daemon), lambda handler, command: handler.wfile.write(reply)):
        assert scan(b"x", path).state == "pending"


def test_scanner_that_hangs_is_given_up(path):
    with running(UnixServer(path, Daemon), lambda handler, command: time.sleep(1)):
        begun = time.monotonic()
        assert scan(bytes(5_000_000), path, seconds=0.3).state == "pending"
        assert time.monotonic() - begun < 0.9


@pytest.mark.parametrize("address", ["", "host", "host:", "host:x", ":3310", "host:99999", "host:0"])
def test_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError):
        parse_address(address)


def test_addresses_of_all_kinds():
    assert parse_address("/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert parse_address("scanner.example.com:3310") == ("scanner.example.com", 3310)
    assert parse_address("[::1]:3310") == ("::1", 3310)
