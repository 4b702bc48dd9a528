"""A way to a server that can be cut and mended, as when the server goes away and comes back."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, suppress


class Forwarder:
    """Passes on what comes in at `port` of 127.0.0.1 to `host` and `to`, while it is whole."""

    def __init__(self, host: str, to: int) -> None:
        self._target = (host, to)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._serve()

    def cut(self) -> None:
        """Refuse whoever comes, and hang up on whoever is there."""
        for end in (self._listener, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        """Pass on again."""
        self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self._serve()

    def _serve(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError), closing(target):
            while data := source.recv(65_536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
