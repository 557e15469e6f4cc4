"""Jobs that try to break out or to break down; they run in children of a warm pool."""

import ctypes
import os
import socket
import time


def echo(data, options, send):
    send(b"T", data[::-1])
    send(b"O", repr(sorted(options.items())).encode())


def spin(data, options, send):
    send(b"T", b"begun")
    while True:
        pass


def sleep(data, options, send):
    send(b"T", b"begun")
    time.sleep(options.get("seconds", 60))


def hog(data, options, send):
    bytearray(3 * 10**9)


def crash(data, options, send):
    send(b"T", b"begun")
    ctypes.string_at(0)


def fail(data, options, send):
    raise ValueError("no good")


def flood(data, options, send):
    while True:
        send(b"T", bytes(100_000))


def dribble(data, options, send):
    while True:
        send(b"T", b"x")
        time.sleep(0.05)


def forge(data, options, send):
    send(b"Z", b"")


def act(data, options, send):
    exec(data, {"os": os, "socket": socket, "ctypes": ctypes, "send": send})


JOBS = {job.__name__: job for job in (echo, spin, sleep, hog, crash, fail, flood, dribble, forge, act)}
