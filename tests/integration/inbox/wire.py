"""A wire between two mail servers that can be cut at the very moment when a message is acknowledged."""

import socket
import threading
from collections.abc import Callable

ACKNOWLEDGED = b"250 2.0.0 Kept"


class Wire:
    """Carries bytes from a port of its own to another; use as a context manager.

    When the answer that acknowledges a message comes by, ``on_acknowledged`` is called, before a byte of it is passed
    on; where that returns False, the answer is lost and the connection cut.
    """

    def __init__(self, to_port: int, on_acknowledged: Callable[[], bool]):
        self.to_port, self.on_acknowledged = to_port, on_acknowledged
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self) -> "Wire":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.to_port))
            except OSError:
                near.close()
                continue
            threading.Thread(target=self._carry, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(65536):
                if is_answer and ACKNOWLEDGED in data and not self.on_acknowledged():
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
