"""The listener as a process of its own, so that a test can kill it in the middle of its work."""

import multiprocessing
import os
import socket

from flask import Flask

from ats.inbox import listening
from ats.operations.supervisor import close_connections
from tests.integration.inbox.postfix import wait_for
from tests.server import free_port


class Listener:
    """The LMTP listener of an application, forked as ``serve`` does it; use as a context manager."""

    def __init__(self, app: Flask):
        self.app, self.port = app, free_port()
        self.process = None

    def __enter__(self) -> "Listener":
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it answers."""
        close_connections()
        self.process = multiprocessing.get_context("fork").Process(target=self._live, daemon=True)
        self.process.start()
        wait_for(self._answers)

    def _live(self) -> None:
        os.setpgid(0, 0)
        listening.listen(self.app, smtp="", lmtp=f"127.0.0.1:{self.port}")

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """End it at once, in whatever it is doing."""
        self.process.kill()
        self.process.join(10)
