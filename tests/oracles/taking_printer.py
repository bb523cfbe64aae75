"""A printer on loopback that takes each connection as one job and says nothing, as many do."""

from __future__ import annotations

import socket
import threading


class TakingPrinter:
    """Keeps what it is given in `jobs`; a subclass may do more with a job, and with its line."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def took(self, job: bytes, line: socket.socket) -> None:
        """A job came to its end; the line is still open."""
        self.jobs.append(job)

    def close(self) -> None:
        with socket.create_connection(self._server.getsockname()) as line:
            line.sendall(b"stop")
        self._thread.join(10)
        self._server.close()

    def _serve(self) -> None:
        while True:
            line, _ = self._server.accept()
            with line:
                job = b""
                while chunk := line.recv(65536):
                    job += chunk
                if job == b"stop":
                    return
                self.took(job, line)
