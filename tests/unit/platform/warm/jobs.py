"""Jobs that try to break out or to break down; they run in children of a warm pool."""

import ctypes
import os
import socket
import time


def echo(data, options, wire):
    wire.send(b"T", data[::-1])
    wire.send(b"O", repr(sorted(options.items())).encode())


def spin(data, options, wire):
    wire.send(b"T", b"begun")
    while True:
        pass


def sleep(data, options, wire):
    wire.send(b"T", b"begun")
    time.sleep(options.get("seconds", 60))


def hog(data, options, wire):
    bytearray(3 * 10**9)


def crash(data, options, wire):
    wire.send(b"T", b"begun")
    ctypes.string_at(0)


def fail(data, options, wire):
    raise ValueError("no good")


def flood(data, options, wire):
    while True:
        wire.send(b"T", bytes(100_000))


def dribble(data, options, wire):
    while True:
        wire.send(b"T", b"x")
        time.sleep(0.05)


def forge(data, options, wire):
    wire.send(b"Z", b"")


def ask(data, options, wire):
    for _ in range(options["times"]):
        data = wire.ask(data)
    wire.send(b"T", data)


def act(data, options, wire):
    exec(data, {"os": os, "socket": socket, "ctypes": ctypes, "send": wire.send})


JOBS = {job.__name__: job for job in (echo, spin, sleep, hog, crash, fail, flood, dribble, forge, ask, act)}
